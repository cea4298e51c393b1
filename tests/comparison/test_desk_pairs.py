"""How often a sure difference is right, on the labelled pairs of the folder that FACTCHECK_SHARED names."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from factcheck.comparison import compare
from factcheck.domain import Standing

SHARED = os.environ.get("FACTCHECK_SHARED")
DESK = Path(SHARED or ".") / "data" / "desk"
pytestmark = pytest.mark.skipif(
    not SHARED or not DESK.is_dir(), reason="FACTCHECK_SHARED names no folder with desk cases"
)


class Pair(NamedTuple):
    claim: str
    claim_date: date
    passage: str
    passage_date: date | None
    stance: str


def pairs() -> Iterator[Pair]:
    for case in sorted(path for path in DESK.iterdir() if path.is_dir()):
        published = date.fromisoformat(json.loads((case / "meta.json").read_text(encoding="utf-8"))["published"])
        notes = {note["id"]: note for note in _lines(case / "reference.jsonl")}
        for pair in _lines(case / "pairs.jsonl"):
            note = notes[pair["note_id"]]
            day = date.fromisoformat(note["published"]) if note["published"] else None
            yield Pair(pair["claim"], published, note["text"], day, pair["stance"])


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_sure_differences_and_facts_borne_out_are_right() -> None:
    against, borne_out = Counter[str](), Counter[str]()
    for pair in pairs():
        found = compare(pair.claim, pair.passage, pair.claim_date, pair.passage_date)
        if found.against:
            against[pair.stance] += 1
        elif all(fact.standing is Standing.BORNE_OUT for fact in found.facts):
            borne_out[pair.stance] += 1
    assert against["contradicts"] >= 23
    assert against["contradicts"] / against.total() >= 0.85, against
    assert borne_out["supports"] / borne_out.total() >= 0.85, borne_out
