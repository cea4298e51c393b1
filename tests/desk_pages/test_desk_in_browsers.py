"""The desk in real browsers: two people, an article that is checked, what is hostile, what keeps people out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from review_samples import FEES, QUAY, SHIPS
from web_desk import CHROMIUM, Desk, app_of, cited, drag, press, serving, take

from factcheck.domain import Document, Span, Verdict

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

SCRIPT = "<script>window.hit=1</script>"
HOSTILE = f"\"'><img src=x onerror=window.hit=1>{SCRIPT}</textarea></title>\u202eevil\u202c\x1b[31m {{{{7*7}}}}"


def test_a_second_person_sees_who_is_at_a_claim_and_is_refused(desk: Desk) -> None:
    leo = desk.person("leo")
    leo.goto(f"{desk.address}/claims/{SHIPS.id}")  # while it is free
    ana = take(desk.person("ana"), desk)
    press(leo, "x", "#refusal")
    assert re.search(r"ana is at it until \d\d:\d\d", leo.inner_text("#refusal"))
    leo.goto(f"{desk.address}/claims/{SHIPS.id}")
    assert re.search(r"ana is at this claim until \d\d:\d\d", leo.inner_text("#theirs"))
    assert not leo.query_selector(".verdicts button")
    leo.goto(f"{desk.address}/queue")
    assert re.search(r"ana is at it until", leo.inner_text(".queue"))
    press(ana, "q", ".take")
    leo.goto(f"{desk.address}/claims/{SHIPS.id}")
    assert leo.query_selector(".verdicts button")


def test_what_others_do_meanwhile_is_told_on_the_open_page(desk: Desk) -> None:
    page = take(desk.person("ana"), desk)
    desk.store.note(SHIPS.id, "look again", by="leo")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("#news a")
    assert "changed since you looked: leo: noted" in page.inner_text("#news")
    assert page.get_attribute("#news", "aria-live") == "polite"
    page.click("#news a")
    assert "look again" in page.inner_text(".known")


def test_what_is_searched_anew_is_told(desk: Desk) -> None:
    page = take(desk.person("ana"), desk, FEES.id)
    press(page, "m", ".question")
    press(page, "3", ".marking")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Shift+ArrowLeft")
    press(page, "Enter", ".evidence")
    assert "searched for anew" in page.inner_text(".desk")
    page.wait_for_selector("#news a, .evidence", timeout=20_000)
    assert desk.store.claim(FEES.id).claim.text == "the fees would rise by 12 per cent"


def test_an_article_is_checked_and_a_claim_of_it_decided(tmp_path: Path, cache: Path, chromium: Any) -> None:
    story = tmp_path / "story.txt"
    story.write_text(
        "Bridge costs double\n\nThe bridge at Tarrow cost £48 million, the transport minister Ida Moll said on Monday. "
        "“We opened it in May 2025,” she told reporters.\n",
        encoding="utf-8",
    )
    notes = tmp_path / "audit.txt"
    notes.write_text(
        "The bridge at Tarrow cost £48 million, the audit office found. It opened in June 2025.\n", "utf-8"
    )
    with app_of(tmp_path / "desk", cache=cache) as app, serving(app) as address:
        desk = Desk(app, address, chromium)
        desk.store.corpus_add(notes)
        article = desk.store.check(story).article
        page = desk.person("ana")
        page.goto(f"{address}/queue?article={article.id}")
        take(page, desk)
        press(page, "1")
        before = page.url
        press(page, "s")
        if page.query_selector(".question"):
            press(page, "1")
        assert page.url != before
        assert [entry.verdict for entry in desk.store.history(article=article.id)] == [Verdict.SUPPORTED]
        page.context.close()


def test_nothing_that_is_hostile_acts(tmp_path: Path, cache: Path, chromium: Any) -> None:
    story = tmp_path / "story.txt"
    words = f"“{HOSTILE.replace(chr(10), ' ')} rose by 40 per cent”"
    story.write_text(f"{SCRIPT} headline\n\nThe minister Ida Moll said that {words} in May.\n", encoding="utf-8")
    with app_of(tmp_path / "desk", cache=cache) as app, serving(app) as address:
        desk = Desk(app, address, chromium)
        desk.store.corpus_add_documents(
            [
                Document(
                    "javascript:alert(1)", f"Prices: {HOSTILE} rose by 30 per cent in May.", url="javascript:alert(1)"
                )
            ],
            source=SCRIPT,
        )
        article = desk.store.check(story).article
        (item, *_), _ = desk.store.queue(article=article.id)
        desk.store.correct(item.claim.id, speaker=f"{SCRIPT}<b>x", role=HOSTILE.replace("\x1b", ""), by="ana")
        desk.store.note(item.claim.id, HOSTILE.replace("\x1b", ""), by=f"<i>leo{SCRIPT}")
        page = desk.person('ana"><script>window.hit=1</script>')
        take(page, desk, item.claim.id)
        page.fill("#note-words", HOSTILE.replace("\x1b", ""))
        page.click("text=Note it")
        page.wait_for_selector(".pending")
        places = ("", "/history", "/passages/1", "/passages/1?whole=1", "?beside=%3Cscript%3E", "?speaker=%3Cscript%3E")
        for place in places:
            page.goto(f"{address}/claims/{item.claim.id}{place}")
            assert page.evaluate("window.hit") is None
            assert page.evaluate("document.querySelectorAll('main script, main img').length") == 0
            assert page.evaluate("document.querySelectorAll('a[href^=javascript]').length") == 0
            assert "\u202e" not in page.content()
            assert "49" not in page.inner_text("h1")
        page.goto(f"{address}/queue?speaker={SCRIPT}&flag=%22%3E%3Cb%3E")
        page.goto(f"{address}/queue")
        page.goto(f"{address}/claims/{item.claim.id}")
        press(page, "e", ".marking")
        press(page, "Enter")
        assert page.evaluate("window.hit") is None
        assert desk.problems == []
        page.context.close()


@pytest.mark.parametrize("sign", ["\x1b[31m", "\u202e", "\r\n", "\u2028", "🚢", "\t"])
def test_words_behind_signs_that_a_page_cannot_show_are_cited_as_they_stand(desk: Desk, sign: str) -> None:
    text = f"Minutes {sign} of the board. The quay{sign} opens on 3 May 2027, it said. More {sign}."
    desk.store.corpus_add_documents([Document("odd", text)], source="test")
    passage = desk.store.corpus_passage("odd#0").passage
    page = take(desk.person("ana"), desk, QUAY.id)
    page.goto(f"{desk.address}/claims/{QUAY.id}?beside=odd%230")
    page.click("text=Whole passage 1")
    drag(page, "opens on 3 May 2027", "details[open] .selectable")
    page.wait_for_selector("#cite-these:not([hidden])")
    with page.expect_navigation():
        page.click("text=Cite these words")
    made = cited(desk, page)
    assert made.exact == "opens on 3 May 2027"
    assert Span(*made.span).of(passage.text) == made.exact


@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 360, "height": 740}}], ids=["light", "dark", "narrow"]
)
def test_axe_finds_nothing(desk: Desk, look: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = desk.person("ana", **look)

    def check(what: str) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, f"{what}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), what

    check("the queue")
    page.click("summary:has-text('Filters')")
    check("the filters")
    take(page, desk)
    press(page, "1")
    page.keyboard.press("?")
    page.click("text=Whole passage 1")
    drag(page, "fees rise", "details[open] .selectable")
    check("the desk")
    press(page, "s", ".question")
    check("a question")
    press(page, "Escape", ".evidence")
    press(page, "e", ".marking")
    check("marking")
    press(page, "Escape", ".evidence")
    page.fill("#search-words", "cranes")
    press(page, "Enter", ".question")
    check("hits")
    press(page, "Escape", ".evidence")
    press(page, "w", ".reading")
    check("a passage")
    page.goto(f"{desk.address}/claims/{SHIPS.id}/history")
    check("the history")
    take(page, desk, QUAY.id)
    press(page, "s", "#refusal")
    check("a refusal")


def test_the_desk_works_without_script(desk: Desk) -> None:
    page = desk.person("ana", java_script_enabled=False)
    page.click("text=Take the next")
    page.wait_for_selector(".desk kbd >> nth=0", state="hidden")  # once the style is there
    page.click("#passage-1 button:has-text('Other words')")
    page.click("button:has-text('We turned away 30 ships')")
    page.fill("#note-words", "ask the port")
    page.click("button:has-text('Contradicted')")
    assert desk.stands(SHIPS.id).decision.citations[0].exact == 'Ferro: "We turned away 30 ships in May."'
    assert desk.stands(SHIPS.id).decision.note == "ask the port"
