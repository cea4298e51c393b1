"""From a quotation to the documents that may hold it, and who speaks in them.

Invariant: an article is never compared with itself; what was compared is recorded, also when
nothing was found; whole documents are compared, because a quotation may cross passages.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import articles, corpus, store, wording
from factcheck.checking.quotations import Readings, read, read_document, stored
from factcheck.domain import Article, Claim, Document, Quotation, Span, Speaker, Wording
from factcheck.files import FileKind, kind_of, strictly
from factcheck.language import marks
from factcheck.language.speakers import same_speaker

if TYPE_CHECKING:
    from factcheck.store import Session, Source
    from factcheck.store.dossier import Version

PASSAGES = 30  # taken from the list by words
DOCUMENTS = 12  # compared with a quotation


class Library:
    """Documents read into words and voices once, however many quotations are looked for in them.

    ``readings`` are those of the corpus; without them only documents at hand can be compared.
    """

    def __init__(self, readings: Readings | None = None) -> None:
        self._readings = readings
        self._sources: dict[Version, wording.Source] = {}
        self._voices: dict[str, tuple[wording.Spoken, ...]] = {}

    def source(self, document: Document, version: int = 1) -> wording.Source:
        key = (document.id, version)
        if key not in self._sources:
            self._sources[key] = wording.Source(document, version)
        return self._sources[key]

    def compare(
        self, text: str, parts: Sequence[Span], speaker: Speaker | None, sources: Sequence[wording.Source]
    ) -> Wording:
        """The words at ``parts`` of ``text`` beside ``sources``, whose ids differ."""
        own = {source.document.id: source for source in sources}

        def voices(document: Document) -> tuple[wording.Spoken, ...]:
            if document.id not in self._voices:
                self._voices[document.id] = self._heard(own[document.id])
            return self._voices[document.id]

        return wording.compare(wording.quotation(text, parts, speaker), sources, voices)

    def _heard(self, source: wording.Source) -> tuple[wording.Spoken, ...]:
        """Who says what in a document: turns of a transcript, and quotations of a report."""
        if self._readings is not None:
            found: Sequence[Quotation] = self._readings.of_document(source.document, source.version)
        else:
            reading = read_document(source.document)
            found = reading.quotations if reading else ()
        return tuple(_voices(source.document.text, found, source.turns))

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


def _voices(text: str, found: Sequence[Quotation], turns: Sequence[wording.Spoken]) -> Iterator[wording.Spoken]:
    """Labels tell who speaks in a transcript. Within a turn a quotation tells it only if it stands in marks, and is
    somebody's who has a name; outside of the turns all do."""
    heard = [(span, item.speaker) for item in found for span in item.content]
    told = [(span, one.speaker) for item in found for one in item.within for span in one.content]
    marked = [(span, speaker) for span, speaker in (*told, *heard) if speaker and _in_marks(text, span)]
    yield from ((span, speaker) for span, speaker in marked if any(span.overlaps(turn) for turn, _ in turns))
    yield from ((turn, _in_full(speaker, turn, heard)) for turn, speaker in turns)
    yield from ((span, speaker) for span, speaker in heard if not any(span.overlaps(turn) for turn, _ in turns))


def _in_marks(text: str, span: Span) -> bool:
    return text[max(0, span.start - 1) : span.start] in marks.CLOSER_OF


def _in_full(speaker: Speaker | None, turn: Span, heard: Sequence[wording.Spoken]) -> Speaker | None:
    """Whoever a label names, with the name that the document has for him elsewhere: "Ana Ruiz" of "RUIZ"."""
    for span, other in heard:
        if speaker and other and span.overlaps(turn) and same_speaker(other, speaker):
            return max(other, speaker, key=lambda one: len(one.name))
    return speaker


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
    parts = marks.parts(article, claim.kind, claim.spans)
    return library.in_corpus(session, article, parts, claim.speaker, nearest) if parts else None


@dataclass(frozen=True, slots=True)
class Compared:
    """A quotation, the parts of it that stand in marks, and what became of them."""

    parts: tuple[Span, ...]
    speaker: Speaker | None
    wording: Wording


def said(
    quoted: Article | str, speaker: str | None = None, source: Source | None = None
) -> list[tuple[tuple[Span, ...], Speaker | None]]:
    """What stands in marks in an article, and whose words it is: as stored in ``source``, or as read now. A plain text
    is all in marks, and ``speaker``'s."""
    if isinstance(quoted, str):
        return [((Span(0, len(quoted)),), Speaker(speaker, speaker) if speaker else None)]
    reading = (stored(source, quoted) if source is not None else None) or read(quoted)
    return [(one.parts, one.speaker) for one in reading.quotations if one.parts]


def documents_in(file: Path, max_bytes: int, encoding: str | None = None) -> Iterator[Document]:
    """The documents of a file: one, named as the file is, or as many as a JSONL file has lines. Raises InputError."""
    if kind_of(file) is FileKind.JSON_LINES:
        yield from strictly(corpus.read_jsonl(file, max_bytes))
        return
    article = articles.read(file, max_bytes=max_bytes, encoding=encoding)
    yield Document(
        str(file),
        article.text,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
        places=article.places,
    )
