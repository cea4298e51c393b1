"""Two figures against each other: the same, one inside the other, overlapping, different.

Invariant: ``compare(a, b)`` and ``compare(b, a)`` tell the same story from both sides: WITHIN and
CONTAINS change places, differences change their sign, every other relation stays.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from factcheck.figures import units
from factcheck.figures.formatting import number, shown
from factcheck.figures.lexicon import money
from factcheck.figures.likeness import Alikeness, elsewhere, likeness, opposed
from factcheck.figures.model import Figure, FigureComparison, FigureKind, Relation
from factcheck.figures.precision import slack

_NAMES_A_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_A_YEAR = 366  # days


class _Scale(NamedTuple):
    """A figure's ends on the scale on which it is compared, and how far each end may lie off."""

    low: float
    high: float
    below: float
    above: float


def compare(claim: Figure, evidence: Figure) -> FigureComparison:
    """Compares two figures if they measure the same thing: kind, unit, what is counted, its rate and time.

    Where nothing shows that both count the same thing (one names nothing, or a wider noun, or the places
    have other names), the comparison is ``weak``; dates that differ are so unless the same thing happened
    on them. Bounds include their ends: "more than 5,000" is not held against 5,000, because reporters round.
    """
    pair = _aligned(claim, evidence)
    alike, why = likeness(claim, evidence)
    contrary = opposed(claim, evidence)
    relation = _relation(*pair) if pair and not contrary else Relation.DIFFERS
    if pair is None or alike is Alikeness.NONE or (alike is Alikeness.HARDLY and relation is Relation.DIFFERS):
        reason = f"the evidence's is {why}" if pair else "they are of different kinds or units"
        return FigureComparison(Relation.NOT_COMPARABLE, claim, evidence, f"{_both(claim, evidence)}: {reason}")
    weak = alike is not Alikeness.SURE
    if claim.kind is FigureKind.DATE:
        weak = weak and relation is Relation.DIFFERS  # a text has many dates: another contradicts nothing by itself
    if claim.kind is FigureKind.ORDINAL:
        weak = relation is Relation.DIFFERS
    difference, ratio = _distance(*pair)
    phrase = contrary or _phrase(relation, claim, evidence, difference)
    if FigureKind.CHANGE in (claim.kind, evidence.kind) and relation is Relation.DIFFERS and not contrary:
        phrase = f"the claim is ×{number(_middle(*pair[0][:2]))}, the evidence ×{number(_middle(*pair[1][:2]))}"
    if weak and relation is Relation.DIFFERS and elsewhere(claim, evidence):
        phrase += f" ({claim.places[0]}; {evidence.places[0]})"
    return FigureComparison(relation, claim, evidence, f"{_both(claim, evidence)}: {phrase}", weak, difference, ratio)


# -- one scale --------------------------------------------------------------------------


def _aligned(claim: Figure, evidence: Figure) -> tuple[_Scale, _Scale] | None:
    """Both figures on one scale, or None where they have none in common."""
    if FigureKind.CHANGE in (claim.kind, evidence.kind) and claim.kind is not evidence.kind:
        ours, theirs = _factors(claim), _factors(evidence)
        return (ours, theirs) if ours and theirs else None
    if claim.kind is not evidence.kind:
        return None
    if claim.kind is FigureKind.DATE and claim.unit != evidence.unit:
        return _without_year(claim), _without_year(evidence)
    if claim.kind is FigureKind.DATE:
        return _widened(claim), _widened(evidence)
    factors = [1.0, 1.0]
    if claim.per and evidence.per and claim.per != evidence.per:
        factors = [1 / units.per_one(figure.per)[1] for figure in (claim, evidence)]
    if claim.unit == evidence.unit:
        ours, theirs = (_scaled(figure, factor) for figure, factor in zip((claim, evidence), factors, strict=True))
        return ours, theirs
    if claim.kind is FigureKind.MONEY:
        return _cents(claim, evidence)
    if not units.convertible(claim.unit, evidence.unit):
        return None
    ours, theirs = (_converted(figure, factor) for figure, factor in zip((claim, evidence), factors, strict=True))
    return ours, theirs


