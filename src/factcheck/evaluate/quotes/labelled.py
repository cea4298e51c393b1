"""Files of labelled findings: a document with what an earlier run found in it, each judged by a person.

Invariant: no document is returned with a finding that nobody judged, or that lies outside its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from factcheck import articles
from factcheck.domain import Article, Span
from factcheck.evaluate.quotes.gold import read_document, read_spans
from factcheck.files import ItemError, Record, ShapeError, read_records

SHAPE = '{"doc_id", "text", "found": [{"content": [[start, end]], "span", "speaker", "speaker_is", "role", "role_is"}]}'


class SpanLabel(StrEnum):
    """What a person says of the words that were found."""

    RIGHT = "right"
    WRONG = "wrong"  # a quotation, but with too many words or too few
    INVENTED = "invented"  # no quotation


class NameLabel(StrEnum):
    """What a person says of the speaker or the role that was found."""

    RIGHT = "right"
    WRONG = "wrong"
    GARBLED = "garbled"  # the right one, with words that are no part of it
    UNRESOLVED = "unresolved"  # described, though the article names whom it means
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A finding and what it is. Of a speaker or a role that nobody judged the label is None."""

    content: tuple[Span, ...]
    span: SpanLabel
    speaker: str = ""
    speaker_is: NameLabel | None = None
    role: str = ""
    role_is: NameLabel | None = None


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A text, read as ``factcheck quotes`` reads it, with the labelled findings of an earlier run."""

    id: str
    article: Article
    findings: tuple[Labelled, ...]


def read_labelled(path: str | Path, max_bytes: int = articles.MAX_BYTES) -> Iterator[LabelledDocument | ItemError]:
    """The documents of ``path`` (JSON lines, or one object in a .json), an ItemError in the place of each that is none.

    Raises InputError if the file itself cannot be read.
    """
    return read_records(path, lambda record: _document(record, max_bytes), SHAPE)


def _document(record: Record, max_bytes: int) -> LabelledDocument:
    name, article = read_document(record, max_bytes)
    numbered = enumerate(record.fields["found"], start=1)
    return LabelledDocument(name, article, tuple(_finding(record, article.text, *item) for item in numbered))


def _finding(record: Record, text: str, number: int, fields: Mapping[str, Any]) -> Labelled:
    content = read_spans(fields.get("content"), f"content of finding {number}", len(text))
    if not content:
        raise ShapeError(f"finding {number} has no content")
    told = Record(record.place, record.number, fields)
    label = fields.get("span")
    if label not in list(SpanLabel):
        raise ValueError(f'{_named(number, text, content)}: "span" is {label!r}; write one of {", ".join(SpanLabel)}')
    try:
        speaker, role = told.choice("speaker_is", NameLabel), told.choice("role_is", NameLabel)
    except ValueError as problem:
        raise ValueError(f"{_named(number, text, content)}: {problem}") from None
    return Labelled(content, SpanLabel(label), told.maybe("speaker") or "", speaker, told.maybe("role") or "", role)


def _named(number: int, text: str, content: Sequence[Span]) -> str:
    return f"finding {number}, “{excerpt(text, content)}”"


def excerpt(text: str, content: Sequence[Span]) -> str:
    """The words of a finding on one line, cut if they are many."""
    words = " ".join(" ".join(span.of(text) for span in content).split())
    return words if len(words) <= 80 else words[:77] + "…"
