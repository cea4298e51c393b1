"""What a figure is, and how two of them stand to each other.

Invariant: ``low <= high``, and ``text`` is exactly the words at ``span``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from factcheck.domain import Span


class FigureKind(StrEnum):
    NUMBER = "number"  # so many of something
    PERCENTAGE = "percentage"  # also shares: "two thirds of", "one in five"
    POINTS = "percentage points"
    MONEY = "money"
    MEASURE = "measure"  # a length of time or space, a weight, an age
    ORDINAL = "ordinal"  # a rank: "third", "No. 5"
    DATE = "date"  # a day, month, year or stretch of them
    CHANGE = "change"  # a factor: "doubled", "fell by half"


class Hedge(StrEnum):
    """How far the words leave it open where a figure lies; ``comparing`` says what each allows."""

    NONE = ""
    ABOUT = "about"  # on either side: "around", "some", "roughly"
    ALMOST = "almost"  # a little below: "nearly", "just under"
    JUST_OVER = "just over"  # a little above


class Role(StrEnum):
    """What a figure is in a change: "fell by 50 to 250, from 300"."""

    LEVEL = ""
    FROM = "from"
    TO = "to"
    BY = "by"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text.

    ``low`` and ``high`` are equal for a point; "at least" leaves ``high`` infinite, "up to" leaves
    ``low`` zero. For dates they are the ordinals of ``start`` and ``end``; "before" and "after" leave one
    of these None and its end infinite; where the year is unknown both are None, ``unit`` is "day of the
    year", and the ends are month × 100 + day.
    ``noun`` is what is counted, in lower case and without its determiner, head word last; of a date, the
    words nearby that say what happened then. ``per`` is what a rate is counted on: "day", "100,000".
    ``direction`` is 1 for a rise by so much, -1 for a fall, 0 where the words say neither; ``trend`` the same for a
    level that something rose or fell to.
    ``denied`` is true behind a negation: "not 300" says little of how many.
    ``when`` is the stretch of days that the sentence gives for it, ``places`` the names of where.
    """

    span: Span
    text: str
    kind: FigureKind
    low: float
    high: float
    unit: str = ""  # ISO 4217 code, "percent", "kilometre", "day", …
    noun: str = ""
    per: str = ""
    hedge: Hedge = Hedge.NONE
    role: Role = Role.LEVEL
    direction: int = 0
    start: date | None = None
    end: date | None = None
    when: tuple[float, float] | None = None
    places: tuple[str, ...] = ()
    denied: bool = False
    trend: int = 0

    @property
    def is_point(self) -> bool:
        return self.low == self.high


class Relation(StrEnum):
    """How the claim's figure stands to the evidence's."""

    EQUAL = "equal"
    WITHIN = "within"  # the claim's range lies inside the evidence's: compatible, not confirmed
    CONTAINS = "contains"  # the evidence's range lies inside the claim's: confirmed
    OVERLAPS = "overlaps"
    DIFFERS = "differs"
    NOT_COMPARABLE = "not-comparable"


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """A figure of a claim against one of the evidence, each with its span in its own text.

    ``difference`` is evidence less claim and ``ratio`` evidence over claim, both between the middles of
    ranges, or the ends that bounds name: in days for dates, in the claim's unit where both have it, and
    otherwise in the base unit of ``units``. ``weak`` means that nothing shows that both count the same
    thing; ``doubt`` says for a difference why not, where the texts around were read. ``words`` say it for a reader.
    ``evidence`` is None where nothing comparable was found.
    """

    relation: Relation
    claim: Figure
    evidence: Figure | None
    words: str
    weak: bool = False
    difference: float | None = None
    ratio: float | None = None
    doubt: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the claim's figure has no counterpart."""
        return self.evidence is None

    @property
    def is_sure_difference(self) -> bool:
        """Whether both surely are of the same thing at the same time, and differ."""
        return self.relation is Relation.DIFFERS and not self.weak

    @property
    def is_weak_difference(self) -> bool:
        return self.relation is Relation.DIFFERS and self.weak

    @property
    def agrees(self) -> bool:
        """Whether the evidence's figure bears the claim's out: equal, or inside it. A day inside a stretch without end
        ("before the end of January") bears nothing out."""
        open_ended = self.claim.kind is FigureKind.DATE and math.isinf(self.claim.low + self.claim.high)
        return self.relation is Relation.EQUAL or (self.relation is Relation.CONTAINS and not open_ended)
