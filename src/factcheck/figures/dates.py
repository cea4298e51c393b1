"""Days, months, years and stretches of them, as they are written with or without a year.

Invariant: a date that needs a reference day and has none is not guessed.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from factcheck.figures.lexicon import counted, money, movement, times
from factcheck.figures.model import Hedge
from factcheck.figures.numerals import ORDINAL_SUFFIXES
from factcheck.figures.spelling import is_plural
from factcheck.figures.tokens import Tokens
from factcheck.language.calendar import MONTHS
from factcheck.language.numbers import SCALES, SMALL, TENS

_AHEAD = timedelta(days=60)  # a month without a year lies at most this far ahead of the text's own date
_TENSE_REACH = 12  # tokens before a day in which the verb stands that says whether it is past
_NO_VERBS = (counted.STOPS - {"be", "have"}).union(SMALL, TENS, SCALES)
_SENTENCE_ENDS = frozenset({".", "!", "?", ";", ""})
_RANGE = frozenset({"-", "–", "—", "to", "and", "or", "until", "through"})
_DAY_RANGE = frozenset({"-", "–", "to", "and", "or", "through"})
_OPENERS = frozenset({"-", "–", "(", "[", "“", '"', "‘", "'"})
_YEAR_CUES = times.DATE_CUES | {"circa", "c", "year", "years", "around", "ad"}


class When(NamedTuple):
    """A stretch of days in ``tokens[…:end]``, open on one side after "before" or "after".
    Without a year only ``month`` and ``day`` are known."""

    end: int
    first: date | None = None
    last: date | None = None
    month: int = 0
    day: int = 0
    hedge: Hedge = Hedge.NONE


def absolute(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """The day, month, year or stretch of them that is named at ``place``; ``reference`` gives a missing year."""
    token = tokens.at(place)
    if token.is_digits:
        return _numeric(tokens, place) or _day_first(tokens, place, reference) or years(tokens, place)
    if token.lower in MONTHS:
        return _months(tokens, place, reference) or _month_first(tokens, place, reference)
    return None


def _numeric(tokens: Tokens, place: int) -> When | None:
    """2025-10-20, 2025/10/20, 2025-03; 20/10/2025 and 10/20/2025 where only one reading is possible."""
    if tokens.glued(place) and tokens.word(place - 1) not in _OPENERS:
        return None
    parts, end = _numeric_parts(tokens, place)
    numbers = [int(part) if part.isdecimal() and len(part) <= 4 else 0 for part in parts]
    match [len(part) for part in parts]:
        case [4, 2, 2]:
            return day_of(end, *numbers)
        case [4, 2] if parts[1][0] == "0" and tokens.word(place + 1) == "-":  # 2019-23 is a stretch of years
            return month_of(end, *numbers)
        case [1 | 2, 1 | 2, 4]:
            return _year_last(end, *numbers)
    return None


def _numeric_parts(tokens: Tokens, place: int) -> tuple[list[str], int]:
    """The numbers from ``place`` on that hyphens, or slashes, glue together, at most three; the place behind them."""
    parts, here, sign = [tokens.at(place).text], place + 1, tokens.word(place + 1)
    while len(parts) < 3 and sign in ("-", "/") and tokens.word(here) == sign and _glued_digits(tokens, here):
        parts.append(tokens.at(here + 1).text)
        here += 2
    return parts, here


def _year_last(end: int, first: int, second: int, year: int) -> When | None:
    """The day, if only one of its first two numbers can be the month, or both are the same."""
    readings = {(first, second), (second, first)}
    days = [found for month, day in readings if (found := day_of(end, year, month, day))]
    return days[0] if len(days) == 1 else None


def _glued_digits(tokens: Tokens, place: int) -> bool:
    return tokens.glued(place) and tokens.glued(place + 1) and tokens.at(place + 1).is_digits


def _day_first(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """20 October 2025, 20th of Oct., 20-21 October."""
    first = _day_number(tokens, place)
    if not first:
        return None
    day, here = first
    last = day
    if tokens.word(here) in _DAY_RANGE and (second := _day_number(tokens, here + 1)):
        last, here = second
    here += tokens.word(here) == "of"
    month = MONTHS.get(tokens.word(here))
    if not month or tokens.at(here).text.islower() or last < day:
        return None
    here += 1 + (tokens.word(here + 1) == "." and len(tokens.word(here)) <= 4)
    return _with_year(tokens, here, month, day, last, reference)


def _months(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """January to March 2024, May-June."""
    month, last = MONTHS[tokens.word(place)], MONTHS.get(tokens.word(place + 2), 0)
    if tokens.word(place + 1) not in ("-", "–", "to", "through") or not last or tokens.at(place).text.islower():
        return None
    year = year_at(tokens, place + 3) or (reference.year if reference else 0)
    if not year or (year_at(tokens, place + 3) == 0 and _day_number(tokens, place + 3)):
        return None
    begun = month_of(0, year - (last < month), month)
    ended = month_of(place + 3 + bool(year_at(tokens, place + 3)), year, last)
    return ended._replace(first=begun.first) if begun and ended else None


def _month_first(tokens: Tokens, place: int, reference: date | None) -> When | None:
    """October 20, Oct. 20-21, 2025, October 2025, (in) October."""
    token, month = tokens.at(place), MONTHS[tokens.word(place)]
    if token.text.islower():
        return None
    short = len(token.text) <= 4 and tokens.word(place + 1) == "."
    here = place + 1 + short
    if first := _day_number(tokens, here):
        day, here = first
        last = day
        if tokens.word(here) in _DAY_RANGE and (second := _day_number(tokens, here + 1)):
            follows = MONTHS.get(tokens.word(second[1]))
            last, here = (second[0], second[1]) if second[0] > day and not follows else (day, here)
        return _with_year(tokens, here, month, day, last, reference)
    comma = tokens.word(here) in (",", "of")
    if year := year_at(tokens, here + comma):
        return month_of(here + comma + 1, year, month)
    if len(token.text) < 4 and not short and token.lower != "may":
        return None
    if tokens.word(place - 1) not in times.DATE_CUES and (token.lower in ("may", "march") or place == 0):
        return None
    if reference is None:
        return When(here, month=month)
    year = nearest_year(reference, month, 1, ahead=is_ahead(tokens, place))
    return month_of(here, year, month)


def _with_year(tokens: Tokens, here: int, month: int, day: int, last: int, reference: date | None) -> When | None:
    comma = tokens.word(here) == ","
    year = year_at(tokens, here + comma)
    ahead = is_ahead(tokens, here - 2)
    here = here + comma + 1 if year else here
    if not year and reference:
        year = nearest_year(reference, month, day, ahead=ahead)
    if not year:
        return When(here, month=month, day=day) if day <= monthrange(2024, month)[1] else None
    first, final = day_of(here, year, month, day), day_of(here, year, month, last)
    return When(here, first.first, final.last) if first and final else None


def nearest_year(reference: date, month: int, day: int, *, ahead: bool = False) -> int:
    """The year of the last such day that is not far ahead of the reference; ``ahead``: of the next one."""
    candidate = day_of(0, reference.year, month, min(day, 28))
    if candidate is None or candidate.first is None:
        return reference.year
    if ahead:
        return reference.year + (candidate.first < reference and candidate.first.month != reference.month)
    if candidate.first - reference > _AHEAD:
        return reference.year - 1
    return reference.year + (reference.month == 12 and month == 1)


def is_ahead(tokens: Tokens, place: int) -> bool:
    """Whether the words before ``place`` speak of what is to come: "will open on Monday", "closes on Friday"."""
    for here in range(place - 1, place - 1 - _TENSE_REACH, -1):
        word = tokens.word(here)
        if word in _SENTENCE_ENDS:
            return False
        if word in times.AHEAD or (word == "to" and _to_do(tokens, here)):
            return True
        if word in times.TIMETABLED:
            return True
    return False


def _to_do(tokens: Tokens, place: int) -> bool:
    """Whether the "to" at ``place`` stands before a verb ("is to open", "to close on Monday"), not before where
    something went or what it came to ("fell to £40", "moved to a hall")."""
    following, before = tokens.at(place + 1), tokens.word(place - 1)
    verb = following.is_word and following.text.islower() and following.lower not in _NO_VERBS
    return verb and before not in movement.CHANGES


def has_happened(tokens: Tokens, place: int) -> bool:
    """Whether the words before ``place`` tell of the past: "closed this Monday", "was", "said"."""
    for here in range(place - 1, place - 1 - _TENSE_REACH, -1):
        word = tokens.word(here)
        if word in _SENTENCE_ENDS:
            return False
        if word in times.PAST or (len(word) > 4 and word.endswith("ed") and tokens.at(here).text.islower()):
            return True
    return False


def _day_number(tokens: Tokens, place: int) -> tuple[int, int] | None:
    text = tokens.at(place).text
    if tokens.glued(place) and tokens.at(place - 1).is_word:
        return None  # "Oct4" is a gene
    if not (text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31):
        return None
    suffix = tokens.glued(place + 1) and tokens.word(place + 1) in ORDINAL_SUFFIXES
    return int(text), place + 1 + suffix


def years(tokens: Tokens, place: int) -> When | None:
    """2019, 2019-2023, 2024/25, from 2019 to 2023, the 1990s."""
    first = year_at(tokens, place)
    if not first or not _reads_as_year(tokens, place):
        return None
    return _decade(tokens, place, first) or _from_year_to_year(tokens, place, first) or _one_year(tokens, place, first)


def _decade(tokens: Tokens, place: int, first: int) -> When | None:
    """The 1990s, the 1800's."""
    here = place + 1
    here += tokens.word(here) in ("'", "’") and tokens.glued(here)
    if tokens.word(here) != "s" or not tokens.glued(here) or first % 10:
        return None
    length = 100 if first % 100 == 0 and first < 2000 else 10
    return year_of(here + 1, first, first + length - 1)


