"""Figures: found where they are, passed over where they are names, and compared fairly."""

from __future__ import annotations

import math
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.figures import FigureKind, Relation, canonical, compare, compare_texts, find

REFERENCE = date(2024, 5, 15)  # a Wednesday
INF = math.inf

NUMBERS = [
    # text, words of the figure, low, high, what is counted
    ("The council hired 2,500 nurses.", "2,500", 2500, 2500, "nurses"),
    ("The council hired twelve nurses.", "twelve", 12, 12, "nurses"),
    ("Twenty-one boats sank.", "Twenty-one", 21, 21, "boats"),
    ("It cost the lives of two hundred and fifty people.", "two hundred and fifty", 250, 250, "people"),
    ("About 1.2 million voters stayed at home.", "About 1.2 million", 1.2e6, 1.2e6, "voters"),
    ("She sold 3m copies.", "3m", 3e6, 3e6, "copies"),
    ("They counted 40k votes.", "40k", 40_000, 40_000, "votes"),
    ("A dozen farms flooded.", "A dozen", 12, 12, "farms"),
    ("Half a million homes lost power.", "Half a million", 5e5, 5e5, "homes"),
    ("A hundred and twenty trees fell.", "A hundred and twenty", 120, 120, "trees"),
    ("three thousand two hundred books", "three thousand two hundred", 3200, 3200, "books"),
    ("1,00,000 litres is one lakh; 2 crore voters", "2 crore", 2e7, 2e7, "voters"),
    ("The list had 17 names on it.", "17", 17, 17, "names"),
    ("a 20-member council", "20", 20, 20, "member"),
    ("a 250-strong force", "250", 250, 250, "force"),
    ("In Norland 250 people marched.", "250", 250, 250, "people"),
    ("2½ thousand sheep", "2½ thousand", 2500, 2500, "sheep"),
    # ranges
    ("between 250 and 350 teachers", "between 250 and 350", 250, 350, "teachers"),
    ("250-350 teachers", "250-350", 250, 350, "teachers"),
    ("250–350 teachers", "250–350", 250, 350, "teachers"),
    ("250 to 350 US teachers", "250 to 350", 250, 350, "us teachers"),
    ("2 to 3 million doses", "2 to 3 million", 2e6, 3e6, "doses"),
    ("two or three ships", "two or three", 2, 3, "ships"),
    ("between 5,000 and 7,000 fans", "between 5,000 and 7,000", 5000, 7000, "fans"),
    # bounds and approximations
    ("at least 40 shops", "at least 40", 40, INF, "shops"),
    ("more than 40 shops", "more than 40", 40, INF, "shops"),
    ("no fewer than 40 shops", "no fewer than 40", 40, INF, "shops"),
    ("over 40 shops", "over 40", 40, INF, "shops"),
    ("40 or more shops", "40 or more", 40, INF, "shops"),
    ("40-plus shops", "40-plus", 40, INF, "shops"),
    ("up to 40 shops", "up to 40", 0, 40, "shops"),
    ("no more than 40 shops", "no more than 40", 0, 40, "shops"),
    ("fewer than 40 shops", "fewer than 40", 0, 40, "shops"),
    ("as many as 40 shops", "as many as 40", 0, 40, "shops"),
    ("40 or fewer shops", "40 or fewer", 0, 40, "shops"),
    # vague
    ("dozens of lorries", "dozens", 24, INF, "lorries"),
    ("several hundred lorries", "several hundred", 200, 1000, "lorries"),
    ("a few dozen lorries", "a few dozen", 24, 120, "lorries"),
    ("tens of thousands of birds", "tens of thousands", 20_000, 100_000, "birds"),
    # what is counted stands before
    ("The number of club members is now around 2,500, the chair said.", "around 2,500", 2500, 2500, "club members"),
    ("The death toll stood at 40 on Friday.", "40", 40, 40, "death toll"),
    ("The population reached 81,000.", "81,000", 81_000, 81_000, "population"),
    ("69 confirmed IS raids", "69", 69, 69, "confirmed is raids"),
    ("Arrests in Velm and Orlo at 12, they said", "12", 12, 12, ""),
    ("the first five ships", "five", 5, 5, "ships"),
    # what became of them
    ("12 people were killed", "12", 12, 12, "people killed"),
    ("12 people were wounded", "12", 12, 12, "people injured"),
    ("a blast killing 12 miners", "12", 12, 12, "miners killed"),
    ("12 dead", "12", 12, 12, "killed"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "noun"), NUMBERS)
