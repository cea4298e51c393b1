"""Days, months, years and stretches of them, also those that depend on when the text was written.

Invariant: a date that needs a reference day and has none is not guessed.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from factcheck.figures import words
from factcheck.figures.numerals import ORDINAL_SUFFIXES, Tokens, number_at

_AHEAD = timedelta(days=60)  # a month without a year lies at most this far ahead of the text's own date
_RANGE = frozenset({"-", "–", "—", "to", "and", "until", "through"})


class When(NamedTuple):
    """A stretch of days in ``tokens[…:end]``. Without a year only ``month`` and ``day`` are known."""

    end: int
    first: date | None = None
    last: date | None = None
    month: int = 0
    day: int = 0
    approximate: bool = False


def date_at(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """The date that begins at ``place``, or None."""
    if tokens.word(place) in ("mid", "early", "late") and place + 1 < len(tokens):
        after = place + 1 + (tokens.word(place + 1) == "-")
        found = _absolute(tokens, after, reference)
        return found._replace(approximate=True) if found else None
    weekday = place + 1 + (tokens.word(place + 1) == ",")
    if tokens.word(place) in words.WEEKDAYS and (found := _absolute(tokens, weekday, reference)):
        return found
    found = _absolute(tokens, place, reference)
    if found or reference is None:
        return found
    try:
        return _relative(tokens, place, reference)
    except OverflowError:  # before the year 1 or after 9999
        return None


def _absolute(tokens: Tokens, place: int, reference: date | None) -> When | None:
    token = tokens.at(place)
    if token.is_digits:
        return _numeric(tokens, place) or _day_first(tokens, place, reference) or _years(tokens, place)
    return _month_first(tokens, place, reference) if token.lower in words.MONTHS else None


def _numeric(tokens: Tokens, place: int) -> When | None:
    """2025-10-20, 2025/10/20, 2025-10; 20/10/2025 and 10/20/2025 where only one reading is possible."""
    parts, here = [tokens.at(place).text], place + 1
    sign = tokens.word(here)
    while len(parts) < 3 and sign in ("-", "/") and tokens.word(here) == sign and _glued_digits(tokens, here):
        parts.append(tokens.at(here + 1).text)
        here += 2
    lengths, numbers = [len(part) for part in parts], [int(p) if p.isdecimal() and len(p) <= 4 else 0 for p in parts]
    if lengths[0] == 4 and lengths[1:] == [2, 2]:
        return _day(here, *numbers)
    if lengths == [4, 2] and sign == "-" and parts[1][0] == "0":  # 2019-23 is a stretch of years
        return _month(here, numbers[0], numbers[1])
    if len(parts) == 3 and lengths[2] == 4 and max(lengths[:2]) <= 2:
        first, second, year = numbers
        readings = {(first, second), (second, first)}
        days = [found for month, day in sorted(readings) if (found := _day(here, year, month, day))]
        return days[0] if len(days) == 1 else None
    return None


def _glued_digits(tokens: Tokens, place: int) -> bool:
    return tokens.glued(place) and tokens.glued(place + 1) and tokens.at(place + 1).is_digits


def _day_first(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """20 October 2025, 20th of Oct., 20-21 October."""
    first = _day_number(tokens, place)
    if not first:
        return None
    day, here = first
    last = day
    if tokens.word(here) in ("-", "–", "to", "and") and (second := _day_number(tokens, here + 1)):
        last, here = second
    here += tokens.word(here) == "of"
    month = words.MONTHS.get(tokens.word(here))
    if not month or tokens.at(here).text.islower() or last < day:
        return None
    here += 1 + (tokens.word(here + 1) == "." and len(tokens.word(here)) <= 4)
    return _with_year(tokens, here, month, day, last, reference)


def _month_first(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """October 20, Oct. 20-21, 2025, October 2025, (in) October."""
    token, month = tokens.at(place), words.MONTHS[tokens.word(place)]
    if token.text.islower():
        return None
    short = len(token.text) <= 4 and tokens.word(place + 1) == "."
    here = place + 1 + short
    if first := _day_number(tokens, here):
        day, here = first
        last = day
        if tokens.word(here) in ("-", "–", "to", "and") and (second := _day_number(tokens, here + 1)):
            follows = words.MONTHS.get(tokens.word(second[1]))
            last, here = (second[0], second[1]) if second[0] > day and not follows else (day, here)
        return _with_year(tokens, here, month, day, last, reference)
    comma = tokens.word(here) == ","
    if year := _year(tokens, here + comma):
        return _month(here + comma + 1, year, month)
    if len(token.text) < 4 and not short and token.lower != "may":
        return None
    if tokens.word(place - 1) not in words.DATE_CUES and (token.lower in ("may", "march") or place == 0):
        return None
    if reference is None:
        return When(here, month=month)
    year = _nearest_year(reference, month, 1)
    return _month(here, year, month)


def _with_year(tokens: Tokens, here: int, month: int, day: int, last: int, reference: date | None) -> When | None:
    comma = tokens.word(here) == ","
    year = _year(tokens, here + comma)
    here = here + comma + 1 if year else here
    if not year and reference:
        year = _nearest_year(reference, month, day)
    if not year:
        return When(here, month=month, day=day) if day <= monthrange(2024, month)[1] else None
    first, final = _day(here, year, month, day), _day(here, year, month, last)
    return When(here, first.first, final.last) if first and final else None


def _nearest_year(reference: date, month: int, day: int) -> int:
    """The last such day that is not far ahead of the reference."""
    candidate = _day(0, reference.year, month, min(day, 28))
    if candidate and candidate.first and candidate.first - reference > _AHEAD:
        return reference.year - 1
    if reference.month == 12 and month == 1:
        return reference.year + 1
    return reference.year


def _day_number(tokens: Tokens, place: int) -> tuple[int, int] | None:
    text = tokens.at(place).text
    if not (text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31):
        return None
    suffix = tokens.glued(place + 1) and tokens.word(place + 1) in ORDINAL_SUFFIXES
    return int(text), place + 1 + suffix


def _years(tokens: Tokens, place: int) -> When | None:
    """2019, 2019-2023, 2024/25, from 2019 to 2023, the 1990s."""
    first = _year(tokens, place)
    if not first or not _reads_as_year(tokens, place):
        return None
    here = place + 1
    if tokens.word(here) == "s" and tokens.glued(here) and first % 10 == 0:
        length = 100 if first % 100 == 0 and first < 2000 else 10
        return When(here + 1, date(first, 1, 1), date(first + length - 1, 12, 31))
    if tokens.word(here) in _RANGE or (tokens.word(here) == "/" and tokens.glued(here)):
        text = tokens.at(here + 1).text
        short = len(text) == 2 and text.isdecimal() and tokens.glued(here) and tokens.glued(here + 1)
        last = first - first % 100 + int(text) if short else _year(tokens, here + 1)
        opened = tokens.word(here) != "and" or tokens.word(place - 1) == "between"
        if last and last > first and opened:
            return When(here + 2, date(first, 1, 1), date(last, 12, 31))
    return When(here, date(first, 1, 1), date(first, 12, 31))


def _year(tokens: Tokens, place: int) -> int:
    text = tokens.at(place).text
    return int(text) if len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2100 else 0


def _reads_as_year(tokens: Tokens, place: int) -> bool:
    before, after = tokens.word(place - 1), tokens.at(place + 1)
    if tokens.glued(place) and before not in ("-", "–", "(", "[", "“", '"', "‘", "'"):
        return False
    if int(tokens.at(place).text) < 1900:
        return before in words.DATE_CUES and not is_plural(after.lower)
    counted = is_plural(after.lower) or after.lower in words.SCALES or after.lower in ("percent", "per", "%")
    return not counted and before not in words.CURRENCY_SIGNS


def is_plural(word: str) -> bool:
    """Whether an English word looks like the plural of a noun."""
    if word in words.PLURALS:
        return True
    plain = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    return plain and word not in words.NOT_PLURAL and word not in words.STOPS


def _relative(tokens: Tokens, place: int, reference: date) -> When | None:
    """yesterday, on Monday, last year, next month, three weeks ago: as seen from ``reference``."""
    word, following = tokens.word(place), tokens.word(place + 1)
    if word in ("yesterday", "today", "tomorrow"):
        day = reference + timedelta(days=("yesterday", "today", "tomorrow").index(word) - 1)
        return When(place + 1, day, day)
    if word in words.WEEKDAYS and tokens.at(place).text[0].isupper():
        return _weekday(place + 1, words.WEEKDAYS[word], reference, 0)
    if word in ("last", "this", "next", "previous"):
        step = {"last": -1, "previous": -1, "this": 0, "next": 1}[word]
        if following in words.WEEKDAYS:
            return _weekday(place + 2, words.WEEKDAYS[following], reference, step)
        return _period(place + 2, following, reference, step)
    number = number_at(tokens, place)
    if number and number.low == number.high <= 1000 and tokens.word(number.end + 1) == "ago":
        unit = tokens.word(number.end).removesuffix("s")
        found = _period(number.end + 2, unit, reference, -int(number.low))
        return found._replace(approximate=True) if found else None
    return None


def _weekday(end: int, weekday: int, reference: date, step: int) -> When:
    """The last such day up to the reference; "next" the first one after it, "last" never the day itself."""
    back = (reference.weekday() - weekday) % 7
    day = reference - timedelta(days=back or 7 if step < 0 else back)
    day = day + timedelta(days=7) if step > 0 else day
    return When(end, day, day)


def _period(end: int, unit: str, reference: date, steps: int) -> When | None:
    if unit == "day":
        day = reference + timedelta(days=steps)
        return When(end, day, day)
    if unit == "week":
        monday = reference + timedelta(days=7 * steps - reference.weekday())
        return When(end, monday, monday + timedelta(days=6))
    if unit == "month":
        months = 12 * reference.year + reference.month - 1 + steps
        return _month(end, months // 12, months % 12 + 1)
    if unit in ("year", "decade") and 1 <= reference.year + steps * (10 if unit == "decade" else 1) <= 9999:
        year = reference.year + steps * (10 if unit == "decade" else 1)
        return When(end, date(year, 1, 1), date(year, 12, 31))
    return None


def _day(end: int, year: int, month: int, day: int) -> When | None:
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return When(end, only, only)


def _month(end: int, year: int, month: int) -> When | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return When(end, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
