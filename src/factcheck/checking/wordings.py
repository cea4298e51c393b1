"""From a quotation to the documents that may hold it, and who speaks in them.

Invariant: an article is never compared with itself; what was compared is recorded, also when
nothing was found; whole documents are compared, because a quotation may cross passages.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck import articles, corpus, quotes, store, wording
from factcheck.domain import Article, Claim, ClaimKind, Document, QuotationKind, Span, Speaker, Wording
from factcheck.errors import InputError
from factcheck.files import FileKind, kind_of, strictly
from factcheck.quotes.grammar import marks
from factcheck.store import Session

PASSAGES = 30  # taken from the list by words
DOCUMENTS = 12  # compared with a quotation
_MOST_SPOKEN = 2_000_000  # characters of a document beyond which nobody is asked who speaks in it


def quoted_parts(article: Article, kind: ClaimKind | QuotationKind, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of what is said that stand in quotation marks: all of a direct quotation, some of a mixed one."""
    if kind.value == QuotationKind.DIRECT.value:
        return tuple(spans)
    if kind.value != QuotationKind.MIXED.value:
        return ()
    return marks.inside(article.text, (block.span for block in article.blocks), spans)


def voices_of(document: Document) -> tuple[wording.Spoken, ...]:
    """Who says what in a document: turns of a transcript, and quotations of a report."""
    if len(document.text) > _MOST_SPOKEN:
        return ()
    try:
        article = articles.parse(document.text.encode(), format="text")
    except InputError:
        return ()
    if article.text != document.text:  # the places found there are not places here
        return ()
    return tuple((span, item.speaker) for item in quotes.extract(article) for span in item.content)


class Library:
    """Documents read into words once, however many quotations are looked for in them."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, int], wording.Source] = {}
        self._voices: dict[str, tuple[wording.Spoken, ...]] = {}

    def source(self, document: Document, version: int = 1) -> wording.Source:
        key = (document.id, version)
        if key not in self._sources:
            self._sources[key] = wording.Source(document, version)
        return self._sources[key]

    def voices(self, document: Document) -> tuple[wording.Spoken, ...]:
        if document.id not in self._voices:
            self._voices[document.id] = voices_of(document)
        return self._voices[document.id]

    def compare(
        self, text: str, parts: Sequence[Span], speaker: Speaker | None, sources: Sequence[wording.Source]
    ) -> Wording:
        """The words at ``parts`` of ``text`` beside ``sources``."""
        return wording.compare(wording.quotation(text, parts, speaker), sources, self.voices)

    def in_corpus(
        self,
        session: Session,
        article: Article,
        parts: Sequence[Span],
        speaker: Speaker | None,
        nearest: Sequence[int] = (),
    ) -> Wording:
        """The words at ``parts`` of an article beside the documents that share the rarest of them, and then
        those of the passages ``nearest`` in meaning (by their keys)."""
        words = " ".join(part.of(article.text) for part in parts)
        keys = [*(key for key, _ in store.corpus.search_text(session, words, PASSAGES)), *nearest]
        held = (pair for pair in store.corpus.documents_holding(session, keys) if not _is_itself(article, pair[0]))
        sources = [self.source(*pair) for pair in itertools.islice(held, DOCUMENTS)]
        return self.compare(article.text, parts, speaker, sources)


def _is_itself(article: Article, document: Document) -> bool:
    if article.url and document.url == article.url:
        return True
    if document.text == article.text:
        return True
    return bool(article.title) and (document.title, document.publisher) == (article.title, article.publisher)


def for_claim(
    library: Library, session: Session, article: Article, claim: Claim, nearest: Sequence[int]
) -> Wording | None:
    """What became of the words that a claim has in quotation marks; None if it has none."""
    parts = quoted_parts(article, claim.kind, claim.spans)
    return library.in_corpus(session, article, parts, claim.speaker, nearest) if parts else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A quotation, the parts of it that stand in marks, and what became of them."""

    parts: tuple[Span, ...]
    speaker: Speaker | None
    wording: Wording


def compare_all(article: Article, look: Callable[[Sequence[Span], Speaker | None], Wording]) -> list[Compared]:
    """Every direct and mixed quotation of an article, each looked for by ``look``."""
    found = ((item, quoted_parts(article, item.kind, item.content)) for item in quotes.extract(article))
    return [Compared(parts, item.speaker, look(parts, item.speaker)) for item, parts in found if parts]


def documents_in(file: Path, max_bytes: int) -> Iterator[Document]:
    """The documents of a file: one, named as the file is, or as many as a JSONL file has lines. Raises InputError."""
    if kind_of(file) is FileKind.JSON_LINES:
        yield from strictly(corpus.read_jsonl(file, max_bytes))
        return
    article = articles.read(file, max_bytes=max_bytes)
    yield Document(
        str(file),
        article.text,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
    )
