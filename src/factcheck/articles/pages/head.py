"""The head of a page: title, standfirst, byline, and what the page says of itself.

Invariant: the words are the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from factcheck.articles.draft import Metadata, Piece
from factcheck.articles.lines import is_byline, is_dateline, is_prose
from factcheck.articles.pages.beside import SET_APART, Beside, shared
from factcheck.articles.pages.body import OPENING
from factcheck.articles.pages.days import days_of
from factcheck.articles.pages.declared import JSON_LD, META, Declared, Stated, declared
from factcheck.articles.pages.markup import class_of, words_of
from factcheck.articles.pages.names import Authors, authors, joined
from factcheck.articles.pages.printed import PrintedByline, printed_byline
from factcheck.domain import BlockKind
from factcheck.language.folding import folded_words
from factcheck.language.people import same_person

_STANDFIRST_CLASS = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:sub-?(?:title|head(?:line|ing)?)|dec?k|summary|excerpt|intro|lede?|description)(?:$|[\s_-])",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """What a page says of itself, and what a person should know of that."""

    said: Metadata
    notices: tuple[str, ...]
    pictures: str  # the addresses of the story's own


def head_of(page: Any) -> Head:
    """What ``page`` says of itself: declared for machines, else printed beside its title."""
    declares = declared(page)
    whole = next((words for element in page.iter("title") if (words := words_of(element))), "")
    beside = Beside(page, [*declares.titles, whole])
    title = _title(beside, declares, whole)
    publisher, publisher_from = _publisher(declares, whole)
    outlets = [publisher or "", *(said.words for said in declares.publishers), *_hosts(declares.url)]
    byline, notices = _byline(declares, printed_byline(beside, outlets), outlets)
    days = days_of(page, declares, beside)
    return Head(
        Metadata(
            title=title,
            standfirst=declares.description,
            byline=byline,
            publisher=publisher,
            published=days.published,
            url=declares.url if _names_a_page(declares.url) else None,
            published_from=days.place,
            publisher_from=publisher_from,
        ),
        (*notices, *days.notices),
        " ".join((*declares.pictures, *(one.get("src") or "" for one in beside.story if one.tag == "img"))),
    )


# -- title and publisher --------------------------------------------------------------------------


def _title(beside: Beside, declares: Declared, whole: str) -> str | None:
    """The heading that says what is declared, else what is declared, without the outlet's name, else a lone <h1>."""
    heading = words_of(beside.title) if beside.title is not None else ""
    if heading and shared(heading, [*declares.titles, whole]):
        return heading
    if declares.titles:
        return _without_outlet(declares.titles[0], declares.publishers)
    return heading or _without_outlet(whole, declares.publishers) or None


def _without_outlet(title: str, publishers: Sequence[Stated]) -> str:
    """ "Bridge closed" of "Bridge closed | Lorn Post"."""
    parts = SET_APART.split(title)
    names = {tuple(folded_words(said.words)) for said in publishers}
    if len(parts) > 1 and (
        tuple(folded_words(parts[-1])) in names or len(parts[-1].split()) <= 4 < len(parts[0].split())
    ):
        return title[: title.rfind(parts[-1])].rstrip(" |·•»–—-:")
    if len(parts) > 1 and tuple(folded_words(parts[0])) in names:
        return title[len(parts[0]) :].lstrip(" |·•»–—-:")
    return title


def _publisher(declares: Declared, whole: str) -> tuple[str | None, str | None]:
    if declares.publishers:
        return declares.publishers[0].words, declares.publishers[0].place
    parts = SET_APART.split(whole)
    names = "".join(_hosts(declares.url))
    behind = parts[-1] if len(parts) > 1 else ""
    if behind and len(behind.split()) <= 4 and "".join(folded_words(behind)) in (names, names.removeprefix("the")):
        return behind, "title"
    return None, None


def _names_a_page(url: str | None) -> bool:
    """Whether ``url`` is more than a site's front page, which some give as the address of each of their pages."""
    parts = urlsplit(url or "")
    return bool(parts.path.strip("/") or parts.query)


def _hosts(url: str | None) -> list[str]:
    """ "lornpost" of https://www.lornpost.example/: what an outlet may be called by its address."""
    match = re.match(r"(?:https?:)?//(?:www\.)?([\w-]+)\.", url or "", re.IGNORECASE)
    return [match[1].replace("-", "").lower()] if match else []


# -- who and when ---------------------------------------------------------------------------------


