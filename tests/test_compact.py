"""`corpus compact`: what it drops and joins, and that nothing else changes, whoever works or is killed meanwhile."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import databases
import pytest
from sqlalchemy import text

from factcheck import Workspace, store
from factcheck.checking import compacting
from factcheck.domain import Document, fingerprint
from factcheck.errors import UsageError

pytestmark = pytest.mark.xdist_group("compacting")

KEPT = [Document(f"kept {number}", f"The quay of Riverton has {number + 20} berths.") for number in range(30)]
TWICE = "The library of Riverton opened in 1911."
GONE = [Document("gone", "The bridge of Riverton was closed in 2019."), Document("gone too", TWICE)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A workspace whose full text lies in pieces, and with documents that were removed and replaced."""
    folder = tmp_path_factory.mktemp("compacting") / "desk"
    with Workspace(folder, cache=cache, user="ana") as desk:
        for document in KEPT:
            desk.corpus_add_documents([document])
        desk.corpus_add_documents(
            [*GONE, Document("the same words", TWICE), Document("changed", "It was 1 metre long.")]
        )
        desk.corpus_add_documents([Document("changed", "It was 2 metres long.")])
        for document in GONE:
            desk.corpus_remove(document.id)
        desk.corpus_search("berths")
    return folder


@pytest.fixture
def desk(made: Path, cache: Path, tmp_path: Path) -> Iterator[Workspace]:
    databases.copied(made, tmp_path / "desk")
    with Workspace(tmp_path / "desk", cache=cache, user="ana") as opened:
        yield opened


def hashes(desk: Workspace) -> set[str]:
    with desk.database.reading() as session:
        return set(session.scalars(text("SELECT sha256 FROM vectors")))


def found(desk: Workspace, words: str) -> list[tuple[str, float]]:
    return [(one.passage.id, one.similarity) for one in desk.corpus_search(words, 20)]


def test_only_what_no_current_passage_was_encoded_from_is_dropped(desk: Workspace) -> None:
    before = hashes(desk)
    gained = desk.corpus_compact()
    assert gained.vectors == 2
    assert before - hashes(desk) == {fingerprint(GONE[0].text), fingerprint("It was 1 metre long.")}
    assert fingerprint(TWICE) in hashes(desk)


def test_what_is_found_is_the_same_before_and_after(desk: Workspace) -> None:
    asked = ("berths of the quay", "how long was it", "a library")
    before = [found(desk, words) for words in asked]
    desk.corpus_compact()
    assert [found(desk, words) for words in asked] == before
    assert desk.verify().damage == ()


@pytest.mark.sqlite
def test_full_text_has_one_segment_a_table_at_most(desk: Workspace) -> None:
    gained = desk.corpus_compact()
    assert gained.segments_before > gained.segments
    assert gained.segments <= len(store.compacting.FULL_TEXT)


def test_a_document_that_comes_back_has_its_vector_again(desk: Workspace) -> None:
    desk.corpus_compact()
    assert "gone#0" not in dict(found(desk, "a bridge"))
    desk.corpus_add_documents(GONE)
    assert fingerprint(GONE[0].text) in hashes(desk)
    assert found(desk, "a bridge that was closed")[0][0] == "gone#0"


def test_what_comes_back_while_vectors_are_dropped_keeps_its_own(desk: Workspace) -> None:
    with desk.database.reading() as session:
        wanted, seen = store.compacting.unneeded_vectors(session)
    desk.corpus_add_documents([GONE[0], Document("newer", "It was 1 metre long.")])
    with desk.database.writing() as session:
        assert store.compacting.drop_vectors(session, wanted, seen) == 0
    with desk.database.reading() as session:
        assert store.corpus.count_without_vector(session, desk.encoder.key) == 0


def test_vectors_that_were_lost_are_made_again_by_the_next_search(desk: Workspace) -> None:
    """Though it is noted that every passage has one."""
    before = found(desk, "berths")
    kept = hashes(desk)
    with desk.database.writing() as session:
        session.execute(text("DELETE FROM vectors"))
    for file in desk.settings.workspace.glob("vectors*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    with Workspace(desk.settings.workspace, cache=desk.settings.cache, user="ana") as again:
        assert found(again, "berths") == before
        assert hashes(again) == kept - {fingerprint(GONE[0].text), fingerprint("It was 1 metre long.")}


def test_run_again_there_is_nothing_to_do(desk: Workspace) -> None:
    desk.corpus_compact()
    again = desk.corpus_compact()
    assert again.vectors == 0
    assert again.segments == again.segments_before


@pytest.mark.sqlite
def test_vacuum_gives_back_what_is_free(desk: Workspace) -> None:
    with desk.database.writing() as session:
        session.execute(text("CREATE TABLE filled AS SELECT zeroblob(2000000) AS content"))
        session.execute(text("DROP TABLE filled"))
    plain = desk.corpus_compact()
    assert plain.free
    assert plain.free >= 2_000_000
    assert plain.size
    assert plain.size_before
    assert plain.size >= plain.size_before - plain.free
    vacuumed = desk.corpus_compact(vacuum=True)
    assert vacuumed.size
    assert vacuumed.size < plain.size - 1_900_000
    assert vacuumed.free == 0


@pytest.mark.sqlite
def test_vacuum_is_refused_where_there_is_no_room(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(desk.settings.workspace)
    monkeypatch.setattr(compacting.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(UsageError, match="compact without --vacuum"):
        desk.corpus_compact(vacuum=True)


@pytest.mark.sqlite
def test_others_write_between_two_steps(desk: Workspace) -> None:
    """Whoever waits has a turn before all is done: no step holds the database until the end."""
    written: list[int] = []

    def progress(what: str, done: int, _total: int) -> None:
        if what.startswith("parts"):
            with closing(sqlite3.connect(desk.settings.workspace / store.plain.DATABASE_FILE, timeout=0)) as other:
                other.execute(
                    "INSERT INTO people (name, token_sha256, since) VALUES (?, '', '')", (f"p{len(written)}",)
                )
                other.commit()
            written.append(done)

    desk.progress = progress
    desk.corpus_compact()
    assert len(written) >= len(store.compacting.FULL_TEXT)


@pytest.mark.parametrize("after", [0.05, 0.3, 0.6])
def test_killed_anywhere_and_run_again_it_ends_where_an_undisturbed_run_ends(
    desk: Workspace, start: Callable[..., Any], after: float
) -> None:
    expected = hashes(desk) - {fingerprint(GONE[0].text), fingerprint("It was 1 metre long.")}
    before = found(desk, "berths")
    with start("corpus", "compact", workspace=desk.settings.workspace) as process:
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with start("corpus", "compact", workspace=desk.settings.workspace) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert "vectors dropped" in out
    assert hashes(desk) == expected
    assert found(desk, "berths") == before
    assert desk.verify().damage == ()
