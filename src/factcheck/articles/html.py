"""A saved web page to its article: main text, headings, lists, captions, and what the page says of itself.

Invariant: the words are the page's own and in its order; nothing is fetched, no script runs,
and the day of the run changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from factcheck.articles import dates
from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.articles.lines import caption_lines, is_byline, is_dateline
from factcheck.domain import BlockKind, Span

_DATE_SEARCH = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_KIND_OF = {
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "quote": BlockKind.BLOCK_QUOTE,
    "cell": BlockKind.OTHER,
    "code": BlockKind.OTHER,
}
_BLOCKS = frozenset({"body", "p", "list", "table", "row", "lb", "graphic", "div", *_KIND_OF})
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])caption", re.IGNORECASE)
_CREDIT_CLASS = re.compile(r"credit|copyright|attribution|photographer", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:and|&|,|with)(?:\s|$)", re.IGNORECASE)  # another name follows
_BY = re.compile(r"by\b", re.IGNORECASE)
_LONGEST_NAME = 4  # words
_BYLINE_CLASS = re.compile(r"byline|author", re.IGNORECASE)
_PART_CLASS = re.compile(r"(?:^|[_-])(?:body|content|text|article|story|entry|post)(?:$|[_-])", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|promo|teaser|card|sidebar|widget|comments?|nav|footer|more|popular|trending)",
    re.IGNORECASE,
)
_STANDFIRST_CLASS = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:sub-?(?:title|head(?:line|ing)?)|dec?k|summary|excerpt|intro|lede?|description)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that lxml reads but will not write
_PROSE_CELL = 80  # characters in a cell from which on it is no datum
_PROSE_PARAGRAPH = 40  # characters of a paragraph that tells a story
_LONGEST_CAPTION = 600  # characters; longer is an article in a wrapper with an odd name


def draft(source: str) -> Draft:
    """The article of the page ``source``; a draft without lines if the page holds none."""
    import lxml.html

    # Encoded again, because lxml refuses a str whose first line declares an encoding.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = lxml.html.document_fromstring(_NO_XML.sub(" ", source).encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return Draft("", ())
    _mark_quotations(page)
    _sign_quotations(page)
    _open_layout_tables(page)
    _join_parts(page)
    visible = " ".join(page.text_content().split())
    byline = _printed_byline(page)
    described = _marked_standfirsts(page)
    addresses = " ".join(picture.get("src") or "" for picture in page.iterfind(".//img"))
    captions = _with_placeholders(page)
    document = _extracted(page)
    if document is None:
        return Draft("", ())
    body = list(_pieces(document.body, captions))
    if not any(piece.hint in (None, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE) for piece in body):
        return Draft("", ())
    said = _metadata(document, byline)
    return drafted(_with_head(body, said, visible, described), said, addresses)


def _extracted(page: Any) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        page, include_images=True, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATE_SEARCH)
    )


def _metadata(document: Any, byline: str | None) -> Metadata:
    published = dates.find(document.date or "")
    return Metadata(
        title=document.title,
        standfirst=document.description,
        byline=byline or document.author,
        publisher=document.sitename,
        published=published.day if published else None,
        url=document.url,
    )


# -- captions: trafilatura drops them, but keeps pictures in their places ----------------------


def _with_placeholders(page: Any) -> dict[str, list[Piece]]:
    """Puts a picture in the place of each figure and caption of ``page``; returns their words by its address."""
    captions: dict[str, list[Piece]] = {}
    for element in list(page.iter("figure", "div", "p", "span", "figcaption")):
        if element.getparent() is None or page not in element.iterancestors():
            continue  # went with a figure that held it
        words = _caption_of(element)
        if words:
            element.clear(keep_tail=True)
            element.tag = "p"
            address = f"/factcheck-caption-{len(captions)}.jpg"
            element.append(element.makeelement("img", {"src": address}))
            captions[address] = words
    return captions


def _caption_of(element: Any) -> list[Piece]:
    if any(figure.find(".//blockquote") is not None for figure in (element, *element.iterancestors("figure"))):
        return []  # a pull quote, whose caption says who said it
    if element.tag == "figure":
        element = element.find(".//figcaption")
    elif element.tag != "figcaption" and not _CAPTION_CLASS.search(element.get("class") or ""):
        return []
    if element is None or len(words := _words(element)) > _LONGEST_CAPTION or not words:
        return []
    named = [_words(child) for child in element.iterdescendants() if _CREDIT_CLASS.search(_class(child))]
    credit = next((one for one in named if one and words.endswith(one)), "")
    if credit:
        return [Piece(words[: -len(credit)].strip(), BlockKind.CAPTION), Piece(credit, BlockKind.CREDIT)]
    return [Piece(line.span.of(words), line.hint) for line in caption_lines(words, Span(0, len(words)))]


def _class(element: Any) -> str:
    return element.get("class") or "" if isinstance(element.tag, str) else ""


def _mark_quotations(page: Any) -> None:
    """Writes out the quotation marks that a browser draws around <q>."""
    for element in list(page.iter("q")):
        # A reference such as &#31; may have brought in what a text node cannot be given.
        element.text = "“" + _NO_XML.sub(" ", element.text or "")
        element.tail = "”" + _NO_XML.sub(" ", element.tail or "")
        element.drop_tag()


def _sign_quotations(page: Any) -> None:
    """Sets who is named in <cite>, <footer> or a figure's caption below the block quote, behind a dash."""
    for quote in list(page.iter("blockquote")):
        named = _signature(quote)
        who = _words(named).lstrip("—–- ") if named is not None else ""
        if named is not None and who:
            named.drop_tree()
            below = quote.makeelement("p")
            below.text = _NO_XML.sub(" ", f"— {who}")
            quote.addnext(below)


