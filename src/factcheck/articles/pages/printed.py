"""Who wrote a page and when, as a reader sees it printed beside the title.

Invariant: what stands in a card, a comment, a list of other stories or the foot of the page names no author and no day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from factcheck.articles import dates
from factcheck.articles.lines import is_byline, is_dateline, is_prose
from factcheck.articles.pages.markup import ELSEWHERE, class_of, words_of
from factcheck.articles.pages.names import Authors, authors, joined, without_label
from factcheck.language.folding import folded_words

_AUTHOR = re.compile(r"by-?line|(?:^|[\s_-])by(?:$|\s)|author|writer|contributor|reporter", re.IGNORECASE)
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|by|profiles?|contributors?|journalists?|reporters?|staff|people|writers?)/[^/]", re.I
)
_DAY = re.compile(r"date|time(?!line)|publish|posted|created|(?:^|[\s_-])meta", re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|posted|created|pubdate|first", re.IGNORECASE)
_LABELLED = re.compile(r"(?:first )?(?:published|posted|date|publication date)\b", re.IGNORECASE)
_STAMP = re.compile(r"datetime|content|title|data-.*(?:date|time|publi).*")  # attributes
_DASH = re.compile(r"\s*(?:[—–-]{1,2}|\))\s")
_STAMPED = re.compile(r"data-.*publi.*|data-(?:article-)?date")  # of an element that holds the story
_PLAIN = frozenset(("content", "title"))  # attributes that say other things too
_CHANGED = re.compile(r"updat|modif|edited|revised|amended|corrected", re.IGNORECASE)
_FOOT = re.compile(r"(?:^|[\s_-])foot(?:er)?(?:$|[\s_-])", re.IGNORECASE)
# Of what stands around a title, what is surely another story's.
_CARD = re.compile(
    r"(?:^|[\s_-])(?:related|recommend|promo|teaser|card(?:$|[\s_-])|side-?bar|comment|nav(?:$|[\s_-])|popular|trending|latest"
    r"|most-|more-(?:stories|news|from|on|articles|in))",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"comment|repl(?:y|ies)|discussion|disqus|respond", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:and|&|,|with|by|written by|posted by|words by|;)$", re.IGNORECASE)
_STOP = re.compile(
    r"\d|@|^(?:follow|share|updated|published|posted|in|on|for|view|see|more|email|contact|about)\b", re.IGNORECASE
)
_MARK = re.compile(r"\s*(?:\d|@|[|•·])")
_TEXTUAL = frozenset(
    "p div span h2 h3 h4 h5 h6 li em strong i b cite font td center address small a section header".split()
)
SET_APART = re.compile(r"\s+[|·•»–—-]+\s+|\s*[|»]\s*|:\s(?=[^:]*$)")  # the outlet's name from a title
_APART = frozenset(("script", "style", "noscript", "template", "svg", "form", "select"))
_NO_WORDS = _APART | frozenset("path g use circle rect polygon line defs link br hr img source input option".split())
_NAMING = ("class", "rel", "itemprop", "id", "data-testid")
_NO_BYLINE = frozenset("img figure body main article input".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_PROSE = 80  # characters of a paragraph that tells
_REACH = 500  # elements behind the title at most
_TOLD = 2  # paragraphs below the title among which who and when may still stand
_BEFORE = 80  # elements before it
_LINE = 140  # characters of a line that says who and when
_SHORT = 60  # characters of a line that is little else than a day
_FEW = 4  # elements within a line
_NEAR = 6  # elements that a line above the title and the title may stand in


class PrintedByline(NamedTuple):
    """The line as it is printed, without what is no name, and the names in it."""

    words: str
    names: Authors


class PrintedDay(NamedTuple):
    day: date
    place: str


class Beside:
    """The elements around a page's title: ``below`` it down to where the story is told, and ``above`` it."""

    def __init__(self, page: Any, titles: Sequence[str]) -> None:
        body = page.find("body")
        everything = (page if body is None else body).iter()
        self.all = [one for one in everything if isinstance(one.tag, str) and one.tag not in _NO_WORDS]
        at, self.title = _title_among(self.all, titles)
        self.below = list(_down_to_prose(self.all[at + 1 : at + _REACH]))
        around = self.title if self.title is not None else next(filter(_tells, self.all), None)
        holders = [] if around is None else [around, *around.iterancestors()]
        self._near = [one for one in holders[1 : _NEAR + 1] if one.tag not in ("body", "html")]
        above = reversed(self.all[max(0, at - _BEFORE) : at])
        self.above = [one for one in above if any(anchor in self._near for anchor in one.iterancestors())]
        self.around = holders
        self.story = _story_around(holders)
        self._elsewhere: dict[Any, bool] = dict.fromkeys(holders, False)

    def own(self, elements: Sequence[Any], fits: Callable[[Any], bool]) -> Iterator[Any]:
        """Those of ``elements`` that fit, stand in nothing that is set apart, and in none that was given before."""
        given: set[Any] = set()
        for one in elements:
            if fits(one) and not self._is_elsewhere(one) and given.isdisjoint(one.iterancestors()):
                given.add(one)
                yield one

    def _is_elsewhere(self, element: Any) -> bool:
        if element not in self._elsewhere:
            above = element.getparent()
            self._elsewhere[element] = self._sets_apart(element) or (above is not None and self._is_elsewhere(above))
        return self._elsewhere[element]

    def _sets_apart(self, element: Any) -> bool:
        names = class_of(element)
        if element.tag == "footer" or _FOOT.search(names):
            return not any(one in self._near for one in element.iterancestors())  # else it is the foot of the story
        if element.tag == "aside" and any(one in self._near for one in element.iterancestors()):
            return len(words_of(element)) > _LINE or any(True for _ in element.iter(*_HEADINGS))
        if element.tag in ("aside", "nav", *_APART):
            return True
        is_near = any(one in self._near for one in element.iterancestors())
        return (_CARD if is_near else ELSEWHERE).search(names) is not None or _COMMENT.search(
            element.get("id") or ""
        ) is not None


