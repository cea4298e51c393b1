"""Who wrote a page and when, as a reader sees it printed beside the title.

Invariant: what stands in a card, a comment, a list of other stories or the foot of the page names no author and no day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from factcheck.articles import dates
from factcheck.articles.lines import is_byline, is_dateline, is_prose
from factcheck.articles.pages.beside import APART, LINE, Beside
from factcheck.articles.pages.markup import class_of, words_of
from factcheck.articles.pages.names import Authors, authors, joined, without_label

_AUTHOR = re.compile(r"by-?line|(?:^|[\s_-])by(?:$|\s)|author|writer|contributor|reporter", re.IGNORECASE)
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|by|profiles?|contributors?|journalists?|reporters?|staff|people|writers?)/[^/]", re.I
)
_DAY = re.compile(r"date|time(?!line)|publish|posted|created|(?:^|[\s_-])meta", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:first )?(?:published|posted|date|publication date|veröffentlicht|erschienen|datum|publié|publicado|pubblicato"
    r"|gepubliceerd)\b",
    re.IGNORECASE,
)
_CALLED_DAY = re.compile(r"(?:^|[\s_-])(?:date|time|timestamp)(?:$|[\s_-])|publish|pub-?date|posted", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_STAMP = re.compile(r"datetime|content|title|data-.*(?:date|time|publi).*")  # attributes
_DASH = re.compile(r"\s*(?:[—–-]{1,2}|\)\.?)\s")
_PLACE = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]*,?\s){0,3}\(")  # "Lorn, (3 May 2026). A bridge …"
_STAMPED = re.compile(r"data-.*publi.*|data-(?:article-)?date")  # of an element that holds the story
_PLAIN = frozenset(("content", "title"))  # attributes that say other things too
_GOES_ON = re.compile(r"(?:and|&|,|with|by|written by|posted by|words by|;)$", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?:written|posted|words|story|report(?:ed|ing)?|text|submitted|article)\s+)?by:?\s+|authors?:\s+",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\d|@|^(?:follow|share|updated|published|posted|in|on|for|view|see|more|email|contact|about)\b", re.IGNORECASE
)
_MARK = re.compile(r"\s*(?:\d|@|[|•·])")
_TEXTUAL = frozenset(
    "p div span h2 h3 h4 h5 h6 li em strong i b cite font td center address small a section header dd".split()
)
_NAMING = ("class", "rel", "itemprop", "id", "data-testid")
_NO_BYLINE = frozenset("img figure body main article input".split())
_SHORT = 60  # characters of a line that is little else than a day
_FEW = 4  # elements within a line


class PrintedByline(NamedTuple):
    """The line as it is printed, without what is no name, and the names in it."""

    words: str
    names: Authors


class PrintedDay(NamedTuple):
    day: date
    place: str


# -- who ------------------------------------------------------------------------------------------


def printed_byline(beside: Beside, outlets: Collection[str]) -> PrintedByline | None:
    """The byline nearest below the title, else above it, else the one name that the page marks further down."""
    bodies: list[PrintedByline] = []
    for elements in (beside.below, beside.above):
        for fits in (_is_marked, _is_linked, _says_by):
            found = _first(list(beside.own(elements, fits)), outlets)
            if found and found.names.are_people:
                return found
            bodies += [found] if found else []
    elsewhere = [
        one
        for element in beside.own(beside.all, _is_marked)
        if (one := _read(element, outlets)) and one.names.are_people
    ]
    named = {one.names.names for one in elsewhere}
    return elsewhere[0] if len(named) == 1 else next(iter(bodies), None)


def _is_marked(element: Any) -> bool:
    get = element.get
    said = [value for name in _NAMING if (value := get(name))] if element.attrib else []
    is_named = bool(said) and element.tag not in _NO_BYLINE and _names_author(" ".join(said))
    return is_named and not _is_in_sentence(element)


def _is_in_sentence(element: Any) -> bool:
    """Whether ``element`` stands among the words of a paragraph that tells: a reporter whom a story names."""
    above = element.getparent()
    words = words_of(above) if above is not None and above.tag == "p" and element.tag != "p" else ""
    return is_prose(words) and without_label(words) == words and len(words) > 2 * len(words_of(element))


@lru_cache(maxsize=4096)
def _names_author(said: str) -> bool:
    return _AUTHOR.search(said) is not None


def _is_linked(element: Any) -> bool:
    return element.tag == "a" and _AUTHOR_ADDRESS.search(element.get("href") or "") is not None


def _says_by(element: Any) -> bool:
    if element.tag not in _TEXTUAL or len(element) > 8:
        return False
    words = words_of(element)
    label = _BY.match(words) if len(words) <= LINE else None
    return label is not None and is_byline("By " + " ".join(words[label.end() :].split()[:4]).rstrip(",|@"))


def _first(elements: Sequence[Any], outlets: Collection[str]) -> PrintedByline | None:
    """The first of ``elements`` that names people, with those that stand beside it and are called the same."""
    read = [(element, one) for element in elements if (one := _read(element, outlets)) is not None]
    at = next((at for at, (_, line) in enumerate(read) if line.names.are_people), None)
    if at is None:
        return read[0][1] if read else None
    element, line = read[at]
    beside = takewhile(lambda other: _is_alike(element, other[0]), read[at:])
    names = authors((name for _, one in beside if one.names.are_people for name in one.names.names), outlets)
    return line if names == line.names else PrintedByline(joined(names.names), names)


def _is_alike(one: Any, other: Any) -> bool:
    alike = one.tag == other.tag and class_of(one) == class_of(other)
    return alike and (
        one.getparent() is other.getparent() or one.getparent().getparent() is other.getparent().getparent()
    )


def _read(element: Any, outlets: Collection[str]) -> PrintedByline | None:
    inner = [
        one for one in element.iterdescendants() if isinstance(one.tag, str) and (_is_marked(one) or _is_linked(one))
    ]
    leaves = [one for one in inner if not any(child in inner for child in one.iterdescendants())]
    whole = _line(list(_pieces(element)))
    names = authors([whole], outlets)
    if leaves:
        parts = authors((_line(list(_pieces(leaf))) for leaf in leaves), outlets)
        full = all(" " in name for name in parts.names)
        if parts.are_people and full and not set(parts.names) <= set(names.names):
            names = parts
    if not names.names:
        return None
    return PrintedByline(_as_printed(" ".join(_pieces(element)), names), names)


def _pieces(element: Any) -> Iterator[str]:
    """The words of ``element``, those of each text node apart."""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag not in APART and one.text and one.text.strip():
            yield " ".join(one.text.split())
        if one is not element and one.tail and one.tail.strip():
            yield " ".join(one.tail.split())


def _line(pieces: Sequence[str]) -> str:
    """One line of what ``pieces`` say up to where they leave the names."""
    line = ""
    for piece in pieces:
        if _STOP.search(piece) and not is_byline(piece):
            cut = _MARK.split(piece)[0]
            if without_label(line):
                return f"{line} {cut}".strip() if _GOES_ON.search(line) else line
            if "@" in piece and cut:
                return f"{line} {cut}".strip()
            continue
        line = f"{line}{_between(line, piece)}{piece}"
    return line


def _between(line: str, piece: str) -> str:
    """What stands between ``line`` and the next of its pieces: a space within names, else a comma."""
    names = without_label(line)
    is_within = not names or _GOES_ON.search(line) or _GOES_ON.match(piece) or piece[0] in ",;&"
    is_one_name = " " not in piece and " " not in names and piece[:1].isupper()
    return "" if not line else " " if is_within or is_one_name else ", "


def _as_printed(words: str, names: Authors) -> str:
    """The stretch of ``words`` that holds the names, with "By"; the names alone if other words stand among them."""
    flat = " ".join(words.split())
    start, end = flat.find(names.names[0]), -1
    for name in names.names:
        end = max(end, flat.find(name) + len(name)) if name in flat else -1
        if end < 0:
            break
    plain = joined(names.names)
    if start < 0 or end < 0 or len(flat[start:end]) > len(plain) + 4:
        return plain
    label = re.search(r"\b(?:(?:written|posted|words|story|reporting|text)\s+)?by:?\s+$", flat[:start], re.IGNORECASE)
    return flat[label.start() if label else start : end]


# -- when -----------------------------------------------------------------------------------------


def printed_day(beside: Beside, order: dates.Order | None) -> PrintedDay | None:
    """The day of publication printed near the title."""
    for fits in (_may_say_when, _is_dated):
        for elements in (beside.below, beside.above):
            found = list(_days(beside.own(elements, fits), order))
            if found:
                return min(found, key=lambda one: one[0])[1]
    return None


def lone_day(beside: Beside, order: dates.Order | None) -> PrintedDay | None:
    """The day printed elsewhere on the page, where it is marked as that of publication and is the only one."""
    for elements, fits in (
        (beside.all, _says_published),
        (beside.around, _is_stamped),
        (beside.story, _is_time),
        (beside.same, _is_called_day),
    ):
        days = {one.day: one for _, one in _days(beside.own(elements, fits), order)}
        if len(days) == 1:
            return next(iter(days.values()))
    return None


def _is_stamped(element: Any) -> bool:
    return any(_STAMPED.fullmatch(name) for name in element.attrib)


def _is_time(element: Any) -> bool:
    return element.tag == "time" and not any(True for _ in element.iterancestors("li", "blockquote"))


def _is_called_day(element: Any) -> bool:
    return _is_time(element) or (
        element.tag in _TEXTUAL and element.tag != "li" and _CALLED_DAY.search(_said(element)) is not None
    )


def _may_say_when(element: Any) -> bool:
    if element.tag == "time" or any(_STAMP.fullmatch(name) and name not in _PLAIN for name in element.attrib):
        return True
    if element.tag not in _TEXTUAL and element.get("itemprop") is None:
        return False
    said = _said(element)
    if said and (_DAY.search(said) or _AUTHOR.search(said)) and len(words_of(element)) <= LINE:
        return True
    return (
        len(element) <= _FEW
        and 6 < len(words := words_of(element)) <= LINE
        and (is_dateline(words) or is_byline(words))
    )


def _is_dated(element: Any) -> bool:
    """Whether ``element`` is a short line that begins or ends with a day, or prose behind one: "Feb. 23, 2025 -- A"."""
    if element.tag not in _TEXTUAL or len(element) > _FEW:
        return False
    if not _FIGURE.search(words_of(element)):
        return False
    words = " ".join(_pieces(element))
    found = dates.find(words, "day first")
    if found is None:
        return False
    says_so = found.span.start == 0 or found.span.end == len(words) or ":" in words or _LABELLED.match(words)
    is_line = len(words) <= _SHORT and bool(says_so)
    opens = found.span.start == 0 or _PLACE.fullmatch(words, 0, found.span.start) is not None
    return is_line or (opens and _DASH.match(words, found.span.end) is not None)


def _says_published(element: Any) -> bool:
    """Whether ``element`` is marked as the day of publication, or is a line that begins with "Published", "Date"."""
    names = ((element.get(name) or "").rpartition(":")[2] for name in ("itemprop", "property"))
    if not {"datePublished", "dateCreated"}.isdisjoint(names) or element.get("pubdate") is not None:
        return True
    if element.tag in ("time", "abbr") and dates.PUBLISHED.search(class_of(element)):
        return True
    if element.tag not in _TEXTUAL or len(element) > 3:
        return False
    words = " ".join((element.text or "").split()) or words_of(element)
    return _LABELLED.match(words) is not None and len(words_of(element)) <= LINE


def _said(element: Any) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "itemprop", "property", "id", "data-testid"))


def _days(elements: Iterator[Any], order: dates.Order | None) -> Iterator[tuple[int, PrintedDay]]:
    """The days that ``elements`` say, each with a rank: 0 is marked as that of publication."""
    for element in elements:
        inner = [one for one in element.iter("time") if one is not element] or [element]
        for one in inner:
            said, words = f"{_said(one)} {_said(element)}", " ".join(_pieces(element))
            day = _published_in(one, words, order)
            if day is None or (dates.CHANGED.search(_said(one)) and not dates.PUBLISHED.search(_said(one))):
                continue
            place = "byline" if _is_marked(element) or is_byline(words) else "dateline"
            yield (0 if dates.PUBLISHED.search(said) or _says_published(one) else 1), PrintedDay(day, place)


def _published_in(element: Any, words: str, order: dates.Order | None) -> date | None:
    """The day in ``element`` that is none of a change: of "Published 3 May 2024, updated 5 May 2024" the first."""
    if day := dates.published(words, order):
        return day
    own = " ".join(_pieces(element))
    if dates.CHANGED.search(words[: words.find(own)][-25:] + own[:12] if own else ""):
        return None
    stamps = (dates.stamped(value, order) for name, value in element.items() if _STAMP.fullmatch(name))
    return next(filter(None, stamps), None)
