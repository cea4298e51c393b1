"""Fits the shifts of factcheck.stance.figure_shifts on training sets only, and prints them as constants.

    python training/stance_numbers.py DATA [--scores FILE]

DATA is a folder with train/NAME.jsonl.gz, each of lines ``{"id", "claim", "evidence", "label"}``. FILE holds the
scores of a model, ``{"id", "scores": {"supports", "contradicts", "neutral"}}`` a line; without it the rules judge,
figures left aside. A multinomial logistic regression whose inputs are the findings and whose offset is the log of
the model's probabilities: the shifts say what the figures add to what the model already saw. Two constants for all
pairs with figures, and the findings that are not KEPT, are fitted along and dropped: that a model favours a side
there is not for figures to mend, and agreement and lack of figures say too little of the rest of the sentence. A
shift that would go the wrong way (a figure that differs making a claim likelier) is held at nothing.
Newton's method in numpy; the same data give the same shifts.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from gold import labelled
from numpy.typing import NDArray

from factcheck.comparison.reading import read
from factcheck.domain import Stance
from factcheck.evaluate.figures import read_scores
from factcheck.evaluate.stance import STANCE_OF
from factcheck.stance import rules
from factcheck.stance.figure_shifts import Finding, findings
from factcheck.stance.windows import STANCES, softmax

Array = NDArray[np.float64]

SETS = ("fever", "feverous", "fever_nei_synth", "scifact", "check_covid", "synth_contrast", "mnli_matched", "conjnli")
KEPT = (Finding.DATE_DIFFERS, Finding.COUNT_DIFFERS, Finding.SIZE_DIFFERS)
L2 = 3.0  # pairs' worth of doubt about each shift
LEAST = 1e-6
# Which way each finding may move supports and contradicts.
SIGNS = {
    finding: (-1, -1) if "missing" in finding else (1, -1) if "agree" in finding else (-1, 1) for finding in Finding
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--scores", type=Path)
    options = parser.parse_args()
    given = read_scores(options.scores) if options.scores else None
    rows = [row for name in SETS for row in _rows(options.data / "train" / f"{name}.jsonl.gz", given)]
    inputs, offsets, labels = (np.array(column) for column in zip(*rows, strict=True))
    shifts = fit(inputs, offsets, labels)
    print(f"# fitted on {len(rows)} pairs of {', '.join(SETS)}")
    for finding, count, (supports, contradicts) in zip(Finding, inputs.sum(axis=0), shifts, strict=True):
        if finding in KEPT:
            print(f"    Finding.{finding.name}: ({supports:.2f}, {contradicts:.2f}),  # {count:.0f} pairs")


def _rows(path: Path, given: dict[str, dict[Stance, float]] | None) -> Iterator[tuple[list[float], list[float], int]]:
    """For each pair with a figure in its claim: its findings, the log of its probabilities, its label."""
    for pair in labelled(path):
        reading = read(pair.claim, pair.evidence) if given is None or pair.id in given else None
        if reading is None or pair.label is None or not (found := findings(reading.comparisons)):
            continue
        scores = given[pair.id] if given else rules.probabilities(replace(reading, comparisons=()))
        offsets = [float(np.log(max(scores[stance], LEAST))) for stance in STANCES]
        yield [float(each in found) for each in Finding], offsets, STANCES.index(STANCE_OF[pair.label])


def fit(inputs: Array, offsets: Array, labels: NDArray[np.int64]) -> Array:
    """Shifts of shape (findings, 2): those of *supports* and *contradicts* against *neutral*."""
    rows = np.hstack([inputs, np.ones((len(inputs), 1))])
    signs = np.array([*(SIGNS[finding] for finding in Finding), (0, 0)]).T
    free = np.ones_like(signs, dtype=bool)
    while True:
        shifts = newton(rows, offsets, labels, free)
        wrong = free & (shifts * signs < 0)
        if not wrong.any():
            return shifts.T[:-1]
        free &= ~wrong


def newton(inputs: Array, offsets: Array, labels: NDArray[np.int64], free: NDArray[np.bool_], steps: int = 25) -> Array:
    """Weights of shape (2, inputs); those that are not ``free`` stay 0."""
    width = inputs.shape[1]
    weights = np.zeros((2, width))
    wanted, kept = np.eye(3)[labels][:, :2], np.flatnonzero(free.ravel())
    for _ in range(steps):
        odds = offsets + np.hstack([inputs @ weights.T, np.zeros((len(inputs), 1))])
        chances = softmax(odds)[:, :2]
        gradient = ((chances - wanted).T @ inputs + L2 * weights).ravel()
        hessian = L2 * np.eye(2 * width)
        for one in range(2):
            for other in range(2):
                slope = chances[:, one] * ((one == other) - chances[:, other])
                block = (inputs * slope[:, None]).T @ inputs
                hessian[one * width : (one + 1) * width, other * width : (other + 1) * width] += block
        step = np.linalg.solve(hessian[np.ix_(kept, kept)], gradient[kept])
        weights.ravel()[kept] -= step
    return weights


if __name__ == "__main__":
    main()
