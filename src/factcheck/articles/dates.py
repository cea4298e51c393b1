"""Publication dates as a page prints them.

Invariant: only a date with its year, in an order that cannot be mistaken, is read:
03/05/2024 is a different day in London and in New York, and is left alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from factcheck.domain import Span
from factcheck.language.calendar import MONTHS

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DATE = re.compile(
    r"\b(?P<y1>\d{4})(?P<mark>[-/.])(?P<m1>\d{1,2})(?P=mark)(?P<d1>\d{1,2})(?=\D|$)"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m2>{_MONTH})\.?,?\s(?P<y2>\d{{4}})\b"
    rf"|\b(?P<m3>{_MONTH})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>\d{{4}})\b",
    re.IGNORECASE | re.ASCII,
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/([0-3]\d)/", re.ASCII)


class FoundDate(NamedTuple):
    day: date
    span: Span


def find(text: str) -> FoundDate | None:
    """The first full date in ``text``, or None."""
    for match in _DATE.finditer(text):
        year, month, day = (next(filter(None, (match[f"{part}{n}"] for n in "123"))) for part in ("y", "m", "d"))
        number = int(month) if month.isdigit() else MONTHS[month.lower()]
        if found := _real(int(year), number, int(day)):
            return FoundDate(found, Span(*match.span()))
    return None


def in_addresses(text: str) -> date | None:
    """The latest day among address paths like ``/2024/05/03/``: a story is not older than its pictures."""
    days = (_real(*map(int, match.groups())) for match in _IN_ADDRESS.finditer(text))
    return max((day for day in days if day is not None), default=None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1600 else None
    except ValueError:
        return None
