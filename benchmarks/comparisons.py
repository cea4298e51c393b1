"""How fast a claim is laid beside a passage on one core, and how often a sure difference is right on labelled cases.

    python benchmarks/comparisons.py FOLDER

FOLDER has a folder for each case: meta.json (``published``), reference.jsonl (``id``, ``text``, ``published``) and
pairs.jsonl (``claim``, ``note_id``, ``stance``). For each case, for the cases in odd and in even places of the
alphabet, and for all: pairs, pairs that contradict, pairs with a sure difference and how many of those contradict;
pairs all of whose facts are borne out and how many of those support. Then processor milliseconds a pair, as each comes
first and when both texts have been read before.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.comparison import compare
from factcheck.domain import Standing


class LabelledPair(NamedTuple):
    claim: str
    passage: str
    claim_date: date
    passage_date: date | None
    stance: str


def read_case(folder: Path) -> list[LabelledPair]:
    published = date.fromisoformat(json.loads((folder / "meta.json").read_text(encoding="utf-8"))["published"])
    notes = {note["id"]: note for note in _lines(folder / "reference.jsonl")}
    return [
        LabelledPair(pair["claim"], note["text"], published, _day(note["published"]), pair["stance"])
        for pair in _lines(folder / "pairs.jsonl")
        for note in (notes[pair["note_id"]],)
    ]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def count(pairs: Sequence[LabelledPair]) -> Counter[str]:
    found: Counter[str] = Counter()
    for claim, passage, claim_date, passage_date, stance in pairs:
        compared = compare(claim, passage, claim_date, passage_date)
        found["pairs"] += 1
        found[stance] += 1
        if compared.against:
            found["against"] += 1
            found["against right"] += stance == "contradicts"
        elif all(fact.standing is Standing.BORNE_OUT for fact in compared.facts):
            found["borne out"] += 1
            found["borne out right"] += stance == "supports"
    return found


def line(name: str, found: Counter[str]) -> str:
    right, said = found["against right"], found["against"]
    reach = right / found["contradicts"] if found["contradicts"] else 0.0
    differs = f"differs {right:3d} of {said:3d} ({reach:.3f})"
    borne = f"borne out {found['borne out right']:3d} of {found['borne out']:3d}"
    return f"{name:<28} {found['pairs']:5d} {found['contradicts']:5d}   {differs}   {borne}"


def seconds(pairs: Sequence[LabelledPair]) -> float:
    start = time.process_time()
    for claim, passage, claim_date, passage_date, _ in pairs:
        compare(claim, passage, claim_date, passage_date)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    cases = sorted(path for path in parser.parse_args().folder.iterdir() if (path / "pairs.jsonl").is_file())
    pairs = {case.name: read_case(case) for case in cases}
    everything = [pair for each in pairs.values() for pair in each]
    cold, warm = seconds(everything), seconds(everything)
    counts = {name: count(each) for name, each in pairs.items()}
    for name, found in counts.items():
        print(line(name, found))
    for name, chosen in (("odd places", list(counts)[::2]), ("even places", list(counts)[1::2]), ("all", list(counts))):
        print(line(name, sum((counts[each] for each in chosen), Counter())))
    print(f"milliseconds a pair: {1e3 * cold / len(everything):.2f} first, {1e3 * warm / len(everything):.2f} again")


if __name__ == "__main__":
    main()
