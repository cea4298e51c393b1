"""A PDF to a draft: its paragraphs in order, each with its page; what was set aside, and what could not be read.

Invariant: the same bytes give the same draft. A page without text is told, and a file without any is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.articles.pdf import margins
from factcheck.articles.pdf.lines import Region, Segment, regions, segments
from factcheck.articles.pdf.paragraphs import (
    LEADER,
    Paragraph,
    append,
    continued,
    is_note,
    paragraphs,
    vocabulary,
)
from factcheck.articles.pdf.words import Page, opened, pages
from factcheck.articles.properties import metadata_of
from factcheck.articles.rows import rows
from factcheck.domain import BlockKind, Place
from factcheck.domain.text import counted
from factcheck.errors import InputError

_BULLET = re.compile(r"[•▪●◦‣∙■□\uf000-\uf0ff]\s+")
_STOP = re.compile(r"[.!?;,]$")
_TITLE_SIZE, _HEADING_SIZE = 1.25, 1.08  # of the size of most of the text
_LONGEST_TITLE, _LONGEST_HEADING = 40, 20  # words
_OCR = "Run OCR on it (ocrmypdf in.pdf out.pdf) and hand in the result"
_NAMED_PAGES = 8


@dataclass(frozen=True, slots=True)
class _Read:
    """A page with its lines, and those of them that stand at its head or foot for the page's own sake."""

    page: Page
    lines: list[list[Segment]]
    running: dict[int, str]


def draft(data: bytes, name: str) -> Draft:
    """Raises InputError, naming the remedy, if the file is damaged, encrypted, too long, or has no text."""
    file = opened(data, name)
    found = list(pages(file))
    _refuse_pictures(found, name)
    lines = [segments(page.words) for page in found]
    running = margins.running(list(zip(found, lines, strict=True)))
    read = [_Read(*one) for one in zip(found, lines, running, strict=True)]
    body = _body_size(read)
    known = vocabulary(segment.text for one in read for line in one.lines for segment in line)
    pieces = _pieces(read, body, known)
    said = file.properties
    metadata = metadata_of(said["Title"], said["Author"], said["CreationDate"].removeprefix("D:")[:8])
    return _placed(pieces, metadata, found, _notices(found))


# -- paragraphs -------------------------------------------------------------------------


@dataclass(slots=True)
class _Set:
    """A paragraph in the order of the draft, or words that were dropped."""

    piece: Piece
    page: int
    pages: Sequence[tuple[int, int]] = ()


def _pieces(read: Sequence[_Read], body: float, known: frozenset[str]) -> list[_Set]:
    """All pages' pieces in order; what is joined over pages stands where it begins, footnotes behind it."""
    text: list[Paragraph | _Set] = []
    last: Paragraph | None = None
    for number, one in enumerate(read):
        text.extend(_aside(one, number))
        notes: list[_Set] = []
        for region in regions([line for at, line in enumerate(one.lines) if at not in one.running]):
            for paragraph in _of_region(region, number, known, body):
                if is_note(paragraph, body) and _is_low(paragraph, one.page):
                    notes.append(_Set(Piece(paragraph.text, BlockKind.OTHER, "footnote: small type below"), number))
                elif last is not None and continued(last, paragraph):
                    append(last, paragraph, known)
                else:
                    last = paragraph
                    text.append(paragraph)
        text.extend(notes)
    title = _title([one for one in text if isinstance(one, Paragraph)], body)
    all_bold = sum(one.bold for one in text if isinstance(one, Paragraph)) * 2 > len(text)
    return [one if isinstance(one, _Set) else _set(one, one is title, body, all_bold) for one in text]


def _of_region(region: Region, number: int, known: frozenset[str], body: float) -> list[Paragraph]:
    if not region.rows:
        return paragraphs(region, number, known, body)
    return [Paragraph(line, body, False, number, is_row=True) for line in rows(region.rows)]


def _aside(one: _Read, number: int) -> Iterable[_Set]:
    for at, why in one.running.items():
        words = "  ".join(segment.text for segment in one.lines[at])
        yield _Set(Piece(words, why=why, dropped=True), number)
    if one.page.turned:
        yield _Set(Piece(" ".join(one.page.turned), why="runs across the page", dropped=True), number)


