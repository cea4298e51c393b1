"""The desk in a browser without script: each action by its form, as somebody at the keyboard would fill it in."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from review_samples import CRANES, FEES, GIFT, MINUTES, QUAY, SHIPS, lay_out, sitting
from web_desk import PlainBrowser, app_of

from factcheck import Workspace
from factcheck.domain import Attribution, DismissalReason, State, UnverifiedReason, Verdict
from factcheck.web.app import create_app
from factcheck.web.served import Served
from factcheck.workspace.reviewing.keys import DEFAULTS, Act


@pytest.fixture
def app(tmp_path: Path, cache: Path) -> Iterator[Any]:
    with app_of(tmp_path, cache=cache) as made:
        yield made


@pytest.fixture
def ana(app: Any) -> PlainBrowser:
    """Ana, before the first claim of the queue: the misquoted one."""
    return PlainBrowser(app).open("/queue").press("Take the next")


def store(ana: PlainBrowser) -> Workspace:
    workspace: Workspace = ana.client.app.state.served.workspace  # type: ignore[attr-defined]
    return workspace


def stands(ana: PlainBrowser, claim: str) -> Any:
    return store(ana).claim(claim).standing


def html_of(changed: Any) -> str:
    """The page of which an element was changed."""
    return str(lxml.html.tostring(changed.getroottree().getroot(), encoding="unicode"))


# -- the queue ----------------------------------------------------------------------------


def test_the_queue_tells_what_waits_and_what_is_misquoted(app: Any) -> None:
    ana = PlainBrowser(app).open("/queue")
    assert "5 wait · 5 in all, 5 for you" in ana.words
    first = ana.page.xpath("//ol[@class='queue']/li")[0].text_content()
    assert "We turned away 40 ships" in first
    assert "misquoted" in first
    assert "Ada Ferro" in first


def test_looking_takes_nothing_and_taking_is_told_to_others(app: Any) -> None:
    ana, leo = PlainBrowser(app), PlainBrowser(app, "leo")
    ana.open(f"/claims/{SHIPS.id}")
    assert "nobody is at it" in ana.words
    assert store(ana).queue()[0][0].held_by is None
    ana.act("take")
    assert "yours until" in ana.words
    assert re.search(r"ana is at it until \d\d:\d\d", leo.open("/queue").words)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("speaker=mayor", GIFT),
        ("flag=misquoted", SHIPS),
        ("proposal=supported", FEES),
        ("state=open&speaker=ferro&proposal=none", SHIPS),
        (f"article={FEES.article_id[:8]}&proposal=supported", FEES),
    ],
)
def test_filters_choose_what_is_listed_and_taken(app: Any, query: str, first: Any) -> None:
    ana = PlainBrowser(app).open(f"/queue?{query}")
    assert first.text in ana.words
    ana.press("Take the next")
    assert ana.claim == first.id
    assert query.split("=")[0] in ana.address


@pytest.mark.parametrize(
    "query", ["state=odd", "proposal=maybe", "article=ffff", "article=/etc/passwd", "article=..%2Fx"]
)
def test_what_is_no_filter_is_refused_in_words(app: Any, query: str) -> None:
    ana = PlainBrowser(app).open(f"/queue?{query}")
    assert ana.status in (404, 422)
    assert ana.alert.startswith("No ")


def test_where_nothing_that_is_wanted_waits_it_is_said(app: Any) -> None:
    ana = PlainBrowser(app).open("/queue?speaker=nobody").press("Take the next")
    assert ana.address.startswith("/queue")
    assert "Nothing that is wanted" in ana.alert


def test_pages_of_the_queue_and_what_is_no_page(app: Any) -> None:
    ana = PlainBrowser(app)
    for page in ("0", "-1", "x", "٣", "99999999999", "7"):
        assert ana.open(f"/queue?page={page}").status == 200


# -- deciding -----------------------------------------------------------------------------


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


# -- words, searching, bringing along ----------------------------------------------------------


def test_other_words_are_written(ana: PlainBrowser) -> None:
    ana.act("words", number="1")
    assert "Which words of [1]?" in ana.words
    form = ana.page.xpath("//textarea[@name='answer']/ancestor::form")[0]
    ana.send(form, {"answer": "turned away\r\n30 ships"})
    assert "will be cited: “turned away 30 ships”" in ana.alert


def test_other_words_are_chosen_by_the_button_of_a_sentence(ana: PlainBrowser) -> None:
    ana.act("words", number="1").press("The motion was carried.")
    assert "will be cited: “The motion was carried.”" in ana.alert


def test_words_that_do_not_stand_there_are_refused(ana: PlainBrowser) -> None:
    ana.act("words", number="1")
    ana.send(ana.page.xpath("//textarea[@name='answer']/ancestor::form")[0], {"answer": "50 ships"})
    assert ana.status == 422
    assert "do not stand in the passage" in ana.alert


@pytest.mark.parametrize(
    ("at", "words", "status"),
    [
        ("72-102", "We turned away 30 ships in May", 200),
        ("72-102", "We turned away 40 ships in May", 422),
        ("73-103", "We turned away 30 ships in May", 422),
        ("72-9999", "We turned away 30 ships in May", 422),
        ("5-5", "", 422),
        ("0-0", "x", 422),
    ],
)
def test_selected_words_are_compared_with_those_at_their_place(
    ana: PlainBrowser, at: str, words: str, status: int
) -> None:
    start, _, end = at.partition("-")
    form = ana.page.xpath("//form[@id='cite-these']")[0]
    ana.send(form, {"start": start, "end": end, "words": words, "number": "1"})
    assert ana.status == status
    assert ("Cites [1]" in ana.words) is (status == 200)


def test_searching_offers_passages_and_takes_one(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}")
    ana.act("search", answer="cranes of the port")
    assert "Found for “cranes of the port”" in ana.words
    ana.press("Cite it")
    assert ana.claim == QUAY.id
    assert "Cites [1]" in ana.words
    ana.act("contradict")
    assert stands(ana, QUAY.id).decision.citations[0].passage_id in ("minutes#0", "cranes#0")


def test_a_text_is_brought_along_and_cited(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}")
    ana.act("add", answer="The harbour board said: the new quay will open on 3 May 2027.")
    assert "Added desk-" in ana.alert
    assert "The harbour board said" in ana.words
    ana.press("1 Cite")
    assert "Cites [1]" in ana.words
    ana.act("contradict")
    assert stands(ana, QUAY.id).decision.citations[0].exact.startswith("The harbour board said")


def test_a_file_is_brought_along(ana: PlainBrowser, tmp_path: Path) -> None:
    ana.open(f"/claims/{QUAY.id}")
    form = ana.page.xpath("//input[@type='file']/ancestor::form")[0]
    words = "The new quay at Skerra will open on 3 May 2027, the board said."
    ana.send(form, {"answer": ""}, files={"file": ("../../board note.txt", words.encode(), "text/plain")})
    assert "Added board note.txt" in ana.alert
    assert words in ana.words
    assert not (tmp_path.parent / "board note.txt").exists()


def test_a_file_of_several_megabytes_is_brought_along(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{QUAY.id}")
    form = ana.page.xpath("//input[@type='file']/ancestor::form")[0]
    words = "The new quay at Skerra will open on 3 May 2027, the board said."
    page = f"<html><!-- {'x' * 2_500_000} --><body><p>{words}</p></body></html>"
    ana.send(form, {"answer": ""}, files={"file": ("board.html", page.encode(), "text/html")})
    assert "Added board.html" in ana.alert


@pytest.mark.parametrize("what", ["/etc/passwd", "~/.profile", "https://example.org/page that is long enough", "ab"])
def test_no_file_of_the_server_and_no_address_is_read_for_what_is_written(ana: PlainBrowser, what: str) -> None:
    before = store(ana).corpus_stats()
    ana.act("add", answer=what)
    assert ana.status == 422
    assert store(ana).corpus_stats() == before


def test_the_passage_with_its_neighbours_and_its_document(ana: PlainBrowser) -> None:
    ana.press("Neighbours")
    assert ana.status == 200
    assert "The motion was carried" in ana.words
    ana.press("Back to the claim").press("Document")
    assert ana.page.xpath("//mark[@id='passage']")
    assert "Minutes of the port council" in ana.words
    assert ana.open(f"/claims/{SHIPS.id}/passages/9").status == 404


# -- correcting ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("what", "value"), [("speaker", "Ida Ferro"), ("role", "port warden")])
def test_who_says_it_is_corrected(ana: PlainBrowser, what: str, value: str) -> None:
    ana.act("correct").press(what)
    ana.send(ana.page.xpath("//input[@id='answer']/ancestor::form")[0], {"answer": value})
    assert f"corrected: {what}" in ana.alert
    assert value in ana.words
    assert "searched for anew" in ana.words


def test_the_extent_is_corrected_by_a_sentence_and_by_words(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{CRANES.id}").act("correct").press("extent")
    ana.send(ana.page.xpath("//textarea/ancestor::form")[0], {"answer": "The port has 14 cranes"})
    assert store(ana).claim(CRANES.id).claim.text == "The port has 14 cranes"
    ana.act("correct").press("extent").press("The port has 14 cranes, and the wall is 350 metres long.")
    assert store(ana).claim(CRANES.id).claim.text == "The port has 14 cranes, and the wall is 350 metres long."


def test_a_claim_is_split_at_a_word_and_joined_again(ana: PlainBrowser) -> None:
    ana.open(f"/claims/{CRANES.id}").act("correct").press("split")
    form = ana.page.xpath("//ul[contains(@class, 'of-words')]/ancestor::form")[0]
    (word,) = [one for one in form.xpath(".//button") if one.text_content() == "the"]
    ana.send(form, {"at": word.get("value")})
    assert "split into 2" in ana.alert
    assert ana.status == 200
    assert "The port has 14 cranes" in ana.words
    ana.act("correct").press("join")
    assert "Joined with “the wall is 350 metres long”" in ana.alert


def test_a_missed_claim_is_added(ana: PlainBrowser) -> None:
    ana.act("claim")
    ana.send(ana.page.xpath("//textarea/ancestor::form")[0], {"answer": "The mayor called the fees"})
    assert "who says it?" in ana.words
    ana.send(ana.page.xpath("//input[@id='answer']/ancestor::form")[0], {"answer": "the mayor"})
    assert "Added; it waits with the others" in ana.alert
    (made,) = [item for item in store(ana).queue()[0] if item.claim.text == "The mayor called the fees"]
    assert made.claim.speaker is not None
    assert made.claim.speaker.name == "the mayor"


def test_a_missed_claim_is_added_by_the_button_of_a_sentence(ana: PlainBrowser) -> None:
    ana.act("claim").press("Nobody knows when the new quay will open")
    assert "who says it?" in ana.words
    ana.send(ana.page.xpath("//input[@id='answer']/ancestor::form")[0], {"answer": ""})
    assert "Added; it waits" in ana.alert


def test_what_was_corrected_is_searched_anew_after_the_answer(ana: PlainBrowser) -> None:
    before = store(ana).show(CRANES.id)[1].search
    ana.open(f"/claims/{CRANES.id}").act("correct").press("extent")
    ana.send(ana.page.xpath("//textarea/ancestor::form")[0], {"answer": "the wall is 350 metres long"})
    now = store(ana).show(CRANES.id)[1].search
    assert before is not None
    assert now is not None
    assert now.query != before.query


# -- others -------------------------------------------------------------------------------------


def test_somebody_elses_claim_can_be_looked_at_and_nothing_done_with_it(ana: PlainBrowser, app: Any) -> None:
    leo = PlainBrowser(app, "leo").open(f"/claims/{SHIPS.id}")
    assert re.search(r"ana is at (it|this claim) until \d\d:\d\d", leo.words)
    assert not leo.has("support")
    for sent in ({"do": "support"}, {"do": "cite", "number": "1"}, {"do": "note", "answer": "x"}, {"do": "dismiss"}):
        leo.send(leo.page.xpath("//form[@id='act']")[0], sent)
        assert leo.status == 409
        assert re.search(r"ana is at it until \d\d:\d\d", leo.alert)
    assert store(ana).history(SHIPS.id) == []
    leo.act("next")
    assert leo.claim == FEES.id


def test_a_claim_that_others_changed_is_shown_anew_before_it_is_decided(ana: PlainBrowser) -> None:
    ana.act("cite", number="1")
    store(ana).note(SHIPS.id, "look at the minutes of June too", by="leo")
    ana.act("contradict")
    assert ana.status == 409
    assert "changed since you looked: leo: noted" in ana.alert
    assert "look at the minutes of June too" in ana.words
    ana.act("contradict")
    assert stands(ana, SHIPS.id).decision.verdict is Verdict.CONTRADICTED


def test_two_windows_of_one_person(ana: PlainBrowser, app: Any) -> None:
    other = PlainBrowser(app).open(f"/claims/{SHIPS.id}")
    other.act("cite", number="1")
    ana.act("note", note="from the first window")
    assert "Cites [1]" in ana.words
    assert "from the first window" in ana.words
    other.act("contradict")
    assert other.status == 409
    assert "changed in another window" in other.alert
    assert "from the first window" in other.words
    other.act("contradict")
    assert stands(ana, SHIPS.id).decision.note == "from the first window"
    ana.act("contradict")
    assert ana.status == 409
    assert "changed since you looked" in ana.alert


def test_overruling_wants_a_reason(app: Any) -> None:
    ana = PlainBrowser(app)
    store(ana).mark(FEES.id, "supported", cite="1", by="leo")
    ana.open(f"/claims/{FEES.id}").act("unverified").press("conflicting")
    assert "To overrule it say why" in ana.words
    ana.send(ana.page.xpath("//textarea/ancestor::form")[0], {"answer": ""})
    assert "Left as it is" in ana.alert
    ana.act("unverified").press("conflicting")
    ana.send(ana.page.xpath("//textarea/ancestor::form")[0], {"answer": "the minutes were amended"})
    made = stands(ana, FEES.id).decision
    assert (made.by, made.verdict, made.note) == ("ana", Verdict.UNVERIFIED, "the minutes were amended")


def test_a_blind_second_check_shows_nothing_of_the_first(tmp_path: Path, cache: Path) -> None:
    with app_of(tmp_path, rules='second_check = ["all"]', cache=cache) as app:
        leo, ana = PlainBrowser(app, "leo"), PlainBrowser(app)
        leo.open(f"/claims/{FEES.id}").act("note", note="a secret note").act("support").press("yes")
        for address in (f"/claims/{FEES.id}", f"/claims/{FEES.id}/history", "/queue"):
            told = ana.open(address).words.partition("What it does")[0]  # of the keys
            given = ("secret", "✓ cited", "said so", "· supported", "citing", "Decided")
            assert [one for one in given if one in told] == []
        assert "wanted, blind: the first answer is not shown" in ana.open(f"/claims/{FEES.id}").words
        seen = ana.client.post(f"/claims/{FEES.id}/renew", data={"csrf": ana.page.forms[0].fields["csrf"], "seen": "0"})
        assert "supported" not in seen.text
        ana.act("unverified").press("no evidence")
        assert stands(ana, FEES.id).state is State.DISPUTED


def test_a_claim_that_ran_out_and_is_somebody_elses_by_now(ana: PlainBrowser, app: Any, tmp_path: Path) -> None:
    ana.act("cite", number="1")
    store(ana).release(SHIPS.id, by="ana")
    with sitting(tmp_path, "leo"):
        ana.act("contradict")
        assert ana.status == 409
        assert "leo is at it until" in ana.alert


def test_renewing_keeps_the_claim_and_tells_what_is_new(ana: PlainBrowser) -> None:
    csrf = ana.page.forms[0].fields["csrf"]
    sent = {"csrf": csrf, "seen": "0", "held": "1"}
    first = ana.client.post(f"/claims/{SHIPS.id}/renew", data=sent).json()
    assert first["mine"]
    assert not first["said"]
    assert re.fullmatch(r"\d\d:\d\d", first["until"])
    store(ana).note(SHIPS.id, "x", by="leo")
    assert "leo: noted" in ana.client.post(f"/claims/{SHIPS.id}/renew", data=sent).json()["said"]
    store(ana).release(SHIPS.id, by="ana")
    store(ana).take(SHIPS.id, by="leo")
    lost = ana.client.post(f"/claims/{SHIPS.id}/renew", data=sent)
    assert lost.status_code == 409
    assert "leo is at it" in lost.json()["said"]


# -- what is no request of ours --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"do": "nonsense"}, 422),
        ({"do": "help"}, 422),
        ({}, 422),
        ({"do": "cite"}, 422),
        ({"do": "cite", "number": "9"}, 422),
        ({"do": "cite", "number": "-1"}, 422),
        ({"do": "cite", "number": "²"}, 422),
        ({"do": "cite", "passage": "no#0"}, 422),
        ({"do": "cite", "number": "1", "at": "99999999-5"}, 422),
        ({"do": "support", "answer": "maybe"}, 422),
        ({"do": "note", "answer": "a\0b"}, 422),
        ({"do": "unverified", "answer": "\ud800".encode("utf-8", "surrogatepass")}, 422),
    ],
)
def test_odd_forms_are_refused_in_words(ana: PlainBrowser, sent: dict[str, Any], status: int) -> None:
    form = ana.page.xpath("//form[@id='act']")[0]
    answer = ana.client.post(form.get("action"), data={**dict(form.form_values()), **sent})
    assert answer.status_code == status
    assert store(ana).history(SHIPS.id) == []


def test_a_form_of_nobody_and_a_claim_of_nobody(ana: PlainBrowser) -> None:
    assert ana.client.post(f"/claims/{SHIPS.id}/act", data={"do": "dismiss", "answer": "trivial"}).status_code == 403
    for name in ("nothing", "ffffffff", "a" * 300, "story.txt%231", "..%2F..%2Fetc"):
        assert ana.client.get(f"/claims/{name}").status_code == 404


def test_every_action_of_the_terminal_is_reachable(ana: PlainBrowser) -> None:
    ana.act("cite", number="1").act("next").act("previous").act("next")
    keys = {one.get("data-key") or one.get("data-focus") for one in ana.page.xpath("//*[@data-key or @data-focus]")}
    assert {DEFAULTS[act][0] for act in Act} <= keys
    assert {"1", "2"} <= keys


def test_what_cannot_be_written_can_be_looked_at(tmp_path: Path, cache: Path) -> None:
    lay_out(tmp_path / "disk")
    mount = ["mount", "--bind", "-o", "ro", str(tmp_path / "disk"), str(tmp_path / "disk")]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here, which takes root and Linux")
    try:
        with Workspace(tmp_path / "disk", user="ana", cache=cache) as workspace:
            ana = PlainBrowser(create_app(Served(workspace, frozenset({"testserver"}))))
            ana.open("/queue").press("Take the next")
            assert "only looking: this workspace cannot be written" in ana.words
            assert not ana.has("support")
            ana.act("next").act("next")
            assert ana.claim == CRANES.id
            ana.act("previous")
            assert ana.claim == FEES.id
            ana.send(ana.page.xpath("//form[@id='act']")[0], {"do": "dismiss", "answer": "trivial"})
            assert ana.status in (409, 422)
            assert "cannot be written" in ana.alert
    finally:
        subprocess.run(["umount", "--lazy", str(tmp_path / "disk")], check=True)


def test_other_keys_of_the_settings_are_on_the_buttons(tmp_path: Path, cache: Path) -> None:
    with app_of(tmp_path, rules='[keys]\nsupport = "y"\nundo = "ctrl+z"', cache=cache) as app:
        ana = PlainBrowser(app).open("/queue").press("Take the next")
        assert ana.page.xpath("//button[@value='support']")[0].get("data-key") == "y"
        assert ana.page.xpath("//button[@value='undo']")[0].get("data-key") == "ctrl+z"
