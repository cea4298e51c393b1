"""A claim laid beside a passage: what they share and where they differ.

Invariant: each point can be marked in both texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from factcheck.domain import Aspect, Comparison, Fact, Likeness, Point, Span, Standing
from factcheck.figures import FigureKind, Relation

_LIKENESS = {
    Relation.EQUAL: Likeness.SAME,
    Relation.CONTAINS: Likeness.SAME,
    Relation.WITHIN: Likeness.WITHIN,
    Relation.OVERLAPS: Likeness.WITHIN,
    Relation.DIFFERS: Likeness.DIFFERS,
}
_FIRST = (Likeness.DIFFERS, Likeness.SAME, Likeness.WITHIN, Likeness.UNCLEAR, Likeness.MISSING)


def compare(claim: str, passage: str, claim_date: date | None = None, passage_date: date | None = None) -> Comparison:
    """What ``passage`` shares with ``claim`` and where it differs; the dates say when each was written."""
    from factcheck.stance.reading import read

    reading = read(claim, passage, claim_date, passage_date)
    if reading is None:
        return Comparison(facts=(Fact(Span(0, len(claim)), Standing.ABSENT),))
    surely = set(map(id, reading.differing)) if reading.coverage >= 0.6 else set()
    points = [
        Point(
            Aspect.DATE if one.claim.kind is FigureKind.DATE else Aspect.FIGURE,
            _LIKENESS.get(one.relation, Likeness.UNCLEAR) if one.evidence else Likeness.MISSING,
            one.words,
            (one.claim.span,),
            (one.evidence.span,) if one.evidence else (),
            id(one) in surely,
        )
        for one in reading.comparisons
    ]
    sentence, turned = reading.sentence, reading.coverage >= 0.6
    for word, negation, ours in reading.negated:
        where = (tuple(_found(word, claim)), tuple(_found(word, passage, sentence)))
        told = f"“{negation}” before “{word}” in the {'claim' if ours else 'passage'} only"
        points.append(Point(Aspect.NEGATION, Likeness.DIFFERS, told, *where, turned))
    for word, other in reading.opposed:
        spans = (tuple(_found(word, claim)), tuple(_found(other, passage, sentence)))
        points.append(Point(Aspect.OPPOSITE, Likeness.DIFFERS, f"“{word}” / “{other}”", *spans, turned))
    if reading.shared:
        held = tuple(span for word in reading.shared for span in _found(word, claim))
        points.append(Point(Aspect.WORDS, Likeness.SAME, ", ".join(reading.shared), held))
    points.sort(key=lambda point: _FIRST.index(point.likeness))
    against = any(point.sure and point.likeness is Likeness.DIFFERS for point in points)
    standing = (
        Standing.SPOKEN_AGAINST
        if against
        else Standing.BORNE_OUT
        if reading.coverage > 0.8
        else Standing.MENTIONED
        if reading.shared
        else Standing.ABSENT
    )
    return Comparison(tuple(points), (Fact(Span(0, len(claim)), standing, sentence),), sentence)


def _found(word: str, text: str, within: Span | None = None) -> Iterator[Span]:
    start, end = within or Span(0, len(text))
    for match in re.compile(rf"\b{re.escape(word)}").finditer(text, start, end):
        yield Span(match.start(), match.end())
        return


__all__ = ["compare"]
