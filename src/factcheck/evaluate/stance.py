"""Stance beside gold labels: how often right, how well each class, how honest the probabilities.

Invariant: every figure is made of the gold labels and the three probabilities of each pair; thresholds are given, never
chosen here.

Arrays: gold labels and answers are places in STANCES, shape (pairs,); ``chances`` are probabilities, shape (pairs, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.domain import Progress, Question, Stance, StanceJudgement, Verdict
from factcheck.errors import InputError
from factcheck.files import stem
from factcheck.language import negation
from factcheck.language.tokens import words
from factcheck.stance.pairs import Pair, read_pairs
from factcheck.stance.windows import STANCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

STANCE_OF = {
    Verdict.SUPPORTED: Stance.SUPPORTS,
    Verdict.CONTRADICTED: Stance.CONTRADICTS,
    Verdict.UNVERIFIED: Stance.NEUTRAL,
}
BINS = 15  # of the calibration error, equal in width
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_CHUNK = 256  # pairs between two words on how far it is
_COVERED = 0.6  # the part of the claim's words from which the overlap baseline speaks


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Labelled pairs of claim and evidence with what was said of them; see the arrays above."""

    texts: Sequence[tuple[str, str]]
    gold: NDArray[np.int64]
    chances: NDArray[np.float64]
    said: NDArray[np.int64]

    def answered(self, chances: NDArray[np.float64]) -> JudgedPairs:
        """The same pairs with other probabilities, the likeliest class being what is said."""
        return replace(self, chances=chances, said=chances.argmax(axis=1))


@dataclass(frozen=True, slots=True)
class ClassScore:
    precision: float
    recall: float
    f1: float
    gold: int


@dataclass(frozen=True, slots=True)
class CurvePoint:
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
    curve: tuple[CurvePoint, ...]
    contradicts: tuple[CurvePoint, ...]  # the same for *contradicts* alone


# -- from pairs to answers ----------------------------------------------------------------


def read_gold(path: str | Path, limit: int | None = None) -> Iterator[Pair | InputError]:
    """The labelled pairs among the first ``limit`` lines of ``path``, an error in the place of each line that holds no
    pair. Raises InputError if the file cannot be read."""
    for item in islice(read_pairs(path), limit):
        if isinstance(item, InputError) or item.label is not None:
            yield item


def set_name(path: str | Path) -> str:
    """What a set is called: its file's name without its endings."""
    return stem(path)


def run(
    name: str, pairs: Sequence[Pair], judge: Callable[[Sequence[Question]], list[StanceJudgement]], progress: Progress
) -> Iterator[StanceJudgement]:
    """What ``judge`` says of each pair of the set ``name``, in order."""
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        yield from judge([pair.question for pair in chunk])
        progress(f"pairs of {name}", start + len(chunk), len(pairs))


def judged_pairs(pairs: Sequence[Pair], judgements: Sequence[StanceJudgement]) -> JudgedPairs:
    """Labelled ``pairs`` with their ``judgements``, which have scores, as arrays."""
    return JudgedPairs(
        texts=[(pair.claim, pair.evidence) for pair in pairs],
        gold=np.array([STANCES.index(STANCE_OF[pair.label]) for pair in pairs if pair.label]),
        chances=np.array([[(one.scores or {})[stance] for stance in STANCES] for one in judgements]),
        said=np.array([STANCES.index(one.stance) for one in judgements]),
    )


def together(sets: Iterable[JudgedPairs]) -> JudgedPairs:
    """All pairs of some sets as one."""
    texts, *arrays = zip(*((one.texts, one.gold, one.chances, one.said) for one in sets), strict=True)
    return JudgedPairs([pair for each in texts for pair in each], *map(np.concatenate, arrays))


# -- figures ------------------------------------------------------------------------------


def score(judged: JudgedPairs) -> StanceScores:
    gold, chances, said = judged.gold, judged.chances, judged.said
    classes = {STANCES[label]: _class(gold, said, label) for label in range(len(STANCES))}
    against = STANCES.index(Stance.CONTRADICTS)
    return StanceScores(
        pairs=len(gold),
        accuracy=float((said == gold).mean()),
        macro_f1=float(macro_f1(gold, said)[0]),
        calibration_error=calibration_error(chances.argmax(axis=1) == gold, chances.max(axis=1)),
        classes=classes,
        curve=tuple(_point(judged, threshold, (0, 1)) for threshold in THRESHOLDS),
        contradicts=tuple(_point(judged, threshold, (against,)) for threshold in THRESHOLDS),
    )


def macro_f1(
    gold: NDArray[np.int64], said: NDArray[np.int64], weights: NDArray[np.int64] | None = None
) -> NDArray[np.float64]:
    """The mean F1 over the classes that stand in ``gold``: shape (rows of ``weights``,).

    ``weights``, of shape (rows, pairs), say how often each pair counts; without them each counts once, in one row.
    """
    weights = np.ones((1, len(gold)), dtype=np.int64) if weights is None else weights
    each = []
    for label in np.unique(gold):
        both = weights @ ((said == label) & (gold == label))
        either = weights @ (said == label) + weights @ (gold == label)
        each.append(np.divide(2.0 * both, either, out=np.zeros(len(weights)), where=either > 0))
    return np.asarray(np.mean(each, axis=0), dtype=np.float64)


def calibration_error(right: NDArray[np.bool_], sure: NDArray[np.float64], count: int = BINS) -> float:
    """The expected calibration error of answers that are ``right`` or not, and how ``sure`` they are (0..1), both of
    shape (pairs,), over ``count`` bins of equal width.

    Source: Guo, Pleiss, Sun & Weinberger, "On calibration of modern neural networks", ICML 2017.
    """
    bins = np.minimum((sure * count).astype(int), count - 1)
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


# -- what anybody could say ---------------------------------------------------------------


def baselines(judged: JudgedPairs) -> dict[str, StanceScores]:
    """The figures of what anybody could say of the same pairs."""
    return {
        "majority": score(judged.answered(majority(judged.gold))),
        "word overlap": score(judged.answered(word_overlap(judged.texts))),
    }


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


def _point(judged: JudgedPairs, threshold: float, sides: Sequence[int]) -> CurvePoint:
    taken = np.isin(judged.said, sides) & (judged.chances.max(axis=1) >= threshold)
    right = float((judged.said == judged.gold)[taken].mean()) if taken.any() else None
    return CurvePoint(threshold, float(taken.mean()), right)
