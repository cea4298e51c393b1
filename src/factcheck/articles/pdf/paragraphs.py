"""Lines to paragraphs: where one ends, and how the words at the ends of lines are joined.

Invariant: joining changes white space and the hyphens at the ends of lines, and nothing else.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from factcheck.articles.pdf.lines import Region, Segment, mirrored

_STOP = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")  # between the words of a table of contents and their page
_BULLET = re.compile(r"(?:[•▪●◦‣∙■□–*\uf000-\uf0ff-]|\(?(?:\d{1,2}|[a-z])[.)])\s")
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§¶])\s?\S")
_OPEN_END = re.compile(r"[^\W\d_]{2,}[-\u00ad]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SOFT = "\u00ad"
_JOINERS = ("—", "–", "/")
# What keeps its hyphen wherever the line ends.
_HYPHENATED = frozenset(
    """well ill self non half long short high low full part all cross ex so mid much twenty thirty forty fifty sixty
    seventy eighty ninety two three four five six seven eight nine ten first second third""".split()
)
_ENDINGS = frozenset("teen teenth teens ty ties tieth".split())  # of numbers
_OTHER_SIZE = 0.06
_INDENT = 0.8  # sizes of type


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or a row of a table, with the type it is set in, and where in it each page begins."""

    text: str
    size: float
    bold: bool
    page: int
    is_open: bool = False  # its last line is full and ends in no stop
    is_indented: bool = False
    is_row: bool = False
    top: float = 0.0
    pages: list[tuple[int, int]] = field(default_factory=list)  # (offset, page) of each further page


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of a document that no end of a line parts, and their hyphenated ones, in lower case."""
    return frozenset(
        word.casefold() for text in texts for word in _WORD.findall(re.sub(r"\S+[-\u00ad]$|^\S+", "", text))
    )


def paragraphs(region: Region, page: int, known: frozenset[str], body: float) -> list[Paragraph]:
    """The paragraphs of a region of text."""
    if sum(line.is_right_to_left for line in region.segments) * 2 > len(region.segments):
        region = mirrored(region)
    lines = region.segments
    pitch = _pitch(lines)
    parts: list[list[Segment]] = [[lines[0]]]
    for before, line in pairwise(lines):
        if _begins(before, line, region, pitch, body):
            parts.append([])
        parts[-1].append(line)
    return [_paragraph(part, region, page, known) for part in parts]


def joined(upper: str, lower: str, known: frozenset[str]) -> str:
    """Two lines as one, the hyphen between them gone where it only parts a word."""
    if upper.endswith(_SOFT):
        return upper[:-1] + lower
    if upper.endswith(_JOINERS) and not upper.endswith((" —", " –")):
        return upper + lower
    if _OPEN_END.search(upper):
        head = _WORD.findall(upper)[-1] if _WORD.findall(upper) else ""
        tail = _WORD.match(lower)
        if tail:
            return (upper if _keeps_hyphen(head, tail.group(), known) else upper[:-1]) + lower
    if upper.endswith("-") and not upper.endswith(" -"):
        return upper + lower
    return f"{upper} {lower}"


def _keeps_hyphen(head: str, tail: str, known: frozenset[str]) -> bool:
    one, other = head.casefold(), tail.casefold()
    if tail[:1].isupper() or f"{one}-{other}" in known:
        return True
    if one + other in known or other in _ENDINGS:
        return False
    return one.rpartition("-")[2] in _HYPHENATED or (one in known and other in known)


def continued(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph goes on at the head of the next column or page."""
    if paragraph.is_row or following.is_row or paragraph.bold != following.bold:
        return False
    if abs(paragraph.size - following.size) > _OTHER_SIZE * paragraph.size or _BULLET.match(following.text):
        return False
    if _STOP.search(paragraph.text):
        return False
    return following.text[:1].islower() or (paragraph.is_open and not following.is_indented)


def append(paragraph: Paragraph, following: Paragraph, known: frozenset[str]) -> None:
    """Put ``following`` behind ``paragraph``, as its continuation."""
    text = joined(paragraph.text, following.text, known)
    at = len(text) - len(following.text)
    if following.page != paragraph.page:
        paragraph.pages.append((at, following.page))
    paragraph.text = text
    paragraph.is_open = following.is_open


def _pitch(lines: Sequence[Segment]) -> float:
    """The distance of the lines of a paragraph: of most, or of the closer ones."""
    distances = sorted(lower.base - upper.base for upper, lower in pairwise(lines))
    return statistics.median_low(distances) if distances else 0.0


def _begins(before: Segment, line: Segment, region: Region, pitch: float, body: float) -> bool:
    """Whether a paragraph begins with ``line``."""
    if abs(before.size - line.size) > _OTHER_SIZE * before.size or before.bold != line.bold:
        return True
    if line.base - before.base > 1.35 * min(pitch, 1.6 * line.size):
        return True
    if _BULLET.match(line.text) or LEADER.search(before.text):
        return True
    indent = _INDENT * line.size
    if line.left - region.left > indent and abs(before.left - region.left) < indent / 2:
        return not _BULLET.match(before.text)
    if line.size > 1.08 * body:
        return False
    room = region.right - before.right
    if room < line.first + 0.3 * line.size:
        return False
    return bool(_STOP.search(before.text)) or (
        room > 0.3 * (region.right - region.left) and not line.text[:1].islower()
    )


def _paragraph(lines: Sequence[Segment], region: Region, page: int, known: frozenset[str]) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text, known)
    last = lines[-1]
    return Paragraph(
        text,
        statistics.median_low(line.size for line in lines),
        all(line.bold for line in lines),
        page,
        is_open=region.right - last.right < 0.15 * (region.right - region.left) and not _STOP.search(text),
        is_indented=lines[0].left - region.left > _INDENT / 2 * last.size,
        top=lines[0].base,
    )


def is_note(paragraph: Paragraph, body: float) -> bool:
    """Whether it has the small type and the mark of a footnote."""
    return paragraph.size <= 0.92 * body and bool(_MARK.match(paragraph.text))
