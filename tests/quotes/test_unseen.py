"""Characters that nobody sees change nothing of what is found, and stay in the stored text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from factcheck.articles import parse
from factcheck.language.folding import composed
from factcheck.quotes import explain, extract

TEXT = """Orvale closes its bridge

“We have no choice about the bridge,” said Mayor José Oswin, who runs the town.

Oswin said that the council would not reopen the bridge before May.

The engineer Lórna Vane told reporters on Monday that nobody had measured it. “It doesn’t hold,” she said.

‘They never asked us,’ Vane added. According to the harbour office, 1,200 boats passed in March.
"""


def _within(mark: str, every: int) -> Callable[[str], str]:
    """Puts ``mark`` behind every so many letters that stand before a letter."""
    return lambda text: "".join(
        char + (mark if at % every == 0 and text[at : at + 2].isalpha() else "") for at, char in enumerate(text)
    )


TYPED = {
    "soft hyphens": _within("\u00ad", 3),
    "spaces of no width in words": _within("\u200b", 5),
    "spaces of no width before spaces": lambda text: text.replace(" ", "\u200b "),
    "word joiners": lambda text: text.replace("“", "“\u2060").replace("”", "\u2060”"),
    "byte order marks": lambda text: text.replace("\n\n", "\n\n\ufeff"),
    "directions": lambda text: text.replace("“", "\u202a“").replace("”", "”\u202c").replace("Oswin", "Oswin\u200f"),
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
}


def found(text: str) -> list[tuple[str, str | None, str]]:
    article = parse(text.encode())
    assert article.text == text
    return [
        (
            composed(" | ".join(span.of(text) for span in one.content)).replace("\u00a0", " "),
            composed(one.speaker.name) if one.speaker else None,
            one.rule,
        )
        for one in extract(article)
    ]


@pytest.mark.parametrize("way", TYPED)
def test_the_same_is_found_whatever_is_unseen(way: str) -> None:
    assert len(found(TEXT)) == 6
    assert found(TYPED[way](TEXT)) == found(TEXT)


def test_what_is_explained_stands_at_its_place() -> None:
    article = parse(TYPED["soft hyphens"](TEXT).encode())
    assert [one.quotation for one in explain(article)] == list(extract(article))