def test_a_number_is_found_with_its_bounds_and_what_it_counts(
    text: str, words: str, low: float, high: float, noun: str
) -> None:
    found = find(text)[-1]
    assert (found.text, found.low, found.high, found.noun) == (words, low, high, noun)
    assert found.kind is FigureKind.NUMBER


@pytest.mark.parametrize("word", ["around", "about", "some", "nearly", "almost", "roughly", "an estimated", "close to"])
def test_approximation_is_noticed(word: str) -> None:
    (found,) = find(f"They saw {word} 300 seals.")
    assert found.hedge
    assert (found.text, found.low, found.high) == (f"{word} 300", 300, 300)


KINDS = [
    # text, words, kind, low, high, unit
    ("41% of pupils", "41%", FigureKind.PERCENTAGE, 41, 41, "percent"),
    ("41 per cent of pupils", "41 per cent", FigureKind.PERCENTAGE, 41, 41, "percent"),
    ("7.5 percent", "7.5 percent", FigureKind.PERCENTAGE, 7.5, 7.5, "percent"),
    ("10-20% of pupils", "10-20%", FigureKind.PERCENTAGE, 10, 20, "percent"),
    ("10% to 20% of pupils", "10% to 20%", FigureKind.PERCENTAGE, 10, 20, "percent"),
    ("one in five adults", "one in five", FigureKind.PERCENTAGE, 20, 20, "percent"),
    ("three quarters of adults", "three quarters", FigureKind.PERCENTAGE, 75, 75, "percent"),
    ("half of the adults", "half", FigureKind.PERCENTAGE, 50, 50, "percent"),
    ("rose by 3 percentage points", "3 percentage points", FigureKind.POINTS, 3, 3, "percentage points"),
    ("$1.2 billion", "$1.2 billion", FigureKind.MONEY, 1.2e9, 1.2e9, "USD"),
    ("US$900m", "US$900m", FigureKind.MONEY, 9e8, 9e8, "USD"),
    ("£5", "£5", FigureKind.MONEY, 5, 5, "GBP"),
    ("€2bn", "€2bn", FigureKind.MONEY, 2e9, 2e9, "EUR"),
    ("$1-2bn", "$1-2bn", FigureKind.MONEY, 1e9, 2e9, "USD"),
    ("$1 million to $2 million", "$1 million to $2 million", FigureKind.MONEY, 1e6, 2e6, "USD"),
    ("3 million euros", "3 million euros", FigureKind.MONEY, 3e6, 3e6, "EUR"),
    ("5 million Iraqi dinars", "5 million Iraqi dinars", FigureKind.MONEY, 5e6, 5e6, "IQD"),
    ("40 Canadian dollars", "40 Canadian dollars", FigureKind.MONEY, 40, 40, "CAD"),
    ("EUR 300", "EUR 300", FigureKind.MONEY, 300, 300, "EUR"),
    ("300 CHF", "300 CHF", FigureKind.MONEY, 300, 300, "CHF"),
    ("30 km", "30 km", FigureKind.MEASURE, 30, 30, "kilometre"),
    ("30 kilometers", "30 kilometers", FigureKind.MEASURE, 30, 30, "kilometre"),
    ("15 square miles", "15 square miles", FigureKind.MEASURE, 15, 15, "square mile"),
    ("six feet", "six feet", FigureKind.MEASURE, 6, 6, "foot"),
    ("a five-day visit", "five-day", FigureKind.MEASURE, 5, 5, "day"),
    ("two and a half, or 10 minutes", "10 minutes", FigureKind.MEASURE, 10, 10, "minute"),
    ("a 12-year-old", "12-year-old", FigureKind.MEASURE, 12, 12, "year of age"),
    ("12 years old", "12 years old", FigureKind.MEASURE, 12, 12, "year of age"),
    ("the third attack", "third", FigureKind.ORDINAL, 3, 3, ""),
    ("the 20th attack", "20th", FigureKind.ORDINAL, 20, 20, ""),
    ("ranked 5th", "5th", FigureKind.ORDINAL, 5, 5, ""),
    ("the No. 3 seed", "No. 3", FigureKind.ORDINAL, 3, 3, ""),
    ("the second-largest city", "second", FigureKind.ORDINAL, 2, 2, ""),
    ("Crime has doubled.", "doubled", FigureKind.CHANGE, 2, 2, "times"),
    ("Crime more than tripled.", "more than tripled", FigureKind.CHANGE, 3, INF, "times"),
    ("Crime fell by half.", "by half", FigureKind.CHANGE, 0.5, 0.5, "times"),
    ("Crime has halved.", "halved", FigureKind.CHANGE, 0.5, 0.5, "times"),
    ("three times as many attacks", "three times", FigureKind.CHANGE, 3, 3, "times"),
]


