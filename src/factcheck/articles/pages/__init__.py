"""A saved web page to its article: main text, headings, lists, captions, and what the page says of itself.

Invariant: the words are the page's own and in its order; nothing is fetched, no script runs,
and the day of the run changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from factcheck.articles.draft import Draft, Piece, drafted
from factcheck.articles.lines import caption_lines
from factcheck.articles.pages.head import head_of, marked_standfirsts, with_head
from factcheck.articles.pages.markup import ELSEWHERE, class_of, words_of
from factcheck.domain import BlockKind, Span

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
_PART_CLASS = re.compile(r"(?:^|[_-])(?:body|content|text|article|story|entry|post)(?:$|[_-])", re.IGNORECASE)
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
    head = head_of(page)
    _mark_quotations(page)
    _sign_quotations(page)
    _open_layout_tables(page)
    _join_parts(page)
    visible = " ".join(page.text_content().split())
    described = marked_standfirsts(page)
    addresses = " ".join(picture.get("src") or "" for picture in page.iterfind(".//img"))
    captions = _with_placeholders(page)
    document = _extracted(page)
    if document is None:
        return Draft("", ())
    body = list(_pieces(document.body, captions))
    if not any(piece.hint in (None, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE) for piece in body):
        return Draft("", ())
    return drafted(with_head(body, head.said, visible, described), head.said, addresses, head.notices)


def _extracted(page: Any) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(page, include_images=True, include_comments=False, with_metadata=False)


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
    if element is None or len(words := words_of(element)) > _LONGEST_CAPTION or not words:
        return []
    named = [words_of(child) for child in element.iterdescendants() if _CREDIT_CLASS.search(class_of(child))]
    credit = next((one for one in named if one and words.endswith(one)), "")
    if credit:
        return [Piece(words[: -len(credit)].strip(), BlockKind.CAPTION), Piece(credit, BlockKind.CREDIT)]
    return [Piece(line.span.of(words), line.hint) for line in caption_lines(words, Span(0, len(words)))]


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
        who = words_of(named).lstrip("—–- ") if named is not None else ""
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
        return last if words_of(quote).endswith(words_of(last)) and words_of(quote) != words_of(last) else None
    figure = next(quote.iterancestors("figure"), None)
    return figure.find(".//figcaption") if figure is not None else None


# -- one article in one place: trafilatura takes the first container and reads tables as data ---


def _open_layout_tables(page: Any) -> None:
    """Makes plain divisions of the tables that set the page and hold no data."""
    for table in list(page.iter("table")):
        cells = [len(words_of(cell)) for cell in table.iter("td") if cell.find(".//td") is None]
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
        keys = [(element.tag, name) for name in class_of(element).split() if _PART_CLASS.search(name)]
        keys = keys or ([("article", "")] if element.tag == "article" else [])
        first = next((firsts[key] for key in keys if key in firsts), None)
        if first is None:
            firsts.update((key, element) for key in keys)
        elif first not in element.iterancestors() and element.find(".//h1") is None:
            first.extend(list(element))
            element.drop_tree()


def _tells(element: Any) -> bool:
    """Whether ``element`` itself holds paragraphs of a story, rather than the teasers of others."""
    about = (class_of(one) for one in (element, *element.iterancestors()))
    if any(map(ELSEWHERE.search, about)) or any(True for _ in element.iterancestors("aside", "nav", "footer")):
        return False
    if any(heading.find(".//a") is not None for heading in element.iter("h2", "h3", "h4")):
        return False
    return any(len(words_of(paragraph)) >= _PROSE_PARAGRAPH for paragraph in element.findall("p"))


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
