"""A claim laid beside a passage: what they share, where they differ, and the claim's facts one by one.

Invariant: a function of the two texts and their dates, whatever any model thinks; every span lies in its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from factcheck.comparison.denied import denials, denied_figures
from factcheck.comparison.facts import facts, standings
from factcheck.comparison.figured import figures_compared
from factcheck.comparison.named import names_compared
from factcheck.comparison.shared import denied_and_missing, quotes_compared, stands_whole, words_compared
from factcheck.comparison.texts import read_text
from factcheck.comparison.ties import closest, telling
from factcheck.comparison.turned import turns
from factcheck.domain.comparison import Aspect, Comparison, Likeness, Point

__all__ = ["compare", "facts"]

_ORDER = (Likeness.DIFFERS, Likeness.UNCLEAR, Likeness.SAME, Likeness.WITHIN, Likeness.MISSING)
_ASPECTS = tuple(Aspect)


@lru_cache(maxsize=1 << 10)  # what is compared to choose what is shown is judged, and told of, afterwards
def compare(claim: str, passage: str, claim_date: date | None = None, passage_date: date | None = None) -> Comparison:
    """What ``passage`` shares with ``claim`` and where it differs: what differs first, then what agrees, then what the
    passage does not mention. The dates are the days the texts were written on, from which "last week" is told."""
    ours, theirs = read_text(claim), read_text(passage).asserted
    words = [word for sentence in ours.sentences for word in telling(claim, sentence.words)]
    nearest = closest(words, theirs)
    found: list[Point] = [
        *denials(ours, theirs, claim_date, passage_date),
        *denied_figures(ours, theirs, claim_date, passage_date),
        *figures_compared(claim, passage, claim_date, passage_date),
        *turns(ours, theirs, claim_date, passage_date),
        *names_compared(ours, theirs),
        *quotes_compared(ours, theirs),
        *denied_and_missing(ours, theirs),
        *words_compared(ours, theirs, nearest),
    ]
    if any(point.aspect is Aspect.DENIAL for point in found):
        found = [point for point in found if point.aspect is not Aspect.NEGATION]  # it is said already
    if stands_whole(claim, passage):
        found = [replace(point, sure=point.sure and point.aspect is Aspect.DENIAL) for point in found]
    points = tuple(sorted(_each_once(found), key=_rank))
    return Comparison(points, standings(ours, theirs, points), nearest.span if nearest else None)


def _each_once(points: Iterable[Point]) -> Iterator[Point]:
    """The points without those that say of the same words what another says already."""
    seen: set[tuple[object, ...]] = set()
    for point in points:
        same = (point.aspect, point.likeness, point.claim), (point.aspect, point.likeness, point.words)
        if seen.isdisjoint(same):
            yield point
        seen.update(same)


def _rank(point: Point) -> tuple[int, bool, int, int]:
    place = point.claim[0].start if point.claim else 0
    return _ORDER.index(point.likeness), not point.sure, _ASPECTS.index(point.aspect), place
