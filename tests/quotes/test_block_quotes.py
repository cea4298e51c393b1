"""Block quotes of pages and of Markdown: whose words they are, and where they end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import articles
from factcheck.domain import BlockKind
from factcheck.quotes import extract

FILLING = "".join(
    f"<p>The council of Sund met on day {day} to speak of the quay, which is shut.</p>" for day in range(6)
)
LEAD = "<p>“The quay must close,” Mira Holt, the harbour master, said on Monday.</p>"
CASES = Path(__file__).parents[1] / "data" / "block_quotes.txt"


def cases() -> Iterator[tuple[str, list[str]]]:
    """What stands under LEAD, ¶ for a line break, and, indented, who says what in it."""
    for case in CASES.read_text(encoding="utf-8").strip().split("\n\n"):
        quote, *told = case.split("\n")
        yield quote.replace("¶", "\n"), [line.strip() for line in told]


def page(quote: str) -> bytes:
    return (
        f"<html><body><article><h1>Quay to close</h1>{FILLING}{LEAD}{quote}{FILLING}</article></body></html>".encode()
    )


def markdown(quote: str) -> bytes:
    plain = (FILLING + LEAD).replace("<p>", "").replace("</p>", "\n\n")
    return f"# Quay to close\n\n{plain}{quote}\n\nThe council met again in May.".encode()


@pytest.mark.parametrize(("quote", "expected"), list(cases()))
def test_a_block_quote_is_whose_it_says(quote: str, expected: list[str]) -> None:
    html = quote.startswith("<")
    article = articles.parse(page(quote) if html else markdown(quote), format="html" if html else "markdown")
    found = [
        f"{one.speaker.name if one.speaker else '?'}: {' '.join(span.of(article.text) for span in one.content)}"
        for one in extract(article)[1:]  # the first is LEAD's
    ]
    assert found == expected


def test_the_signature_of_a_page_is_no_part_of_the_block_quote() -> None:
    article = articles.parse(page("<blockquote><p>Nobody slept.</p><cite>Jo Wirth</cite></blockquote>"), format="html")
    (quoted,) = article.of_kind(BlockKind.BLOCK_QUOTE)
    assert quoted.of(article.text) == "Nobody slept."
    assert "\n\n— Jo Wirth\n\n" in article.text
