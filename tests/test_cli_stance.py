"""`factcheck stance`: pairs in, judgements out, a line a pair."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
PAIRS = [
    {"id": "a", "claim": "The mayor of Velm hired 300 nurses.", "evidence": "The mayor of Velm hired 120 nurses."},
    {"id": "b", "claim": "The port of Velm is closed.", "evidence": "Gulls nest on the cliffs of Lorn."},
    {"claim": "The port of Velm is closed.", "evidence": ""},
]
LINES = "".join(json.dumps(pair) + "\n" for pair in PAIRS)


def test_every_pair_is_judged_in_order_with_reasons_and_the_words_that_decided(run: Run) -> None:
    done = run("stance", "-", "--judge", "rules", stdin=LINES)
    assert done.returncode == 0, done.stderr
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert list(first) == ["id", "stance", "comparison", "computed", "reasons", "scores"]
    assert (first["id"], first["stance"], first["computed"]["basis"]) == ("a", "contradicts", "rules")
    assert any("300" in reason and "120" in reason for reason in first["reasons"])
    assert first["comparison"]["sentence"]["text"] == PAIRS[0]["evidence"]
    assert first["computed"]["exact"] == [0, len(str(PAIRS[0]["evidence"]))]
    assert (second["id"], second["stance"]) == ("b", "on the subject")
    assert (third["id"], third["stance"]) == ("3", "on the subject"), "a pair without an id is called by its line"
    assert third["computed"]["exact"] is None
    assert sum(first["scores"].values()) == pytest.approx(1, abs=0.001)


def test_the_shipped_model_judges_unless_another_is_named(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl.gz"
    file.write_bytes(gzip.compress(LINES.encode()))
    done = run("stance", file)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[0])["computed"]["basis"] == "factcheck-stance-minilm-l6"


def test_a_file_longer_than_a_handful_is_judged_to_its_end(run: Run) -> None:
    done = run("stance", "-", "--judge", "rules", stdin=LINES * 200)
    assert len(done.stdout.splitlines()) == 600


def test_the_dates_of_both_are_read_and_a_line_that_holds_no_pair_is_named(run: Run) -> None:
    pair = {
        "claim": "The quay was shut last year.",
        "evidence": "The quay was shut in 2019.",
        "claim_date": "2020-05-31",
        "evidence_date": "2020-01-02",
    }
    done = run("stance", "-", "--judge", "rules", stdin=f'{json.dumps(pair)}\n{{"claim": "a"}}\n{{"claim": " "')
    assert done.returncode == 3
    assert 'line 2: no "evidence"' in done.stderr
    assert "line 3: not valid JSON" in done.stderr
    (judged,) = map(json.loads, done.stdout.splitlines())
    assert any("agree" in reason or "2019" in reason for reason in judged["reasons"])


@pytest.mark.parametrize(("name", "why"), [("absent.jsonl", "no such file"), ("plain.jsonl.gz", "")])
def test_a_file_that_cannot_be_read_is_a_failure_that_names_it(run: Run, tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "plain.jsonl.gz").write_text(LINES)
    done = run("stance", tmp_path / name, "--judge", "rules")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{name}: {why}" in done.stderr
