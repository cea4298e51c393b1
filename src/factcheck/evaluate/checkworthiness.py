"""Sentences worth checking beside a gold file: how far up the order they stand.

Invariant: equal scores are no order. Where several sentences share a score, each figure is the mean over all orders of
these, so that a score with few values gains nothing by luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck import figures
from factcheck.claims import worth
from factcheck.errors import InputError
from factcheck.evaluate.intervals import Estimate, estimate
from factcheck.files import ItemError, Record, ShapeError, read_records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]

_SHAPE = '{"text": …, "label": 0 or 1}'
TOPS = (50, 100)  # sentences of which the precision is given
BINS = 10  # of the score, for calibration


class Sentence(NamedTuple):
    text: str
    worthy: bool


@dataclass(frozen=True, slots=True)
class RankingScores:
    """How well one way of scoring orders the sentences."""

    average_precision: Estimate
    at: Mapping[int, float]  # precision of the first so many


class Bin(NamedTuple):
    """The sentences with a score from ``low`` up to ``low`` + 1 / BINS, and how many of them are worth checking."""

    low: float
    sentences: int
    worthy: int


@dataclass(frozen=True, slots=True)
class CheckworthyScores:
    sentences: int
    worthy: int
    rankings: Mapping[str, RankingScores]  # by what orders them
    bins: tuple[Bin, ...]


ORDERS: Mapping[str, Callable[[str], float]] = {
    "factcheck": lambda text: worth.of(text).score,
    "figures": lambda text: float(len(figures.find(text))),
    "length": lambda text: float(len(text.split())),
}


def read_gold(path: Path) -> Iterator[Sentence | ItemError]:
    """The sentences of JSONL or its .gz with ``text`` and ``label`` (1: worth checking, 0: not), an
    ItemError in the place of each line that is none. Raises InputError if the file cannot be read."""
    return read_records(path, _sentence, _SHAPE)


def _sentence(record: Record) -> Sentence:
    label = record.fields.get("label")
    if label not in (0, 1):
        raise ShapeError('no "label" of 0 or 1')
    return Sentence(record.text("text", blank=True), bool(label))


def run(sentences: Sequence[Sentence]) -> dict[str, list[float]]:
    """The score that each of ORDERS gives each sentence; higher ones come first."""
    return {name: [order(sentence.text) for sentence in sentences] for name, order in ORDERS.items()}


def score(sentences: Sequence[Sentence], found: Mapping[str, Sequence[float]]) -> CheckworthyScores:
    """The figures of the program's order and of two plain ones. Raises InputError if one class is missing."""
    import numpy as np

    worthy = np.array([sentence.worthy for sentence in sentences])
    if worthy.all() or not worthy.any():
        raise InputError("sentences worth checking and others are needed, and there is only one of the two kinds.")
    return CheckworthyScores(
        sentences=len(sentences),
        worthy=int(worthy.sum()),
        rankings={name: _ranking(worthy, np.array(scores)) for name, scores in found.items()},
        bins=_bins(worthy, np.array(found["factcheck"])),
    )


def _ranking(worthy: NDArray[np.bool_], scores: Floats) -> RankingScores:
    """Interval over sentences; see :mod:`factcheck.evaluate.intervals`."""
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    starts = np.flatnonzero(np.diff(scores[order], prepend=np.inf))  # where another score begins

    def ties(weights: Counts) -> tuple[Counts, Counts]:
        """Sentences with each score, best score first, and those of them that are worth checking."""
        ordered = weights[:, order]
        return np.add.reduceat(ordered, starts, axis=1), np.add.reduceat(ordered * worthy[order], starts, axis=1)

    whole = ties(np.ones((1, len(scores)), dtype=np.int64))
    return RankingScores(
        average_precision=estimate(len(scores), lambda weights: average_precision(*ties(weights))),
        at={top: float(precision_at(top, *whole)[0]) for top in TOPS if top <= len(scores)},
    )


def average_precision(tied: Counts, worthy: Counts) -> Floats:
    """The mean precision at the place of each worthy sentence, over all orders of equal scores.

    ``tied`` has for each draw, a row, the sentences of each score, best score first; ``worthy`` how many of them are.
    A row without a worthy sentence gives 0.

    Source: McSherry & Najork, "Computing information retrieval performance measures efficiently in the presence of
    tied scores", ECIR 2008.
    """
    import numpy as np

    before, worthy_before = np.cumsum(tied, axis=1) - tied, np.cumsum(worthy, axis=1) - worthy
    harmonic = np.concatenate([[0.0], np.cumsum(1 / np.arange(1, tied[0].sum() + 1))])
    # Of the others in its tie, the part `step` is expected to be worthy, wherever a worthy sentence stands in it.
    step = np.where(tied > 1, (worthy - 1) / np.maximum(tied - 1, 1), 0.0)
    reciprocals = harmonic[before + tied] - harmonic[before]
    precisions = step * tied + (worthy_before + 1 - step * (before + 1)) * reciprocals
    total = (worthy * precisions / np.maximum(tied, 1)).sum(axis=1)
    return np.asarray(total / np.maximum(worthy.sum(axis=1), 1), dtype=np.float64)


def precision_at(top: int, tied: Counts, worthy: Counts) -> Floats:
    """The part of the first ``top`` sentences that is worthy, over all orders of equal scores; shapes as above."""
    import numpy as np

    before = np.cumsum(tied, axis=1) - tied
    inside = np.clip(top - before, 0, tied)
    return np.asarray((worthy * inside / np.maximum(tied, 1)).sum(axis=1) / top, dtype=np.float64)


def _bins(worthy: NDArray[np.bool_], scores: Floats) -> tuple[Bin, ...]:
    import numpy as np

    places = np.minimum((scores * BINS + 1e-9).astype(int), BINS - 1)
    return tuple(
        Bin(place / BINS, int((places == place).sum()), int(worthy[places == place].sum())) for place in range(BINS)
    )
