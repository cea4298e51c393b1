"""Places in a text, its fingerprint, and numbers of things in words.

Invariant: an offset is a count of code points, so that ``span.of(text)`` always yields the words meant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
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