def _widened(figure: Figure) -> _Scale:
    """A date as the stretch that surely holds it: "circa 1450" is 1449 to 1451. "Before the end of January" means the
    months before it, and nothing of years ago, unless the words name a year."""
    below, above = slack(figure)
    low = figure.low
    if math.isinf(low) and not _NAMES_A_YEAR.search(figure.text):
        low = figure.high - _A_YEAR
    return _Scale(low - below, figure.high + above, 0.0, 0.0)


def _scaled(figure: Figure, factor: float = 1.0) -> _Scale:
    below, above = slack(figure)
    return _Scale(figure.low * factor, figure.high * factor, below * factor, above * factor)


def _converted(figure: Figure, factor: float) -> _Scale:
    turned = bool(figure.direction or figure.role)
    below, above = (units.in_base(each, figure.unit, difference=True) * factor for each in slack(figure))
    low, high = (units.in_base(end, figure.unit, difference=turned) * factor for end in (figure.low, figure.high))
    return _Scale(low, high, below, above)


def _cents(claim: Figure, evidence: Figure) -> tuple[_Scale, _Scale] | None:
    """Cents against a currency that has them; between two currencies no rate is known offline."""
    if "cent" not in (claim.unit, evidence.unit) or not money.CENT_OF & {claim.unit, evidence.unit}:
        return None
    ours, theirs = (_scaled(figure, 0.01 if figure.unit == "cent" else 1.0) for figure in (claim, evidence))
    return ours, theirs


def _factors(figure: Figure) -> _Scale | None:
    """A change as a factor: "+41%" is 1.41."""
    if figure.kind is FigureKind.CHANGE:
        return _scaled(figure)
    if figure.kind is not FigureKind.PERCENTAGE or not figure.direction:
        return None
    ends = sorted(1 + figure.direction * part / 100 for part in (figure.low, figure.high))
    off = [each / 100 for each in slack(figure)][:: figure.direction]
    return _Scale(ends[0], ends[1], *off)


def _without_year(figure: Figure) -> _Scale:
    if figure.unit != "day":
        return _Scale(figure.low, figure.high, 0.0, 0.0)
    if figure.start is None or figure.end is None or figure.start.year != figure.end.year:
        return _Scale(101.0, 1231.0, 0.0, 0.0)
    first, last = (100.0 * day.month + day.day for day in (figure.start, figure.end))
    return _Scale(first, last, 0.0, 0.0)


# -- the relation -----------------------------------------------------------------------


def _relation(ours: _Scale, theirs: _Scale) -> Relation:
    def near(one: float, other: float) -> bool:
        if one == other:
            return True
        apart = other - one
        return -ours.below <= apart <= ours.above or -theirs.below <= -apart <= theirs.above

    if near(ours.low, theirs.low) and near(ours.high, theirs.high):
        return Relation.EQUAL
    if (ours.low > theirs.low or near(ours.low, theirs.low)) and (
        ours.high < theirs.high or near(ours.high, theirs.high)
    ):
        return Relation.WITHIN
    if (ours.low < theirs.low or near(ours.low, theirs.low)) and (
        ours.high > theirs.high or near(ours.high, theirs.high)
    ):
        return Relation.CONTAINS
    if (ours.low <= theirs.high or near(ours.low, theirs.high)) and (
        theirs.low <= ours.high or near(ours.high, theirs.low)
    ):
        return Relation.OVERLAPS
    return Relation.DIFFERS


def _distance(ours: _Scale, theirs: _Scale) -> tuple[float | None, float | None]:
    here, there = _middle(ours.low, ours.high), _middle(theirs.low, theirs.high)
    if not math.isfinite(here) or not math.isfinite(there):
        return None, None
    return there - here, (there / here if here else None)


def _middle(low: float, high: float) -> float:
    """The middle of a range; of a bound, the end that it names."""
    if math.isinf(high):
        return low
    return high if low == 0 or math.isinf(low) else (low + high) / 2


# -- words for a reader -----------------------------------------------------------------


def _both(claim: Figure, evidence: Figure) -> str:
    return f"{shown(claim)} against {shown(evidence)}"


