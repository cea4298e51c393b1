"""What beside verdicts the desk has done with a draft is done with the next one too."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from datetime import date

import databases
import pytest
from draft_samples import ENGINES, FERRY, NOTE, RULES, Desk

from factcheck.articles import Metadata
from factcheck.desk import log, standing
from factcheck.domain import (
    Action,
    ClaimOrigin,
    DecisionKind,
    State,
    Verdict,
)
from factcheck.errors import ConflictError, UsageError
from factcheck.report import ClaimReport
from factcheck.store.queue import Filters

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]


def test_notes_replies_assignments_second_checks_and_sign_offs_hold_for_claims_that_say_the_same(desk: Desk) -> None:
    desk.enter(Action.NOTED, ENGINES, note="ask the yard")
    desk.enter(Action.ASKED, ENGINES, whom="the yard", way="mail", when="2026-03-02")
    desk.enter(Action.ASSIGNED, ENGINES, to="leo")
    desk.enter(Action.ASSIGNED, ENGINES, to="mia")
    desk.enter(Action.SECOND_WANTED, ENGINES, blind=True)
    desk.enter(Action.SIGNED_OFF, ENGINES, by="eva", note="one source will do", blocker="single source")
    before = desk.stands(ENGINES)
    desk.edit(("47 families", "48 families"))
    after = desk.stands(ENGINES)
    assert (after.state, after.notes, after.assigned, after.second_wanted, after.blind) == (
        State.SECOND,
        ("ask the yard",),
        "mia",
        True,
        True,
    )
    assert [(told["by"], told["at"], told["whom"]) for told in after.replies] == [
        ("ana", before.replies[0]["at"], "the yard")
    ]
    assert [(told["by"], told["blocker"]) for told in after.signed_off] == [("eva", "single source")]


def test_a_second_answer_and_an_adjudication_are_still_what_they_were(desk: Desk) -> None:
    def answer(words: str, by: str, kind: str, verdict: Verdict) -> None:
        claim_id = desk.claim(words)
        with desk.workspace.database.writing() as session:
            (citation,) = standing.claims(session, [desk.claim(ENGINES)])[desk.claim(ENGINES)].decisions[0].citations
            log.append(
                session,
                Action.DECIDED,
                desk.current,
                claim_id,
                by=by,
                verdict=verdict,
                citations=(citation,),
                content={"answer": kind},
            )

    for words in (ENGINES, "212 people"):
        desk.enter(Action.SECOND_WANTED, words, blind=True)
        answer(words, "leo", "second", Verdict.CONTRADICTED)
    answer("212 people", "eva", "adjudicated", Verdict.SUPPORTED)
    desk.edit(("47 families", "48 families"))
    disputed, adjudicated = desk.stands(ENGINES), desk.stands("212 people")
    assert disputed.state is State.DISPUTED
    assert disputed.second
    assert (disputed.second.by, disputed.second.verdict) == ("leo", Verdict.CONTRADICTED)
    assert (adjudicated.state, adjudicated.decision and adjudicated.decision.by) == (State.DECIDED, "eva")


def test_what_was_dismissed_stays_dismissed_and_what_was_reopened_stays_open(desk: Desk) -> None:
    desk.enter(Action.DISMISSED, "95 minutes", reason="trivial")
    desk.workspace.reopen(desk.claim("212 people"), note="the yard has called")
    desk.edit(("47 families", "48 families"))
    assert (desk.stands("95 minutes").state, desk.stands("95 minutes").dismissed) == (State.DISMISSED, "trivial")
    assert desk.stands("212 people").state is State.REOPENED
    assert [entry.note for entry in desk.workspace.history(desk.claim("212 people"))] == ["the yard has called"]


def test_what_was_undone_is_not_carried(desk: Desk) -> None:
    noted = desk.enter(Action.NOTED, ENGINES, note="not so")
    desk.enter(Action.UNDONE, ENGINES, undoes=noted.number)
    desk.edit(("47 families", "48 families"))
    assert desk.stands(ENGINES).notes == ()


def test_a_corrected_speaker_is_carried_and_makes_nothing_stale(desk: Desk) -> None:
    speaker = {"name": "Ferry Agency", "mention": "Vessel Agency", "role": None, "kind": "body"}
    words = "900 litres"
    desk.enter(Action.CORRECTED, words, changed={"speaker": speaker}, before={})
    desk.workspace.mark(desk.claim(words), "unverified", reason="no-evidence")
    desk.edit(("47 families", "48 families"))
    (found,) = [item for item in desk.workspace.report(desk.current).claims if words in item.claim.text]
    assert found.claim.speaker
    assert found.claim.speaker.name == "Ferry Agency"
    assert found.standing.state is State.DECIDED


def test_a_correction_that_the_new_draft_makes_itself_is_no_change(desk: Desk) -> None:
    speaker = {"name": "Nils Bakke", "mention": "Henrik Aas", "role": None, "kind": "person"}
    desk.enter(Action.CORRECTED, "every rivet", changed={"speaker": speaker}, before={})
    desk.workspace.mark(desk.claim("every rivet"), "unverified", reason="no-evidence")
    desk.edit(("said Henrik Aas, who", "said Nils Bakke, who"))
    assert desk.stands("every rivet").state is State.DECIDED
    assert desk.stands("every rivet").changed == {}


def test_a_corrected_extent_is_found_again_where_its_words_stand_now(desk: Desk) -> None:
    words = "The repair has cost 31 million crowns"
    start = FERRY.index(words)
    place = [[start, start + len(words)]]
    desk.enter(Action.CORRECTED, "31 million", changed={"spans": place, "text": words}, before={})
    desk.edit(("The ferry between", "As was hoped, the ferry between"))
    (found,) = [item.claim for item in desk.workspace.report(desk.current).claims if "31 million" in item.claim.text]
    assert found.text == words
    assert [span.of(desk.file.read_text(encoding="utf-8")) for span in found.spans] == [words]


def test_a_claim_that_a_person_added_is_made_again_with_its_verdict_and_searched_for(desk: Desk) -> None:
    words = "of whom 610 work on the mainland"
    desk.workspace.add_claim(desk.current, words)
    desk.workspace.mark(_with(desk, words).claim.id, "unverified", reason="awaiting-reply", by="leo")
    desk.edit(("47 families", "48 families"))
    found = _with(desk, words)
    assert found.decision
    assert (found.claim.origin, found.decision.by, found.decision.reason) == (ClaimOrigin.DESK, "leo", "awaiting-reply")
    assert found.search
    assert found.search.query.startswith(words)
    assert desk.workspace.draft_changes(desk.current).vanished == ()  # type: ignore[union-attr]


def _with(desk: Desk, words: str) -> ClaimReport:
    """The claim of exactly these words."""
    (found,) = [item for item in desk.workspace.report(desk.current).claims if item.claim.text == words]
    return found


def test_a_claim_with_corrected_words_is_searched_for_by_these_in_the_next_draft(desk: Desk) -> None:
    desk.workspace.reopen(desk.claim(ENGINES), note="again")
    desk.workspace.correct(desk.claim(ENGINES), words="burn 540 litres an hour", speaker="Mona Tveit")
    desk.edit(("47 families", "48 families"))
    found = _with(desk, "burn 540 litres an hour")
    assert found.search
    assert found.search.query.startswith("burn 540 litres an hour |")
    assert [item.passage.document_id for item in found.search.evidence] == ["plan"]


def test_an_added_claim_whose_words_are_gone_vanishes(desk: Desk) -> None:
    desk.workspace.add_claim(desk.current, "who leads the yard")
    desk.edit(("who leads the yard", "a shipwright"))
    made = desk.workspace.draft_changes(desk.current)
    assert made
    assert [one.claim.text for one in made.vanished] == ["who leads the yard"]


def test_a_claim_that_was_split_stays_split_and_nobody_takes_that_back(desk: Desk) -> None:
    whole = desk.claim("1,840 residents")
    parts = ["Ostrey Island has 1,840 residents", "of whom 610 work on the mainland"]
    desk.workspace.split(whole, *parts, by="ana")
    desk.edit(("47 families", "48 families"))
    items = desk.workspace.report(desk.current)
    assert set(desk.waiting) == {*parts, "48 families had moved away since the ferry stopped"}
    made = desk.workspace.draft_changes(desk.current)
    assert made
    assert (items.replaced, made.verdicts, len(made.kept), made.vanished, made.new) == (1, 22, 24, (), ())
    part = _with(desk, parts[1])
    (entry,) = part.entries
    assert entry.content["into"] == [_with(desk, words).claim.id for words in parts]
    assert entry.content["claim"]["text"] == parts[1]
    with pytest.raises(UsageError, match="done nothing on claim"):
        desk.workspace.undo(part.claim.id, by="ana")
    joined = desk.workspace.join(*(_with(desk, words).claim.id for words in parts), by="ana")
    assert set(desk.waiting) == {joined.text, "48 families had moved away since the ferry stopped"}


def test_deadline_assignment_and_notes_of_the_article_carry_over_and_it_is_open_again(desk: Desk) -> None:
    with desk.workspace.database.writing() as session:
        for action, note, content in (
            (Action.DUE, "", {"when": "2026-03-05"}),
            (Action.ASSIGNED, "", {"to": "leo"}),
            (Action.NOTED, "for Sunday", {}),
        ):
            log.append(session, action, desk.current, by="eva", note=note, content=content)
    desk.workspace.close_article(desk.current)
    desk.edit(("47 families", "48 families"))
    with desk.workspace.database.reading() as session:
        stands = standing.article(session, desk.current)
    assert (stands.due, stands.assigned, stands.notes, stands.closed) == ("2026-03-05", "leo", ("for Sunday",), False)
    (item,) = desk.workspace.queue()[0]
    assert (item.due, item.assigned) == ("2026-03-05", "leo")


def test_whoever_is_at_a_claim_is_at_the_one_it_has_become_and_work_on_a_vanished_one_is_kept(desk: Desk) -> None:
    gone = desk.claim("95 minutes")
    with databases.opened_up(desk.workspace.settings.workspace) as connection:
        for claim_id in (desk.claim(ENGINES), gone):
            row = (claim_id, "leo", "2026-03-02T09:00:00+00:00", time.time() + 600, json.dumps({"note": "half done"}))
            connection.execute('INSERT INTO leases (claim_id, "by", taken, expires, work) VALUES (?, ?, ?, ?, ?)', row)
    desk.edit(
        ("540 litres", "450 litres"), ("The bus takes 95 minutes from the island to Brennholm, and the f", "The f")
    )
    held = {item.claim.text: item.held_by for item in desk.workspace.queue()[0]}
    assert held["The new engines will burn 450 litres an hour"] == "leo"
    lapsed = [entry for entry in desk.workspace.history(gone) if entry.action is Action.LAPSED]
    assert [(entry.content["holder"], entry.content["work"]) for entry in lapsed] == [("leo", {"note": "half done"})]


def test_work_of_a_colleague_is_there_in_the_new_draft_and_his_decision_on_the_old_one_is_refused(desk: Desk) -> None:
    earlier = desk.claim(ENGINES)
    desk.workspace.reopen(earlier, note="again")
    desk.workspace.take(earlier, by="leo")
    desk.workspace.renew(earlier, by="leo", work={"note": "the yard says so"})
    desk.edit(("540 litres", "450 litres"))
    now_called = desk.claim("450 litres")
    for act in (
        lambda: desk.workspace.mark(earlier, "unverified", reason="conflicting", by="leo"),
        lambda: desk.workspace.note(earlier, "half done", by="leo"),
    ):
        with pytest.raises(ConflictError, match=f"there it is claim {now_called}. Nothing was stored"):
            act()
    (item,) = [item for item in desk.workspace.queue()[0] if item.claim.id == now_called]
    assert (item.held_by, item.work) == ("leo", {"note": "the yard says so"})
    with pytest.raises(ConflictError, match="leo"):
        desk.workspace.take(now_called, by="eva")
    taken = desk.workspace.take(now_called, by="leo")
    assert taken
    assert taken.work == {"note": "the yard says so"}


def test_a_blind_second_check_stays_blind_and_waits_in_the_new_draft(desk: Desk) -> None:
    desk.workspace.second_check(desk.claim(ENGINES), blind=True, by="eva")
    desk.edit(("47 families", "48 families"))
    claim_id = desk.claim(ENGINES)
    (item,) = [item for item in desk.workspace.queue(by="leo")[0] if item.claim.id == claim_id]
    assert (item.state, item.hidden, item.verdict, item.by) == (State.SECOND, True, None, None)
    assert [entry.action for entry in desk.workspace.history(claim_id, by="leo")] == [Action.SECOND_WANTED]
    taken = desk.workspace.take(article=desk.current, by="ana", wanted=Filters(state=State.SECOND))
    assert taken is None
    decision = desk.workspace.mark(claim_id, "supported", cite=f"plan#0:{ENGINES}", by="leo")
    assert (decision.answer, desk.stands(ENGINES).state) == (DecisionKind.SECOND, State.DECIDED)


def test_what_was_signed_off_for_the_whole_article_holds_where_nothing_else_is_said_and_else_not(
    desk: Desk, run: Run
) -> None:
    desk.workspace.sign_off(desk.current, "single source", note="one will do", by="eva")
    moved = FERRY.split("\n\n")
    desk.check("\n\n".join([*moved[:-2], moved[-1].strip(), moved[-2]]))
    (signed,) = desk.workspace.report(desk.current).standing.signed_off  # type: ignore[union-attr]
    assert (signed["by"], signed["blocker"], signed["note"]) == ("eva", "single source", "one will do")
    desk.file.write_text(FERRY.replace("540 litres", "450 litres"), encoding="utf-8")
    told = run("-w", desk.workspace.settings.workspace, "check", desk.file, **RULES).stdout
    assert "eva signed off “single source” for the whole draft before, not for this one" in told
    assert desk.workspace.report(desk.current).standing.signed_off == ()  # type: ignore[union-attr]


def test_a_draft_of_an_article_that_is_closed_is_open(desk: Desk) -> None:
    first = desk.current
    desk.workspace.close_article(first)
    text = FERRY.replace("540 litres", "450 litres")
    made = desk.workspace.check(desk.workspace.article(text), draft_of=first)
    (line,) = desk.workspace.articles()
    assert (line.article.id, line.article.closed, line.article.draft) == (made.article.id, False, 2)
    assert desk.waiting == ["The new engines will burn 450 litres an hour"]


def test_a_publisher_and_a_day_that_were_given_hold_for_the_next_draft(desk: Desk) -> None:
    day = date(2026, 3, 2)
    desk.workspace.check(desk.file, Metadata(publisher="The Example", published=day))
    article = desk.edit(("47 families", "48 families")).article
    assert (article.publisher, article.published, article.published_from) == ("The Example", day, "given")


def test_a_source_that_goes_and_comes_back_is_told_once_and_of_no_earlier_draft(desk: Desk) -> None:
    first = desk.current
    desk.edit(("47 families", "48 families"))
    stale = desk.workspace.corpus_remove("plan")
    assert [(one.article_id, one.by) for one in stale] == [(desk.current, "ana")]
    desk.check(FERRY)
    assert desk.current == first
    assert (desk.stands(ENGINES).state, len(desk.stands(ENGINES).problems)) == (State.STALE, 1)
    assert desk.workspace.corpus_add_documents([NOTE]).valid_again == 1
    assert desk.stands(ENGINES).state is State.DECIDED
    desk.edit(("47 families", "48 families"))
    assert desk.stands(ENGINES).state is State.DECIDED
