"""What a desk's own pairs teach: the upper layers, and the small layer over words, figures and the model.

Invariant: whatever is measured on a case was learnt without it. The model leaves out a quarter of the cases at a time,
the layer, which is quickly fitted, one case.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from labelled import LABELS, Pair
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from upper import Course, Read, Upper, learn, logits

from factcheck.comparison import compare
from factcheck.comparison.reading import read_question
from factcheck.domain import Question
from factcheck.evaluate.desk.cases import case_folders, read_gold
from factcheck.stance import rules
from factcheck.stance.shipped import plain
from factcheck.stance.showing import may_support

Array = NDArray[np.float64]

COURSE = Course(epochs=3, rate=8e-5, batch=16, smoothing=0.1)
FOLDS = 4
REPLAYED = 700  # general rows in each pass over the desk's, so that they are not forgotten
PENALTY = 0.1  # of the layer: the inverse of its L2
RIGHT = 0.86  # how often a shown *supports* must be right on cases left out; a little above the promise of .85
FEWEST = 40  # pairs above a threshold, below which a share means nothing


@dataclass(frozen=True)
class DeskPairs:
    """Pairs of claim and note with their labels, places in LABELS, and the case each is of."""

    questions: tuple[Question, ...]
    labels: NDArray[np.int64]
    cases: tuple[str, ...]

    @property
    def pairs(self) -> list[Pair]:
        """As the model reads them."""
        rows = zip(self.questions, self.labels, strict=True)
        return [Pair(plain(question.claim), question.passage, int(label)) for question, label in rows]

    def folds(self, count: int) -> Iterator[tuple[list[int], list[int]]]:
        """Places learnt from and places left out, ``count`` times; a case is left out as a whole."""
        names = sorted(set(self.cases))
        for number in range(min(count, len(names))):
            out = set(names[number::count])
            kept = [place for place, case in enumerate(self.cases) if case not in out]
            yield kept, [place for place, case in enumerate(self.cases) if case in out]


def read_cases(folder: Path) -> DeskPairs:
    """All labelled pairs of the cases below ``folder``."""
    rows = [
        (pair.question, LABELS.index(pair.label.value), case.name)
        for case in map(read_gold, case_folders([folder]))
        for pair in case.pairs
        if pair.label
    ]
    questions, labels, cases = zip(*rows, strict=True)
    return DeskPairs(questions, np.array(labels), cases)


# -- the model ----------------------------------------------------------------------------


def taught(general: Upper, read: Read, desk: Sequence[int], others: Sequence[int], seed: int) -> Upper:
    """``general``, changed by the desk's pairs at ``desk`` and a few of ``others`` in each pass."""
    draw = random.Random(seed)
    epochs = [[*desk, *draw.sample(list(others), min(REPLAYED, len(others)))] for _ in range(COURSE.epochs)]
    return learn(general, read, epochs, COURSE, seed)


def left_out(
    fresh: Callable[[], Upper],
    read: Read,
    pairs: DeskPairs,
    others: Sequence[int],
    seed: int,
    keep: Callable[[Upper, list[int], list[int]], None],
) -> Array:
    """What models that were taught without a case say of it: probabilities, shape (pairs, 3). ``keep`` is given each
    model, the places it was taught and those left out."""
    said = np.zeros((len(pairs.labels), len(LABELS)))
    for kept, out in pairs.folds(FOLDS):
        model = taught(fresh(), read, kept, others, seed)
        said[out] = logits(model, read, out)
        keep(model, kept, out)
    return softmax(said)


def softmax(values: Array) -> Array:
    odds = np.exp(values - values.max(axis=1, keepdims=True))
    found: Array = odds / odds.sum(axis=1, keepdims=True)
    return found


# -- the layer ----------------------------------------------------------------------------


def measured(pairs: DeskPairs) -> Array:
    """The values of ``rules.FEATURES``: shape (pairs, features)."""
    return np.array([_features(question) for question in pairs.questions])


def _features(question: Question) -> list[float]:
    reading = read_question(question)
    assert reading is not None, f"a note without words beside “{question.claim}”"
    return rules.features(question, reading, compare(*question[:4]))


def layer(inputs: Array, labels: NDArray[np.int64]) -> Array:
    """Weights of shape (3, 1 + features), the bias first, for inputs as they are: what scaled them is folded in."""
    made = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=5000)).fit(inputs, labels)
    scaler, fitted = made[0], made[1]
    weights = fitted.coef_ / scaler.scale_
    found: Array = np.column_stack([fitted.intercept_ - weights @ scaler.mean_, weights])
    return found


def says(weights: Array, inputs: Array) -> Array:
    """The layer's probabilities, shape (pairs, 3)."""
    return softmax(inputs @ weights[:, 1:].T + weights[:, 0])


def layer_left_out(inputs: Array, pairs: DeskPairs) -> Array:
    """What layers that were fitted without a case say of it, each case left out in turn."""
    said = np.zeros((len(inputs), len(LABELS)))
    for kept, out in pairs.folds(len(set(pairs.cases))):
        said[out] = says(layer(inputs[kept], pairs.labels[kept]), inputs[out])
    return said


# -- what may be shown --------------------------------------------------------------------


def hindered(pairs: DeskPairs) -> NDArray[np.bool_]:
    """Beside which of them *supports* is never shown."""
    return np.array([not may_support(compare(*question[:4])) for question in pairs.questions])


def least(chances: Array, pairs: DeskPairs, unhindered: NDArray[np.bool_]) -> float:
    """The least probability of *supports* from which on it is right RIGHT of the time; 1 if there is none."""
    order = np.flatnonzero(unhindered)[np.argsort(-chances[unhindered, 0], kind="stable")]
    right = np.cumsum(pairs.labels[order] == 0) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((right >= RIGHT) & (np.arange(1, len(order) + 1) >= FEWEST))
    return float(np.floor(chances[order[enough[-1]], 0] * 1000) / 1000) if len(enough) else 1.0


def curve(chances: Array, pairs: DeskPairs, unhindered: NDArray[np.bool_]) -> Iterator[str]:
    """Markdown: how often *supports* is right, and what part of the true ones it finds, threshold by threshold."""
    yield "| *supports* shown from | pairs | right | of the true ones | cases where right less than .75 of 5 or more |"
    yield "|---|---|---|---|---|"
    true = pairs.labels == 0
    names = np.array(pairs.cases)
    for threshold in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        taken = unhindered & (chances[:, 0] >= threshold)
        if not taken.any():
            continue
        each = [true[taken & (names == name)] for name in sorted(set(pairs.cases))]
        low = sum(len(one) >= 5 and one.mean() < 0.75 for one in each)
        yield (
            f"| {threshold:.2f} | {taken.sum():,} | {true[taken].mean():.3f} | {(true & taken).sum() / true.sum():.3f} "
            f"| {low} of {sum(len(one) >= 5 for one in each)} |"
        )


def joined(rule: Array, model: Array, share: float) -> Array:
    """The weighted geometric mean of two judges' probabilities, as ``shipped`` makes it."""
    product = rule ** (1 - share) * model**share
    found: Array = product / product.sum(axis=1, keepdims=True)
    return found
