"""Who published a reference text and when, as its writers put it: in a line of its own, or in the name of its file.

Invariant: only a line that is about the text, and about nothing else, is read; a day that the text tells of is none.
What was read names where: "text" or "path". A folder's name is nobody's signature, so no publisher comes from a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from factcheck.articles import dates
from factcheck.language.bodies import LINKS, read_body
from factcheck.language.calendar import MONTHS, WEEKDAYS
from factcheck.language.names import COMPANY_WORDS, GIVEN_NAMES, HONORIFICS, TITLES
from factcheck.language.nouns import BODY_NOUNS

_AT_HEAD, _AT_FOOT = 8, 5  # lines with words
_LONGEST = 160  # characters of such a line
# Those that publish, beside the ones that every room knows.
_BODIES = (
    BODY_NOUNS
    | COMPANY_WORDS
    | frozenset(
        """academy archive archives assembly auditor centre center chancellery college constabulary consulate
        cooperative directorate exchequer forum guild infirmary inspectorate library museum observatory ombudsman
        prefecture presidency registry regulator statistics taskforce treasury""".split()
    )
)
_MOST_WORDS = 12  # of a publisher's name


class Imprint(NamedTuple):
    """What a text says of its publication; None where it says nothing."""

    published: date | None = None
    published_from: str | None = None
    publisher: str | None = None


def imprint(text: str, file: Path | None = None) -> Imprint:
    """The imprint of ``text``, its day from the name of its ``file`` where the text has none."""
    signed = _signed(text)
    day = min(signed, key=lambda line: line.rank, default=None)
    publisher = next((line.publisher for line in signed if line.publisher), None)
    if day is not None and day.published:
        return Imprint(day.published, "text", publisher)
    from_path = in_path(file) if file else None
    return Imprint(from_path, "path" if from_path else None, publisher)


# -- lines --------------------------------------------------------------------------------

_PUBLISHED = (
    r"(?:first |originally )?(?:published|issued|released|posted|announced|answered|adopted|delivered|"
    r"(?:publication|release) date|"
    r"date of (?:publication|issue|release))"
)
_UPDATED = r"(?:last |page |content )?(?:updated|revised|modified|reviewed|amended)"
_SIGNED = r"(?:published|issued|released|produced|prepared|publisher|issuer|organi[sz]ation|agency|source|from|by)"
_OWN = (
    r"(?:(?:joint |official |written |public )?(?:statement|announcement|communiqu[ée]|decision|resolution|ruling|"
    r"order|notice|report|bulletin|letter|memo(?:randum)?|circular|newsletter)|(?:press|news|media|statistical) "
    r"(?:release|statement|notice|bulletin|briefing))"
)
_OTHER = (
    r"(?:fact ?sheet|guidance|(?:policy|working|white|green|discussion|position|briefing) (?:paper|note)|transcript|"
    r"speech|remarks|testimony|briefing|judge?ment|research|survey|statistics|review|study|news|blog(?: post)?)"
)
_SPOKEN = r"(?:speech|remarks|address|testimony|transcript|statement)"
_GAP = r"[\s,:;(–—-]*"
_DAY = r"(?:on |dated |of )?§\)?"
_NAME = r"(?P<name>[^§¶]+?)"
_LATER = rf"(?:{_GAP}(?:and )?{_UPDATED}{_GAP}(?:on )?[§¶]\)?)?"
# How far a form can be trusted with the day, what it reads, and whether what it calls a name must be a body's.
_FORMS = tuple(
    (rank, strict, re.compile(form, re.IGNORECASE))
    for rank, strict, form in (
        (0, False, rf"(?:this \w+ was )?{_PUBLISHED}(?: online)?{_GAP}{_DAY}(?:{_GAP}(?:by |source: ?){_NAME})?"),
        (0, True, rf"{_PUBLISHED}{_GAP}{_DAY}{_GAP}{_NAME}"),
        (0, False, rf"(?:this \w+ was )?{_PUBLISHED} by{_GAP}{_NAME}{_GAP}{_DAY}"),
        (1, False, rf"{_SIGNED}(?: by)?:\s*{_NAME}{_GAP}{_DAY}"),
        (1, True, rf"(?:by|from) {_NAME}{_GAP}{_DAY}"),
        (1, True, rf"{_OWN}(?: (?:of|by|from) |{_GAP}){_NAME}{_GAP}{_DAY}"),
        (1, True, rf"{_OTHER}(?: (?:by|from) |{_GAP}){_NAME}{_GAP}{_DAY}"),
        (1, True, rf"{_NAME}(?:['’]s?)?{_GAP}(?:{_OWN}|{_OTHER}){_GAP}{_DAY}"),
        (1, True, rf"{_NAME}{_GAP}{_DAY}"),
        (1, True, rf"{_DAY}{_GAP}(?:by )?{_NAME}"),
        (1, True, rf"(?:{_OWN}|{_OTHER}){_GAP}{_DAY}{_GAP}(?:by |from )?{_NAME}"),
        (1, False, rf"(?:{_OWN}|{_OTHER}){_GAP}{_DAY}"),
        (1, False, rf"(?:date|dated|(?:for )?(?:immediate )?release|embargo(?:ed)?(?: until| till)?){_GAP}{_DAY}"),
        (2, False, rf"(?:title: )?{_SPOKEN} [^§¶]{{3,120}}, §(?: \([^§¶]*\)?)?"),
        (3, False, rf"(?:this \w+ was )?{_UPDATED}{_GAP}{_DAY}(?:{_GAP}by {_NAME})?"),
        (
            4,
            False,
            rf"(?:published|issued|released|produced) by{_GAP}{_NAME}|(?:publisher|issuer):\s*(?P<other>[^§¶]+)",
        ),
        (5, True, rf"(?:{_SIGNED}:\s*|{_OWN} (?:of|by|from) ){_NAME}"),
    )
)
_NO_DAY = 4  # the rank of forms without one from here on
_AT_TOP = 5  # the rank of a form that is read there only: further down, "Source: …" is that of a table or a picture
_TOP = 4  # lines
_NO_OPENING = LINKS | {"by", "from"}
_SEGMENTS = re.compile(r"\s*(?:[|·•\t]|\s{3,})\s*")
_EMPHASIS = re.compile(r"^[\s*_#>(\[]+|[\s*_)\].]+$|\*\*|__")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}),?\s+(?=§)", re.IGNORECASE)
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s(?:GMT|BST|UTC|CES?T|E[SD]?T))?"
_TIME = re.compile(rf"(?<=§),?\s+(?:at\s+)?{_CLOCK}\b|\b{_CLOCK},?\s+(?:on\s+)?(?=§)")


class Signed(NamedTuple):
    """A line that is an imprint, or part of one."""

    rank: int
    published: date | None
    publisher: str | None


def _signed(text: str) -> list[Signed]:
    """The imprint's lines at the head of ``text``, then at its foot; also a body's name alone beside one with a day."""
    lines = [line.strip().lstrip("–—- ") for line in text.split("\n") if line.strip()]
    top, head, foot = lines[:_TOP], lines[_TOP:_AT_HEAD], lines[_AT_HEAD:][-_AT_FOOT:]
    read = [(line, list(_segments(line))) for line in top]
    read += [(line, [one for one in _segments(line) if one.rank < _AT_TOP]) for line in (*head, *foot)]
    return [one for _, some in read for one in some] + list(_alone(read))


def _alone(lines: Sequence[tuple[str, Sequence[Signed]]]) -> Iterator[Signed]:
    """The bodies whose names stand alone beside a line with a day."""
    for at, (line, read) in enumerate(lines):
        beside = [_has_day(*one) for one in lines[max(0, at - 1) : at + 2]]
        if not read and any(beside) and (name := _publisher(line, strict=True)):
            yield Signed(_NO_DAY, None, name)


def _has_day(line: str, read: Sequence[Signed]) -> bool:
    return any(one.published for one in read) or _marked(_EMPHASIS.sub("", line))[0] == "§"


def _segments(line: str) -> Iterator[Signed]:
    if len(line) <= _LONGEST:
        parts = _SEGMENTS.split(line)
        for segment in dict.fromkeys((" – ".join(parts), *parts)):
            if signed := _segment(_EMPHASIS.sub("", segment)):
                yield signed


def _segment(words: str) -> Signed | None:
    marked, days = _marked(words)
    for rank, strict, form in _FORMS:
        if (rank >= _NO_DAY) is bool(days):
            continue
        match = form.fullmatch(marked) or re.fullmatch(form.pattern + _LATER, marked, re.IGNORECASE)
        if match is None:
            continue
        said = next(filter(None, match.groupdict().values()), None)
        name = _publisher(said, strict=strict) if said else None
        if name or not said or (not strict and days):
            return Signed(rank, days[0] if days else None, name)
    return None


def _marked(words: str) -> tuple[str, Sequence[date]]:
    """``words`` with § for the first day in them and ¶ for a second, no weekday or time beside it; and the days."""
    days = []
    for sign in "§¶":
        if found := dates.find(words):
            days.append(found.day)
            words = words[: found.span.start] + sign + words[found.span.end :]
    return _TIME.sub("", _WEEKDAY.sub("", words)), days


def body_named(byline: str) -> str | None:
    """The body whose name a byline is: "Harbour Office of Orvale"; None for a person's, and where that is not sure."""
    return _publisher(byline, strict=True)


