"""The report as a page: what stands in it, and what must never get into it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from lxml import html
from report_samples import bare, cleared, hostile, report_on, sample, without_claims

from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Span
from factcheck.report import ArticleReport, ClaimReport, render

VOID = {"meta", "link", "br"}
ALL = [sample, cleared, bare, without_claims, hostile]
every = pytest.mark.parametrize("make", ALL)


class _Balance(HTMLParser):
    """Fails at the first end tag that does not close the tag opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag, self.getpos()


def _page(report: ArticleReport) -> html.HtmlElement:
    return html.document_fromstring(render(report, "html"))


def _texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("sample.html", render(sample(), "html"))


@every
def test_every_tag_is_closed_in_order(make: Callable[[], ArticleReport]) -> None:
    parser = _Balance()
    parser.feed(render(make(), "html"))
    parser.close()
    assert parser.open == []


@every
def test_ids_are_unique_and_every_link_within_the_page_has_its_target(make: Callable[[], ArticleReport]) -> None:
    page = _page(make())
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href") if link.startswith("#")} <= set(ids)
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)


@every
def test_nothing_is_fetched_and_nothing_can_run(make: Callable[[], ArticleReport]) -> None:
    page = _page(make())
    assert not page.xpath(
        "//script | //img | //iframe | //form | //object | //embed | //base | //svg | //@style | //@src"
    )
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert page.xpath("//link/@href") == ["data:,"]
    assert not re.search(r"url\(|@import|expression", page.xpath("string(//style)"))


@every
def test_links_lead_into_the_page_or_to_web_addresses_without_telling_where_from(
    make: Callable[[], ArticleReport],
) -> None:
    for link in _page(make()).xpath("//a"):
        if not link.get("href").startswith("#"):
            assert re.match(r"https?://", link.get("href"))
            assert {"noopener", "noreferrer"} <= set(link.get("rel").split())


