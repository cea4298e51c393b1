"""What comparing figures adds to a stance: the same pairs judged without and with it, set by set.

Invariant: both answers to a pair come from the same scores, so that every difference is the figures'; the
same pairs and scores give the same table, intervals included.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.domain import Stance
from factcheck.errors import InputError
from factcheck.stance import rules
from factcheck.stance.numbers import corrected
from factcheck.stance.reading import read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LABELS = {"supported": Stance.SUPPORTS, "contradicted": Stance.CONTRADICTS, "unverified": Stance.NEUTRAL}
DRAWS = 1000
_SEED = 0
_BEST_FIRST = (Stance.NEUTRAL, Stance.CONTRADICTS, Stance.SUPPORTS)  # who wins a tie
_SHAPE = '{"id", "claim", "evidence", "label": "supported|contradicted|unverified"}'
_SCORES_SHAPE = '{"id", "scores": {"supports", "contradicts", "neutral"}}'


class Pair(NamedTuple):
    set: str
    id: str
    claim: str
    evidence: str
    label: Stance


@dataclass(frozen=True, slots=True)
class Answer:
    """A pair judged twice. ``numeric`` is true if its claim holds a figure."""

    pair: Pair
    numeric: bool
    before: Mapping[Stance, float]
    after: Mapping[Stance, float]

    @property
    def changed(self) -> bool:
        return likeliest(self.before) is not likeliest(self.after)


@dataclass(frozen=True, slots=True)
class Gain:
    """Accuracy and macro-F1 of some pairs without and with figures, the latter's difference with a 95 %
    interval (paired bootstrap over pairs), and the answers that figures changed: how many, how many of them
    were right before and are right now."""

    set: str
    part: str  # "figures", "rest", "all"
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


# -- reading ----------------------------------------------------------------------------


def stance_files(paths: Sequence[str | Path]) -> list[Path]:
    """The files themselves, and of folders all .jsonl and .jsonl.gz in them, by name. Raises InputError for none."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(p for p in path.iterdir() if p.name.endswith((".jsonl", ".jsonl.gz"))) if path.is_dir() else []
        if path.is_dir() and not inside:
            raise InputError(f"{path}: no .jsonl or .jsonl.gz file in it")
        found += inside or [path]
    return found


def read_pairs(path: Path) -> Iterator[Pair | InputError]:
    """The pairs of a file, an error in the place of each line that holds none."""
    name = path.name.removesuffix(".gz").removesuffix(".jsonl")
    for where, row in _lines(path):
        if isinstance(row, InputError):
            yield row
            continue
        texts = [row.get(key) for key in ("id", "claim", "evidence")]
        label = LABELS.get(str(row.get("label")))
        if label is None or not all(isinstance(text, str) for text in texts):
            yield InputError(f"{where}: not a labelled pair. Give {_SHAPE}.")
        else:
            yield Pair(name, str(texts[0]), str(texts[1]), str(texts[2]), label)


def read_scores(path: Path) -> dict[str, dict[Stance, float]]:
    """The scores of a model by the id of the pair. Raises InputError for a line that holds none."""
    scores = {}
    for where, row in _lines(path):
        try:
            if isinstance(row, InputError):
                raise row
            scores[str(row["id"])] = {stance: float(row["scores"][stance]) for stance in rules.STANCES}
        except (KeyError, TypeError, ValueError) as problem:
            raise InputError(f"{where}: no scores. Give {_SCORES_SHAPE}.") from problem
    return scores


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    where = f"{path}, line {number}"
                    try:
                        row = json.loads(line)
                    except ValueError as problem:
                        yield where, InputError(f"{where}: not JSON ({problem}).")
                        continue
                    yield where, row if isinstance(row, dict) else InputError(f"{where}: not an object.")
    except (OSError, EOFError, zlib.error) as problem:
        raise InputError(f"{path}: cannot be read ({problem}).") from problem


# -- judging and measuring --------------------------------------------------------------


def answer(pair: Pair, scores: Mapping[Stance, float] | None = None) -> Answer:
    """``pair`` judged by ``scores``, or else by the rules with figures left aside, and then with figures."""
    reading = read(pair.claim, pair.evidence)
    if reading is None:
        neutral = scores or {Stance.SUPPORTS: 0.0, Stance.CONTRADICTS: 0.0, Stance.NEUTRAL: 1.0}
        return Answer(pair, False, neutral, neutral)
    before = scores or rules.probabilities(replace(reading, comparisons=()))
    return Answer(pair, bool(reading.comparisons), before, corrected(before, reading.comparisons))


def gains(answers: Sequence[Answer]) -> list[Gain]:
    """Set by set and for all together: the pairs whose claim holds a figure, and the rest."""
    names = list(dict.fromkeys(each.pair.set for each in answers))
    groups = [(name, [each for each in answers if each.pair.set == name]) for name in names]
    if len(groups) > 1:
        groups.append(("all sets", list(answers)))
    found = []
    for name, group in groups:
        numeric, rest = ([each for each in group if each.numeric is wanted] for wanted in (True, False))
        parts = (("figures", numeric), ("rest", rest), ("all", group))
        found += [_gain(name, part, each) for part, each in parts if each]
    return found


def _gain(name: str, part: str, answers: Sequence[Answer]) -> Gain:
    import numpy as np

    labels, before, after = (
        np.array([rules.STANCES.index(stance) for stance in column])
        for column in zip(*((e.pair.label, likeliest(e.before), likeliest(e.after)) for e in answers), strict=True)
    )
    draws = np.random.default_rng(_SEED).multinomial(len(labels), [1 / len(labels)] * len(labels), size=DRAWS)
    weights = np.vstack([np.ones((1, len(labels)), dtype=draws.dtype), draws])
    accuracy = [weights @ (said == labels) / len(labels) for said in (before, after)]
    f1 = [_macro_f1(weights, labels, said) for said in (before, after)]
    changed = before != after
    return Gain(
        name, part, len(labels),
        (float(accuracy[0][0]), float(accuracy[1][0])), (float(f1[0][0]), float(f1[1][0])),
        _interval(accuracy[1] - accuracy[0]), _interval(f1[1] - f1[0]),
        int(changed.sum()), int((before == labels)[changed].sum()), int((after == labels)[changed].sum()),
    )  # fmt: skip


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