@pytest.mark.parametrize(("text", "words", "kind", "low", "high", "unit"), KINDS)
def test_a_figure_has_its_kind_and_unit(
    text: str, words: str, kind: FigureKind, low: float, high: float, unit: str
) -> None:
    found = find(text)[-1]
    assert (found.text, found.kind, found.low, found.high, found.unit) == (words, kind, low, high, unit)


DATES = [
    # text, words, first day, last day
    ("on October 20", "October 20", date(2023, 10, 20), date(2023, 10, 20)),
    ("on 3 June", "3 June", date(2024, 6, 3), date(2024, 6, 3)),
    ("on 20 Oct 2025", "20 Oct 2025", date(2025, 10, 20), date(2025, 10, 20)),
    ("on October 20, 2025", "October 20, 2025", date(2025, 10, 20), date(2025, 10, 20)),
    ("on the 20th of October 2025", "20th of October 2025", date(2025, 10, 20), date(2025, 10, 20)),
    ("on Monday 20 October 2025", "Monday 20 October 2025", date(2025, 10, 20), date(2025, 10, 20)),
    ("from March 3 to 5, 2024", "March 3 to 5, 2024", date(2024, 3, 3), date(2024, 3, 5)),
    ("in Oct. 2025", "Oct. 2025", date(2025, 10, 1), date(2025, 10, 31)),
    ("in February 2024", "February 2024", date(2024, 2, 1), date(2024, 2, 29)),
    ("2025-10-20", "2025-10-20", date(2025, 10, 20), date(2025, 10, 20)),
    ("on 25/12/2023", "25/12/2023", date(2023, 12, 25), date(2023, 12, 25)),
    ("on 12/25/2023", "12/25/2023", date(2023, 12, 25), date(2023, 12, 25)),
    ("in March", "March", date(2024, 3, 1), date(2024, 3, 31)),
    ("in May", "May", date(2024, 5, 1), date(2024, 5, 31)),
    ("in 2019", "2019", date(2019, 1, 1), date(2019, 12, 31)),
    ("in 1848", "1848", date(1848, 1, 1), date(1848, 12, 31)),
    ("the 2019 vote", "2019", date(2019, 1, 1), date(2019, 12, 31)),
    ("from 2019 to 2023", "2019 to 2023", date(2019, 1, 1), date(2023, 12, 31)),
    ("in 2019-23", "2019-23", date(2019, 1, 1), date(2023, 12, 31)),
    ("in the 1990s", "1990s", date(1990, 1, 1), date(1999, 12, 31)),
    ("in mid-2025", "mid-2025", date(2025, 4, 2), date(2025, 9, 30)),
    ("yesterday", "yesterday", date(2024, 5, 14), date(2024, 5, 14)),
    ("on Monday", "Monday", date(2024, 5, 13), date(2024, 5, 13)),
    ("last Wednesday", "last Wednesday", date(2024, 5, 8), date(2024, 5, 8)),
    ("next Friday", "next Friday", date(2024, 5, 17), date(2024, 5, 17)),
    ("last week", "last week", date(2024, 5, 6), date(2024, 5, 12)),
    ("last month", "last month", date(2024, 4, 1), date(2024, 4, 30)),
    ("next month", "next month", date(2024, 6, 1), date(2024, 6, 30)),
    ("last year", "last year", date(2023, 1, 1), date(2023, 12, 31)),
    ("three years ago", "three years ago", date(2021, 1, 1), date(2021, 12, 31)),
]


