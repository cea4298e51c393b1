"""What each reader makes of each page: the program's own and, where it is installed, trafilatura's.

Invariant: each reader is given the same bytes and nothing else; a page that it refuses or fails at has no story.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from time import perf_counter
from typing import Any

from factcheck.domain import BlockKind
from factcheck.errors import InputError
from factcheck.evaluate.reading.gold import APART, GoldPage, PageSet
from factcheck.language.identification import is_english
from factcheck.language.tokens import words

# What stands in a stored text and is no part of the story: printed around it, or for the page's own sake.
_AROUND = frozenset({BlockKind.TITLE, BlockKind.BYLINE, BlockKind.SECTION, BlockKind.CREDIT, BlockKind.OTHER})
_LEAST_CAPTION = 5  # words; a shorter one may stand anywhere by chance


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a reader made of a page. ``failed`` says why there is no story.

    ``told`` is the story block by block; a reader that tells no blocks apart has one.
    """

    told: tuple[tuple[BlockKind, str], ...] = ()
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    failed: str | None = None

    def story(self, apart: Collection[BlockKind] = APART) -> str:
        """What is told, a line a block, without the kinds that the marking leaves ``apart`` from a story."""
        return "\n".join(words for kind, words in self.told if kind not in apart)


Reader = Callable[[bytes, str], PageReading]


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """A page, the captions that it marks as such, and what each reader made of it, in what time (seconds)."""

    page: GoldPage
    captions: tuple[str, ...]
    readings: Mapping[str, PageReading]
    seconds: Mapping[str, float]


def readers() -> dict[str, Reader]:
    """The readers by name, the program's own first."""
    found: dict[str, Reader] = {"factcheck": by_factcheck}
    if find_spec("trafilatura"):
        found["trafilatura"] = by_trafilatura
    return found


def run(pages: PageSet, by: Mapping[str, Reader], *, english: bool = False) -> Iterator[PageOutcome]:
    """What the readers ``by`` make of ``pages``; of ``english`` ones alone if it is asked for.

    The first page is read twice, because the first reading imports what reading needs.
    """
    for number, page in enumerate(pages.pages):
        data = page.data()
        source = _parsed(data)
        if english and not is_english(_prose(source)):
            continue
        if number == 0:
            for read in by.values():
                read(data, page.name)
        timed = {name: _timed(read, data, page.name) for name, read in by.items()}
        yield PageOutcome(
            page,
            tuple(_captions(source)),
            {name: reading for name, (reading, _) in timed.items()},
            {name: seconds for name, (_, seconds) in timed.items()},
        )


def _timed(read: Reader, data: bytes, name: str) -> tuple[PageReading, float]:
    start = perf_counter()
    reading = read(data, name)
    return reading, perf_counter() - start


def by_factcheck(data: bytes, name: str) -> PageReading:
    from factcheck import articles

    try:
        article = articles.parse(data, format="html", source=name)
    except InputError as problem:
        return PageReading(failed=str(problem))
    told = ((block.kind, block.span.of(article.text)) for block in article.blocks if block.kind not in _AROUND)
    return PageReading(tuple(told), article.title, article.byline, article.published)


def by_trafilatura(data: bytes, name: str) -> PageReading:  # noqa: ARG001 (readers are called alike)
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(data, include_comments=False, with_metadata=True)
    except Exception as problem:  # another program's faults are its own
        return PageReading(failed=repr(problem))
    if found is None:
        return PageReading(failed="nothing found")
    day = found.date
    told = ((BlockKind.PARAGRAPH, found.text or ""),)
    return PageReading(told, found.title, found.author, date.fromisoformat(day[:10]) if day else None)


# -- the page itself ------------------------------------------------------------------------------


def _parsed(data: bytes) -> Any:
    import lxml.html

    source = data.decode("utf-8", "replace").encode("utf-8")
    try:
        return lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.ParserError, ValueError):
        return lxml.html.Element("html")


def _prose(page: Any) -> str:
    paragraphs = (one for one in page.iter("p") if not any(True for _ in one.iterancestors("figcaption")))
    return "\n".join(" ".join(paragraph.itertext()) for paragraph in paragraphs)


def _captions(page: Any) -> Iterator[str]:
    """The words of each <figcaption> that is long enough, below a picture, and printed nowhere else on the page."""
    told = " ".join(words(_prose(page)))
    for caption in page.iter("figcaption"):
        figure = next(caption.iterancestors("figure"), caption)
        printed = " ".join(" ".join(caption.itertext()).split())
        named = words(printed)
        is_picture = all(caption in other.iterancestors() for other in figure.iter("blockquote", "table", "pre", "p"))
        if is_picture and len(named) >= _LEAST_CAPTION and " ".join(named) not in told:
            yield printed
