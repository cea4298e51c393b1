"""What stands at the head and foot of every page: running titles and page numbers.

Invariant: only lines at the very top or bottom of a page are told to be such, and none that stands on one page alone
unless it is nothing but a page number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from factcheck.articles.pdf.lines import Segment
from factcheck.articles.pdf.words import Page

RUNNING_TITLE = "repeated at the head or foot of the pages"
PAGE_NUMBER = "page number"
_MARGIN = 0.12  # of the height of a page
_MOST_LINES = 4
_GAP = 1.6  # sizes of type between the text and what stands above or below it
_LONGEST_TITLE = 8  # words
_LEAST_PAGES = 3
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|p\.|pg\.?|seite|side|sida)\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|von|av|\|)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)

Lines = list[list[Segment]]


def running(pages: Sequence[tuple[Page, Lines]]) -> list[dict[int, str]]:
    """For each page, the lines that are no part of its text, by their places, each with what it is."""
    seen = Counter(key for page, lines in pages for key in {_key(lines[at]) for at in _outer(page, lines)})
    needed = min(_LEAST_PAGES, max(2, len(pages)))
    return [_told(page, lines, seen, needed) for page, lines in pages]


def _told(page: Page, lines: Lines, seen: Counter[str], needed: int) -> dict[int, str]:
    told: dict[int, str] = {}
    for side, step in ((list(_head(page, lines)), 1), (list(_foot(page, lines)), -1)):
        for at in side:
            if _NUMBER.fullmatch(_said(lines[at])):
                told[at] = PAGE_NUMBER
            elif seen[_key(lines[at])] >= needed and not _runs_on(lines, at, step):
                told[at] = RUNNING_TITLE
            else:
                break
    return told


def _runs_on(lines: Lines, at: int, step: int) -> bool:
    """Whether a line is a long one of the text beside it: same type, and no wider a gap than between its lines."""
    if not 0 <= at + step < len(lines):
        return False
    one, other = lines[at][0], lines[at + step][0]
    is_close = abs(one.base - other.base) < _GAP * one.size
    return is_close and one.size == other.size and len(_said(lines[at]).split()) > _LONGEST_TITLE


def _outer(page: Page, lines: Lines) -> Iterator[int]:
    yield from dict.fromkeys((*_head(page, lines), *_foot(page, lines)))


def _head(page: Page, lines: Lines) -> Iterator[int]:
    """The lines at the top of a page, from the outermost."""
    limit = page.top + _MARGIN * page.height
    yield from (at for at in range(min(_MOST_LINES, len(lines))) if lines[at][0].base < limit)


def _foot(page: Page, lines: Lines) -> Iterator[int]:
    limit = page.top + (1 - _MARGIN) * page.height
    outer = range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST_LINES), -1)
    yield from (at for at in outer if lines[at][0].base > limit)


def _said(line: Sequence[Segment]) -> str:
    return " ".join(one.text for one in line)


def _key(line: Sequence[Segment]) -> str:
    return _DIGITS.sub("#", _said(line)).casefold()