def in_brief(comparison: FigureComparison) -> str:
    """A comparison in the words of both texts: "£340 / nearly £140: differs by £200", "£340: not mentioned"."""
    claim, evidence = comparison.claim, comparison.evidence
    ours = " ".join(claim.text.split())
    if evidence is None:
        return f"{ours}: not mentioned"
    told = comparison.words.removeprefix(f"{_both(claim, evidence)}: ").removeprefix("the evidence is ")
    if comparison.doubt:
        told = told.removesuffix(f" (not surely the same: {comparison.doubt})")
    apart = _amount_of(comparison, abs(comparison.difference or 0.0))
    if comparison.relation is Relation.DIFFERS and apart and not opposed(claim, evidence):
        told = f"differs by {apart}"
    return f"{ours} / {' '.join(evidence.text.split())}: {told}" + (
        f" – {comparison.doubt}?" if comparison.doubt else ""
    )


def _amount_of(comparison: FigureComparison, value: float) -> str:
    """A difference with its unit, where both figures have the same; empty where there is none to tell."""
    claim, evidence = comparison.claim, comparison.evidence
    if not value or evidence is None or (claim.unit, claim.per) != (evidence.unit, evidence.per):
        return ""
    match claim.kind:
        case FigureKind.MONEY:
            sign = next((sign for sign, code in money.CURRENCY_SIGNS.items() if code == claim.unit), "")
            return f"{sign}{number(value)}" if sign else f"{number(value)} {claim.unit}"
        case FigureKind.PERCENTAGE | FigureKind.POINTS:
            return f"{number(value)} points"
        case FigureKind.MEASURE:
            return f"{number(value)} {claim.unit if value == 1 else units.plural(claim.unit)}"
        case FigureKind.NUMBER:
            return number(value)
    return ""


def _phrase(relation: Relation, claim: Figure, evidence: Figure, difference: float | None) -> str:
    match relation:
        case Relation.EQUAL:
            return "the same"
        case Relation.WITHIN:
            return "the claim is more precise, and compatible"
        case Relation.CONTAINS:
            return "the evidence lies inside the claim"
        case Relation.OVERLAPS:
            return "ranges overlap"
    if not difference or claim.kind is FigureKind.ORDINAL:
        return "they differ"
    if claim.kind is FigureKind.DATE:
        return _later(claim, evidence, difference)
    side = "higher" if difference > 0 else "lower"
    if claim.unit != evidence.unit or claim.per != evidence.per:
        return f"the evidence is {side}"
    part = abs(difference) / abs(_middle(claim.low, claim.high) or math.inf)
    share = f" ({part:.0%})" if part >= 0.005 and claim.kind is not FigureKind.PERCENTAGE else ""
    unit = {FigureKind.PERCENTAGE: " points", FigureKind.CHANGE: " times"}.get(claim.kind, "")
    return f"the evidence is {side} by {number(abs(difference))}{unit}{share}"


def _later(claim: Figure, evidence: Figure, difference: float) -> str:
    """How many days, months or years the evidence's date lies off, no more exactly than both dates are known."""
    if claim.unit != "day" or evidence.unit != "day":
        return "they differ"
    side, days = ("later" if difference > 0 else "earlier"), abs(difference)
    widths = [each.high - each.low for each in (claim, evidence)]
    if max(widths) == 0 and days < _YEAR + 2:
        return f"the evidence is {_counted(days, 'day')} {side}"
    if max(widths) >= _FULL_YEAR and math.isfinite(max(widths)) and days < 1.5 * _YEAR and min(widths) < _FULL_YEAR:
        return f"the evidence is {side}"  # a month beside a year: where in the year is not known
    about = "about " * (days % _YEAR > 5 or min(widths) < _FULL_YEAR)
    return f"the evidence is {about}{_rounded(days)} {side}"


def _rounded(days: float) -> str:
    """A distance in the unit in which it is told: days up to ten, then weeks, months and years."""
    months, years = round(days / _YEAR * 12), round(days / _YEAR)
    if days <= _FEW_DAYS:
        return _counted(round(days), "day")
    if days <= _FEW_WEEKS:
        return _counted(round(days / 7), "week")
    return _counted(years, "year") if months >= _MANY_MONTHS or months == _MONTHS else _counted(max(months, 1), "month")


def _counted(count: float, unit: str) -> str:
    return f"{number(count)} {unit}{'s' * (count != 1)}"


_YEAR, _FULL_YEAR = 365.2425, 360
_FEW_DAYS, _FEW_WEEKS = 10, 24
_MONTHS, _MANY_MONTHS = 12, 23
