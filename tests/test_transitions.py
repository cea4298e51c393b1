"""Where a claim and an article stand after what was done with them: one test a transition."""

from __future__ import annotations

from typing import Any

import pytest

from factcheck.desk.standing import of_article, of_claim, undone
from factcheck.domain import (
    Action,
    Attribution,
    ClaimStanding,
    DecisionKind,
    DismissalReason,
    LogEntry,
    State,
    UnverifiedReason,
    Verdict,
)

SAID, OTHERWISE = Attribution.SAID_SO, Attribution.SAID_OTHERWISE
YES, NO, OPEN = Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNVERIFIED

Step = dict[str, Any]


# -- what people do ---------------------------------------------------------------------------


def decided(
    verdict: Verdict | None = YES,
    by: str = "ana",
    attribution: Attribution | None = SAID,
    answer: DecisionKind = DecisionKind.FIRST,
) -> Step:
    reason = UnverifiedReason.NO_EVIDENCE if verdict is OPEN else None
    content = {"answer": answer.value, "over": False}
    return {
        "action": Action.DECIDED,
        "by": by,
        "attribution": attribution,
        "verdict": verdict,
        "reason": reason,
        "content": content,
    }


def second(verdict: Verdict = YES, by: str = "leo", attribution: Attribution = SAID) -> Step:
    return decided(verdict, by, attribution, DecisionKind.SECOND)


def adjudicated(verdict: Verdict = NO, by: str = "eve") -> Step:
    return decided(verdict, by, SAID, DecisionKind.ADJUDICATED)


def carried(verdict: Verdict = YES) -> Step:
    content = {"origin": "earlier", "by": "ana", "at": "2026-03-01T09:00:00+00:00", "hash": "0" * 64}
    return {"action": Action.CARRIED, "by": "factcheck", "attribution": SAID, "verdict": verdict, "content": content}


def did(action: Action, by: str = "ana", note: str = "", **content: Any) -> Step:
    return {"action": action, "by": by, "note": note, "content": content}


REOPENED = did(Action.REOPENED)
STALE = did(Action.STALE, "factcheck", problems=["the document of a#0 was changed"])
WANTED = did(Action.SECOND_WANTED, blind=True)
CORRECTED = did(Action.CORRECTED, changed={"speaker": None}, before={"speaker": {"name": "Ada"}})
REPLACED = did(Action.REPLACED, into=["one", "two"])
DISMISSED = did(Action.DISMISSED, reason="misread")
RESTORED = did(Action.RESTORED)


def undo(number: int) -> Step:
    return did(Action.UNDONE, undoes=number)


def entries(*steps: Step, claim: str | None = "c") -> list[LogEntry]:
    return [LogEntry(article_id="a", claim_id=claim, number=n, at=f"t{n}", **step) for n, step in enumerate(steps, 1)]


def after(*steps: Step) -> ClaimStanding:
    return of_claim(entries(*steps))


# -- claims -----------------------------------------------------------------------------------

