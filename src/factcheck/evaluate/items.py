"""Gold and found quotations brought into one shape, so that they can be compared.

Invariant: both sides go through the same trimming, splitting and telling of kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from factcheck.domain import Quotation, QuotationKind, Span
from factcheck.evaluate.classes import classes_of, is_pronoun
from factcheck.evaluate.gold import GoldDocument
from factcheck.evaluate.kinds import inside_marks, kind_of

_EDGES = "\"'`‘’‚‛“”„‟«»‹›.,;:"
_WORD = re.compile(r"\w+")


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
    gold = [item for item in _gold_items(document, convention) if item.words]
    return gold, [item for item in _found_items(document, found, convention) if item.words]


def _gold_items(document: GoldDocument, convention: Convention) -> Iterator[Item]:
    text, inside = document.text, inside_marks(document.text)
    for quotation in document.quotations:
        first = Item(
            *_place(text, quotation.content, inside),
            quotation.source,
            " ".join(span.of(text) for span in quotation.source),
            quotation.speaker,
            optional=convention.speech_only and not quotation.spoken,
            classes=classes_of(quotation, text),
        )
        if convention.pieces:
            yield from _pieces(text, first, quotation.content, inside)
        else:
            yield replace(first, kind=quotation.kind or first.kind)


def _found_items(document: GoldDocument, found: Iterable[Quotation], convention: Convention) -> Iterator[Item]:
    text, inside = document.text, inside_marks(document.text)
    for quotation in found:
        source = (quotation.source,) if quotation.source else ()
        first = Item(
            *_place(text, quotation.content, inside),
            source,
            " ".join(span.of(text) for span in source),
            quotation.speaker.name if quotation.speaker else "",
        )
        if convention.pieces:
            yield from _pieces(text, first, quotation.content, inside)
        else:
            yield first


def _pieces(text: str, item: Item, content: Sequence[Span], inside: bytearray) -> Iterator[Item]:
    for start, end in content:
        for line in re.finditer(r"[^\n]+", text[start:end]):
            where, words, kind = _place(text, [Span(start + line.start(), start + line.end())], inside)
            yield replace(item, content=where, words=words, kind=kind)


def _place(
    text: str, content: Iterable[Span], inside: bytearray
) -> tuple[tuple[Span, ...], frozenset[int], QuotationKind]:
    """The content without marks and punctuation at its edges, the starts of its words, its kind."""
    trimmed = tuple(span for span in (_trimmed(text, span) for span in sorted(content)) if span.start < span.end)
    words = frozenset(word.start() for span in trimmed for word in _WORD.finditer(text, *span))
    return trimmed, words, kind_of(text, trimmed, inside)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _EDGES):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGES):
        end -= 1
    return Span(start, end)