def _is_low(paragraph: Paragraph, page: Page) -> bool:
    return paragraph.top > page.top + page.height / 2


def _title(text: Sequence[Paragraph], body: float) -> Paragraph | None:
    """The first of the largest type on the first page that has text."""
    first = [one for one in text if one.page == text[0].page and not one.is_row] if text else []
    largest = max((one.size for one in first), default=0.0)
    title = next((one for one in first if one.size == largest), None)
    is_one = title and largest >= _TITLE_SIZE * body and len(title.text.split()) <= _LONGEST_TITLE
    return title if is_one else None


def _set(paragraph: Paragraph, is_title: bool, body: float, all_bold: bool) -> _Set:
    return _Set(_piece(paragraph, is_title, body, all_bold), paragraph.page, paragraph.pages)


def _piece(paragraph: Paragraph, is_title: bool, body: float, all_bold: bool) -> Piece:
    words = paragraph.text
    if paragraph.is_row:
        return Piece(words, BlockKind.ROW, "row of a table: short words in columns")
    if is_title:
        return Piece(words, BlockKind.TITLE, "the largest type of the first page")
    if LEADER.search(words):
        return Piece(words, BlockKind.OTHER, "line of a table of contents")
    if bullet := _BULLET.match(words):
        return Piece(words[bullet.end() :], BlockKind.LIST_ITEM, "behind a bullet")
    if len(words.split()) <= _LONGEST_HEADING and not _STOP.search(words):
        if paragraph.size >= _HEADING_SIZE * body:
            return Piece(words, BlockKind.HEADING, "larger type")
        if paragraph.bold and not all_bold:
            return Piece(words, BlockKind.HEADING, "bold line")
    return Piece(words)


def _placed(set_: Sequence[_Set], metadata: Metadata, found: Sequence[Page], notices: tuple[str, ...]) -> Draft:
    """The draft with the page of each segment, also where a paragraph goes on over pages."""
    draft = drafted((one.piece for one in set_), metadata, notices=notices)
    kept = [one for one in set_ if not one.piece.dropped and one.piece.words.strip()]
    places: list[Place] = []
    for one, line in zip(kept, draft.lines, strict=True):
        shift = len(one.piece.words) - len(one.piece.words.lstrip())
        for offset, number in ((shift, one.page), *one.pages):
            place = Place(line.span.start + offset - shift, f"p. {found[number].name}")
            if not places or places[-1].name != place.name:
                places.append(place)
    return replace(draft, places=tuple(places))


def _body_size(read: Sequence[_Read]) -> float:
    sizes: Counter[float] = Counter()
    for one in read:
        for line in one.lines:
            for segment in line:
                sizes[round(segment.size, 1)] += len(segment.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=1.0)


# -- what is told of the file -----------------------------------------------------------


def _refuse_pictures(found: Sequence[Page], name: str) -> None:
    if not found:
        raise InputError(f"{name}: a PDF without pages. Save it again from where it was made.")
    if any(page.words and page.is_legible for page in found):
        return
    if any(page.words for page in found):
        raise InputError(f"{name}: the letters of this PDF cannot be told: its type has no code of characters. {_OCR}.")
    said = counted(len(found), "page")
    if any(page.has_pictures for page in found):
        raise InputError(f"{name}: {said}, pictures only. {_OCR}.")
    raise InputError(f"{name}: {said} without any text. If they show words, these are drawn: {_OCR.lower()}.")


def _notices(found: Sequence[Page]) -> tuple[str, ...]:
    pictures = [page.name for page in found if not page.words and page.has_pictures]
    illegible = [page.name for page in found if page.words and not page.is_legible]
    told = []
    if pictures:
        told.append(f"{_pages(pictures)}: pictures only, not read. {_OCR}.")
    if illegible:
        told.append(f"{_pages(illegible)}: letters without a code of characters, may be misread. {_OCR}.")
    return tuple(told)


def _pages(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED_PAGES} more" if len(names) > _NAMED_PAGES else ""
    return f"p. {', '.join(names[:_NAMED_PAGES])}{more}"
