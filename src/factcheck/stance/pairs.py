"""Files of claim and evidence, a pair a line, plain or compressed with gzip.

Invariant: a line that holds no pair is returned as the error that names it; the rest go on.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factcheck.domain import Verdict
from factcheck.errors import InputError
from factcheck.stance.judging import Question

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


def read_pairs(path: str | Path) -> Iterator[Pair | InputError]:
    """The pairs of ``path``, an error in the place of each line that holds none.

    A name that ends in .gz is decompressed; "-" is standard input. Raises InputError if the file itself cannot be read.
    """
    file = Path(path)
    try:
        with _opened(file) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _pair(f"{path}, line {number}", line, number)
    except (OSError, EOFError, zlib.error) as problem:
        reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else problem
        raise InputError(f"{path}: cannot be read ({reason}). Give pairs in JSONL, or its .gz.") from problem


def _opened(file: Path) -> AbstractContextManager[Iterable[bytes]]:
    if str(file) == "-":
        return nullcontext(sys.stdin.buffer)
    return gzip.open(file) if file.suffix == ".gz" else file.open("rb")


def _pair(place: str, line: bytes, number: int) -> Pair | InputError:
    try:
        fields = json.loads(line)
        claim, evidence = fields["claim"], fields["evidence"]
        if not isinstance(claim, str) or not isinstance(evidence, str) or not claim.strip():
            raise TypeError
        return Pair(
            id=str(fields.get("id", number)),
            claim=claim,
            evidence=evidence,
            label=Verdict(fields["label"]) if fields.get("label") is not None else None,
            claim_date=_date(fields.get("claim_date")),
            evidence_date=_date(fields.get("evidence_date")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        labels = "|".join(Verdict)
        return InputError(
            f'{place}: not a pair. Write {_SHAPE}, one a line; "label" may be {labels}, '
            '"claim_date" and "evidence_date" dates such as 2024-05-31.'
        )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
