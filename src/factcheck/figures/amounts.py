"""A number with its unit, its other end and its bounds: "at least $1-2 billion", "20 or more percent".

Invariant: ``low <= high``, and every end read from the words is a finite number or infinity.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from factcheck.figures import units
from factcheck.figures.lexicon import bounds, counted, money, times
from factcheck.figures.model import FigureKind, Hedge
from factcheck.figures.numerals import Number, number_at
from factcheck.figures.tokens import HYPHENS, Tokens
from factcheck.language.numbers import SCALES

_DEGREES = frozenset({"degree", *units.DEGREES.values()})
# What a measure is told in beside a larger unit: "two hours 20 minutes", "eight pounds four ounces".
_PARTS = {"minute": "second", "hour": "minute", "day": "hour", "week": "day", "year": "month", "pound": "ounce"}
_EACH = frozenset("person head piece share pupil household".split())
_MINUS = frozenset({"-", "−", "–", "minus"})
_OPENING = frozenset("([~“‘\"'")


class Amount(NamedTuple):
    """A number with its unit in ``tokens[start:end]``."""

    start: int
    end: int
    number: Number
    kind: FigureKind
    unit: str
    per: str = ""


class Bounds(NamedTuple):
    start: int
    end: int
    low: float
    high: float
    hedge: Hedge


def amount_at(tokens: Tokens, place: int) -> Amount | None:
    if found := _and_a_half(tokens, place) or _one_stretch(tokens, place):
        return found
    minus = _minus_at(tokens, place)
    sign = currency_at(tokens, place + minus)
    inner = _minus_at(tokens, sign[1]) if sign and not minus else 0  # "£-12m"
    number = number_at(tokens, sign[1] + inner if sign else place + minus)
    if number is None:
        return None
    if minus or inner:
        number = number._replace(low=-number.high, high=-number.low)
    if sign:
        return Amount(place, *_millions(tokens, number), FigureKind.MONEY, sign[0])
    if number.share:
        return Amount(place, number.end, number, FigureKind.PERCENTAGE, "percent")
    return _with_unit(tokens, place, number)


def _millions(tokens: Tokens, number: Number) -> tuple[int, Number]:
    """A sum with the "MM" of bankers behind it, a thousand thousands; elsewhere that is a length."""
    end = number.end
    if number.scale > 1 or not tokens.glued(end) or tokens.word(end) != "mm":
        return end, number
    return end + 1, number._replace(low=number.low * 1e6, high=number.high * 1e6, end=end + 1, scale=1e6)


def _minus_at(tokens: Tokens, place: int) -> int:
    """1 where a sign right before a number or a sum makes it negative; between two things it is a hyphen."""
    word, ahead = tokens.word(place), tokens.at(place + 1)
    if word not in _MINUS:
        return 0
    if word == "minus":
        return int(number_at(tokens, place + 1) is not None or currency_at(tokens, place + 1) is not None)
    valued = ahead.is_digits or currency_at(tokens, place + 1) is not None
    behind = tokens.at(place - 1)
    alone = not tokens.glued(place) or behind.text in _OPENING or behind.lower in money.CURRENCY_SIGNS
    return int(valued and alone and tokens.glued(place + 1))


def _and_a_half(tokens: Tokens, place: int) -> Amount | None:
    """ "a year and a half", "an hour and a half"."""
    unit = units.named(tokens.word(place + 1)) if tokens.word(place) in ("a", "an", "one") else ""
    if not unit or tokens.words(place + 2, place + 5) != "and a half":
        return None
    return Amount(place, place + 5, Number(1.5, 1.5, place + 5), FigureKind.MEASURE, unit)


def _one_stretch(tokens: Tokens, place: int) -> Amount | None:
    """ "within a year", "more than a decade", "took an hour"; not "twice a year", "a year ago", "for a day trip"."""
    unit = tokens.word(place + 1)
    if tokens.word(place) not in ("a", "an") or unit not in units.LENGTHS:
        return None
    after = tokens.at(place + 2)
    if tokens.word(place - 1) not in times.BEFORE_STRETCHES or (after.is_word and after.lower not in counted.STOPS):
        return None
    return Amount(place, place + 2, Number(1.0, 1.0, place + 2), FigureKind.MEASURE, units.named(unit))


def currency_at(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The currency written before a number ("$", "US$", "EUR") and the place of the number."""
    here = tokens.at(place)
    if here.lower in money.CURRENCY_SIGNS and not (tokens.glued(place) and tokens.at(place - 1).is_digits):
        return money.CURRENCY_SIGNS[here.lower], place + 1
    if here.lower in money.CURRENCY_PREFIXES and tokens.word(place + 1) == "$" and tokens.glued(place + 1):
        return money.CURRENCY_PREFIXES[here.lower], place + 2
    if here.text == "Rs":
        return "INR", place + 1 + (tokens.word(place + 1) == ".")
    if here.text in money.CURRENCY_CODES and (tokens.at(place + 1).is_digits or tokens.word(place + 1) in _MINUS):
        return here.text, place + 1
    return None


