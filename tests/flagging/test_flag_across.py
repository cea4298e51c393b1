"""Claims of several articles that say the same, and those that must stay apart."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.claims.across import compared, says_same
from factcheck.domain import Claim, ClaimKind, Span, Speaker

DAY = date(2025, 11, 5)
LIBRARIES = "The Riverton council voted to close 14 of its 52 libraries by March 2026."


def claim(
    text: str, kind: ClaimKind = ClaimKind.ASSERTION, speaker: str | None = None, cue: str | None = None
) -> Claim:
    who = Speaker(speaker, speaker) if speaker else None
    return Claim("a" * 16, kind, text, (Span(0, len(text)),), speaker=who, cue=cue)


@pytest.mark.parametrize(
    "other",
    [
        LIBRARIES,
        "The Riverton council voted to close fourteen of 52 libraries by March 2026",
        "The Riverton council has voted to close 14 of its 52 libraries by March 2026, after a heated debate.",
        "Riverton's council has voted to close 14 of its 52 libraries by March 2026.",
    ],
)
def test_what_is_shortened_or_lightly_rewritten_says_the_same(other: str) -> None:
    one, two = compared(claim(LIBRARIES), DAY), compared(claim(other), DAY)
    assert says_same(one, two)
    assert says_same(two, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LIBRARIES, LIBRARIES.replace("14", "15")),
        (LIBRARIES, LIBRARIES.replace("Riverton", "Alford")),
        (LIBRARIES, LIBRARIES.replace("voted to", "voted not to")),
        (LIBRARIES, LIBRARIES.replace("voted to", "may")),
        (LIBRARIES, LIBRARIES.replace("by March 2026", "by March 2027")),
        (LIBRARIES, "The Riverton council voted to close libraries."),
        (LIBRARIES, LIBRARIES[:-1] + ", as Mayor Anna Crewe had wished."),
        ("Prices rose by 4 per cent in May.", "Prices fell by 4 per cent in May."),
        ("It rose by 4 per cent.", "It rose by 4 per cent."),
        ("The bridge was closed for repairs.", "The bridge was almost closed for repairs."),
    ],
)
def test_what_differs_in_figure_name_negation_or_doubt_stays_apart(one: str, other: str) -> None:
    first, second = compared(claim(one), DAY), compared(claim(other), DAY)
    assert not says_same(first, second)
    assert not says_same(second, first)


def test_the_same_weekday_of_another_week_and_the_same_words_of_another_season_stay_apart() -> None:
    words = "The council cut 40 posts on Tuesday."
    assert says_same(compared(claim(words), DAY), compared(claim(words), date(2025, 11, 6)))
    assert not says_same(compared(claim(words), DAY), compared(claim(words), date(2025, 11, 13)))
    assert not says_same(compared(claim(LIBRARIES), DAY), compared(claim(LIBRARIES), date(2026, 1, 5)))
    assert says_same(compared(claim(LIBRARIES), DAY), compared(claim(LIBRARIES), None))


def test_quotations_are_the_same_of_one_speaker_alone() -> None:
    words = "We have kept 11 branches open for as long as we could"
    direct = compared(claim(words, ClaimKind.DIRECT, "Anna Crewe", "said"), DAY)
    assert says_same(direct, compared(claim(words, ClaimKind.DIRECT, "Anna Crewe", "told"), DAY))
    assert not says_same(direct, compared(claim(words, ClaimKind.DIRECT, "Tom Haldane", "said"), DAY))
    assert not says_same(direct, compared(claim(words), DAY))
    closed = "the bridge on the Alma road was closed"
    denied = compared(claim(closed, ClaimKind.INDIRECT, "Anna Crewe", "denied"), DAY)
    assert not says_same(denied, compared(claim(closed, ClaimKind.INDIRECT, "Anna Crewe", "said"), DAY))