def _from_year_to_year(tokens: Tokens, place: int, first: int) -> When | None:
    """2019-2023, 2024/25, (between) 2019 and 2023."""
    here, text = place + 1, tokens.at(place + 2).text
    if tokens.word(here) not in _RANGE and not (tokens.word(here) == "/" and tokens.glued(here)):
        return None
    if tokens.word(here) == "and" and tokens.word(place - 1) != "between":
        return None
    short = len(text) == 2 and text.isdecimal() and tokens.glued(here) and tokens.glued(here + 1)
    last = first - first % 100 + int(text) if short else year_at(tokens, here + 1)
    return year_of(here + 2, first, last) if last > first else None


def _one_year(tokens: Tokens, place: int, year: int) -> When | None:
    found = year_of(place + 1, year)
    loose = tokens.word(place - 1) in ("circa", "around", "about", "fiscal") or tokens.words(place - 2, place) == "c ."
    return found._replace(hedge=Hedge.ABOUT) if found and loose else found


def year_at(tokens: Tokens, place: int) -> int:
    text = tokens.at(place).text
    return int(text) if len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2100 else 0


def _reads_as_year(tokens: Tokens, place: int) -> bool:
    before, after = tokens.word(place - 1), tokens.at(place + 1)
    if len(tokens) == 1:
        return True
    if tokens.glued(place) and before not in _OPENERS:
        return False
    if tokens.words(place - 2, place) == "c .":
        return True
    scaled = after.lower in SCALES or after.lower in ("percent", "per", "%")
    counted = scaled or (is_plural(after.lower) and before not in ("the", "in"))  # "the 1958 elections"
    if int(tokens.at(place).text) < 1900:
        dated = before in _YEAR_CUES or (before in ("the", "(") and int(tokens.at(place).text) >= 1500)
        return dated and not counted
    return not counted and before not in money.CURRENCY_SIGNS


def day_of(end: int, year: int, month: int, day: int) -> When | None:
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return When(end, only, only)


def month_of(end: int, year: int, month: int) -> When | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    return When(end, date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(end: int, year: int, last: int = 0) -> When | None:
    """The year, or the years up to and with ``last``."""
    if not (1 <= year <= 9999 and (last or year) <= 9999):
        return None
    return When(end, date(year, 1, 1), date(last or year, 12, 31))
