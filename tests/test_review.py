"""The rules of the desk, one test a rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import databases
import pytest

from factcheck import Workspace
from factcheck.desk import decisions, log, standing
from factcheck.domain import (
    Article,
    Attribution,
    Claim,
    ClaimKind,
    Document,
    Evidence,
    PassageFlag,
    Search,
    Span,
    Stance,
    StanceJudgement,
    Suggestion,
    UnverifiedReason,
    Verdict,
)
from factcheck.errors import ConflictError, IntegrityError, UsageError
from factcheck.store import corpus, desk
from factcheck.store.queue import Filters

TEXT = "The wall is 350 km long, the ministry said."
ARTICLE = Article(text=TEXT, blocks=(), title="A wall")
CLAIM = Claim(article_id=ARTICLE.id, kind=ClaimKind.INDIRECT, text="The wall is 350 km long", spans=(Span(0, 23),))
NOTE = Document(id="https://example.org/wall", text="The wall is 350 km long. It is 3 metres high, or 3 yards.")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """One article with one claim, one document with one passage."""
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [CLAIM])
            standing.refresh_article(session, ARTICLE.id)
        yield opened


PASSAGE = "https://example.org/wall#0"


@pytest.mark.parametrize("verdict", ["supported", "contradicted"])
def test_a_verdict_without_a_citation_is_refused(workspace: Workspace, verdict: str) -> None:
    with pytest.raises(UsageError, match="needs at least one citation"):
        workspace.mark(CLAIM.id, verdict)
    assert workspace.history() == []


def test_unverified_without_a_reason_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        workspace.mark(CLAIM.id, "unverified")


def test_a_reason_belongs_to_unverified_only(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="unverified claims only"):
        workspace.mark(CLAIM.id, "supported", cite=[PASSAGE], reason="conflicting")


def test_a_decision_needs_a_name(workspace: Workspace) -> None:
    with workspace.database.writing() as session, pytest.raises(UsageError, match="needs a name"):
        decisions.decide(session, CLAIM.id, Verdict.UNVERIFIED, by=" ", reason=UnverifiedReason.NO_EVIDENCE)


def test_a_citation_keeps_the_exact_words_their_place_and_what_stands_around_them(workspace: Workspace) -> None:
    made = workspace.mark(CLAIM.id, "supported", cite=[f"{PASSAGE}:350 km"])
    (citation,) = made.citations
    assert citation.span.of(NOTE.text) == citation.exact == "350 km"
    assert (citation.prefix, citation.suffix) == ("The wall is ", " long. It is 3 metres high, or 3")
    assert [entry.hash for entry in workspace.history(CLAIM.id)] == [made.hash]


def test_a_citation_without_words_cites_the_whole_passage(workspace: Workspace) -> None:
    (citation,) = workspace.mark(CLAIM.id, "supported", cite=[PASSAGE]).citations
    assert citation.exact == NOTE.text


@pytest.mark.parametrize(
    ("request_", "complaint"),
    [
        (f"{PASSAGE}:351 km", "do not stand in it"),
        (f"{PASSAGE}:3 ", "stand 3 times"),
        (f"{PASSAGE}:the wall", "do not stand in it"),
        ("nowhere#0", "no passage"),
        ("", "no passage"),
        ("7", "no passage"),
    ],
)
def test_words_that_are_not_exactly_there_once_are_refused(workspace: Workspace, request_: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        workspace.mark(CLAIM.id, "supported", cite=[request_])
    assert workspace.history() == []


def test_a_verdict_may_change_and_the_log_keeps_both(workspace: Workspace) -> None:
    workspace.mark(CLAIM.id, "supported", cite=[PASSAGE])
    second = workspace.mark(
        CLAIM.id, "contradicted", cite=[PASSAGE], by="leo", over=True, note="the ministry corrected it"
    )
    assert (second.number, second.previous_verdict, second.by) == (2, Verdict.SUPPORTED, "leo")
    assert [item.verdict for item in workspace.history()] == [Verdict.SUPPORTED, Verdict.CONTRADICTED]


def test_a_decided_claim_leaves_the_queue_and_a_reopened_one_returns(workspace: Workspace) -> None:
    assert workspace.queue()[1] == 1
    workspace.mark(CLAIM.id, "unverified", reason="no-evidence")
    assert workspace.queue()[1] == 0
    assert workspace.queue(Filters(decided=True))[0][0].verdict is Verdict.UNVERIFIED
    workspace.reopen(CLAIM.id, note="a source has called back")
    assert workspace.queue()[0][0].verdict is None
    assert workspace.queue(Filters(decided=True))[1] == 0


def test_reopening_needs_a_standing_verdict_and_a_reason(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="nothing to reopen"):
        workspace.reopen(CLAIM.id, note="why")
    workspace.mark(CLAIM.id, "unverified", reason="conflicting")
    with pytest.raises(UsageError, match="needs a reason"):
        workspace.reopen(CLAIM.id, note=" ")


def test_who_comes_second_unawares_is_told(workspace: Workspace) -> None:
    workspace.mark(CLAIM.id, "unverified", reason="conflicting", after=0)
    with pytest.raises(ConflictError, match=r"ana unverified .* since you looked"):
        workspace.mark(CLAIM.id, "supported", cite=[PASSAGE], by="leo", after=0)
    assert len(workspace.history()) == 1


def test_a_new_suggestion_does_not_replace_the_one_a_decision_was_made_beside(workspace: Workspace) -> None:
    def suggest(verdict: Verdict | None) -> Verdict | None:
        search = Search(CLAIM.id, "wall", "e", "rules", "i", (), Suggestion(verdict, verdict and 0.5, ()))
        with workspace.database.writing() as session:
            desk.put_search(session, search, {}, log.now())
        shown = workspace.show(CLAIM.id)[1].search
        assert shown is not None
        return shown.suggestion.verdict

    assert suggest(Verdict.SUPPORTED) is Verdict.SUPPORTED
    assert suggest(Verdict.CONTRADICTED) is Verdict.CONTRADICTED
    workspace.mark(CLAIM.id, "supported", cite=[PASSAGE])
    assert suggest(None) is Verdict.CONTRADICTED
    workspace.reopen(CLAIM.id, note="again")
    assert suggest(None) is None


@pytest.mark.parametrize(
    ("verdict", "flags", "said"),
    [
        ("supported", (PassageFlag.SAME_SPEAKER,), Attribution.SAID_SO),
        ("supported", (), Attribution.NOT_FOUND),
        ("contradicted", (PassageFlag.SAME_SPEAKER,), Attribution.NOT_FOUND),
    ],
)
def test_whoever_finds_a_quotation_supported_by_its_own_speaker_has_found_that_it_was_said(
    workspace: Workspace, verdict: str, flags: tuple[PassageFlag, ...], said: Attribution
) -> None:
    with workspace.database.writing() as session:
        (passage,) = corpus.passages_of(session, NOTE.id)
        found = Evidence(passage, 1, 0.5, None, 1, StanceJudgement(Stance.NEUTRAL, 0.5, "rules"), flags)
        search = Search(CLAIM.id, "wall", "e", "rules", "i", (found,), Suggestion(None, None, ()))
        desk.put_search(session, search, desk.passage_keys(session, [passage.id]), log.now())
    assert workspace.mark(CLAIM.id, verdict, cite=[PASSAGE]).attribution is said


def test_nobody_has_looked_and_unverified_are_different(workspace: Workspace) -> None:
    assert workspace.show(CLAIM.id)[1].decision is None
    workspace.mark(CLAIM.id, "unverified", reason="not-checkable")
    assert workspace.show(CLAIM.id)[1].verdict is Verdict.UNVERIFIED


def test_a_verdict_goes_stale_when_its_document_changes_and_is_never_moved(workspace: Workspace) -> None:
    workspace.mark(CLAIM.id, "supported", cite=[PASSAGE])
    with workspace.database.writing() as session:
        changed = Document(id=NOTE.id, text="The wall is 400 km long.")
        corpus.add_version(session, changed, 2, [Span(0, 24)], "a.jsonl")
    item = workspace.show(CLAIM.id)[1]
    assert item.stale
    assert item.decision is not None
    assert item.decision.citations[0].exact == NOTE.text
    found = workspace.verify()
    assert (found.damage, found.sound) == ((), False)
    assert any("changed or removed" in problem for problem in found.stale)
    with pytest.raises(UsageError, match="wall@2#0"):
        workspace.mark(CLAIM.id, "supported", cite=[PASSAGE])


def test_a_sound_workspace_verifies(workspace: Workspace) -> None:
    workspace.mark(CLAIM.id, "supported", cite=[PASSAGE])
    workspace.reopen(CLAIM.id, note="again")
    workspace.mark(CLAIM.id, "unverified", reason="conflicting")
    assert workspace.verify().sound


@pytest.mark.parametrize("statement", ["UPDATE entries SET note = 'x'", "DELETE FROM entries", "DELETE FROM citations"])
def test_the_database_itself_refuses_to_edit_the_log(workspace: Workspace, statement: str) -> None:
    workspace.mark(CLAIM.id, "supported", cite=[PASSAGE])
    with pytest.raises(IntegrityError, match="never edited"), workspace.database.writing() as session:
        session.connection().exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("tampering", "complaint"),
    [
        ("UPDATE entries SET note = 'all fine' WHERE number = 1", "not what was signed"),
        ("UPDATE entries SET \"by\" = 'leo' WHERE number = 2", "not what was signed"),
        ("DELETE FROM entries WHERE number = 1", "does not follow"),
        ("UPDATE citations SET exact = 'The wall'", "not what was signed"),
        ("UPDATE claim_standing SET state = 'open', waiting = true", "not what the log says (state 'open'"),
        ("DELETE FROM claim_standing", "nothing is kept"),
        ("UPDATE article_standing SET closed = true", "article"),
        ("UPDATE articles SET text = text || '!'", "its text is not what was stored"),
        ("UPDATE documents SET publisher = 'Somebody else'", "not what was stored"),
        ("UPDATE passages SET text = 'Other words.'", "not the words at its place"),
        ("DELETE FROM passages", "is gone"),
        ("FULL TEXT", "full-text search"),
    ],
)
def test_verify_finds_what_was_tampered_with(workspace: Workspace, tampering: str, complaint: str) -> None:
    workspace.mark(CLAIM.id, "supported", cite=[f"{PASSAGE}:350 km"])
    workspace.mark(CLAIM.id, "supported", cite=[f"{PASSAGE}:350 km"], note="twice")
    with databases.opened_up(workspace.settings.workspace) as knife:
        knife.unguard()
        knife.execute(tampering.replace("FULL TEXT", f"DELETE FROM {knife.full_text('passages_text')}"))
    assert any(complaint in problem for problem in workspace.verify().damage)


def test_a_beginning_of_an_id_will_do_if_it_is_the_only_one(workspace: Workspace) -> None:
    assert workspace.show(CLAIM.id[:4])[1].claim.id == CLAIM.id
    with pytest.raises(UsageError, match="no claim 'zzzz' has been checked"):
        workspace.show("zzzz")
    with pytest.raises(UsageError, match="no claim was named"):
        workspace.show("")
