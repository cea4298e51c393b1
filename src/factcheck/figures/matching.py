"""Two texts against each other: each figure of a claim beside its counterpart in the evidence.

Invariant: there is one comparison for each figure of the claim, in the order of the text, and those of the changes that
two figures tell behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import combinations

from factcheck.figures.changes import with_changes
from factcheck.figures.comparing import compare
from factcheck.figures.finding import find
from factcheck.figures.formatting import shown
from factcheck.figures.likeness import Alikeness, likeness, same_noun
from factcheck.figures.model import Figure, FigureComparison, FigureKind, Relation
from factcheck.figures.setting import Surroundings
from factcheck.figures.sureness import HELD, doubt, shared

_AGREES = frozenset({Relation.EQUAL, Relation.CONTAINS})
_SHARED_AMONG = frozenset({FigureKind.MONEY, FigureKind.PERCENTAGE, FigureKind.MEASURE})
_CHANCE = 0.2  # the part of the claim's words below which figures of nothing in common are not held together
_WORLDS_APART = 100.0  # the ratio from which more must be shared: $15 an hour is held against no $54 billion
_ORDER = (Relation.EQUAL, Relation.CONTAINS, Relation.WITHIN, Relation.OVERLAPS, Relation.DIFFERS)


@lru_cache(maxsize=1 << 10)  # asked by whoever reads a pair, compares it and judges it
def compare_texts(
    claim_text: str, evidence_text: str, claim_reference: date | None = None, evidence_reference: date | None = None
) -> tuple[FigureComparison, ...]:
    """Each figure of the claim against the figure of the evidence that suits it best.

    A figure to which the evidence has no counterpart comes back NOT_COMPARABLE with ``evidence`` None. Changes
    that either text tells by two figures ("from 300 to 250") are compared as well, behind them. A difference is
    ``weak`` unless the sentences around both figures say that they are of the same thing at the same time.
    """
    here = _around(claim_text, claim_reference)
    ours = here.figures
    if not ours:
        return ()
    there = _around(evidence_text, evidence_reference)
    theirs = with_changes(evidence_text, there.figures)

    def near(claim: Figure, evidence: Figure) -> float:
        return shared(claim, evidence, here, there)

    told = [
        comparison
        for change in with_changes(claim_text, ours)[len(ours) :]
        if (comparison := best(change, theirs, near)).evidence is not None
    ]
    found = _each_once([best(figure, theirs, near) for figure in ours], theirs, near)
    found = _uncrossed(found, here, there)
    parts = [c for c in found if c.evidence or not any(t.claim.span.contains(c.claim.span) for t in told)]
    return tuple(_graded(comparison, here, there) for comparison in (*parts, *told))


@lru_cache(maxsize=1 << 9)
def _around(text: str, written: date | None) -> Surroundings:
    return Surroundings(text, find(text, written), written)


@dataclass(frozen=True, slots=True)
class FiguresBeside:
    """What a claim's figures are beside those of a passage, by what a reader makes of it. Each comparison has the spans
    of both figures in their own texts; ``in_brief`` says it in a few words."""

    comparisons: tuple[FigureComparison, ...]

    @property
    def surely_differing(self) -> tuple[FigureComparison, ...]:
        """Of the same thing at the same time, as far as both sentences say."""
        return tuple(c for c in self.comparisons if c.is_sure_difference)

    @property
    def perhaps_differing(self) -> tuple[FigureComparison, ...]:
        """Each with its ``doubt``: another time, a part, a scope, an expectation, or too little in common."""
        return tuple(c for c in self.comparisons if c.is_weak_difference)

    @property
    def equal(self) -> tuple[FigureComparison, ...]:
        """Borne out: the same, or inside what the claim leaves open."""
        return tuple(c for c in self.comparisons if c.agrees)

    @property
    def within(self) -> tuple[FigureComparison, ...]:
        """Compatible, but not borne out: the evidence is less precise, or ranges overlap."""
        return tuple(c for c in self.comparisons if c.relation in (Relation.WITHIN, Relation.OVERLAPS))

    @property
    def missing(self) -> tuple[FigureComparison, ...]:
        """Figures of the claim to which the passage has no counterpart."""
        return tuple(c for c in self.comparisons if c.is_missing)


def beside(
    claim_text: str, evidence_text: str, claim_reference: date | None = None, evidence_reference: date | None = None
) -> FiguresBeside:
    """``compare_texts``, sorted by what a reader makes of it."""
    return FiguresBeside(compare_texts(claim_text, evidence_text, claim_reference, evidence_reference))


def _graded(comparison: FigureComparison, ours: Surroundings, theirs: Surroundings) -> FigureComparison:
    """A difference as sure as the two sentences make it."""
    if comparison.relation is not Relation.DIFFERS or comparison.evidence is None:
        return comparison
    why = doubt(comparison, ours, theirs)
    if why and _is_chance(comparison, shared(comparison.claim, comparison.evidence, ours, theirs)):
        return _without_counterpart(comparison.claim, theirs.figures)
    words = f"{comparison.words} (not surely the same: {why})" if why else comparison.words
    return replace(comparison, weak=bool(why), doubt=why, words=words)


def _is_chance(comparison: FigureComparison, held: float) -> bool:
    """Whether a difference is none worth a word: neither what is counted nor what is said around is shared."""
    claim, evidence = comparison.claim, comparison.evidence
    named = evidence is not None and same_noun(claim, evidence) is Alikeness.SURE
    ratio = abs(comparison.ratio or 1.0) if claim.kind is not FigureKind.DATE else 1.0
    least = HELD if max(ratio, 1 / ratio) >= _WORLDS_APART else _CHANCE
    return held < least and not named and claim.kind is not FigureKind.ORDINAL


def _each_once(
    found: list[FigureComparison], theirs: Sequence[Figure], near: Callable[[Figure, Figure], float]
) -> list[FigureComparison]:
    """A figure of the evidence that one of the claim's agrees with is not held against another of them."""
    taken = {c.evidence.span for c in found if c.evidence and c.relation in _AGREES}
    free = [figure for figure in theirs if figure.span not in taken]
    return [
        best(c.claim, free, near) if c.relation is Relation.DIFFERS and c.evidence and c.evidence.span in taken else c
        for c in found
    ]


