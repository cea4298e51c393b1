"""Folders of saved pages with what people marked in them, in the three layouts that are published.

Invariant: a page is known by its file's name as it is stored, and by nothing in it; a page whose file is missing is
counted and never scored.

| layout | the page | what is marked |
|---|---|---|
| scrapinghub/article-extraction-benchmark | ``html/NAME.html.gz`` | ``ground-truth.json``: articleBody |
| mozilla/readability | ``test-pages/NAME/source.html`` | ``expected.html``, ``expected-metadata.json`` |
| adbar/trafilatura | ``cache/FILE`` or ``eval/FILE`` | ``evaldata.json``: with, without, author, date, title |

Paragraphs, headings, lists, quotations, questions, rows, places and times are story to all three; the standfirst is to
mozilla and trafilatura, captions are to mozilla alone.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from factcheck.domain import BlockKind
from factcheck.errors import InputError
from factcheck.files import explained

Half = Literal["all", "even", "odd"]
APART = frozenset({BlockKind.STANDFIRST, BlockKind.CAPTION})  # from a story, where its marking has neither
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page and what is marked in it; None or empty where nothing is.

    ``holds`` and ``lacks`` are words that the story has and has not; kinds of blocks that stand ``apart`` are no story
    to whoever marked it. ``authors`` are as somebody wrote them down, maybe several in one.
    """

    name: str
    file: Path
    body: str | None = None
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    apart: frozenset[BlockKind] = APART

    def data(self) -> bytes:
        with explained(self.file):
            data = self.file.read_bytes()
            return gzip.decompress(data) if self.file.suffix == ".gz" else data


@dataclass(frozen=True, slots=True)
class PageSet:
    """The pages of a folder, by name. ``missing`` are marked and have no file."""

    layout: str
    pages: tuple[GoldPage, ...]
    missing: int


def read_gold(folder: Path, half: Half = "all") -> PageSet:
    """The pages in ``folder``; of a half, those whose names have an even or odd CRC-32.

    Raises InputError if the folder has none of the layouts, or a file in it is not as it should be.
    """
    layout, marked = next(
        ((name, read) for name, (sign, read) in LAYOUTS.items() if any(folder.glob(sign))), _none(folder)
    )
    pages = [page for page in sorted(marked(folder), key=lambda page: page.name) if _is_in(half, page.name)]
    there = tuple(page for page in pages if page.file.is_file())
    if not there:
        raise InputError(f"{folder}: no page of it is there, though {len(pages):,} are marked. Fetch the pages too.")
    return PageSet(layout, there, len(pages) - len(there))


def _none(folder: Path) -> tuple[str, Callable[[Path], Iterator[GoldPage]]]:
    def refuse(_: Path) -> Iterator[GoldPage]:
        raise InputError(
            f"{folder}: none of the layouts that can be scored. Name a folder with ground-truth.json and html/ "
            "(scrapinghub/article-extraction-benchmark), with test-pages/ (mozilla/readability: test/), or with "
            "evaldata.json, cache/ and eval/ (adbar/trafilatura: tests/)."
        )

    return "", refuse


def _is_in(half: Half, name: str) -> bool:
    return half == "all" or (zlib.crc32(name.encode()) % 2 == 0) == (half == "even")


def _scrapinghub(folder: Path) -> Iterator[GoldPage]:
    for key, marked in _json(folder / "ground-truth.json").items():
        name = f"{key}.html.gz"
        yield GoldPage(name, folder / "html" / name, body=_text(marked, "articleBody") or "")


def _mozilla(folder: Path) -> Iterator[GoldPage]:
    home = folder / "test-pages"
    for place in (home if home.is_dir() else folder).iterdir():
        if (place / "expected-metadata.json").is_file():
            marked = _json(place / "expected-metadata.json")
            byline = _text(marked, "byline")
            yield GoldPage(
                place.name,
                place / "source.html",
                body=_words_of(place / "expected.html"),
                title=_text(marked, "title"),
                authors=(byline,) if byline else (),
                published=_day(_text(marked, "publishedTime")),
                apart=frozenset(),
            )


def _trafilatura(folder: Path) -> Iterator[GoldPage]:
    for marked in _json(folder / "evaldata.json").values():
        name = _text(marked, "file") or ""
        authors = marked.get("author") or ()
        yield GoldPage(
            name,
            next((file for part in ("cache", "eval") if (file := folder / part / name).is_file()), folder / name / ""),
            holds=tuple(marked.get("with") or ()),
            lacks=tuple(marked.get("without") or ()),
            title=_text(marked, "title"),
            authors=(authors,) if isinstance(authors, str) else tuple(authors),
            published=_day(_text(marked, "date")),
            apart=frozenset({BlockKind.CAPTION}),
        )


# Each layout: a file that tells it, and how it is read.
LAYOUTS: dict[str, tuple[str, Callable[[Path], Iterator[GoldPage]]]] = {
    "scrapinghub": ("ground-truth.json", _scrapinghub),
    "mozilla": ("test-pages/*/expected-metadata.json", _mozilla),
    "mozilla, its pages alone": ("*/expected-metadata.json", _mozilla),
    "trafilatura": ("evaldata.json", _trafilatura),
}


def _json(file: Path) -> dict[str, Any]:
    with explained(file):
        try:
            value = json.loads(file.read_bytes())
        except ValueError as problem:
            raise InputError(f"{file}: no JSON ({problem}). Fetch it again.") from None
    if not isinstance(value, dict):
        raise InputError(f"{file}: no JSON object. Fetch it again.")
    return value


def _text(marked: Any, name: str) -> str | None:
    value = marked.get(name) if isinstance(marked, dict) else None
    return value.strip() or None if isinstance(value, str) else None


def _day(words: str | None) -> date | None:
    """The day that opens a time such as 2015-07-24T05:36:09+01:00: the publisher's own."""
    match = _DAY.match(words or "")
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _words_of(file: Path) -> str | None:
    import lxml.html

    if not file.is_file():
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8")
    page = lxml.html.document_fromstring(file.read_bytes() or b"<p></p>", parser=parser)
    return "\n".join(page.itertext())
