"""What ships in corpora/: manifests that tell the truth, and examples that hold what they are said to hold."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from factcheck.domain import ClaimKind, UnverifiedReason, Verdict

CORPORA = Path(__file__).parent.parent / "corpora"
FOLDERS = sorted(path.parent for path in CORPORA.glob("*/manifest.toml"))
EXPECTED = sorted(CORPORA.glob("*/examples/*.expected.json"))
MARK = "written for factcheck's demonstration; the outlet and the speakers are invented."

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
each_example = pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.partition(".")[0])


def manifest_of(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))


def documents_of(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / manifest_of(folder)["documents"]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def article_of(expected: Path) -> str:
    return (expected.parent / load(expected)["article"]).read_text(encoding="utf-8")


def load(expected: Path) -> dict[str, Any]:
    return json.loads(expected.read_text(encoding="utf-8"))


def test_every_folder_of_corpora_has_a_manifest_and_a_line_in_the_readme() -> None:
    assert sorted(path for path in CORPORA.iterdir() if path.is_dir()) == FOLDERS
    readme = (CORPORA / "README.md").read_text(encoding="utf-8")
    for folder in FOLDERS:
        assert f"| [{folder.name}]({folder.name}/manifest.toml) | " in readme


@each_folder
def test_the_manifest_matches_the_file_it_describes(folder: Path) -> None:
    manifest, documents = manifest_of(folder), documents_of(folder)
    data = (folder / manifest["documents"]).read_bytes()
    assert manifest["name"] == folder.name
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest()
    assert manifest["count"] == len(documents)
    for key in ("title", "description", "language", "licence", "source", "made", "added"):
        assert manifest[key], key


@each_folder
def test_the_coverage_in_the_manifest_is_counted_not_guessed(folder: Path) -> None:
    coverage, documents = manifest_of(folder)["coverage"], documents_of(folder)
    dates = [date.fromisoformat(document["published"]) for document in documents if document["published"]]
    assert (coverage["earliest"], coverage["latest"]) == (min(dates), max(dates))
    assert (coverage["dated"], coverage["undated"]) == (len(dates), len(documents) - len(dates))
    assert coverage["publishers"] == len({document["publisher"] for document in documents})


@each_folder
def test_every_document_has_an_id_of_its_own_and_words_to_cite(folder: Path) -> None:
    documents = documents_of(folder)
    assert len({document["id"] for document in documents}) == len(documents)
    assert all(document["text"].strip() and document["publisher"] and document["url"] for document in documents)


def test_every_example_article_says_what_is_expected_of_it() -> None:
    articles = {path for path in CORPORA.glob("*/examples/*") if not path.name.endswith(".expected.json")}
    assert articles == {expected.parent / load(expected)["article"] for expected in EXPECTED}


@each_example
def test_an_example_is_marked_as_one_and_its_outlet_as_invented(expected: Path) -> None:
    article, gold = article_of(expected), load(expected)
    assert MARK in "\n".join(article.splitlines()[:6])
    assert gold["publisher"].endswith(" (invented)")
    assert gold["publisher"] in article
    assert gold["published"] in article


@each_example
def test_expected_words_stand_in_the_article_in_the_order_of_the_article(expected: Path) -> None:
    article, reached = article_of(expected), 0
    for claim in load(expected)["claims"]:
        places = [article.find(piece, reached) for piece in claim["content"]]
        assert min(places) >= 0, claim["content"]
        assert places == sorted(places), claim["content"]
        reached = places[0]
    for stretch in load(expected)["not_claims"]:
        assert stretch["text"] in article
        assert stretch["why"]


@each_example
def test_expected_speakers_are_named_in_the_article_at_the_place_and_in_full(expected: Path) -> None:
    article = article_of(expected)
    for claim in load(expected)["claims"]:
        speaker = claim["speaker"]
        assert (speaker is None) == (claim["kind"] == ClaimKind.ASSERTION)
        for words in (speaker["name"], speaker["mention"], claim["cue"]) if speaker else ():
            assert words in article
        for words in filter(None, (claim["addressee"], speaker and speaker["role"])):
            assert words in article


@each_example
def test_expected_verdicts_follow_the_rules_of_the_desk(expected: Path) -> None:
    known = {document["id"] for document in documents_of(expected.parent.parent)}
    for claim in load(expected)["claims"]:
        verdict = Verdict(claim["verdict"])
        assert (verdict is Verdict.UNVERIFIED) == (claim["reason"] is not None), claim["content"]
        assert claim["reason"] is None or UnverifiedReason(claim["reason"])
        assert verdict is Verdict.UNVERIFIED or claim["evidence"], claim["content"]
        assert set(claim["evidence"]) | set(claim["later"]) <= known
        assert claim["why"]


@each_example
def test_evidence_called_later_is_later_and_no_other_is(expected: Path) -> None:
    published = {document["id"]: document["published"] for document in documents_of(expected.parent.parent)}
    gold = load(expected)
    for claim in gold["claims"]:
        assert all((published[document] or "") <= gold["published"] for document in claim["evidence"])
        assert all(
            published[document] is None or published[document] > gold["published"] for document in claim["later"]
        )


def test_the_examples_hold_one_of_each_thing_that_factcheck_tells_apart() -> None:
    claims = [claim for expected in EXPECTED for claim in load(expected)["claims"]]
    assert {claim["kind"] for claim in claims} == set(ClaimKind)
    assert {claim["verdict"] for claim in claims} == set(Verdict)
    assert {claim["reason"] for claim in claims} >= {"no-evidence", "conflicting", "not-checkable"}
    restated = [claim for claim in claims if claim["restates"]]
    quoted = {piece for claim in claims if claim["kind"] != "assertion" for piece in claim["content"]}
    assert restated
    assert all(claim["restates"] in quoted for claim in restated)
