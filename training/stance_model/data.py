"""The pairs that the stance model is trained on, and how an epoch is drawn from them.

Invariant: only sets whose weights may be shipped are named in SETS; an epoch is a function of the data,
the seed and its number, so that a run can stop anywhere and go on.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import contrast
import harder
import negatives
from labelled import NEUTRAL, Pair, read


@dataclass(frozen=True)
class Source:
    """A training set: how often an epoch sees each of its rows, its licence, whose work it is."""

    name: str
    weight: float
    licence: str
    credit: str


SETS = (
    Source("fever", 2, "CC BY-SA 3.0", "FEVER, Thorne et al. 2018"),
    Source("feverous", 2, "CC BY-SA 3.0", "FEVEROUS, Aly et al. 2021"),
    Source("scifact", 3, "CC BY 4.0 and ODC-By", "SciFact, Wadden et al. 2020"),
    Source("check_covid", 2, "MIT", "Check-COVID, Wang et al. 2023"),
    Source("fever_nei_synth", 1, "CC BY-SA 3.0", "FEVER claims beside Wikipedia passages that do not decide them"),
    Source("synth_contrast", 1, "as FEVER, FEVEROUS, SciFact and MultiNLI", "numbers, years and comparisons changed"),
    Source("mnli_matched", 1, "OANC, CC and MIT", "MultiNLI, Williams et al. 2018"),
    Source("taxinli", 1, "C-UDA", "TaxiNLI, Joshi et al. 2020"),
    Source("conjnli", 0.67, "MIT", "ConjNLI, Saha et al. 2020"),
    Source("cad_snli", 0.5, "Apache-2.0", "Counterfactually augmented SNLI, Kaushik et al. 2020"),
    Source("snli_dev", 0.35, "CC BY-SA 4.0", "SNLI, Bowman et al. 2015"),
    Source("scone", 0.35, "CC0", "ScoNe, She et al. 2023"),
)
CONTRASTED = ("fever", "feverous", "scifact", "check_covid")  # sets whose pairs are also altered, and made harder
HALF = 0.5
FINISH, TURNED, UNRELATED = 4000, 1500, 1600  # rows of each kind that end the training
NEGATIVES_PER_CLAIM = 2


class Pool:
    """All that may be drawn: the sets below ``data/stance/train`` and what is made from them.

    The first epoch sees plain and altered pairs, every later one also harder ones.
    """

    def __init__(self, data: Path, seed: int) -> None:
        self._seed = seed
        self._sets = {source.name: read(data / "stance" / "train" / f"{source.name}.jsonl.gz") for source in SETS}
        self._contrasted = [pair for name in CONTRASTED for pair in self._sets[name]]
        self._altered = [pair for name in CONTRASTED for pair in contrast.altered(self._sets[name], seed)]
        mined = negatives.mined(data / "retrieval" / "scifact", NEGATIVES_PER_CLAIM)
        self._retrieved = [Pair(claim, text, NEUTRAL) for claim, text in mined]
        self.counts = {source.name: len(self._sets[source.name]) for source in SETS}
        self.counts |= {"altered": len(self._altered), "retrieved": len(self._retrieved)}

    def epoch(self, number: int) -> list[Pair]:
        """The rows of epoch ``number`` in the order of training: whole copies, and a part drawn anew."""
        draw = random.Random(f"{self._seed}/{number}")
        rows: list[Pair] = []
        weighted = [(self._sets[source.name], source.weight) for source in SETS]
        for pairs, weight in [*weighted, (self._altered, 1), (self._retrieved, 1)]:
            rows += pairs * int(weight)
            rows += draw.sample(pairs, round(len(pairs) * (weight - int(weight))))
        draw.shuffle(rows)
        return rows if number == 0 else self._harder(rows, draw)

    def finish(self) -> list[Pair]:
        """The last rows of all: some as in later epochs, words turned round, and evidence that has nothing to do with
        its claim."""
        draw = random.Random(f"{self._seed}/finish")
        everything = [pair for pairs in self._sets.values() for pair in pairs]
        turned = contrast.opposed(everything, self._seed)
        rows = [
            *draw.sample(self.epoch(1), FINISH),
            *draw.sample(turned, min(len(turned), TURNED)),
            *harder.unrelated(everything, UNRELATED, draw),
        ]
        draw.shuffle(rows)
        return rows

    def _harder(self, rows: list[Pair], draw: random.Random) -> list[Pair]:
        """``rows`` with their evidence made harder to read, and undecided pairs that look decided."""
        others = harder.distractors(self._contrasted)
        decided, undecided = set(self._contrasted), set(self._sets["fever_nei_synth"])
        made = [
            *harder.on_the_subject(self._sets["fever"], draw),
            *harder.insufficient(self._contrasted),
            *(harder.shortened(pair, draw) for pair in self._sets["fever_nei_synth"]),
        ]
        for row in rows:
            if row in decided and row.label != NEUTRAL:
                made.append(harder.amidst(row, others, draw))
            else:
                made.append(harder.shortened(row, draw) if row in undecided and draw.random() < HALF else row)
        draw.shuffle(made)
        return made


def batches(lengths: Sequence[int], tokens: int, draw: random.Random, *, window: int = 2048) -> Iterator[list[int]]:
    """Places of rows in batches of about ``tokens`` word pieces, rows of like length together.

    Rows are sorted within windows of ``window`` only, and the batches of a window are shuffled, so that
    lengths do not follow each other through the epoch.
    """
    for start in range(0, len(lengths), window):
        places = sorted(range(start, min(start + window, len(lengths))), key=lambda place: lengths[place])
        found: list[list[int]] = [[]]
        for place in places:
            if found[-1] and (len(found[-1]) + 1) * lengths[place] > tokens:
                found.append([])
            found[-1].append(place)
        draw.shuffle(found)
        yield from found
