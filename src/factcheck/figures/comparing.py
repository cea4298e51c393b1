"""Two figures against each other: the same, one inside the other, overlapping, different.

Invariant: ``compare(a, b)`` and ``compare(b, a)`` tell the same story from both sides: WITHIN and
CONTAINS change places, differences change their sign, every other relation stays.
"""

from __future__ import annotations

import math
from datetime import date

from factcheck.figures import words
from factcheck.figures.finding import find
from factcheck.figures.model import Comparison, Figure, FigureKind, Relation

_APPROXIMATE = 0.05  # "about 2,500" agrees with what lies within this part of it
_ORDER = (Relation.EQUAL, Relation.CONTAINS, Relation.WITHIN, Relation.OVERLAPS, Relation.DIFFERS)


def compare(claim: Figure, evidence: Figure) -> Comparison:
    """Compares two figures if their kind, their unit and what they count agree.

    Where nothing shows that both count the same thing (one names nothing, or a wider noun), the
    comparison is ``weak``. Bounds include their ends: "more than 5,000" is not held against 5,000,
    because reporters round.
    """
    pair = _aligned(claim, evidence)
    weak = _weakness(claim, evidence)
    if pair is None or weak is None:
        return Comparison(
            Relation.NOT_COMPARABLE, claim, evidence, f"{shown(claim)} and {shown(evidence)} count different things"
        )
    ours, theirs = pair
    relation = _relation(ours, theirs, _tolerance(claim, evidence, ours, theirs))
    if claim.kind in (FigureKind.DATE, FigureKind.ORDINAL):
        weak = relation is Relation.DIFFERS  # a text has many dates and ranks: another contradicts nothing by itself
    if _opposed(claim, evidence):
        relation = Relation.DIFFERS
    difference, ratio = _distance(ours, theirs)
    phrase = (
        _phrase(relation, claim, difference) if not _opposed(claim, evidence) else "one is a rise, the other a fall"
    )
    return Comparison(
        relation, claim, evidence, f"{shown(claim)} against {shown(evidence)}: {phrase}", weak, difference, ratio
    )


def compare_texts(
    claim_text: str, evidence_text: str, claim_reference: date | None = None, evidence_reference: date | None = None
) -> tuple[Comparison, ...]:
    """Each figure of the claim against the figure of the evidence that suits it best.

    A figure to which the evidence has no counterpart comes back NOT_COMPARABLE with ``evidence`` None.
    """
    theirs = find(evidence_text, evidence_reference)
    return tuple(best(figure, theirs) for figure in find(claim_text, claim_reference))


def best(claim: Figure, evidence: tuple[Figure, ...]) -> Comparison:
    """The closest of the comparable figures: agreement before difference, surely the same thing before maybe."""
    found = [c for figure in evidence if (c := compare(claim, figure)).relation is not Relation.NOT_COMPARABLE]
    if not found:
        return Comparison(Relation.NOT_COMPARABLE, claim, None, f"no counterpart to {shown(claim)}")
    return min(found, key=lambda c: (_ORDER.index(c.relation), c.weak, abs(c.difference or 0.0)))


# -- comparable? ------------------------------------------------------------------------


