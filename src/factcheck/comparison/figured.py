"""The figures and dates of a claim beside those of a passage, as points for a reader.

Invariant: one point for each figure of the claim; what may be of something else says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from factcheck.comparison.contexts import is_date
from factcheck.comparison.matter import Matter
from factcheck.domain.comparison import Aspect, Likeness, Point
from factcheck.figures import FigureComparison, Relation, compare_texts, in_brief

_COMPATIBLE = (Relation.EQUAL, Relation.CONTAINS, Relation.WITHIN, Relation.OVERLAPS)


def figures_compared(
    claim: str, passage: str, claim_date: date | None = None, passage_date: date | None = None
) -> Iterator[Point]:
    """A point for each figure and date of the claim."""
    matter = Matter(claim, passage, claim_date, passage_date)
    if not matter.ours:
        return
    for compared in compare_texts(claim, passage, claim_date, passage_date):
        if compared.relation in _COMPATIBLE:
            yield _point(compared, Likeness.SAME if compared.agrees else Likeness.WITHIN)
        else:
            yield _differing(matter, compared)


def _differing(matter: Matter, compared: FigureComparison) -> Point:
    """A difference is sure if neither the figures and their nouns nor the sentences around leave a doubt."""
    doubt = matter.doubt(compared)
    if compared.is_sure_difference and not doubt:
        return _point(compared, Likeness.DIFFERS, sure=True)
    surest = matter.surest(compared.claim)
    if surest is not None:
        return _point(surest, Likeness.DIFFERS, sure=True)
    if compared.evidence is None:
        return _point(compared, Likeness.MISSING)
    differs = compared.relation is Relation.DIFFERS and (not compared.weak or _named_alike(compared))
    return _point(replace(compared, doubt=compared.doubt or doubt), Likeness.DIFFERS if differs else Likeness.UNCLEAR)


def _named_alike(compared: FigureComparison) -> bool:
    """Whether both count the same by name: worth a look, whatever else leaves a doubt."""
    return bool(compared.claim.noun) and compared.evidence is not None and compared.claim.noun == compared.evidence.noun


def _point(compared: FigureComparison, likeness: Likeness, sure: bool = False) -> Point:
    aspect = Aspect.DATE if is_date(compared.claim) else Aspect.FIGURE
    theirs = (compared.evidence.span,) if compared.evidence else ()
    words = in_brief(compared) if compared.evidence else " ".join(compared.claim.text.split())
    return Point(aspect, likeness, words, (compared.claim.span,), theirs, sure)
