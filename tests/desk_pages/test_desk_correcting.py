"""Correcting claims in a browser without script."""

from __future__ import annotations

import pytest
from review_samples import CRANES
from web_desk import PlainBrowser, store


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
