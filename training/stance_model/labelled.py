"""A pair of claim and evidence with its label, and the files they come from.

Invariant: a label is a place in LABELS, which is the order of the model's outputs and of the stances in factcheck.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import NamedTuple

LABELS = ("supported", "contradicted", "unverified")
SUPPORTED, CONTRADICTED, NEUTRAL = range(3)


class Pair(NamedTuple):
    claim: str
    evidence: str
    label: int  # place in LABELS


def read(path: Path) -> list[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Pair(row["claim"], row["evidence"], LABELS.index(row["label"])) for row in rows]
