"""What comparing figures adds to a stance: the same pairs judged without and with it, set by set.

Invariant: both answers to a pair come from the same scores, so that every difference is the figures'; the
same pairs and scores give the same table, intervals included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.comparison.reading import read
from factcheck.domain import Stance
from factcheck.errors import InputError
from factcheck.evaluate import stance
from factcheck.evaluate.intervals import Estimate, estimates
from factcheck.files import FileKind, Record, ShapeError, kind_of, read_records, strictly
from factcheck.stance import rules
from factcheck.stance.figure_shifts import corrected
from factcheck.stance.pairs import Pair
from factcheck.stance.windows import STANCES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
class Effect:
    """A figure without and with figures compared, and the difference with its interval over pairs (paired)."""

    before: float
    after: float
    change: Estimate


@dataclass(frozen=True, slots=True)
class Gain:
    """Accuracy and macro-F1 of some pairs without and with figures, and the answers that figures changed: how many, how
    many of them were right before and are right now."""

    set: str
    part: str  # "figures", "moved" (those of them whose scores a finding moves), "rest", "all"
    pairs: int
    accuracy: Effect
    f1: Effect
    changed: int
    right_before: int
    right_after: int


def stance_files(paths: Iterable[str | Path]) -> list[Path]:
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


def read_gold(paths: Iterable[str | Path]) -> Iterator[tuple[str, Pair] | InputError]:
    """The labelled pairs of files and of folders of them, each with the name of its set, an error in the place of each
    line that holds no pair. Raises InputError for a file that cannot be read, or a folder without any."""
    for path in stance_files(paths):
        for item in stance.read_gold(path):
            yield item if isinstance(item, InputError) else (stance.set_name(path), item)


def run(pairs: Iterable[tuple[str, Pair]], given: Mapping[str, Mapping[Stance, float]] | None = None) -> list[Answer]:
    """Each pair judged twice: by the rules, or by the scores ``given`` by its id; pairs that they lack are left out."""
    if given is None:
        return [answer(name, pair) for name, pair in pairs]
    return [answer(name, pair, given[pair.id]) for name, pair in pairs if pair.id in given]


def answer(name: str, pair: Pair, scores: Mapping[Stance, float] | None = None) -> Answer:
    """``pair``, which has a label, judged by ``scores``, or else by the rules with figures left aside, and then
    with figures. ``name`` is that of its set."""
    if pair.label is None:
        raise ValueError(f"{pair.id}: without a label there is nothing to measure")
    label, reading = stance.STANCE_OF[pair.label], read(*pair.question[:4])
    if reading is None:
        neutral = scores or {stance: float(stance is Stance.NEUTRAL) for stance in STANCES}
        return Answer(name, pair, label, False, neutral, neutral)
    before = scores or rules.chances(pair.question, figures=False)
    after = corrected(scores, reading.comparisons) if scores else rules.chances(pair.question)
    return Answer(name, pair, label, bool(reading.comparisons), before, after)


def score(answers: Sequence[Answer]) -> list[Gain]:
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
        for column in zip(
            *((e.label, rules.likeliest(e.before), rules.likeliest(e.after)) for e in answers), strict=True
        )
    )
    changed = before != after
    return Gain(
        name,
        part,
        len(labels),
        *_effects(labels, before, after),
        changed=int(changed.sum()),
        right_before=int((before == labels)[changed].sum()),
        right_after=int((after == labels)[changed].sum()),
    )


def _effects(labels: NDArray[np.int64], before: NDArray[np.int64], after: NDArray[np.int64]) -> tuple[Effect, Effect]:
    """Of accuracy and of macro-F1, both from the same draws."""
    import numpy as np

    def measures(said: NDArray[np.int64], weights: NDArray[np.int64]) -> NDArray[np.float64]:
        accuracy = weights @ (said == labels) / len(labels)
        return np.stack([accuracy, stance.macro_f1(labels, said, weights)], axis=1)

    differences = estimates(len(labels), lambda weights: measures(after, weights) - measures(before, weights))
    whole = np.ones((1, len(labels)), dtype=np.int64)
    old, new = measures(before, whole)[0], measures(after, whole)[0]
    accuracy, f1 = (Effect(float(a), float(b), each) for a, b, each in zip(old, new, differences, strict=True))
    return accuracy, f1
