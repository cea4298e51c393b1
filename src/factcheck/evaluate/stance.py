"""Stance beside gold labels: how often right, how well each class, how honest the probabilities.

Invariant: every figure is made of the gold labels and the three probabilities of each pair; thresholds are given, never
chosen here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from factcheck.domain import Stance, Verdict
from factcheck.language import negation
from factcheck.language.tokens import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

STANCES = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEUTRAL)
STANCE_OF = {
    Verdict.SUPPORTED: Stance.SUPPORTS,
    Verdict.CONTRADICTED: Stance.CONTRADICTS,
    Verdict.UNVERIFIED: Stance.NEUTRAL,
}
BINS = 15  # of the calibration error, equal in width
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_COVERED = 0.6  # the part of the claim's words from which the overlap baseline speaks


@dataclass(frozen=True, slots=True)
class ClassScore:
    precision: float
    recall: float
    f1: float
    gold: int


@dataclass(frozen=True, slots=True)
class Point:
    """What is left at a threshold: the part of the pairs on which a side is taken, and how often that is right."""

    threshold: float
    coverage: float
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class StanceScores:
    """The figures of one set. ``macro_f1`` is the mean over the classes that stand in its gold."""

    pairs: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    classes: Mapping[Stance, ClassScore]
    curve: tuple[Point, ...]
    contradicts: tuple[Point, ...]  # the same for *contradicts* alone


def score(gold: NDArray[np.int64], chances: NDArray[np.float64], said: NDArray[np.int64] | None = None) -> StanceScores:
    """``gold`` and ``said`` hold places in STANCES, shape (pairs,); ``chances`` the probabilities, shape (pairs, 3).

    ``said`` is the likeliest class unless it is given.
    """
    said = chances.argmax(axis=1) if said is None else said
    present = sorted(set(gold.tolist()))
    classes = {STANCES[label]: _class(gold, said, label) for label in range(len(STANCES))}
    against = STANCES.index(Stance.CONTRADICTS)
    return StanceScores(
        pairs=len(gold),
        accuracy=float((said == gold).mean()),
        macro_f1=float(np.mean([classes[STANCES[label]].f1 for label in present])),
        calibration_error=calibration_error(gold, chances),
        classes=classes,
        curve=tuple(_point(gold, chances, said, threshold, (0, 1)) for threshold in THRESHOLDS),
        contradicts=tuple(_point(gold, chances, said, threshold, (against,)) for threshold in THRESHOLDS),
    )


def calibration_error(gold: NDArray[np.int64], chances: NDArray[np.float64]) -> float:
    """The expected calibration error of the likeliest class, over BINS bins of equal width.

    Source: Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural networks", ICML 2017.
    """
    sure = chances.max(axis=1)
    right = chances.argmax(axis=1) == gold
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(right[bins == one].mean() - sure[bins == one].mean()) * (bins == one).mean() for one in np.unique(bins)]
    return float(np.sum(gaps))


def best_temperature(gold: NDArray[np.int64], chances: NDArray[np.float64]) -> float:
    """The temperature that makes ``gold`` likeliest, to two digits, by search; 1 where nothing is to be gained."""
    logits = np.log(np.clip(chances, 1e-9, 1))
    grid = np.round(np.arange(0.5, 4.01, 0.05), 2)

    def surprise(temperature: float) -> float:
        odds = np.exp(logits / temperature)
        return float(-np.log(odds[np.arange(len(gold)), gold] / odds.sum(axis=1)).mean())

    return float(min(grid, key=surprise))


# -- what anybody could say -------------------------------------------------------------


def majority(gold: NDArray[np.int64]) -> NDArray[np.float64]:
    """Always the likeliest class of the very set: shape (pairs, 3)."""
    shares = np.bincount(gold, minlength=len(STANCES)) / max(1, len(gold))
    return np.tile(shares, (len(gold), 1))


def word_overlap(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
    """A stance by shared words: neutral unless the evidence holds most words of the claim, then *contradicts* if only
    one of the two denies something, else *supports*. Shape (pairs, 3)."""
    return np.array([_overlap(claim, evidence) for claim, evidence in pairs])


def _overlap(claim: str, evidence: str) -> list[float]:
    ours, theirs = (set(words(text)) for text in (claim, evidence))
    covered = len((ours - negation.WORDS) & theirs) / max(1, len(ours - negation.WORDS))
    denied = bool(ours & negation.WORDS) != bool(theirs & negation.WORDS)
    place = 2 if covered < _COVERED else int(denied)
    return [float(place == label) for label in range(len(STANCES))]


def _class(gold: NDArray[np.int64], said: NDArray[np.int64], label: int) -> ClassScore:
    right = int(((said == label) & (gold == label)).sum())
    precision = right / max(1, int((said == label).sum()))
    recall = right / max(1, int((gold == label).sum()))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return ClassScore(precision, recall, f1, int((gold == label).sum()))


def _point(
    gold: NDArray[np.int64],
    chances: NDArray[np.float64],
    said: NDArray[np.int64],
    threshold: float,
    sides: Sequence[int],
) -> Point:
    taken = np.isin(said, sides) & (chances.max(axis=1) >= threshold)
    right = float((said == gold)[taken].mean()) if taken.any() else None
    return Point(threshold, float(taken.mean()), right)