TRANSITIONS: dict[str, tuple[tuple[Step, ...], State]] = {
    "a claim that nobody has looked at is open": ((), State.OPEN),
    "a verdict decides a claim": ((decided(),), State.DECIDED),
    "unverified is a decision": ((decided(OPEN),), State.DECIDED),
    "attribution alone leaves the substance open": ((decided(None),), State.OPEN),
    "a verdict after an attribution decides": ((decided(None), decided()), State.DECIDED),
    "a decided claim is reopened": ((decided(), REOPENED), State.REOPENED),
    "a reopened claim is decided again": ((decided(), REOPENED, decided(NO)), State.DECIDED),
    "a verdict goes stale": ((decided(), STALE), State.STALE),
    "a stale verdict is decided anew": ((decided(), STALE, decided()), State.DECIDED),
    "a stale verdict is reopened": ((decided(), STALE, REOPENED), State.REOPENED),
    "words of an earlier draft that changed are stale, though nobody decided these": ((STALE,), State.STALE),
    "a verdict of an earlier draft is carried and stands": ((carried(),), State.DECIDED),
    "a carried verdict goes stale": ((carried(), STALE), State.STALE),
    "a second check that is wanted before a decision waits for the first": ((WANTED,), State.OPEN),
    "a second check that is wanted waits for another person": ((decided(), WANTED), State.SECOND),
    "a second check wanted before the decision waits after it": ((WANTED, decided()), State.SECOND),
    "a second person agrees": ((decided(), WANTED, second()), State.DECIDED),
    "a second person disagrees on substance": ((decided(), WANTED, second(NO)), State.DISPUTED),
    "a second person disagrees on attribution": ((decided(), WANTED, second(YES, "leo", OTHERWISE)), State.DISPUTED),
    "an editor adjudicates": ((decided(), WANTED, second(NO), adjudicated()), State.DECIDED),
    "the second person thinks better of it": ((decided(), WANTED, second(NO), second(YES)), State.DECIDED),
    "the first person decides again, and the second has to look again": (
        (decided(), WANTED, second(NO), decided(NO)),
        State.SECOND,
    ),
    "a claim that was checked twice goes stale": ((decided(), WANTED, second(), STALE), State.STALE),
    "a claim that was checked twice and went stale is checked twice again": (
        (decided(), WANTED, second(), STALE, decided()),
        State.SECOND,
    ),
    "a claim is dismissed": ((DISMISSED,), State.DISMISSED),
    "a decided claim is dismissed": ((decided(), DISMISSED), State.DISMISSED),
    "a dismissed claim comes back": ((DISMISSED, RESTORED), State.OPEN),
    "a dismissed claim comes back with its verdict": ((decided(), DISMISSED, RESTORED), State.DECIDED),
    "a claim that was split is replaced": ((REPLACED,), State.REPLACED),
    "a split that is undone brings the claim back": ((REPLACED, undo(1)), State.OPEN),
    "a split that is undone brings the verdict back": ((decided(), REPLACED, undo(2)), State.DECIDED),
    "a correction leaves an open claim open": ((CORRECTED,), State.OPEN),
    "a correction after the verdict makes it stale": ((decided(), CORRECTED), State.STALE),
    "a correction before the verdict does not": ((CORRECTED, decided()), State.DECIDED),
    "a correction that is undone leaves the verdict standing": ((decided(), CORRECTED, undo(2)), State.DECIDED),
    "a decision that is undone leaves the claim open": ((decided(), undo(1)), State.OPEN),
    "an undoing that is undone brings the decision back": ((decided(), undo(1), undo(2)), State.DECIDED),
    "a second decision that is undone leaves the first": ((decided(), decided(NO), undo(2)), State.DECIDED),
    "a reopening that is undone brings the decision back": ((decided(), REOPENED, undo(2)), State.DECIDED),
    "a second check that is undone waits again": ((decided(), WANTED, second(NO), undo(3)), State.SECOND),
    "a dismissal that is undone leaves the claim open": ((DISMISSED, undo(1)), State.OPEN),
    "an added claim that is undone is withdrawn": ((did(Action.ADDED, claim={}), undo(1)), State.WITHDRAWN),
    "a note changes nothing": ((decided(), did(Action.NOTED, note="call again")), State.DECIDED),
    "an assignment changes nothing": ((did(Action.ASSIGNED, to="leo"),), State.OPEN),
    "a question to the speaker changes nothing": ((did(Action.ASKED, whom="Ada", way="mail", when="x"),), State.OPEN),
    "a release changes nothing of where a claim stands": (
        (decided(), did(Action.RELEASED, released=True)),
        State.DECIDED,
    ),
    "a lease that lapsed changes nothing": ((did(Action.LAPSED, holder="leo", work={"note": "half"}),), State.OPEN),
}


@pytest.mark.parametrize(("steps", "state"), TRANSITIONS.values(), ids=TRANSITIONS)
def test_transition(steps: tuple[Step, ...], state: State) -> None:
    assert after(*steps).state is state


def test_every_state_is_reached_by_some_transition() -> None:
    assert {state for _, state in TRANSITIONS.values()} == set(State)


