"""Deciding in a browser without script: each action by its form, as somebody at the keyboard would fill it in."""

from __future__ import annotations

from typing import Any

import pytest
from review_samples import CRANES, FEES, GIFT, MINUTES, QUAY, SHIPS
from web_desk import PlainBrowser, html_of, stands, store

from factcheck.domain import Attribution, DismissalReason, State, UnverifiedReason, Verdict


def test_a_passage_is_cited_and_no_longer(ana: PlainBrowser) -> None:
    ana.act("cite", number="1")
    assert "[1] will be cited" in ana.alert
    assert "Cites [1]" in ana.words
    ana.open(ana.address)
    assert "Cites [1]" in ana.words, "it stays chosen"
    assert not ana.alert, "it is told once"
    ana.act("cite", number="1")
    assert "no longer cited" in ana.alert
    assert "Cites [1]" not in ana.words


def test_contradicted_by_what_is_cited_goes_on_to_the_next(ana: PlainBrowser) -> None:
    ana.act("cite", number="1").act("contradict")
    assert "#2 said otherwise · contradicted" in ana.alert
    assert ana.claim == FEES.id
    assert "yours until" in ana.words
    made = stands(ana, SHIPS.id).decision
    assert made.verdict is Verdict.CONTRADICTED
    assert made.by == "ana"
    assert made.citations[0].exact in MINUTES.text


def test_a_misquoted_claim_asks_what_is_supported_and_where_the_words_stand(ana: PlainBrowser) -> None:
    ana.act("support")
    assert ana.status == 200
    assert "What is supported?" in ana.words
    ana.press("substance")
    assert "said otherwise, resting on “We turned away 30 ships in May”?" in ana.words
    ana.press("yes")
    made = stands(ana, SHIPS.id).decision
    assert (made.verdict, made.attribution) == (Verdict.SUPPORTED, Attribution.SAID_OTHERWISE)
    assert made.citations[0].exact == "We turned away 30 ships in May"


def test_a_question_left_stores_nothing(ana: PlainBrowser) -> None:
    ana.act("support").press("substance").press("Leave it as it is")
    assert ana.claim == SHIPS.id
    assert "Told" not in ana.words
    assert stands(ana, SHIPS.id).state is State.OPEN


def test_the_one_passage_of_the_stance_is_offered(app: Any) -> None:
    ana = PlainBrowser(app).open(f"/claims/{FEES.id}").act("support")
    assert "Supported, resting on [1]?" in ana.words
    ana.press("yes")
    assert stands(ana, FEES.id).decision.verdict is Verdict.SUPPORTED


def test_unverified_asks_why(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}").act("unverified")
    assert "Unverified: why?" in ana.words
    ana.press("not checkable")
    assert stands(ana, QUAY.id).decision.reason is UnverifiedReason.NOT_CHECKABLE


def test_a_verdict_that_rests_on_nothing_is_refused_with_the_ways_out(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}").act("support")
    assert ana.status == 422
    assert "rests on nothing yet" in ana.alert
    links = [one.get("href") for one in ana.page.xpath("//*[@id='refusal']//a")]
    assert links == ["#evidence", "#do-search", "#do-add"]
    assert stands(ana, QUAY.id).state is State.OPEN


def test_attribution_is_kept_for_the_verdict_or_decided_alone(ana: PlainBrowser) -> None:
    ana.act("attribute")
    assert "Did the speaker say this?" in ana.words
    ana.press("not said")
    assert "not said (not yet decided)" in ana.words
    ana.act("note", note="her office denies it").act("enter")
    made = stands(ana, SHIPS.id).decision
    assert (made.attribution, made.verdict, made.note) == (Attribution.NOT_SAID, None, "her office denies it")


