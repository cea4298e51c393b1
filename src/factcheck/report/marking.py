"""The article with its claims in place.

Invariant: the pieces of all blocks, put together, are the blocks' own text, and no piece
crosses the edge of a claim; so claims may nest, overlap or leave gaps and a form of the
report never has to open a mark inside another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from factcheck.domain import Article, Block, BlockKind, Span
from factcheck.report.model import ArticleReport, ClaimReport


class ClaimNumber(NamedTuple):
    """Where a claim's number stands: behind each of its parts. ``first`` is true once a claim."""

    item: ClaimReport
    first: bool


class MarkedPiece(NamedTuple):
    """A stretch of text that the same claims cover from end to end, and the numbers to print behind it."""

    text: str
    claims: tuple[ClaimReport, ...]
    numbers: tuple[ClaimNumber, ...]


class MarkedBlock(NamedTuple):
    kind: BlockKind
    pieces: tuple[MarkedPiece, ...]

    @property
    def aside(self) -> bool:
        """Markup, navigation and the like that holds no claim: best shown apart from the story."""
        return self.kind is BlockKind.OTHER and not any(piece.claims for piece in self.pieces)


def marked(report: ArticleReport) -> tuple[MarkedBlock, ...]:
    """Every block of the article, and any text between blocks, cut at the edges of the claims."""
    text, seen = report.article.text, set[int]()
    return tuple(
        MarkedBlock(kind, tuple(_pieces(text, span, report.claims, seen))) for kind, span in all_text(report.article)
    )


def numbered(block: MarkedBlock) -> str:
    """The block as plain text with [#N] behind each part of claim N."""
    return "".join(
        piece.text + "".join(f" [#{number.item.number}]" for number in piece.numbers) for piece in block.pieces
    )


def all_text(article: Article) -> Iterator[Block]:
    """The blocks, and what lies between them unless it is white space."""
    at = 0
    for block in (*article.blocks, Block(BlockKind.OTHER, Span(len(article.text), len(article.text)))):
        gap = Span(at, max(at, block.span.start))
        if gap.of(article.text).strip():
            yield Block(BlockKind.OTHER, gap)
        if block.span.start < block.span.end:
            yield block
        at = max(at, block.span.end)


def _pieces(text: str, block: Span, claims: tuple[ClaimReport, ...], seen: set[int]) -> Iterator[MarkedPiece]:
    parts = [
        (Span(max(span.start, block.start), min(span.end, block.end)), item)
        for item in claims
        for place in (item.claim.spans, *item.claim.also)
        for span in place
        if span.overlaps(block)
    ]
    edges = sorted({*block, *(edge for span, _ in parts for edge in span)})
    for start, end in pairwise(edges):
        covering = {item.number: item for span, item in parts if span.contains(Span(start, end))}
        ending = {item.number: item for span, item in parts if span.end == end}
        numbers = tuple(ClaimNumber(item, number not in seen) for number, item in sorted(ending.items()))
        seen.update(ending)
        yield MarkedPiece(text[start:end], tuple(covering.values()), numbers)