def test_the_decision_that_stands_is_the_last_one_that_was_not_undone() -> None:
    stands = after(decided(YES), decided(NO), undo(2))
    assert stands.decision is not None
    assert (stands.decision.verdict, stands.decision.number) == (YES, 1)
    assert [one.verdict for one in stands.decisions] == [YES, NO]
    assert stands.entries == 3


def test_a_decision_knows_what_stood_before_it() -> None:
    first, then = after(decided(YES), decided(NO, "leo", OTHERWISE)).decisions
    assert (first.previous_verdict, first.previous_attribution) == (None, None)
    assert (then.previous_verdict, then.previous_attribution) == (YES, SAID)


def test_a_stale_verdict_is_shown_with_why() -> None:
    stands = after(decided(), STALE)
    assert stands.decision is not None
    assert stands.problems == ("the document of a#0 was changed",)


def test_a_second_answer_stands_beside_the_first_and_does_not_replace_it() -> None:
    stands = after(decided(), WANTED, second(NO))
    assert stands.decision is not None
    assert stands.second is not None
    assert (stands.decision.by, stands.decision.verdict) == ("ana", YES)
    assert (stands.second.by, stands.second.verdict) == ("leo", NO)
    assert stands.blind


def test_a_carried_verdict_is_that_of_whoever_decided_it() -> None:
    decision = after(carried()).decision
    assert decision is not None
    assert (decision.by, decision.at, decision.origin) == ("ana", "2026-03-01T09:00:00+00:00", "earlier")


def test_corrections_add_up_and_the_last_one_of_a_field_holds() -> None:
    steps = [
        did(Action.CORRECTED, changed={"kind": "indirect", "text": "a"}, before={}),
        did(Action.CORRECTED, changed={"text": "b"}, before={}),
        did(Action.CORRECTED, changed={"kind": "direct"}, before={}),
    ]
    assert after(*steps).changed == {"kind": "direct", "text": "b"}
    assert after(*steps, undo(3)).changed == {"kind": "indirect", "text": "b"}


def test_why_a_claim_was_dismissed_and_what_it_was_replaced_by_is_known() -> None:
    assert after(DISMISSED).dismissed is DismissalReason.MISREAD
    assert after(REPLACED).replaced_by == ("one", "two")


def test_a_new_decision_takes_a_sign_off_away() -> None:
    signed = did(Action.SIGNED_OFF, "eve", "one source is enough here", blocker="single source")
    assert [one["blocker"] for one in after(decided(), signed).signed_off] == ["single source"]
    assert after(decided(), signed, decided(NO)).signed_off == ()


def test_replies_are_kept_in_order_with_who_and_when() -> None:
    asked = did(Action.ASKED, whom="Ada Byrne", way="mail", when="2026-03-02")
    answer = did(Action.ANSWERED, "leo", whom="Ada Byrne", answer="We stand by it.", when="2026-03-03")
    told = after(asked, answer).replies
    assert [(one["action"], one["by"], one["when"]) for one in told] == [
        ("asked", "ana", "2026-03-02"),
        ("answered", "leo", "2026-03-03"),
    ]


def test_undoing_an_undoing_brings_back_only_what_that_one_undid() -> None:
    assert undone(entries(decided(), decided(NO), undo(2), undo(1), undo(4))) == {2, 4}


# -- released verdicts ------------------------------------------------------------------------

RELEASED = did(Action.RELEASED, "eve", "as the register says", released=True)
WITHDRAWN = did(Action.RELEASED, "eve", released=False)


def undo_of(number: int, action: Action) -> Step:
    return {**did(Action.UNDONE), "content": {"undoes": number, "action": action.value}}


