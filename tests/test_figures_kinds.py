"""Kinds of figures that went wrong on a desk, each with inputs of its own: what they are read as, how they compare."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.comparison import compare
from factcheck.domain import Question, Stance
from factcheck.figures import FigureComparison, Relation, beside, compare_texts, find, in_brief
from factcheck.stance import judge
from factcheck.stance.showing import hindrances

WEDNESDAY = date(2026, 3, 11)

VALUES = [
    # thousands behind a plain space
    ("The quarry sold 35 000 tonnes of slate.", [35_000]),
    ("The quarry sold 7 250 tonnes of slate.", [7_250]),
    ("A fine of €90 000 was paid.", [90_000]),
    ("A fine of 90 000 € was paid.", [90_000]),
    ("A fine of 1 250,50 euros was paid.", [1_250.5]),
    ("A 60 000-seat stadium", [60_000]),
    ("kr 12 400 a month; 18 600 homes", [12_400, 18_600]),
    ("The fair had 415 000 visitors and 1 200 stalls.", [415_000, 1_200]),
    ("A surplus of 2 345 678 crowns", [2_345_678]),
    ("On May 3 200 people marched.", [503, 200]),
    ("She swam 4 100-metre heats.", [4, 100]),
    ("Of flight 12 300 seats were sold.", [300]),
    # parts of a scale, and scales that follow one another
    ("three and a half million stamps", [3_500_000]),
    ("two-and-a-half thousand stamps", [2_500]),
    ("four and three quarter billion stamps", [4_750_000_000]),
    ("one and a quarter million stamps", [1_250_000]),
    ("a billion and a half stamps", [1_500_000_000]),
    ("six million and a half stamps", [6_500_000]),
    ("3 1/2 million stamps", [3_500_000]),
    ("7½ thousand stamps", [7_500]),
    ("a couple of hundred stamps", [200]),
    ("a couple of dozen stamps", [24]),
    ("a couple of million stamps", [2_000_000]),
    ("one point seven five million stamps", [1_750_000]),
    ("two million, three hundred thousand stamps", [2_300_000]),
    ("one thousand, four hundred and six stamps", [1_406]),
    ("a million, two hundred thousand stamps", [1_200_000]),
    ("5 million 300 thousand stamps", [5_300_000]),
    ("seven hundred and eighty-one million two hundred and thirty-four thousand stamps", [781_234_000]),
    ("three hundred thousand million stamps", [300_000_000_000]),
    ("two million, five of them lost", [2_000_000, 5]),
    ("a hundred, two hundred stamps", [100, 200]),
    # signs
    ("a result of -£7m", [-7e6]),
    ("a result of £-7m", [-7e6]),
    ("a result of –7 million euros", [-7e6]),
    ("a result of minus $7 million", [-7e6]),
    ("CHF -7 million", [-7e6]),
    ("12 degrees below zero", [-12]),
    ("8 cubic miles of ash", [8]),
    ("It was 12 below zero.", [-12]),
    # shorthand of money
    ("It raised $3MM.", [3e6]),
    ("a screw of 3mm", [3]),
    ("grants of £2-6,000", [2_000]),
    ("grants of $10–25,000", [10_000]),
    ("between 100-2,000 people", [100]),
    # two units, one measure; one unit, several numbers
    ("It took four minutes and 30 seconds.", [4.5]),
    ("It took 1 hour 15 minutes.", [1.25]),
    ("It took two years and a half.", [2.5]),
    ("a child of six pounds eight ounces", [6.5]),
    ("It took five hours and 300 men.", [5, 300]),
    ("31 percent for the one and 47 for the other", [31, 47]),
    ("Support was 4 and 9 percent.", [4, 9]),
]


@pytest.mark.parametrize(("text", "lows"), VALUES, ids=[text for text, _ in VALUES])
def test_a_figure_is_read_whole(text: str, lows: list[float]) -> None:
    assert [figure.low for figure in find(text)] == pytest.approx(lows)


def test_a_number_that_shares_a_unit_has_it() -> None:
    assert {figure.unit for figure in find("31 percent for the one, 47 for the other and 9 for none")} == {"percent"}
    assert [figure.unit for figure in find("Shares rose 3 percent to 250.")] == ["percent", ""]
    assert [figure.unit for figure in find("It rose from 45 percent to 58.")] == ["percent", "percent"]


DAYS = [
    ("The pool will close this Friday.", "2026-03-13"),
    ("The pool closes this Monday.", "2026-03-16"),
    ("The pool closed this Monday.", "2026-03-09"),
    ("The pool was shut this Saturday.", "2026-03-07"),
    ("The talks resume this Tuesday.", "2026-03-17"),
    ("The band is due to play this Thursday.", "2026-03-12"),
    ("Voters go to the polls this Sunday.", "2026-03-15"),
    ("The lease expires on Friday.", "2026-03-13"),
    ("The strike ended on Friday.", "2026-03-06"),
    ("The board agreed to meet on Friday.", "2026-03-13"),
    ("Rents fell to £40 in February.", "2026-02-01"),
    ("The rate was cut to 7% in August.", "2025-08-01"),
    ("The hall is to open in August.", "2026-08-01"),
    ("The firm moved to a smaller hall in August.", "2025-08-01"),
]


@pytest.mark.parametrize(("text", "first"), DAYS, ids=[text for text, _ in DAYS])
def test_a_day_lies_where_the_verb_says(text: str, first: str) -> None:
    assert find(text, WEDNESDAY)[-1].start == date.fromisoformat(first)


DISTANCES = [
    ("It opened in May 2019.", "It opened in June 2019.", "about 1 month later"),
    ("It opened in May 2019.", "It opened in February 2019.", "about 3 months earlier"),
    ("It opened in May 2019.", "It opened in May 2020.", "about 1 year later"),
    ("It opened in May 2019.", "It opened in July 2020.", "about 14 months later"),
    ("It opened in May 2019.", "It opened in June 2023.", "about 4 years later"),
    ("It opened on 4 May 2019.", "It opened on 30 May 2019.", "26 days later"),
    ("It opened on 4 May 2019.", "It opened on 5 May 2019.", "1 day later"),
    ("It opened on 4 May 2019.", "It opened in June 2019.", "about 1 month later"),
    ("It opened on 4 May 2019.", "It opened on 4 May 1999.", "20 years earlier"),
    ("It opened in 2019.", "It opened in January 2020.", "the evidence is later"),
    ("It opened in 2019.", "It opened in 2021.", "2 years later"),
    ("It opened last week.", "It opened this week.", "about 7 days later"),
]


@pytest.mark.parametrize(("claim", "evidence", "told"), DISTANCES, ids=[f"{a} {b}" for a, b, _ in DISTANCES])
def test_a_distance_in_time_is_told_truly(claim: str, evidence: str, told: str) -> None:
    (found,) = compare_texts(claim, evidence, WEDNESDAY, WEDNESDAY)
    assert found.relation is Relation.DIFFERS
    assert found.words.endswith(told)


def only(claim: str, evidence: str) -> FigureComparison:
    """The comparison of the claim's only figure."""
    (found,) = compare_texts(claim, evidence, WEDNESDAY, WEDNESDAY)
    return found


