"""A page as its blocks in order: what a browser would set as a line of its own.

Invariant: every word that a reader sees is in exactly one block, in the page's order; only elements that part
lines part blocks, so nothing inside a sentence is lost whatever element it stands in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from factcheck.articles.pages import inline, posts, tables
from factcheck.articles.pages.markup import words_of
from factcheck.articles.pages.struck import struck_words
from factcheck.articles.pages.visible import is_unseen
from factcheck.domain import BlockKind

_PARTING = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noframes ol p pre search section summary
    table tbody td tfoot th thead tr ul""".split()
)
_LINES = frozenset("p li dd dt td th h1 h2 h3 h4 h5 h6 blockquote figcaption caption summary pre".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
GONE = "embedded post that is gone"
STRUCK = "struck out"
HIDDEN = "hidden until the reader turns to it"
_PARTS = frozenset(("article", "div", "section"))
_STRONG = frozenset("b strong em i u".split())
_CAPTION_NAME = re.compile(r"(?:^|[\s_-])caption", re.IGNORECASE)
_GLUED_MARK = re.compile(r"(?<=[\w.,;:!?”\"’)])(?:\[\d{1,3}\])+")
_NAMING = ("class", "role", "itemprop", "rel", "data-component", "data-testid")
_FEWEST_ASKED = 3  # words of a question
_LONGEST_ID = 24  # characters; a longer one is made of the words of a heading
_BY = re.compile(r"\s*By (?:[A-Z][\w.'’-]*\s*){2,5}$")
_BLANK_LINE = re.compile(r"\n\s*\n")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Box:
    """An element that parts blocks, with what it says of itself in one line of small letters."""

    __slots__ = ("_names", "element", "headed", "mass", "parent", "tag", "titled")

    def __init__(self, element: Any, parent: Box | None) -> None:
        self.element, self.parent, self.tag = element, parent, element.tag
        self._names: str | None = None
        self.mass = 0  # characters of prose
        self.headed = self.titled = False  # whether a heading stands in it, and an <h1>

    @property
    def names(self) -> str:
        if self._names is None:
            self._names = names_of(self.element)
        return self._names


class PageBlock:
    """A stretch of words between two elements that part lines."""

    __slots__ = ("bold", "box", "dropped", "hint", "linked", "links", "names", "why", "words")

    def __init__(self, words: str, box: Box, linked: int = 0, bold: int = 0, names: str = "", links: int = 0) -> None:
        self.words, self.box, self.linked, self.bold, self.names, self.links = words, box, linked, bold, names, links
        self.hint: BlockKind | None = None
        self.why = ""
        self.dropped = False

    def drop(self, why: str) -> None:
        self.dropped, self.why = True, why

    def take_back(self) -> None:
        """Makes a block open again that was left out for what it is called."""
        if self.dropped and self.why not in (HIDDEN, GONE, STRUCK):
            self.dropped, self.why = False, ""

    def keep(self, hint: BlockKind, why: str) -> None:
        self.dropped, self.hint, self.why = False, hint, why

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.words.replace(" ", "")))


def names_of(element: Any) -> str:
    """Class, id and the like of ``element``: "relatedLinks_x" as "related-links-x". A heading's id is its words'."""
    get = element.get
    said = [value for name in _NAMING if (value := get(name))]
    name = get("id") if element.tag not in HEADINGS else None
    if name and len(name) <= _LONGEST_ID:
        said.append(name)
    return _plain(" ".join(said)) if said else ""


@lru_cache(maxsize=4096)
def _plain(names: str) -> str:
    return _HUMP.sub("-", names).lower().replace("_", "-")


def blocks_of(root: Any, lifted: bool = False) -> list[PageBlock]:
    """The blocks of the page below ``root``; with what it hides where ``lifted``."""
    walk, box = _Walk(lifted), Box(root, None)
    walk.into(root, box)
    walk.flush(box)
    return walk.blocks


def _words_in(element: Any) -> str:
    return " ".join(block.words for block in blocks_of(element) if not block.dropped)


def _is_caption(box: Box) -> bool:
    return box.tag in ("figcaption", "figure") or _CAPTION_NAME.search(box.names) is not None