@pytest.mark.parametrize(("text", "words", "first", "last"), DATES)
def test_a_date_is_a_stretch_of_days(text: str, words: str, first: date, last: date) -> None:
    (found,) = find(text, REFERENCE)
    assert (found.text, found.start, found.end) == (words, first, last)
    assert (found.low, found.high) == (first.toordinal(), last.toordinal())


@pytest.mark.parametrize("text", ["last year", "on Monday", "yesterday", "next month"])
def test_without_a_reference_a_relative_date_is_not_guessed(text: str) -> None:
    assert find(text) == ()


def test_a_day_without_a_year_stays_without_one_where_nothing_tells_it() -> None:
    (found,) = find("on October 20")
    assert (found.start, found.low, found.unit) == (None, 1020, "day of the year")


@pytest.mark.parametrize(
    "text",
    [
        "the 19th Brigade",
        "in phase two",
        "Tower 22",
        "an F-16",
        "COVID-19 cases",
        "Union III",
        "the G7",
        "MI6",
        "Article 5",
        "flight 370",
        "Route 66",
        "Boeing 737 jets",
        "a 4G mast",
        "Phase 2",
        "the 9/11 memorial",
        "24/7",
        "at 10:30 a.m.",
        "at 3 pm",
        "the A380",
        "the First Lady",
        "Resolution 2254 on Norland",
        "version 1.2.3",
        "192.168.0.1",
        "mail x22@b.example",
        "One of them left.",
        "No one knows.",
        "the one I saw",
        "troops march in line",
        "he may go",
        "https://news.example/a/77/x",
        "on 03/04/2024",  # the third of April or the fourth of March: not guessed
    ],
)
def test_what_is_no_figure_is_passed_over(text: str) -> None:
    assert find(text, REFERENCE) == ()


def test_a_number_that_is_counted_is_no_year() -> None:
    (found,) = find("some 2024 soldiers")
    assert found.kind is FigureKind.NUMBER


def test_from_one_figure_to_another_is_a_change_and_no_range() -> None:
    assert [figure.low for figure in find("The staff fell from 900 to 2,000 people")] == [900, 2000]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("prices rose 41%", 1),
        ("prices fell 41%", -1),
        ("a 41% rise in prices", 1),
        ("prices rose to 41%", 0),
        ("41% of voters", 0),
    ],
)
def test_a_percentage_knows_whether_it_is_a_rise_a_fall_or_a_level(text: str, direction: int) -> None:
    (found,) = find(text)
    assert found.direction == direction


