"""The stages of the search beside what people judged: the collection, the measures, the command."""

from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.domain import Claim, ClaimKind, Span
from factcheck.errors import InputError
from factcheck.evaluate.retrieval import places, ranking, read_gold

Run = Callable[..., subprocess.CompletedProcess[str]]

DOCUMENTS = {
    "q1": ("Mill at Velm", "The paper mill at Velm was built in 1931 and makes cardboard."),
    "q2": ("", "Ferries to Ostrava leave the northern pier every two hours in summer."),
    "q3": ("Bread prices", "A loaf of rye bread cost four crowns in March, a tenth more than a year before."),
    "q4": ("", "The weir below the mill was repaired after the flood."),
}
QUERIES = {
    "a": "When was the mill at Velm built?",
    "b": "How often do ferries leave for Ostrava?",
    "c": "Nobody judged this.",
}
RULES = {"FACTCHECK_JUDGE": "rules"}  # nothing is reread
JUDGEMENTS = "query-id\tcorpus-id\tscore\na\tq1\t1\na\tq4\t0\nb\tq2\t2\n"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    folder.mkdir()
    lines = [json.dumps({"_id": name, "title": title, "text": text}) for name, (title, text) in DOCUMENTS.items()]
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    queries = [json.dumps({"_id": name, "text": text}) for name, text in QUERIES.items()]
    (folder / "queries.jsonl").write_text("\n".join(queries), encoding="utf-8")
    (folder / "qrels_test.tsv").write_text(JUDGEMENTS, encoding="utf-8")
    return folder


# -- measures -----------------------------------------------------------------------------


def test_measures_are_as_computed_by_hand() -> None:
    judged = {"a": {"d1": 1, "d2": 2}, "b": {"d9": 1}}
    values = ranking.values({"a": ["d0", "d2", "d3", "d1"], "b": ["d1"]}, judged)
    gained = 2 / math.log2(3) + 1 / math.log2(5)
    best = 2 / math.log2(2) + 1 / math.log2(3)
    assert values["a"]["nDCG@10"] == pytest.approx(gained / best)
    assert values["a"]["MAP@100"] == pytest.approx((1 / 2 + 2 / 4) / 2)
    assert values["a"]["Recall@100"] == 1
    assert values["b"] == {"nDCG@10": 0, "Recall@100": 0, "MAP@100": 0}


def test_a_query_that_found_nothing_counts() -> None:
    figures = ranking.score({"a": ["d1"], "b": []}, {"a": {"d1": 1}, "b": {"d1": 1}, "c": {"d1": 1}})
    assert figures["nDCG@10"].value == pytest.approx(1 / 3)
    assert figures["nDCG@10"].low <= 1 / 3 <= figures["nDCG@10"].high


def test_an_order_is_kept_whatever_the_names() -> None:
    run = {"a": ["z", "a", "m"]}
    assert [ranking.values(run, {"a": {name: 1}})["a"]["MAP@100"] for name in "zam"] == [1, 0.5, pytest.approx(1 / 3)]


def test_a_run_is_written_as_trec_eval_reads_it() -> None:
    assert list(ranking.trec_lines("fused", {"a": ["x", "y"]})) == [
        "a\tQ0\tx\t1\t2\tfactcheck-fused",
        "a\tQ0\ty\t2\t1\tfactcheck-fused",
    ]


# -- the collection -----------------------------------------------------------------------


def test_a_collection_is_read_with_what_was_judged(collection: Path) -> None:
    found = read_gold(collection, "test")
    assert [document.id for document in found.documents] == list(DOCUMENTS)
    assert found.judged == {"a": {"q1": 1}, "b": {"q2": 2}}
    assert found.queries.keys() == {"a", "b"}


