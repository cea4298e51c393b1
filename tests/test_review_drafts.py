"""At the desk: a draft that takes the place of the one that lies open, and what was chosen goes along."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from review_samples import ARTICLE, CLAIMS, CRANES, FEES, TEXT, sitting

from factcheck import Workspace
from factcheck.desk import drafts, standing
from factcheck.domain import Action, Article, Block, Claim, Reading, Span, State, Verdict
from factcheck.store import desk, quotations
from factcheck.workspace.reviewing.outcomes import RefusedError

MORE = TEXT.replace("14 cranes", "16 cranes").replace("“a gift to Tarrow”", "unkind")
DRAFT = Article(MORE, tuple(Block(one.kind, one.span) for one in ARTICLE.blocks[:5]), title=ARTICLE.title)


def in_draft(claim: Claim, words: str) -> Claim:
    start = MORE.index(words)
    return replace(claim, article_id=DRAFT.id, text=words, spans=(Span(start, start + len(words)),))


NOW = {one.id: in_draft(one, one.text.replace("14 cranes", "16 cranes")) for one in CLAIMS[:4]}


def a_draft_comes(folder: Path) -> None:
    with Workspace(folder, user="kim") as workspace, workspace.database.writing() as session:
        desk.put_article(session, DRAFT)
        quotations.put_article(session, DRAFT.id, Reading("by hand", ()))
        desk.put_claims(session, DRAFT.id, tuple(NOW.values()))
        drafts.take_over(session, DRAFT, ARTICLE.id, by="kim")
        standing.refresh_article(session, DRAFT.id)


@pytest.mark.parametrize("way", ["by the clock", "by deciding"])
def test_the_claim_is_shown_as_it_stands_in_the_new_draft_with_what_was_chosen(tmp_path: Path, way: str) -> None:
    with sitting(tmp_path) as review:
        review.go(CRANES.id)
        review.cite(1)
        review.note("counted on site")
        a_draft_comes(tmp_path)
        said = review.refresh() if way == "by the clock" else review.decide(Verdict.SUPPORTED)
        assert said is not None
        assert "draft 2 has taken the place of the one you looked at" in said.words  # type: ignore[union-attr]
        assert review.here is not None
        assert (review.here.claim.id, review.here.draft) == (NOW[CRANES.id].id, 2)
        assert (review.pending.note, list(review.pending.cited)) == ("counted on site", ["cranes#0"])
        review.decide(Verdict.SUPPORTED)
        assert review.workspace.show(NOW[CRANES.id].id)[1].standing.state is State.DECIDED
        assert review.workspace.history(CRANES.id) == []


def test_going_on_leads_into_the_new_draft(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        review.go(FEES.id)
        review.note("rung the port")
        a_draft_comes(tmp_path)
        review.next()
        assert [one.note for one in review.workspace.history(NOW[FEES.id].id)] == ["rung the port"]
        assert review.here is not None
        assert review.here.article.id == DRAFT.id


def test_a_claim_that_is_no_more_in_the_draft_is_left(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        review.go(CLAIMS[4].id)
        a_draft_comes(tmp_path)
        said = review.refresh()
        assert said is not None
        assert "the claim is no more in it" in said.words
        assert review.here is not None
        assert review.here.article.id == DRAFT.id


def test_one_article_that_was_wanted_is_the_new_draft_then(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        review.to_article(ARTICLE.id)
        a_draft_comes(tmp_path)
        review.refresh()
        assert review.wanted.article == DRAFT.id
        assert review.left.all == 4


def test_a_verdict_on_other_words_is_kept_by_its_own_key_and_not_by_enter(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        review.go(CRANES.id)
        review.cite(1)
        review.decide(Verdict.SUPPORTED)
        a_draft_comes(tmp_path)
        review.go(NOW[CRANES.id].id)
        assert review.here is not None
        assert review.here.former is not None
        assert "before and now: The port has [-14-] {+16+} cranes," in review.here.report.standing.problems[-1]
        with pytest.raises(RefusedError, match="says something else since it was found supported"):
            review.enter()
        review.decide(Verdict.SUPPORTED)
        shown = review.workspace.show(NOW[CRANES.id].id)[1].standing
        assert (shown.state, shown.decision and shown.decision.by) == (State.DECIDED, "ana")
        assert Action.DECIDED in [one.action for one in review.workspace.history(NOW[CRANES.id].id)]
