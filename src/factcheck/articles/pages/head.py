"""The head of a page: title, standfirst, byline, and what the page says of itself.

Invariant: the words are the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from factcheck.articles import dates
from factcheck.articles.draft import Metadata, Piece
from factcheck.articles.lines import is_byline, is_dateline
from factcheck.articles.pages.markup import ELSEWHERE, class_of, words_of
from factcheck.domain import BlockKind

_GOES_ON = re.compile(r"(?:and|&|,|with)(?:\s|$)", re.IGNORECASE)  # another name follows
_BY = re.compile(r"by\b", re.IGNORECASE)
_LONGEST_NAME = 4  # words
_BYLINE_CLASS = re.compile(r"byline|author", re.IGNORECASE)
_STANDFIRST_CLASS = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:sub-?(?:title|head(?:line|ing)?)|dec?k|summary|excerpt|intro|lede?|description)(?:$|[\s_-])",
    re.IGNORECASE,
)


def metadata_of(document: Any, byline: str | None) -> Metadata:
    published = dates.find(document.date or "")
    return Metadata(
        title=document.title,
        standfirst=document.description,
        byline=byline or document.author,
        publisher=document.sitename,
        published=published.day if published else None,
        url=document.url,
    )


def with_head(pieces: Iterable[Piece], said: Metadata, visible: str, described: frozenset[str]) -> list[Piece]:
    """The body under its title, standfirst and byline, where the page prints these and the body lacks them."""
    before, after = _at_title([piece for piece in pieces if piece.words], said.title)
    for words, kind in ((said.standfirst, BlockKind.STANDFIRST), (said.byline, BlockKind.BYLINE)):
        place = next((k for k, piece in enumerate(after[:3]) if _holds(piece.words, words, kind)), None)
        if place is not None and kind is BlockKind.STANDFIRST and _is_told(after, place, described):
            continue
        if place is not None:
            printed = after[place].words
            end = len(printed) if kind is BlockKind.STANDFIRST else len(words or "")
            rest = printed[end:].lstrip(" ,|·•")
            before += [*after[:place], Piece(printed[:end], kind), *([Piece(rest, BlockKind.OTHER)] if rest else [])]
            after = after[place + 1 :]
        elif words and " ".join(words.split()) in visible and not any(words[:60] in piece.words for piece in after[:3]):
            before.append(Piece(words, kind))
    return [*before, *after]


def _at_title(body: list[Piece], title: str | None) -> tuple[list[Piece], list[Piece]]:
    """``body`` down to its title, which is put on top if it holds none, and below."""
    at = next((k for k, piece in enumerate(body) if piece.hint is BlockKind.TITLE or _same(piece.words, title)), -1)
    before, after = body[: at + 1], body[at + 1 :]
    if before:
        before[-1] = Piece(before[-1].words, BlockKind.TITLE)
    elif title:
        before = [Piece(title, BlockKind.TITLE)]
    return before, after


def _holds(printed: str, words: str | None, kind: BlockKind) -> bool:
    """Whether the line ``printed`` is made of ``words``, or is a byline with the outlet and the day behind them."""
    return _same(printed, words) or (kind is BlockKind.BYLINE and words is not None and printed.startswith(f"{words} "))


def _is_told(after: list[Piece], place: int, described: frozenset[str]) -> bool:
    """Whether the description of a page repeats a paragraph of its story, rather than what stands above the story."""
    piece = after[place]
    follows = after[place + 1].words if place + 1 < len(after) else ""
    is_above = piece.hint is BlockKind.HEADING or is_byline(follows) or is_dateline(follows)
    return not is_above and piece.words.casefold() not in described


def marked_standfirsts(page: Any) -> frozenset[str]:
    """The words, in lower case, of what the page itself marks as its standfirst."""
    marked = (element for element in page.iter() if _STANDFIRST_CLASS.search(class_of(element)))
    return frozenset(words_of(element).casefold() for element in marked)


def printed_byline(page: Any) -> str | None:
    """What the page itself marks as its byline and names somebody: the nearest below its title, else above it."""
    title = page.find(".//h1")
    above: list[str] = []
    below: list[str] = []
    lines = above
    for element in page.iter("h1", "p", "div", "span", "a", "address", "ul"):
        if element is title:
            lines = below
        elif _is_byline_marked(element) and not _is_elsewhere(element) and (line := _byline_of(element)):
            lines.append(line)
            _part(element)
    return next(iter([*below, *reversed(above)]), None)


def _is_byline_marked(element: Any) -> bool:
    return _BYLINE_CLASS.search(" ".join(element.get(name) or "" for name in ("class", "rel", "itemprop"))) is not None


def _part(element: Any) -> None:
    """Puts a space between the words of neighbouring elements, which a browser sets apart by style alone."""
    for child in element.iterdescendants():
        child.tail = child.tail or " "


def _is_elsewhere(element: Any) -> bool:
    around = list(element.iterancestors())
    return any(one.tag in ("aside", "nav", "footer") or ELSEWHERE.search(class_of(one)) for one in around)


def _byline_of(element: Any) -> str | None:
    """The first words of ``element`` that name somebody, without the outlet and the day that may stand beside them."""
    pieces = [" ".join(piece.split()) for piece in element.itertext() if piece.strip()]
    for end in range(1, len(pieces) + 1):
        goes_on = end < len(pieces) and (_GOES_ON.match(pieces[end]) or _GOES_ON.match(pieces[end - 1]))
        if not goes_on and is_byline(line := " ".join(pieces[:end])):
            return line.rstrip(" ,|")
    return pieces[0] if _names_author(element, pieces) else None


def _names_author(element: Any, pieces: list[str]) -> bool:
    """Whether the first of several pieces of a byline is a name without "By": "Ines Dahl | Courts reporter"."""
    first, *rest = pieces or [""]
    alone = bool(rest) and not any(_BY.match(piece) or _GOES_ON.match(piece) for piece in pieces)
    named = is_byline(f"By {first}") and 1 < len(first.split()) <= _LONGEST_NAME
    return alone and named and "byline" in class_of(element).lower()


def _same(words: str, other: str | None) -> bool:
    return other is not None and words.casefold() == " ".join(other.split()).casefold()
