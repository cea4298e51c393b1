"""A document whose format has been understood, and whose lines have not.

Invariant: lines are in order, never overlap, and slice the draft's text to whole words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from factcheck.domain import BlockKind, Span


class Line(NamedTuple):
    """A stretch of the text that is one thing. ``hint`` is what the markup says it is."""

    span: Span
    hint: BlockKind | None = None


class Piece(NamedTuple):
    """Words of a marked-up document, and what the markup says they are."""

    words: str
    hint: BlockKind | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says of itself, or what the user says of it; None where nothing is said."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document after its format has been understood and before its lines have."""

    text: str
    lines: tuple[Line, ...]
    metadata: Metadata = field(default_factory=Metadata)
    addresses: str = ""  # where picture addresses may be found


def drafted(pieces: Sequence[Piece], metadata: Metadata, addresses: str) -> Draft:
    """The pieces as one text, a blank line between any two."""
    lines, parts, at = [], [], 0
    for piece in pieces:
        if words := piece.words.strip():
            lines.append(Line(Span(at, at + len(words)), piece.hint))
            parts.append(words)
            at += len(words) + 2
    return Draft("\n\n".join(parts), tuple(lines), metadata, addresses)


def trimmed(text: str, span: Span) -> Span:
    """``span`` without white space at its ends."""
    words = span.of(text)
    left = span.start + len(words) - len(words.lstrip())
    return Span(left, max(left, span.start + len(words.rstrip())))