def _signature(quote: Any) -> Any:
    """The element that says whose words ``quote`` holds, if one does: not a title cited in the middle of them."""
    named = [element for element in quote.iter("footer", "cite") if next(element.iterancestors("blockquote")) is quote]
    footer = next((element for element in named if element.tag == "footer"), None)
    if footer is not None:
        return footer
    if named:
        last = named[-1]
        return last if _words(quote).endswith(_words(last)) and _words(quote) != _words(last) else None
    figure = next(quote.iterancestors("figure"), None)
    return figure.find(".//figcaption") if figure is not None else None


# -- one article in one place: trafilatura takes the first container and reads tables as data ---


def _open_layout_tables(page: Any) -> None:
    """Makes plain divisions of the tables that set the page and hold no data."""
    for table in list(page.iter("table")):
        cells = [len(_words(cell)) for cell in table.iter("td") if cell.find(".//td") is None]
        if table.find(".//th") is None and 2 * sum(size for size in cells if size >= _PROSE_CELL) > sum(cells):
            for element in [table, *table.iterdescendants("tbody", "tr", "td")]:
                if next(element.iterancestors("table"), table) is table:
                    element.tag = "div"


def _join_parts(page: Any) -> None:
    """Brings the parts of an article that stands in several containers of one kind into the first of them."""
    firsts: dict[tuple[str, str], Any] = {}
    for element in list(page.iter("article", "section", "div")):
        if not _tells(element):
            continue
        keys = [(element.tag, name) for name in _class(element).split() if _PART_CLASS.search(name)]
        keys = keys or ([("article", "")] if element.tag == "article" else [])
        first = next((firsts[key] for key in keys if key in firsts), None)
        if first is None:
            firsts.update((key, element) for key in keys)
        elif first not in element.iterancestors() and element.find(".//h1") is None:
            first.extend(list(element))
            element.drop_tree()


def _tells(element: Any) -> bool:
    """Whether ``element`` itself holds paragraphs of a story, rather than the teasers of others."""
    about = (_class(one) for one in (element, *element.iterancestors()))
    if any(map(_ELSEWHERE.search, about)) or any(True for _ in element.iterancestors("aside", "nav", "footer")):
        return False
    if any(heading.find(".//a") is not None for heading in element.iter("h2", "h3", "h4")):
        return False
    return any(len(_words(paragraph)) >= _PROSE_PARAGRAPH for paragraph in element.findall("p"))


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


# -- the body -----------------------------------------------------------------------------------


def _pieces(body: Any, captions: dict[str, list[Piece]]) -> Iterator[Piece]:
    """The blocks of trafilatura's ``body`` in order, captions put back where their pictures stand."""
    from lxml import etree

    inside: list[BlockKind] = []
    words: list[str] = []

    def flushed() -> Iterator[Piece]:
        yield Piece(" ".join("".join(words).split()), inside[-1] if inside else None)
        words.clear()

    for event, node in etree.iterwalk(body, events=("start", "end")):
        if node.tag in _BLOCKS:
            yield from flushed()
        if event == "start":
            if node.tag in _KIND_OF:
                inside.append(BlockKind.TITLE if node.get("rend") == "h1" else _KIND_OF[node.tag])
            yield from captions.pop(node.get("src"), ())
            words.append(node.text or "")
        else:
            if node.tag in _KIND_OF:
                inside.pop()
            words.append(node.tail or "")
    yield from flushed()


# -- the head -----------------------------------------------------------------------------------


def _with_head(pieces: Iterable[Piece], said: Metadata, visible: str, described: frozenset[str]) -> list[Piece]:
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


def _marked_standfirsts(page: Any) -> frozenset[str]:
    """The words, in lower case, of what the page itself marks as its standfirst."""
    marked = (element for element in page.iter() if _STANDFIRST_CLASS.search(_class(element)))
    return frozenset(_words(element).casefold() for element in marked)


def _printed_byline(page: Any) -> str | None:
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
    return any(one.tag in ("aside", "nav", "footer") or _ELSEWHERE.search(_class(one)) for one in around)


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
    return alone and named and "byline" in _class(element).lower()


def _same(words: str, other: str | None) -> bool:
    return other is not None and words.casefold() == " ".join(other.split()).casefold()
