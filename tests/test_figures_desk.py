"""How often a claim and a note whose figures surely differ are labelled as contradicting, on real cases of a desk.

Needs the project's shared data: FACTCHECK_SHARED names the folder, and without it this is skipped. With ``-s`` it
prints a table.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from factcheck.figures import compare_texts


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text and len(text) >= len("2020-01-01") else None


def surely_differing(case: Path) -> Iterator[str]:
    """The label of each pair of the case in which a figure surely differs."""
    written = day(json.loads((case / "meta.json").read_text(encoding="utf-8"))["published"])
    notes = {note["id"]: note for note in rows(case / "reference.jsonl")}
    for pair in rows(case / "pairs.jsonl"):
        note = notes[pair["note_id"]]
        found = compare_texts(pair["claim"], note["text"], written, day(note["published"]))
        if any(comparison.is_sure_difference for comparison in found):
            yield pair["stance"]


def test_a_sure_difference_is_a_contradiction_four_times_of_five(shared: Path) -> None:
    cases = sorted(path.parent for path in (shared / "data" / "desk").glob("*/pairs.jsonl"))
    found = {case.name: Counter(surely_differing(case)) for case in cases}
    for name, labels in found.items():
        print(f"{name:<30} {dict(labels)}")
    labels = sum(found.values(), Counter[str]())
    print(f"{'all':<30} {dict(labels)}")
    assert labels["contradicts"] >= 10
    assert labels["contradicts"] >= 0.8 * labels.total()
