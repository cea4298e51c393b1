"""What a figure is, and how two of them stand to each other.

Invariant: ``low <= high``, and ``text`` is exactly the words at ``span``.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text.

    ``low`` and ``high`` are equal for a point; "at least" leaves ``high`` infinite, "up to" leaves
    ``low`` zero. For dates they are the ordinals of ``start`` and ``end``, or month × 100 + day where
    the year is unknown (``unit`` is then "day of the year", and ``start`` and ``end`` are None).
    ``noun`` is what is counted, in lower case and without its determiner, head word last.
    ``direction`` is 1 for a rise, -1 for a fall, 0 where the words say neither.
    ``rounded`` means that the writer gave fewer digits than a count would have ("1.2 million").
    """

    span: Span
    text: str
    kind: FigureKind
    low: float
    high: float
    unit: str = ""  # ISO 4217 code, "percent", "kilometre", "day", …
    noun: str = ""
    approximate: bool = False
    direction: int = 0
    rounded: bool = False
    start: date | None = None
    end: date | None = None

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
class Comparison:
    """A figure of a claim against one of the evidence.

    ``difference`` is evidence less claim (days for dates), ``ratio`` evidence over claim, both between the
    middles of ranges, or the ends that bounds name. ``weak`` means that nothing shows that both count the
    same thing. ``words`` say it for a reader. ``evidence`` is None where nothing comparable was found.
    """

    relation: Relation
    claim: Figure
    evidence: Figure | None
    words: str
    weak: bool = False
    difference: float | None = None
    ratio: float | None = None