def test_the_policy_allows_this_style_and_nothing_from_elsewhere() -> None:
    page = _page(sample())
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    digest = base64.b64encode(hashlib.sha256(page.xpath("string(//style)").encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_hostile_text_adds_no_element_and_no_control_character() -> None:
    text = render(hostile(), "html")
    tags = {element.tag for element in _page(hostile()).iter() if isinstance(element.tag, str)}
    assert tags <= {element.tag for element in _page(sample()).iter() if isinstance(element.tag, str)}
    assert "&lt;script&gt;alert(1)" in text
    assert "{{ 7*7 }}" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_an_address_that_is_not_of_the_web_is_shown_as_text() -> None:
    page = _page(hostile())
    assert "javascript:alert(4)" in page.text_content()
    assert not [link for link in page.xpath("//@href") if "javascript" in link.lower()]


def test_the_headings_have_one_first_level_and_skip_none() -> None:
    levels = [int(element.tag[1]) for element in _page(sample()).xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_names_its_language_its_landmarks_and_its_sections() -> None:
    page = _page(sample())
    assert page.get("lang") == "en"
    assert len(page.xpath("//main")) == len(page.xpath("/html/body/header")) == 1
    assert not page.xpath("//section[not(@aria-label) and not(@aria-labelledby)] | //nav[not(@aria-label)]")


def test_hold_or_clear_stands_first_with_its_reasons_gravest_first() -> None:
    page = _page(sample())
    assert page.xpath("string(//main/section[1]/h2)") == "Hold"
    assert _texts(page, "//ul[@class='blockers']/li") == [
        "2 contradicted 7, 9",
        "1 misquoted 5",
        "1 stale 7",
        "1 single source 10",
        "1 opinion restated as fact 2",
        "1 awaiting reply 8",
        "4 not yet checked 1–2, 5–6",
    ]
    assert _page(cleared()).xpath("string(//main/section[1]/h2)") == "Clear"
    assert "nothing has been checked" in _page(without_claims()).xpath("string(//main/section[1])")


def test_the_article_is_shown_whole_with_each_claim_linked_to_its_card() -> None:
    page = _page(sample())
    column = page.xpath("//div[@class='column']")[0]
    assert set(column.xpath(".//a/@href")) == {f"#claim-{number}" for number in range(1, 11)}
    for element in column.xpath(".//a | .//span[@class='label'] | .//summary"):
        element.drop_tree()
    shown = [" ".join(line.text_content().split()) for line in column]
    assert shown == sample().article.text.splitlines()


def test_what_is_not_part_of_the_story_stands_apart_unless_a_claim_stands_in_it() -> None:
    text = "<Menu> The quay is long."
    article = Article(text, (Block(BlockKind.OTHER, Span(0, 6)), Block(BlockKind.PARAGRAPH, Span(7, 24))))
    menu = ClaimReport(1, Claim(article.id, ClaimKind.ASSERTION, "Menu", (Span(1, 5),)), None)
    assert _texts(_page(report_on(article)), "//details/p") == ["<Menu>"]
    assert not _page(report_on(article, menu)).xpath("//details[@class='aside']")


def test_captions_and_credits_are_shown_as_such() -> None:
    page = _page(sample())
    assert _texts(page, "//p[@class='caption']/span") == ["Caption"]
    assert _texts(page, "//p[@class='credit']/span") == ["Credit"]


def test_nobody_has_looked_reads_otherwise_than_unverified() -> None:
    titles = _texts(_page(sample()), "//article//h3")
    assert titles[0] == "1 ○ not yet checked"
    assert titles[3] == "4 ? unverified: not checkable"
    assert titles[4] == "5 ○ reopened, not yet checked – MISQUOTED"
    assert titles[6] == "7 ! contradicted – STALE: source changed"


def test_a_supported_claim_whose_citation_is_stale_does_not_look_supported() -> None:
    item = replace(cleared().claims[0], problems=("the passage has changed",))
    page = _page(replace(cleared(), claims=(item,)))
    assert page.xpath("//article/@class") == ["claim stale"]
    assert page.xpath("//div[@class='column']//mark/@class") == ["stale"]


def test_the_cited_words_are_marked_among_the_words_around_them() -> None:
    quote = _page(sample()).xpath("//article[@id='claim-9']//figure/blockquote")[0]
    assert _texts(quote, "mark") == ["The toll stood at 10 crowns in 2019"]
    assert quote.text_content().endswith("and at 12 crowns in 2022. The…")


def test_what_the_machine_proposes_is_labelled_as_a_proposal_for_every_claim_searched() -> None:
    boxes = _texts(_page(sample()), "//section[@class='machine']/p[1]")
    assert len(boxes) == sum(item.search is not None for item in sample().claims)
    assert all(box.startswith("Machine’s proposal, not a verdict") for box in boxes)


def test_claims_that_nest_or_overlap_do_not_break_the_page() -> None:
    text = "The quay is long and the tide is low."
    article = Article(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),))
    spans = [Span(0, 37), Span(4, 8), Span(6, 20), Span(6, 20)]
    claims = [Claim(article.id, ClaimKind.ASSERTION, span.of(text), (span,)) for span in spans]
    report = report_on(article, *(ClaimReport(number, claim, None) for number, claim in enumerate(claims, 1)))
    assert not _page(report).xpath("//mark//mark | //a//a")


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "soft", "link", "supported", "contradicted", "unverified", "unchecked"])
def test_every_colour_of_text_has_the_contrast_that_wcag_asks_for(name: str, scheme: str) -> None:
    style = _page(sample()).xpath("string(//style)")
    light, dark = (dict(re.findall(r"--(\w+): (#\w{6})", part)) for part in style.split("prefers-color-scheme", 1))
    colours = light if scheme == "light" else dark
    for ground in ("paper", "card"):
        brighter, darker = sorted((_luminance(colours[name]), _luminance(colours[ground])), reverse=True)
        assert (brighter + 0.05) / (darker + 0.05) >= 4.5, (name, ground)
