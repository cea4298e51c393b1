"""What PDFium sees on the pages of a file: words with their places and type.

Invariant: a word has the letters that are printed, ligatures taken apart; marks of footnotes are no part of it. Places
are in points from the upper left corner as the page is read, whichever way its text runs.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from factcheck.articles.raised import is_mark, raised
from factcheck.errors import InputError

MAX_PAGES = 2_000
_LIGATURES = {0xFB00 + at: letters for at, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # what PDFium gives for a hyphen at the end of a line
_BOLD = re.compile(r"bold|black|heavy|semi|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
_RAISE = 40.0  # points above its line that a mark may stand
_ASLANT = 9  # in place of quarters of a turn
_FONT_NAME_BYTES = 128
_NOT_LETTERS = 0.3  # of a page's characters without a letter to them: it cannot be read
_ERRORS = {
    4: "encrypted. Open it with its password, print it to a new PDF, and hand in that",
    3: "damaged, or no PDF. Open it in a reader, print it to a new PDF, and hand in that",
}


class PageWord(NamedTuple):
    """A word on a page. ``base`` is the line it stands on, ``size`` that of its type; both in points, downwards."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name ("3", "iv"), its height and words, those that run across it, and whether it shows pictures."""

    name: str
    top: float
    height: float
    words: tuple[PageWord, ...]
    turned: tuple[str, ...] = ()
    has_pictures: bool = False
    is_legible: bool = True


@dataclass(slots=True)
class _Letters:
    """A word while it is being put together."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    turn: int

    def word(self) -> PageWord:
        return PageWord(self.text, self.left, self.right, self.base, self.size, self.bold)


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF file as PDFium has it, and what its properties say: Title, Author, CreationDate."""

    document: Any
    pages: int
    properties: dict[str, str]


def opened(data: bytes, name: str) -> Opened:
    """Raises InputError if ``data`` is damaged, needs a password, or has more than MAX_PAGES pages."""
    from pypdfium2 import raw

    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        problem = _ERRORS.get(raw.FPDF_GetLastError(), _ERRORS[3])
        raise InputError(f"{name}: this PDF is {problem}.")
    pages = raw.FPDF_GetPageCount(document)
    if pages > MAX_PAGES:
        raise InputError(f"{name}: {pages:,} pages, more than the {MAX_PAGES:,} that are read. Hand in a part of it.")
    keys = ("Title", "Author", "CreationDate")
    return Opened(document, pages, {key: _text(raw.FPDF_GetMetaText, document, key.encode()) for key in keys})


def _text(asked: Any, *arguments: Any) -> str:
    """What a function of PDFium writes into a buffer in UTF-16."""
    size = asked(*arguments, None, 0)
    buffer = ctypes.create_string_buffer(size)
    asked(*arguments, buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0").strip()


def pages(file: Opened) -> Iterator[Page]:
    """The pages in order. One that PDFium cannot load is empty."""
    for number in range(file.pages):
        yield _page(file.document, number)


def _page(document: Any, number: int) -> Page:
    from pypdfium2 import raw

    name = _text(raw.FPDF_GetPageLabel, document, number) or str(number + 1)
    page = raw.FPDF_LoadPage(document, number)
    if not page:
        return Page(name, 0, 0, (), is_legible=False)
    text = raw.FPDFText_LoadPage(page)
    words, unknown, count = _words(text) if text else ([], 0, 0)
    turn = _turn_of(words)
    along = [word for word in words if word.turn == turn]
    left, bottom, right, top = _edges(page)
    ends = [-_turned(x, y, turn)[1] for x in (left, right) for y in (bottom, top)]
    upright = tuple(word.word() for word in _without_marks(along) if _is_on_page(word, left, bottom, right, top, turn))
    found = Page(
        name,
        min(ends),
        max(ends) - min(ends),
        upright,
        tuple(word.text for word in words if word.turn != turn),
        any(
            raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, at)) == raw.FPDF_PAGEOBJ_IMAGE
            for at in range(min(raw.FPDFPage_CountObjects(page), 10_000))
        ),
        unknown <= _NOT_LETTERS * count,
    )
    if text:
        raw.FPDFText_ClosePage(text)
    raw.FPDF_ClosePage(page)
    return found


