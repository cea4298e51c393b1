"""Markdown (CommonMark with tables) to plain text with its structure.

Invariant: the words are the author's, in their order; markup, raw HTML and code are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from factcheck.articles import text
from factcheck.articles.draft import Draft, Piece, drafted
from factcheck.articles.header import KIND_OF, header
from factcheck.articles.lines import caption_lines
from factcheck.articles.rows import rows
from factcheck.domain import BlockKind, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_CONTAINERS = {"blockquote_open": BlockKind.BLOCK_QUOTE, "list_item_open": BlockKind.LIST_ITEM}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def draft(source: str) -> Draft:
    """The text of the Markdown ``source``, its front matter read for what it says of the article."""
    from markdown_it import MarkdownIt

    head = header(source)
    fields = head.fields if head.end else ()
    body = list(_pieces(MarkdownIt("commonmark").enable("table").parse(source[head.end :])))
    printed = {" ".join(piece.words.split()) for piece in body}
    front = [Piece(field.value.of(source), KIND_OF[field.name]) for field in fields if field.name in KIND_OF]
    new = [piece for piece in front if " ".join(piece.words.split()) not in printed]
    return drafted([*new, *body], text.metadata(source, fields, front=True), source)


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    inside: list[BlockKind | None] = []
    cells: list[list[str]] = []
    for token in tokens:
        if token.type == "table_close":
            yield from (Piece(line, BlockKind.ROW, "row of a table") for line in rows(cells, header_rows=1))
            cells = []
        if token.type == "tr_open":
            cells.append([])
        if token.type == "inline" and cells:
            cells[-1].append(_words(token.children or ()))
        elif token.nesting == 1:
            inside.append(_heading(token) if token.type == "heading_open" else _CONTAINERS.get(token.type))
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            hint = next((kind for kind in reversed(inside) if kind is not None), None)
            yield from _inline(token.children or (), hint)


def _heading(token: Token) -> BlockKind:
    return BlockKind.TITLE if token.tag == "h1" else BlockKind.HEADING


def _inline(children: Sequence[Token], hint: BlockKind | None) -> Iterator[Piece]:
    """A paragraph's words, then the captions of the pictures in it."""
    yield Piece(_words(children), hint)
    for child in children:
        if child.type == "image" and child.content.strip():
            for line in caption_lines(child.content, Span(0, len(child.content))):
                yield Piece(line.span.of(child.content), line.hint)


def _words(children: Sequence[Token]) -> str:
    return "".join(
        _BREAKS.get(child.type, child.content if child.type in ("text", "code_inline") else "") for child in children
    )
