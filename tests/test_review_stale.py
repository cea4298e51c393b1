"""At the desk: a verdict that went stale is kept by one key, and on words that stand in the corpus today."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from review_samples import CRANES, FEES, LIST, MINUTES, lay_out, sitting

from factcheck import Workspace
from factcheck.domain import Action, Attribution, Decision, Document, State, Verdict
from factcheck.tui.plain import work
from factcheck.workspace.reviewing import RefusedError
from factcheck.workspace.reviewing.keys import keys

RISE = "fees rise by 12 per cent from July"
CARRIED = replace(
    MINUTES, text=MINUTES.text.replace("The motion was carried.", "The motion was carried by nine votes.")
)
LOWER = replace(MINUTES, text=MINUTES.text.replace("12 per cent", "9 per cent"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The sample with a verdict on the fees, which rests on words of the minutes."""
    lay_out(tmp_path)
    with Workspace(tmp_path, user="leo") as workspace:
        workspace.mark(FEES.id, "supported", cite=f"minutes#0:{RISE}", attribution="said-so")
    return tmp_path


def changed(folder: Path, document: Document) -> None:
    with Workspace(folder, user="leo") as workspace:
        workspace.corpus_add_documents([document], source="changed")


def stands(folder: Path) -> tuple[State, Decision | None]:
    with Workspace(folder) as workspace:
        found = workspace.show(FEES.id)[1].standing
        return found.state, found.decision


def test_enter_keeps_the_verdict_on_the_words_where_they_stand_now(desk: Path) -> None:
    changed(desk, CARRIED)
    with sitting(desk) as review:
        review.go(FEES.id)
        assert review.enter().words == f"#{1} said so · supported"  # type: ignore[union-attr]
    state, made = stands(desk)
    assert state is State.DECIDED
    assert made is not None
    assert (made.by, made.verdict, made.attribution) == ("ana", "supported", "said-so")
    assert [(one.passage_id, one.exact) for one in made.citations] == [("minutes@2#0", RISE)]


def test_the_same_verdict_again_needs_no_citing(desk: Path) -> None:
    changed(desk, CARRIED)
    with sitting(desk) as review:
        review.go(FEES.id)
        review.decide(Verdict.SUPPORTED)
    assert stands(desk)[0] is State.DECIDED


def test_another_verdict_keeps_nothing(desk: Path) -> None:
    changed(desk, CARRIED)
    with sitting(desk) as review:
        review.go(FEES.id)
        with pytest.raises(RefusedError, match="contradicted rests on nothing yet"):
            review.decide(Verdict.CONTRADICTED)
    assert stands(desk)[0] is State.STALE


def test_what_is_cited_besides_is_cited_with_it(desk: Path) -> None:
    changed(desk, CARRIED)
    with sitting(desk) as review:
        review.go(FEES.id)
        review.cite(2, "*")
        review.enter()
    made = stands(desk)[1]
    assert made is not None
    assert [one.passage_id for one in made.citations] == ["minutes@2#0", "cranes#0"]


def test_words_that_stand_nowhere_any_more_are_not_kept(desk: Path) -> None:
    changed(desk, LOWER)
    with sitting(desk) as review:
        review.go(FEES.id)
        with pytest.raises(RefusedError, match="which stands nowhere any more") as refused:
            review.enter()
    assert refused.value.ways == ("cite", "search", "add")
    assert stands(desk)[0] is State.STALE


def test_a_verdict_whose_claim_was_corrected_is_kept_with_its_citations(desk: Path) -> None:
    with Workspace(desk, user="leo") as workspace:
        workspace.correct(FEES.id, role="head of the port")
    with sitting(desk) as review:
        review.go(FEES.id)
        review.enter()
    state, made = stands(desk)
    assert state is State.DECIDED
    assert made is not None
    assert [one.passage_id for one in made.citations] == ["minutes#0"]


