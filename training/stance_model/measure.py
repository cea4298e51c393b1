"""The int8 model on the dev sets: its temperature, and the figures for its card.

Invariant: only the dev sets are read here, and nothing is trained on them; one temperature for all of them is
all that is taken from them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from labelled import LABELS, read
from numpy.typing import NDArray

from factcheck.domain import Stance
from factcheck.evaluate.stance import STANCE_OF, JudgedPairs, baselines, best_temperature, score, together
from factcheck.stance import reading
from factcheck.stance.shipped import ShippedCrossEncoder
from factcheck.stance.windows import STANCES

PRECISE = 0.70  # how often *supports* must be right to be shown
DRAWN = 500  # pairs of each set, for temperature and thresholds


def scored(folder: Path, model: Path) -> dict[str, JudgedPairs]:
    """What the model in ``model`` says of every dev set at temperature 1, by name."""
    reader = ShippedCrossEncoder(model)
    found = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        pairs = read(path)
        texts = [(pair.claim, pair.evidence) for pair in pairs]
        print(f"{path.name}: {len(pairs)} pairs", file=sys.stderr, flush=True)
        chances = np.array([[one.probabilities[stance] for stance in STANCES] for one in reader.score(texts)])
        gold = np.array([pair.label for pair in pairs])
        found[path.name.removesuffix(".jsonl.gz")] = JudgedPairs(texts, gold, chances, chances.argmax(axis=1))
    return found


def temperature(sets: dict[str, JudgedPairs]) -> float:
    """The temperature that suits the sets best, each of about the same weight however large it is."""
    sample = _sample(sets)
    return best_temperature(sample.gold, sample.chances)


def sure(sets: dict[str, JudgedPairs]) -> dict[Stance, float]:
    """The least probability from which *supports* is right as often as PRECISE asks, over the same pairs, where no
    figure, negation or opposite speaks against it. *Contradicts* a model of this size may never say by itself."""
    sample = _sample(sets)
    warmed = warm(sample, temperature(sets))
    beside = [reading.read(*texts) for texts in sample.texts]
    turned = np.array([found is not None and found.turned for found in beside])
    return {Stance.SUPPORTS: _least(warmed.gold, warmed.chances[:, STANCES.index(Stance.SUPPORTS)], ~turned)}


def _sample(sets: dict[str, JudgedPairs]) -> JudgedPairs:
    """At most DRAWN pairs of each set."""
    return together(_drawn(one) for one in sets.values())


def _drawn(one: JudgedPairs) -> JudgedPairs:
    places = np.random.default_rng(0).permutation(len(one.gold))[:DRAWN]
    texts = [one.texts[place] for place in places]
    return JudgedPairs(texts, one.gold[places], one.chances[places], one.said[places])


def _least(gold: NDArray[np.int64], chances: NDArray[np.float64], undoubted: NDArray[np.bool_]) -> float:
    """Of the chances of *supports*."""
    for threshold in np.round(np.arange(0.5, 1.0, 0.01), 2):
        taken = (chances >= threshold) & undoubted
        if taken.any() and (gold[taken] == STANCES.index(Stance.SUPPORTS)).mean() >= PRECISE:
            return float(threshold)
    return 1.0


def warm(judged: JudgedPairs, warmth: float) -> JudgedPairs:
    """The same pairs with probabilities at another temperature."""
    odds = np.clip(judged.chances, 1e-9, 1) ** (1 / warmth)
    return judged.answered(odds / odds.sum(axis=1, keepdims=True))


def report(sets: dict[str, JudgedPairs]) -> Iterator[str]:
    """Markdown: a row a set, then what a threshold leaves."""
    assert tuple(STANCE_OF) == LABELS
    assert tuple(STANCE_OF.values()) == STANCES
    warmth = temperature(sets)
    yield "| set | pairs | accuracy | macro-F1 | F1 supports | contradicts | neutral | ECE | majority | word overlap |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, one in sets.items():
        found = score(warm(one, warmth))
        bare = " | ".join(f"{plain.macro_f1:.3f}" for plain in baselines(one).values())
        each = " | ".join(f"{one_class.f1:.3f}" for one_class in found.classes.values())
        yield (
            f"| {name} | {found.pairs:,} | {found.accuracy:.3f} | {found.macro_f1:.3f} | {each} "
            f"| {found.calibration_error:.3f} | {bare} |"
        )
    whole = score(warm(together(sets.values()), warmth))
    figures = " | ".join(f"{one:.3f}" for one in (whole.accuracy, whole.macro_f1))
    yield f"| all | {whole.pairs:,} | {figures} | | | | {whole.calibration_error:.3f} | | |"
    yield ""
    yield "| threshold | a side is taken of | right | *contradicts* is said of | right |"
    yield "|---|---|---|---|---|"
    for point, against in zip(whole.curve, whole.contradicts, strict=True):
        right, sure = (f"{one.accuracy:.3f}" if one.accuracy is not None else "–" for one in (point, against))
        yield f"| {point.threshold} | {point.coverage:.1%} | {right} | {against.coverage:.1%} | {sure} |"
