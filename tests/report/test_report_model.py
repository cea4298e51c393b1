"""Whether an article can run is worked out once, in the model."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_samples import (
    BERTHS,
    BOARD,
    INTERVIEW,
    bare,
    citation,
    claim,
    cleared,
    decision,
    report_on,
    sample,
    standing,
    without_claims,
)

from factcheck.domain import (
    Attribution,
    ClaimKind,
    Span,
    UnverifiedReason,
    Verdict,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.report import Blocker, ClaimReport, Status
from factcheck.report.model import hashed


def test_the_line_names_blockers_gravest_first_with_their_claims() -> None:
    assert sample().hold_line == (
        "HOLD: 2 contradicted (#7, #9) · 1 misquoted (#5) · 1 stale (#7) · 1 single source (#10) · "
        "1 opinion restated as fact (#2) · 1 awaiting reply (#8) · 4 not yet checked (#1–#2, #5–#6)"
    )


def test_nobody_has_looked_is_counted_apart_from_unverified() -> None:
    counts = sample().counts
    assert counts == {Status.SUPPORTED: 2, Status.CONTRADICTED: 2, Status.UNVERIFIED: 2, Status.UNCHECKED: 4}
    assert sample().counts_line == "2 supported, 2 contradicted, 2 unverified, 4 not yet checked (10 claims)"


def test_a_reopened_claim_is_not_yet_checked_and_says_so() -> None:
    item = sample().claims[4]
    assert item.reopened
    assert item.status is Status.UNCHECKED
    assert item.decision is None


def test_an_article_whose_claims_are_supported_by_two_publishers_is_clear() -> None:
    assert not cleared().holds
    assert cleared().hold_line == "CLEAR: 1 supported (1 claim)"


def test_an_article_without_claims_is_held_because_nothing_was_checked() -> None:
    assert without_claims().holds
    assert "nothing has been checked" in without_claims().hold_line


def test_a_claim_nobody_decided_is_never_stale() -> None:
    item = replace(bare().claims[0], problems=("gone",))
    assert not item.stale
    assert item.blockers == (Blocker.UNCHECKED,)


@pytest.mark.parametrize(
    ("kind", "reason", "blockers"),
    [
        (ClaimKind.ASSERTION, UnverifiedReason.NO_EVIDENCE, (Blocker.OWN_VOICE,)),
        (ClaimKind.ASSERTION, UnverifiedReason.CONFLICTING, (Blocker.OWN_VOICE,)),
        (ClaimKind.ASSERTION, UnverifiedReason.NOT_CHECKABLE, ()),
        (ClaimKind.DIRECT, UnverifiedReason.NO_EVIDENCE, ()),
    ],
)
def test_what_is_unverified_holds_the_article_only_in_the_outlets_own_voice(
    kind: ClaimKind, reason: UnverifiedReason, blockers: tuple[Blocker, ...]
) -> None:
    text = bare().article
    quay = claim(text, kind, "The quay is 300 metres long.")
    assert ClaimReport(1, quay, None, standing(decision(quay, Verdict.UNVERIFIED, reason=reason))).blockers == blockers


@pytest.mark.parametrize(
    ("attribution", "where", "blockers"),
    [
        (None, "elsewhere", (Blocker.MISQUOTED, Blocker.SINGLE_SOURCE)),
        (None, "there", (Blocker.MISQUOTED, Blocker.SINGLE_SOURCE)),
        (Attribution.NOT_FOUND, "there", (Blocker.MISQUOTED, Blocker.SINGLE_SOURCE)),
        (Attribution.SAID_SO, "elsewhere", (Blocker.MISQUOTED, Blocker.SINGLE_SOURCE)),
        (Attribution.SAID_SO, "there", (Blocker.SINGLE_SOURCE,)),
        (Attribution.SAID_OTHERWISE, "elsewhere", (Blocker.SAID_OTHERWISE, Blocker.SINGLE_SOURCE)),
        (Attribution.NOT_SAID, "elsewhere", (Blocker.NOT_SAID, Blocker.SINGLE_SOURCE)),
    ],
)
def test_a_misquotation_holds_until_it_is_decided_on_words_at_their_place_and_said_otherwise_holds_by_itself(
    attribution: Attribution | None, where: str, blockers: tuple[Blocker, ...]
) -> None:
    item = sample().claims[4]
    words = "in use this morning"
    start = INTERVIEW.text.index(words)
    transcript = replace(BERTHS, id="lw-010#0", document_id="lw-010", text=words, span=Span(start, start + len(words)))
    cited = transcript if where == "there" else BERTHS
    made = decision(item.claim, Verdict.SUPPORTED, citation(cited, "in use"), attribution=attribution)
    assert replace(item, standing=standing(made), cited={cited.id: cited}).blockers == blockers


def test_words_of_somebody_else_are_a_misquotation_though_they_are_verbatim() -> None:
    item = sample().claims[4]
    place = WordingPlace("lw-010", Span(0, 4), "Well", same_speaker=False)
    other = Wording(WordingFinding.VERBATIM, (place,))
    assert item.search is not None
    assert replace(item, search=replace(item.search, wording=other)).misquoted
    several = replace(other, places=(place, replace(place, same_speaker=None)))
    assert not replace(item, search=replace(item.search, wording=several)).misquoted


def test_a_restated_opinion_stops_holding_once_it_is_supported_and_holds_again_when_that_goes_stale() -> None:
    standfirst = sample().claims[1]
    found = citation(BOARD, "12 crowns in 2022")
    supported = replace(
        standfirst, standing=standing(decision(standfirst.claim, Verdict.SUPPORTED, found)), cited={BOARD.id: BOARD}
    )
    assert Blocker.RESTATED in standfirst.blockers
    assert Blocker.RESTATED not in supported.blockers
    assert Blocker.RESTATED in replace(supported, problems=("the passage has changed",)).blockers


def test_neighbouring_numbers_are_told_as_runs() -> None:
    assert hashed([]) == ""
    assert hashed([4]) == "#4"
    assert hashed([1, 2, 3, 7, 9, 10]) == "#1–#3, #7, #9–#10"


def test_two_documents_of_one_publisher_are_one_source() -> None:
    other = replace(BOARD, id="lw-009#0", document_id="lw-009", publisher="LOWMERE HARBOUR BOARD")
    toll = sample().claims[2]
    cited = (citation(BOARD, "14 crowns"), citation(other, "14 crowns"))
    item = ClaimReport(
        1,
        toll.claim,
        None,
        standing(decision(toll.claim, Verdict.SUPPORTED, *cited)),
        {BOARD.id: BOARD, other.id: other},
    )
    assert item.publishers == ("Lowmere Harbour Board",)
    assert item.blockers == (Blocker.SINGLE_SOURCE,)


def test_checkers_stand_in_the_order_of_their_first_decision() -> None:
    assert sample().checkers == ("ana", "leo")
    assert report_on(sample().article).checkers == ()