def test_an_unverified_verdict_is_kept_with_its_reason(tmp_path: Path) -> None:
    lay_out(tmp_path)
    with Workspace(tmp_path, user="leo") as workspace:
        workspace.mark(CRANES.id, "unverified", reason="conflicting", cite="cranes#0:The port has 14 cranes")
    changed(tmp_path, replace(LIST, title="Cranes", text=f"{LIST.text} One is new."))
    with sitting(tmp_path) as review:
        review.go(CRANES.id)
        review.enter()
        made = review.workspace.show(CRANES.id)[1].decision
    assert made is not None
    assert (made.by, made.reason, made.citations[0].passage_id) == ("ana", "conflicting", "cranes@2#0")


def test_a_claim_that_is_not_stale_has_nothing_to_keep(desk: Path) -> None:
    with sitting(desk) as review:
        with pytest.raises(RefusedError, match="nothing to decide yet"):
            review.enter()
        with pytest.raises(RefusedError, match="none to keep"):
            review.keep()


@pytest.mark.parametrize(("prompt", "state"), [("> ", State.DECIDED), ("", State.STALE)])
def test_an_empty_line_keeps_it_where_a_person_types_and_not_in_a_file(desk: Path, prompt: str, state: State) -> None:
    changed(desk, CARRIED)
    out = io.StringIO()
    with sitting(desk) as review:
        work(review, keys({}), ["f state=stale", ""], out, 100, prompt)
    assert f"KEEP?     Enter keeps supported, resting on “{RISE}” (minutes@2#0)" in out.getvalue()
    assert stands(desk)[0] is state


@pytest.fixture
def disputed(tmp_path: Path) -> Path:
    """The sample with a claim on which two disagree."""
    lay_out(tmp_path)
    (tmp_path / "factcheck.toml").write_text('editors = ["mia"]\n', encoding="utf-8")
    with Workspace(tmp_path) as workspace:
        workspace.second_check(FEES.id, by="leo", blind=True)
        workspace.mark(FEES.id, "supported", cite=f"minutes#0:{RISE}", attribution="said-so", by="leo")
        workspace.mark(FEES.id, "contradicted", cite="cranes#0", attribution="not-said", by="kim")
    return tmp_path


def test_an_editor_goes_with_one_of_two_by_two_keys(disputed: Path) -> None:
    out = io.StringIO()
    with sitting(disputed, "mia") as review:
        work(review, keys({}), ["f state=disputed", "s", ""], out, 100)
    assert f"1 leo: said so · supported, resting on “{RISE}”" in out.getvalue()
    state, made = stands(disputed)
    assert state is State.DECIDED
    assert made is not None
    assert (made.by, made.verdict, made.attribution, made.answer) == ("mia", "supported", "said-so", "adjudicated")
    assert [one.exact for one in made.citations] == [RISE]


def test_an_editor_may_rest_the_verdict_on_something_else(disputed: Path) -> None:
    with sitting(disputed, "mia") as review:
        review.go(FEES.id)
        review.cite(2, "*")
        review.attribute(Attribution.NOT_SAID)
        review.decide(Verdict.CONTRADICTED)
    made = stands(disputed)[1]
    assert made is not None
    assert (made.by, made.citations[0].passage_id) == ("mia", "cranes#0")


def test_an_undone_correction_is_searched_for_anew(desk: Path) -> None:
    with sitting(desk) as review:
        review.go(CRANES.id)
        review.extent_by_words("The port has 14 cranes")
        assert review.to_search == [CRANES.id]
        review.to_search.clear()
        review.undo()
        assert review.to_search == [CRANES.id]
        assert review.workspace.history(CRANES.id)[-1].action is Action.UNDONE


def test_what_is_left_is_counted_after_the_claim_is_shown(desk: Path) -> None:
    with sitting(desk) as review:
        assert (review.left.article, review.uncounted) == (4, False)
        review.refresh()
        assert review.uncounted
        review.count()
        assert (review.left.article, review.uncounted) == (4, False)


def test_a_claim_whose_evidence_has_changed_is_searched_for_anew(desk: Path) -> None:
    with sitting(desk) as review:
        assert review.to_search == []
    changed(desk, CARRIED)
    with sitting(desk) as review:
        review.go(FEES.id)
        assert FEES.id in review.to_search
        review.show_searched(review.search_changed())
        assert all(one.passage.current for one in review.evidence)
        review.cite(1)
        review.decide(Verdict.SUPPORTED)
    assert stands(desk)[0] is State.DECIDED
