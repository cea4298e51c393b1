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
from desk_samples import worked_report
from lxml import html
from report_samples import bare, cleared, hostile, report_on, sample, without_claims

from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Span
from factcheck.report import ArticleReport, ClaimReport, render
from factcheck.report.model import Since

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
    assert not page.xpath("//script | //img | //iframe | //form | //object | //embed | //base | //@style | //@src")
    drawn = {element.tag for element in page.xpath("//svg//*")}
    assert drawn <= {"a", "rect", "text"}  # no picture, no foreign object, nothing that moves or is used from elsewhere
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
        "4 not yet checked 1, –2, 5, –6",  # the comma is for screens, the dash for paper
    ]
    many = replace(sample(), claims=tuple(replace(item, number=100 + item.number) for item in sample().claims))
    for report in (sample(), many):
        for blocker, numbers in report.blockers.items():
            held = _page(report).xpath("//ul[@class='blockers']/li[contains(., $why)]//a/@href", why=str(blocker))
            assert held == [f"#claim-{number}" for number in numbers]
    assert _page(cleared()).xpath("string(//main/section[1]/h2)") == "Clear"
    assert "nothing has been checked" in _page(without_claims()).xpath("string(//main/section[1])")


def test_the_article_is_shown_whole_with_each_claim_linked_to_its_card() -> None:
    page = _page(sample())
    column = page.xpath("//div[@class='column']")[0]
    assert set(column.xpath(".//a/@href")) == {f"#claim-{number}" for number in range(1, 11)}
    for element in column.xpath(".//a | .//span[@class='label'] | .//summary | .//ul[@class='notes']"):
        element.drop_tree()
    shown = [" ".join(line.text_content().split()) for line in column]
    assert shown == sample().article.text.splitlines()


def test_what_is_not_part_of_the_story_stands_apart_unless_a_claim_stands_in_it() -> None:
    text = "<Menu> The quay is long."
    article = Article(text, (Block(BlockKind.OTHER, Span(0, 6)), Block(BlockKind.PARAGRAPH, Span(7, 24))))
    menu = ClaimReport(1, Claim(article.id, ClaimKind.ASSERTION, "Menu", (Span(1, 5),)), None)
    assert _texts(_page(report_on(article)), "//details[@class='aside']/p") == ["<Menu>"]
    assert not _page(report_on(article, menu)).xpath("//details[@class='aside']")


def test_captions_and_credits_are_shown_as_such() -> None:
    page = _page(sample())
    assert _texts(page, "//p[@class='caption']/span") == ["Caption"]
    assert _texts(page, "//p[@class='credit']/span") == ["Credit"]


def test_nobody_has_looked_reads_otherwise_than_unverified() -> None:
    titles = set(_texts(_page(sample()), "//article//h4"))
    assert {
        "1 ○ not yet checked",
        "4 ? unverified: not checkable",
        "5 ○ reopened, not yet checked – MISQUOTED",
        "7 ! contradicted – STALE: source changed",
    } <= titles


def test_the_claims_stand_in_the_order_of_need_and_those_that_hold_nothing_last_in_two_lines() -> None:
    page = _page(sample())
    assert _texts(page, "//section[@id='claims']/h3") == [
        "Contradicted 2",
        "Misquoted 1",
        "Single source 1",
        "Opinion restated as fact 1",
        "Awaiting reply 1",
        "Not yet checked 2",
        "Holding nothing 2",
    ]
    assert page.xpath("//article/@id") == [f"claim-{number}" for number in (7, 9, 5, 10, 2, 8, 1, 6, 3, 4)]
    assert page.xpath("//article[contains(@class, 'folded')]/@id") == ["claim-3", "claim-4"]


def test_two_lines_tell_verdict_words_publisher_date_link_and_who() -> None:
    (folded,) = _page(sample()).xpath("//article[@id='claim-3']")
    first, second = _texts(folded, "./*[contains(@class, 'line')]")
    assert first.startswith("3 ✓ supported The harbour board raised the ferry toll to 14 crowns on 3 March 2025")
    assert second == (
        "“From 3 March 2025 a single crossing costs 14 crowns” Lowmere Harbour Board, 1 January 2025 · Minutes of the "
        "February meeting; “from 10 to 14 crowns” Office for Island Statistics, 2 January 2025 · Island prices "
        "2019–2025; by ana, 2025-03-14 09:30 UTC"
    )
    assert folded.xpath("./p[@class='line']//a/@href") == [
        "https://records.example/lw-001",
        "https://records.example/lw-002",
    ]
    (rest,) = folded.xpath("./details")
    assert "open" not in rest.attrib
    assert "Third increase: see the board" in rest.text_content()
    assert "Machine’s proposal, not a verdict" in rest.text_content()


