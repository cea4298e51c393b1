"""The desk in a real browser: keys, selecting words, two people, what is hostile, and what keeps people out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from review_samples import FEES, QUAY, SHIPS
from web_desk import CHROMIUM, app_of, serving

from factcheck import Workspace
from factcheck.domain import Document, Span, State, Verdict

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"there is no {CHROMIUM}")

EMOJI = "🚢🚢 At the quay 👩‍⚓️: the board said that the new quay will open on 3 May 2027 🎉. Nothing else was decided."
SCRIPT = "<script>window.hit=1</script>"
HOSTILE = f"\"'><img src=x onerror=window.hit=1>{SCRIPT}</textarea></title>\u202eevil\u202c\x1b[31m {{{{7*7}}}}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


class Desk:
    """A desk that is served, and people who sit at it, each with a browser of their own."""

    def __init__(self, app: Any, address: str, chromium: Any) -> None:
        self.address, self._chromium = address, chromium
        self.store: Workspace = app.state.served.workspace
        self.problems: list[str] = []

    def person(self, name: str, **context: Any) -> Any:
        """Somebody who has signed in and looks at the queue."""
        page = self._chromium.new_context(**context).new_page()
        page.set_default_timeout(12_000)
        page.on("pageerror", lambda problem: self.problems.append(str(problem)))
        page.on("console", lambda one: self.problems.append(one.text) if "Refused" in one.text else None)
        page.on("dialog", lambda one: self.problems.append("a dialog") or one.dismiss())
        page.goto(f"{self.address}/sign-in?to=/queue")
        page.fill("input[name=name]", name)
        page.click("main button")
        page.wait_for_selector(".take")
        return page

    def stands(self, claim: str) -> Any:
        return self.store.claim(claim).standing


@pytest.fixture
def desk(tmp_path: Path, cache: Path, chromium: Any) -> Iterator[Desk]:
    with app_of(tmp_path, cache=cache) as app, serving(app) as address:
        made = Desk(app, address, chromium)
        yield made
        for context in chromium.contexts:
            context.close()
        assert made.problems == []


def take(page: Any, desk: Desk, claim: str = "") -> Any:
    """Take the next claim, or this one."""
    if claim:
        page.goto(f"{desk.address}/claims/{claim}")
        page.click("text=Take this claim")
    else:
        page.click("text=Take the next")
    page.wait_for_selector("[data-held]")
    return page


def press(page: Any, key: str, then: str = ".desk") -> None:
    """Press a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_selector(then)


# -- keys ---------------------------------------------------------------------------------


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


# -- selecting words -------------------------------------------------------------------------


def with_emoji(desk: Desk) -> Any:
    """Ana before a claim to which a text with emoji was brought."""
    desk.store.corpus_add_documents([Document("board", EMOJI)], source="test")
    page = take(desk.person("ana"), desk, QUAY.id)
    page.goto(f"{desk.address}/claims/{QUAY.id}?beside=board%230")
    page.click("text=Whole passage 1")
    return page


def drag(page: Any, words: str, within: str) -> None:
    """Mark words with the mouse, from their first letter to their last."""
    box = page.evaluate(
        """([words, within]) => {
            const walk = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
            const nodes = []; let text = '';
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                nodes.push([node, text.length]);
                text += node.data;
            }
            const start = text.indexOf(words), end = start + words.length;
            const at = (place) => nodes.filter(([, begin]) => begin <= place).pop();
            const made = document.createRange();
            const [first, before] = at(start), [last, until] = at(end - 1);
            made.setStart(first, start - before); made.setEnd(last, end - until);
            first.parentElement.scrollIntoView({block: 'center', behavior: 'instant'});
            const boxes = [...made.getClientRects()];
            const [a, b] = [boxes[0], boxes[boxes.length - 1]];
            return [a.left + 1, a.top + a.height / 2, b.right - 1, b.top + b.height / 2];
        }""",
        [words, within],
    )
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, steps=4)
    page.mouse.move(box[2], box[3], steps=4)
    page.mouse.up()


def cited(desk: Desk, page: Any) -> Any:
    """The citation that the claim is decided with."""
    press(page, "c")
    (made,) = desk.stands(QUAY.id).decision.citations
    return made


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


# -- two people -------------------------------------------------------------------------------


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


# -- a real article ----------------------------------------------------------------------------


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


# -- what is hostile ------------------------------------------------------------------------------


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


# -- what keeps people out --------------------------------------------------------------------------


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
    assert not page.is_visible(".desk kbd >> nth=0")
    page.click("#passage-1 button:has-text('Other words')")
    page.click("button:has-text('We turned away 30 ships')")
    page.fill("#note-words", "ask the port")
    page.click("button:has-text('Contradicted')")
    assert desk.stands(SHIPS.id).decision.citations[0].exact == 'Ferro: "We turned away 30 ships in May."'
    assert desk.stands(SHIPS.id).decision.note == "ask the port"
