"""Files of claim and evidence, a pair a line, plain or compressed with gzip.

Invariant: a line that holds no pair is returned as the ItemError that names it; the rest go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factcheck.domain import Question, Verdict
from factcheck.files import ItemError, Record, read_records

_SHAPE = '{"id", "claim", "evidence"}'


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a text that may decide it. ``label`` is what a person said of it, where that is known."""

    id: str
    claim: str
    evidence: str
    label: Verdict | None = None
    claim_date: date | None = None
    evidence_date: date | None = None

    @property
    def question(self) -> Question:
        return Question(self.claim, self.evidence, self.claim_date, self.evidence_date)


def read_pairs(path: str | Path) -> Iterator[Pair | ItemError]:
    """The pairs of ``path``, a ItemError in the place of each line that holds none.

    A name that ends in .gz is decompressed; "-" is standard input. Raises InputError if the file itself cannot be read.
    """
    return read_records(path, _pair, _SHAPE)


def _pair(record: Record) -> Pair:
    return Pair(
        id=str(record.fields.get("id", record.number)),
        claim=record.text("claim"),
        evidence=record.text("evidence", blank=True),
        label=record.choice("label", Verdict),
        claim_date=record.day("claim_date"),
        evidence_date=record.day("evidence_date"),
    )