COMPARISONS = [
    # claim, evidence, relation, weak
    ("250 to 350 advisors", "between 250 and 350 advisers", Relation.EQUAL, False),
    ("250 to 350 advisers", "250-300 advisers", Relation.CONTAINS, False),
    ("250 to 300 advisers", "250-350 advisers", Relation.WITHIN, False),
    ("200 to 300 advisers", "250-350 advisers", Relation.OVERLAPS, False),
    ("250 advisers", "450 advisers", Relation.DIFFERS, False),
    ("2,500 fighters", "2,500 people", Relation.EQUAL, True),
    ("2,500 fighters", "2,500 dollars", Relation.NOT_COMPARABLE, False),
    ("2,500 fighters", "2,500 shops", Relation.NOT_COMPARABLE, False),
    ("US advisers numbered 5; 300 US advisers", "250 coalition advisers", Relation.DIFFERS, True),
    ("12 people killed", "12 people injured", Relation.NOT_COMPARABLE, False),
    ("12 people killed", "12 dead", Relation.EQUAL, False),
    ("12 people killed", "12 people", Relation.EQUAL, True),
    ("about 2,500 fans", "2,480 fans", Relation.EQUAL, False),
    ("about 2,500 fans", "3,000 fans", Relation.DIFFERS, False),
    ("1.2 million voters", "1,213,450 voters", Relation.EQUAL, False),
    ("1.2 million voters", "1,313,450 voters", Relation.DIFFERS, False),
    ("350 nurses", "347 nurses", Relation.DIFFERS, False),
    ("at least 5,000 fans", "6,000 fans", Relation.CONTAINS, False),
    ("6,000 fans", "at least 5,000 fans", Relation.WITHIN, False),
    ("more than 5,000 fans", "5,000 fans", Relation.CONTAINS, False),
    ("more than 5,000 fans", "4,000 fans", Relation.DIFFERS, False),
    ("up to 350 fans", "300 fans", Relation.CONTAINS, False),
    ("41% of voters", "40.8 per cent of voters", Relation.EQUAL, False),
    ("two thirds of voters", "67% of voters", Relation.EQUAL, False),
    ("41% of voters", "45% of voters", Relation.DIFFERS, False),
    ("crime doubled", "crime rose 41%", Relation.DIFFERS, False),
    ("crime doubled", "crime rose 100%", Relation.EQUAL, False),
    ("crime rose 41%", "crime fell 41%", Relation.DIFFERS, False),
    ("$1.2 billion", "€1.2 billion", Relation.NOT_COMPARABLE, False),
    ("a budget of $1.2 billion", "a budget of $1.2bn", Relation.EQUAL, False),
    ("30 km", "30 miles", Relation.DIFFERS, True),
    ("30 km", "30 kilometres", Relation.EQUAL, True),
    ("in October 2025", "on October 20, 2025", Relation.CONTAINS, False),
    ("on October 20, 2025", "in October 2025", Relation.WITHIN, False),
    ("on October 20", "on 20 October 2025", Relation.EQUAL, False),
    ("in 2019", "in 2021", Relation.DIFFERS, True),
    ("the third attack", "the fourth attack", Relation.DIFFERS, True),
    ("the third attack", "the third goal", Relation.NOT_COMPARABLE, False),
]


@pytest.mark.parametrize(("claim", "evidence", "relation", "weak"), COMPARISONS)
def test_two_figures_are_compared_as_a_checker_would(claim: str, evidence: str, relation: Relation, weak: bool) -> None:
    found = compare(find(claim)[-1], find(evidence)[-1])
    assert (found.relation, found.weak) == (relation, weak), found.words


MIRRORED = {Relation.WITHIN: Relation.CONTAINS, Relation.CONTAINS: Relation.WITHIN}


@pytest.mark.parametrize(("claim", "evidence", "relation", "weak"), COMPARISONS)
def test_the_same_comparison_from_the_other_side_tells_the_same(
    claim: str, evidence: str, relation: Relation, weak: bool
) -> None:
    there, back = (
        compare(a, b) for a, b in ((find(claim)[-1], find(evidence)[-1]), (find(evidence)[-1], find(claim)[-1]))
    )
    assert back.relation is MIRRORED.get(there.relation, there.relation)
    assert back.difference == (None if there.difference is None else -there.difference)