def _publisher(said: str, *, strict: bool) -> str | None:
    """The publisher's name in ``said``, without the place behind it or the person before it.

    None if it is no name, or a person's, or, if ``strict``, not surely a body's.
    """
    before, _, behind = said.rpartition(",")
    names = [_name(part) for part in (said, before, behind)]
    body = next((name for name in names if name and _is_body(name)), None)
    return body or (None if strict or not names[0] or _is_person(names[0]) else names[0])


def _name(said: str) -> str | None:
    """``said`` as a name, None if it is none: other words, a sentence, a day."""
    name = re.sub(r"^the\s+", "", said.strip(" \t,;:.–—-()*_"), flags=re.IGNORECASE)
    words = name.replace("/", " ").split()
    if not words or len(words) > _MOST_WORDS or re.search(r"[?!\"“”§¶]|\w[.:;] ", name):
        return None
    plain = {word.strip(",.'’").lower() for word in words}
    opens = words[0][0].isupper() or "." in words[0]
    fits = opens and words[0].lower() not in _NO_OPENING and all(_fits_name(word) for word in words)
    return name if fits and not plain & {*MONTHS, *WEEKDAYS} else None


def _is_body(name: str) -> bool:
    """Whether a name is surely a body's: its first part says what it is, and so does the whole."""
    parts = [read_body(name), read_body(name.partition(",")[0])]
    return all(part.head in _BODIES or part.acronym for part in parts)


def _is_person(name: str) -> bool:
    first, _, rest = name.lower().partition(" ")
    return bool(rest) and (first in GIVEN_NAMES or first.rstrip(".") in TITLES | HONORIFICS)


def _fits_name(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word.lower() in LINKS or word in ("&", "to") or "." in word[1:-1]


# -- the path -----------------------------------------------------------------------------

_ISO_DAY = r"((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2([0-3]\d)"
_IN_NAME = re.compile(rf"(?<!\d){_ISO_DAY}(?!\d)", re.ASCII)
_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d\d)/(0?[1-9]|1[0-2])/([0-3]?\d)$", re.ASCII)


def in_path(file: Path) -> date | None:
    """The day that a file is named by, or the folders that it lies in: "2026-02-25-cap.md", "2026/02/25/cap.md".

    A name with two days tells of a time, and has none.
    """
    for name in (file.name, file.parent.name):
        days = {_real(*found) for found in ((one[1], one[3], one[4]) for one in _IN_NAME.finditer(name))}
        if days:
            return days.pop() if len(days) == 1 else None
    folders = _FOLDERS.search(file.parent.as_posix())
    return _real(*folders.groups()) if folders else None


def _real(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