RELEASES: dict[str, tuple[tuple[Step, ...], bool]] = {
    "nothing is released by itself": ((decided(),), False),
    "an editor releases a verdict": ((decided(), RELEASED), True),
    "a release is withdrawn": ((decided(), RELEASED, WITHDRAWN), False),
    "what was withdrawn is released again": ((decided(), RELEASED, WITHDRAWN, RELEASED), True),
    "a new decision ends a release": ((decided(), RELEASED, decided(NO)), False),
    "the same decision again ends it too": ((decided(), RELEASED, decided()), False),
    "a second person's answer ends it": ((decided(), WANTED, RELEASED, second()), False),
    "a reopening ends it": ((decided(), RELEASED, REOPENED), False),
    "a source that changed ends it": ((decided(), RELEASED, STALE), False),
    "a correction ends it": ((decided(), RELEASED, CORRECTED), False),
    "a dismissal ends it, and what is brought back is not released": (
        (decided(), RELEASED, DISMISSED, RESTORED),
        False,
    ),
    "a verdict that was carried from an earlier draft is not released": ((decided(), RELEASED, carried()), False),
    "a release that is undone was none": ((decided(), RELEASED, undo_of(2, Action.RELEASED)), False),
    "a withdrawal that is undone leaves it": ((decided(), RELEASED, WITHDRAWN, undo_of(3, Action.RELEASED)), True),
    "undoing the decision ends it": ((decided(), RELEASED, undo_of(1, Action.DECIDED)), False),
    "an earlier verdict that comes back is not the one that was released": (
        (decided(), decided(NO), RELEASED, undo_of(2, Action.DECIDED)),
        False,
    ),
    "a verdict that was released comes back without its release": (
        (decided(), RELEASED, decided(NO), undo_of(3, Action.DECIDED)),
        False,
    ),
    "a correction that is undone ends it: the words are others": (
        (CORRECTED, decided(), RELEASED, undo_of(1, Action.CORRECTED)),
        False,
    ),
    "a note leaves it": ((decided(), RELEASED, did(Action.NOTED)), True),
    "a note that is undone leaves it": ((decided(), RELEASED, did(Action.NOTED), undo_of(3, Action.NOTED)), True),
    "a question to the speaker leaves it": ((decided(), RELEASED, did(Action.ASKED, whom="Ada")), True),
}


@pytest.mark.parametrize(("steps", "released"), RELEASES.values(), ids=RELEASES)
def test_release(steps: tuple[Step, ...], released: bool) -> None:
    assert (after(*steps).released is not None) == released


def test_a_release_says_who_when_and_what_is_published_with_it() -> None:
    told = after(decided(), RELEASED).released
    assert told is not None
    assert (told["by"], told["at"], told["note"]) == ("eve", "t2", "as the register says")


# -- articles ---------------------------------------------------------------------------------


def article(*steps: Step) -> Any:
    return of_article("a", entries(*steps, claim=None))


def test_an_article_is_the_first_draft_of_its_own_story() -> None:
    stands = article()
    assert (stands.story_id, stands.draft, stands.previous_id, stands.retired) == ("a", 1, None, False)


def test_a_draft_knows_its_story_and_the_one_before() -> None:
    stands = article(did(Action.DRAFTED, previous="z", story="y", draft=3))
    assert (stands.story_id, stands.draft, stands.previous_id) == ("y", 3, "z")


def test_an_article_whose_place_a_later_draft_takes_is_retired_and_can_come_back() -> None:
    taken = did(Action.REPLACED, into=["b"])
    assert article(taken).retired
    assert not article(taken, RESTORED).retired


def test_an_article_is_closed_and_reopened() -> None:
    assert article(did(Action.CLOSED)).closed
    assert not article(did(Action.CLOSED), did(Action.ARTICLE_REOPENED)).closed


def test_a_deadline_is_set_moved_and_taken_away() -> None:
    assert article(did(Action.DUE, when="2026-03-05")).due == "2026-03-05"
    assert article(did(Action.DUE, when="2026-03-05"), did(Action.DUE, when=None)).due is None


def test_corrections_after_publication_make_a_chain() -> None:
    first = did(Action.CORRECTION_PUBLISHED, text="It is 41, not 14.", when="2026-03-06", claim="c")
    then = did(Action.CORRECTION_PUBLISHED, "eve", text="It is 42.", when="2026-03-07", claim="c")
    assert [(one["by"], one["text"]) for one in article(first, then).corrections] == [
        ("ana", "It is 41, not 14."),
        ("eve", "It is 42."),
    ]
