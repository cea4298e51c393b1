"""What comparing figures adds to a stance: the same pairs judged without and with it, set by set.

Invariant: both answers to a pair come from the same scores, so that every difference is the figures'; the
same pairs and scores give the same table, intervals included.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.domain import Stance
from factcheck.errors import InputError
from factcheck.evaluate.stance import STANCE_OF, STANCES
from factcheck.files import FileKind, Record, ShapeError, kind_of, read_records, strictly
from factcheck.stance import rules
from factcheck.stance.figure_shifts import corrected
from factcheck.stance.pairs import Pair
from factcheck.stance.reading import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS = 1000
_SEED = 0
_BEST_FIRST = (Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS)  # who wins a tie
_SCORES_SHAPE = '{"id", "scores": {"supports", "contradicts", "neutral"}}'


@dataclass(frozen=True, slots=True)
class Answer:
    """A labelled pair of a ``set`` judged twice. ``numeric`` is true if its claim holds a figure."""

    set: str
    pair: Pair
    label: Stance
    numeric: bool
    before: Mapping[Stance, float]
    after: Mapping[Stance, float]


@dataclass(frozen=True, slots=True)
class Gain:
    """Accuracy and macro-F1 of some pairs without and with figures, the latter's difference with a 95 %
    interval (paired bootstrap over pairs), and the answers that figures changed: how many, how many of them
    were right before and are right now."""

    set: str
    part: str  # "figures", "moved" (those of them whose scores a finding moves), "rest", "all"
    pairs: int
    accuracy: tuple[float, float]
    f1: tuple[float, float]
    accuracy_interval: tuple[float, float]
    f1_interval: tuple[float, float]
    changed: int
    right_before: int
    right_after: int


def likeliest(scores: Mapping[Stance, float]) -> Stance:
    return max(_BEST_FIRST, key=lambda stance: scores[stance])


def stance_files(paths: Sequence[str | Path]) -> list[Path]:
    """The files themselves, and of folders all .jsonl and .jsonl.gz in them, by name. Raises InputError for none."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(p for p in path.iterdir() if kind_of(p) is FileKind.JSON_LINES) if path.is_dir() else []
        if path.is_dir() and not inside:
            raise InputError(f"{path}: no .jsonl or .jsonl.gz file in it.")
        found += inside or [path]
    return found


def read_scores(path: str | Path) -> dict[str, dict[Stance, float]]:
    """The scores of a model by the id of the pair. Raises InputError for a line that holds none."""
    return dict(strictly(read_records(path, _scores, _SCORES_SHAPE)))


def _scores(record: Record) -> tuple[str, dict[Stance, float]]:
    given = record.fields.get("scores")
    if not isinstance(given, dict) or not all(isinstance(given.get(stance), float | int) for stance in STANCES):
        raise ShapeError("no scores")
    return record.name("id"), {stance: float(given[stance]) for stance in STANCES}


def answer(name: str, pair: Pair, scores: Mapping[Stance, float] | None = None) -> Answer:
    """``pair``, which has a label, judged by ``scores``, or else by the rules with figures left aside, and then
    with figures. ``name`` is that of its set."""
    if pair.label is None:
        raise ValueError(f"{pair.id}: without a label there is nothing to measure")
    label, reading = STANCE_OF[pair.label], read(*pair.question[:4])
    if reading is None:
        neutral = scores or {stance: float(stance is Stance.NEUTRAL) for stance in STANCES}
        return Answer(name, pair, label, False, neutral, neutral)
    before = scores or rules.probabilities(replace(reading, comparisons=()))
    return Answer(name, pair, label, bool(reading.comparisons), before, corrected(before, reading.comparisons))


def gains(answers: Sequence[Answer]) -> list[Gain]:
    """Set by set and for all together: the pairs whose claim holds a figure, those moved, and the rest."""
    names = list(dict.fromkeys(each.set for each in answers))
    groups = [(name, [each for each in answers if each.set == name]) for name in names]
    if len(groups) > 1:
        groups.append(("all sets", list(answers)))
    found = []
    for name, group in groups:
        numeric, rest = ([each for each in group if each.numeric is wanted] for wanted in (True, False))
        moved = [each for each in numeric if each.before != each.after]
        parts = (("figures", numeric), ("moved", moved), ("rest", rest), ("all", group))
        found += [_gain(name, part, each) for part, each in parts if each]
    return found


def _gain(name: str, part: str, answers: Sequence[Answer]) -> Gain:
    import numpy as np

    labels, before, after = (
        np.array([STANCES.index(stance) for stance in column])
        for column in zip(*((e.label, likeliest(e.before), likeliest(e.after)) for e in answers), strict=True)
    )
    draws = np.random.default_rng(_SEED).multinomial(len(labels), [1 / len(labels)] * len(labels), size=DRAWS)
    weights = np.vstack([np.ones((1, len(labels)), dtype=draws.dtype), draws])
    accuracy = [weights @ (said == labels) / len(labels) for said in (before, after)]
    f1 = [_macro_f1(weights, labels, said) for said in (before, after)]
    changed = before != after
    return Gain(
        name,
        part,
        len(labels),
        (float(accuracy[0][0]), float(accuracy[1][0])),
        (float(f1[0][0]), float(f1[1][0])),
        _interval(accuracy[1] - accuracy[0]),
        _interval(f1[1] - f1[0]),
        int(changed.sum()),
        int((before == labels)[changed].sum()),
        int((after == labels)[changed].sum()),
    )


def _interval(differences: NDArray[np.float64]) -> tuple[float, float]:
    """The middle 95 % of the draws; the first row is the sample itself."""
    import numpy as np

    low, high = np.quantile(differences[1:], (0.025, 0.975))
    return float(low), float(high)


def _macro_f1(weights: NDArray[np.int64], labels: NDArray[np.int64], said: NDArray[np.int64]) -> NDArray[np.float64]:
    """Macro-F1 over the labels that the pairs have, for each row of weights."""
    import numpy as np

    each = []
    for stance in np.unique(labels):
        both = weights @ ((said == stance) & (labels == stance))
        either = weights @ (said == stance) + weights @ (labels == stance)
        each.append(np.divide(2.0 * both, either, out=np.zeros(len(weights)), where=either > 0))
    return np.asarray(np.mean(each, axis=0), dtype=np.float64)
