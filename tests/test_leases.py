"""Who is at which claim: taken, renewed, let go, run out. One test a transition."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Action, Article, Claim, ClaimKind, Document, Span
from factcheck.errors import ConflictError, UsageError
from factcheck.store import corpus, desk, leases

TEXT = "The mill has 12 looms. The mill was built in 1840. The mill lies on the Tarn."
ARTICLE = Article(text=TEXT, blocks=(), title="A mill")
FIRST, SECOND, THIRD = (
    Claim(
        article_id=ARTICLE.id,
        kind=ClaimKind.ASSERTION,
        text=TEXT[start:end],
        spans=(Span(start, end),),
        checkworthiness=worth,
    )
    for start, end, worth in ((0, 22, 0.9), (23, 50, 0.7), (51, 77, 0.5))
)
NOTE = Document(id="mill", text=TEXT)
PASSAGE = "mill#0"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(TEXT))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [FIRST, SECOND, THIRD])
            standing.refresh_article(session, ARTICLE.id)
        yield opened


def taken(workspace: Workspace, by: str) -> str | None:
    item = workspace.take(by=by)
    return item.claim.id if item else None


def run_out(workspace: Workspace, claim: Claim) -> None:
    """Let the time of the lease on a claim have passed."""
    with workspace.database.writing() as session:
        session.execute(text("UPDATE leases SET expires = 1 WHERE claim_id = :id"), {"id": claim.id})


def test_two_people_are_never_given_the_same_claim(workspace: Workspace) -> None:
    assert [taken(workspace, by) for by in ("ana", "leo", "kim", "mia")] == [FIRST.id, SECOND.id, THIRD.id, None]


def test_who_takes_again_without_deciding_has_the_same_claim(workspace: Workspace) -> None:
    assert [taken(workspace, "ana"), taken(workspace, "ana")] == [FIRST.id, FIRST.id]


def test_one_begins_behind_a_claim_to_pass_over_it(workspace: Workspace) -> None:
    item = workspace.take(after_claim=FIRST.id)
    assert item is not None
    assert item.claim == SECOND


def test_a_claim_that_somebody_is_at_cannot_be_taken(workspace: Workspace) -> None:
    workspace.take(FIRST.id, by="leo")
    with pytest.raises(ConflictError, match=r"leo is at it until \d\d:\d\d"):
        workspace.take(FIRST.id)


def test_the_queue_says_who_is_at_a_claim(workspace: Workspace) -> None:
    workspace.take(FIRST.id, by="leo")
    assert [item.held_by for item in workspace.queue()[0]] == ["leo", None, None]
    assert workspace.waiting().held == {"leo": 1}


def test_a_lease_runs_out_and_the_next_one_gets_the_claim(workspace: Workspace) -> None:
    workspace.take(by="leo")
    run_out(workspace, FIRST)
    assert taken(workspace, "ana") == FIRST.id
    assert workspace.history() == []  # nothing was lost that would be worth an entry


def test_work_of_a_lease_that_ran_out_is_in_the_log_when_the_next_one_takes_the_claim(workspace: Workspace) -> None:
    workspace.take(by="leo")
    workspace.renew(FIRST.id, by="leo", work={"note": "asked the owner", "cite": [PASSAGE]})
    run_out(workspace, FIRST)
    item = workspace.take()
    assert item is not None
    (entry,) = workspace.history(FIRST.id)
    assert (entry.action, entry.by, entry.content["holder"]) == (Action.LAPSED, "ana", "leo")
    assert entry.content["work"] == {"note": "asked the owner", "cite": [PASSAGE]}
    assert (item.entries, item.work) == (1, None)
    assert workspace.verify().sound


def test_who_comes_back_to_his_lease_has_his_work_again(workspace: Workspace) -> None:
    workspace.take()
    workspace.renew(FIRST.id, work={"note": "half done"})
    run_out(workspace, FIRST)
    item = workspace.take(FIRST.id)
    assert item is not None
    assert item.work == {"note": "half done"}
    assert workspace.history() == []


def test_renewing_keeps_a_claim_longer(workspace: Workspace) -> None:
    workspace.take()
    run_out(workspace, FIRST)
    lease = workspace.renew(FIRST.id)
    assert lease.expires - time.time() == pytest.approx(15 * 60, abs=5)
    assert taken(workspace, "leo") == SECOND.id


def test_who_renews_too_late_is_told_who_has_the_claim(workspace: Workspace) -> None:
    workspace.take(by="leo")
    run_out(workspace, FIRST)
    workspace.take()
    with pytest.raises(ConflictError, match="ana is at it"):
        workspace.renew(FIRST.id, by="leo")


def test_a_claim_that_was_let_go_is_anybodys(workspace: Workspace) -> None:
    workspace.take(by="leo")
    workspace.release(FIRST.id, by="leo")
    assert taken(workspace, "ana") == FIRST.id


def test_nobody_lets_go_of_anothers_claim(workspace: Workspace) -> None:
    workspace.take(by="leo")
    workspace.release(FIRST.id, by="ana")
    assert taken(workspace, "ana") == SECOND.id


def test_letting_go_keeps_what_was_not_decided(workspace: Workspace) -> None:
    workspace.take(by="leo")
    workspace.renew(FIRST.id, by="leo", work={"note": "see the deed"})
    workspace.release(FIRST.id, by="leo")
    workspace.take()
    assert [entry.content["work"] for entry in workspace.history()] == [{"note": "see the deed"}]


def test_a_decision_ends_the_lease(workspace: Workspace) -> None:
    workspace.take()
    workspace.renew(FIRST.id, work={"note": "see the deed"})
    workspace.mark(FIRST.id, "supported", cite=PASSAGE)
    with workspace.database.reading() as session:
        assert leases.of(session, FIRST.id) is None


def test_deciding_needs_no_lease(workspace: Workspace) -> None:
    workspace.mark(FIRST.id, "supported", cite=PASSAGE)
    assert taken(workspace, "ana") == SECOND.id


def test_a_claim_that_somebody_is_at_is_not_decided_by_another(workspace: Workspace) -> None:
    workspace.take(by="leo")
    with pytest.raises(ConflictError, match="leo is at it"):
        workspace.mark(FIRST.id, "supported", cite=PASSAGE)
    assert workspace.history() == []
    workspace.mark(FIRST.id, "supported", cite=PASSAGE, over=True)
    assert len(workspace.history()) == 1


def test_deciding_after_a_lease_ran_out_keeps_the_work_that_it_held(workspace: Workspace) -> None:
    workspace.take(by="leo")
    workspace.renew(FIRST.id, by="leo", work={"note": "asked the owner"})
    run_out(workspace, FIRST)
    workspace.mark(FIRST.id, "supported", cite=PASSAGE, after=0)
    assert [entry.action for entry in workspace.history()] == [Action.LAPSED, Action.DECIDED]


# -- fencing: who is late is told, also by themselves in another window ---------------------

LATE: dict[str, Callable[[Workspace, int | None], object]] = {
    "decided": lambda workspace, attempt: workspace.mark(FIRST.id, "supported", cite=PASSAGE, attempt=attempt),
    "dismissed": lambda workspace, attempt: workspace.dismiss(FIRST.id, "trivial", attempt=attempt),
    "corrected": lambda workspace, attempt: workspace.correct(FIRST.id, words="has 12 looms", attempt=attempt),
    "kept": lambda workspace, attempt: workspace.renew(FIRST.id, work={"note": "late"}, attempt=attempt),
    "taken": lambda workspace, attempt: workspace.take(FIRST.id, attempt=attempt),
}


def attempt_of(workspace: Workspace, by: str) -> int:
    item = workspace.take(FIRST.id, by=by)
    assert item is not None
    assert item.attempt is not None
    return item.attempt


@pytest.mark.parametrize("late", LATE.values(), ids=LATE)
@pytest.mark.parametrize(
    ("other", "words"), [("ana", "you took it again elsewhere at"), ("leo", "leo is at it until")], ids=["own", "other"]
)
def test_who_was_away_for_too_long_stores_nothing_once_it_was_taken_again(
    workspace: Workspace, late: Callable[[Workspace, int | None], object], other: str, words: str
) -> None:
    attempt = attempt_of(workspace, "ana")
    run_out(workspace, FIRST)
    later = attempt_of(workspace, other)
    workspace.renew(FIRST.id, by=other, work={"note": "theirs"}, attempt=later)
    with pytest.raises(ConflictError, match=rf"{words} \d\d:\d\d.* Nothing was stored\."):
        late(workspace, attempt)
    with workspace.database.reading() as session:
        lease = leases.of(session, FIRST.id)
    assert lease is not None
    assert (lease.by, lease.attempt, lease.work) == (other, later, {"note": "theirs"})
    assert workspace.history() == []


def test_who_was_away_is_late_also_where_the_other_ran_out_of_time_too(workspace: Workspace) -> None:
    attempt = attempt_of(workspace, "ana")
    run_out(workspace, FIRST)
    attempt_of(workspace, "leo")
    run_out(workspace, FIRST)
    with pytest.raises(ConflictError, match=r"ran out, and leo took it at \d\d:\d\d\. .* take it again"):
        workspace.mark(FIRST.id, "supported", cite=PASSAGE, attempt=attempt)


@pytest.mark.parametrize("late", LATE.values(), ids=LATE)
def test_who_was_away_for_too_long_goes_on_where_nobody_took_it(
    workspace: Workspace, late: Callable[[Workspace, int | None], object]
) -> None:
    attempt = attempt_of(workspace, "ana")
    run_out(workspace, FIRST)
    late(workspace, attempt)


def test_two_windows_share_a_lease_that_runs(workspace: Workspace) -> None:
    assert attempt_of(workspace, "ana") == attempt_of(workspace, "ana")


def test_who_is_late_does_not_let_go_of_what_was_taken_again(workspace: Workspace) -> None:
    attempt = attempt_of(workspace, "ana")
    run_out(workspace, FIRST)
    attempt_of(workspace, "ana")
    workspace.release(FIRST.id, attempt=attempt)
    assert held_by(workspace, FIRST) == "ana"


def test_a_colleague_is_overruled_by_who_is_late_and_says_why(workspace: Workspace) -> None:
    attempt = attempt_of(workspace, "ana")
    run_out(workspace, FIRST)
    attempt_of(workspace, "leo")
    workspace.mark(FIRST.id, "supported", cite=PASSAGE, attempt=attempt, over=True, note="leo is away")
    assert len(workspace.history()) == 1


def test_at_the_desk_what_was_taken_again_elsewhere_is_not_decided(workspace: Workspace) -> None:
    first = workspace.review(claim=FIRST.id)
    run_out(workspace, FIRST)
    second = workspace.review(claim=FIRST.id)
    said = first.refresh()
    assert said is not None
    assert "you took it again elsewhere" in said.words
    assert first.attempt is None
    first.close()
    assert held_by(workspace, FIRST) == "ana"
    assert second.refresh() is None
    second.close()


def test_taking_a_claim_needs_a_name(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        workspace.take(by=" ")


def test_how_long_a_lease_lasts_can_be_set(tmp_path: Path, workspace: Workspace) -> None:
    with Workspace(tmp_path, user="ana", lease_minutes=1) as hurried:
        hurried.take()
        assert hurried.renew(FIRST.id).expires - time.time() == pytest.approx(60, abs=5)


def held_by(workspace: Workspace, claim: Claim) -> str | None:
    with workspace.database.reading() as session:
        lease = leases.of(session, claim.id)
    return lease.by if lease else None


CHANGES: dict[str, Callable[[Workspace], object]] = {
    "dismissed": lambda workspace: workspace.dismiss(FIRST.id, "trivial"),
    "corrected": lambda workspace: workspace.correct(FIRST.id, words="has 12 looms"),
    "split": lambda workspace: workspace.split(FIRST.id, "The mill", "has 12 looms"),
    "joined": lambda workspace: workspace.join(SECOND.id, FIRST.id),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_claim_that_somebody_is_at_is_not_changed_by_another(
    workspace: Workspace, change: Callable[[Workspace], object]
) -> None:
    workspace.take(FIRST.id, by="leo")
    with pytest.raises(ConflictError, match=r"leo is at it until .* Take another, or ask leo\.$"):
        change(workspace)
    assert workspace.history() == []


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changing_a_claim_after_a_lease_ran_out_keeps_the_work_that_it_held(
    workspace: Workspace, change: Callable[[Workspace], object]
) -> None:
    workspace.take(FIRST.id, by="leo")
    workspace.renew(FIRST.id, by="leo", work={"note": "asked the owner"})
    run_out(workspace, FIRST)
    change(workspace)
    about = [entry.action for entry in workspace.history() if entry.claim_id == FIRST.id]
    assert about[0] is Action.LAPSED
    assert len(about) == 2


@pytest.mark.parametrize("what", ["dismissed", "split", "joined"])
def test_the_lease_on_a_claim_that_is_none_any_more_ends(workspace: Workspace, what: str) -> None:
    workspace.take(FIRST.id)
    CHANGES[what](workspace)
    assert held_by(workspace, FIRST) is None


def test_who_corrects_a_claim_stays_at_it(workspace: Workspace) -> None:
    workspace.take(FIRST.id)
    CHANGES["corrected"](workspace)
    assert held_by(workspace, FIRST) == "ana"
