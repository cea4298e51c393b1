"""Marking words in a real browser, with the mouse and with the keys: by their place in code points."""

from __future__ import annotations

from typing import Any

import pytest
from review_samples import FEES, QUAY
from web_desk import CHROMIUM, Desk, cited, drag, press, take

from factcheck.domain import Document

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

EMOJI = "🚢🚢 At the quay 👩‍⚓️: the board said that the new quay will open on 3 May 2027 🎉. Nothing else was decided."


def with_emoji(desk: Desk) -> Any:
    """Ana before a claim to which a text with emoji was brought."""
    desk.store.corpus_add_documents([Document("board", EMOJI)], source="test")
    page = take(desk.person("ana"), desk, QUAY.id)
    page.goto(f"{desk.address}/claims/{QUAY.id}?beside=board%230")
    page.click("text=Whole passage 1")
    return page


def test_words_marked_with_the_mouse_are_cited_by_their_place_in_code_points(desk: Desk) -> None:
    page = with_emoji(desk)
    words = "the new quay will open on 3 May 2027"
    drag(page, words, "details[open] .selectable")
    page.wait_for_selector("#cite-these:not([hidden])")
    assert words in page.inner_text("#cite-these")
    start = int(page.input_value("#cite-these [name=start]"))
    assert EMOJI[start : start + len(words)] == words
    with page.expect_navigation():
        page.click("text=Cite these words")
    assert f"“{words}”" in page.inner_text(".pending")
    made = cited(desk, page)
    assert made.exact == words
    assert made.span.of(EMOJI) == words


def test_words_marked_with_the_keys_are_cited(desk: Desk) -> None:
    page = with_emoji(desk)
    page.focus("details[open] .selectable")
    page.keyboard.press("ArrowDown")  # begins with the first sentence
    page.keyboard.press("ArrowDown")
    assert "Nothing else was decided." in page.inner_text("#cite-these")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    chosen = page.evaluate("getSelection().toString()")
    start = int(page.input_value("#cite-these [name=start]"))
    assert EMOJI[start : start + len(chosen)] == chosen
    assert len(chosen.split()) == 2
    press(page, "Enter")
    assert cited(desk, page).exact == chosen


def test_the_button_for_marked_words_is_the_next_stop_of_the_keyboard(desk: Desk) -> None:
    page = with_emoji(desk)
    drag(page, "3 May 2027", "details[open] .selectable")
    page.wait_for_selector("#cite-these:not([hidden])")
    page.focus("details[open] .selectable")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Cite these words"
    press(page, "Enter")
    assert "“3 May 2027”" in page.inner_text(".pending")


def test_words_are_marked_on_a_page_of_their_own(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    press(page, "e", ".marking")
    assert page.evaluate("getSelection().toString()") == 'Ferro: "We turned away 30 ships in May."'
    page.keyboard.press(">")
    page.keyboard.press(">")
    page.keyboard.press("Shift+ArrowLeft")
    press(page, "Enter", ".evidence")
    assert "“turned away 30 ships in”" in page.inner_text(".pending")


def test_a_claim_is_split_and_another_added_by_marking(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    press(page, "+", ".marking")
    drag(page, "The mayor called the fees", ".marking .selectable")
    with page.expect_navigation():
        page.click("#cite-these button")
    page.fill("#answer", "the mayor")
    press(page, "Enter", ".evidence")
    assert "The mayor called the fees" in [item.claim.text for item in desk.store.queue()[0]]
    press(page, "m", ".question")
    press(page, "4", ".marking")
    assert page.evaluate("getSelection().toString()") == "turned"
    press(page, "Enter", ".evidence")
    assert "split into 2" in page.inner_text(".notice")


def test_what_was_marked_over_several_texts_is_what_lies_in_the_first(desk: Desk) -> None:
    page = take(desk.person("ana"), desk, FEES.id)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.passages'))")
    page.wait_for_selector("#cite-these:not([hidden])")
    with page.expect_navigation():
        page.click("text=Cite these words")
    assert "Ferro told the council" in page.inner_text(".pending")