def _aligned(claim: Figure, evidence: Figure) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Both figures as ranges on one scale, or None where they have none in common."""
    if claim.kind is evidence.kind and claim.unit == evidence.unit:
        return (claim.low, claim.high), (evidence.low, evidence.high)
    if {claim.kind, evidence.kind} == {FigureKind.CHANGE, FigureKind.PERCENTAGE}:
        ours, theirs = _factors(claim), _factors(evidence)
        return (ours, theirs) if ours and theirs else None
    if claim.kind is evidence.kind is FigureKind.DATE:
        return _without_year(claim), _without_year(evidence)
    return None


def _factors(figure: Figure) -> tuple[float, float] | None:
    if figure.kind is FigureKind.CHANGE:
        return figure.low, figure.high
    if not figure.direction:
        return None
    ends = sorted(1 + figure.direction * part / 100 for part in (figure.low, figure.high))
    return ends[0], ends[1]


def _without_year(figure: Figure) -> tuple[float, float]:
    if figure.start is None or figure.end is None:
        return figure.low, figure.high
    if figure.start.year != figure.end.year:
        return 101.0, 1231.0
    return 100.0 * figure.start.month + figure.start.day, 100.0 * figure.end.month + figure.end.day


def _weakness(claim: Figure, evidence: Figure) -> bool | None:
    """False: both count the same. True: perhaps. None: they do not."""
    if claim.kind is FigureKind.DATE:
        return False
    if not claim.noun or not evidence.noun:
        return None if claim.kind is FigureKind.ORDINAL and claim.noun != evidence.noun else True
    ours, theirs = ([canonical(word) for word in figure.noun.split()] for figure in (claim, evidence))
    fates = {ours[-1], theirs[-1]} & set(words.FATES.values())
    if len(fates) > 1:
        return None
    if ours[-1] == theirs[-1]:
        return bool(ours[1:] and theirs[1:] and not set(ours[:-1]) & set(theirs[:-1]))
    if claim.kind is FigureKind.NUMBER and ours[-1] in words.PEOPLE and theirs[-1] in words.PEOPLE:
        return True
    return True if set(ours) & set(theirs) and claim.kind is not FigureKind.ORDINAL else None


def canonical(word: str) -> str:
    """One form for spelling variants and plurals of a noun: "advisors" and "adviser" are the same."""
    word = word.removesuffix("'s").removesuffix("’s")
    if word in words.SAME:
        return words.SAME[word]
    for ending, replacement in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + replacement
            break
    else:
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending, replacement in (("isation", "ization"), ("our", "or"), ("tre", "ter")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word.removesuffix(ending) + replacement
    return words.SAME.get(word, word)


# -- the relation -----------------------------------------------------------------------


def _tolerance(claim: Figure, evidence: Figure, ours: tuple[float, float], theirs: tuple[float, float]) -> float:
    """How far apart two ends may be and still agree: nothing, a rounding, or a part of "about"."""
    if claim.kind in (FigureKind.DATE, FigureKind.ORDINAL):
        return 0.0
    largest = max((abs(end) for end in (*ours, *theirs) if math.isfinite(end)), default=0.0)
    tolerance = largest * 1e-9
    if claim.approximate or evidence.approximate:
        tolerance = largest * _APPROXIMATE
    for figure in (claim, evidence):
        step = _step(figure)
        if figure.is_point and step <= largest / 10 and (figure.rounded or figure.kind is FigureKind.PERCENTAGE):
            tolerance = max(tolerance, step / 2)
    return tolerance


def _step(figure: Figure) -> float:
    """The place of the last digit given: 100,000 for "1.2 million"; at most 1 for percentages."""
    if figure.kind is FigureKind.PERCENTAGE:
        return 1.0 if figure.low == round(figure.low) else 0.0
    exponent = 15
    while exponent > 0 and (figure.low % 10.0**exponent or not figure.low):
        exponent -= 1
    return 10.0**exponent if exponent else 0.0


def _relation(ours: tuple[float, float], theirs: tuple[float, float], tolerance: float) -> Relation:
    def near(one: float, other: float) -> bool:
        return one == other or abs(one - other) <= tolerance

    (low, high), (other_low, other_high) = ours, theirs
    if near(low, other_low) and near(high, other_high):
        return Relation.EQUAL
    if (low > other_low or near(low, other_low)) and (high < other_high or near(high, other_high)):
        return Relation.WITHIN
    if (low < other_low or near(low, other_low)) and (high > other_high or near(high, other_high)):
        return Relation.CONTAINS
    if low <= other_high + tolerance and other_low <= high + tolerance:
        return Relation.OVERLAPS
    return Relation.DIFFERS


def _opposed(claim: Figure, evidence: Figure) -> bool:
    return claim.kind is not FigureKind.DATE and claim.direction * evidence.direction < 0


def _distance(ours: tuple[float, float], theirs: tuple[float, float]) -> tuple[float | None, float | None]:
    here, there = _middle(*ours), _middle(*theirs)
    return there - here, (there / here if here else None)


def _middle(low: float, high: float) -> float:
    """The middle of a range; of a bound, the end that it names."""
    if math.isinf(high):
        return low
    return high if low == 0 else (low + high) / 2


# -- words for a reader -----------------------------------------------------------------


def shown(figure: Figure) -> str:
    """The figure normalised: "250–350 advisers", "at least 5,000", "USD 1,200,000", "20 October 2025"."""
    if figure.kind is FigureKind.DATE:
        return " ".join(figure.text.split())
    low, high = _number(figure.low), _number(figure.high)
    amount = low if figure.is_point else f"{low}–{high}"
    if math.isinf(figure.high):
        amount = f"at least {low}"
    elif figure.low == 0 < figure.high:
        amount = f"up to {high}"
    if figure.approximate and figure.is_point:
        amount = f"about {amount}"
    match figure.kind:
        case FigureKind.MONEY:
            return f"{amount} {figure.unit}"
        case FigureKind.CHANGE:
            return f"{amount} times"
        case FigureKind.PERCENTAGE | FigureKind.POINTS | FigureKind.MEASURE:
            sign = {1: "+", -1: "-", 0: ""}[figure.direction]
            return f"{sign}{amount}%" if figure.unit == "percent" else f"{sign}{amount} {figure.unit}"
        case FigureKind.ORDINAL:
            return f"no. {amount} {figure.noun}".strip()
    return f"{amount} {figure.noun}".strip()


def _number(value: float) -> str:
    if math.isinf(value):
        return "∞"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0")


def _phrase(relation: Relation, claim: Figure, difference: float | None) -> str:
    match relation:
        case Relation.EQUAL:
            return "the same"
        case Relation.WITHIN:
            return "the claim is more precise, and compatible"
        case Relation.CONTAINS:
            return "the evidence lies inside the claim"
        case Relation.OVERLAPS:
            return "ranges overlap"
    if claim.kind in (FigureKind.DATE, FigureKind.CHANGE) or not difference:
        return "they differ"
    return f"the evidence is {'higher' if difference > 0 else 'lower'} by {_number(abs(difference))}"