# -- units ------------------------------------------------------------------------------


def _with_unit(tokens: Tokens, start: int, number: Number) -> Amount:
    """What stands behind a number: percent, points, a currency, a measure, or nothing (a count)."""
    place = number.end
    place += tokens.word(place) == "-" and tokens.glued(place)
    word, following = tokens.word(place), tokens.word(place + 1)
    if word in ("%", "percent", "pct", "pc") or (word == "per" and following == "cent"):
        return Amount(start, place + 1 + (word == "per"), number, FigureKind.PERCENTAGE, "percent")
    if word == "percentage" and following in ("point", "points"):
        return Amount(start, place + 2, number, FigureKind.POINTS, "percentage points")
    if word in ("bps", "bp") or (word == "basis" and following in ("point", "points")):
        hundredth = number._replace(low=number.low / 100, high=number.high / 100)
        return Amount(start, place + 1 + (word == "basis"), hundredth, FigureKind.POINTS, "percentage points")
    found = _money(tokens, start, place, number) or _measure(tokens, start, place, number)
    return _below_zero(tokens, found or Amount(start, number.end, number, FigureKind.NUMBER, ""))


def _below_zero(tokens: Tokens, amount: Amount) -> Amount:
    """ "15 below zero", "5 degrees Celsius below zero"."""
    measured = amount.unit in _DEGREES
    bare = amount.kind is FigureKind.NUMBER and not amount.number.share
    if tokens.words(amount.end, amount.end + 2) != "below zero" or not (measured or bare):
        return amount
    number = amount.number._replace(low=-amount.number.high, high=-amount.number.low)
    return Amount(amount.start, amount.end + 2, number, FigureKind.MEASURE, amount.unit or "degree")


def _money(tokens: Tokens, start: int, place: int, number: Number) -> Amount | None:
    word = tokens.word(place)
    nation = place + (word in money.CURRENCY_NATIONS) + (word == "hong")
    name = tokens.word(nation).removesuffix("s")
    if currency := money.CURRENCY_WORDS.get(name):
        unit = money.CURRENCY_NATIONS.get(word, currency)
        if unit == "GBP" and any(tokens.word(start - back) in money.WEIGHED for back in range(1, 4)):
            return None
        if unit == "GBP" and _smaller(tokens, "pound", nation + 1):
            return None  # "eight pounds four ounces"
        if unit == "GBP" and tokens.word(nation + 1) in ("of", "in") and tokens.word(nation + 2) not in ("the", "a"):
            return None  # "five pounds of flour"
        return Amount(start, nation + 1, number, FigureKind.MONEY, unit)
    if minor := money.MINOR_UNITS.get(name):
        if name == "p" and not (tokens.glued(place) and number.digits):
            return None
        cents = number._replace(low=number.low / 100, high=number.high / 100) if minor == "GBP" else number
        return Amount(start, place + 1, cents, FigureKind.MONEY, minor)
    if tokens.at(place).text in money.CURRENCY_CODES:
        return Amount(start, place + 1, number, FigureKind.MONEY, tokens.at(place).text)
    if word in money.CURRENCY_SIGNS and not (tokens.glued(place + 1) and tokens.at(place + 1).is_digits):
        return Amount(start, place + 1, number, FigureKind.MONEY, money.CURRENCY_SIGNS[word])  # "40 000 €"
    return None


