"""Publication dates as pages and papers print them.

Invariant: only a date with its year, in an order that cannot be mistaken, is read: 03/05/2024 is a different day in
London and in New York, and is left alone unless the text is known to be written the one way or the other. The day is
the one that is printed: nothing is moved to another time zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from factcheck.domain import Span
from factcheck.language.calendar import FOREIGN_MONTHS, MONTHS

Order = Literal["day first", "month first"]

_MONTHS = {**MONTHS, **FOREIGN_MONTHS}
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DATE = re.compile(
    r"\b(?P<y1>\d{4})(?P<mark>[-/.])(?P<m1>\d{1,2})(?P=mark)(?P<d1>\d{1,2})(?=\D|$)"
    r"|(?<!\d)(?P<y5>\d{4})[年년]\s?(?P<m5>\d{1,2})[月월]\s?(?P<d5>\d{1,2})[日일]"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?:\s|-)(?:of\s|de\s)?(?P<m2>{_MONTH})\b\.?,?(?:\s|-)(?:de\s)?(?P<y2>\d{{4}})\b"
    rf"|\b(?P<m3>{_MONTH})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>\d{{4}})\b"
    r"|(?<![\d/.-])(?P<one>\d{1,2})(?P<between>[/-]|\.\s?)(?P<other>\d{1,2})(?P=between)(?P<y4>\d{4}|\d\d)(?![\d/-]|\.\d)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d{4}|\d[/.-]\s?\d")  # no date is without
_IN_ADDRESS = re.compile(
    rf"/(?P<year>(?:19|20)\d\d)(?P<mark>[/-])(?P<month>0?[1-9]|1[0-2]|{_MONTH})(?P=mark)(?P<day>[0-3]?\d)(?=[/-])"
    r"|/(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)/",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}(?:Z|[+-]\d\d:?\d\d)?)?\s*", re.ASCII)
PUBLISHED = re.compile(
    r"publish|posted|created|first|pubdate|veröffentlicht|erschienen|erstellt|publié|publicad|pubblicat|gepubliceerd",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"updat|modif|edited|revised|amended|corrected|aktualisi|geändert|änderung|mis à jour|actuali[sz]ad|aggiornat"
    r"|bijgewerkt|uppdatera|atualizad|更新",
    re.IGNORECASE,
)
_MONTH_FIRST = frozenset(("en-us", "en-ph"))
_DAY_FIRST = frozenset(
    "uk ie au nz in za de at ch fr be nl lu it es pt br mx ar cl dk no fi se pl cz sk ro gr tr ru ua".split()
)


class FoundDate(NamedTuple):
    day: date
    span: Span


def find(text: str, order: Order | None = None) -> FoundDate | None:
    """The first full date in ``text``, or None. ``order`` is that of two figures before a year."""
    return next(find_all(text, order), None)


def find_all(text: str, order: Order | None = None) -> Iterator[FoundDate]:
    """The full dates in ``text``, in order."""
    for match in _DATE.finditer(text) if _FIGURES.search(text) else ():
        if found := _day(match, order):
            yield FoundDate(found, Span(*match.span()))


def published(line: str, order: Order | None = None) -> date | None:
    """The first day in ``line`` that is none of a change: of "Published 3 May 2024, updated 5 May 2024" 3 May."""
    for found in find_all(line, order):
        before = line[: found.span.start]
        changed = [match.end() for match in CHANGED.finditer(before)]
        if not changed or any(match.end() > changed[-1] for match in PUBLISHED.finditer(before)):
            return found.day
    return None


def stamped(value: str, order: Order | None = None) -> date | None:
    """The day of a time that is meant for machines, or None: 2024-05-03T23:30:00-04:00 is 3 May."""
    if compact := _COMPACT.fullmatch(value):
        return _real(*map(int, compact.groups()))
    found = find(value[:60], order)
    return found.day if found else None


def order_in(language: str | None) -> Order | None:
    """In which order pages of ``language`` ("en-GB") write a day and a month in figures; None if that is not sure."""
    code = (language or "").lower().replace("_", "-")
    if code in _MONTH_FIRST:
        return "month first"
    return (
        None if code.split("-")[0] in ("", "en") and code not in ("en-gb", "en-ie", "en-au", "en-nz") else "day first"
    )


def order_of_country(domain: str) -> Order | None:
    """The same by the country of an address, "de": of those whose pages are in one order."""
    return "day first" if domain.lower() in _DAY_FIRST else None


def in_address(address: str) -> date | None:
    """The day in the path of a page's own address: /2024/05/03/."""
    return next(_in_addresses(address), None)


def in_addresses(text: str) -> date | None:
    """The latest day among address paths like ``/2024/05/03/``: a story is not older than its pictures."""
    return max(_in_addresses(text), default=None)


def _in_addresses(text: str) -> Iterator[date]:
    for match in _IN_ADDRESS.finditer(text):
        year, month, day = (
            match[long] or match[short] for long, short in (("year", "y"), ("month", "m"), ("day", "d"))
        )
        if found := _real(int(year), _month(month), int(day)):
            yield found


def _day(match: re.Match[str], order: Order | None) -> date | None:
    if match["one"]:
        return _in_figures(int(match["one"]), int(match["other"]), _year(match, order), order)
    year, month, day = (next(filter(None, (match[f"{part}{n}"] for n in "1235"))) for part in ("y", "m", "d"))
    return _real(int(year), _month(month), int(day))


def _year(match: re.Match[str], order: Order | None) -> int:
    """The year of a day in figures; 22 is 2022 only in 28.01.22, where days come first; else 0."""
    year = int(match["y4"])
    is_short = match["between"][0] == "." and order == "day first"
    return year if year > 99 else (2000 if year < 70 else 1900) + year if is_short else 0


def _in_figures(one: int, other: int, year: int, order: Order | None) -> date | None:
    """25/02/2026 and 02/25/2026 cannot be mistaken."""
    if one > 12 or order == "day first":
        return _real(year, other, one)
    return _real(year, one, other) if other > 12 or order == "month first" or one == other else None


def _month(words: str) -> int:
    return int(words) if words.isdigit() else _MONTHS[words.lower()]


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1600 else None
    except ValueError:
        return None
