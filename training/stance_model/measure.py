"""The int8 model on the dev sets of single sentences: the figures for its card, which say whether it still judges
language.

Invariant: only the dev sets are read here, and nothing is fitted on them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from labelled import LABELS, read
from numpy.typing import NDArray

from factcheck.domain import Question
from factcheck.evaluate.stance import STANCE_OF, JudgedPairs, StanceScores, baselines, score, together
from factcheck.stance.shipped import ShippedCrossEncoder
from factcheck.stance.windows import STANCES


def scored(folder: Path, model: Path) -> dict[str, JudgedPairs]:
    """What the model in ``model``, alone, says of every dev set, by name."""
    reader = ShippedCrossEncoder(model)
    found = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        pairs = read(path)
        print(f"{path.name}: {len(pairs)} pairs", file=sys.stderr, flush=True)
        opinions = reader.judge([Question(pair.claim, pair.evidence) for pair in pairs])
        chances = np.array([[one.probabilities[stance] for stance in STANCES] for one in opinions if one])
        texts = [(pair.claim, pair.evidence) for pair in pairs]
        gold = np.array([pair.label for pair in pairs])
        found[path.name.removesuffix(".jsonl.gz")] = JudgedPairs(texts, gold, chances, chances.argmax(axis=1))
    return found


def stance_scores(chances: NDArray[np.float64], labels: NDArray[np.int64]) -> StanceScores:
    """The figures of probabilities, shape (pairs, 3), beside labels."""
    return score(JudgedPairs([("", "")] * len(labels), labels, chances, chances.argmax(axis=1)))


def report(sets: dict[str, JudgedPairs]) -> Iterator[str]:
    """Markdown: a row a set."""
    assert tuple(STANCE_OF) == LABELS
    assert tuple(STANCE_OF.values()) == STANCES
    yield "| set | pairs | accuracy | macro-F1 | F1 supports | contradicts | neutral | ECE | majority | word overlap |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, one in sets.items():
        found = score(one)
        bare = " | ".join(f"{plain.macro_f1:.3f}" for plain in baselines(one).values())
        each = " | ".join(f"{one_class.f1:.3f}" for one_class in found.classes.values())
        yield (
            f"| {name} | {found.pairs:,} | {found.accuracy:.3f} | {found.macro_f1:.3f} | {each} "
            f"| {found.calibration_error:.3f} | {bare} |"
        )
    whole = score(together(sets.values()))
    figures = f"{whole.accuracy:.3f} | {whole.macro_f1:.3f} | | | | {whole.calibration_error:.3f}"
    yield f"| all | {whole.pairs:,} | {figures} | | |"
