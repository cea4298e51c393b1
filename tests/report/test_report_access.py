"""The report's page for everybody: by the rules of WCAG 2.2 AA as axe tries them in a real browser, and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from desk_samples import worked_report
from report_browser import CHROMIUM, Page, browser
from report_samples import FERRO, bare, cleared, hostile, sample, without_claims

from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Span
from factcheck.report import ArticleReport, ClaimReport, render
from factcheck.report.model import Since

axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """axe.run(document, {runOnly: {type: "tag", values: %s}}).then(found => JSON.stringify(
  found.violations.map(one => [one.id, one.nodes.map(node => node.html + " " + node.failureSummary)])))"""
NAME = "\u0623\u062d\u0645\u062f \u202eالمصري\u202c Ferro"  # written from the right, with a control that turns it round


def awkward() -> ArticleReport:
    """A word of 3,000 letters, a name written from the right, a claim with a number of four digits, many changes."""
    text = f"{'Quay' * 750} is long. {NAME} said so."
    article = Article(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),), title="Q" * 3000, publisher=NAME)
    long = Claim(article.id, ClaimKind.ASSERTION, text[:3000], (Span(0, 3000),))
    said = Claim(article.id, ClaimKind.INDIRECT, "said so", (Span(len(text) - 8, len(text)),))
    named = replace(said, speaker=replace(FERRO, name=NAME, mention=NAME, role="w" * 3000))
    since = Since("2025-03-14T09:00:00+00:00", "HOLD: " + "w" * 3000, ("w" * 3000,), (1,))
    items = (ClaimReport(1234, long, None), ClaimReport(1235, named, None))
    return ArticleReport(article, items, "0.1.0", "e" * 300, "rules", "i" * 300, 3, since=since, changes=(NAME,))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def _open(page: Page, folder: Path, report: ArticleReport, scheme: str, width: int) -> None:
    path = folder / "report.html"
    path.write_text(render(report, "html"), encoding="utf-8")
    page.open(path, scheme, width)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 360)])
@pytest.mark.parametrize("make", [sample, worked_report, cleared, bare, without_claims, hostile, awkward])
def test_axe_finds_nothing(
    page: Page, tmp_path: Path, make: Callable[[], ArticleReport], scheme: str, width: int
) -> None:
    _open(page, tmp_path, make(), scheme, width)
    page.value("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.value((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    assert json.loads(page.value(RUN % json.dumps(TAGS))) == []


@pytest.mark.parametrize("width", [320, 360, 1200])
def test_nothing_sticks_out_whatever_is_long_or_written_from_the_right(page: Page, tmp_path: Path, width: int) -> None:
    _open(page, tmp_path, awkward(), "light", width)
    page.value("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.value("document.documentElement.scrollWidth") <= width
    assert "\u202e" not in page.value("document.body.textContent")


@pytest.mark.parametrize("width", [360, 1200])
def test_every_link_and_fold_that_stands_alone_can_be_hit_with_a_finger(page: Page, tmp_path: Path, width: int) -> None:
    _open(page, tmp_path, worked_report(), "light", width)
    chosen = ".which a, .notes a, .glance .bead, .back, summary"
    sizes = f"[...document.querySelectorAll({chosen!r})].map(one => one.getBoundingClientRect())"
    small = page.value(f"{sizes}.filter(one => one.height && (one.height < 24 || one.width < 24)).length")
    assert small == 0
    assert page.value(f"{sizes}.length") > 20


def test_by_keyboard_everything_is_reached_in_the_order_of_the_page_and_can_be_seen_to_be(
    page: Page, tmp_path: Path
) -> None:
    _open(page, tmp_path, worked_report(), "light", 1200)
    wanted = page.value("[...document.querySelectorAll('a, summary')].filter(one => one.checkVisibility()).length")
    page.value("window.seen = []; document.addEventListener('focusin', one => window.seen.push(one.target)); 1")
    for _ in range(wanted):
        for kind in ("keyDown", "keyUp"):
            page.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert page.value("window.seen.length") == wanted
    before = "one.compareDocumentPosition(window.seen[at - 1]) & Node.DOCUMENT_POSITION_PRECEDING"
    assert page.value(f"window.seen.every((one, at) => !at || ({before}))")
    assert page.value("getComputedStyle(document.activeElement).outlineStyle") != "none"
