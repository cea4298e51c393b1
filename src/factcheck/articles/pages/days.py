"""When a page was published: what it declares, settled by what it prints.

Invariant: the day is the publisher's own, as printed for its readers where time zones differ; a day of a change is
never given for that of publication, nor another story's.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from factcheck.articles import dates
from factcheck.articles.pages.beside import Beside
from factcheck.articles.pages.declared import META, Declared, scripted
from factcheck.articles.pages.printed import PrintedDay, lone_day, printed_day

# The hour of a time for machines, and its zone if that is another than UTC.
_CLOCK = re.compile(r"\d[T ](?P<hour>\d\d):?\d\d[:\d.]*\s?(?P<zone>[+-](?!00:?00)\d\d)?")
_WESTMOST, _EASTMOST = 12, 14  # hours from UTC
_COUNTRY = re.compile(r"(?:https?:)?//[^/:]+\.([a-z]{2})(?=[/:]|$)", re.IGNORECASE)


class Days(NamedTuple):
    """The day of publication, where it was read, and what a person should know of it."""

    published: date | None = None
    place: str | None = None
    notices: tuple[str, ...] = ()


class _Said(NamedTuple):
    day: date
    place: str
    stamp: str


def days_of(page: Any, declares: Declared, beside: Beside) -> Days:
    """When ``page`` was published: as declared, if need be as printed, else as a script says."""
    order = _order(page, declares)
    printed = printed_day(beside, order)
    said = [_Said(day, one.place, one.words) for one in declares.days if (day := dates.stamped(one.words, order))]
    if said:
        return _settled(said, printed)
    if printed or (printed := lone_day(beside, order)):
        return Days(printed.day, printed.place)
    if day := dates.stamped(scripted(page, declares.url) or ""):
        return Days(day, META)
    return Days()


def _settled(said: list[_Said], printed: PrintedDay | None) -> Days:
    """The first of the declared days, or the printed one if it is another of them, or the same moment elsewhere."""
    first = said[0]
    if printed is None or printed.day == first.day:
        return Days(first.day, first.place)
    best = {one.place: one for one in reversed(said)}.values()
    if same := next((one for one in best if one.day == printed.day), None):
        return Days(same.day, same.place)
    if _is_in_a_zone(first.stamp, (printed.day - first.day).days):
        return Days(printed.day, printed.place)
    notice = (
        f"the page says two days: {first.day.isoformat()} ({first.place}), {printed.day.isoformat()} ({printed.place})"
    )
    return Days(first.day, first.place, notices=(notice,))


def _is_in_a_zone(stamp: str, days: int) -> bool:
    """Whether the moment ``stamp``, if it is one of UTC or of nowhere, falls ``days`` later on some clock."""
    if abs(days) != 1:
        return False
    clock = _CLOCK.search(stamp)
    if clock is None:
        return True
    return not clock["zone"] and (int(clock["hour"]) < _WESTMOST if days < 0 else int(clock["hour"]) >= 24 - _EASTMOST)


def _order(page: Any, declares: Declared) -> dates.Order | None:
    """In which order the page writes a day in figures: by its language, else by the country of its address."""
    languages = (page.get("lang"), *declares.languages)
    country = _COUNTRY.match(declares.url or "")
    orders = [order for one in languages if (order := dates.order_in(one))]
    return next(iter(orders), dates.order_of_country(country[1]) if country else None)