class _Walk:
    def __init__(self, lifted: bool) -> None:
        self.blocks: list[PageBlock] = []
        self._lifted = lifted
        self._parts: list[str] = []
        self._said = self._linked = self._bold = 0  # characters of the block so far
        self._links = 0
        self._in_link = self._in_bold = 0
        self._breaks = 0
        self._pictured = False
        self._sole = ("", -1)  # the names of the one inline element that held all words so far, and how many

    def into(self, element: Any, box: Box) -> None:
        self._say(element.text, box)
        for child in element:
            if isinstance(child.tag, str):
                self._visit(child, box)
            self._say(child.tail, box)

    def _visit(self, element: Any, box: Box) -> None:
        tag = element.tag
        if tag == "br":
            self._breaks += 1
        elif tag == "img" or tag == "amp-img":
            self._pictured |= not self._said
            self._say(inline.drawn(element), box)
        elif tag == "noscript" and (post := posts.within(element)) is not None:
            self._post(post, box)
        elif words := struck_words(element):
            self._gone(words, box, STRUCK)
        elif is_unseen(element, self._lifted):
            self._hidden_part(element, box)
        elif tag == "sup" and (mark := inline.raised(element, "".join(self._parts[-3:]))) is not None:
            self._say(mark, box)
        elif (tag == "a" or tag == "span") and inline.is_note_mark(element):
            return
        elif tag in _PARTING or ("-" in tag and not self._is_inline(element, box)):
            self._part(element, box)
        else:
            self._inline(element, box)

    def _hidden_part(self, element: Any, box: Box) -> None:
        """Notes what a page shows only when its reader turns to it: a part called as one before it that is shown."""
        before = element.getprevious()
        if element.tag not in _PARTS or before is None or before.tag != element.tag or is_unseen(before):
            return
        if set((before.get("class") or "").split()) & set((element.get("class") or "").split()):
            first = len(self.blocks)
            self._part(element, box)
            for block in self.blocks[first:]:
                block.drop(HIDDEN)

    def _is_inline(self, element: Any, box: Box) -> bool:
        """Whether an element of a page's own making stands in a line, rather than around some."""
        is_among_words = self._said > 0 or bool((element.tail or "").strip())
        return box.tag in _LINES or (is_among_words and not any(one.tag in _PARTING for one in element.iter()))

    def _part(self, element: Any, box: Box) -> None:
        self.flush(box)
        inner = Box(element, box)
        if posts.is_post(element):
            self._post(element, box)
        elif element.tag == "table" and (rows := tables.rows_of(element, _words_in)) is not None:
            for row in rows:
                self._add(PageBlock(row, inner), BlockKind.ROW, "row of a table")
        else:
            self.into(element, inner)
            self.flush(inner)

    def _post(self, element: Any, box: Box) -> None:
        self.flush(box)
        inner = Box(element, box)
        for words, hint in posts.read(element):
            self._add(PageBlock(words, inner), hint, "embedded post")
        if not self.blocks or self.blocks[-1].box is not inner:
            self._gone(words_of(element), inner, GONE)

    def _gone(self, words: str, box: Box, why: str) -> None:
        self.blocks.append(PageBlock(words, box))
        self.blocks[-1].drop(why)

    def _inline(self, element: Any, box: Box) -> None:
        tag = element.tag
        is_link, is_bold = tag == "a" or tag == "button", tag in _STRONG
        names = names_of(element) if element.attrib and not self._said else ""
        is_credit = "credit" in (element.get("class") or "") and _is_caption(box)
        if is_credit:
            self.flush(box)
            names = names_of(element)
        self._in_link += is_link
        self._links += is_link
        self._in_bold += is_bold
        self._say("“" if tag == "q" else None, box)
        self.into(element, box)
        self._say("”" if tag == "q" else None, box)
        self._say(" " if tag == "time" and not element.tail and element.getnext() is not None else None, box)
        self._in_link -= is_link
        self._in_bold -= is_bold
        if names and self._said:
            self._sole = (names, self._said)
            if is_credit or (self._pictured and _CAPTION_NAME.search(names)):
                self.flush(box)

    def _say(self, words: str | None, box: Box) -> None:
        if not words:
            return
        if not words.isspace():
            size = len("".join(words.split()))
            if self._breaks > 1 or (self._breaks and (self._asks() or _BY.match(words))):
                self.flush(box)
            elif self._breaks:
                self._parts.append(" ")
            self._breaks = 0
            self._said += size
            self._linked += size if self._in_link else 0
            self._bold += size if self._in_bold else 0
        self._parts.append(words)

    def _asks(self) -> bool:
        """Whether all that was said is a question in bold: the answer below it is a block of its own."""
        words = "".join(self._parts).split() if self._bold == self._said else []
        return len(words) >= _FEWEST_ASKED and words[-1].endswith("?")

    def flush(self, box: Box) -> None:
        """Ends a block: what was said since the last is one, if it is anything."""
        if self._said:
            names, held = self._sole
            said = "".join(self._parts)
            for part in _BLANK_LINE.split(said) if box.tag == "pre" else (said,):
                words = " ".join(part.split())
                words = _GLUED_MARK.sub("", words) if "[" in words else words
                block = PageBlock(
                    words, box, self._linked, self._bold, names if held == self._said else "", self._links
                )
                self.blocks.extend([block] if words else [])
            self._pictured = False
        self._parts.clear()
        self._said = self._linked = self._bold = self._breaks = 0
        self._sole = ("", -1)
        self._links = int(self._in_link > 0)

    def _add(self, block: PageBlock, hint: BlockKind | None, why: str) -> None:
        block.hint, block.why = hint, why
        self.blocks.append(block)
