"""Phrases around a number or before a date that move its ends or leave them open. Data only, all lower case.

Invariant: on each side of a number a phrase has one effect; ``EFFECTS`` names it, and ``amounts`` and ``timing``
carry it out.
"""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.language.tables import phrases


def _filed(listed: Iterable[str], by: int) -> dict[str, list[str]]:
    """The phrases filed under their word number ``by``, those of most words first."""
    filed: dict[str, list[str]] = {}
    for words in sorted((phrase.split() for phrase in listed), key=len, reverse=True):
        filed.setdefault(words[by], []).append(" ".join(words))
    return filed


# -- before a number --------------------------------------------------------------------

AT_LEAST = phrases(
    """at least, no fewer than, no less than, not less than, not fewer than, more than, upwards of, upward of,
    a minimum of, minimum of, greater than, higher than, longer than, older than, in excess of, over, above, well over,
    well above, far more than, much more than, exceeding, exceeded, surpassing, surpassed, topped, topping, as few as,
    as little as, >, ≥"""
)
AT_MOST = phrases(
    """up to, at most, at the most, no more than, not more than, no greater than, as many as, as much as, fewer than,
    less than, lower than, shorter than, younger than, a maximum of, maximum of, under, below, well under, well below,
    a ceiling of, <, ≤"""
)
ABOUT = phrases(
    """in the region of, in the neighbourhood of, in the neighborhood of, on the order of, an estimated, estimated,
    an average of, an approximate, around, about, some, roughly, approximately, approx, approx ., circa, more or less,
    give or take, ~, ≈"""
)
ALMOST = phrases(
    """nearly, almost, just under, just below, just short of, just shy of, close to, slightly less than, slightly under,
    slightly below, slightly fewer than, a little under, a little less than, approaching, not quite, little short of"""
)
JUST_OVER = phrases(
    """just over, just above, just more than, slightly more than, slightly over, slightly above, a little over,
    a little more than, a little above"""
)

# -- behind a number --------------------------------------------------------------------

OR_MORE = phrases(
    """or more, and more, or higher, or above, and above, or over, and over, or older, and older, and up, or longer,
    plus, +"""
)
OR_LESS = phrases("or fewer, or less, or lower, or below, or under, and under, or younger, and younger, at most")
OR_SO = phrases("or so, or thereabouts, ish, odd")

EFFECTS = {
    **dict.fromkeys((*AT_LEAST, *OR_MORE), "at least"),
    **dict.fromkeys((*AT_MOST, *OR_LESS), "at most"),
    **dict.fromkeys((*ABOUT, *OR_SO), "about"),
    **dict.fromkeys(ALMOST, "almost"),
    **dict.fromkeys(JUST_OVER, "just over"),
}
# Each side's phrases by the word next to the number.
BEFORE = _filed((*AT_LEAST, *AT_MOST, *ABOUT, *ALMOST, *JUST_OVER), by=-1)
BEHIND = _filed((*OR_MORE, *OR_LESS, *OR_SO), by=0)

# -- before a date: it lies on that side of it ------------------------------------------

DATE_EFFECTS = {
    **dict.fromkeys(phrases("before, prior to, earlier than"), "before"),
    **dict.fromkeys(phrases("by, no later than, not later than"), "by"),
    **dict.fromkeys(phrases("after, later than"), "after"),
}
BEFORE_DATES = _filed(DATE_EFFECTS, by=0)
