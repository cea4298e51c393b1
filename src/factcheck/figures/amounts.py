"""A number with its unit, its other end and its bounds: "at least $1-2 billion", "20 or more percent".

Invariant: ``low <= high``, and every end read from the words is a finite number or infinity.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from factcheck.figures import words
from factcheck.figures.model import FigureKind
from factcheck.figures.numerals import HYPHENS, Number, Tokens, number_at


class Amount(NamedTuple):
    """A number with its unit in ``tokens[start:end]``."""

    start: int
    end: int
    number: Number
    kind: FigureKind
    unit: str


class Bounds(NamedTuple):
    start: int
    end: int
    low: float
    high: float
    approximate: bool


def amount_at(tokens: Tokens, place: int) -> Amount | None:
    sign = currency_at(tokens, place)
    number = number_at(tokens, sign[1] if sign else place)
    if number is None:
        return None
    if sign:
        return Amount(place, number.end, number, FigureKind.MONEY, sign[0])
    if number.share:
        return Amount(place, number.end, number, FigureKind.PERCENTAGE, "percent")
    kind, unit, end = _unit(tokens, number.end)
    return Amount(place, end, number, kind, unit)


def currency_at(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The currency written before a number ("$", "US$", "EUR") and the place of the number."""
    here = tokens.at(place)
    if here.lower in words.CURRENCY_SIGNS and not (tokens.glued(place) and tokens.at(place - 1).is_digits):
        return words.CURRENCY_SIGNS[here.lower], place + 1
    if here.lower in words.CURRENCY_PREFIXES and tokens.word(place + 1) == "$" and tokens.glued(place + 1):
        return words.CURRENCY_PREFIXES[here.lower], place + 2
    if here.text in words.CURRENCY_CODES and tokens.at(place + 1).is_digits:
        return here.text, place + 1
    return None


def _unit(tokens: Tokens, place: int) -> tuple[FigureKind, str, int]:
    """What stands behind a number: percent, points, a currency, a measure, or nothing (a count)."""
    place_after = place + (tokens.word(place) == "-" and tokens.glued(place))
    word, following = tokens.word(place_after), tokens.word(place_after + 1)
    if word in ("%", "percent", "pct", "pc") or (word == "per" and following == "cent"):
        return FigureKind.PERCENTAGE, "percent", place_after + 1 + (word == "per")
    if word == "percentage" and following in ("point", "points"):
        return FigureKind.POINTS, "percentage points", place_after + 2
    nation = place_after + (word in words.CURRENCY_NATIONS) + (word == "hong")
    if currency := words.CURRENCY_WORDS.get(tokens.word(nation).removesuffix("s")):
        return FigureKind.MONEY, words.CURRENCY_NATIONS.get(word, currency), nation + 1
    if tokens.at(place_after).text in words.CURRENCY_CODES:
        return FigureKind.MONEY, tokens.at(place_after).text, place_after + 1
    squared = place_after + (word in words.SQUARED)
    if unit := words.UNITS.get(tokens.word(squared).removesuffix("s")):
        end, square = squared + 1, "square " if squared > place_after else ""
        if unit == "year" and tokens.word(end + (tokens.word(end) == "-")) in ("old", "olds"):
            return FigureKind.MEASURE, "year of age", end + 1 + (tokens.word(end) == "-")
        return FigureKind.MEASURE, square + unit, end
    return FigureKind.NUMBER, "", place


def range_from(tokens: Tokens, first: Amount) -> tuple[float, float, Amount]:
    """Both ends of "250 to 350", "between 5,000 and 7,000", "$1-2bn"; of a point, twice the same."""
    low, high = first.number.low, first.number.high
    joint = tokens.word(first.end)
    before = tokens.word(first.start - 1)
    joined = joint in HYPHENS or joint in ("to", "or") or (joint == "and" and before == "between")
    if not joined or (before == "from" and tokens.word(first.start - 2) in words.UP | words.DOWN):
        return low, high, first
    second = amount_at(tokens, first.end + 1)
    if second is None or second.number.vague or first.number.vague:
        return low, high, first
    if first.unit and not second.unit and joint in HYPHENS | {"and"}:
        second = second._replace(kind=first.kind, unit=first.unit)
    if first.unit and first.unit != second.unit:
        return low, high, first
    if first.number.scale == 1.0 < second.number.scale and low < second.number.low / second.number.scale:
        low *= second.number.scale
    if not low < second.number.high < math.inf:
        return first.number.low, high, first
    return low, second.number.high, second


def bounded(tokens: Tokens, start: int, end: int, floor: int, low: float, high: float) -> Bounds:
    """Takes in "at least", "up to", "around" and "or more" on either side, twice before: "at least some"."""
    effects = set()
    for _ in range(2):
        if (phrase := tokens.phrase_before(start, words.BEFORE)) and start - len(phrase.split()) >= floor:
            effects.add(words.EFFECTS[phrase])
            start -= len(phrase.split())
    if tokens.word(start - 1) == "between" and start - 1 >= floor and low < high:
        start -= 1
    hyphen = tokens.word(end) == "-" and tokens.glued(end)
    if phrase := tokens.phrase_at(end + hyphen, words.BEHIND):
        effects.add(words.EFFECTS[phrase])
        end += hyphen + len(phrase.split())
    low = 0.0 if "at most" in effects else low
    high = math.inf if "at least" in effects else high
    return Bounds(start, end, low, high, "about" in effects)
