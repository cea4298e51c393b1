"""A backup that is put in the place of a database, and an index that somebody else has of what was there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import one_server
import pytest

from factcheck import Workspace
from factcheck.checking.index_file import IndexFile, state
from factcheck.domain import Document, Span
from factcheck.store import Session, corpus

MODEL, DIMENSION = "some-model:int8-1:0123456789ab", 16
COUNT = 60  # more than are compared with the database when an index is opened


def fill(workspace: Workspace, texts: list[str]) -> None:
    with workspace.database.writing() as session:
        for number, text in enumerate(texts):
            corpus.add_version(session, Document(id=f"new-{number}", text=text), 1, [Span(0, len(text))], "a.jsonl")
        unseen = corpus.passages_without_vector(session, MODEL, COUNT + 1)
        vectors = [np.random.default_rng(int(one.fingerprint[:8], 16)).normal(size=DIMENSION) for one in unseen]
        made = [(one / np.linalg.norm(one)).astype(np.float32) for one in vectors]
        corpus.add_vectors(session, MODEL, [one.fingerprint for one in unseen], made)


def wrong(index: IndexFile[Session], workspace: Workspace) -> list[int]:
    """The keys of passages that the index has with the vector of something else."""
    with workspace.database.reading() as session:
        held = index.at(session, MODEL, DIMENSION)
        keys, vectors = corpus.vectors(session, MODEL, corpus.keys(session), DIMENSION)
        assert len(held) == len(keys)
        pairs = zip(keys, vectors, strict=True)
        return [key for key, vector in pairs if abs(held.cosines(vector, [key])[0] - float(vector @ vector)) > 0.01]


@pytest.mark.parametrize("server", [False, True], ids=["file", "server"])
def test_what_was_added_again_with_one_text_mended_is_found_by_the_mended_text(tmp_path: Path, server: bool) -> None:
    """Whoever was running meanwhile, and another machine's folder, know by the number of nothing that it is another."""
    given = {"database_url": one_server.url()} if server else {}
    with Workspace(tmp_path / "desk", user="ana", **given) as here, Workspace(tmp_path / "desk", **given) as running:
        here.make()
        with here.database.writing() as session:
            corpus.add_version(session, Document(id="old", text="An old note."), 1, [Span(0, 12)], "a.jsonl")
        here.backup(tmp_path / "copy")
        texts = [f"Note {number} is new." for number in range(COUNT)]
        fill(here, [*texts[:40], "The mill has twelfe looms.", *texts[41:]])
        index = IndexFile(tmp_path / "elsewhere.index", corpus)
        assert wrong(index, running) == []
        with running.database.reading() as session:
            before = corpus.state(session)
        here.restore(tmp_path / "copy", over=True)
        fill(here, [*texts[:40], "The mill has twelve looms.", *texts[41:]])
        with running.database.reading() as session:
            assert corpus.state(session) == before != state(corpus, session)
        assert wrong(index, running) == []
        assert wrong(IndexFile(tmp_path / "elsewhere.index", corpus), running) == []
