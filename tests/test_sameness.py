"""When a claim says the very same as one that was checked before, and what differs where it does not."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.language.inflection import uninflected
from factcheck.precedents import Dated, unlike

DAY = date(2026, 2, 2)
NIGHT = "Half of all night trains were cancelled last year."
OWNS = "The minister owns three houses in Port Calder."


def differs(claim: str, earlier: str, day: date | None = DAY, before: date | None = DAY) -> tuple[str, ...]:
    return unlike(Dated(claim, day), Dated(earlier, before))


@pytest.mark.parametrize(
    ("claim", "earlier", "day"),
    [
        (NIGHT, NIGHT, date(2026, 11, 30)),
        (NIGHT.upper(), NIGHT, DAY),
        ("Half Of All Night Trains Were Cancelled Last Year", NIGHT, DAY),
        ("Last year half of all the night trains had been canceled", NIGHT, DAY),
        ("50 per cent of all night trains were cancelled in 2025", NIGHT, DAY),
        ("In Port Calder, the Minister owned 3 houses", OWNS, date(2020, 1, 1)),
        (OWNS, OWNS, None),
        ("Rents rose by 7% in 2024", "Rents have risen by 7 per cent in 2024", None),
        ("The plant isn’t closing", "The plant is not closing", None),
        (
            "The owners won't close the plant",
            "The owners will not close the plant",
            None,
        ),
    ],
)
def test_case_inflection_order_and_spelling_change_nothing(claim: str, earlier: str, day: date | None) -> None:
    assert differs(claim, earlier, day) == ()
    assert unlike(Dated(earlier, DAY), Dated(claim, day)) == ()


@pytest.mark.parametrize(
    ("claim", "earlier", "told"),
    [
        ("Half of all prisoners were moved", "Half of all prisons were moved", "prisons → prisoners"),
        ("The minister does not own three houses in Port Calder.", OWNS, "with “not”"),
        ("The minister owns three houses in Port Ruston.", OWNS, "Calder → Ruston"),
        ("Does the minister own three houses in Port Calder?", OWNS, "a question now"),
        ("Crewe was sued", "Crewe sued", "with “was”"),
        ("Lund sued Crewe", "Crewe sued Lund", "the order of the words"),
        ("Rents fell by 7 per cent", "Rents rose by 7 per cent", "rose → fell"),
        ("Rents rose by about 7 per cent", "Rents rose by 7 per cent", "7 per cent → about 7 per cent"),
        ("Rents rose by 7 per cent in 2024", "Rents rose by 7 per cent", "with “2024”"),
        ("Rents rose by 7 per cent yesterday", "Rents rose by 7 per cent", "with “yesterday (2026-02-01)”"),
        ("I own three houses", "I own three houses", "“I” may be somebody or something else"),
        ("He owns three houses", "He owns three houses", "“He” may be somebody or something else"),
        ("Rents are now rising", "Rents are now rising", "which day “now” means is not known"),
        ("…", "…", "no words to compare"),
    ],
)
def test_what_differs_is_told_earlier_words_first(claim: str, earlier: str, told: str) -> None:
    assert differs(claim, earlier)[0] == told
    assert differs(earlier, claim)


def test_times_are_those_that_each_side_means() -> None:
    assert differs(NIGHT, NIGHT, date(2024, 3, 4)) == ("last year (2025) → last year (2023)",)
    assert differs(NIGHT, NIGHT, date(2024, 3, 4), date(2024, 12, 1)) == ()
    for day, before in ((None, DAY), (DAY, None), (None, None)):
        assert differs(NIGHT, NIGHT, day, before)[-1] == "which day “last year” means is not known"
    assert differs("Rents rose on 3 March", "Rents rose on 3 March", None, None)


def test_the_forms_of_a_word_are_one_and_words_made_of_it_are_not() -> None:
    assert len({uninflected(word) for word in ("cancel", "cancels", "cancelled", "canceled", "cancelling")}) == 1
    assert len({uninflected(word) for word in ("close", "closes", "closed", "closing")}) == 1
    assert len({uninflected(word) for word in ("buy", "buys", "bought")}) == 1
    assert len({uninflected(word) for word in ("carry", "carries", "carried")}) == 1
    assert uninflected("was") == uninflected("being") == "be"
    for one, other in (("prisons", "prisoners"), ("train", "trainer"), ("council", "councillor"), ("near", "nearly")):
        assert uninflected(one) != uninflected(other)