def _story_around(holders: Sequence[Any]) -> list[Any]:
    """The elements of the smallest of ``holders`` that tells a story."""
    for one in holders:
        if sum(map(_tells, one.iter("p"))) > _TOLD:
            return [inner for inner in one.iter() if isinstance(inner.tag, str)]
    return []


def _title_among(elements: Sequence[Any], titles: Sequence[str]) -> tuple[int, Any]:
    """The heading that says most of what is declared as the title, else the first <h1>; at -1 where there is none."""
    headings = [(at, one) for at, one in enumerate(elements) if one.tag in _HEADINGS and words_of(one)]
    shares = [(shared(words_of(one), titles), one.tag == "h1", -at) for at, one in headings]
    if shares and max(shares)[0]:
        at = -max(shares)[2]
        return at, elements[at]
    return next(((at, one) for at, one in headings if one.tag == "h1"), (-1, None))


def shared(heading: str, titles: Sequence[str]) -> int:
    """How many letters of a title a heading says, if it is the title or set off in it; 0 if it is none."""
    own = "".join(folded_words(heading))
    for title in titles:
        whole, *parts = _letters(title)
        if len(own) > 4 and (
            own in (whole, *parts) or (whole.startswith(own) and " " in heading) or (len(whole) > 20 and whole in own)
        ):
            return min(len(own), len(whole))
    return 0


@lru_cache(maxsize=256)
def _letters(title: str) -> tuple[str, ...]:
    """The letters of ``title``, and those of each part of it that is set off."""
    return tuple("".join(folded_words(part)) for part in (title, *SET_APART.split(title)))


def _tells(element: Any) -> bool:
    return element.tag == "p" and len(words_of(element)) >= _PROSE


def _down_to_prose(elements: Sequence[Any]) -> Iterator[Any]:
    """``elements`` down to where the story is told."""
    told = 0
    for element in elements:
        told += _tells(element)
        if told > _TOLD:
            return
        yield element


# -- who ------------------------------------------------------------------------------------------


