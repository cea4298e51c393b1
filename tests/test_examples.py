"""The shipped examples, read, taken apart and checked, against what a careful checker would find in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from factcheck import Workspace, articles
from factcheck.checking.article import find_claims
from factcheck.domain import Article, Claim, Stance, Verdict
from factcheck.report.model import ArticleReport
from factcheck.settings import Settings

CORPUS = Path(__file__).parent.parent / "corpora" / "iraq-isis-2025"
SETTINGS = Settings(workspace=Path(), cache=Path())
LEAST_SHARED = 0.4  # of the words of a claim expected and a claim found that are the same claim


pytestmark = pytest.mark.xdist_group("examples")  # one worker fills the corpus, once


class Example(NamedTuple):
    gold: dict[str, Any]
    article: Article
    claims: tuple[Claim, ...]


def load(path: Path) -> Example:
    gold = json.loads(path.read_text(encoding="utf-8"))
    article = articles.read(path.parent / gold["article"])
    return Example(gold, article, find_claims(article, SETTINGS))


EXAMPLES = [load(path) for path in sorted(CORPUS.glob("examples/*.expected.json"))]
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.gold["article"])


def found_for(expected: dict[str, Any], example: Example) -> Claim | None:
    """The claim that shares most of its text with an expected one, or None if none shares enough."""
    starts = ((example.article.text.index(piece), len(piece)) for piece in expected["content"])
    wanted = {point for start, length in starts for point in range(start, start + length)}

    def shared(claim: Claim) -> float:
        covered = {point for span in claim.spans for point in range(*span)}
        return len(wanted & covered) / len(wanted | covered)

    best = max(example.claims, key=shared)
    return best if shared(best) >= LEAST_SHARED else None


@each_example
def test_outlet_and_date_of_an_example_are_read_from_its_format(example: Example) -> None:
    assert example.article.publisher == example.gold["publisher"]
    assert str(example.article.published) == example.gold["published"]
    assert example.article.byline


@each_example
def test_every_expected_claim_is_found_in_an_example(example: Example) -> None:
    missing = [expected["content"] for expected in example.gold["claims"] if found_for(expected, example) is None]
    assert not missing


@each_example
def test_captions_credits_names_in_quotation_marks_and_page_furniture_are_no_claims(example: Example) -> None:
    for stretch in (item["text"] for item in example.gold["not_claims"]):
        taken = [claim.text for claim in example.claims if stretch in claim.text and 2 * len(stretch) > len(claim.text)]
        assert not taken


def test_kind_and_speaker_are_right_for_nine_claims_in_ten() -> None:
    results = [
        (claim.kind, claim.speaker and claim.speaker.name)
        == (expected["kind"], expected["speaker"] and expected["speaker"]["name"])
        for example in EXAMPLES
        for expected in example.gold["claims"]
        if (claim := found_for(expected, example))
    ]
    assert sum(results) >= 0.9 * len(results)


@each_example
def test_what_restates_a_quoted_opinion_is_linked_to_that_quotation_and_nothing_else_is(example: Example) -> None:
    by_id = {claim.id: claim for claim in example.claims}
    for expected in example.gold["claims"]:
        claim = found_for(expected, example)
        assert claim is not None
        assert bool(claim.restates) == bool(expected["restates"]), claim.text
        assert claim.restates is None or expected["restates"] in by_id[claim.restates].text


# -- against the corpus -----------------------------------------------------------------


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[ArticleReport]:
    with Workspace(tmp_path_factory.mktemp("workspace"), cache=cache) as desk:
        desk.corpus_add(CORPUS / "reference.jsonl")
        yield desk.check(CORPUS / "examples" / "advisers-stay.txt")


def test_the_wrong_figure_is_named_beside_the_note_that_has_the_right_one(report: ArticleReport) -> None:
    (search,) = (item.search for item in report.claims if "14 attacks" in item.claim.text)
    assert search is not None
    assert search.suggestion.verdict is None, "one source is too little to propose a contradiction on"
    assert any("iq-112#0 differs" in reason and "14 / 4" in reason for reason in search.suggestion.reasons)
    assert not any(found.judgement.shown is Stance.SUPPORTS for found in search.evidence)


def test_nothing_is_suggested_that_the_desk_would_decide_otherwise(report: ArticleReport) -> None:
    (example,) = (example for example in EXAMPLES if example.article.id == report.article.id)
    said = {item.claim.id: item.search.suggestion.verdict for item in report.claims if item.search}
    decided = [(found_for(expected, example), expected["verdict"]) for expected in example.gold["claims"]]
    for claim, verdict in decided:
        assert claim is None or said[claim.id] in (None, verdict), claim.text


def test_what_came_out_after_the_article_is_marked_as_later(report: ArticleReport) -> None:
    flagged = [found for item in report.claims if item.search for found in item.search.evidence]
    assert {"later" in found.flags for found in flagged if found.passage.document_id == "iq-018"} == {True}
    assert not any("later" in found.flags for found in flagged if found.passage.document_id == "iq-001")


def test_for_two_decidable_claims_in_three_a_document_that_decides_them_is_shown(report: ArticleReport) -> None:
    (example,) = (example for example in EXAMPLES if example.article.id == report.article.id)
    shown = {
        item.claim.id: {found.passage.document_id for found in item.search.evidence}
        for item in report.claims
        if item.search
    }
    decidable = [expected for expected in example.gold["claims"] if expected["verdict"] != Verdict.UNVERIFIED]
    claims = [(expected, found_for(expected, example)) for expected in decidable]
    hits = [bool(claim and shown[claim.id] & set(expected["evidence"])) for expected, claim in claims]
    assert sum(hits) >= 2 / 3 * len(hits)
