"""The desk in a real browser, by its keys."""

from __future__ import annotations

import pytest
from review_samples import FEES, QUAY, SHIPS
from web_desk import CHROMIUM, Desk, press, take

from factcheck.domain import State, Verdict

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def test_a_claim_is_decided_by_the_keyboard_alone(desk: Desk) -> None:
    page = desk.person("ana")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Take the next":
            break
    press(page, "Enter", "[data-held]")
    assert page.evaluate("document.activeElement.id") == "claim-heading"
    press(page, "1")
    assert "Cites [1]" in page.inner_text(".pending")
    press(page, "c")
    assert "#2 said otherwise · contradicted" in page.inner_text(".notice")
    assert desk.stands(SHIPS.id).decision.verdict is Verdict.CONTRADICTED
    press(page, "s", ".question")
    press(page, "Enter")
    assert desk.stands(FEES.id).decision.verdict is Verdict.SUPPORTED
    press(page, "u", ".question")
    press(page, "3")
    press(page, "z")
    assert "Taken back" in page.inner_text(".notice")


def test_a_question_is_left_by_escape(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    press(page, "x", ".question")
    press(page, "Escape", ".evidence")
    assert desk.stands(SHIPS.id).state is State.OPEN


def test_a_refusal_is_where_the_reader_is(desk: Desk) -> None:
    page = take(desk.person("ana"), desk, QUAY.id)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    press(page, "s", "#refusal")
    assert page.evaluate("document.activeElement.id") == "refusal"
    assert page.evaluate("scrollY") == 0
    widths = page.evaluate("['#refusal', '.desk'].map((one) => document.querySelector(one).clientWidth)")
    assert widths[0] > widths[1] - 10
    assert page.get_attribute("#refusal", "role") == "alert"


def test_what_came_of_a_verdict_is_where_the_reader_is(desk: Desk) -> None:
    page = take(desk.person("ana", viewport={"width": 360, "height": 740}), desk)
    press(page, "1")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    press(page, "c")
    assert page.evaluate("document.activeElement.id") == "said"
    assert page.evaluate("scrollY") == 0


def test_a_key_that_means_nothing_says_so(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    page.keyboard.press("y")
    assert page.inner_text("#news") == "“y” does nothing here."
    assert page.is_visible("#news")


def test_a_note_that_was_typed_is_kept_whatever_is_pressed_then(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    page.fill("#note-words", "ask the port")
    page.keyboard.press("Escape")
    press(page, "1")
    assert "ask the port" in page.inner_text(".pending")
    page.fill("#note-words", "ask the port again")
    page.keyboard.press("Escape")
    press(page, "c")
    assert desk.stands(SHIPS.id).decision.note == "ask the port again"
    page.fill("#note-words", "and the council")
    page.fill("#search-words", "cranes")
    press(page, "Enter", ".question")
    press(page, "Escape", ".evidence")
    assert page.input_value("#note-words") == "and the council"
    page.fill("#note-words", "and the mayor")
    page.click("text=History >> nth=1")
    page.wait_for_load_state("networkidle")
    page.goto(f"{desk.address}/claims/{FEES.id}")
    assert page.input_value("#note-words") == "and the mayor"
    page.fill("#note-words", "and the minister")
    page.click("text=Leave it")
    page.wait_for_selector(".take")
    assert desk.stands(FEES.id).notes == ("and the minister",)


def test_keys_do_nothing_while_somebody_types(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    page.keyboard.press("n")
    page.keyboard.type("success, 1 cxz?/")
    assert page.input_value("#note-words") == "success, 1 cxz?/"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("s1")
    assert page.input_value("#search-words") == "s1"
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+s")
    page.keyboard.press("Control+x")
    assert page.url.endswith(SHIPS.id)
    assert desk.store.history() == []


def test_single_keys_can_be_switched_off(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    page.keyboard.press("?")
    page.uncheck("#single-keys")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("1")
    page.wait_for_timeout(200)
    assert page.url.endswith(SHIPS.id)
    assert not page.query_selector(".pending")
    page.reload()
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert page.url.endswith(SHIPS.id)
    page.click("#keys summary")
    page.check("#single-keys")
    page.evaluate("document.activeElement.blur()")
    press(page, "j")
    assert FEES.id in page.url


def test_keys_of_a_passage_mean_the_one_where_the_reader_is(desk: Desk) -> None:
    page = take(desk.person("ana"), desk, FEES.id)
    page.focus("#passage-2 button")
    press(page, "w", ".reading")
    assert "Cranes of the port" in page.inner_text(".reading")
    press(page, "Escape", ".evidence")
    press(page, "w", ".reading")
    assert "Minutes of the port council" in page.inner_text(".reading")
