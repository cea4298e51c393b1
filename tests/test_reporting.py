"""What is gathered of an article and its claims for a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.checking.reporting import article_report
from factcheck.desk import log, standing
from factcheck.domain import Action, Article, Attribution, Claim, ClaimKind, Document, Span, State, Verdict
from factcheck.report import ArticleReport, Blocker, render
from factcheck.report.phrases import history
from factcheck.store import corpus, desk

LINES = ("The mill closed in May.", "The weir is 40 metres long.", "The ferry runs twice a day.")
NOTE = Document("note", " ".join(LINES), publisher="River Board")


def article(head: str) -> tuple[Article, list[Claim]]:
    made = Article(f"{head} {' '.join(LINES)}", (), title=head)
    starts = [made.text.index(line) for line in LINES]
    return made, [
        Claim(made.id, ClaimKind.INDIRECT, line, (Span(start, start + len(line)),))
        for start, line in zip(starts, LINES, strict=True)
    ]


FIRST, FIRST_CLAIMS = article("News of Hollin.")
LATER, LATER_CLAIMS = article("News of Hollin, once more.")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Two drafts of an article and a document that says the same."""
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
            for stored, claims in ((FIRST, FIRST_CLAIMS), (LATER, LATER_CLAIMS)):
                desk.put_article(session, stored)
                desk.put_claims(session, stored.id, claims)
                standing.refresh_article(session, stored.id)
        yield opened


def enter(workspace: Workspace, action: Action, claim: Claim, **fields: object) -> None:
    with workspace.database.writing() as session:
        log.append(session, action, claim.article_id, claim.id, by="leo", **fields)  # type: ignore[arg-type]


def test_what_is_no_claim_is_listed_apart_and_holds_nothing(workspace: Workspace) -> None:
    enter(workspace, Action.DISMISSED, FIRST_CLAIMS[0], content={"reason": "trivial"}, note="nobody doubts it")
    enter(workspace, Action.REPLACED, FIRST_CLAIMS[1], content={"into": [FIRST_CLAIMS[2].id]})
    report = workspace.report(FIRST.id)
    assert [item.number for item in report.claims] == [3]
    assert [item.number for item in report.dismissed] == [1]
    assert report.replaced == 1
    assert report.counts_line == "1 not yet checked (1 claim), 1 dismissed, 1 replaced by others"
    assert workspace.show(FIRST_CLAIMS[0].id)[1].blockers == ()
    assert workspace.show(FIRST_CLAIMS[1].id)[1].left


def test_both_answers_and_the_log_are_gathered(workspace: Workspace) -> None:
    workspace.mark(FIRST_CLAIMS[0].id, "supported", attribution="said-so", cite=f"note#0:{LINES[0]}")
    item = workspace.show(FIRST_CLAIMS[0].id)[1]
    assert (item.attribution, item.verdict, item.state) == (Attribution.SAID_SO, Verdict.SUPPORTED, State.DECIDED)
    assert [one.action for one in item.entries] == [Action.DECIDED]
    assert item.blockers == (Blocker.SINGLE_SOURCE,)
    enter(
        workspace, Action.SIGNED_OFF, FIRST_CLAIMS[0], content={"blocker": "single source"}, note="the board keeps it"
    )
    assert workspace.show(FIRST_CLAIMS[0].id)[1].blockers == ()


def test_a_decision_that_was_carried_twice_is_of_the_draft_it_was_made_on(workspace: Workspace) -> None:
    made = workspace.mark(FIRST_CLAIMS[0].id, "supported", attribution="said-so", cite=f"note#0:{LINES[0]}")
    third, third_claims = article("News of Hollin, a third time.")
    with workspace.database.writing() as session:
        desk.put_article(session, third)
        desk.put_claims(session, third.id, third_claims)
        for number, before, after in ((2, FIRST_CLAIMS, LATER_CLAIMS), (3, LATER_CLAIMS, third_claims)):
            article_id = after[0].article_id
            pairs = {"kept": {after[0].id: before[0].id}, "changed": {}, "vanished": [], "new": []}
            told = {"story": FIRST.id, "draft": number, "previous": before[0].article_id, **pairs}
            log.append(session, Action.DRAFTED, article_id, by="leo", content=told)
            log.append(
                session,
                Action.CARRIED,
                article_id,
                after[0].id,
                by="leo",
                attribution=made.attribution,
                verdict=made.verdict,
                citations=made.citations,
                content={"origin": before[0].id, "by": made.by, "at": made.at},
            )
    item = workspace.show(third_claims[0].id)[1]
    assert item.draft == 1
    assert item.decision is not None
    assert history(item.decision, item.draft).startswith("said so · supported, by ana on draft 1, ")
    assert workspace.report(third.id).standing.draft == 3  # type: ignore[union-attr]


def test_a_reader_who_decides_too_is_not_told_how_somebody_has_decided(workspace: Workspace) -> None:
    claim = FIRST_CLAIMS[0]
    workspace.mark(claim.id, "supported", attribution="said-so", cite=f"note#0:{LINES[0]}", note="telling")
    enter(workspace, Action.SECOND_WANTED, claim, content={"blind": True})

    def told(hidden: bool) -> ArticleReport:
        return workspace._look(
            lambda at: article_report(at, FIRST.id, workspace._precedents_file, lambda stands: hidden and stands.blind)
        )

    seen, blind = told(False).claims[0], told(True).claims[0]
    assert (seen.verdict, blind.verdict, blind.attribution) == (Verdict.SUPPORTED, None, None)
    assert blind.hidden
    assert (blind.decisions, blind.cited, blind.publishers) == ((), {}, ())
    assert "telling" not in repr(blind)
    assert blind.blockers == (Blocker.SECOND,)


def test_a_claim_corrected_since_is_stale_and_says_by_whom(workspace: Workspace) -> None:
    claim = FIRST_CLAIMS[0]
    workspace.mark(claim.id, "supported", attribution="said-so", cite=f"note#0:{LINES[0]}")
    changed = {"speaker": {"name": "Ada Byrne", "mention": "Ada Byrne", "role": None, "kind": "person"}}
    enter(workspace, Action.CORRECTED, claim, content={"changed": changed, "before": {"speaker": None}})
    item = workspace.show(claim.id)[1]
    assert item.state is State.STALE
    assert item.problems == ("speaker corrected by leo since",)
    assert item.claim.speaker is not None
    assert Blocker.STALE in item.blockers


def test_claims_stand_in_the_order_of_the_text_and_each_keeps_its_number(workspace: Workspace) -> None:
    before, after = "News of Hollin.", "twice a day"
    for words in (after, before):
        workspace.add_claim(FIRST.id, words)
    (part, _) = workspace.split(FIRST_CLAIMS[1].id, "The weir", "40 metres")
    report = workspace.report(FIRST.id)
    assert [item.number for item in report.claims] == [5, 1, 6, 7, 3, 4]
    assert workspace.show(f"{FIRST.id}#6")[1].claim.id == part.id
    assert report.hold_line == "HOLD: 6 not yet checked (#1, #3–#7)"
    page = render(report, "html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert re.findall(r'<article class="[^"]+" id="claim-(\d+)"', page) == ["5", "1", "6", "7", "3", "4"]