class _Claim(NamedTuple):
    """Who wrote a page by one of the places that say so."""

    place: str
    names: Authors


def _byline(
    declares: Declared, printed: PrintedByline | None, outlets: Sequence[str]
) -> tuple[str | None, tuple[str, ...]]:
    """Who wrote it, as JSON-LD says, else metadata, else print; people before bodies, and more of them before fewer."""
    claims = _claims(declares, printed, outlets)
    if not claims:
        return None, ()
    first = claims[0]
    agreed = [claim.names for claim in claims if _agree(first.names, claim.names)]
    fullest = max(agreed, key=lambda names: len(names.names))
    is_printed = printed is not None and printed.names in agreed and len(printed.names.names) == len(fullest.names)
    byline = printed.words if printed and is_printed else joined(fullest.names)
    other = next((claim for claim in claims if claim.names not in agreed), None)
    if other is None or not first.names.are_people:
        return byline, ()
    said = ", ".join(f"“{joined(claim.names.names)}” ({claim.place})" for claim in (first, other))
    return byline, (f"the page says two authors: {said}",)


def _claims(declares: Declared, printed: PrintedByline | None, outlets: Sequence[str]) -> list[_Claim]:
    """What the best kind of names is that anything says, in order of trust: of people in full, of people, of bodies."""
    said = {place: [one.words for one in declares.authors if one.place == place] for place in (JSON_LD, META)}
    claims = [_Claim(place, authors(words, outlets)) for place, words in said.items()]
    claims += [_Claim("byline", printed.names)] if printed else []
    named = [claim for claim in claims if claim.names.names]
    people = [claim for claim in named if claim.names.are_people]
    full = [claim for claim in people if any(" " in name for name in claim.names.names)]
    return full or people or named


def _agree(one: Authors, other: Authors) -> bool:
    """Whether each of the fewer names may be one of the more."""
    fewer, more = sorted((one.names, other.names), key=len)
    return all(any(_may_be(name, another) for another in more) for name in fewer)


def _may_be(one: str, other: str) -> bool:
    if "".join(folded_words(one)) == "".join(folded_words(other)) or same_person(one, other):
        return True
    ours, theirs = set(folded_words(one)), set(folded_words(other))
    return ours <= theirs or theirs <= ours


# -- the lines of the head ------------------------------------------------------------------------


def with_head(page: Any, pieces: Iterable[Piece], said: Metadata, printed: str) -> list[Piece]:
    """The body under its title, standfirst and byline, where these are ``printed`` and the body lacks them."""
    before, after = _at_title([piece for piece in pieces if piece.words], said.title)
    for words, kind in ((said.standfirst, BlockKind.STANDFIRST), (said.byline, BlockKind.BYLINE)):
        place = next((k for k, piece in enumerate(after[:3]) if _holds(piece.words, words, kind)), None)
        if place is not None and kind is BlockKind.STANDFIRST and _is_told(after, place, page):
            continue
        if place is not None:
            line = after[place].words
            end = len(line) if kind is BlockKind.STANDFIRST else len(words or "")
            rest = line[end:].lstrip(" ,|·•")
            before += [
                *after[:place],
                Piece(line[:end], kind, after[place].why),
                *([Piece(rest, BlockKind.OTHER)] if rest else []),
            ]
            after = after[place + 1 :]
        elif words and " ".join(words.split()) in printed and not any(words[:60] in piece.words for piece in after[:3]):
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
    is_byline_of = kind is BlockKind.BYLINE and words is not None and not is_prose(printed)
    return _same(printed, words) or (is_byline_of and printed.startswith(f"{words} "))


def _is_told(after: list[Piece], place: int, page: Any) -> bool:
    """Whether the description of a page repeats a paragraph of its story, rather than what stands above the story."""
    piece = after[place]
    follows = after[place + 1].words if place + 1 < len(after) else ""
    is_above = piece.why == OPENING or piece.hint is BlockKind.HEADING
    is_above = is_above or is_byline(follows) or is_dateline(follows)
    return not is_above and not _is_marked(page, piece.words.casefold())


def _is_marked(page: Any, words: str) -> bool:
    """Whether ``page`` itself marks ``words`` as its standfirst."""
    marked = (element for element in page.iterfind(".//*[@class]") if _STANDFIRST_CLASS.search(class_of(element)))
    return any(words_of(element).casefold() == words for element in marked)


def _same(words: str, other: str | None) -> bool:
    return other is not None and words.casefold() == " ".join(other.split()).casefold()