def _measure(tokens: Tokens, start: int, place: int, number: Number) -> Amount | None:
    """A length, a weight, an age, …: what the words behind a number measure."""
    word = tokens.word(place)
    if word.isalpha() and len(word) <= 2 and not number.digits and word not in ("ft", "kg", "km"):
        return None  # "two ha ha"
    if rate := units.RATES.get(word.removesuffix("s")):
        return Amount(start, place + 1, number, FigureKind.MEASURE, *rate)
    unit, end = _unit_at(tokens, place, digits=number.digits)
    if not unit:
        return None
    if unit == "foot" and (inches := _plain_inches(tokens, end)):
        value = number.low + inches[0] / 12
        number, end = number._replace(low=value, high=value), inches[1]
    elif unit in _PARTS and tokens.words(end, end + 3) == "and a half":
        number, end = number._replace(low=number.low + 0.5, high=number.high + 0.5), end + 3
    elif rest := _smaller(tokens, unit, end):
        number, end = number._replace(low=number.low + rest[0], high=number.high + rest[0]), rest[1]
    return Amount(start, end, number, FigureKind.MEASURE, unit)


def _smaller(tokens: Tokens, unit: str, place: int) -> tuple[float, int] | None:
    """The rest told in a smaller unit, in the larger one ("five minutes and 53 seconds"), and the place behind it."""
    here = place + (tokens.word(place) in ("and", ","))
    part, number = _PARTS.get(unit, ""), number_at(tokens, here)
    if not part or number is None or units.named(tokens.word(number.end)) != part:
        return None
    share = number.low * units.UNITS[part].factor / units.UNITS[unit].factor
    return (share, number.end + 1) if 0 < share < 1 else None


def _unit_at(tokens: Tokens, place: int, *, digits: bool) -> tuple[str, int]:
    """The unit named at ``place`` and the place behind it; an empty unit for none. ``digits``: behind such a number."""
    letter = _letter(tokens, place) if digits else None
    return letter or _square_or_cubic(tokens, place) or _in_full(tokens, place)


