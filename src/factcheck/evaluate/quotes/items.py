"""Gold and found quotations brought into one shape, so that they can be compared.

Invariant: both sides go through the same trimming, splitting and telling of kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.domain import Quotation, QuotationKind, Span
from factcheck.evaluate.quotes.classes import classes_of, is_pronoun
from factcheck.evaluate.quotes.gold import GoldDocument
from factcheck.evaluate.quotes.kinds import inside_marks, kind_of
from factcheck.language.tokens import WORD

_EDGES = "\"'`‘’‚‛“”„‟«»‹›.,;:"
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Convention:
    """What counts. ``speech_only``: beliefs, wishes and decrees of the gold are neither asked for
    nor held against anybody. ``pieces``: each stretch within a paragraph counts by itself, because
    some annotators join a quotation that goes on and others do not."""

    speech_only: bool = False
    pieces: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One quotation. ``words`` are the offsets where its words begin; ``optional`` ones may be missed."""

    content: tuple[Span, ...]
    words: frozenset[int]
    kind: QuotationKind
    source: tuple[Span, ...]
    source_text: str
    speaker: str
    optional: bool = False
    classes: frozenset[str] = frozenset()

    @property
    def pronoun(self) -> bool:
        """Whether the source is a pronoun and nothing else."""
        return is_pronoun(self.source_text)


def items_of(
    document: GoldDocument, found: Iterable[Quotation], convention: Convention
) -> tuple[list[Item], list[Item]]:
    """The gold quotations of ``document`` and those ``found`` in it. A content of nothing but marks is left out."""
    text, inside = document.text, inside_marks(document.text)
    cut = _pieces if convention.pieces else _whole
    gold, ours = [], []
    for marked in document.quotations:
        optional, classes = convention.speech_only and not marked.spoken, classes_of(marked, text)
        for content in cut(text, marked.content):
            item = _item(text, content, inside, marked.source, marked.speaker)
            kind = item.kind if convention.pieces else marked.kind or item.kind
            gold.append(replace(item, kind=kind, optional=optional, classes=classes))
    for quotation in found:
        source = (quotation.source,) if quotation.source else ()
        speaker = quotation.speaker.name if quotation.speaker else ""
        ours += [_item(text, content, inside, source, speaker) for content in cut(text, quotation.content)]
    return [item for item in gold if item.words], [item for item in ours if item.words]


def _whole(_text: str, content: Sequence[Span]) -> Iterator[Sequence[Span]]:
    yield content


def _pieces(text: str, content: Sequence[Span]) -> Iterator[Sequence[Span]]:
    for span in content:
        yield from ([Span(*line.span())] for line in _LINE.finditer(text, *span))


def _item(text: str, content: Iterable[Span], inside: bytearray, source: tuple[Span, ...], speaker: str) -> Item:
    """The quotation without marks and punctuation at its edges; its kind is read from the marks."""
    trimmed = tuple(span for span in (_trimmed(text, span) for span in sorted(content)) if span.start < span.end)
    return Item(
        content=trimmed,
        words=frozenset(word.start() for span in trimmed for word in WORD.finditer(text, *span)),
        kind=kind_of(text, trimmed, inside),
        source=source,
        source_text=" ".join(span.of(text) for span in source),
        speaker=speaker,
    )


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    return Span(start, end)
