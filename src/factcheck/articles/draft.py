"""A document whose format has been understood, and whose lines have not.

Invariant: lines are in order, never overlap, and slice the draft's text to whole words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from factcheck.domain import BlockKind, Place, Span


class Line(NamedTuple):
    """A stretch of the text that is one thing. ``hint`` is what the markup says it is, ``why`` by which rule."""

    span: Span
    hint: BlockKind | None = None
    why: str = ""


class Piece(NamedTuple):
    """Words of a marked-up document, and what the markup says they are.

    ``why`` is, in a few words, the rule that decided. ``dropped`` words are printed and are no part of the article.
    ``place`` is the page, time or row that begins here: "p. 3".
    """

    words: str
    hint: BlockKind | None = None
    why: str = ""
    dropped: bool = False
    place: str = ""


class Dropped(NamedTuple):
    """Words that were printed and are no part of the text: before which offset of it they stood, and why they went."""

    at: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says of itself, or what the user says of it; None where nothing is said."""

    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    published_from: str | None = None  # where it was read; without a word, in the metadata
    publisher_from: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document after its format has been understood and before its lines have."""

    text: str
    lines: tuple[Line, ...]
    metadata: Metadata = field(default_factory=Metadata)
    addresses: str = ""  # where picture addresses may be found
    notices: tuple[str, ...] = ()  # what a person should know of how it was read
    places: tuple[Place, ...] = ()
    dropped: tuple[Dropped, ...] = ()  # in order


def drafted(pieces: Iterable[Piece], metadata: Metadata, addresses: str = "", notices: tuple[str, ...] = ()) -> Draft:
    """The pieces as one text, a blank line between any two."""
    lines: list[Line] = []
    parts: list[str] = []
    places: list[Place] = []
    dropped: list[Dropped] = []
    at = 0
    for piece in pieces:
        words = piece.words.strip()
        if piece.place:
            places.append(Place(at, piece.place))
        if words and piece.dropped:
            dropped.append(Dropped(at, words, piece.why))
        elif words:
            lines.append(Line(Span(at, at + len(words)), piece.hint, piece.why))
            parts.append(words)
            at += len(words) + 2
    return Draft(
        "\n\n".join(parts),
        tuple(lines),
        metadata,
        addresses,
        notices=notices,
        places=tuple(places),
        dropped=tuple(dropped),
    )


def trimmed(text: str, span: Span) -> Span:
    """``span`` without white space at its ends."""
    words = span.of(text)
    left = span.start + len(words) - len(words.lstrip())
    return Span(left, max(left, span.start + len(words.rstrip())))
