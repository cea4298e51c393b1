"""Evidence found by hand at the desk: searched for, or brought along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from review_samples import QUAY, lay_out

from factcheck import Workspace
from factcheck.domain import Encoder, Verdict
from factcheck.errors import UsageError
from factcheck.workspace.reviewing import Asking, RefusedError, Review


@pytest.fixture
def review(tmp_path: Path, cache: Path, encoder: Encoder) -> Iterator[Review]:
    """Somebody at the desk, before a claim for which nothing was found."""
    lay_out(tmp_path)
    with Workspace(tmp_path, user="ana", cache=cache) as workspace:
        workspace.encoder = encoder
        made = workspace.review()
        made.go(QUAY.id)
        yield made
        made.close()


def test_a_hit_of_a_search_is_taken_as_evidence_and_cited(review: Review) -> None:
    asked = review.search("cranes out of use")
    assert asked.hits[0].passage.id == "cranes#0"
    asked.answer("1")
    assert [one.passage.id for one in review.evidence] == ["cranes#0"]
    assert list(review.pending.cited) == ["cranes#0"]
    review.decide(Verdict.CONTRADICTED)
    made = review.workspace.show(QUAY.id)[1].decision
    assert made is not None
    assert made.citations[0].passage_id == "cranes#0"


def test_a_hit_shows_what_it_shares_with_the_claim_and_where_it_differs(review: Review) -> None:
    (hit, *_) = review.search("14 cranes").hits
    assert hit.judgement.comparison is not None
    assert hit.judgement.shown is None, "nobody has judged it"


def test_a_search_that_finds_nothing_says_so_with_the_ways_out(review: Review) -> None:
    with pytest.raises(RefusedError, match="nothing was found") as refused:
        review.search("zzzz qqqq")
    assert refused.value.ways == ("search", "add")


def test_a_text_is_added_to_the_corpus_and_stands_among_the_evidence(review: Review) -> None:
    said = review.add_evidence("The port authority says the new quay will open on 3 May 2026.")
    assert "nearest to #4 is [1]" in said.words
    assert review.evidence[0].passage.text.startswith("The port authority says")
    assert not review.pending.cited, "nothing is cited that nobody chose"
    again = review.search("when does the new quay open")
    assert isinstance(again, Asking)
    assert again.hits[0].passage.id == review.evidence[0].passage.id


def test_a_file_is_added_to_the_corpus(review: Review, tmp_path: Path) -> None:
    file = tmp_path / "quay.txt"
    file.write_text("New quay\n\nThe new quay will open on 3 May 2026, the port says.\n", encoding="utf-8")
    review.add_evidence(str(file))
    assert "3 May 2026" in review.evidence[0].passage.text


@pytest.mark.parametrize(
    ("what", "complaint"),
    [
        ("https://example.org/quay", "pages are not fetched here"),
        ("quay.txt", "no such file, and too short for a text"),
        ("  ", "nothing to add"),
    ],
)
def test_what_cannot_be_added_says_why(review: Review, what: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        review.add_evidence(what)


def test_what_the_corpus_holds_already_is_said_to_be_there(review: Review) -> None:
    review.add_evidence("The new quay opens in May, the port says.")
    with pytest.raises(UsageError, match="the corpus holds it already"):
        review.add_evidence("The new quay opens in May, the port says.")
