"""The page in a real browser."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_samples import worked_report
from report_browser import CHROMIUM, Page, browser
from report_samples import bare, cleared, hostile, sample, without_claims

from factcheck.report import ArticleReport, render

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def _written(report: ArticleReport, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(render(report, "html"), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("make", [sample, worked_report, cleared, bare, without_claims, hostile])
def test_it_asks_for_nothing_and_complains_of_nothing(
    page: Page, tmp_path: Path, make: Callable[[], ArticleReport], scheme: str
) -> None:
    path = _written(make(), tmp_path)
    page.open(path, scheme)
    page.call("Runtime.evaluate", expression="1")  # whatever the page still had to report comes before this answer
    asked = [event["params"]["request"]["url"] for event in page.named("Network.requestWillBeSent")]
    assert set(asked) <= {path.as_uri(), "data:,"}
    assert not page.named("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
    assert not page.named("Page.javascriptDialogOpening", "Page.frameAttached")


def test_light_and_dark_are_two_pictures_of_one_page(page: Page, tmp_path: Path) -> None:
    path = _written(sample(), tmp_path)
    grounds = {}
    for scheme in ("light", "dark"):
        page.open(path, scheme)
        grounds[scheme] = page.value("getComputedStyle(document.body).backgroundColor")
    assert grounds == {"light": "rgb(251, 250, 246)", "dark": "rgb(20, 21, 24)"}


@pytest.mark.parametrize("make", [sample, worked_report, hostile])
@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_sticks_out_of_the_window(
    page: Page, tmp_path: Path, make: Callable[[], ArticleReport], width: int
) -> None:
    page.open(_written(make(), tmp_path), "light", width)
    assert page.value("document.documentElement.scrollWidth") <= width


def test_the_browser_reads_the_same_elements_as_were_written(page: Page, tmp_path: Path) -> None:
    path = _written(sample(), tmp_path)
    page.open(path, "light")
    for tag in ("p", "article", "blockquote", "mark", "li", "section"):
        assert page.value(f"document.querySelectorAll('{tag}').length") == path.read_text().count(f"</{tag}>"), tag


def test_it_prints_in_dark_mode_as_on_paper_with_addresses_written_out(page: Page, tmp_path: Path) -> None:
    page.open(_written(sample(), tmp_path), "dark")
    printed = base64.b64decode(page.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    assert printed.startswith(b"%PDF")
    scheme = [{"name": "prefers-color-scheme", "value": "dark"}]
    page.call("Emulation.setEmulatedMedia", media="print", features=scheme)
    assert page.value("getComputedStyle(document.body).color") == "rgb(28, 27, 25)"
    address = "getComputedStyle(document.querySelector('.source .documents a'), '::after').content"
    assert page.value(address) == '" <" attr(href) ">"' or "records.example" in page.value(address)
    page.call("Emulation.setEmulatedMedia", media="")
