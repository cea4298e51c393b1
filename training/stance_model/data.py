"""The pairs that the stance model is trained on, and how an epoch is drawn from them.

Invariant: only sets whose weights may be shipped are named in SETS; an epoch is a function of the data,
the seed and its number, so that a run can stop anywhere and go on.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import contrast
import harder
import negatives

LABELS = ("supported", "contradicted", "unverified")  # the model's outputs, in order
NEUTRAL = LABELS.index("unverified")
UNDECIDED = "fever_nei_synth"


class Pair(NamedTuple):
    claim: str
    evidence: str
    label: int  # place in LABELS


@dataclass(frozen=True)
class Source:
    """A training set: how often an epoch sees each of its rows, its licence, whose work it is.

    ``found`` says that its evidence is like what a search brings up, and not a sentence written for its claim.
    """

    name: str
    weight: float
    licence: str
    credit: str
    found: bool = False


SETS = (
    Source("fever", 2, "CC BY-SA 3.0", "FEVER, Thorne et al. 2018", found=True),
    Source("feverous", 2, "CC BY-SA 3.0", "FEVEROUS, Aly et al. 2021", found=True),
    Source("scifact", 3, "CC BY 4.0 and ODC-By", "SciFact, Wadden et al. 2020", found=True),
    Source("check_covid", 2, "MIT", "Check-COVID, Wang et al. 2023", found=True),
    Source("fever_nei_synth", 1, "CC BY-SA 3.0", "FEVER claims beside Wikipedia passages that do not decide them"),
    Source("synth_contrast", 1.5, "as FEVER, FEVEROUS, SciFact and MultiNLI", "numbers, years and comparisons changed"),
    Source("mnli_matched", 1, "OANC, CC and MIT", "MultiNLI, Williams et al. 2018"),
    Source("taxinli", 1, "C-UDA", "TaxiNLI, Joshi et al. 2020"),
    Source("conjnli", 0.5, "MIT", "ConjNLI, Saha et al. 2020"),
    Source("cad_snli", 0.5, "Apache-2.0", "Counterfactually augmented SNLI, Kaushik et al. 2020"),
    Source("snli_dev", 0.5, "CC BY-SA 4.0", "SNLI, Bowman et al. 2015"),
    Source("scone", 0.35, "CC0", "ScoNe, She et al. 2023"),
)
TURNED, UNRELATED = 1500, 1500  # rows an epoch
NEGATIVES_PER_CLAIM = 2


def read(path: Path) -> list[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Pair(row["claim"], row["evidence"], LABELS.index(row["label"])) for row in rows]


class Pool:
    """All that may be drawn: the sets below ``data/stance/train`` and what is made from them."""

    def __init__(self, data: Path, seed: int) -> None:
        self._seed = seed
        self._sets = {source.name: read(data / "stance" / "train" / f"{source.name}.jsonl.gz") for source in SETS}
        self._found = {source.name: self._sets[source.name] for source in SETS if source.found}
        self._altered = [pair for pairs in self._found.values() for pair in contrast.altered(pairs, seed)]
        self._turned = contrast.opposed([pair for pairs in self._sets.values() for pair in pairs], seed)
        mined = negatives.mined(data / "retrieval" / "scifact", NEGATIVES_PER_CLAIM)
        self._retrieved = [Pair(claim, text, NEUTRAL) for claim, text in mined]
        self.counts = {source.name: len(self._sets[source.name]) for source in SETS}
        self.counts |= {"altered": len(self._altered), "retrieved": len(self._retrieved)}

    def epoch(self, number: int) -> list[Pair]:
        """The rows of epoch ``number`` in the order of training, each set as often as its weight says."""
        draw = random.Random(f"{self._seed}/{number}")
        rows = [
            pair
            for source in SETS
            if not source.found and source.name != UNDECIDED
            for pair in _times(self._sets[source.name], source.weight, draw)
        ]
        rows += draw.sample(self._turned, min(len(self._turned), TURNED))
        rows += harder.unrelated([pair for pairs in self._sets.values() for pair in pairs], UNRELATED, draw)
        rows += self._as_found(draw)
        draw.shuffle(rows)
        return rows

    def _as_found(self, draw: random.Random) -> Iterator[Pair]:
        """Pairs as a search would bring them up: among other sentences, behind a title, decided or not."""
        marked = [pair for pairs in self._found.values() for pair in pairs]
        others = harder.distractors(marked)
        for source in SETS:
            if source.found:
                for pair in _times(self._sets[source.name], source.weight, draw):
                    yield harder.varied(pair, others, draw)
        for pair in self._sets[UNDECIDED]:
            yield harder.varied(harder.shortened(pair, draw), others, draw)
        for pair in (
            *self._altered, *self._retrieved, *harder.insufficient(marked),
            *harder.on_the_subject(self._sets["fever"], draw),
        ):  # fmt: skip
            yield harder.varied(pair, others, draw)


def _times(pairs: Sequence[Pair], weight: float, draw: random.Random) -> list[Pair]:
    """Every pair as often as the whole part of ``weight`` says, and a part drawn anew."""
    part = draw.sample(pairs, round(len(pairs) * (weight - int(weight))))
    return [*list(pairs) * int(weight), *part]


def batches(
    lengths: Sequence[int], tokens: int, parts: int, draw: random.Random, *, window: int = 2048
) -> Iterator[list[list[int]]]:
    """Places of rows in batches of ``parts`` parts, each with about ``tokens`` word pieces in rows of like length.

    A batch is one step of training. Its parts are of lengths drawn at random, so that it mixes short and long
    rows, and so the sets; within a part nothing is lost to padding.
    """
    for start in range(0, len(lengths), window):
        places = sorted(range(start, min(start + window, len(lengths))), key=lambda place: lengths[place])
        found: list[list[int]] = [[]]
        for place in places:
            if found[-1] and (len(found[-1]) + 1) * lengths[place] > tokens:
                found.append([])
            found[-1].append(place)
        draw.shuffle(found)
        yield from (found[first : first + parts] for first in range(0, len(found), parts))
