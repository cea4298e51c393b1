"""All that says when: dates, parts of them, stretches seen from the day a text was written, "before" and "after".

Invariant: every answer is a stretch of days that surely holds what is meant: where the words leave it open
("last summer", "three weeks ago"), the stretch is the wider one and marked with a hedge.
"""

from __future__ import annotations

from datetime import date, timedelta

from factcheck.figures import units
from factcheck.figures.dates import (
    When,
    absolute,
    day_of,
    has_happened,
    is_ahead,
    month_of,
    nearest_year,
    year_at,
    year_of,
)
from factcheck.figures.lexicon import bounds, times
from factcheck.figures.model import Hedge
from factcheck.figures.numerals import ORDINAL_SUFFIXES, number_at
from factcheck.figures.tokens import Tokens
from factcheck.language.calendar import DECADES, MONTHS, SEASONS, WEEKDAYS
from factcheck.language.numbers import ORDINALS, TENS

_ONE_DAY = timedelta(days=1)
_PARTS = {"early": (0, 2), "mid": (1, 3), "late": (2, 4)}  # quarters of a stretch: from, up to


def date_at(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """The date that begins at ``place``, or None."""
    try:
        return _bounded(tokens, place, reference) or _plain(tokens, place, reference)
    except (OverflowError, ValueError):  # before the year 1 or after 9999
        return None


def _bounded(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """before 2016, after May 1990, by 3 June, no later than 2030."""
    phrase = tokens.phrase_at(place, bounds.BEFORE_DATES)
    if not phrase:
        return None
    here = place + len(phrase.split())
    if tokens.word(place - 1) in times.BEFORE_AFTER:
        return _steps_off(tokens, place, here, reference)
    at_end = tokens.words(here, here + 3) == "the end of"
    found = _plain(tokens, here + 3 * at_end, reference)
    if found is None or found.first is None or found.last is None:
        return None
    match bounds.DATE_EFFECTS[phrase]:
        case "after":
            return found._replace(first=found.last + _ONE_DAY, last=None)
        case "before" if not at_end:
            return found._replace(first=None, last=found.first - _ONE_DAY)
    return found._replace(first=None)


def _steps_off(tokens: Tokens, place: int, here: int, reference: date | None) -> When | None:
    """The day before 3 May, five years after 1956; other distances are no stretch of days."""
    sign = {"before": -1, "after": 1}.get(tokens.word(place), 0)
    found = _plain(tokens, here, reference)
    if not sign or found is None or found.first is None or found.last is None:
        return None
    if tokens.word(place - 1) == "day":
        return found._replace(first=found.first + sign * _ONE_DAY, last=found.last + sign * _ONE_DAY)
    counted = number_at(tokens, place - 2)
    if tokens.word(place - 1) in ("year", "years") and counted and counted.low == counted.high < 1000:
        return year_of(found.end, found.first.year + sign * int(counted.low), found.last.year + sign * int(counted.low))
    return None


def _plain(tokens: Tokens, place: int, reference: date | None) -> When | None:
    return (
        _part(tokens, place, reference)
        or _weekday_and_date(tokens, place, reference)
        or absolute(tokens, place, reference)
        or _ordinal_day(tokens, place, reference)
        or _quarter(tokens, place)
        or _season(tokens, place, reference)
        or _century(tokens, place)
        or (_relative(tokens, place, reference) if reference else None)
    )


def _part(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """early 2019, mid-June, late in the 1990s, the end of March."""
    word, here = tokens.word(place), place + 1
    here += tokens.word(here) in ("-", "in")
    here += tokens.word(here) == "the"
    if word in ("end", "start", "beginning") and tokens.word(place + 1) == "of":
        word, here = ("late" if word == "end" else "early"), place + 2
        here += tokens.word(here) == "the"
    if word not in _PARTS or here >= len(tokens):
        return None
    found = absolute(tokens, here, reference) or _century(tokens, here)
    if found is None and reference and tokens.word(here) in ("this", "last", "next"):
        found = _relative(tokens, here, reference)
    if found is None or found.first is None or found.last is None:
        return None
    days, (begun, ended) = (found.last - found.first).days + 1, _PARTS[word]
    first = found.first + timedelta(days=days * begun // 4)
    last = found.first + timedelta(days=max(days * ended // 4 - 1, 0))
    return found._replace(first=first, last=max(first, last), hedge=Hedge.ABOUT)


def _weekday_and_date(tokens: Tokens, place: int, reference: date | None) -> When | None:
    if tokens.word(place) not in WEEKDAYS:
        return None
    here = place + 1 + (tokens.word(place + 1) == ",")
    return absolute(tokens, here + (tokens.word(here) == "the"), reference)


def _ordinal_day(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """the second of May (2020)."""
    month = MONTHS.get(tokens.word(place + 2), 0)
    if tokens.word(place) not in ORDINALS or tokens.word(place + 1) != "of" or not month:
        return None
    year, named = year_at(tokens, place + 3), tokens.at(place + 2).text[0].isupper()
    end = place + 3 + bool(year)
    if reference and not year:
        year = nearest_year(reference, month, ORDINALS[tokens.word(place)], ahead=is_ahead(tokens, place))
    return day_of(end, year, month, ORDINALS[tokens.word(place)]) if named and year else None


def _quarter(tokens: Tokens, place: int) -> When | None:
    """Q3 2024, the third quarter of 2023, the first half of 2023."""
    word, here = tokens.word(place), place + 2
    if word == "q" and tokens.glued(place + 1) and tokens.word(place + 1) in "1234":
        number, length = int(tokens.word(place + 1)), 3
    elif word in ORDINALS and tokens.word(place + 1) in ("quarter", "half"):
        number, length = ORDINALS[word], 3 if tokens.word(place + 1) == "quarter" else 6
    else:
        return None
    here += tokens.word(here) == "of"
    year, last = year_at(tokens, here), number * length
    if not year or last > 12:
        return None
    begun, ended = month_of(0, year, last - length + 1), month_of(here + 1, year, last)
    return ended._replace(first=begun.first) if begun and ended else None


def _season(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """summer 2019, the spring of 2020, last winter: somewhere in that year, for the months depend on where one is."""
    word, here = tokens.word(place), place + 1
    if word in ("last", "this", "next") and tokens.word(here) in SEASONS and reference:
        found = year_of(here + 1, reference.year + {"last": -1, "this": 0, "next": 1}[word])
        if found and word == "last" and found.first:
            found = found._replace(last=reference)
        return found._replace(hedge=Hedge.ABOUT) if found else None
    if word not in SEASONS:
        return None
    here += tokens.word(here) == "of"
    year = year_at(tokens, here)
    following = year + 1 if word == "winter" and year else 0
    found = year_of(here + 1, year, following) if year else None
    return found._replace(hedge=Hedge.ABOUT) if found else None


def _century(tokens: Tokens, place: int) -> When | None:
    """the 19th century, the twentieth century, the eighties."""
    word, here = tokens.word(place), place + 1
    if word in DECADES and tokens.word(place - 1) == "the":
        return year_of(here, 1900 + DECADES[word], 1909 + DECADES[word])
    number = 0
    if word.isdecimal() and len(word) <= 2 and tokens.glued(here) and tokens.word(here) in ORDINAL_SUFFIXES:
        number, here = int(word), here + 1
    elif word in ORDINALS:
        number = ORDINALS[word]
    elif word in TENS and tokens.word(here) == "-" and ORDINALS.get(tokens.word(here + 1), 10) < 10:
        number, here = TENS[word] + ORDINALS[tokens.word(here + 1)], here + 2
    here += tokens.word(here) == "-"
    if not number or tokens.word(here) not in ("century", "centuries") or tokens.word(here + 1) == "bc":
        return None
    # Popularly 1800 to 1899, by the book 1801 to 1900.
    return year_of(here + 1, 100 * (number - 1) or 1, 100 * number)


# -- seen from the day of the text ------------------------------------------------------


def _relative(tokens: Tokens, place: int, reference: date) -> When | None:
    """yesterday, on Monday, last year, next month, three weeks ago, the past five years."""
    word, following = tokens.word(place), tokens.word(place + 1)
    if word in times.DAYS_AWAY:
        day = reference + timedelta(days=times.DAYS_AWAY[word])
        return When(place + 1, day, day)
    if word in ("earlier", "later") and following == "this":
        return _rest_of(tokens, place, reference)
    if word in WEEKDAYS and tokens.at(place).text[0].isupper():
        return _weekday(place + 1, WEEKDAYS[word], reference, 1 if is_ahead(tokens, place) else 0)
    if word in times.STEPS:
        return _stepped(tokens, place, reference, times.STEPS[word])
    return _ago(tokens, place, reference)


def _stepped(tokens: Tokens, place: int, reference: date, step: int) -> When | None:
    word, following = tokens.word(place), tokens.word(place + 1)
    if following in WEEKDAYS and word == "this":
        return _this_weekday(tokens, place, reference)
    if following in WEEKDAYS:
        return _weekday(place + 2, WEEKDAYS[following], reference, step)
    if following in ("night", "evening", "morning", "afternoon"):
        day = reference + timedelta(days=step)
        return When(place + 2, day, day)
    if following in MONTHS and tokens.at(place + 1).text[0].isupper():
        return _last_month(place + 2, MONTHS[following], reference, step)
    number = number_at(tokens, place + 1)
    if number and step < 0 and number.low == number.high:
        return _stretch(tokens, number.end, reference, int(min(number.low, 10_000)))
    if word in ("past", "last") and (following == "decade" or word == "past"):
        return _stretch(tokens, place + 1, reference, 1)
    return _period(place + 2, following, reference, step)


def _rest_of(tokens: Tokens, place: int, reference: date) -> When | None:
    """earlier this month, later this year."""
    found = _period(place + 3, tokens.word(place + 2), reference, 0)
    if found is None:
        return None
    return found._replace(last=reference) if tokens.word(place) == "earlier" else found._replace(first=reference)


def _stretch(tokens: Tokens, place: int, reference: date, count: int) -> When | None:
    """The days from so many years, months, weeks or days back up to the day itself."""
    days = units.LENGTHS.get(tokens.word(place).removesuffix("s"))
    if not days or not count:
        return None
    return When(place + 1, reference - timedelta(days=round(count * days)), reference, hedge=Hedge.ABOUT)


def _ago(tokens: Tokens, place: int, reference: date) -> When | None:
    """three weeks ago, a year ago: the week or year around that day."""
    article = tokens.word(place) in ("a", "an")
    number = None if article else number_at(tokens, place)
    if not article and (number is None or not number.low == number.high <= 1000):
        return None
    unit, count = (number.end, int(number.low)) if number else (place + 1, 1)
    if tokens.word(unit + 1) not in ("ago",):
        return None
    found = _period(unit + 2, tokens.word(unit).removesuffix("s"), reference, -count)
    return found._replace(hedge=Hedge.ABOUT) if found else None


def _last_month(end: int, month: int, reference: date, step: int) -> When | None:
    """last March: the one before this month; next March: the one after it."""
    year = reference.year
    if step < 0:
        year -= month >= reference.month
    elif step > 0:
        year += month <= reference.month
    return month_of(end, year, month)


def _weekday(end: int, weekday: int, reference: date, step: int) -> When:
    """The last such day up to the reference; "next" the first one after it, "last" never the day itself."""
    back = (reference.weekday() - weekday) % 7
    day = reference - timedelta(days=back or 7 if step < 0 else back)
    day = day + timedelta(days=7) if step > 0 else day
    return When(end, day, day)


def _this_weekday(tokens: Tokens, place: int, reference: date) -> When:
    """ "this Sunday": that of the same week (from Monday on), unless the verb says that it has gone by, or is to come;
    "this coming Sunday" is read as a step ahead."""
    weekday = WEEKDAYS[tokens.word(place + 1)]
    day = reference + timedelta(days=weekday - reference.weekday())
    if day < reference and is_ahead(tokens, place):
        day += timedelta(days=7)
    elif day > reference and has_happened(tokens, place) and not is_ahead(tokens, place):
        day -= timedelta(days=7)
    return When(place + 2, day, day)


def _period(end: int, unit: str, reference: date, steps: int) -> When | None:
    """The day, week, month, year or decade that lies ``steps`` from that of the reference."""
    if unit == "day":
        day = reference + timedelta(days=steps)
        return day_of(end, day.year, day.month, day.day)
    if unit in ("week", "weekend"):
        monday = reference + timedelta(days=7 * steps - reference.weekday())
        return When(end, monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    if unit == "month":
        months = 12 * reference.year + reference.month - 1 + steps
        return month_of(end, months // 12, months % 12 + 1)
    if unit in ("year", "decade"):
        return year_of(end, reference.year + steps * (10 if unit == "decade" else 1))
    return None
