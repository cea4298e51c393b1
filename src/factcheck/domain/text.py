"""Places in a text, its fingerprint, and numbers of things in words.

Invariant: an offset is a count of code points, so that ``span.of(text)`` always yields the words meant.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


def fingerprint(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def counted(number: int, noun: str) -> str:
    """ "1 claim", "2,500 claims", for a noun whose plural ends in s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Place(NamedTuple):
    """Where a reader finds the text from ``start`` on, up to the next place: "p. 3", "00:01:13", "row 12"."""

    start: int
    name: str


def place_of(places: Sequence[Place], span: Span) -> str | None:
    """Where ``span`` stands by ``places``, which are in order: "p. 3", "p. 3–4", or None if it ends before the
    first of them."""
    last = bisect_left(places, max(span.end, span.start + 1), key=_start) - 1
    if last < 0:
        return None
    first = max(0, bisect_right(places, span.start, key=_start) - 1)
    begins, ends = places[first].name, places[last].name
    kind, _, number = ends.rpartition(" ")
    if begins == ends:
        return begins
    return f"{begins}–{number}" if kind and begins.startswith(f"{kind} ") else f"{begins}–{ends}"


def _start(place: Place) -> int:
    return place.start


def gaps(whole: Span, held: Iterable[Span]) -> Iterator[Span]:
    """The stretches of ``whole`` outside all of ``held``, which may overlap and come in the order of their starts."""
    at = whole.start
    for span in held:
        if span.overlaps(whole):
            if span.start > at:
                yield Span(at, span.start)
            at = max(at, span.end)
    if at < whole.end:
        yield Span(at, whole.end)
