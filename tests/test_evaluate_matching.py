"""`evaluate matching`: what the figures count, and the files it reads."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from factcheck.errors import InputError
from factcheck.evaluate import matching

Run = Callable[..., CompletedProcess[str]]


def write(path: Path, *items: object) -> Path:
    text = "".join(f"{json.dumps(item)}\n" for item in items)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.fixture
def task(tmp_path: Path) -> Path:
    write(
        tmp_path / "corpus.jsonl.gz",
        {"_id": "wells", "text": "Lorn has nine wells.", "title": "Nine wells in Lorn?"},
        {"_id": "ferry", "text": "The night ferry to Port Annick sank.", "title": "Did the ferry sink?"},
        {"_id": "wheat", "text": "Wheat prices doubled last autumn."},
    )
    write(
        tmp_path / "queries_dev.jsonl",
        {"_id": "q1", "text": "the ferry sank off #PortAnnick last night"},
        {"_id": "q2", "text": "wheat costs twice as much"},
    )
    (tmp_path / "qrels_dev.tsv").write_text("query-id\tcorpus-id\tscore\nq1\tferry\t1\nq2\twheat\t1\nq2\twells\t0\n")
    return tmp_path


@pytest.mark.parametrize(
    ("found", "right", "expected"),
    [("ab", "a", 1.0), ("ba", "a", 0.5), ("bcdefa", "a", 0.0), ("axb", "ab", 5 / 6), ("a", "ab", 0.5), ("", "a", 0.0)],
)
def test_average_precision_counts_what_was_not_found(found: str, right: str, expected: float) -> None:
    assert matching.average_precision(list(found), frozenset(right)) == pytest.approx(expected)


def test_claims_find_their_earlier_checks_and_a_run_file_says_which(run: Run, task: Path) -> None:
    done = run("evaluate", "matching", task, "--run-out", task / "out.run", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["figures"]["MAP@5"]["mean"] == 1.0
    first = (task / "out.run").read_text(encoding="utf-8").splitlines()[0].split()
    assert (first[:4], first[5]) == (["q1", "Q0", "ferry", "1"], "factcheck")
    assert run("evaluate", "matching", task, "--keep", task / "kept").stdout.startswith("2 queries, 3 checked claims")


def test_a_folder_without_the_split_says_what_it_has(run: Run, task: Path) -> None:
    done = run("evaluate", "matching", task, "--split", "test")
    assert done.returncode == 1
    assert "queries_dev.jsonl" in done.stderr


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("qrels_dev.tsv", "q1 ferry 1\n", r"qrels_dev\.tsv, line 1: write query"),
        ("qrels_dev.tsv", "q1\tferry\tmuch\n", r"qrels_dev\.tsv, line 1: write query"),
        ("qrels_dev.tsv", "q9\tferry\t1\n", r"no query of queries_dev has an answer"),
        ("queries_dev.jsonl", "{oops\n", r"queries_dev\.jsonl, line 1: not valid JSON"),
        ("queries_dev.jsonl", "\n[]\n", r"queries_dev\.jsonl, line 2: not a JSON object"),
        ("queries_dev.jsonl", '{"_id": "q1", "text": " "}\n', r'queries_dev\.jsonl, line 1: no "text"'),
        ("corpus.jsonl.gz", "plain", r"corpus\.jsonl\.gz: cannot be read"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(task: Path, file: str, text: str, told: str) -> None:
    (task / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        matching.read_gold(task, "dev")


def test_a_query_without_an_answer_counts_as_missed(task: Path) -> None:
    found = matching.read_gold(task, "dev")
    scores = matching.score(found, {"q1": [("wells", 0.9), ("ferry", 0.8)]})
    assert scores.queries == 2
    assert scores.figures["MAP@5"].value == pytest.approx((1 / 2 + 0) / 2)
    assert scores.figures["first is right"].value == 0
    assert scores.figures["found in 5"].value == 0.5


def test_a_claim_that_was_checked_keeps_its_titles_and_its_rating(task: Path) -> None:
    write(
        task / "corpus.jsonl.gz", {"_id": "a", "text": "It rained.", "title": "Rain", "subtitle": "?", "label": "false"}
    )
    (task / "qrels_dev.tsv").write_text("q1\ta\t1\n")
    (checked,) = matching.read_gold(task, "dev").checked
    assert (checked.title, checked.rating, checked.claimant) == ("Rain – ?", "false", None)
