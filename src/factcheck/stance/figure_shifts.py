"""What the figures of two texts change in a model's opinion of them.

Invariant: without a figure in the claim nothing changes; a correction moves probability only for what a
comparison of two figures shows, and the corrected probabilities sum to 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from factcheck.domain import Stance
from factcheck.figures import FigureComparison, FigureKind, Relation

_LEAST = 1e-6  # no model is so sure that nothing can change its mind


class Finding(StrEnum):
    """What the comparisons of one claim with one passage show; several may hold."""

    DATE_DIFFERS = "date differs"  # of the same event
    DATE_MAY_DIFFER = "date may differ"
    COUNT_DIFFERS = "count differs"  # of surely the same thing
    COUNT_MAY_DIFFER = "count may differ"
    SIZE_DIFFERS = "size differs"  # a share, sum, measure or change of surely the same thing
    SIZE_MAY_DIFFER = "size may differ"
    RANK_DIFFERS = "rank differs"
    ALL_AGREE = "all agree"  # each of the claim's figures has its equal
    SOME_AGREE = "some agree"
    DATE_MISSING = "date missing"  # the passage has no date to compare
    FIGURE_MISSING = "figure missing"  # nor another figure


# Shifts of the log odds of (supports, contradicts) against neutral, from training/stance_numbers.py. Only what is
# surely the same and differs is held against a model: other findings mended some sets and harmed others.
SHIFTS: Mapping[Finding, tuple[float, float]] = {
    Finding.DATE_DIFFERS: (-0.61, 1.87),
    Finding.COUNT_DIFFERS: (-0.25, 1.56),
    Finding.SIZE_DIFFERS: (-0.49, 1.09),
}


def findings(comparisons: Sequence[FigureComparison]) -> frozenset[Finding]:
    """What a claim's comparisons show. Empty for a claim without figures."""
    found = {_finding(comparison) for comparison in comparisons}
    if found == {Finding.SOME_AGREE}:
        return frozenset({Finding.ALL_AGREE})
    return frozenset(each for each in found if each)


def _finding(comparison: FigureComparison) -> Finding | None:
    kind = comparison.claim.kind
    if comparison.evidence is None:
        return Finding.DATE_MISSING if kind is FigureKind.DATE else Finding.FIGURE_MISSING
    if comparison.relation in (Relation.EQUAL, Relation.CONTAINS):
        return Finding.SOME_AGREE
    if comparison.relation is not Relation.DIFFERS:
        return None
    match kind:
        case FigureKind.DATE:
            return Finding.DATE_MAY_DIFFER if comparison.weak else Finding.DATE_DIFFERS
        case FigureKind.NUMBER:
            return Finding.COUNT_MAY_DIFFER if comparison.weak else Finding.COUNT_DIFFERS
        case FigureKind.ORDINAL:
            return Finding.RANK_DIFFERS
    return Finding.SIZE_MAY_DIFFER if comparison.weak else Finding.SIZE_DIFFERS


def corrected(
    scores: Mapping[Stance, float],
    comparisons: Sequence[FigureComparison],
    shifts: Mapping[Finding, tuple[float, float]] = SHIFTS,
) -> dict[Stance, float]:
    """``scores``, a probability for each stance from any model, in the light of the figures compared.

    Each finding shifts the log odds of *supports* and of *contradicts* against *neutral* by a constant,
    fitted with the model's own log odds held fixed (a logistic regression with an offset).
    """
    moved = [shifts[finding] for finding in findings(comparisons) if finding in shifts]
    if not moved:
        return dict(scores)
    by = {Stance.SUPPORTS: sum(for_it for for_it, _ in moved), Stance.CONTRADICTS: sum(other for _, other in moved)}
    odds = {stance: max(scores[stance], _LEAST) * math.exp(by.get(stance, 0.0)) for stance in scores}
    total = sum(odds.values())
    return {stance: odd / total for stance, odd in odds.items()}
