"""Which stance may be shown beside a passage.

Invariant: this is the one place where that is decided. *Contradicts* is never shown without a point that differs, and
*supports* never beside one that speaks against it, whatever a judge thinks.
"""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.domain import Aspect, Comparison, Likeness, Point, Stance, Standing

LIKELY = 0.5  # probability of *supports* that is enough where every part of the claim is borne out
_COUNTED = (Aspect.FIGURE, Aspect.DATE)
_TURNED = (Aspect.NEGATION, Aspect.OPPOSITE, Aspect.DENIAL)


def shown(scores: Mapping[Stance, float], comparison: Comparison, sure: Mapping[Stance, float]) -> Stance | None:
    """The stance to show; None: the passage is on the subject, and no more can be said.

    ``scores`` has a judge's probability of each stance, and ``sure`` the least of them from which it was measured to be
    right often enough to be shown. A stance that ``sure`` lacks the judge may never say. What surely differs
    contradicts, whoever judges. *Supports* needs a sure judge, or one that finds it likely where every part of the
    claim is borne out and no word of it is missing.
    """
    if comparison.against:
        return Stance.CONTRADICTS
    if _is_sure(Stance.CONTRADICTS, scores, sure) and any(comparison.of(Likeness.DIFFERS)):
        return Stance.CONTRADICTS
    whole = _stands(comparison) and not any(comparison.of(Likeness.MISSING))
    likely = whole and _may_say(Stance.SUPPORTS, sure) and scores[Stance.SUPPORTS] >= LIKELY
    if (likely or _is_sure(Stance.SUPPORTS, scores, sure)) and may_support(comparison):
        return Stance.SUPPORTS
    return None


def _stands(comparison: Comparison, standing: Standing = Standing.BORNE_OUT) -> bool:
    """Whether every part of the claim stands so beside the passage."""
    return bool(comparison.facts) and all(fact.standing is standing for fact in comparison.facts)


def may_support(comparison: Comparison) -> bool:
    """Whether some part of the claim is mentioned, and nothing hinders *supports*."""
    return not _stands(comparison, Standing.ABSENT) and not hindrances(comparison)


def hindrances(comparison: Comparison) -> tuple[Point, ...]:
    """What keeps a passage from bearing the claim out: a figure that differs or has no counterpart, a date that
    differs, words turned round, and whatever else surely differs."""
    return tuple(point for point in comparison.points if _hinders(point))


def _hinders(point: Point) -> bool:
    if point.likeness is Likeness.DIFFERS:
        return point.sure or point.aspect in _COUNTED or point.aspect in _TURNED
    # Who reports what happened today seldom names the day: a date may be missing, a figure may not.
    if point.likeness is Likeness.MISSING:
        return point.aspect in (Aspect.FIGURE, Aspect.NEGATION)
    return point.aspect is Aspect.FIGURE and point.likeness is Likeness.UNCLEAR


def _is_sure(stance: Stance, scores: Mapping[Stance, float], sure: Mapping[Stance, float]) -> bool:
    return stance in sure and scores[stance] >= sure[stance]


def _may_say(stance: Stance, sure: Mapping[Stance, float]) -> bool:
    """Whether the judge was measured to be right often enough at any probability at all."""
    return sure.get(stance, 2.0) <= 1
