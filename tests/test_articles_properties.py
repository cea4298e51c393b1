"""Articles, whatever is handed in: every input parses or is refused, and text is never changed."""

from __future__ import annotations

import re
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from factcheck.articles import Format, parse
from factcheck.domain import Article
from factcheck.errors import InputError

LINES = st.sampled_from(
    [
        "Ferry stops for a month",
        "By Jo Vane |",
        "3 May 2024",
        "Title: Ferry stops",
        "---",
        "![A ferry. [Jo]](/2024/05/03/a.webp)",
        "![[[",
        "## Why",
        "- one two",
        ">",
        "<p>The ferry <b>stopped</b>.",
        "<figure><figcaption>A ferry</figcaption>",
        "<h1>",
        "The ferry stopped on Monday, and nobody was told why it had to be so.",
        "",
        "\t",
    ]
)
NEARLY_ARTICLES = st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=14).map("\n".join)


def assert_sound(article: Article) -> None:
    end = 0
    for block in article.blocks:
        assert end <= block.span.start < block.span.end <= len(article.text)
        assert block.span.of(article.text).strip() == block.span.of(article.text)
        end = block.span.end


@given(st.binary(max_size=200), st.sampled_from(["text", "markdown", "html", None]))
def test_any_bytes_parse_or_are_refused(data: bytes, kind: Format | None) -> None:
    with suppress(InputError):
        assert_sound(parse(data, format=kind))


@given(NEARLY_ARTICLES, st.sampled_from(["text", "markdown", "html", None]))
def test_any_article_like_text_has_sound_blocks(text: str, kind: Format | None) -> None:
    with suppress(InputError):
        assert_sound(parse(text.encode("utf-8", "replace"), format=kind))


CONTROLS = "".join(map(chr, [0, *range(0x80, 0xA0)]))  # those that stand for marks of windows-1252, and NUL


@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS)), NEARLY_ARTICLES))
def test_plain_text_is_kept_to_the_letter(text: str) -> None:
    try:
        article = parse(text.encode(), format="text")
    except InputError:
        return
    if article.notices:  # it was garbled, and says so
        return
    assert article.text == re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    assert_sound(article)
    assert parse(text.encode(), format="text") == article


TAGS = st.sampled_from(
    "p div figure figcaption h1 ul li blockquote table td span q br script !-- ![CDATA[ body ?xml pre graphic".split()
)
SOUP = st.lists(
    st.one_of(
        TAGS.map("<{}>".format),
        TAGS.map("</{}>".format),
        st.just("The ferry stopped on Monday, and nobody was told why."),
        st.just('<img src="/factcheck-caption-0.jpg">'),
        st.just('<p class="caption author">'),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)


@given(SOUP)
def test_any_tag_soup_parses_or_is_refused(soup: str) -> None:
    with suppress(InputError):
        assert_sound(parse(soup.encode("utf-8", "replace"), format="html"))