DIFFERING = [
    ("The port paid £3 million.", "The port paid £3 billion."),
    ("The mast weighs 40 kg.", "The mast weighs 400 kg."),
    ("The clinic paid Ida Holm €700.", "The clinic paid Ida Holm €7,000."),
    ("The road cost ¥80 million.", "The road cost ¥8 million."),
    ("The average rent had dropped “by €90 since May”", "The average rent has dropped by nearly €40 since May."),
    ("The clinic made a loss of £3m.", "The clinic made a profit of £3m."),
    ("The clinic made a £3m pre-tax loss.", "The clinic had a £3m surplus."),
    ("The clinic made a result of €6 million.", "The clinic made a result of -€6 million."),
    ("Deposits had grown to £50 million.", "Deposits stood at £50.2 million in June, down from £70 million."),
    ("Membership rose to 400 members.", "Membership fell to 400 members from 450."),
    ("Rents in Velm are up 5%.", "Rents in Velm are down 5%."),
    ("Support for the pier in Velm was 58 %.", "Support for the pier in Velm was 53 %."),
    ("Ida Holm, 34, runs the clinic.", "Ida Holm, 38, owns a boat."),
    ("She was held in Velm for six days.", "She was held in Velm for two weeks."),
]


@pytest.mark.parametrize(("claim", "evidence"), DIFFERING)
def test_the_same_thing_with_another_figure_surely_differs(claim: str, evidence: str) -> None:
    found = next(each for each in compare_texts(claim, evidence) if each.relation is Relation.DIFFERS)
    assert found.is_sure_difference, found.doubt
    assert found.evidence is not None
    assert (found.claim.span.of(claim), found.evidence.span.of(evidence)) == (found.claim.text, found.evidence.text)
    (judged,) = judge([Question(claim, evidence)])
    assert any(in_brief(found) in reason for reason in judged.reasons)
    assert judged.shown is not Stance.SUPPORTS


