"""`evaluate wording`: cases are made as they are said to be, and counted right."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from factcheck.domain import Alteration, DiffOperation, DiffPart, Span, Wording, WordingFinding
from factcheck.evaluate import wording
from factcheck.evaluate.wording import KINDS, Case, read_gold, score
from factcheck.evaluate.wording.altering import Kind, Original

Run = Callable[..., CompletedProcess[str]]

SAID = (
    "We are not sure that the 41 wardens will stay, but I think at least half of them like Lund, and my people know it "
    "because nobody else came"
)
OTHER = (
    "The harbour needs a longer pier and two more cranes, since the ferries from Lowmere arrive at the same hour "
    "every day"
)
UNCHANGED = ("verbatim", "in a report and its copy", "from elsewhere", "in two documents")
TEXT = f"Ana Ruiz spoke. “{SAID},” she said. {'Nothing else happened on that long day. ' * 30}“{OTHER},” she added."


def gold(count: int = 3) -> str:
    lines = []
    for number in range(count):
        text = TEXT if number == 0 else re.sub(r"\w{4,}", lambda found: found.group()[::-1], TEXT)[number:]
        words = [SAID, OTHER] if number == 0 else []
        spans = [[text.index(one), text.index(one) + len(one)] for one in words]
        quotes = [{"kind": "direct", "content": [span], "cue": [], "source": []} for span in spans]
        lines.append(json.dumps({"doc_id": f"d{number}", "text": text, "quotes": quotes}))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_way_of_altering_does_what_it_says(kind: Kind) -> None:
    original = Original(SAID, "d0", TEXT, (OTHER,))
    made = kind.alter(original, random.Random(1))
    assert made is not None
    changed = made.quotation != SAID or (made.source and made.source != TEXT)
    assert bool(changed) is (
        kind.name not in ("verbatim", "in a report and its copy", "from elsewhere", "in two documents")
    )


def test_the_same_seed_makes_the_same_cases_and_another_makes_others(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(gold(), encoding="utf-8")
    one, same, other = (
        run("evaluate", "wording", file, "--cases", 2, "--seed", seed, "--json").stdout for seed in ("1", "1", "2")
    )
    assert one == same
    assert one != other
    assert json.loads(one)["cases"] > 20


def test_one_way_of_altering_can_be_asked_for_and_an_unknown_one_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(gold(), encoding="utf-8")
    made = json.loads(run("evaluate", "wording", file, "--kind", "negation dropped", "--others", 1, "--json").stdout)
    assert made["kinds"] == {"negation dropped": {"right": 1, "of": 1}}
    refused = run("evaluate", "wording", file, "--kind", "shouted")
    assert refused.returncode == 2
    assert "There are: verbatim, " in refused.stderr


def test_figures_are_printed_and_cases_written(run: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "gold.jsonl", tmp_path / "cases.jsonl"
    file.write_text(gold(), encoding="utf-8")
    done = run("evaluate", "wording", file, "--run-out", out)
    assert done.returncode == 0, done.stderr
    assert "dropped negation" in done.stdout
    assert "expected, down; found:" in done.stdout
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {item["kind"] for item in written} == {kind.name for kind in KINDS}


def test_a_file_without_a_direct_quotation_is_refused_and_a_bad_line_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"doc_id": "a", "text": "Nothing.", "quotes": []}\n', encoding="utf-8")
    done = run("evaluate", "wording", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no direct quotation" in done.stderr
    file.write_text(gold() + "{}\n", encoding="utf-8")
    done = run("evaluate", "wording", file, "--cases", 1)
    assert done.returncode == 3
    assert "line 4" in done.stderr


def test_an_alteration_named_beside_the_right_one_counts_against_it() -> None:
    part = DiffPart(
        DiffOperation.DROPPED, Span(0, 0), Span(0, 3), 0, (Alteration.DROPPED_NEGATION, Alteration.OMISSION), True
    )
    found = Wording(WordingFinding.ALTERED, (), (part,))
    right = Case("k", "q", "d", WordingFinding.ALTERED, Alteration.DROPPED_NEGATION, True, found, True)
    wrong = Case("k", "q", "d", WordingFinding.VERBATIM, None, False, found, None)
    scores = score([right, wrong])
    assert (scores.findings["altered"].precision, scores.findings["altered"].recall) == (0.5, 1.0)
    assert (scores.alterations["dropped negation"].precision, scores.alterations["dropped negation"].recall) == (
        0.5,
        1.0,
    )
    assert scores.alterations["words left out unmarked"].precision == 0.0
    assert scores.grave.precision == 0.5
    assert (scores.places.found, scores.places.gold) == (1, 1)
    assert scores.confusion["verbatim", "altered"] == 1


def test_cases_made_from_shared_quotations_are_found_as_they_were_altered(shared: Path) -> None:
    documents = list(read_gold(shared / "data" / "quotes" / "polnear_dev.jsonl.gz"))[:30]
    scores = score(list(wording.run([one for one in documents if not isinstance(one, Exception)], 3)))
    assert scores.cases >= 50
    assert scores.grave.precision > 0.85
    assert scores.grave.recall > 0.85
    assert scores.findings["verbatim"].precision > 0.9
