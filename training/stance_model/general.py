"""More general pairs, on which the upper layers go on learning before they see a desk.

Invariant: only sets whose weights may be shipped are named here, and none of their rows is in a set that anything is
measured on.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from labelled import Pair, read
from upper import Course

COURSE = Course(epochs=1, rate=1e-4, batch=32, smoothing=0.05)
SEED = 10  # of the draw and of the course


@dataclass(frozen=True)
class Taken:
    """A set below ``stance``, how many of its rows are drawn, its licence, whose work it is."""

    name: str
    rows: int
    licence: str
    credit: str


SETS = (
    Taken("train2/te_newprot_edit", 5000, "CC BY-SA 3.0", "edited Wikipedia sentences, Bowman et al. 2020"),
    Taken("train2/infotabs", 3500, "Apache-2.0", "InfoTabS, Gupta et al. 2020"),
    Taken("train2/squadshifts_wiki", 1500, "CC BY 4.0", "SQuAD shifts, Miller et al. 2020, by rule"),
    Taken("train2/boolq", 1200, "CC BY-SA 3.0", "BoolQ, Clark et al. 2019"),
    Taken("train2/wikifactcheck_neg", 600, "CC BY-SA 4.0", "CANNOT / WikiFactCheck-English"),
    Taken("train2/evidence_inference", 600, "MIT", "Evidence Inference 2.0, DeYoung et al. 2020"),
    Taken("train2/condaqa", 400, "Apache-2.0", "CondaQA, Ravichander et al. 2022"),
    Taken("train2/mnli_olora", 2000, "as MultiNLI", "MultiNLI, Williams et al. 2018"),
    Taken("train2/pubmedqa", 300, "MIT", "PubMedQA, Jin et al. 2019"),
    Taken("train2/ambient", 300, "CC BY 4.0", "AmbiEnt, Liu et al. 2023"),
    Taken("train/mnli_matched", 2500, "OANC, CC and MIT", "MultiNLI, Williams et al. 2018"),
    Taken("train/taxinli", 1000, "C-UDA", "TaxiNLI, Joshi et al. 2020"),
    Taken("train/fever", 1200, "CC BY-SA 3.0", "FEVER, Thorne et al. 2018"),
    Taken("train/feverous", 600, "CC BY-SA 3.0", "FEVEROUS, Aly et al. 2021"),
    Taken("train/scifact", 800, "CC BY 4.0 and ODC-By", "SciFact, Wadden et al. 2020"),
    Taken("train/check_covid", 300, "MIT", "Check-COVID, Wang et al. 2023"),
)


def pairs(stance: Path) -> list[Pair]:
    """The rows of SETS below ``stance``, mixed; the same for the same files."""
    draw = random.Random(SEED)
    found: list[Pair] = []
    for each in SETS:
        rows = read(stance / f"{each.name}.jsonl.gz")
        found += draw.sample(rows, min(each.rows, len(rows)))
    draw.shuffle(found)
    return found
