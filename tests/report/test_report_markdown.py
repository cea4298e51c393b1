"""The report as CommonMark, read back by a CommonMark parser."""

from __future__ import annotations

import html
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_samples import HOSTILE, cleared, hostile, sample

from factcheck.report import render
from factcheck.report.plain import one_line
from factcheck.report.to_markdown import escape


def _tokens(text: str) -> list[Token]:
    blocks = MarkdownIt("commonmark").parse(text)
    return blocks + [child for block in blocks for child in block.children or ()]


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("sample.md", render(sample(), "md"))


@given(st.one_of(st.text(), st.text(alphabet="`*_[]()<>&#+-=~|!:.\\ 1a\n\t/w$"), st.just(HOSTILE)))
def test_escaped_text_reads_as_the_text_it_was(text: str) -> None:
    expected = one_line(text)
    rendered = MarkdownIt("commonmark").render(escape(text))
    assert html.unescape(rendered) == (f"<p>{expected}</p>\n" if expected else "")


def test_hostile_text_becomes_neither_html_nor_links_nor_code() -> None:
    kinds = {token.type for token in _tokens(render(hostile(), "md"))}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "code_inline", "code_block", "fence"}


def test_links_lead_to_web_addresses_only() -> None:
    links = [token.attrs["href"] for token in _tokens(render(sample(), "md")) if token.type == "link_open"]
    assert "https://records.example/lw-001" in links
    assert all(str(link).startswith("https://") for link in links)


def test_it_has_one_title_and_a_heading_for_every_claim_that_holds_the_article() -> None:
    headings = [token.tag for token in _tokens(render(sample(), "md")) if token.type == "heading_open"]
    assert headings.count("h1") == 1
    assert headings.count("h3") == sum(bool(item.blockers) for item in sample().claims) + 1  # and a cross-heading


def test_a_claim_that_holds_nothing_is_an_item_of_a_list_with_what_it_rests_on() -> None:
    made = render(cleared(), "md")
    assert "## Holding nothing (1)" in made
    assert "- **\\#1 ✓ supported:** The harbour board raised" in made
    assert "  - **Cited:** “from 10 to 14 crowns” – Office for Island Statistics, 2025-01-02" in made
    assert "  - **Link:** <https://records.example/lw-002>" in made
    assert "Machine's proposal" not in made


def test_claims_stand_in_the_order_of_need() -> None:
    titles = [line for line in render(sample(), "md").splitlines() if line.startswith("## ")]
    assert titles[2:8] == [
        "## Contradicted (2)",
        "## Misquoted (1)",
        "## Single source (1)",
        "## Opinion restated as fact (1)",
        "## Awaiting reply (1)",
        "## Not yet checked (2)",
    ]