def printed_byline(beside: Beside, outlets: Collection[str]) -> PrintedByline | None:
    """The byline nearest below the title, else above it, else the one name that the page marks further down."""
    for elements in (beside.below, beside.above):
        for fits in (_is_marked, _is_linked, _says_by):
            found = _first(list(beside.own(elements, fits)), outlets)
            if found:
                return found
    elsewhere = [
        one
        for element in beside.own(beside.all, _is_marked)
        if (one := _read(element, outlets)) and one.names.are_people
    ]
    named = {one.names.names for one in elsewhere}
    return elsewhere[0] if len(named) == 1 else None


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
    return len(words) <= _LINE and words[:3].lower() == "by " and is_byline(" ".join(words.split()[:5]).rstrip(",|"))


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
        if isinstance(one.tag, str) and one.tag not in _APART and one.text and one.text.strip():
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
    """The day of publication printed near the title; elsewhere only where it is marked as that, and is the only one."""
    for fits in (_may_say_when, _is_dated):
        for elements in (beside.below, beside.above):
            found = list(_days(beside.own(elements, fits), order))
            if found:
                return min(found, key=lambda one: one[0])[1]
    for elements, fits in ((beside.all, _says_published), (beside.around, _is_stamped), (beside.story, _is_time)):
        days = {one.day: one for _, one in _days(beside.own(elements, fits), order)}
        if len(days) == 1:
            return next(iter(days.values()))
    return None


def _is_stamped(element: Any) -> bool:
    return any(_STAMPED.fullmatch(name) for name in element.attrib)


def _is_time(element: Any) -> bool:
    return element.tag == "time" and not any(True for _ in element.iterancestors("li", "blockquote"))


def _may_say_when(element: Any) -> bool:
    if element.tag == "time" or any(_STAMP.fullmatch(name) and name not in _PLAIN for name in element.attrib):
        return True
    if element.tag not in _TEXTUAL and element.get("itemprop") is None:
        return False
    said = _said(element)
    if said and _DAY.search(said) and len(words_of(element)) <= _LINE:
        return True
    return (
        len(element) <= _FEW
        and 6 < len(words := words_of(element)) <= _LINE
        and (is_dateline(words) or is_byline(words))
    )


def _is_dated(element: Any) -> bool:
    """Whether ``element`` is a short line that begins or ends with a day, or prose behind one: "Feb. 23, 2025 -- A"."""
    if element.tag not in _TEXTUAL or len(element) > _FEW:
        return False
    words = words_of(element)
    found = dates.find(words[: _SHORT + 1], "day first")
    if found is None:
        return False
    is_line = len(words) <= _SHORT and (found.span.start == 0 or found.span.end == len(words) or ":" in words)
    return is_line or (found.span.start == 0 and _DASH.match(words, found.span.end) is not None)


def _says_published(element: Any) -> bool:
    """Whether ``element`` is marked as the day of publication, or is a line that begins with "Published", "Date"."""
    if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
        return True
    if element.tag in ("time", "abbr") and _PUBLISHED.search(class_of(element)):
        return True
    if element.tag not in _TEXTUAL or len(element) > 3:
        return False
    words = " ".join((element.text or "").split()) or words_of(element)
    return _LABELLED.match(words) is not None and len(words_of(element)) <= _LINE


def _said(element: Any) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "itemprop", "id", "data-testid"))


def _days(elements: Iterator[Any], order: dates.Order | None) -> Iterator[tuple[int, PrintedDay]]:
    """The days that ``elements`` say, each with a rank: 0 is marked as that of publication."""
    for element in elements:
        inner = [one for one in element.iter("time") if one is not element] or [element]
        for one in inner:
            said, words = f"{_said(one)} {_said(element)}", " ".join(_pieces(element))
            day = _published_in(one, words, order)
            if day is None or (_CHANGED.search(_said(one)) and not _PUBLISHED.search(_said(one))):
                continue
            place = "byline" if _is_marked(element) or is_byline(words) else "dateline"
            yield (0 if _PUBLISHED.search(said) or _says_published(one) else 1), PrintedDay(day, place)


def _published_in(element: Any, words: str, order: dates.Order | None) -> date | None:
    """The day in ``element`` that is none of a change: of "Published 3 May 2024, updated 5 May 2024" the first."""
    if day := dates.published(words, order):
        return day
    own = " ".join(_pieces(element))
    if _CHANGED.search(words[: words.find(own)][-25:] + own[:12] if own else ""):
        return None
    stamps = (dates.stamped(value, order) for name, value in element.items() if _STAMP.fullmatch(name))
    return next(filter(None, stamps), None)
