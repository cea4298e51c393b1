"""The list of articles: which drafts there are, what is left to do, what was edited; closing and reopening."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import drafts, log, standing
from factcheck.domain import Action, Article, Block, BlockKind, Claim, ClaimKind, Document, Span
from factcheck.errors import UsageError
from factcheck.store import corpus, desk
from factcheck.workspace import ArticleLine

Run = Callable[..., subprocess.CompletedProcess[str]]

NOTES = [
    Document(id=name, text=text, publisher=name.title(), url=f"https://{name}.example/wall")
    for name, text in (("north", "The wall is 350 km long."), ("south", "Its builders say: 350 km, from end to end."))
]


def put(workspace: Workspace, text: str, title: str, file: Path | None = None) -> Article:
    """Store an article with a claim a line."""
    article = Article(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), title=title, source=file and str(file))
    lines = text.splitlines()
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    with workspace.database.writing() as session:
        desk.put_article(session, article)
        claims = [
            Claim(article.id, ClaimKind.ASSERTION, line, (Span(start, start + len(line)),))
            for line, start in zip(lines, starts, strict=True)
        ]
        desk.put_claims(session, article.id, claims)
        standing.refresh_article(session, article.id)
    return article


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "workspace", user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            for note in NOTES:
                corpus.add_version(session, note, 1, [Span(0, len(note.text))], "a.jsonl")
        yield opened


def line(workspace: Workspace, article: Article) -> ArticleLine:
    (found,) = [one for one in workspace.articles(retired=True) if one.article.id == article.id]
    return found


def mark(workspace: Workspace, article: Article, verdict: str, number: int = 1, **given: object) -> None:
    claim = workspace.report(article.id).claims[number - 1].claim.id
    workspace.mark(claim, verdict, **given)  # type: ignore[arg-type]


BOTH = ["north#0", "south#0"]
ONE, TWO = "The wall is 350 km long.", "The wall is 350 km long.\nIt is old."


def test_an_article_shows_what_is_open_stale_and_contradicted(workspace: Workspace) -> None:
    article = put(workspace, TWO, "A wall")
    assert (line(workspace, article).hold, line(workspace, article).why) == (True, "2 not yet checked")
    mark(workspace, article, "contradicted", cite=BOTH)
    assert line(workspace, article).why == "1 contradicted, 1 not yet checked"
    claim = workspace.report(article.id).claims[0].claim.id
    with workspace.database.writing() as session:
        log.append(session, Action.STALE, article.id, claim, by="ana", content={"problems": ["the source has changed"]})
    found = line(workspace, article)
    assert (found.why, found.article.open, found.article.stale, found.article.waiting) == (
        "1 contradicted, 1 stale, 1 not yet checked",
        1,
        1,
        2,
    )


def test_an_article_in_which_all_is_decided_is_clear_or_held_as_its_report_says(workspace: Workspace) -> None:
    article = put(workspace, ONE, "A wall")
    mark(workspace, article, "supported", cite=BOTH[:1])
    assert (line(workspace, article).hold, line(workspace, article).why) == (True, "1 single source")
    mark(workspace, article, "supported", cite=BOTH)
    assert not workspace.report(article.id).holds
    assert (line(workspace, article).hold, line(workspace, article).why) == (False, "")


def test_a_list_and_a_report_give_the_same_reasons_and_none_that_was_signed_off(workspace: Workspace) -> None:
    article = put(workspace, TWO, "A wall")
    mark(workspace, article, "contradicted", cite=BOTH)
    workspace.sign_off(
        workspace.report(article.id).claims[0].claim.id, "contradicted", note="the mayor's own words", by="eva"
    )
    assert line(workspace, article).why == "1 not yet checked"
    assert line(workspace, article).why == ", ".join(workspace.report(article.id).hold_reasons(numbered=False))


def test_dismissed_claims_are_not_open(workspace: Workspace) -> None:
    article = put(workspace, TWO, "A wall")
    claim = workspace.report(article.id).claims[1].claim.id
    with workspace.database.writing() as session:
        log.append(session, Action.DISMISSED, article.id, claim, by="ana", content={"reason": "trivial"})
    assert (line(workspace, article).article.open, line(workspace, article).article.waiting) == (1, 1)


def test_the_list_has_deadlines_first_then_headlines_then_what_is_closed(workspace: Workspace) -> None:
    made = {title: put(workspace, f"{title} is long.", title) for title in ("Ada", "Bo", "Cy", "Di")}
    workspace.close_article(made["Ada"].id, over=True, note="not running")
    with workspace.database.writing() as session:
        log.append(session, Action.DUE, made["Di"].id, by="eva", content={"when": "2026-03-05"})
    assert [one.article.title for one in workspace.articles()] == ["Di", "Bo", "Cy", "Ada"]
    assert [one.article.due for one in workspace.articles()] == ["2026-03-05", None, None, None]


def test_drafts_that_were_replaced_are_listed_only_when_asked_for(workspace: Workspace) -> None:
    first, second = put(workspace, ONE, "A wall"), put(workspace, TWO, "A wall")
    with workspace.database.writing() as session:
        drafts.take_over(session, second, first.id, by="ana")
    assert [(one.article.id, one.article.draft) for one in workspace.articles()] == [(second.id, 2)]
    assert [one.article.draft for one in workspace.articles(retired=True)] == [2, 1]


# -- closing ------------------------------------------------------------------------------


def test_an_article_is_not_closed_over_claims_that_wait_unless_somebody_says_so_and_why(workspace: Workspace) -> None:
    article = put(workspace, TWO, "A wall")
    with pytest.raises(UsageError, match=r"2 claims of article .* still wait \(#1, #2\)"):
        workspace.close_article(article.id)
    with pytest.raises(UsageError, match="wants a reason"):
        workspace.close_article(article.id, over=True)
    entry = workspace.close_article(article.id, over=True, note="not running", by="eva")
    assert (entry.action, entry.by, entry.note) == (Action.CLOSED, "eva", "not running")
    assert workspace.queue()[1] == 0
    assert line(workspace, article).article.closed


def test_a_closed_article_comes_back_with_its_claims(workspace: Workspace) -> None:
    article = put(workspace, TWO, "A wall")
    with pytest.raises(UsageError, match="neither closed nor replaced"):
        workspace.reopen_article(article.id)
    workspace.close_article(article.id, over=True, note="not running")
    with pytest.raises(UsageError, match="closed already"):
        workspace.close_article(article.id)
    workspace.reopen_article(article.id, note="runs after all")
    assert workspace.queue()[1] == 2


def test_a_draft_that_was_replaced_is_not_closed_and_comes_back_as_a_story_of_its_own(workspace: Workspace) -> None:
    first, second = put(workspace, ONE, "A wall"), put(workspace, TWO, "A wall")
    with workspace.database.writing() as session:
        drafts.take_over(session, second, first.id, by="ana")
    with pytest.raises(UsageError, match="which a later one has replaced"):
        workspace.close_article(first.id)
    workspace.reopen_article(first.id)
    assert [
        (one.article.draft, one.article.story_id) for one in workspace.articles() if one.article.id == first.id
    ] == [(1, first.id)]
    assert workspace.queue()[1] == 3
    assert workspace.draft_changes(first.id) is None


# -- files --------------------------------------------------------------------------------


def test_a_file_that_was_edited_is_named_in_the_list_with_the_command_that_checks_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "wall.txt"
    file.write_text("A wall\n\nThe wall is 350 km long, Jane Roe said.\n", encoding="utf-8")
    rules = {"FACTCHECK_JUDGE": "rules", "FACTCHECK_USER": "ana"}
    assert run("check", file, **rules).returncode == 0
    assert json.loads(run("articles", "--json").stdout)[0]["edited"] is False
    file.write_text("A wall\n\nThe wall is 360 km long, Jane Roe said.\n", encoding="utf-8")
    listed = run("articles")
    assert "wall.txt has changed since it was checked as draft 1: factcheck check " in listed.stderr
    assert listed.stdout.splitlines()[1].split()[1] == "1*"
    told = run("report", file)
    assert (told.returncode, "has changed since it was checked as draft 1" in told.stderr) == (2, True)
    assert run("queue", "--article", file).returncode == 2
    assert run("check", file, **rules).returncode == 0
    (made,) = json.loads(run("articles", "--json").stdout)
    assert (made["edited"], made["draft"], made["open"]) == (False, 2, 1)
    assert [one["draft"] for one in json.loads(run("articles", "--all", "--json").stdout)] == [2, 1]
    refused = run("close", file, **rules)
    assert (refused.returncode, "still waits" in refused.stderr) == (2, True)
    assert run("close", file, "--over", "--note", "not running", **rules).returncode == 0
    assert json.loads(run("queue", "--json").stdout)["total"] == 0
    assert "closed: 1 open" in run("articles").stdout
    assert run("reopen-article", file, "--as", "eva").returncode == 0
    assert json.loads(run("queue", "--json").stdout)["total"] == 1


def test_a_file_that_was_saved_with_the_same_text_was_not_edited(workspace: Workspace, tmp_path: Path) -> None:
    from factcheck.checking import checked_files

    file = tmp_path / "wall.txt"
    file.write_text(f"{ONE}\n", encoding="utf-8")
    article = put(workspace, workspace.read(file).text, "A wall", file)
    known = checked_files.file_of(file)
    assert known
    assert not checked_files.is_edited(*known, article.id, 1000)
    file.write_text(f"\ufeff{ONE}\r\n", encoding="utf-8")
    assert not checked_files.is_edited(*known, article.id, 1000)
    file.write_text("Another text.", encoding="utf-8")
    assert checked_files.is_edited(*known, article.id, 1000)
    file.write_bytes(b"\0\1\2")
    assert checked_files.is_edited(*known, article.id, 1000)
    file.unlink()
    assert not checked_files.is_edited(*known, article.id, 1000)


@pytest.mark.parametrize("columns", [60, 100, 120])
def test_the_list_is_as_wide_as_the_terminal(workspace: Workspace, run: Run, columns: int) -> None:
    put(workspace, ONE, "A very long headline about a wall " * 9)
    lines = run("-w", str(workspace.settings.workspace), "articles", COLUMNS=str(columns)).stdout.splitlines()
    assert lines[0].split() == ["ARTICLE", "DRAFT", "STATE", "OPEN", "STALE", "DUE", "HEADLINE"]
    assert all(len(one) <= max(columns, 80) for one in lines)
