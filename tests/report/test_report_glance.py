"""The figure of the article: every claim in its place, none on another."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from report_samples import bare, report_on, sample, without_claims

from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Span
from factcheck.report import ClaimReport, render
from factcheck.report.glance import HEIGHT, LEAST, WIDTH, glance


def test_every_claim_stands_in_it_once_in_the_order_of_the_text() -> None:
    found = [one.item.number for one in glance(sample()).stretches if one.item]
    places = {item.number: item.claim.spans[0].start for item in sample().claims}
    assert found == sorted(places, key=places.__getitem__)


def test_what_is_not_part_of_the_story_is_no_part_of_it() -> None:
    assert glance(without_claims()).paragraphs == 12
    assert glance(bare()).paragraphs == 1


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 900), st.integers(1, 20_000)), max_size=40),
    st.integers(1, 6000),
)
def test_whatever_the_claims_no_two_overlap_and_each_can_be_hit(claims: list[tuple[int, int, int]], size: int) -> None:
    text = "x" * size
    article = Article(
        text, (Block(BlockKind.PARAGRAPH, Span(0, size // 2)), Block(BlockKind.OTHER, Span(size // 2, size)))
    )
    items = [
        ClaimReport(number, Claim("a", ClaimKind.ASSERTION, "x", (Span(at, min(size, at + length)),)), None)
        for at, length, number in claims
        if at < size
    ]
    figure = glance(report_on(article, *items))
    beads = [one for one in figure.stretches if one.item]
    assert len(beads) == len(items)
    assert all(one.width >= LEAST and one.left + one.width <= WIDTH for one in beads)
    assert all(one.width > 0 and one.left + one.width <= WIDTH for one in figure.stretches)
    assert all(one.top + HEIGHT <= figure.height for one in figure.stretches)
    for one, other in pairwise(figure.stretches):
        assert (one.top, one.left + one.width) <= (other.top, other.left) or other.top > one.top


def test_it_is_told_in_words_and_by_signs_and_links_to_each_claim() -> None:
    page = html.document_fromstring(render(sample(), "html"))
    (figure,) = page.xpath("//svg")
    caption = page.xpath(f"string(//*[@id='{figure.get('aria-labelledby')}'])")
    assert caption == (
        "The text from its beginning to its end, 12 paragraphs, each claim in its place: 3 supported?".replace(
            "3 supported?", sample().counts_line
        )
    )
    links = figure.xpath("./a")
    assert [link.get("aria-label") for link in links][:2] == ["claim 1, not yet checked", "claim 2, not yet checked"]
    assert [link.xpath("string(text)") for link in links][:4] == ["1○", "2○", "3✓", "4?"]
    assert {link.get("href") for link in links} == {f"#claim-{number}" for number in range(1, 11)}
