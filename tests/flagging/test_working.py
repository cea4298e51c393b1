"""Articles checked by processes of their own come out as they do in this one, and models are opened once."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.checking.corpus import add_documents
from factcheck.domain import Document
from factcheck.errors import FactcheckError
from factcheck.flagging.pool import in_order
from factcheck.workspace import Workspace
from factcheck.workspace.working import Start, here

STORIES = [
    f"“The quay has {number} berths and no crane,” said Ana Ruiz, the harbour master. The ferry ran {number} times."
    for number in range(3, 6)
]


def work(text: str) -> tuple[int, int, list[tuple[str, str, float]]]:
    """Who worked, how often its encoder was opened, and the claims with what speaks for them."""
    workspace = here()
    report = workspace.check(workspace.article(text, format="text"))
    found = [
        (item.claim.id, item.claim.text, item.search.suggestion.probability) for item in report.claims if item.search
    ]
    return os.getpid(), id(workspace.encoder), found


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "desk", cache=cache, judge="rules", user="bench") as workspace:
        workspace.make()
        note = Document("note", "The quay of Ashby has 4 berths. The ferry ran 4 times.")
        add_documents(workspace.database, workspace.encoder, [(note, "notes.jsonl")])
        yield workspace


def test_two_processes_find_what_one_finds(desk: Workspace) -> None:
    there = [found for _, found in in_order(work, STORIES, workers=2, start=Start(desk))]
    assert os.getpid() not in {pid for pid, _, _ in there}  # type: ignore[misc]
    for pid in {pid for pid, _, _ in there}:  # type: ignore[misc]
        assert len({opened for who, opened, _ in there if who == pid}) == 1  # type: ignore[misc]
    again = [found for _, found in in_order(work, STORIES, workers=1, start=Start(desk))]
    assert {pid for pid, _, _ in again} == {os.getpid()}  # type: ignore[misc]
    assert [found for _, _, found in there] == [found for _, _, found in again]  # type: ignore[misc]
    assert all(found for _, _, found in there)  # type: ignore[misc]
    assert here() is desk


def test_what_cannot_be_opened_is_said_at_the_start(tmp_path: Path, cache: Path) -> None:
    with Workspace(tmp_path / "nothing", cache=cache) as workspace:
        start = pickle.loads(pickle.dumps(Start(workspace)))
        with pytest.raises(FactcheckError, match="nothing"):
            start()