AGREEING = [
    ("The clinic cut its core grant by £6.4m.", "The core grant of the clinic falls by £6.4 million."),
    ("The motion fell by 31 votes to 18.", "The motion was lost by 31 votes to 18."),
    ("Deposits had grown to £50 million.", "Deposits stood at £50.2 million in June, up from £40 million."),
    ("It raised $3MM.", "It raised $3 million."),
    ("It took five minutes and 30 seconds.", "It took 330 seconds."),
    ("Fares cost £4 a day.", "Fares cost £4."),
    ("The clinic made a loss of £3m.", "The clinic lost £3m."),
]


@pytest.mark.parametrize(("claim", "evidence"), AGREEING)
def test_the_same_figure_told_otherwise_differs_from_nothing(claim: str, evidence: str) -> None:
    assert not any(found.relation is Relation.DIFFERS for found in compare_texts(claim, evidence))


@pytest.mark.parametrize(("claim", "evidence"), AGREEING[:-1])
def test_it_agrees(claim: str, evidence: str) -> None:
    assert all(found.agrees for found in compare_texts(claim, evidence))


DOUBTED = [
    ("The mill has 300 workers.", "The mill has 120 factory workers.", "a part of the other"),
    ("The mill pays 300 workers who live in Velm.", "The mill pays 900 workers.", "a part of the other"),
    ("The mill hired 300 workers.", "The mill together with the yard hired 900 workers.", "another scope: “together”"),
    ("The mill has hired 300 workers.", "The mill was expected to have hired 900 workers.", "expected: “expected”"),
    ("The mill has hired 300 workers.", "The mill could have hired 900 workers.", "possible: “could”"),
    ("The mill hired 300 workers.", "The mill hired 20 workers and 40 workers.", "another figure there"),
    ("The blast in Velm killed 12 miners.", "On 2 March the blast in Velm killed 4 miners.", "of another time"),
    ("The mill opened on 3 May 2019.", "The mill has opened daily since 3 May 2021.", "began or ended"),
    ("The mill hired 300 workers in spring.", "In Orlo nobody counted the 80 workers.", "little in common"),
    ("Ida Holm, 34, runs the clinic.", "Ida Holm, 35, runs the clinic.", "a birthday"),
    ("It cost £5 million.", "It cost £9 million.", "little in common"),
]


@pytest.mark.parametrize(("claim", "evidence", "why"), DOUBTED, ids=[f"{a} {b}" for a, b, _ in DOUBTED])
def test_another_time_part_or_scope_is_no_sure_difference(claim: str, evidence: str, why: str) -> None:
    found = compare_texts(claim, evidence, WEDNESDAY, date(2026, 3, 4))
    doubted = [each for each in found if each.is_weak_difference]
    assert any(why in each.doubt and each.doubt in each.words for each in doubted), found
    assert not any(each.is_sure_difference for each in found)


def test_each_sum_is_compared_with_its_own_counterpart_and_one_without_is_named() -> None:
    claim = "The school cost £4 million, the gym £900,000 and the pool £2 million."
    held = "The school cost £4 million and the gym £700,000."
    school, gym, pool = compare_texts(claim, held)
    assert school.agrees
    assert (gym.relation, gym.evidence and gym.evidence.text) == (Relation.DIFFERS, "£700,000")
    assert not pool.agrees


CROSSED = [
    ("The pier cost £5m and the pool £8m.", "The pier cost £8m and the pool £5m."),
    ("It paid £5m for the pier and £8m for the pool.", "It paid £8m for the pier and £5m for the pool."),
    ("Support was 31% in Velm and 44% in Orlo.", "Support was 44% in Velm and 31% in Orlo."),
    ("The mast weighs 40 kg, the anchor 75 kg.", "The mast weighs 75 kg, the anchor 40 kg."),
]


@pytest.mark.parametrize(("claim", "evidence"), CROSSED)
def test_figures_that_change_places_differ(claim: str, evidence: str) -> None:
    assert [each.relation for each in compare_texts(claim, evidence)] == [Relation.DIFFERS, Relation.DIFFERS]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The pier cost £5m and the pool £8m.", "The pool cost £8m and the pier £5m."),
        ("It paid £5m for the pier and £8m for the pool.", "The pier cost £5m, the pool £8m."),
        ("Support was 31% in Velm and 44% in Orlo.", "In Orlo support was 44%, in Velm 31%."),
    ],
)
def test_figures_in_another_order_agree(claim: str, evidence: str) -> None:
    assert all(each.agrees for each in compare_texts(claim, evidence))


