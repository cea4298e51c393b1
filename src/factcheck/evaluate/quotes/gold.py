"""Gold files: a document with its annotated quotations a line, plain or compressed with gzip.

Invariant: a document that is returned has spans that lie in its text, and a text that reading
leaves as it is; a line that has not is returned as the ItemError that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck import articles
from factcheck.domain import Article, QuotationKind, Span
from factcheck.files import ItemError, Record, read_records

_UNSPOKEN = frozenset({"attitude", "other"})
_SHAPE = '{"doc_id", "text", "quotes": [{"content": [[start, end]], "cue", "source"}]}'


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """A quotation as a person marked it. ``spoken`` is False for beliefs, wishes and decrees."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: QuotationKind | None = None
    speaker: str = ""
    spoken: bool = True


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text, read as ``factcheck quotes`` reads it, and its quotations."""

    id: str
    article: Article
    quotations: tuple[GoldQuotation, ...]

    @property
    def text(self) -> str:
        return self.article.text


def read_gold(path: str | Path, max_bytes: int = articles.MAX_BYTES) -> Iterator[GoldDocument | ItemError]:
    """The documents of ``path``, an ItemError in the place of each line that holds none.

    A name that ends in .gz is decompressed. Raises InputError if the file itself cannot be read.
    """
    return read_records(path, lambda record: _document(record, max_bytes), _SHAPE, max_bytes)


def _document(record: Record, max_bytes: int) -> GoldDocument:
    name, article = read_document(record, max_bytes)
    return GoldDocument(name, article, tuple(_quotation(item, len(article.text)) for item in record.fields["quotes"]))


def read_document(record: Record, max_bytes: int) -> tuple[str, Article]:
    """The id of a record and its text, read as ``factcheck quotes`` reads it. Raises ValueError if that changes it."""
    name, text = record.name("doc_id"), record.text("text")
    article = articles.parse(text.encode(), format="text", source=record.place, max_bytes=max_bytes, encoding="utf-8")
    if article.text != text:
        raise ValueError(f"{name}: the text is not as it is read (\\n for line ends, no marks of order)")
    return name, article


def _quotation(fields: Mapping[str, Any], length: int) -> GoldQuotation:
    kind, name = fields.get("kind"), fields.get("id", "a quotation")
    content, cue, source = (
        read_spans(fields.get(part), f"{part} of {name}", length) for part in ("content", "cue", "source")
    )
    if not content:
        raise ValueError(f"{name} has no content")
    return GoldQuotation(
        content,
        cue,
        source,
        kind=QuotationKind(kind) if kind in list(QuotationKind) else None,
        speaker=str(fields.get("speaker") or ""),
        spoken=fields.get("cue_class") not in _UNSPOKEN,
    )


def read_spans(pairs: object, what: str, length: int) -> tuple[Span, ...]:
    """``pairs`` of offsets as spans, in order. Raises ValueError, saying ``what`` they are, where one is none."""
    spans = []
    for pair in pairs if isinstance(pairs, list) else []:
        match pair:
            case [int(start), int(end)] if 0 <= start < end <= length:
                spans.append(Span(start, end))
            case _:
                raise ValueError(
                    f"the {what} is {pair}, no span of a text of {length:,} characters; offsets are code points into it"
                )
    return tuple(sorted(spans))
