"""What is hard in finding who said what, by phrasings of it, in tests/data/hard_parts.

In a file a case is a line of text and, indented beneath it, who said what: the speaker, or ? where nobody
can be named, and the words, their parts divided by |. ¶ ends a paragraph; # opens a headline above STORY.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from quoting import article

from factcheck import articles
from factcheck.domain import Article
from factcheck.quotes import extract

FOLDER = Path(__file__).parents[1] / "data" / "hard_parts"
STORY = (
    "The harbour of Lund was closed on Monday for repairs that had been planned for a long time by engineers.\n\n"
    "Ana Ruiz, the mayor, came."
)


def cases() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.txt")):
        for number, case in enumerate(path.read_text(encoding="utf-8").strip().split("\n\n"), start=1):
            text, *said = case.split("\n")
            yield pytest.param(text, [line.strip() for line in said], id=f"{path.stem} {number}")


def read(text: str) -> Article:
    if text.startswith("#"):
        return articles.parse(f"{text[1:]}\n\n{STORY}".encode(), format="text")
    return article(text.replace("¶", "\n"))


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_who_said_what(text: str, expected: list[str]) -> None:
    story = read(text)
    found = [
        f"{one.speaker.name if one.speaker else '?'}: {' | '.join(span.of(story.text) for span in one.content)}"
        for one in extract(story)
    ]
    assert found == expected


def test_each_part_has_fifteen_phrasings() -> None:
    for path in FOLDER.glob("*.txt"):
        assert len(path.read_text(encoding="utf-8").strip().split("\n\n")) >= 15, path.name
