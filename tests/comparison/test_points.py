"""What a reader is shown of a claim beside a passage: points, their words and their places."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.comparison import compare
from factcheck.domain import Aspect, Comparison, Likeness, Point

DAY = date(2026, 3, 6)


def points(comparison: Comparison, aspect: Aspect, likeness: Likeness) -> list[Point]:
    return [point for point in comparison.points if point.aspect is aspect and point.likeness is likeness]


def the(comparison: Comparison, aspect: Aspect, likeness: Likeness) -> Point:
    (point,) = points(comparison, aspect, likeness)
    return point


def test_what_differs_stands_before_what_agrees_and_what_is_missing() -> None:
    claim = "Mayor Ida Lindqvist hired 300 nurses for Velm in a hurry."
    found = compare(claim, "Ms Lindqvist hired 120 nurses for Velm.", DAY)
    order = [point.likeness for point in found.points]
    assert order == sorted(order, key=[Likeness.DIFFERS, Likeness.SAME, Likeness.MISSING].index)
    assert found.points[0].sure
    assert "120" in found.points[0].words


def test_both_sides_of_a_difference_are_marked() -> None:
    claim, passage = "The bridge cost £40 million.", "Built in 1931. The bridge cost £60 million."
    point = the(compare(claim, passage, DAY), Aspect.FIGURE, Likeness.DIFFERS)
    assert [span.of(claim) for span in point.claim] == ["£40 million"]
    assert [span.of(passage) for span in point.passage] == ["£60 million"]


def test_a_figure_in_inverted_commas_counts() -> None:
    found = compare(
        "Bills had dropped “by £340 since last winter”.", "Bills have dropped by £140 since last winter.", DAY
    )
    assert found.against


def test_a_figure_without_a_counterpart_is_missing() -> None:
    found = compare("The bridge cost £40 million.", "The bridge is old.", DAY)
    assert the(found, Aspect.FIGURE, Likeness.MISSING).words == "£40 million"


def test_a_rounded_figure_is_the_same_or_within() -> None:
    found = compare("The bridge cost about £40 million.", "The bridge cost £40.2 million.", DAY)
    assert not found.against
    assert points(found, Aspect.FIGURE, Likeness.SAME) or points(found, Aspect.FIGURE, Likeness.WITHIN)


def test_why_figures_are_not_held_against_each_other_is_said() -> None:
    found = compare("The airline cancelled 140 flights on Tuesday.", "The airline cancelled 90 flights on Monday.", DAY)
    unsure = [point for point in found.points if point.aspect is Aspect.FIGURE and "another time" in point.words]
    assert unsure
    assert not found.against


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The World Health Organization praised Velm.", "The WHO praised the town of Velm."),
        ("Ida Lindqvist praised the plan.", "Praise for the plan came from Mayor Lindqvist."),
        ("Forests burned in Brazil.", "The Brazilian forests burned."),
        ("The Lund Harbour Authority fined him.", "He was fined by the LHA."),
        ("Jürgen Müller left.", "Jurgen Muller left."),
        ("The union lost Britain.", "The British left the union."),
        ("“It is late”, said Ana María Ruiz.", "Ana Maria Ruiz says that it is late."),
        ("The U.S. left.", "The US left."),
        ("President Obama spoke.", "Barack Obama spoke."),
        ("Marks & Spencer closed.", "The Marks and Spencer shop closed."),
    ],
)
def test_a_name_is_known_under_another_form(claim: str, passage: str) -> None:
    found = compare(claim, passage, DAY)
    assert points(found, Aspect.NAME, Likeness.SAME)
    assert not points(found, Aspect.NAME, Likeness.DIFFERS)


def test_a_name_that_the_passage_lacks_is_named() -> None:
    found = compare("Ida Lindqvist met Otto Brandt in Velm.", "Ida Lindqvist spoke in Velm.", DAY)
    assert the(found, Aspect.NAME, Likeness.MISSING).words == "Otto Brandt"


def test_two_people_of_one_surname_are_not_one() -> None:
    found = compare("The plan was praised by Ida Lindqvist.", "The plan was praised by Otto Lindqvist.", DAY)
    assert not points(found, Aspect.NAME, Likeness.SAME)


def test_quoted_words_that_stand_in_the_passage_are_the_same() -> None:
    claim = "She called the tax “a raid on pensioners” and left."
    passage = 'Councillor Beck: "This is A Raid on\u00a0pensioners, nothing else."'
    point = the(compare(claim, passage, DAY), Aspect.QUOTED, Likeness.SAME)
    assert [span.of(claim) for span in point.claim] == ["a raid on pensioners"]
    assert [span.of(passage) for span in point.passage] == ["A Raid on\u00a0pensioners"]


def test_words_of_the_closest_sentence_and_words_that_are_nowhere() -> None:
    claim = "The harbour wall collapsed during a violent storm."
    found = compare(claim, "Storms are common. The harbour wall collapsed at night.", DAY)
    assert the(found, Aspect.WORDS, Likeness.SAME).words == "harbour, wall, collapsed"
    assert the(found, Aspect.WORDS, Likeness.MISSING).words == "violent"


def test_only_is_missing_where_the_passage_does_not_say_so() -> None:
    found = compare("Only residents park in Mill Lane.", "Residents park in Mill Lane.", DAY)
    assert the(found, Aspect.WORDS, Likeness.MISSING).words == "“Only”"


def test_who_denies_is_named() -> None:
    found = compare(
        "The mill dumped dye in the river.", "Its owner Otto Brandt denies that it dumped dye in the river."
    )
    (point,) = found.against
    assert point.aspect is Aspect.DENIAL
    assert "Otto Brandt" in point.words


def test_a_figure_spoken_of_as_such_can_be_denied_in_other_words() -> None:
    claim = "Roughly one million people marched through Velm."
    for passage in (
        "Experts dismiss the figure of a million.",
        "There was almost certainly not a million people on the march.",
        "The claim of one million marchers is exaggerated.",
    ):
        assert Aspect.DENIAL in {point.aspect for point in compare(claim, passage, DAY).against}, passage


def test_a_text_without_words_has_no_points() -> None:
    for claim, passage in (("", ""), ("?!", "…"), ("The dam holds.", ""), ("", "The dam holds.")):
        found = compare(claim, passage)
        assert not found.against
        assert found.sentence is None or passage
