"""What a passage shares with a claim and where it differs.

Invariant: everything here is true of the two texts whatever any model thinks, and each point can be marked in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.text import Span


class Aspect(StrEnum):
    """In what the two texts are compared."""

    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    QUOTED = "quoted words"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    DENIAL = "denial"  # the passage says of the claim, or its source is said to say, that it is not so
    WORDS = "words"


class Likeness(StrEnum):
    SAME = "same"
    WITHIN = "within"  # both can be true: a rounded figure, a range, a bound
    DIFFERS = "differs"
    MISSING = "not mentioned"
    UNCLEAR = "not comparable"  # of another time, scope or unit


@dataclass(frozen=True, slots=True)
class Point:
    """One thing of the claim, and what the passage has of it.

    ``words`` say it to a reader ("41 % / 37 %: differs by 4 points"). The spans lie in the claim's text and in the
    passage's. ``sure``: surely the same thing at the same time; only such a difference may carry *contradicts*.
    """

    aspect: Aspect
    likeness: Likeness
    words: str
    claim: tuple[Span, ...] = ()
    passage: tuple[Span, ...] = ()
    sure: bool = False


class Standing(StrEnum):
    """What a passage does to one fact of a claim, as far as words and figures show."""

    BORNE_OUT = "borne out"
    SPOKEN_AGAINST = "spoken against"
    MENTIONED = "mentioned"  # in part, or without what decides it
    ABSENT = "not mentioned"


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the facts that a claim is made of: where it stands in the claim's text, what the passage does to it, and
    the sentence of the passage that comes closest to it."""

    span: Span
    standing: Standing
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim laid beside a passage. ``sentence`` is the passage's that comes closest to the whole claim."""

    points: tuple[Point, ...] = ()
    facts: tuple[Fact, ...] = ()
    sentence: Span | None = None

    @property
    def against(self) -> tuple[Point, ...]:
        """What surely differs in the same thing at the same time."""
        return tuple(point for point in self.points if point.likeness is Likeness.DIFFERS and point.sure)

    @property
    def agreeing(self) -> tuple[Point, ...]:
        """What both have."""
        return tuple(point for point in self.points if point.likeness in (Likeness.SAME, Likeness.WITHIN))

    @property
    def closeness(self) -> tuple[int, int]:
        """How much of the claim the passage has, to be compared with that of others: parts borne out, then things
        shared."""
        return sum(fact.standing is Standing.BORNE_OUT for fact in self.facts), len(self.agreeing)

    def of(self, likeness: Likeness) -> Iterator[Point]:
        return (point for point in self.points if point.likeness is likeness)
