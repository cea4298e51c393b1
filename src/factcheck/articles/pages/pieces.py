"""Blocks of a page to pieces of an article: headings, list items, quotations, captions.

Invariant: the order is the page's; what was left out stands where it was printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from factcheck.articles.draft import Piece
from factcheck.articles.lines import caption_lines
from factcheck.articles.pages.blocks import Box, PageBlock
from factcheck.articles.pages.body import is_prose
from factcheck.domain import BlockKind, Span

APART = " | "  # stands between the blocks of one piece that was left out
_CODE = re.compile(r"[{}=<>|\\$]|;$")
_KINDS = {
    "h1": BlockKind.TITLE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt"), BlockKind.LIST_ITEM),
    "blockquote": BlockKind.BLOCK_QUOTE,
    "pre": BlockKind.OTHER,
}


def pieces_of(blocks: Sequence[PageBlock]) -> list[Piece]:
    """The pieces of a page; neighbours that one rule leaves out are one piece."""
    return [piece for why, held in groupby(blocks, _dropped_by) for piece in _pieces(list(held), why)]


def _dropped_by(block: PageBlock) -> str:
    return block.why if block.dropped else ""


def _pieces(blocks: list[PageBlock], why: str) -> Iterator[Piece]:
    if why:
        yield Piece(APART.join(block.words for block in blocks), None, why, dropped=True)
        return
    for block in blocks:
        if block.hint is BlockKind.CAPTION:
            for line in caption_lines(block.words, Span(0, len(block.words))):
                yield Piece(line.span.of(block.words), line.hint, block.why)
        else:
            kind, where = _kind(block)
            yield Piece(block.words, block.hint or kind, block.why or where)


def _kind(block: PageBlock) -> tuple[BlockKind | None, str]:
    """What the elements around ``block`` make of it, the nearest that says so, and which that is."""
    box: Box | None = block.box
    while box is not None:
        if box.tag == "pre" and is_prose(block) and not _CODE.search(block.words):
            return None, "prose in <pre>"
        if box.tag in _KINDS:
            return _KINDS[box.tag], f"in <{box.tag}>"
        box = box.parent
    return None, f"in <{block.box.tag}>"