def test_the_proposal_is_a_line_at_most_once_a_person_has_decided_and_below_the_fold() -> None:
    for item, shown in ((item, _page(sample())) for item in sample().claims if item.search):
        told = shown.xpath(f"//article[@id='claim-{item.number}']//p[@class='machine']")
        above = [line for line in told if not line.xpath("ancestor::details")]
        assert len(told) - len(above) == 1
        assert len(above) <= (item.decision is None)
        assert all(line.text_content().startswith("Machine’s proposal, not a verdict") for line in told)


def test_an_open_claim_shows_the_best_passages_and_keeps_the_rest_below_the_fold() -> None:
    (first,) = _page(sample()).xpath("//article[@id='claim-1']")
    assert _texts(first, "./div/ol[@class='evidence']/li/p[@class='source']/b[1]") == ["[1]", "[3]"]  # against, and for
    assert _texts(first, "./div/details/summary") == ["1 more passage, proposal, search"]
    assert len(first.xpath("./div/details/ol[@class='evidence']/li")) == 3


def test_unverified_says_what_was_searched_in_how_many_documents_and_what_was_shown() -> None:
    page = _page(sample())
    held = " ".join(page.xpath("string(//article[@id='claim-8']/div)").split())
    assert "Searched “traffic had not fallen” in 1,040 documents: nothing found" in held
    folded = _texts(page, "//article[@id='claim-4']/p[@class='line']")[0]
    assert "in 1,040 documents: nothing found; its words compared with 1 document; by ana" in folded
    old = replace(sample(), index_version="another")
    assert "in the corpus as it was then (1,040 documents now)" in _page(old).text_content()


def test_a_supported_claim_whose_citation_is_stale_does_not_look_supported() -> None:
    item = replace(cleared().claims[0], problems=("the passage has changed",))
    page = _page(replace(cleared(), claims=(item,)))
    assert page.xpath("//article/@class") == ["claim stale"]
    assert page.xpath("//div[@class='column']//mark/@class") == ["stale"]


def test_the_cited_words_are_marked_among_the_words_around_them() -> None:
    quote = _page(sample()).xpath("//article[@id='claim-9']//figure/blockquote")[0]
    assert _texts(quote, "mark") == ["The toll stood at 10 crowns in 2019"]
    assert quote.text_content().endswith("and at 12 crowns in 2022. The…")


def test_what_changed_since_the_readers_last_report_stands_behind_the_hold_line() -> None:
    assert not _page(sample()).xpath("//section[@class='since']")
    lines = tuple(f"2025-03-14 09:3{number} #9 “A <b>crossing</b>”: ana noted: {number}" for number in range(9))
    since = Since("2025-03-13T09:00:00+00:00", "HOLD: 10 not yet checked (#1–#10)", lines, (3, 9))
    (section,) = _page(replace(sample(), since=since)).xpath("//main/section[2]")
    assert _texts(section, ".//p") == [
        "Since 2025-03-13 09:00 UTC, in 3, 9",
        "Then HOLD: 10 not yet checked (#1–#10)",
    ]
    assert _texts(section, "./div/ul/li") == list(lines[1:])
    assert _texts(section, ".//details") == [f"1 earlier {lines[0]}"]
    same = _page(replace(sample(), since=replace(since, hold=sample().hold_line, lines=(), numbers=())))
    assert _texts(same, "//section[@class='since']/div") == ["Since 2025-03-13 09:00 UTC: nothing was done"]


def test_what_was_signed_off_stands_with_the_hold_line_with_who_and_why() -> None:
    told = _texts(_page(worked_report()), "//main/section[1]//p[@class='done']")
    assert told[0] == "3 Signed off single source, by mia, 2025-03-14 11:30 UTC: the minutes are the record"


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
