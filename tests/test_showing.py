"""Which stance may be shown beside a passage: what surely differs, a sure judge, and what hinders both."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import Aspect, Comparison, Fact, Likeness, Point, Span, Stance, Standing
from factcheck.stance.showing import hindrances, shown

SUPPORTS, CONTRADICTS, NEUTRAL = Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEUTRAL
SURE = {SUPPORTS: 0.8, CONTRADICTS: 0.9}  # of a judge that may say both
SUPPORTS_ONLY = {SUPPORTS: 0.8}
SHARED = Point(Aspect.WORDS, Likeness.SAME, "toll, crossing")


def point(aspect: Aspect, likeness: Likeness, sure: bool = False) -> Point:
    return Point(aspect, likeness, "words", sure=sure)


def scores(supports: float, contradicts: float) -> dict[Stance, float]:
    return {SUPPORTS: supports, CONTRADICTS: contradicts, NEUTRAL: 1 - supports - contradicts}


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("supports", [0.0, 0.99])
def test_what_surely_differs_contradicts_whatever_a_judge_thinks(aspect: Aspect, supports: float) -> None:
    comparison = Comparison((SHARED, point(aspect, Likeness.DIFFERS, sure=True)))
    assert shown(scores(supports, 0.0), comparison, SUPPORTS_ONLY) is CONTRADICTS


def test_a_judge_contradicts_only_if_it_may_is_sure_and_something_differs() -> None:
    differs = Comparison((point(Aspect.NAME, Likeness.DIFFERS),))
    assert shown(scores(0.0, 0.95), differs, SURE) is CONTRADICTS
    assert shown(scores(0.0, 0.85), differs, SURE) is None
    assert shown(scores(0.0, 0.95), differs, SUPPORTS_ONLY) is None
    assert shown(scores(0.0, 1.0), Comparison((SHARED,)), SURE) is None


def test_a_judge_supports_if_it_is_sure_and_nothing_hinders_it() -> None:
    assert shown(scores(0.8, 0.1), Comparison((SHARED,)), SURE) is SUPPORTS
    assert shown(scores(0.79, 0.1), Comparison((SHARED,)), SURE) is None
    assert shown(scores(0.99, 0.0), Comparison((SHARED,)), {}) is None


def test_a_likely_support_is_shown_where_every_part_is_borne_out() -> None:
    facts = (Fact(Span(0, 5), Standing.BORNE_OUT), Fact(Span(6, 9), Standing.BORNE_OUT))
    whole = Comparison((SHARED,), facts)
    assert shown(scores(0.5, 0.1), whole, SURE) is SUPPORTS
    assert shown(scores(0.49, 0.1), whole, SURE) is None
    assert (
        shown(scores(0.5, 0.1), replace(whole, facts=(facts[0], replace(facts[1], standing=Standing.MENTIONED))), SURE)
        is None
    )
    assert shown(scores(0.5, 0.1), whole, {SUPPORTS: 2.0}) is None, "nobody has measured this judge"
    assert shown(scores(0.5, 0.1), replace(whole, points=(point(Aspect.WORDS, Likeness.MISSING),)), SURE) is None


def test_nothing_is_supported_by_a_passage_that_mentions_no_part_of_the_claim() -> None:
    facts = (Fact(Span(0, 5), Standing.ABSENT), Fact(Span(6, 9), Standing.ABSENT))
    assert shown(scores(0.99, 0.0), Comparison((SHARED,), facts), SURE) is None
    assert shown(scores(0.99, 0.0), Comparison((SHARED,), (Fact(Span(0, 5), Standing.MENTIONED),)), SURE) is SUPPORTS


HINDER = [
    (Aspect.FIGURE, Likeness.DIFFERS),
    (Aspect.FIGURE, Likeness.MISSING),
    (Aspect.FIGURE, Likeness.UNCLEAR),
    (Aspect.DATE, Likeness.DIFFERS),
    (Aspect.NEGATION, Likeness.DIFFERS),
    (Aspect.OPPOSITE, Likeness.DIFFERS),
    (Aspect.DENIAL, Likeness.DIFFERS),
]
HINDER_NOT = [
    (Aspect.FIGURE, Likeness.SAME),
    (Aspect.FIGURE, Likeness.WITHIN),
    (Aspect.DATE, Likeness.MISSING),
    (Aspect.NAME, Likeness.MISSING),
    (Aspect.NAME, Likeness.DIFFERS),
    (Aspect.QUOTED, Likeness.MISSING),
    (Aspect.WORDS, Likeness.MISSING),
]


@pytest.mark.parametrize(("aspect", "likeness"), HINDER)
def test_nothing_is_supported_beside_a_figure_that_is_not_borne_out_or_words_turned_round(
    aspect: Aspect, likeness: Likeness
) -> None:
    comparison = Comparison((SHARED, point(aspect, likeness)))
    assert hindrances(comparison) == (point(aspect, likeness),)
    assert shown(scores(0.99, 0.0), comparison, SURE) is None


@pytest.mark.parametrize(("aspect", "likeness"), HINDER_NOT)
def test_what_a_passage_may_leave_out_hinders_nothing(aspect: Aspect, likeness: Likeness) -> None:
    assert shown(scores(0.99, 0.0), Comparison((SHARED, point(aspect, likeness))), SURE) is SUPPORTS


POINTS = st.builds(point, st.sampled_from(Aspect), st.sampled_from(Likeness), st.booleans())
SCORES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda pair: scores(pair[0], (1 - pair[0]) * pair[1]))


@given(st.lists(POINTS, max_size=6), SCORES, st.sampled_from([SURE, SUPPORTS_ONLY, {}]))
def test_no_judge_gets_past_the_comparison(
    points: list[Point], chances: dict[Stance, float], sure: dict[Stance, float]
) -> None:
    comparison = Comparison(tuple(points))
    found = shown(chances, comparison, sure)
    assert found is not NEUTRAL
    if found is CONTRADICTS:
        assert any(comparison.of(Likeness.DIFFERS))
    if found is SUPPORTS:
        assert not hindrances(comparison)
    if comparison.against:
        assert found is CONTRADICTS
