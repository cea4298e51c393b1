"""The int8 model on the dev sets: its temperature, and the figures for its card.

Invariant: only the dev sets are read here, and nothing is trained on them; one temperature for all of them is
all that is taken from them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from data import LABELS, read
from numpy.typing import NDArray

from factcheck.domain import Stance
from factcheck.evaluate import stance as measures
from factcheck.stance import reading
from factcheck.stance.shipped import ShippedCrossEncoder

PRECISE = (0.70, 0.85)  # how often *supports* and *contradicts* must be right to be suggested
DRAWN = 500  # pairs of each set, for temperature and thresholds


@dataclass(frozen=True)
class Scores:
    """A dev set: gold labels (pairs,), probabilities at temperature 1 (pairs, 3), and the pairs' texts."""

    gold: NDArray[np.int64]
    chances: NDArray[np.float64]
    texts: list[tuple[str, str]]


def scored(folder: Path, model: Path) -> dict[str, Scores]:
    """What the model in ``model`` says of every dev set, by name."""
    reader = ShippedCrossEncoder(model)
    found = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        pairs = read(path)
        texts = [(pair.claim, pair.evidence) for pair in pairs]
        print(f"{path.name}: {len(pairs)} pairs", file=sys.stderr, flush=True)
        rows = [[one.probabilities[stance] for stance in measures.STANCES] for one in reader.score(texts)]
        found[path.name.removesuffix(".jsonl.gz")] = Scores(
            np.array([pair.label for pair in pairs]), np.array(rows), texts
        )
    return found


def temperature(sets: dict[str, Scores]) -> float:
    """The temperature that suits the sets best, each of about the same weight however large it is."""
    drawn = [_drawn(one) for one in sets.values()]
    gold = np.concatenate([one.gold[places] for one, places in zip(sets.values(), drawn, strict=True)])
    chances = np.concatenate([one.chances[places] for one, places in zip(sets.values(), drawn, strict=True)])
    return measures.best_temperature(gold, chances)


def sure(sets: dict[str, Scores]) -> dict[Stance, float]:
    """For each side, the least threshold from which on it is right as often as PRECISE asks, over the same pairs,
    where nothing in the words speaks for doubt (see ``factcheck.stance.judging``)."""
    drawn = [(one, place) for one in sets.values() for place in _drawn(one)]
    gold = np.array([one.gold[place] for one, place in drawn])
    chances = at(np.array([one.chances[place] for one, place in drawn]), temperature(sets))
    beside = [reading.read(*one.texts[place]) for one, place in drawn]
    turned = np.array([found is not None and found.turned for found in beside])
    return {
        Stance.SUPPORTS: _least(gold, chances, 0, ~turned),
        Stance.CONTRADICTS: _least(gold, chances, 1, turned),
    }


def _drawn(one: Scores) -> NDArray[np.int64]:
    return np.random.default_rng(0).permutation(len(one.gold))[:DRAWN]


def _least(gold: NDArray[np.int64], chances: NDArray[np.float64], place: int, undoubted: NDArray[np.bool_]) -> float:
    for threshold in np.round(np.arange(0.5, 1.0, 0.01), 2):
        taken = (chances[:, place] >= threshold) & undoubted
        if taken.any() and (gold[taken] == place).mean() >= PRECISE[place]:
            return float(threshold)
    return 1.0


def at(chances: NDArray[np.float64], warmth: float) -> NDArray[np.float64]:
    """Probabilities at another temperature."""
    odds = np.clip(chances, 1e-9, 1) ** (1 / warmth)
    warmed: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return warmed


def report(sets: dict[str, Scores]) -> Iterator[str]:
    """Markdown: a row a set, then what a threshold leaves."""
    warmth = temperature(sets)
    assert LABELS == ("supported", "contradicted", "unverified")  # the order of measures.STANCES
    yield "| set | pairs | accuracy | macro-F1 | F1 supports | contradicts | neutral | ECE | majority | word overlap |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, one in sets.items():
        found = measures.score(one.gold, at(one.chances, warmth))
        bare = measures.score(one.gold, measures.majority(one.gold)).macro_f1
        shared = measures.score(one.gold, measures.word_overlap(one.texts)).macro_f1
        each = " | ".join(f"{score.f1:.3f}" for score in found.classes.values())
        yield (
            f"| {name} | {found.pairs:,} | {found.accuracy:.3f} | {found.macro_f1:.3f} | {each} "
            f"| {found.calibration_error:.3f} | {bare:.3f} | {shared:.3f} |"
        )
    gold = np.concatenate([one.gold for one in sets.values()])
    whole = measures.score(gold, at(np.concatenate([one.chances for one in sets.values()]), warmth))
    figures = " | ".join(f"{one:.3f}" for one in (whole.accuracy, whole.macro_f1))
    yield f"| all | {whole.pairs:,} | {figures} | | | | {whole.calibration_error:.3f} | | |"
    yield ""
    yield "| threshold | a side is taken of | right | *contradicts* is said of | right |"
    yield "|---|---|---|---|---|"
    for point, against in zip(whole.curve, whole.contradicts, strict=True):
        right, sure = (f"{one.accuracy:.3f}" if one.accuracy is not None else "–" for one in (point, against))
        yield f"| {point.threshold} | {point.coverage:.1%} | {right} | {against.coverage:.1%} | {sure} |"
