"""The report on paper: at most one page for each hundred words of the article, and nothing lost that decides."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from desk_samples import worked_report
from report_browser import CHROMIUM, Page, browser
from report_samples import bare, cleared, sample, without_claims

from factcheck import Workspace
from factcheck.domain import ClaimKind, Verdict
from factcheck.report import ArticleReport, folding, render

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.xdist_group("examples"),  # one worker fills the corpus, once
]
CORPUS = Path(__file__).parents[2] / "corpora" / "iraq-isis-2025"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> tuple[ArticleReport, ArticleReport]:
    """The report on a shipped example with nothing decided, and with everything decided at the greatest length."""
    with Workspace(tmp_path_factory.mktemp("workspace"), cache=cache) as desk:
        desk.corpus_add(CORPUS / "reference.jsonl")
        before = desk.check(CORPUS / "examples" / "abu-khadijah-strike.md")
        for item in before.claims:
            quoted = {} if item.claim.kind is ClaimKind.ASSERTION else {"attribution": "said-so"}
            found = item.search.evidence if item.search else ()
            verdict = (Verdict.SUPPORTED, Verdict.CONTRADICTED)[item.number % 2]
            cite = [one.passage.id for one in found[:2]]
            desk.mark(item.claim.id, verdict, cite=cite, note="As the record has it.", by="ana", **quoted)
        return before, desk.report(before.article.id)


def printed(page: Page, folder: Path, report: ArticleReport) -> pypdfium2.PdfDocument:
    path = folder / "report.html"
    path.write_text(render(report, "html"), encoding="utf-8")
    page.open(path, "light")
    return pypdfium2.PdfDocument(page.printed())


def most(report: ArticleReport) -> int:
    return max(1, math.ceil(len(report.article.text.split()) / 100))


@pytest.mark.parametrize("make", [sample, worked_report, cleared, bare, without_claims])
def test_the_samples_take_a_page_for_each_hundred_words(
    page: Page, tmp_path: Path, make: Callable[[], ArticleReport]
) -> None:
    assert len(printed(page, tmp_path, make())) <= most(make())


@pytest.mark.parametrize("state", ["nothing decided", "everything decided"])
def test_a_shipped_example_takes_a_page_for_each_hundred_words(
    page: Page, tmp_path: Path, checked: tuple[ArticleReport, ArticleReport], state: str
) -> None:
    report = checked[state == "everything decided"]
    assert len(report.claims) > 8
    assert len(printed(page, tmp_path, report)) <= most(report)


def test_every_claim_is_on_paper_with_its_verdict_and_the_words_cited_once_at_length(
    page: Page, tmp_path: Path, checked: tuple[ArticleReport, ArticleReport]
) -> None:
    report = checked[1]
    found = printed(page, tmp_path, report)
    text = " ".join("".join(one.get_textpage().get_text_range() for one in found).split())
    plain = re.sub(r"\W+", "", text)
    for item in report.claims:
        for citation in item.decision.citations if item.decision else ():
            assert plain.count(re.sub(r"\W+", "", citation.exact[: folding.printed(citation.exact)])) == 1
        assert item.claim.speaker is None or item.claim.speaker.name in text
    assert "The words cited in" in text
    assert "https://" in text


def test_what_is_below_the_fold_is_said_to_be_in_the_file(page: Page, tmp_path: Path) -> None:
    found = printed(page, tmp_path, sample())
    text = " ".join("".join(one.get_textpage().get_text_range() for one in found).split())
    assert "In the file: 1 more passage, proposal, search" in text
    assert "rank score" not in text.partition("Sources by publisher")[0].partition("The claims")[2]


@pytest.mark.parametrize(("words", "kept"), [("w" * 300, 300), ("w" * 301, 240), ("ab " * 101, 239), ("", 0)])
def test_of_very_many_words_the_first_are_printed_up_to_the_end_of_one(words: str, kept: int) -> None:
    assert folding.printed(words) == kept


def test_words_cited_at_length_are_printed_once(page: Page, tmp_path: Path) -> None:
    first, second = (item for item in worked_report().claims if item.number in (1, 3))
    assert first.decision
    assert second.decision
    long = replace(first.decision.citations[0], exact="From 3 March 2025 a single crossing costs 14 crowns. " * 3)
    items = [
        replace(item, standing=replace(item.standing, decision=replace(item.decision, citations=(long,))))
        for item in (first, second)
        if item.decision
    ]
    html = render(replace(worked_report(), claims=tuple(items)), "html")
    assert html.count("The words cited in 1: ") == 1
    assert html.count("costs 14 crowns. From 3 March") == 2 * 3  # on the screen they stand everywhere