def test_the_counterpart_is_the_figure_around_which_the_same_is_said() -> None:
    found = only(
        "The ferry to Orlo cost £60 million.", "The ferry to Orlo cost £90 million. The pier cost £75 million."
    )
    assert found.evidence is not None
    assert found.evidence.text == "£90 million"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The wage is $15.", "The measure widens deficits by $54 billion."),
        ("Ida Holm, 34, runs the clinic.", "A boy of 12 was hurt."),
        ("Two blasts shook the town.", "He rented flat 316 in May."),
    ],
)
def test_what_has_nothing_in_common_is_no_counterpart(claim: str, evidence: str) -> None:
    found = only(claim, evidence)
    assert (found.relation, found.is_missing) == (Relation.NOT_COMPARABLE, True)
    assert found.words.startswith("no counterpart to ")


UNBORNE = [
    ("The port hired 40 nurses and paid £3 million.", "The port hired 40 nurses.", "£3 million"),
    ("It was the third strike at the port.", "It was the fourth strike at the port.", "they differ"),
    ("The port hired 40 nurses.", "The port hired 90 nurses.", "differs by 50"),
]


@pytest.mark.parametrize(("claim", "evidence", "why"), UNBORNE)
def test_a_figure_that_is_not_borne_out_keeps_a_passage_from_carrying_support(
    claim: str, evidence: str, why: str
) -> None:
    assert any(why in point.words for point in hindrances(compare(claim, evidence)))


def test_days_told_in_other_words_do_not() -> None:
    compared = compare("The port hired 40 nurses on Monday.", "The port hired 40 nurses.", WEDNESDAY, WEDNESDAY)
    assert hindrances(compared) == ()


BRIEFLY = [
    ("Bills in Velm fell by £340.", "Bills in Velm fell by nearly £140.", "£340 / nearly £140: differs by £200"),
    ("The port owes €3bn to Velm.", "The port owes €5bn to Velm.", "€3bn / €5bn: differs by €2 billion"),
    ("The port owes 3m kroner.", "The port owes nothing.", "3m kroner: not mentioned"),
    ("Rents in Velm rose by 4%.", "Rents in Velm rose by 9%.", "4% / 9%: differs by 5 points"),
    ("The mast weighs 41 kg.", "The mast weighs 40 kg.", "41 kg / 40 kg: differs by 1 kilogram"),
    ("The mill has 41 clerks.", "The mill has 60 clerks.", "41 / 60: differs by 19"),
    ("The mill opened in 2019.", "The mill opened in 2021.", "2019 / 2021: 2 years later"),
    ("The mill has 41 clerks.", "The mill has forty-one clerks.", "41 / forty-one: the same"),
    (
        "The clinic made a loss of £3m.",
        "The clinic made a profit of £3m.",
        "£3m / £3m: one is a gain, the other a loss",
    ),
    ("It cost £5.", "It cost £9.", "£5 / £9: differs by £4 – the sentences have little in common?"),
]


@pytest.mark.parametrize(("claim", "evidence", "told"), BRIEFLY, ids=[told for *_, told in BRIEFLY])
def test_a_comparison_is_told_in_brief_in_the_words_of_both_texts(claim: str, evidence: str, told: str) -> None:
    assert in_brief(only(claim, evidence)) == told


def test_the_figures_of_a_pair_are_sorted_by_what_a_reader_makes_of_them() -> None:
    found = beside(
        "In 2019 the mill had 41 clerks, 300 looms and about 9 boats, paid £5m and lent £2m.",
        "In 2019 the mill had 41 clerks, 280 looms and up to 12 boats and paid £5m.",
    )
    texts = {
        name: [comparison.claim.text for comparison in getattr(found, name)]
        for name in ("equal", "surely_differing", "perhaps_differing", "within", "missing")
    }
    assert texts == {
        "equal": ["2019", "41", "£5m"],
        "surely_differing": ["300"],
        "perhaps_differing": [],
        "within": ["about 9"],
        "missing": ["£2m"],
    }


DEADLINES = [
    ("The last ferry leaves before the end of January.", "The ferry left in December 2021.", Relation.DIFFERS),
    (
        "The last ferry will leave before the end of January.",
        "The ferry leaves in mid-December 2025.",
        Relation.CONTAINS,
    ),
    ("The pier was built before 1900.", "The pier was built in 1850.", Relation.CONTAINS),
]


@pytest.mark.parametrize(("claim", "evidence", "relation"), DEADLINES)
def test_before_a_day_without_a_year_means_the_months_before_it(claim: str, evidence: str, relation: Relation) -> None:
    (found,) = compare_texts(claim, evidence, date(2025, 11, 27), date(2025, 11, 1))
    assert found.relation is relation
    assert not found.is_sure_difference
