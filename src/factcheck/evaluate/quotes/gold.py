"""Gold files: a document with its annotated quotations a line, plain or compressed with gzip.

Invariant: a document that is returned has spans that lie in its text, and a text that reading
leaves as it is; a line that has not is returned as the error that names it.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck import articles
from factcheck.domain import Article, QuotationKind, Span
from factcheck.errors import InputError

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


def read_gold(path: str | Path, max_bytes: int = articles.MAX_BYTES) -> Iterator[GoldDocument | InputError]:
    """The documents of ``path``, an error in the place of each line that holds none.

    A name that ends in .gz is decompressed. Raises InputError if the file itself cannot be read.
    """
    file = Path(path)
    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _document(f"{path}, line {number}", line, max_bytes)
    except (OSError, EOFError, zlib.error) as problem:
        reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else problem
        raise InputError(f"{path}: cannot be read ({reason}). Give a gold file in JSONL, or its .gz.") from problem


def _document(place: str, line: bytes, max_bytes: int) -> GoldDocument | InputError:
    try:
        fields = json.loads(line)
        name, text, marked = fields["doc_id"], fields["text"], fields["quotes"]
        if not isinstance(name, str) or not isinstance(text, str) or not isinstance(marked, list):
            raise TypeError
        article = articles.parse(text.encode(), format="text", source=place, max_bytes=max_bytes)
        if article.text != text:
            return InputError(f"{place}: {name}: the text is not as it is read (\\n for line ends, no marks of order).")
        return GoldDocument(name, article, tuple(_quotation(item, len(text)) for item in marked))
    except InputError as problem:
        return problem
    except _SpanError as problem:
        return InputError(f"{place}: {problem}. Offsets are code points into the text.")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return InputError(f"{place}: not a gold document. Write {_SHAPE}, one a line.")


class _SpanError(Exception):
    """What is wrong with a quotation's spans, for the message about its line."""


def _quotation(fields: Mapping[str, Any], length: int) -> GoldQuotation:
    kind, name = fields.get("kind"), fields.get("id", "a quotation")
    content, cue, source = (
        _spans(fields.get(part), f"{part} of {name}", length) for part in ("content", "cue", "source")
    )
    if not content:
        raise _SpanError(f"{name} has no content")
    return GoldQuotation(
        content,
        cue,
        source,
        kind=QuotationKind(kind) if kind in list(QuotationKind) else None,
        speaker=str(fields.get("speaker") or ""),
        spoken=fields.get("cue_class") not in _UNSPOKEN,
    )


def _spans(pairs: object, what: str, length: int) -> tuple[Span, ...]:
    spans = []
    for pair in pairs if isinstance(pairs, list) else []:
        match pair:
            case [int(start), int(end)] if 0 <= start < end <= length:
                spans.append(Span(start, end))
            case _:
                raise _SpanError(f"the {what} is {pair}, no span of a text of {length:,} characters")
    return tuple(sorted(spans))
