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
from factcheck.articles.lines import caption_lines, is_byline
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
_BYLINE_CLASS = re.compile(r"byline|author", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that lxml reads but will not write
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
    visible = " ".join(page.text_content().split())
    byline = _printed_byline(page)
    addresses = " ".join(picture.get("src") or "" for picture in page.iterfind(".//img"))
    captions = _with_placeholders(page)
    document = _extracted(page)
    if document is None:
        return Draft("", ())
    body = list(_pieces(document.body, captions))
    if not any(piece.hint in (None, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE) for piece in body):
        return Draft("", ())
    said = _metadata(document, byline)
    return drafted(_with_head(body, said, visible), said, addresses)


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


def _with_head(pieces: Iterable[Piece], said: Metadata, visible: str) -> list[Piece]:
    """The body under its title, standfirst and byline, where the page prints these and the body lacks them."""
    body = [piece for piece in pieces if piece.words]
    at = next(
        (k for k, piece in enumerate(body) if piece.hint is BlockKind.TITLE or _same(piece.words, said.title)), -1
    )
    before, after = body[: at + 1], body[at + 1 :]
    if before:
        before[-1] = Piece(before[-1].words, BlockKind.TITLE)
    elif said.title:
        before = [Piece(said.title, BlockKind.TITLE)]
    for words, kind in ((said.standfirst, BlockKind.STANDFIRST), (said.byline, BlockKind.BYLINE)):
        place = next((k for k, piece in enumerate(after[:3]) if _same(piece.words, words)), None)
        if place is not None:
            before += [*after[:place], Piece(after[place].words, kind)]
            after = after[place + 1 :]
        elif words and " ".join(words.split()) in visible and not any(words[:60] in piece.words for piece in after[:3]):
            before.append(Piece(words, kind))
    return [*before, *after]


def _printed_byline(page: Any) -> str | None:
    """The shortest line that the page itself marks as its byline and that names somebody."""
    lines = [
        _words(element)
        for element in page.iter("p", "div", "span", "a", "address")
        if _BYLINE_CLASS.search(" ".join(element.get(name) or "" for name in ("class", "rel", "itemprop")))
    ]
    return min((line for line in lines if is_byline(line)), key=len, default=None)


def _same(words: str, other: str | None) -> bool:
    return other is not None and words.casefold() == " ".join(other.split()).casefold()
