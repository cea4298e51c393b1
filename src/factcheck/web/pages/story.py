"""An article with its claims in place, as much of it as a page can hold.

Invariant: nothing is left out without saying how much, and where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.report.marking import MarkedBlock, MarkedPiece

_A_PART = 60_000  # characters of a part, which ends with a block
_A_PIECE = 20_000  # characters shown of what no claim begins or ends in


class StoryPart(NamedTuple):
    """Some blocks of an article; which part of how many it is, from 1; and how many characters are not shown of
    stretches that are longer than a page."""

    blocks: tuple[MarkedBlock, ...]
    number: int
    of: int
    cut: int


def part_of(blocks: Sequence[MarkedBlock], asked: int) -> StoryPart:
    """Part ``asked`` of an article; the last one if there are not so many."""
    parts = list(_parts(blocks)) or [()]
    number = min(max(asked, 1), len(parts))
    part = parts[number - 1]
    cut = sum(max(0, len(piece.text) - _A_PIECE) for block in part for piece in block.pieces)
    return StoryPart(tuple(map(_shortened, part)), number, len(parts), cut)


def _parts(blocks: Sequence[MarkedBlock]) -> Iterator[tuple[MarkedBlock, ...]]:
    some: list[MarkedBlock] = []
    held = 0
    for block in blocks:
        length = min(_length(block), _A_PART)
        if some and held + length > _A_PART:
            yield tuple(some)
            some, held = [], 0
        some.append(block)
        held += length
    if some:
        yield tuple(some)


def _length(block: MarkedBlock) -> int:
    return sum(len(piece.text) for piece in block.pieces)


def _shortened(block: MarkedBlock) -> MarkedBlock:
    return block._replace(pieces=tuple(map(_short, block.pieces)))


def _short(piece: MarkedPiece) -> MarkedPiece:
    return piece if len(piece.text) <= _A_PIECE else piece._replace(text=f"{piece.text[:_A_PIECE]} …")
