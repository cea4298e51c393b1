"""The judge alone on a desk's labelled pairs of claim and whole note.

Invariant: the intervals draw whole claims, because the pairs of one claim are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from factcheck.domain import Progress, Question, Stance, StanceJudgement
from factcheck.evaluate.desk.cases import DeskCase
from factcheck.evaluate.intervals import Estimate, estimate
from factcheck.evaluate.stance import JudgedPairs, judged_pairs, macro_f1, together
from factcheck.evaluate.stance import run as judge_pairs
from factcheck.stance.windows import STANCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

Judging = Callable[[Sequence[Question]], list[StanceJudgement]]


@dataclass(frozen=True, slots=True)
class JudgeScores:
    """``auc`` is how often a pair of this class has a higher probability of it than a pair of another; None where there
    are not both."""

    pairs: int
    accuracy: Estimate
    macro_f1: Estimate
    auc_supports: Estimate | None
    auc_contradicts: Estimate | None


def judged(case: DeskCase, judge: Judging, progress: Progress) -> JudgedPairs | None:
    """What ``judge`` says of the pairs of a case; None if it has none."""
    if not case.pairs:
        return None
    return judged_pairs(case.pairs, list(judge_pairs(case.name, case.pairs, judge, progress)))


def score_judge(sets: Sequence[JudgedPairs]) -> JudgeScores:
    """The figures of the pairs of some cases, at least one."""
    every = together(sets)
    claims, unit = np.unique([claim for claim, _ in every.texts], return_inverse=True)

    def over_claims(statistic: Callable[[NDArray[np.int64]], NDArray[np.float64]]) -> Estimate:
        return estimate(len(claims), lambda weights: statistic(weights[:, unit]))

    def auc_of(stance: Stance) -> Estimate | None:
        place = STANCES.index(stance)
        true = every.gold == place
        if true.all() or not true.any():
            return None
        return over_claims(lambda weights: area(every.chances[:, place], true, weights))

    right = every.said == every.gold
    return JudgeScores(
        pairs=len(every.gold),
        accuracy=over_claims(lambda weights: weights @ right / weights.sum(axis=1)),
        macro_f1=over_claims(lambda weights: macro_f1(every.gold, every.said, weights)),
        auc_supports=auc_of(Stance.SUPPORTS),
        auc_contradicts=auc_of(Stance.CONTRADICTS),
    )


def area(scores: NDArray[np.float64], true: NDArray[np.bool_], weights: NDArray[np.int64]) -> NDArray[np.float64]:
    """The area under the ROC curve: the chance that a true one has the higher score, equals counting half.

    ``scores`` and ``true`` have the shape (pairs,), ``weights`` (draws, pairs), the answer (draws,); ½ for a draw
    without true ones or without others. Source: Hanley & McNeil, Radiology 143 (1982).
    """
    _, level = np.unique(scores, return_inverse=True)
    order = np.argsort(level, kind="stable")
    starts = np.flatnonzero(np.diff(level[order], prepend=-1))
    yes, no = (np.add.reduceat((weights * which)[:, order], starts, axis=1) for which in (true, ~true))
    below = np.cumsum(no, axis=1) - no
    pairs = yes.sum(axis=1) * no.sum(axis=1)
    won = (yes * (below + 0.5 * no)).sum(axis=1)
    areas: NDArray[np.float64] = np.divide(won, pairs, out=np.full(len(weights), 0.5), where=pairs > 0)
    return areas