def _edges(page: Any) -> tuple[float, float, float, float]:
    """The edges of what is shown of a page, before it is turned: left, bottom, right, top."""
    from pypdfium2 import raw

    edges = [ctypes.c_float() for _ in range(4)]
    if raw.FPDFPage_GetCropBox(page, *edges) or raw.FPDFPage_GetMediaBox(page, *edges):
        left, bottom, right, top = (edge.value for edge in edges)
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    if raw.FPDFPage_GetRotation(page) % 2:
        return box.left, box.bottom, box.left + box.top - box.bottom, box.bottom + box.right - box.left
    return box.left, box.bottom, box.right, box.top


def _is_on_page(word: _Letters, left: float, bottom: float, right: float, top: float, turn: int) -> bool:
    x, y = _turned((word.left + word.right) / 2, -word.base, -turn)
    return left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1


def _turn_of(words: list[_Letters]) -> int:
    """The direction of most of the text, in quarters of a turn."""
    counts: Counter[int] = Counter()
    for word in words:
        counts[word.turn] += len(word.text)
    return max((0, 1, 2, 3), key=lambda turn: counts[turn])


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A place on a page of which text runs ``turn`` quarters against the clock, as it is when that text runs right."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn % 4]


# -- words ------------------------------------------------------------------------------


def _words(text: Any) -> tuple[list[_Letters], int, int]:
    """The words in the order of the file; how many characters have no letter to them, and how many there are."""
    from pypdfium2 import raw

    words: list[_Letters] = []
    word: _Letters | None = None
    unknown = printed = 0
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, at)
        letters = _letters(code)
        if not letters.strip():
            word = None
            continue
        printed += 1
        unknown += raw.FPDFText_HasUnicodeMapError(text, at) == 1 or code == 0xFFFD or 0xE000 <= code < 0xF900
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        size = _size(text, at)
        turn = word.turn if word and size == word.size else _turn(text, at)
        corners = [_turned(*corner, turn) for corner in ((box.left, box.bottom), (box.right, box.top))]
        left, right = sorted(corner[0] for corner in corners)
        base = -_turned(x.value, y.value, turn)[1]
        if word is None or not _goes_on(word, left, right, base, size, turn):
            word = _Letters("", left, right, base, size, _is_bold(text, at), turn)
            words.append(word)
        word.text += letters
        word.left, word.right = min(word.left, left), max(word.right, right)
    return words, unknown, printed


def _letters(code: int) -> str:
    if code in _HYPHENS:
        return _HYPHENS[code]
    if 0xD800 <= code < 0xE000 or code < 0x20 or code > 0x10FFFF:
        return ""
    return _LIGATURES.get(code) or chr(code)


def _goes_on(word: _Letters, left: float, right: float, base: float, size: float, turn: int) -> bool:
    gap = max(left - word.right, word.left - right)
    return turn == word.turn == _ASLANT or (
        turn == word.turn
        and abs(size - word.size) < 0.05 * word.size
        and abs(base - word.base) < 0.2 * word.size
        and gap < 0.25 * word.size
    )


def _size(text: Any, at: int) -> float:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    return round(raw.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1), 2) or 1.0


def _turn(text: Any, at: int) -> int:
    """The direction of a character, in quarters of a turn against the clock, or _ASLANT."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.1 else _ASLANT


def _is_bold(text: Any, at: int) -> bool:
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text, at) >= _BOLD_WEIGHT:
        return True
    buffer, flags = ctypes.create_string_buffer(_FONT_NAME_BYTES), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, buffer, _FONT_NAME_BYTES, flags)
    return bool(_BOLD.search(buffer.value.decode("latin-1")))


def _without_marks(words: list[_Letters]) -> Iterator[_Letters]:
    """The words: raised figures behind one left out, exponents written as such, and the mark before a note on its
    line."""
    by_base = sorted(words, key=_base)
    left_out = set()
    for mark in [word for word in words if is_mark(word.text)]:
        near = by_base[
            bisect_right(by_base, mark.base, key=_base) : bisect_right(by_base, mark.base + _RAISE, key=_base)
        ]
        if host := next((word for word in near if _is_raised(mark, word, mark.left - word.right)), None):
            left_out.add(id(mark))
            host.text += raised(host.text, mark.text)
        elif host := next((word for word in near if _is_raised(mark, word, word.left - mark.right)), None):
            mark.base, mark.size = host.base, host.size
    yield from (word for word in words if id(word) not in left_out)


def _base(word: _Letters) -> float:
    return word.base


def _is_raised(mark: _Letters, word: _Letters, gap: float) -> bool:
    return (
        mark.size <= 0.85 * word.size
        and 0.15 * word.size < word.base - mark.base < 0.8 * word.size
        and -0.2 * word.size < gap < 0.3 * word.size
    )
