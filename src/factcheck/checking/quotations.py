"""Texts read into quotations once: articles and documents, as stored or read now.

Invariant: whoever needs the quotations of a text that is stored gets those that are stored with it. Only a text that
nobody has read yet is read; a command that stores anything stores that too. Reading again is ``rereading``'s.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck import articles, quotes, store
from factcheck.domain import Article, Block, BlockKind, Document, Passage, Quotation, Reading, Span
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.store import Session, Source
    from factcheck.store.dossier import Version

MOST_READ = 2_000_000  # characters of a document beyond which it is not read

_LINE = re.compile(r"[^\n]*\S[^\n]*")


def read(article: Article) -> Reading:
    """The quotations of an article as this version of the reader finds them."""
    return Reading(quotes.READER, quotes.extract(article))


def read_document(document: Document) -> Reading | None:
    """The quotations of a document as this version of the reader finds them; None if it is too long to be read."""
    return read(_as_article(document.text)) if len(document.text) <= MOST_READ else None


def _as_article(text: str) -> Article:
    """A document's text in blocks. Where reading it as an article would move its words, every line is a paragraph."""
    try:
        article = articles.parse(text.encode("utf-8", "surrogatepass"), format="text", encoding="utf-8")
    except InputError:
        article = None
    if article is not None and article.text == text:
        return article
    return Article(text, tuple(Block(BlockKind.PARAGRAPH, Span(*line.span())) for line in _LINE.finditer(text)))


def stored(source: Source, article: Article) -> Reading | None:
    """What is stored as read in an article; None if it was not read yet, or with its blocks told apart otherwise."""
    reading = store.dossier.reading_of(source, article.id)
    same = reading is not None and store.dossier.article(source, article.id).blocks == article.blocks
    return reading if same else None


class Readings:
    """The quotations of documents. Each is asked for once; ``fresh`` are those that had to be read now."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Version, Reading | None] = {}
        self.fresh: dict[Version, Reading] = {}

    def of_document(self, document: Document, version: int) -> tuple[Quotation, ...]:
        reading = self._reading((document.id, version), document)
        return reading.quotations if reading else ()

    def of_passage(self, passage: Passage) -> tuple[Quotation, ...]:
        """The quotations of a passage's document as far as their words stand in it, with places in its own text."""
        reading = self._reading((passage.document_id, passage.version))
        if reading is None:  # the document is too long
            return read(_as_article(passage.text)).quotations
        return tuple(_clipped(one, passage.span) for one in reading.quotations if _stands_in(one, passage.span))

    def _reading(self, version: Version, document: Document | None = None) -> Reading | None:
        if version not in self._known:
            self._known[version] = store.dossier.readings_of(self._session, [version]).get(version)
            if self._known[version] is None:
                self._known[version] = self._read(version, document or store.corpus.document(self._session, version))
        return self._known[version]

    def _read(self, version: Version, document: Document) -> Reading | None:
        reading = read_document(document)
        if reading is not None:
            self.fresh[version] = reading
        return reading


def _stands_in(quotation: Quotation, stretch: Span) -> bool:
    return any(span.overlaps(stretch) for span in quotation.content)


def _clipped(quotation: Quotation, stretch: Span) -> Quotation:
    """A quotation with what of its words stands in ``stretch``, counted from its start, and no other places."""
    content = _within(quotation.content, stretch)
    parts = _within(quotation.parts, stretch)
    return replace(quotation, content=content, parts=parts, cue=None, source=None, addressee=None, within=())


def _within(spans: Sequence[Span], stretch: Span) -> tuple[Span, ...]:
    start, end = stretch
    held = (span for span in spans if span.overlaps(stretch))
    return tuple(Span(max(span.start, start) - start, min(span.end, end) - start) for span in held)
