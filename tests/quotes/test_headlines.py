"""Headlines: who speaks beside a colon, a dash or a verb at the end, and who is only what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from quoting import article

from factcheck.domain import BlockKind
from factcheck.quotes import extract

CASES = Path(__file__).parents[1] / "data" / "headlines.txt"


def cases() -> Iterator[tuple[str, str, list[str]]]:
    """A headline, its story and, indented, who says what in the headline."""
    for case in CASES.read_text(encoding="utf-8").strip().split("\n\n"):
        headline, story, *told = case.split("\n")
        yield headline, story, [line.strip() for line in told]


@pytest.mark.parametrize(("headline", "story", "expected"), list(cases()))
def test_who_speaks_in_a_headline(headline: str, story: str, expected: list[str]) -> None:
    text = article(f"{headline}\n{story}", {0: BlockKind.TITLE})
    found = [
        f"{one.speaker.name if one.speaker else '?'}: {' … '.join(span.of(text.text) for span in one.content)}"
        for one in extract(text)
        if one.content[0].end <= len(headline)
    ]
    assert found == expected


def test_words_of_a_title_in_capitals_are_no_part_of_a_name() -> None:
    text = (
        "Vell Drops Its Inquiry Into Fraud Claim Against Julian Pell\nThe court in Vell met. Pell denied that he lied."
    )
    (found,) = extract(article(text, {0: BlockKind.TITLE}))
    assert found.speaker is not None
    assert found.speaker.name == "Julian Pell"


def test_a_standfirst_names_whom_the_first_paragraph_means() -> None:
    text = "Quay to close\nThe quay must close, mayor Anna Holt said.\n“We tested it twice,” she said."
    found = extract(article(text, {0: BlockKind.TITLE, 1: BlockKind.STANDFIRST}))
    assert [one.speaker.name for one in found if one.speaker] == ["Anna Holt", "Anna Holt"]
