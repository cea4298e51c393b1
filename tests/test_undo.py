"""Taking back what was done, one test a transition. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import log, standing
from factcheck.domain import Action, Article, Block, BlockKind, Claim, ClaimKind, Span, Speaker, State, Verdict
from factcheck.errors import ConflictError, UsageError
from factcheck.store import desk

TEXT = "The mill shut in May and its owner left, Ida Voss said. It had 30 looms."
SAID = "The mill shut in May and its owner left"
LOOMS = "It had 30 looms"
ARTICLE = Article(text=TEXT, blocks=(Block(BlockKind.PARAGRAPH, Span(0, len(TEXT))),), title="A mill")
MILL = Claim(ARTICLE.id, ClaimKind.INDIRECT, SAID, (Span(0, len(SAID)),), speaker=Speaker("Ida Voss", "Ida Voss"))
OWN = Claim(ARTICLE.id, ClaimKind.ASSERTION, LOOMS, (Span(TEXT.index(LOOMS), TEXT.index(LOOMS) + len(LOOMS)),))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [MILL, OWN])
            standing.refresh_article(session, ARTICLE.id)
        yield opened


def decide(workspace: Workspace, claim: Claim, **given: object) -> None:
    workspace.mark(claim.id, "unverified", reason="no-evidence", **given)  # type: ignore[arg-type]


def state(workspace: Workspace, claim_id: str) -> State:
    return workspace.show(claim_id)[1].standing.state


def waiting(workspace: Workspace) -> set[str]:
    return {item.claim.id for item in workspace.queue()[0]}


def test_an_undone_verdict_stays_in_the_log_and_the_claim_waits_again(workspace: Workspace) -> None:
    decide(workspace, MILL)
    entry = workspace.undo(note="wrong claim")
    assert (entry.action, entry.claim_id, entry.content["undoes"]) == (Action.UNDONE, MILL.id, 1)
    assert [one.action for one in workspace.history(MILL.id)] == [Action.DECIDED, Action.UNDONE]
    assert state(workspace, MILL.id) is State.OPEN
    assert MILL.id in waiting(workspace)


def test_undoing_a_second_verdict_brings_back_the_first(workspace: Workspace) -> None:
    decide(workspace, MILL)
    workspace.mark(MILL.id, "unverified", reason="awaiting-reply")
    workspace.undo()
    decision = workspace.show(MILL.id)[1].decision
    assert decision is not None
    assert (decision.number, decision.verdict) == (1, Verdict.UNVERIFIED)


def test_each_undoing_goes_one_step_further_back(workspace: Workspace) -> None:
    decide(workspace, MILL)
    workspace.note(OWN.id, "rang the mill")
    workspace.dismiss(OWN.id, "trivial")
    assert [workspace.undo().content["action"] for _ in range(3)] == ["dismissed", "noted", "decided"]
    with pytest.raises(UsageError, match="ana has done nothing that could be undone"):
        workspace.undo()


def test_only_what_one_has_done_oneself_is_undone(workspace: Workspace) -> None:
    decide(workspace, MILL, by="leo")
    with pytest.raises(UsageError, match="nothing"):
        workspace.undo()
    workspace.undo(by="leo")
    assert state(workspace, MILL.id) is State.OPEN


def test_the_claim_named_is_meant_and_no_other(workspace: Workspace) -> None:
    decide(workspace, MILL)
    decide(workspace, OWN)
    workspace.undo(MILL.id)
    assert (state(workspace, MILL.id), state(workspace, OWN.id)) == (State.OPEN, State.DECIDED)
    with pytest.raises(UsageError, match=f"nothing on claim {MILL.id}"):
        workspace.undo(MILL.id)


def test_an_undone_correction_shows_what_was_found_and_the_verdict_stands_again(workspace: Workspace) -> None:
    decide(workspace, MILL)
    workspace.correct(MILL.id, speaker="Jon Voss")
    assert state(workspace, MILL.id) is State.STALE
    workspace.undo()
    assert state(workspace, MILL.id) is State.DECIDED
    assert workspace.show(MILL.id)[1].claim == MILL


def test_an_undone_dismissal_brings_the_claim_back(workspace: Workspace) -> None:
    workspace.dismiss(OWN.id, "no-claim")
    workspace.undo()
    assert OWN.id in waiting(workspace)


def test_an_undone_split_withdraws_its_parts_and_brings_the_claim_back(workspace: Workspace) -> None:
    parts = workspace.split(MILL.id, "and its owner left")
    entry = workspace.undo()
    assert state(workspace, MILL.id) is State.OPEN
    assert {state(workspace, part.id) for part in parts} == {State.WITHDRAWN}
    assert waiting(workspace) == {MILL.id, OWN.id}
    assert len([one for one in workspace.history() if one.action is Action.UNDONE]) == 3
    assert entry.action is Action.UNDONE
    with pytest.raises(UsageError, match="withdrawn"):
        workspace.mark(parts[0].id, "unverified", reason="no-evidence")


def test_an_undone_join_brings_its_claims_back(workspace: Workspace) -> None:
    parts = workspace.split(MILL.id, "and its owner left")
    workspace.join(*(part.id for part in parts))
    workspace.undo()
    assert state(workspace, MILL.id) is State.REPLACED
    assert {state(workspace, part.id) for part in parts} == {State.OPEN}
    workspace.undo()
    assert waiting(workspace) == {MILL.id, OWN.id}


def test_what_was_withdrawn_can_be_made_again(workspace: Workspace) -> None:
    parts = workspace.split(MILL.id, "and its owner left")
    workspace.undo()
    again = workspace.split(MILL.id, "and its owner left")
    assert [part.id for part in again] == [part.id for part in parts]
    assert waiting(workspace) == {OWN.id, *(part.id for part in parts)}
    workspace.undo()
    assert waiting(workspace) == {MILL.id, OWN.id}


def test_an_added_claim_is_withdrawn(workspace: Workspace) -> None:
    made = workspace.add_claim(ARTICLE.id, "its owner left", speaker="Ida Voss")
    workspace.undo()
    assert state(workspace, made.id) is State.WITHDRAWN
    assert waiting(workspace) == {MILL.id, OWN.id}
    assert workspace.add_claim(ARTICLE.id, "its owner left", speaker="Ida Voss").id == made.id
    assert state(workspace, made.id) is State.OPEN


def test_what_a_colleague_has_gone_on_from_is_not_undone_unknowingly(workspace: Workspace) -> None:
    decide(workspace, MILL)
    workspace.note(MILL.id, "I agree", by="leo")
    with pytest.raises(ConflictError, match="leo: noted"):
        workspace.undo()
    assert state(workspace, MILL.id) is State.DECIDED
    workspace.undo(over=True)
    assert state(workspace, MILL.id) is State.OPEN


def test_a_split_whose_part_was_decided_is_not_undone_unknowingly(workspace: Workspace) -> None:
    first, _ = workspace.split(MILL.id, "and its owner left")
    decide(workspace, first, by="leo")
    with pytest.raises(ConflictError, match=first.id):
        workspace.undo()
    with pytest.raises(ConflictError, match=first.id):
        workspace.undo(MILL.id)
    workspace.undo(MILL.id, over=True)
    assert state(workspace, MILL.id) is State.OPEN


def test_what_a_colleague_took_back_himself_hinders_nobody(workspace: Workspace) -> None:
    decide(workspace, MILL)
    workspace.note(MILL.id, "on the wrong claim", by="leo")
    workspace.undo(by="leo")
    workspace.undo()
    assert state(workspace, MILL.id) is State.OPEN


def test_what_was_carried_from_an_earlier_draft_was_not_done_here(workspace: Workspace) -> None:
    decide(workspace, OWN)
    with workspace.database.writing() as session:
        content = {"origin": "a" * 12, "by": "leo", "at": "2026-03-01T09:00:00+00:00", "hash": "b" * 64}
        log.append(session, Action.NOTED, ARTICLE.id, MILL.id, by="ana", note="as before", content=content)
    assert workspace.undo().claim_id == OWN.id


def test_undoing_needs_a_name(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        workspace.undo(by=" ")


def test_the_chain_is_sound_after_all_that(workspace: Workspace) -> None:
    workspace.split(MILL.id, "and its owner left")
    workspace.undo()
    decide(workspace, MILL)
    workspace.undo()
    assert workspace.verify().sound


def test_a_second_check_that_a_rule_wants_was_asked_for_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('second_check = ["all"]\n', encoding="utf-8")
    with Workspace(tmp_path, user="ana") as workspace:
        workspace.make()
        with workspace.database.writing() as session:
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [MILL])
            standing.refresh_article(session, ARTICLE.id)
        workspace.note(MILL.id, "rung the owner")
        decide(workspace, MILL)
        assert workspace.undo().content["action"] == "decided"
        assert workspace.undo().content["action"] == "noted"
        assert workspace.show(MILL.id)[1].standing.second_wanted


def test_a_second_check_that_a_person_asked_for_is_undone(workspace: Workspace) -> None:
    workspace.second_check(MILL.id)
    assert workspace.undo().content["action"] == "second-wanted"
