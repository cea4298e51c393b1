"""One workspace that many threads ask: what is opened once, what is kept, and when it is no more."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Article, Claim, ClaimKind, Span
from factcheck.errors import UsageError
from factcheck.settings import Settings
from factcheck.store import desk, kept
from factcheck.store.plain import Connections
from factcheck.workspace.opened import OpenWorkspace, once

TEXT = "The pier is long."
ARTICLE = Article(text=TEXT, blocks=(), title="The pier")
CLAIM = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT, spans=(Span(0, len(TEXT)),))
MANY = 16


@pytest.fixture
def shared(workspace: Path) -> Iterator[Workspace]:
    opened = Workspace(workspace, user="ana")
    opened.make()
    with opened.database.writing() as session:
        desk.put_article(session, ARTICLE)
        desk.put_claims(session, ARTICLE.id, [CLAIM])
        standing.refresh_article(session, ARTICLE.id)
    opened.share()
    yield opened
    opened.close()


def answers_of(shared: Workspace) -> kept.Answers:
    """Those that all who use the workspace share, whatever tells whether its database was changed."""
    assert shared._answers is not None
    return shared._answers


def at_once(act: Callable[[int], object]) -> list[object]:
    """What ``act`` does in many threads that begin together."""
    together = threading.Barrier(MANY)

    def begin(number: int) -> object:
        together.wait()
        return act(number)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(begin, range(MANY)))


def test_what_many_ask_for_first_is_made_once(workspace: Path) -> None:
    made = []

    class Slow(OpenWorkspace):
        @once
        def thing(self) -> object:
            made.append(threading.get_ident())
            threading.Event().wait(0.05)
            return object()

    opened = Slow(workspace)
    assert len(set(map(id, at_once(lambda _: opened.thing)))) == 1
    assert len(made) == 1


def test_all_beside_a_workspace_have_its_database_and_models(shared: Workspace) -> None:
    found = at_once(lambda number: shared.beside(f"p{number}")._precedents_file)
    assert set(map(id, found)) == {id(shared._precedents_file)}
    assert at_once(lambda number: len(shared.beside(f"p{number}").history())) == [0] * MANY


def test_what_was_stored_is_seen_by_the_next_who_asks(shared: Workspace, workspace: Path) -> None:
    assert shared.queue()[1] == 1
    with Workspace(workspace, user="eva") as other:
        other.take(CLAIM.id)
        assert shared.queue()[0][0].held_by == "eva"
        other.mark(CLAIM.id, "unverified", reason="no-evidence")
    assert shared.queue() == ([], 0)
    shared.reopen(CLAIM.id, note="a survey")
    assert shared.queue()[1] == 1


def test_readers_and_writers_at_once_see_whole_states(shared: Workspace) -> None:
    def act(number: int) -> None:
        mine = shared.beside(f"p{number}")
        for _ in range(5):
            if number % 4 == 0:
                mine.note(CLAIM.id, "seen")
            ((item,), total) = mine.queue()
            assert total == 1
            assert item.entries <= len(shared.history(CLAIM.id))

    at_once(act)
    assert len(shared.history(CLAIM.id)) == MANY // 4 * 5


@pytest.mark.sqlite
def test_of_many_who_ask_the_same_one_finds_out(shared: Workspace) -> None:
    answers, asked = answers_of(shared), list[int]()

    def find() -> int:
        asked.append(1)
        threading.Event().wait(0.05)
        return 7

    assert at_once(lambda _: answers.get("same", find)) == [7] * MANY
    assert len(asked) == 1
    assert answers.get("other", lambda: 8) == 8


def test_nothing_is_kept_where_nobody_knows_whether_it_changed(tmp_path: Path) -> None:
    answers = kept.Answers(Connections(Settings(workspace=tmp_path, cache=tmp_path)))
    assert [answers.get("a", iter([1, 2]).__next__), answers.get("a", lambda: 3)] == [1, 3]


@pytest.mark.sqlite
def test_an_answer_that_the_clock_changes_is_not_kept_for_long(
    shared: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = answers_of(shared)
    answers.get("a", lambda: 1)
    monkeypatch.setattr(kept, "SECONDS", 0.0)
    assert answers.get("a", lambda: 2) == 2


@pytest.mark.sqlite
def test_a_connection_is_used_for_no_other_file(shared: Workspace, workspace: Path) -> None:
    connections = Connections(shared.settings)
    with connections.opened() as first:
        assert first is not None
    with connections.opened() as again:
        assert again is first
    before = connections.version()
    database = workspace / "factcheck.db"
    shared.database.close()
    copy = workspace / "copy.db"
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    copy.replace(database)
    with connections.opened() as other:
        assert other is not first
    assert connections.version() != before
    connections.close()


@pytest.mark.sqlite
def test_a_reader_who_fails_leaves_no_transaction_open(shared: Workspace) -> None:
    connections = Connections(shared.settings)
    seen = []

    def fail() -> None:
        with connections.opened() as connection:
            seen.append(connection)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with connections.opened() as next_one:
        assert next_one is not seen[0]


def test_people_beside_a_workspace_name_no_file_of_its_machine(shared: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("The key of the house is under the mat, said nobody in particular.", encoding="utf-8")
    assert shared.names_file(file)
    assert not shared.beside("bo").names_file(file)
    assert not shared.names_file("x" * 10_000)
    review = shared.beside("bo").review()
    with pytest.raises(UsageError, match="no such file"):
        review.add_evidence(str(file))
