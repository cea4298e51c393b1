"""What was changed behind the desk's back is named as damage, and nothing of it stops the look; and who leaves a desk
in whatever way loses no note."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import databases
import pytest

from factcheck import Workspace
from factcheck.desk import log, standing
from factcheck.domain import Article, Claim, ClaimKind, Document, Span
from factcheck.errors import ConflictError
from factcheck.store import corpus, desk

TEXT = "The wall is 350 km long, the ministry said."
ARTICLE = Article(text=TEXT, blocks=(), title="A wall")
CLAIM = Claim(article_id=ARTICLE.id, kind=ClaimKind.INDIRECT, text="The wall is 350 km long", spans=(Span(0, 23),))
NOTE = Document(id="https://example.org/wall", text="The wall is 350 km long.")
PASSAGE = "https://example.org/wall#0"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [CLAIM])
            standing.refresh_article(session, ARTICLE.id)
        yield opened


NO_JSON = pytest.mark.sqlite  # PostgreSQL stores nothing as JSON that is none


def _changed_by_hand(workspace: Workspace, statement: str) -> tuple[str, ...]:
    """What is damage after somebody has changed the database without the desk."""
    workspace.close()
    with databases.opened_up(workspace.settings.workspace) as connection:
        connection.unguard()
        connection.execute(statement)
    with Workspace(workspace.settings.workspace) as again:
        return again.verify().damage


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims SET text = 'The wall is 999 km long'",
        "UPDATE claims SET spans = '[[0, 5]]'",
        pytest.param("UPDATE claims SET spans = 'nothing'", marks=NO_JSON),
        "UPDATE claims SET kind = 'direct'",
        "DELETE FROM claims",
        pytest.param("UPDATE claim_standing SET corrected = 'nothing'", marks=NO_JSON),
        "UPDATE entries SET action = 'frobbed'",
        pytest.param("UPDATE entries SET content = 'nothing'", marks=NO_JSON),
        "UPDATE entries SET number = 7",
    ],
)
def test_what_was_changed_by_hand_is_named_as_damage(workspace: Workspace, statement: str) -> None:
    workspace.mark(CLAIM.id, "supported", cite=[PASSAGE])
    assert workspace.verify().damage == ()
    assert _changed_by_hand(workspace, statement)


@pytest.mark.parametrize("name", ["Ana", "ANA", "a\u200bna", "ana\u00ad", "ＡＮＡ"])
def test_nobody_checks_himself_under_his_own_name_written_otherwise(workspace: Workspace, name: str) -> None:
    workspace.second_check(CLAIM.id)
    workspace.mark(CLAIM.id, "supported", cite=[PASSAGE], by="ana")
    with pytest.raises(ConflictError, match="is the same name"):
        workspace.mark(CLAIM.id, "supported", cite=[PASSAGE], by=name)


def test_an_entry_out_of_its_number_is_a_break_of_the_log(workspace: Workspace) -> None:
    workspace.note(CLAIM.id, "first")
    (entry,) = workspace.history(CLAIM.id)
    assert list(log.problems([entry])) == []
    (problem,) = [one for one in log.problems([entry, entry]) if "comes as number" in one]
    assert "is number 1 on it, and comes as number 2" in problem


@pytest.fixture
def at_the_desk(workspace: Workspace) -> Iterator[subprocess.Popen[str]]:
    """Ana's desk, line by line, with a note written that goes with no verdict yet."""
    workspace.close()
    command = [sys.executable, "-m", "factcheck", "review", "--plain", "--as", "ana"]
    told = {**os.environ, "FACTCHECK_WORKSPACE": str(workspace.settings.workspace)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, env=told, text=True, errors="surrogateescape", **pipes)  # type: ignore[call-overload]
    assert process.stdin
    assert process.stdout
    process.stdin.write("n hello\n")
    process.stdin.flush()
    while "noted" not in process.stdout.readline():
        time.sleep(0)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_desk_that_is_told_to_leave_keeps_the_note_and_lets_the_claim_go(
    workspace: Workspace, at_the_desk: subprocess.Popen[str], number: signal.Signals
) -> None:
    at_the_desk.send_signal(number)
    at_the_desk.communicate(timeout=20)
    assert at_the_desk.returncode == 130
    assert [entry.note for entry in workspace.history(CLAIM.id)] == ["hello"]
    assert workspace.take(CLAIM.id, by="leo")


def test_a_line_that_is_no_text_is_refused_and_the_rest_is_kept(
    workspace: Workspace, at_the_desk: subprocess.Popen[str]
) -> None:
    out, errors = at_the_desk.communicate("n \udcff\n", timeout=20)
    assert "not UTF-8" in out
    assert "Traceback" not in errors
    assert [entry.note for entry in workspace.history(CLAIM.id)] == ["hello"]