def test_beirs_own_folder_of_judgements_is_read_too(collection: Path) -> None:
    (collection / "qrels").mkdir()
    (collection / "qrels_test.tsv").rename(collection / "qrels" / "test.tsv")
    assert read_gold(collection, "test").judged.keys() == {"a", "b"}


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("queries.jsonl", '{"_id": "a"}', 'queries.jsonl, line 1: no "text"; write {"_id"'),
        ("queries.jsonl", "[]", "line 1: not a JSON object; write"),
        ("queries.jsonl", '{"_id": "z", "text": "Other"}', "Do queries and qrels belong together"),
        ("qrels_test.tsv", "a\tq1\n", "qrels_test.tsv, line 1: write query, document"),
        ("corpus.jsonl.gz", "not compressed", "cannot be read"),
        ("queries.jsonl", b"\xff\xfe", r"queries\.jsonl, line 1: not UTF-8"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(collection: Path, file: str, text: str | bytes, told: str) -> None:
    (collection / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError, match=told):
        read_gold(collection, "test")


def test_a_missing_file_is_named(collection: Path) -> None:
    with pytest.raises(InputError, match=r"no qrels_dev\.tsv or qrels/dev\.tsv"):
        read_gold(collection, "dev")


# -- the command --------------------------------------------------------------------------


def test_all_stages_are_scored_in_one_table_and_written(run: Run, collection: Path, tmp_path: Path) -> None:
    told = run("evaluate", "retrieval", collection, "--split", "test", "--run-out", tmp_path / "out.run", **RULES)
    lines = told.stdout.splitlines()
    assert lines[0] == "4 documents, 2 queries"
    assert lines[1].split() == ["nDCG@10", "Recall@100", "MAP@100"]
    assert [line.split()[0] for line in lines[2:]] == ["bm25", "dense", "lexical", "fused", "ranked"]
    assert lines[-1].split()[1] == "1.000"
    first = (tmp_path / "out.run.fused").read_text(encoding="utf-8").splitlines()[0]
    assert first.split("\t")[:4] == ["a", "Q0", "q1", "1"]


def test_a_blank_query_asks_nothing_and_is_left_out(collection: Path) -> None:
    with (collection / "queries.jsonl").open("a", encoding="utf-8") as queries:
        queries.write('\n{"_id": "blank", "text": " "}\n')
    with (collection / "qrels_test.tsv").open("a", encoding="utf-8") as qrels:
        qrels.write("blank\tq1\t1\n")
    assert "blank" not in read_gold(collection, "test").queries


def test_a_named_workspace_is_used_again_and_json_holds_intervals(run: Run, collection: Path) -> None:
    first, again = (run("evaluate", "retrieval", collection, "--split", "test", "--json", **RULES) for _ in range(2))
    assert first.stdout == again.stdout
    stages = json.loads(first.stdout)["stages"]
    assert stages["lexical"]["Recall@100"] == {"value": 1.0, "interval": [1.0, 1.0]}


def test_for_an_article_the_place_of_each_claims_evidence_is_shown(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "article"
    folder.mkdir()
    text = "Mill to reopen\n\nThe paper mill at Velm was built in 1931.\n\nFerries to Ostrava leave every two hours.\n"
    (folder / "article.txt").write_text(text, encoding="utf-8")
    notes = [json.dumps({"id": name, "title": title, "text": words}) for name, (title, words) in DOCUMENTS.items()]
    (folder / "reference.jsonl").write_text("\n".join(notes), encoding="utf-8")
    start = text.index("Ferries")
    gold = {"n": 1, "content": "Ferries", "char_start": start, "char_end": len(text) - 1, "evidence_ids": ["q2"]}
    (folder / "gold.json").write_text(json.dumps({"claims": [gold]}), encoding="utf-8")
    found = json.loads(run("evaluate", "retrieval", folder, "--json", **RULES).stdout)
    first = found["claims"][0]["first"]
    assert first == {"dense": 1, "lexical": 1, "fused": 1, "ranked": 1, "shown": 1}
    assert found["among_first_five"]["shown"] == 1
    assert run("evaluate", "retrieval", folder, **RULES).stdout.splitlines()[-1].split()[:2] == ["≤", "5"]
    refused = run("evaluate", "retrieval", folder, "--run-out", folder / "out.run", **RULES)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--run-out is for collections" in refused.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [("{oops", "not gold claims"), ('{"claims": [{"n": 1}]}', "not gold claims"), (None, "cannot be read")],
)
def test_gold_claims_of_another_shape_are_refused(tmp_path: Path, text: str | None, told: str) -> None:
    file = tmp_path / "gold.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(InputError, match=rf"gold\.json: {told}"):
        places.read_gold(file)


@pytest.mark.parametrize(("start", "end", "covered"), [(0, 8, True), (6, 14, True), (7, 15, False), (20, 30, False)])
def test_a_claim_covers_a_gold_one_from_half_of_the_shorter_on(start: int, end: int, covered: bool) -> None:
    claim = Claim("a", ClaimKind.ASSERTION, "x" * 10, (Span(0, 10),))
    assert places.covers(claim, places.GoldClaim("1", "x", Span(start, end), frozenset())) is covered


def test_of_no_claims_nothing_is_counted() -> None:
    assert places.score([]) == {}


def test_an_extra_that_is_not_installed_is_named(collection: Path, cache: Path) -> None:
    code = (
        "import sys; sys.modules['bm25s'] = None; from factcheck.cli import main; sys.argv[1:] = "
        f"['-q', 'evaluate', 'retrieval', {str(collection)!r}, '--split', 'test']; main()"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        env={"FACTCHECK_CACHE": str(cache), "PATH": ""},
    )
    assert told.returncode == 2
    assert "pip install 'factcheck[evaluate]'" in told.stderr
