"""A saved web page to its article: main text, headings, lists, captions, and what the page says of itself.

Invariant: the words are the page's own and in its order; nothing is fetched, no script runs,
and the day of the run changes nothing.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.articles.draft import Draft, Piece, drafted
from factcheck.articles.pages.blocks import blocks_of
from factcheck.articles.pages.body import choose
from factcheck.articles.pages.head import head_of, with_head
from factcheck.articles.pages.pieces import APART, pieces_of
from factcheck.articles.pages.quotations import sign_quotations
from factcheck.articles.pages.roles import assign, left_out
from factcheck.articles.pages.struck import strike
from factcheck.domain import BlockKind

# Characters that lxml reads but will not write, and references to them.
_NO_XML = bytes(byte if byte >= 0x20 or byte in b"\t\n\r" else 0x20 for byte in range(256))
_NO_CHARACTERS = ("\ufffe", "\uffff")
_REFERENCE = re.compile("&#(?:[xX]0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[efEF])|0*(?:[0-8]|1[124-9]|2\\d|3[01]));")
_OF_HEAD = frozenset("base basefont bgsound link meta noscript script style template title".split())
_DEEPEST = 200  # elements in each other
_TOO_DEEP = ("the page nests more than 2,000 elements in each other: what stands deeper was not read",)
_TOLD = frozenset({None, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})


def draft(source: str) -> Draft:
    """The article of the page ``source``; a draft without lines if the page holds none."""
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = lxml.html.document_fromstring(_encoded(source), parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return Draft("", ())
    too_deep = _TOO_DEEP if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log) else ()
    _close_head(page)
    _flatten(page)
    strike(page)
    head = head_of(page)
    sign_quotations(page)
    pieces, notices = _body(page, lifted=False)
    if not pieces:
        pieces, notices = _body(page, lifted=True)
    if not pieces:
        return Draft("", (), notices=too_deep)
    printed = " ".join(piece.words for piece in pieces).replace(APART, " ")
    headed = with_head(page, [piece for piece in pieces if not piece.dropped], head.said, printed)
    return drafted(_woven(pieces, headed), head.said, head.pictures, (*head.notices, *notices, *too_deep))


def _encoded(source: str) -> bytes:
    """``source`` as lxml takes it: it refuses a str whose first line declares an encoding."""
    for character in _NO_CHARACTERS:
        source = source.replace(character, " ")
    return _REFERENCE.sub(" ", source).encode("utf-8", "replace").translate(_NO_XML)


def _close_head(page: Any) -> None:
    """What no head has begins the body, as in browsers: lxml leaves <article> in a head that no tag closes."""
    head = page.find("head")
    strays = [element for element in (head if head is not None else ()) if element.tag not in _OF_HEAD]
    if strays:
        body = page.find("body")
        if body is None:
            body = page.makeelement("body")
            page.append(body)
        strays[-1].tail, body.text = (strays[-1].tail or "") + (body.text or ""), None
        body[:0] = strays


def _flatten(page: Any) -> None:
    """What is nested too deep to walk comes to stand behind what it stood in, its words in their order."""
    deepest = deque(page.xpath("/*" * _DEEPEST))
    while deepest:
        element = deepest.popleft()
        children = list(element)
        if children:
            children[-1].tail, element.tail = (children[-1].tail or "") + (element.tail or ""), None
        for child in reversed(children):
            element.addnext(child)
        deepest.extend(children)


def _body(page: Any, lifted: bool) -> tuple[list[Piece], tuple[str, ...]]:
    """The blocks of ``page``, kept and dropped, none if it tells nothing, and what to say of them.

    ``lifted``: with what the page hides until a script runs.
    """
    root = page.find("body")
    blocks = blocks_of(page if root is None else root, lifted)
    choose(blocks, page.findtext(".//title") or "")
    assign(blocks)
    pieces = pieces_of(blocks)
    tells = any(piece.hint in _TOLD and not piece.dropped for piece in pieces)
    return (pieces if tells else []), tuple(left_out(blocks))


def _woven(pieces: Sequence[Piece], headed: Sequence[Piece]) -> Iterator[Piece]:
    """``headed`` with what was dropped from ``pieces`` before the piece that it stood before."""
    at = {id(piece): k for k, piece in enumerate(pieces)}
    gone = deque((k, piece) for k, piece in enumerate(pieces) if piece.dropped)
    for piece in headed:
        while gone and gone[0][0] < at.get(id(piece), 0):
            yield gone.popleft()[1]
        yield piece
    yield from (piece for _, piece in gone)