def _uncrossed(found: list[FigureComparison], ours: Surroundings, theirs: Surroundings) -> list[FigureComparison]:
    """Two sums that change places differ: "£5m for the pier, £8m for the pool" beside "£8m for one, £5m for the other"
    agrees in every number and in nothing else."""
    changed = list(found)
    agreed = [
        (place, comparison, comparison.evidence)
        for place, comparison in enumerate(found)
        if comparison.agrees and comparison.evidence and comparison.claim.kind in _SHARED_AMONG
    ]
    for (one, mine, held), (other, yours, kept) in combinations(agreed, 2):
        if (mine.claim.kind, mine.claim.unit) != (yours.claim.kind, yours.claim.unit) or held == kept:
            continue
        says = ours.own_words(mine.claim), ours.own_words(yours.claim)
        said = theirs.own_words(held), theirs.own_words(kept)
        distinct = [words - others for words, others in (says, says[::-1], said, said[::-1])]
        crossed = distinct[0] & distinct[3] and distinct[1] & distinct[2]
        if crossed and not (distinct[0] & distinct[2] or distinct[1] & distinct[3]):
            changed[one], changed[other] = compare(mine.claim, kept), compare(yours.claim, held)
    return changed


def best(
    claim: Figure, evidence: Sequence[Figure], near: Callable[[Figure, Figure], float] = lambda _, __: 0.0
) -> FigureComparison:
    """The closest of the comparable figures: agreement before difference, surely the same thing before maybe, then the
    one around which most of the same is said (``near``, 0..1)."""
    compared = [compare(claim, figure) for figure in evidence]
    found = [c for c in compared if c.relation is not Relation.NOT_COMPARABLE]
    if not found:
        return _without_counterpart(claim, evidence)

    def rank(comparison: FigureComparison) -> tuple[int, bool, float, float]:
        differs = comparison.relation is Relation.DIFFERS and comparison.evidence is not None and len(found) > 1
        around = near(claim, comparison.evidence) if differs and comparison.evidence else 0.0
        return _ORDER.index(comparison.relation), comparison.weak, -around, abs(comparison.difference or 0.0)

    return min(found, key=rank)


def _without_counterpart(claim: Figure, evidence: Sequence[Figure]) -> FigureComparison:
    """That nothing is there to compare with, and why what looks like it is not."""
    words = f"no counterpart to {shown(claim)}"
    similar = next((f for f in evidence if f.kind is claim.kind and same_noun(claim, f) is Alikeness.SURE), None)
    if similar and claim.kind is not FigureKind.DATE and (why := likeness(claim, similar)[1] or _unlike(claim)):
        words += f": {shown(similar)} is {why}"
    return FigureComparison(Relation.NOT_COMPARABLE, claim, None, words)


def _unlike(claim: Figure) -> str:
    """Why a figure has no scale in common with another of its kind."""
    return "in another currency" if claim.kind is FigureKind.MONEY else "in another unit"
