"""What stands beside a passage: what differs, what is shared, what is lacking, the parts, and the stance."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import Told, beside, evidence, passage

from factcheck.domain import Aspect, Comparison, Evidence, Likeness, PassageFlag, Point, Span, Stance, Standing
from factcheck.report.beside import Highlight, in_claim, in_passage, marked, remarks

CLAIM = "The council of Velm hired 300 nurses in May, and it closed two wards."
TEXT = "In its minutes the council of Velm says that it hired 120 nurses in June. Wards are not mentioned."
DIFFERS = Told(Likeness.DIFFERS, "300 nurses / 120 nurses", "300 nurses", "120 nurses", sure=True)
MAY = Told(Likeness.DIFFERS, "May / June", "May", "June", Aspect.DATE)
SHARED = Told(Likeness.SAME, "council of Velm", "council of Velm", "council of Velm", Aspect.NAME)
MISSING = Told(Likeness.MISSING, "two wards: no counterpart", "two wards", "")
UNCLEAR = Told(Likeness.UNCLEAR, "two wards / 120 nurses: of different kinds", "two wards", "120 nurses")
HIRED, CLOSED = "The council of Velm hired 300 nurses in May", "it closed two wards"
PARTS = {HIRED: Standing.SPOKEN_AGAINST, CLOSED: Standing.ABSENT}


def found(
    *told: Told, shown: Stance | None = None, facts: dict[str, Standing] | None = None, **more: object
) -> Evidence:
    compared = beside(CLAIM, TEXT, *told, sentence=TEXT, facts=facts)
    return evidence(1, passage(9, TEXT, "Velm"), shown, compared, **more)


def told(item: Evidence) -> dict[str, str]:
    return {remark.label: remark.text for remark in remarks(CLAIM, item)}


def test_differences_come_first_and_the_stance_last_whatever_the_order_of_the_points() -> None:
    item = found(SHARED, MISSING, UNCLEAR, MAY, DIFFERS, shown=Stance.CONTRADICTS, facts=PARTS)
    assert list(told(item)) == ["differs", "may differ", "shares", "not comparable", "parts", "contradicts"]


def test_what_does_not_surely_differ_is_not_said_to() -> None:
    assert told(found(MAY)) == {"may differ": "May / June"}


def test_a_stance_says_what_it_rests_on() -> None:
    assert told(found(DIFFERS, shown=Stance.CONTRADICTS))["contradicts"].startswith(
        "rests on what differs, of the same"
    )
    assert told(found(MAY, shown=Stance.CONTRADICTS))["contradicts"] == "rests on what may differ, as judged by rules"
    assert told(found(SHARED, shown=Stance.SUPPORTS))["supports"] == "rests on what both share, as judged by rules"


def test_where_no_stance_may_be_shown_none_is_said_whatever_was_computed() -> None:
    item = found(SHARED, computed=(Stance.SUPPORTS, 0.99))
    assert told(item) == {"shares": "council of Velm"}


def test_partial_support_is_said_as_such() -> None:
    partly = found(SHARED, facts={HIRED: Standing.BORNE_OUT, CLOSED: Standing.ABSENT})
    assert told(partly)["parts"] == "bears out 1 of 2 parts; does not mention: “it closed two wards”"
    against = told(found(DIFFERS, facts=PARTS))["parts"]
    assert against.startswith(f"bears out none of 2 parts; speaks against: “{HIRED}”")


@pytest.mark.parametrize("standing", Standing)
def test_a_claim_of_one_part_is_not_parted(standing: Standing) -> None:
    assert list(told(found(SHARED, facts={CLAIM: standing}))) == ["shares"]


def test_what_a_missing_part_holds_is_not_named_again() -> None:
    assert told(found(MISSING))["lacks"] == "two wards"
    assert "lacks" not in told(found(MISSING, facts=PARTS))


def test_the_speaker_again_bears_out_that_it_was_said_and_no_part_of_it() -> None:
    item = found(SHARED, shown=Stance.SUPPORTS, facts=PARTS, flags=(PassageFlag.SAME_SPEAKER,))
    assert list(told(item)) == ["shares", "said again"]


@pytest.mark.parametrize(
    ("point", "shown"),
    [
        (SHARED, "council of Velm"),
        (Told(Likeness.SAME, "May against May: the same", "Velm", "Velm"), "Velm"),
        (Told(Likeness.SAME, "300 against 120: the same", "300 nurses", "120 nurses"), "300 nurses / 120 nurses"),
        (Told(Likeness.SAME, "wards", "wards", "Wards", Aspect.NAME), "wards"),
        (Told(Likeness.SAME, "hire, ward", "hired", "Wards", Aspect.WORDS), "hired"),
        (Told(Likeness.WITHIN, "two / a few: compatible", "two", "120"), "two / a few: compatible"),
        (Told(Likeness.SAME, "said of both", "", "120"), "said of both"),
        (Told(Likeness.SAME, "said of both", "two", ""), "two"),
    ],
)
def test_what_is_shared_is_said_in_the_words_of_both_texts(point: Told, shown: str) -> None:
    assert told(found(point)) == {"shares": shown}


def test_words_given_twice_are_said_once() -> None:
    assert told(found(SHARED, SHARED))["shares"] == "council of Velm"


def test_a_passage_that_nothing_was_compared_with_says_so_alone() -> None:
    item = found(SHARED, shown=Stance.SUPPORTS)
    assert list(told(replace(item, judgement=replace(item.judgement, comparison=None)))) == ["compared"]


def test_both_sides_are_marked() -> None:
    item = found(DIFFERS, MAY, SHARED)
    assert [one for one in in_claim(CLAIM, item.judgement.comparison) if one.kind] == [
        Highlight("council of Velm", "shares"),
        Highlight("300 nurses", "differs"),
        Highlight("May", "may differ"),
    ]
    assert marked(item, Span(0, len(TEXT))).startswith(
        "In its minutes the council of Velm says that it hired »120 nurses« in »June«."
    )
    assert in_claim(CLAIM, None) == [Highlight(CLAIM, "")]


def test_where_points_overlap_what_surely_differs_is_marked() -> None:
    item = found(DIFFERS, Told(Likeness.SAME, "nurses", "nurses", "nurses", Aspect.WORDS))
    assert Highlight("120 nurses", "differs") in in_passage(item, Span(0, len(TEXT)))


SPANS = st.tuples(st.integers(0, 90), st.integers(1, 9)).map(lambda pair: Span(pair[0], sum(pair)))
POINTS = st.builds(
    Point,
    st.sampled_from(Aspect),
    st.sampled_from(Likeness),
    st.just("words"),
    st.just(()),
    st.lists(SPANS, max_size=3).map(tuple),
    st.booleans(),
)


@given(st.lists(POINTS, max_size=6).map(tuple), st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_stretches_put_together_are_the_part_and_neighbours_are_of_different_kinds(
    points: tuple[Point, ...], one: int, other: int
) -> None:
    item = evidence(1, passage(9, TEXT, "Velm"), None, Comparison(points))
    part = Span(*sorted((one, other)))
    stretches = in_passage(item, part)
    assert "".join(stretch.words for stretch in stretches) == part.of(TEXT)
    assert all(left.kind != right.kind for left, right in pairwise(stretches))
