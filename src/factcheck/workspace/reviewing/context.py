"""The claim in its paragraphs, what differs from the passage at hand and what both have.

Invariant: the pieces of a paragraph, put together, are the article's own words; no screen is known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.domain import Span
from factcheck.report.beside import in_claim
from factcheck.workspace.reviewing import Review
from factcheck.workspace.reviewing.here import Here

AROUND = 220  # characters of the paragraphs before and behind
_LONGEST = 50_000  # characters of a claim in which what differs is looked for

Marks = list[tuple[Span, str]]


class ContextPiece(NamedTuple):
    """Words of the article. ``claimed``: they are the claim's; ``kind`` says what became of them in the passage at
    hand, as in ``report.beside``."""

    words: str
    claimed: bool = False
    kind: str = ""


class ContextParagraph(NamedTuple):
    """A paragraph; one that is ``aside`` stands before or behind the claim's, and only a part of it is here."""

    pieces: tuple[ContextPiece, ...]
    aside: bool = False


def paragraphs(review: Review, here: Here) -> Iterator[ContextParagraph]:
    """The paragraphs of the claim, and of those before and behind it a part."""
    text, spans = here.article.text, here.claim.spans
    marks = differences(review, here)
    blocks = [block.span for block in here.article.blocks] or [Span(0, len(text))]
    at = [place for place, block in enumerate(blocks) if any(block.overlaps(span) for span in spans)]
    first, last = (at[0], at[-1]) if at else (0, -1)
    if first > 0:
        before = blocks[first - 1]
        start = max(before.start, before.end - AROUND)
        yield _aside(("…" if start > before.start else "") + text[start : before.end])
    if not at:
        yield ContextParagraph(tuple(piece for span in spans for piece in claimed(text, span, marks)))
    for block in blocks[first : last + 1]:
        yield ContextParagraph(tuple(_block(text, block, spans, marks)))
    if at and last + 1 < len(blocks):
        behind = blocks[last + 1].of(text)
        yield _aside(behind[:AROUND] + ("…" if len(behind) > AROUND else ""))


def claimed(text: str, span: Span, marks: Marks) -> Iterator[ContextPiece]:
    """The claim's words at ``span``, cut where what differs and what both have begins and ends."""
    at = span.start
    for place, kind in marks:
        inner = Span(max(place.start, at), min(place.end, span.end))
        if inner.start >= inner.end:
            continue
        yield ContextPiece(text[at : inner.start], True)
        yield ContextPiece(inner.of(text), True, kind)
        at = inner.end
    yield ContextPiece(text[at : span.end], True)


def differences(review: Review, here: Here) -> Marks:
    """Places of the article's text that the passage last looked at shares, or that differ from it."""
    shown = review.evidence
    if not shown or len(here.claim.text) > _LONGEST:
        return []
    evidence = shown[min(review.pending.rank, len(shown)) - 1]
    places = [at for span in here.claim.spans for at in (*range(span.start, span.end), -1)]
    found, at = [], 0
    for one in in_claim(here.claim.text, evidence.judgement.comparison):
        inside = [place for place in places[at : at + len(one.words)] if place >= 0]
        if one.kind and inside:
            found.append((Span(inside[0], inside[-1] + 1), one.kind))
        at += len(one.words)
    return found


def _aside(words: str) -> ContextParagraph:
    return ContextParagraph((ContextPiece(words),), aside=True)


def _block(text: str, block: Span, spans: tuple[Span, ...], marks: Marks) -> Iterator[ContextPiece]:
    at = block.start
    for span in spans:
        inner = Span(max(span.start, at), min(span.end, block.end))
        if inner.start >= inner.end:
            continue
        yield ContextPiece(text[at : inner.start])
        yield from claimed(text, inner, marks)
        at = inner.end
    yield ContextPiece(text[at : block.end])
