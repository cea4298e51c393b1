"""What the figures of two texts change in a model's opinion of them.

Invariant: without a figure in the claim nothing changes; a correction moves probability only for what a
comparison of two figures shows, and the corrected probabilities sum to 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from factcheck.domain import Stance
from factcheck.figures import Comparison, FigureKind, Relation

_LEAST = 1e-6  # no model is so sure that nothing can change its mind


class Finding(StrEnum):
    """What the comparisons of one claim with one passage show; several may hold."""

    DATE_DIFFERS = "date differs"  # of the same event
    DATE_MAY_DIFFER = "date may differ"
    COUNT_DIFFERS = "count differs"  # of surely the same thing
    COUNT_MAY_DIFFER = "count may differ"
    SIZE_DIFFERS = "size differs"  # a share, sum, measure or change
    RANK_DIFFERS = "rank differs"
    ALL_AGREE = "all agree"  # each of the claim's figures has its equal
    SOME_AGREE = "some agree"
    DATE_MISSING = "date missing"  # the passage has no date to compare
    FIGURE_MISSING = "figure missing"  # nor another figure


# Shifts of the log odds of (supports, contradicts) against neutral.
SHIFTS: Mapping[Finding, tuple[float, float]] = {
    Finding.DATE_DIFFERS: (-1.34, 1.97),
    Finding.DATE_MAY_DIFFER: (-1.45, 0.50),
    Finding.COUNT_DIFFERS: (-0.54, 1.83),
    Finding.COUNT_MAY_DIFFER: (0.00, 0.55),
    Finding.SIZE_DIFFERS: (0.00, 1.62),
    Finding.RANK_DIFFERS: (0.00, 0.98),
    Finding.ALL_AGREE: (0.47, -0.77),
    Finding.SOME_AGREE: (0.00, -0.54),
    Finding.DATE_MISSING: (-1.09, -0.73),
    Finding.FIGURE_MISSING: (0.00, -0.18),
}


def findings(comparisons: Sequence[Comparison]) -> frozenset[Finding]:
    """What a claim's comparisons show. Empty for a claim without figures."""
    found = {_finding(comparison) for comparison in comparisons}
    if found == {Finding.SOME_AGREE}:
        return frozenset({Finding.ALL_AGREE})
    return frozenset(each for each in found if each)


def _finding(comparison: Comparison) -> Finding | None:
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
    return Finding.SIZE_DIFFERS


def corrected(
    scores: Mapping[Stance, float],
    comparisons: Sequence[Comparison],
    shifts: Mapping[Finding, tuple[float, float]] = SHIFTS,
) -> dict[Stance, float]:
    """``scores``, a probability for each stance from any model, in the light of the figures compared.

    Each finding shifts the log odds of *supports* and of *contradicts* against *neutral* by a constant,
    fitted with the model's own log odds held fixed (a logistic regression with an offset).
    """
    found = findings(comparisons)
    if not found:
        return dict(scores)
    for_it, against = (sum(shifts[each][side] for each in found if each in shifts) for side in (0, 1))
    by = {Stance.SUPPORTS: for_it, Stance.CONTRADICTS: against, Stance.NEUTRAL: 0.0}
    odds = {stance: max(scores[stance], _LEAST) * math.exp(by[stance]) for stance in scores}
    return {stance: odd / sum(odds.values()) for stance, odd in odds.items()}
