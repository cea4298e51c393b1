"""The pages in a real Chromium: what axe says of them, that nothing sticks out, that a keyboard reaches everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pages_desk import CHROMIUM, chromium, listening
from review_samples import ARTICLE, CRANES, FEES, SHIPS, lay_out

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Document, Reading, Span, Speaker
from factcheck.store import corpus, desk, quotations

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

EVIL = "<script>alert(1)</script>\u202eתיבה" + "W" * 400
LONG = Article(
    f"“{EVIL}” said {EVIL}.",
    (Block(BlockKind.PARAGRAPH, Span(0, len(EVIL) * 2 + 9)),),
    title=EVIL,
    publisher="W" * 300,
    url="javascript:alert(1)",
)
PAGES = {
    "articles": "/articles?closed=on&drafts=on",
    "article": f"/articles/{ARTICLE.id}?do=sign-off",
    "hostile": f"/articles/{LONG.id}",
    "corpus": "/corpus",
    "document": "/corpus/documents/minutes",
    "hostile-document": "/corpus/documents/100%2525",
    "history": "/history",
    "help": "/help",
    "refused": "/articles/0123456789abcdef",
    "ledgers": "/ledgers",
    "ledger": "/ledgers/speaker?name=Ada+Ferro",
    "new": "/articles/new",
    "jobs": "/jobs",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _fill(work: Workspace) -> None:
    with work.database.writing() as session:
        desk.put_article(session, LONG)
        quotations.put_article(session, LONG.id, Reading("by hand", ()))
        speaker = Speaker(EVIL, EVIL, EVIL)
        desk.put_claims(
            session, LONG.id, [Claim(LONG.id, ClaimKind.DIRECT, EVIL, (Span(1, 1 + len(EVIL)),), speaker=speaker)]
        )
        standing.refresh_article(session, LONG.id)
        corpus.add_version(session, Document("100%25", EVIL, title=EVIL), 1, [Span(0, len(EVIL))], "W" * 300)
    work.mark(CRANES.id, "supported", cite="cranes#0:The port has 14 cranes", by="leo")
    work.mark(
        FEES.id, "contradicted", attribution="not-said", cite="minutes#0:The motion was carried", note="no", by="leo"
    )
    work.assign(LONG.id, "W" * 200, by="mia")
    work.due(ARTICLE.id, date(2026, 12, 1), by="mia")
    work.take(SHIPS.id, by="leo")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served") / "desk"
    lay_out(folder)
    with Workspace(folder) as work:
        _fill(work)
        with listening(work) as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


def _signed_in(browser: Any, served: str, **how: Any) -> Any:
    page = browser.new_context(base_url=served, **how).new_page()
    page.goto("/sign-in")
    page.fill("main input[name=name]", "ana")
    page.click("main button")
    page.wait_for_url("**/queue")
    page.told = []
    page.on("console", lambda one: page.told.append(one.text))
    page.on("pageerror", lambda one: page.told.append(str(one)))
    page.on("dialog", lambda one: page.told.append(f"dialog {one.message}"))
    page.on("request", lambda one: page.told.append(one.url) if not one.url.startswith((served, "data:")) else None)
    return page


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Any, served: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = _signed_in(browser, served, color_scheme=scheme, viewport={"width": width, "height": 800})
    axe, wrong = Axe(), []
    for name, path in PAGES.items():
        answer = page.goto(path)
        assert answer.status == (404 if name == "refused" else 200), name
        found = axe.run(page, options={"runOnly": RULES}).response["violations"]
        wrong += [(name, one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
        wide = page.evaluate("document.documentElement.scrollWidth")
        wrong += [(name, "sticks out", wide)] if wide > width else []
        wrong += [(name, told) for told in page.told if name != "refused"]
        page.told.clear()
        assert page.locator("h1").count() == 1
    page.context.close()
    assert not wrong


def test_the_report_is_looked_at_within_the_desk(browser: Any, served: str) -> None:
    page = _signed_in(browser, served)
    for path in (f"/articles/{ARTICLE.id}/report", f"/articles/{LONG.id}/report"):
        page.goto(path)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 250, 246)"
        assert not page.told
    page.context.close()


def test_a_keyboard_alone_signs_a_reason_off(browser: Any, served: str) -> None:
    page = _signed_in(browser, served)
    page.goto(f"/articles/{ARTICLE.id}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") > 0
    page.keyboard.press("Enter")
    for _ in range(200):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if page.evaluate("document.activeElement.parentElement.id") == "do-sign-off":
            break
    page.keyboard.press("Enter")
    for words in ("3", "", "the register is the only one there is"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=sign-off**")
    assert "Signed off" in page.inner_text(".notice")
    page.context.close()


def test_everything_works_without_script(browser: Any, served: str) -> None:
    page = _signed_in(browser, served, java_script_enabled=False)
    page.goto(f"/articles/{ARTICLE.id}?do=ask#do-ask")
    page.fill("#ask-whom", "the port")
    page.fill("#ask-way", "phone")
    page.click("#do-ask button")
    assert "who was asked" in page.inner_text(".notice")
    page.context.close()


def test_paper_has_no_forms(browser: Any, served: str) -> None:
    page = _signed_in(browser, served, color_scheme="dark")
    page.goto(f"/articles/{ARTICLE.id}")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(28, 27, 25)"
    assert page.evaluate("[...document.querySelectorAll('form, .bar')].every(one => !one.offsetHeight)")
    page.context.close()
