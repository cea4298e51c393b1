"""Evidence for claims as they stand, and not as they were found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import Document, Workspace
from factcheck.checking import again
from factcheck.domain import Claim, MatchLevel, Search, Wording

STORY = "A wall is built\n\n“The wall is 350 km long and the gate is made of oak,” Interior Minister Jane Roe said.\n"
WALL = Document(id="wall", text="Jane Roe: The wall is 350 km long.")
GATE = Document(id="gate", text="Jane Roe: The gate is made of iron, and the wall has one gate.")


@pytest.fixture
def workspace(tmp_path: Path, cache: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "desk", cache=cache, judge="rules", user="ana") as opened:
        opened.corpus_add_documents([WALL, GATE])
        yield opened


@pytest.fixture
def claim(workspace: Workspace) -> Claim:
    found = [item.claim for item in workspace.check(workspace.article(STORY)).claims]
    return next(claim for claim in found if "oak" in claim.text)


def shown(workspace: Workspace, claim_id: str) -> Search:
    search = workspace.show(claim_id)[1].search
    assert search is not None
    return search


def wording(workspace: Workspace, claim_id: str) -> Wording:
    found = shown(workspace, claim_id).wording
    assert found is not None
    return found


def test_a_corrected_extent_gets_its_own_evidence_and_wording(workspace: Workspace, claim: Claim) -> None:
    workspace.correct(claim.id, words="The wall is 350 km long")
    assert "oak" in shown(workspace, claim.id).query
    report = workspace.search_again(claim.id)
    assert report.search == shown(workspace, claim.id)
    assert "oak" not in shown(workspace, claim.id).query
    assert wording(workspace, claim.id).finding == "verbatim"


def test_parts_of_a_split_claim_are_searched_for(workspace: Workspace, claim: Claim) -> None:
    _, gate = workspace.split(claim.id, "the gate is made")
    assert workspace.show(gate.id)[1].search is None
    workspace.search_again(gate.id)
    assert shown(workspace, gate.id).evidence[0].passage.id == "gate#0"


def test_what_stands_beside_a_decision_is_not_replaced_until_it_is_stale(workspace: Workspace, claim: Claim) -> None:
    workspace.mark(claim.id, "unverified", reason="no-evidence", attribution="said-so")
    before = shown(workspace, claim.id)
    workspace.corpus_add_documents([Document(id="oak", text="The gate is made of oak, and the wall is 350 km long.")])
    assert workspace.search_again(claim.id).search == before
    workspace.correct(claim.id, words="The wall is 350 km long", by="leo")
    workspace.search_again(claim.id)
    assert "oak" not in shown(workspace, claim.id).query


def test_checking_the_article_again_searches_for_claims_as_they_stand(workspace: Workspace, claim: Claim) -> None:
    workspace.correct(claim.id, words="The wall is 350 km long")
    added = workspace.add_claim(claim.article_id, "the gate is made of oak", speaker="Jane Roe")
    workspace.check(workspace.article(STORY))
    assert "oak" not in shown(workspace, claim.id).query
    assert "oak" in shown(workspace, added.id).query
    assert workspace.show(claim.id)[1].claim.text == "The wall is 350 km long"


def test_a_claim_of_the_desk_that_nobody_searched_for_is_searched_for(workspace: Workspace, claim: Claim) -> None:
    workspace.correct(claim.id, words="The wall is 350 km long")
    added = workspace.add_claim(claim.article_id, "the gate is made of oak", speaker="Jane Roe")
    article, _ = workspace.show(claim.id)
    again.search_for_changed(workspace.checker, article)
    assert "oak" not in shown(workspace, claim.id).query
    assert "oak" in shown(workspace, added.id).query


def test_a_claim_corrected_after_its_verdict_is_an_earlier_check_by_its_words_now(
    workspace: Workspace, claim: Claim
) -> None:
    workspace.mark(claim.id, "unverified", reason="no-evidence", attribution="said-so")
    workspace.correct(claim.id, words="The wall is 350 km long")
    workspace.mark(claim.id, "unverified", reason="conflicting", attribution="said-so")
    other = workspace.check(workspace.article("Again\n\nThe wall is 350 km long, officials said.\n"))
    assert [(one.claim, one.level) for item in other.claims for one in item.precedents] == [
        ("The wall is 350 km long", MatchLevel.SAME)
    ]
