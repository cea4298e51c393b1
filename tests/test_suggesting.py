"""From the evidence for a claim to one proposal, or to what a person should look at instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factcheck.domain import (
    Aspect,
    Comparison,
    Evidence,
    Fact,
    Likeness,
    Passage,
    PassageFlag,
    Point,
    Span,
    Stance,
    StanceJudgement,
    Standing,
    Verdict,
)
from factcheck.stance import suggest
from factcheck.stance.suggesting import SURE

SUPPORTS, CONTRADICTS = Stance.SUPPORTS, Stance.CONTRADICTS
CLAIM = "The mayor of Velm hired 300 nurses, and two wards were closed."
HIRED, CLOSED = Span(0, 34), Span(40, 61)
SHARED = Point(Aspect.FIGURE, Likeness.SAME, "300 nurses")
OTHER = Point(Aspect.FIGURE, Likeness.DIFFERS, "300 nurses / 120 nurses", sure=True)
MAYBE = Point(Aspect.FIGURE, Likeness.DIFFERS, "300 nurses / 250 posts")
MISSING = Point(Aspect.FIGURE, Likeness.MISSING, "two: no counterpart")


def facts(hired: Standing, closed: Standing = Standing.BORNE_OUT) -> tuple[Fact, ...]:
    return Fact(HIRED, hired), Fact(CLOSED, closed)


BORNE_OUT = facts(Standing.BORNE_OUT)


def evidence(
    number: int,
    shown: Stance | None,
    *points: Point,
    flags: tuple[str, ...] = (),
    parts: tuple[Fact, ...] = BORNE_OUT,
    publisher: str = "The Velm Courier",
) -> Evidence:
    passage = Passage(f"doc-{number}#1", f"doc-{number}", 1, "Text.", Span(0, 5), publisher=publisher)
    compared = Comparison(points or ((OTHER,) if shown is CONTRADICTS else (SHARED,)), parts)
    judgement = StanceJudgement(shown or Stance.NEUTRAL, 0.9, "table", comparison=compared, shown=shown)
    return Evidence(passage, number, 0.03, 0.7, 1, judgement, flags)


@pytest.mark.parametrize(("stance", "verdict"), [(SUPPORTS, Verdict.SUPPORTED), (CONTRADICTS, Verdict.CONTRADICTED)])
def test_a_stance_that_is_shown_carries_the_proposal_and_its_passage_is_named(stance: Stance, verdict: Verdict) -> None:
    found = suggest(CLAIM, [evidence(1, None), evidence(2, stance), evidence(3, stance, publisher="Orlo Radio")])
    assert found.verdict is verdict
    assert found.reasons[0].startswith(f"doc-2#1 (The Velm Courier) {stance}: 300 nurses")


def test_one_source_is_too_little_to_propose_a_contradiction_on_and_is_named() -> None:
    found = suggest(CLAIM, [evidence(1, CONTRADICTS), evidence(2, CONTRADICTS)])
    assert found.verdict is None
    assert found.reasons[0].startswith("too little to propose on: doc-1#1 (The Velm Courier) contradicts: 300 nurses")


@pytest.mark.parametrize(("flags", "probability"), [((PassageFlag.UNDATED,), 0.95), ((), SURE - 0.01)])
def test_support_rests_on_a_passage_that_is_dated_and_surely_supports(
    flags: tuple[PassageFlag, ...], probability: float
) -> None:
    one = evidence(1, SUPPORTS, flags=flags)
    one = replace(one, judgement=replace(one.judgement, probability=probability))
    assert suggest(CLAIM, [one, replace(one, rank=2)]).verdict is None
    assert suggest(CLAIM, [one, evidence(2, SUPPORTS)]).verdict is Verdict.SUPPORTED


def test_what_was_computed_and_is_not_shown_carries_nothing() -> None:
    item = evidence(1, None)
    judged = replace(item.judgement, stance=SUPPORTS, probability=0.99)
    assert suggest(CLAIM, [replace(item, judgement=judged)]).verdict is None


def test_the_probability_is_that_of_a_judge_or_none_where_comparing_alone_found_it() -> None:
    assert suggest(CLAIM, [evidence(1, SUPPORTS)]).probability == 0.9
    item = evidence(1, CONTRADICTS)
    alone = replace(item.judgement, stance=Stance.NEUTRAL)
    assert suggest(CLAIM, [replace(item, judgement=alone)]).probability is None


@pytest.mark.parametrize("hindrance", [MAYBE, MISSING])
def test_nothing_is_proposed_on_a_passage_that_a_figure_of_the_claim_is_not_borne_out_by(hindrance: Point) -> None:
    found = suggest(CLAIM, [evidence(1, SUPPORTS, SHARED, hindrance)])
    assert found.verdict is None


def test_what_carries_a_proposal_speaks_of_all_parts_of_the_claim_if_in_several_passages() -> None:
    first = evidence(1, SUPPORTS, parts=facts(Standing.BORNE_OUT, Standing.ABSENT))
    second = evidence(2, SUPPORTS, parts=facts(Standing.ABSENT, Standing.BORNE_OUT))
    assert suggest(CLAIM, [first]).verdict is None
    assert suggest(CLAIM, [first, second]).verdict is Verdict.SUPPORTED
    assert "no passage mentions “two wards were closed”" in suggest(CLAIM, [first]).reasons


def test_passages_that_disagree_propose_nothing_and_both_are_named() -> None:
    found = suggest(CLAIM, [evidence(1, SUPPORTS), evidence(2, SUPPORTS), evidence(3, CONTRADICTS)])
    assert (found.verdict, found.probability) == (None, None)
    assert found.reasons[0].startswith("the record is divided: doc-1#1")
    assert "doc-3#1 (The Velm Courier) contradicts: 300 nurses / 120 nurses" in found.reasons[0]


def test_a_proposal_says_how_many_sources_it_rests_on() -> None:
    one, two = evidence(1, SUPPORTS), evidence(2, SUPPORTS)
    assert "a single source: The Velm Courier" in suggest(CLAIM, [one, two]).reasons
    other = evidence(2, SUPPORTS, publisher="Orlo Radio")
    assert "2 independent sources: The Velm Courier, Orlo Radio" in suggest(CLAIM, [one, other]).reasons


def test_of_words_that_their_speaker_denies_nothing_is_proposed() -> None:
    found = suggest(CLAIM, [evidence(1, SUPPORTS)], denied=True)
    assert found.verdict is None
    assert found.reasons[0].startswith("the speaker denies these words")


# -- what is not counted ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flag", "why"),
    [
        (PassageFlag.LATER, "1 passage not counted, published after the article: doc-1#1"),
        (PassageFlag.CIRCULAR, "1 passage not counted, the article itself again: doc-1#1"),
        (PassageFlag.SAME_SPEAKER, "1 passage not counted, the claim's own speaker again, which bears out only that"),
    ],
)
@pytest.mark.parametrize("stance", [SUPPORTS, CONTRADICTS])
def test_later_circular_and_repeated_evidence_never_decides(flag: str, why: str, stance: Stance) -> None:
    found = suggest(CLAIM, [evidence(1, stance, flags=(flag,))])
    assert found.verdict is None
    assert any(reason.startswith(why) for reason in found.reasons)
    assert suggest(CLAIM, [evidence(1, CONTRADICTS, flags=(flag,)), evidence(2, SUPPORTS)]).verdict is Verdict.SUPPORTED


def test_passages_that_are_not_counted_are_grouped_by_reason_each_once() -> None:
    later, both = (PassageFlag.LATER,), (PassageFlag.LATER, PassageFlag.CIRCULAR)
    found = suggest(CLAIM, [evidence(1, SUPPORTS, flags=later), evidence(2, None), evidence(3, None, flags=both)])
    notes = [reason for reason in found.reasons if "not counted" in reason]
    assert notes == ["2 passages not counted, published after the article: doc-1#1, doc-3#1"]


def test_another_flag_keeps_nothing_from_counting() -> None:
    kept = evidence(1, SUPPORTS, flags=(PassageFlag.COUNTER_EVIDENCE,))
    assert suggest(CLAIM, [kept]).verdict is Verdict.SUPPORTED


# -- what to look at instead --------------------------------------------------------------


def test_where_nothing_was_found_that_is_said() -> None:
    found = suggest(CLAIM, [])
    assert (found.verdict, found.probability) == (None, None)
    assert found.reasons == ("no passage of the record to judge by",)


def test_the_passage_that_shares_most_is_named_and_of_equals_the_better_ranked() -> None:
    more = evidence(2, None, SHARED, Point(Aspect.NAME, Likeness.SAME, "Velm"))
    found = suggest(CLAIM, [evidence(1, None), more, replace(more, rank=3)])
    assert found.reasons[0] == "look at doc-2#1 (The Velm Courier), which shares most with the claim"


def test_parts_borne_out_weigh_more_than_single_things_shared() -> None:
    words = evidence(1, None, SHARED, SHARED, SHARED, parts=facts(Standing.MENTIONED, Standing.ABSENT))
    found = suggest(CLAIM, [words, evidence(2, None)])
    assert found.reasons[0].startswith("look at doc-2#1")


def test_what_may_differ_is_named_with_its_passage() -> None:
    found = suggest(CLAIM, [evidence(1, None), evidence(2, None, MAYBE)])
    assert found.verdict is None
    assert "doc-2#1 differs, if it is of the same thing: 300 nurses / 250 posts" in found.reasons


def test_a_part_that_one_passage_mentions_is_not_said_to_be_missing() -> None:
    absent = facts(Standing.MENTIONED, Standing.ABSENT)
    found = suggest(CLAIM, [evidence(1, None, parts=absent), evidence(2, None, parts=facts(Standing.ABSENT))])
    assert not any("no passage mentions" in reason for reason in found.reasons)
    assert "no passage mentions “two wards were closed”" in suggest(CLAIM, [evidence(1, None, parts=absent)]).reasons


def test_passages_that_have_nothing_of_the_claim_are_not_worth_a_look() -> None:
    missing = evidence(1, None, MISSING, parts=facts(Standing.ABSENT, Standing.ABSENT))
    assert suggest(CLAIM, [missing]).reasons == ("the passages found have nothing of the claim",)


def test_long_parts_are_cut_at_a_word() -> None:
    claim = "The " + "very " * 60 + "old bridge fell."
    item = evidence(1, None, SHARED, parts=(Fact(Span(0, len(claim)), Standing.ABSENT),))
    (told,) = (reason for reason in suggest(claim, [item]).reasons if "no passage mentions" in reason)
    assert told.endswith("very …”")
    assert len(told) < 130


def test_support_that_lacks_a_third_of_the_claims_words_proposes_nothing() -> None:
    words = [Span(4, 9), Span(13, 17), Span(18, 23)]  # mayor, Velm, hired
    lacks = Point(Aspect.WORDS, Likeness.MISSING, "mayor, Velm, hired", tuple(words))
    assert suggest(CLAIM, [evidence(1, SUPPORTS, SHARED, lacks)]).verdict is None
    few = replace(lacks, claim=tuple(words[:1]))
    assert suggest(CLAIM, [evidence(1, SUPPORTS, SHARED, few)]).verdict is Verdict.SUPPORTED