def test_a_comparison_reads_as_a_sentence() -> None:
    (found,) = compare_texts("200 to 300 advisers will stay", "It has 250–350 advisers.")
    assert found.words == "200–300 advisers against 250–350 advisers: ranges overlap"
    assert found.difference == 50
    assert found.ratio == 1.2


def test_the_difference_to_a_bound_is_counted_from_the_end_it_names() -> None:
    (found,) = compare_texts("The mill employs 2,000 people", "The mill employs up to 1,500 people.")
    assert found.words == "2,000 people against up to 1,500 people: the evidence is lower by 500 (25%)"


def test_each_figure_of_the_claim_meets_its_best_counterpart() -> None:
    claim = "In 2021, 300 nurses treated 4,000 patients"
    evidence = "In 2021 there were 5,000 beds; 310 nurses treated 4,000 patients."
    found = {c.claim.text: (c.relation, c.evidence and c.evidence.text) for c in compare_texts(claim, evidence)}
    assert found == {
        "2021": (Relation.EQUAL, "2021"),
        "300": (Relation.DIFFERS, "310"),
        "4,000": (Relation.EQUAL, "4,000"),
    }


def test_a_figure_of_the_evidence_answers_one_of_the_claim() -> None:
    agreed, other = compare_texts("Of 47 counties 3 counties have agreed", "There are 47 counties.")
    assert (agreed.relation, other.relation, other.evidence) == (Relation.EQUAL, Relation.NOT_COMPARABLE, None)


def test_a_figure_without_a_counterpart_is_said_to_have_none() -> None:
    (found,) = compare_texts("They hired 300 nurses", "They hired nurses.")
    assert (found.relation, found.evidence, found.words) == (
        Relation.NOT_COMPARABLE,
        None,
        "no counterpart to 300 nurses",
    )


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        ("12 ships sank in 2023", "12 ships is of another time"),
        ("The harbour has lost 12 ships", "12 ships is a change, not a level"),
        ("12 ships a day sank", "12 ships per day is counted on something else"),
    ],
)
def test_it_is_said_why_a_figure_of_the_same_thing_is_no_counterpart(evidence: str, reason: str) -> None:
    found = compare_texts("There were 12 ships in 2019", evidence)[0]
    assert (found.relation, found.words) == (Relation.NOT_COMPARABLE, f"no counterpart to 12 ships: {reason}")


@pytest.mark.parametrize(
    ("claim", "evidence", "reason"),
    [
        ("$5 million of aid", "€5 million of aid", "5 million EUR is in another currency"),
        ("5 km of pipe", "5 tonnes of pipe", "5 tonnes is in another unit"),
    ],
)
def test_figures_without_a_scale_in_common_are_no_counterparts(claim: str, evidence: str, reason: str) -> None:
    (found,) = compare_texts(claim, evidence)
    assert found.words.endswith(f": {reason}")


def test_a_claim_without_a_figure_has_nothing_to_compare() -> None:
    assert compare_texts("Nurses were hired", "They hired 300 nurses.") == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("Deaths fell from 300 to 250.", "Deaths fell by a sixth.", Relation.EQUAL),
        ("Deaths fell from 300 to 250.", "Deaths fell from 600 to 500.", Relation.EQUAL),
        ("Deaths rose from 300 to 600.", "Deaths have doubled.", Relation.EQUAL),
        ("Deaths rose to 600 from 300.", "Deaths have doubled.", Relation.EQUAL),
        ("Deaths fell from 300 to 250.", "Deaths have halved.", Relation.DIFFERS),
        ("Deaths fell from 300 to 250.", "Deaths have doubled.", Relation.DIFFERS),
    ],
)
def test_a_change_told_by_its_two_ends_is_compared_as_one(claim: str, evidence: str, relation: Relation) -> None:
    told = compare_texts(claim, evidence)[-1]
    assert (told.claim.kind, told.relation) == (FigureKind.CHANGE, relation)
    assert told.claim.text == claim[claim.index("300") if "from 300 to" in claim else claim.index("600") : -1]