def test_the_outlets_own_statement_has_no_attribution(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{CRANES.id}")
    assert not ana.has("attribute")


def test_a_note_is_kept_and_emptied(ana: PlainBrowser) -> None:
    ana.act("note", note="ask the port\r\nagain")
    assert ana.page.xpath("//*[@id='note-words']")[0].text.strip() == "ask the port\nagain"
    ana.act("note", note="")
    assert "No note" in ana.alert
    assert not (ana.page.xpath("//*[@id='note-words']")[0].text or "").strip()


def test_leaving_keeps_the_note_and_lets_the_claim_go(ana: PlainBrowser) -> None:
    ana.act("note", note="ask the port").act("quit")
    assert ana.address == "/queue"
    assert "let go" in ana.alert
    assert stands(ana, SHIPS.id).notes == ("ask the port",)
    assert store(ana).queue()[0][0].held_by is None


@pytest.mark.parametrize("do", ["unverified", "dismiss"])
def test_a_note_that_was_typed_is_decided_with_through_the_questions(ana: PlainBrowser, do: str) -> None:
    ana.act(do, note="ask the port")
    answer = ana.page.xpath("//ul[@class='choices']//button")[0]
    ana.press(" ".join(answer.text_content().split()))
    while ana.page.xpath("//*[contains(@class, 'question')]"):
        ana.press(" ".join(ana.page.xpath("//form[@action]//button")[-1].text_content().split()))
    assert store(ana).history(SHIPS.id)[-1].note == "ask the port"


def test_a_note_that_was_typed_outlives_every_act_and_a_refusal(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}").act("support", note="ask the board")
    assert ana.status == 422
    assert ana.page.xpath("//*[@id='note-words']")[0].text.strip() == "ask the board"
    ana.open(f"/claims/{SHIPS.id}")
    note = ana.page.xpath("//*[@id='note-words']")[0]
    note.text = "ask the port"
    ana.text = html_of(note)
    ana.act("cite", number="1")
    assert "ask the port" in ana.words
    ana.act("contradict")
    assert stands(ana, SHIPS.id).decision.note == "ask the port"


def test_a_note_typed_when_leaving_is_kept(ana: PlainBrowser) -> None:
    ana.act("quit", note="ask the port")
    assert stands(ana, SHIPS.id).notes == ("ask the port",)
    ana.open(f"/claims/{FEES.id}").act("next", note="and the council")
    assert stands(ana, FEES.id).notes == ("and the council",)


def test_a_note_is_shown_to_whoever_typed_it_where_somebody_else_has_the_claim(ana: PlainBrowser, app: Any) -> None:
    leo = PlainBrowser(app, "leo").open(f"/claims/{FEES.id}")
    ana.open(f"/claims/{FEES.id}").act("take")
    leo.act("support", note="seen in the minutes")
    assert leo.status == 409
    assert "seen in the minutes" in leo.words


def test_what_is_told_stands_right_under_the_heading(ana: PlainBrowser) -> None:
    ana.act("cite", number="1")
    assert ana.page.xpath("//*[contains(@class, 'desk')]/*")[0].get("id") == "said"
    ana.open(f"/claims/{QUAY.id}").act("support")
    assert ana.page.xpath("//*[contains(@class, 'desk')]/*")[0].get("id") == "refusal"
    assert ana.alert[0].isupper()


def test_what_is_chosen_is_there_for_who_comes_back(ana: PlainBrowser) -> None:
    ana.act("cite", number="1").act("quit").press("Take the next")
    assert "Cites [1]" in ana.words
    assert "Taken up where you left it" in ana.alert


def test_no_claim_asks_why(ana: PlainBrowser) -> None:
    ana.act("dismiss").press("trivial")
    assert stands(ana, SHIPS.id).dismissed is DismissalReason.TRIVIAL
    assert "#2 dismissed: trivial" in ana.alert
    assert ana.claim == FEES.id


def test_undo_takes_back_by_an_entry_and_shows_the_claim(ana: PlainBrowser) -> None:
    ana.act("dismiss").press("trivial").act("undo")
    assert ana.claim == SHIPS.id
    assert "Taken back: dismissed" in ana.alert
    assert stands(ana, SHIPS.id).state is State.OPEN
    assert len(store(ana).history(SHIPS.id)) == 2


def test_next_and_back(ana: PlainBrowser) -> None:
    ana.act("next").act("next")
    third = ana.claim
    ana.act("previous")
    assert ana.claim == FEES.id
    ana.act("previous")
    assert ana.claim == SHIPS.id
    assert not ana.has("previous")
    assert third == CRANES.id
    assert [item.held_by for item in store(ana).queue()[0]].count("ana") == 1


def test_the_last_claim_leads_to_the_queue(app: Any) -> None:
    ana = PlainBrowser(app).open("/queue?speaker=mayor").press("Take the next")
    ana.act("unverified").press("no evidence")
    assert ana.address == "/queue?speaker=mayor"
    assert "Nothing that is wanted" in ana.alert


def test_what_is_decided_can_be_gone_through_without_a_hold(app: Any) -> None:
    ana = PlainBrowser(app)
    for one in (QUAY, GIFT):
        store(ana).mark(one.id, "unverified", reason="no-evidence", by="ana")
    ana.open("/queue?decided=1").press("Look at them one by one")
    assert ana.claim == QUAY.id
    assert "nobody is at it" in ana.words
    ana.act("next")
    assert ana.claim == GIFT.id
    ana.act("previous")
    assert ana.claim == QUAY.id
    ana.act("unverified").press("not checkable")
    assert ana.claim == QUAY.id, "in such a list nothing goes on by itself"
    assert stands(ana, QUAY.id).decision.reason is UnverifiedReason.NOT_CHECKABLE


def test_one_article_alone(ana: PlainBrowser) -> None:
    ana.act("article")
    assert "Harbour fees rise by 12 per cent (5 waiting)" in ana.words
    ana.press("Harbour fees rise")
    assert f"article={FEES.article_id}" in ana.address
