"""Sentences worth checking beside a gold file: how far up the order they stand.

Invariant: equal scores are no order. Where several sentences share a score, each figure is the
one expected of a draw among them, so that a score with few values gains nothing by luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck import figures
from factcheck.claims import worth
from factcheck.errors import InputError
from factcheck.files import ItemError, Record, ShapeError, read_records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHAPE = '{"text": …, "label": 0 or 1}'
TOPS = (50, 100)  # sentences of which the precision is given
BINS = 10  # of the score, for calibration
DRAWS = 200  # for an interval
_SEED = 0
_TIES = 20  # orders drawn for sentences with equal scores


class Sentence(NamedTuple):
    text: str
    worthy: bool


@dataclass(frozen=True, slots=True)
class RankingScores:
    """How well one way of scoring orders the sentences; ``interval`` is that of ``precision``, 95 %."""

    average_precision: float
    interval: tuple[float, float]
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


def read_sentences(path: Path) -> Iterator[Sentence | ItemError]:
    """The sentences of JSONL or its .gz with ``text`` and ``label`` (1: worth checking, 0: not), an
    ItemError in the place of each line that is none. Raises InputError if the file cannot be read."""
    return read_records(path, _sentence, _SHAPE)


def _sentence(record: Record) -> Sentence:
    label = record.fields.get("label")
    if label not in (0, 1):
        raise ShapeError('no "label" of 0 or 1')
    return Sentence(record.text("text", blank=True), bool(label))


def score_sentences(sentences: Sequence[Sentence]) -> CheckworthyScores:
    """The figures of the program's order and of two plain ones. Raises InputError if one class is missing."""
    import numpy as np

    worthy = np.array([sentence.worthy for sentence in sentences])
    if worthy.all() or not worthy.any():
        raise InputError("sentences worth checking and others are needed, and there is only one of the two kinds.")
    scores = {name: np.array([order(item.text) for item in sentences]) for name, order in ORDERS.items()}
    return CheckworthyScores(
        sentences=len(sentences),
        worthy=int(worthy.sum()),
        rankings={name: _ranking(worthy, each) for name, each in scores.items()},
        bins=_bins(worthy, scores["factcheck"]),
    )


def _ranking(worthy: NDArray[np.bool_], scores: NDArray[np.float64]) -> RankingScores:
    import numpy as np

    random = np.random.default_rng(_SEED)
    orders = [worthy[np.lexsort((random.random(len(scores)), -scores))] for _ in range(_TIES)]
    drawn = []
    for _ in range(DRAWS):
        chosen = random.integers(len(scores), size=len(scores))
        order = np.lexsort((random.random(len(chosen)), -scores[chosen]))
        drawn.append(average_precision(worthy[chosen][order]))
    low, high = np.quantile(drawn, (0.025, 0.975))
    return RankingScores(
        average_precision=float(np.mean([average_precision(order) for order in orders])),
        interval=(float(low), float(high)),
        at={top: float(np.mean([order[:top].mean() for order in orders])) for top in TOPS if top <= len(scores)},
    )


def average_precision(worthy: NDArray[np.bool_]) -> float:
    """The mean precision at the place of each worthy sentence, of sentences in order."""
    import numpy as np

    if not worthy.any():
        return 0.0
    precision = np.cumsum(worthy) / np.arange(1, len(worthy) + 1)
    return float(precision[worthy].mean())


def _bins(worthy: NDArray[np.bool_], scores: NDArray[np.float64]) -> tuple[Bin, ...]:
    import numpy as np

    places = np.minimum((scores * BINS + 1e-9).astype(int), BINS - 1)
    return tuple(
        Bin(place / BINS, int((places == place).sum()), int(worthy[places == place].sum())) for place in range(BINS)
    )