@pytest.mark.parametrize(
    "claim",
    [
        "Deaths fell from 300 in the spring, when the old harbour was closed for good, to 250.",  # too far apart
        "Deaths rose from none to 250.",
        "Deaths fell from 300 to 200 or 250.",
    ],
)
def test_two_ends_that_tell_no_one_factor_are_no_change(claim: str) -> None:
    assert FigureKind.CHANGE not in {found.claim.kind for found in compare_texts(claim, "Deaths fell by a sixth.")}


@pytest.mark.parametrize(
    ("claim", "evidence", "relation"),
    [
        ("It opened on 3 May", "It opened on 3 May 2019", Relation.EQUAL),
        ("It opened on 3 May", "It opened on 3 June 2019", Relation.DIFFERS),
        ("It opened on 3 May", "It opened between 2019 and 2023", Relation.WITHIN),
        ("It opened on 3 May", "It opened after 2023", Relation.WITHIN),
    ],
)
def test_a_day_without_its_year_is_compared_as_far_as_it_says(claim: str, evidence: str, relation: Relation) -> None:
    (found,) = compare_texts(claim, evidence)
    assert found.relation is relation
    assert found.words.endswith("they differ") is (relation is Relation.DIFFERS)


def test_last_year_means_another_year_in_another_years_text() -> None:
    (same,) = compare_texts("It closed last year", "It closed in 2023", date(2024, 5, 1), date(2023, 6, 1))
    (other,) = compare_texts("It closed last year", "It closed last year", date(2024, 5, 1), date(2023, 6, 1))
    assert (same.relation, other.relation) == (Relation.EQUAL, Relation.DIFFERS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("advisor", "advisers"),
        ("city", "cities"),
        ("boss", "bosses"),
        ("box", "boxes"),
        ("centre", "centers"),
        ("labour", "labor"),
        ("man", "men"),
        ("organisation", "organizations"),
    ],
)
def test_spelling_and_plural_do_not_make_another_noun(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


PIECES = st.sampled_from(
    """250 350 2,500 1.2 million billion % percent $ € - – to between and at least up or more about Oct October May
    20 2025 2019 Monday last year month ago three twenty hundred half a third of dozen dozens doubled by twice times
    as many people killed US advisers . , ; : / ( ) Tower F 16 th st 2025-10-20 ½ ٣ ² é the number
    9999999999999999999""".split()
)


@given(st.lists(PIECES, max_size=40), st.booleans(), st.none() | st.dates())
def test_spans_slice_to_the_words_are_in_order_and_never_overlap(
    pieces: list[str], spaced: bool, reference: date | None
) -> None:
    check_invariants((" " if spaced else "").join(pieces), reference)


@given(st.text(max_size=200), st.none() | st.dates())
def test_any_text_can_be_read(text: str, reference: date | None) -> None:
    check_invariants(text, reference)


def check_invariants(text: str, reference: date | None) -> None:
    figures = find(text, reference)
    for figure in figures:
        assert figure.span.of(text) == figure.text
        assert figure.text.strip() == figure.text != ""
        assert figure.low <= figure.high
        assert not math.isnan(figure.low)
        assert compare(figure, figure).relation is Relation.EQUAL
    assert all(one.span.end <= other.span.start for one, other in pairwise(figures))


@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=12))
def test_comparing_is_the_same_from_both_sides(ours: list[str], theirs: list[str]) -> None:
    for one in find(" ".join(ours)):
        for other in find(" ".join(theirs)):
            there, back = compare(one, other), compare(other, one)
            assert back.relation is MIRRORED.get(there.relation, there.relation)
            assert there.weak == back.weak


def test_a_long_text_of_numbers_is_read_token_by_token() -> None:
    assert len(find("one hundred and " * 4_000 + "2,500 people")) > 500
