"""Articles out of plain text, and quotations as plain strings."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.domain import Article, Block, BlockKind, Quotation, Span
from factcheck.quotes import extract


class Said(NamedTuple):
    """A quotation in words."""

    content: tuple[str, ...]
    cue: str | None
    source: str | None
    addressee: str | None
    speaker: str | None
    role: str | None
    kind: str
    rule: str


def article(text: str, kinds: dict[int, BlockKind] | None = None) -> Article:
    """An article with a paragraph a line; ``kinds`` says by line number what is something else."""
    blocks, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            kind = (kinds or {}).get(number, BlockKind.PARAGRAPH)
            blocks.append(Block(kind, Span(at, at + len(line))))
        at += len(line) + 1
    return Article(text, tuple(blocks))


def said(text: str, kinds: dict[int, BlockKind] | None = None) -> list[Said]:
    return [in_words(text, quotation) for quotation in extract(article(text, kinds))]


def only(text: str) -> Said:
    found = said(text)
    assert len(found) == 1, found
    return found[0]


def in_words(text: str, quotation: Quotation) -> Said:
    def words(span: Span | None) -> str | None:
        return span.of(text) if span is not None else None

    speaker = quotation.speaker
    return Said(
        tuple(span.of(text) for span in quotation.content),
        words(quotation.cue),
        words(quotation.source),
        words(quotation.addressee),
        speaker.name if speaker else None,
        speaker.role if speaker else None,
        quotation.kind.value,
        quotation.rule,
    )
