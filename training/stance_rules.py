"""Fits the weights of factcheck.stance.rules and measures them.

    python training/stance_rules.py DATA [--encoder NAME] [--dev-rows N]

DATA is a folder with train/ and dev/, each of ``NAME.jsonl.gz`` files of lines
``{"claim", "evidence", "label": "supported|contradicted|unverified"}``. Multinomial logistic regression
by accelerated gradient descent (Nesterov 1983) in numpy, seeds fixed: the same data give the same file.
Only sets that may be trained on and whose weights may be shipped are named in TRAIN. Writes rules.json
beside the module in a checkout, then measures what it wrote.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gold import labelled
from numpy.typing import NDArray

from factcheck import encoder, settings
from factcheck.comparison.reading import EvidenceReading, read
from factcheck.domain import Encoder
from factcheck.evaluate.stance import STANCE_OF, calibration_error, macro_f1
from factcheck.stance import rules
from factcheck.stance.windows import STANCES, softmax

Array = NDArray[np.float64]

# Set, rows taken, licence, and whose work it is.
TRAIN = (
    ("fever", 2000, "CC BY-SA 3.0", "FEVER, Thorne et al. 2018"),
    ("feverous", 1500, "CC BY-SA 3.0", "FEVEROUS, Aly et al. 2021"),
    ("scifact", 1257, "CC BY 4.0 and ODC-By", "SciFact, Wadden et al. 2020"),
    ("check_covid", 1049, "MIT", "Check-COVID, Wang et al. 2023"),
    ("fever_nei_synth", 2000, "CC BY-SA 3.0", "FEVER claims beside Wikipedia passages that do not decide them"),
    ("synth_contrast", 800, "as FEVER and FEVEROUS", "numbers, years and comparisons changed in the sets above"),
    ("mnli_matched", 1000, "OANC, CC and MIT", "MultiNLI, Williams et al. 2018"),
    ("conjnli", 400, "MIT", "ConjNLI, Saha et al. 2020"),
)
OUTPUT = Path(rules.__file__).with_name("rules.json")
SEED = 0
L2 = 1e-3
STEPS = 3000
SUPPORT_AT, CONTRADICT_AT = 0.6, 0.55
ECE_BINS = 10


@dataclass
class Set:
    """Rows of one data set: ``features`` of shape (rows, FEATURES), labels as indexes of STANCES."""

    name: str
    pairs: list[tuple[str, str]]
    readings: list[EvidenceReading]
    features: Array
    labels: NDArray[np.int64]
    similarities: list[float | None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--encoder", help="also measure with the similarities that this encoder gives (slow)")
    parser.add_argument("--dev-rows", type=int, default=700, help="rows taken of each dev set")
    options = parser.parse_args()
    train = [load(options.data / "train" / f"{name}.jsonl.gz", rows) for name, rows, _, _ in TRAIN]
    dev = [load(path, options.dev_rows) for path in sorted((options.data / "dev").glob("*.jsonl.gz"))]
    weights = fit(np.vstack([s.features for s in train]), np.concatenate([s.labels for s in train]))
    OUTPUT.write_text(json.dumps(described(weights, train), indent=1) + "\n", encoding="utf-8")
    rules.table.cache_clear()
    if options.encoder:
        add_similarity(dev, encoder.load(settings.load({"encoder": options.encoder})))
    report(train, dev)


def load(path: Path, rows: int) -> Set:
    found = labelled(path)
    random.Random(SEED).shuffle(found)
    kept = [(pair, reading) for pair in found[:rows] if (reading := read(pair.claim, pair.evidence))]
    return Set(
        name=path.name.removesuffix(".jsonl.gz"),
        pairs=[(pair.claim, pair.evidence) for pair, _ in kept],
        readings=[reading for _, reading in kept],
        features=np.array([rules.features(reading) for _, reading in kept]),
        labels=np.array([STANCES.index(STANCE_OF[pair.label]) for pair, _ in kept if pair.label]),
        similarities=[None] * len(kept),
    )


def add_similarity(sets: list[Set], model: Encoder) -> None:
    texts = sorted({text for s in sets for pair in s.pairs for text in pair})
    vectors = dict(zip(texts, model.encode(texts), strict=True))
    for s in sets:
        s.similarities = [float(vectors[claim] @ vectors[evidence]) for claim, evidence in s.pairs]


def fit(inputs: Array, labels: NDArray[np.int64]) -> list[list[float]]:
    """Weights of shape (STANCES, 1 + FEATURES), the bias first; L2 on all but the bias."""
    rows = np.hstack([np.ones((len(inputs), 1)), inputs])
    wanted = np.eye(len(STANCES))[labels]
    step = 1 / (np.linalg.norm(rows, 2) ** 2 / len(rows) / 2 + L2)
    weights = ahead = np.zeros((len(STANCES), rows.shape[1]))
    momentum = 1.0
    for _ in range(STEPS):
        penalty = L2 * ahead
        penalty[:, 0] = 0
        gradient = (softmax(rows @ ahead.T) - wanted).T @ rows / len(rows) + penalty
        before, weights = weights, ahead - step * gradient
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead, momentum = weights + (momentum - 1) / faster * (weights - before), faster
    return [[round(float(weight), 4) for weight in row] for row in weights]


def described(weights: list[list[float]], train: list[Set]) -> dict[str, object]:
    return {
        "made_by": "training/stance_rules.py",
        "method": f"multinomial logistic regression, L2 {L2}, seed {SEED}",
        "trained_on": [
            {"set": name, "rows": len(s.labels), "licence": licence, "source": source}
            for (name, _, licence, source), s in zip(TRAIN, train, strict=True)
        ],
        "stances": list(STANCES),
        "features": ["bias", *rules.FEATURES],
        "weights": weights,
        "support_at": SUPPORT_AT,
        "contradict_at": CONTRADICT_AT,
    }


# -- measuring --------------------------------------------------------------------------


def report(train: list[Set], dev: list[Set]) -> None:
    """Prints a Markdown table, a dev set a line, and one line for all their rows together.

    A cell of the rules reads accuracy / macro-F1 / calibration error; the baselines have macro-F1.
    """
    overlap_at = best_overlap(train)
    print("| set | rows | rules | likeliest | overlap | majority | supports | contradicts |")
    print("|---|---|---|---|---|---|---|---|")
    for s in [*dev, merged("all dev", dev)]:
        found = decided(s)
        overlap = np.where(s.features[:, 0] >= overlap_at, 0, 2)
        majority = np.full(len(s.labels), np.bincount(s.labels).argmax())
        baselines = [f"{f1(s.labels, said):.3f}" for said in (likeliest(s), overlap, majority)]
        sides = [precision(s, found[0], side) for side in (0, 1)]
        cells = [s.name, str(len(s.labels)), scores(s, found), *baselines, *sides]
        print("| " + " | ".join(cells) + " |")
    print(f"\noverlap: supports from a coverage of {overlap_at:.2f} on, else neutral; majority: each set's own")


def precision(s: Set, said: NDArray[np.int64], side: int) -> str:
    """How often the side is said and how often rightly, beside how common it is."""
    chosen = said == side
    right = f"{(s.labels[chosen] == side).mean():.2f}" if chosen.any() else "–"
    return f"{chosen.sum()} said, {right} right, {(s.labels == side).mean():.2f} of rows"


def merged(name: str, sets: list[Set]) -> Set:
    return Set(
        name,
        [p for s in sets for p in s.pairs],
        [r for s in sets for r in s.readings],
        np.vstack([s.features for s in sets]),
        np.concatenate([s.labels for s in sets]),
        [cosine for s in sets for cosine in s.similarities],
    )


def decided(s: Set) -> tuple[NDArray[np.int64], Array]:
    """What the rules say of each row, as an index of STANCES, and how sure they are."""
    found = [rules.decide(reading, cosine) for reading, cosine in zip(s.readings, s.similarities, strict=True)]
    return np.array([STANCES.index(stance) for stance, _ in found]), np.array([p for _, p in found])


def scores(s: Set, found: tuple[NDArray[np.int64], Array]) -> str:
    said, sure = found
    error = calibration_error(said == s.labels, sure, ECE_BINS)
    return f"{(said == s.labels).mean():.3f} / {f1(s.labels, said):.3f} / {error:.3f}"


def likeliest(s: Set) -> NDArray[np.int64]:
    """The likeliest stance of each row, without the guards of ``rules.decide``."""
    chances = [rules.probabilities(reading) for reading in s.readings]
    return np.array([np.argmax([chance[stance] for stance in STANCES]) for chance in chances])


def f1(labels: NDArray[np.int64], said: NDArray[np.int64]) -> float:
    return float(macro_f1(labels, said)[0])


def best_overlap(train: list[Set]) -> float:
    """The coverage from which "supports" beats "neutral" most often in training."""
    coverage, labels = np.concatenate([s.features[:, 0] for s in train]), np.concatenate([s.labels for s in train])
    return max((n / 20 for n in range(21)), key=lambda at: f1(labels, np.where(coverage >= at, 0, 2)))


if __name__ == "__main__":
    main()