def _letter(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """ "5,000 m", "20 C"; glued an m is a million."""
    token = tokens.at(place)
    if token.text == "m" and not tokens.glued(place):
        return "metre", place + 1
    if token.text in ("C", "F") and not tokens.at(place + 1).is_word:
        return units.DEGREES[token.lower], place + 1
    return None


def _square_or_cubic(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """ "square miles", "square-foot", "cu ft"."""
    if not (power := units.POWERS.get(tokens.word(place))):
        return None
    here = place + 1 + (tokens.word(place + 1) == "-")
    unit = units.named(tokens.word(here))
    return (f"{power} {unit}", here + 1) if unit else None


def _in_full(tokens: Tokens, place: int) -> tuple[str, int]:
    """ "miles", "parts per million", "nautical miles", "kilowatt-hours", "degrees Celsius", "years old"."""
    word, end = tokens.word(place), place + 1
    unit = "pound" if word in ("pound", "pounds") else units.named(word)  # a pound that is no money
    if word == "parts" and tokens.words(end, end + 2) == "per million":
        return "ppm", end + 2
    if (pair := f"{word} {tokens.word(end)}".removesuffix("s")) in units.UNITS:
        return pair, end + 1
    if tokens.word(end) == "-" and (joined := f"{unit}-{tokens.word(end + 1)}".removesuffix("s")) in units.UNITS:
        return joined, end + 2
    if unit == "degree" and (scale := units.DEGREES.get(tokens.word(end))):
        return scale, end + 1
    if unit in units.AGES and (aged := _aged(tokens, end)):
        return units.AGES[unit], aged
    return unit, end


def _aged(tokens: Tokens, place: int) -> int:
    """The place behind "old" in "12 years old", "12-year-olds", and "of age"."""
    if tokens.words(place, place + 2) == "of age":
        return place + 2
    old = place + (tokens.word(place) == "-")
    return old + 1 if tokens.word(old) in ("old", "olds") else 0


def _plain_inches(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """The rest of a height: "10in" in "5ft 10in"."""
    number = number_at(tokens, place)
    if number and number.low < 12 and units.named(tokens.word(number.end)) == "inch":
        return number.low, number.end + 1
    if number and number.low < 12 and tokens.word(number.end) == "in" and tokens.glued(number.end):
        return number.low, number.end + 1
    return None


def per_at(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """What a rate is counted on, and the place behind it: "a day", "per 100,000", "an hour", "per person", "/h"."""
    hyphen = tokens.word(place) == "-" and tokens.glued(place)
    word, here = tokens.word(place + hyphen), place + hyphen + 1
    here += bool(hyphen) and tokens.word(here) == "-"
    following = tokens.word(here)
    if word in ("a", "an", "each", "every"):
        unit = following if following in _EACH else units.named(following)
        single = bool(unit) and not following.endswith("s") and not tokens.word(here + 1).endswith("ago")
        return (unit, here + 1) if single and tokens.word(here + 1) not in ("ago", "and", "earlier", "later") else None
    if word == "/" and tokens.glued(place) and following in ("h", "hr", "s", "day", "year", "month"):
        return {"h": "hour", "hr": "hour", "s": "second"}.get(following, following), here + 1
    if word != "per" or following == "cent":
        return None
    if following in SCALES:
        return f"{SCALES[following]:,.0f}", here + 1
    if number := number_at(tokens, here):
        return f"{number.low:,.0f}", number.end
    return (units.named(following) or following, here + 1) if tokens.at(here).is_word else None


# -- the other end, and bounds ----------------------------------------------------------


def range_from(tokens: Tokens, first: Amount, *, in_change: bool = False) -> tuple[float, float, Amount]:
    """Both ends of "250 to 350", "between 5,000 and 7,000", "$1-2bn"; of a point, twice the same.
    ``in_change``: "to" leads to a figure's new state, as in "rose from 20 to 30"."""
    second = _other_end(tokens, first, in_change=in_change)
    low = _as_low(tokens, first, second) if second else math.inf
    if second is None or not low < second.number.high < math.inf:
        return first.number.low, first.number.high, first
    return low, second.number.high, second


def _other_end(tokens: Tokens, first: Amount, *, in_change: bool) -> Amount | None:
    """The amount that a dash, "to", "or" or "and" joins to ``first``, if both can be in one unit."""
    joint = tokens.word(first.end)
    between = joint == "and" and tokens.word(first.start - 1) == "between"
    if not (joint in HYPHENS or joint == "or" or between or (joint == "to" and not in_change)):
        return None
    second = amount_at(tokens, first.end + 1)
    if second is None or second.number.vague or first.number.vague:
        return None
    if first.unit and not second.unit and (joint in HYPHENS or between):
        return second._replace(kind=first.kind, unit=first.unit)
    return second if first.unit in ("", second.unit) else None


def _as_low(tokens: Tokens, first: Amount, second: Amount) -> float:
    """The value of a range's first end, where the second says in what it is told: "1-2 billion", "25 to 50 bps",
    "$5-8,000"."""
    low, scale = first.number.low, second.number.scale
    written = tokens.word(second.number.end - 1)
    joined = tokens.word(first.end) == "-" or (tokens.word(first.end) in HYPHENS and bool(first.unit))
    thousands = joined and tokens.glued(first.end) and written.endswith((",000", ",500"))
    if first.number.scale == scale == 1.0 and thousands and 1 <= low < second.number.low / 1000:
        return low * 1000
    if first.number.scale == 1.0 < scale and low < second.number.low / scale:
        low *= scale
    return low / 100 if second.unit == "percentage points" and not first.unit and second.number.low < low else low


def bounded(tokens: Tokens, start: int, end: int, floor: int, low: float, high: float) -> Bounds:
    """Takes in "at least", "up to", "around" and "or more" on either side, twice before: "at least some"."""
    effects = set()
    for _ in range(2):
        if (phrase := tokens.phrase_before(start, bounds.BEFORE)) and start - len(phrase.split()) >= floor:
            effects.add(bounds.EFFECTS[phrase])
            start -= len(phrase.split())
    if tokens.word(start - 1) == "between" and start - 1 >= floor and low < high:
        start -= 1
    hyphen = tokens.word(end) == "-" and tokens.glued(end)
    if phrase := tokens.phrase_at(end + hyphen, bounds.BEHIND):
        effects.add(bounds.EFFECTS[phrase])
        end += hyphen + len(phrase.split())
    if "at most" in effects:
        low = 0.0 if high >= 0 else -math.inf
    high = math.inf if "at least" in effects else high
    hedge = next((each for each in (Hedge.ALMOST, Hedge.JUST_OVER, Hedge.ABOUT) if each.value in effects), Hedge.NONE)
    return Bounds(start, end, low, high, hedge)
