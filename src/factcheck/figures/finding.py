"""From text to figures: bare numbers get their bounds, ranges, units and what they count.

Invariant: figures are in order and never overlap; numbers that belong to a name ("Tower 22",
"F-16"), a time of day or an address are not figures.
"""

from __future__ import annotations

import math
from datetime import date
from typing import NamedTuple

from factcheck.domain import Span
from factcheck.figures import nouns, words
from factcheck.figures.dates import When, date_at
from factcheck.figures.model import Figure, FigureKind
from factcheck.figures.numerals import Number, Token, Tokens, number_at, tokenise

_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_HYPHENS = frozenset({"-", "–", "—"})
_BEFORE_CODE = frozenset("/:._#@=&\\")
_GLUED_AFTER = frozenset(
    {"s", "ish", "x", "pm", "am", *_SUFFIXES, *words.UNITS, *words.GLUED_SCALES, "c", "f", "sq", "bn"}
)
_BEFORE_ORDINAL = frozenset("the a an its their his her our this that each every 's ’s".split())
_TIMES = frozenset("as higher more larger greater bigger the its faster".split())


class _Amount(NamedTuple):
    """A number with its unit in ``tokens[start:end]``."""

    start: int
    end: int
    number: Number
    kind: FigureKind
    unit: str


class _Bounds(NamedTuple):
    start: int
    end: int
    low: float
    high: float
    approximate: bool


def find(text: str, reference: date | None = None) -> tuple[Figure, ...]:
    """The figures of ``text``. ``reference`` is the day it was written: without it, "last year"
    and "on Monday" are passed over, and "October 20" stays without a year."""
    tokens = tokenise(text)
    figures: list[Figure] = []
    place = floor = 0
    while place < len(tokens):
        end, figure = _figure_at(text, tokens, place, floor, reference)
        if figure:
            figures.append(figure)
            floor = end
        place = max(end, place + 1)
    return tuple(figures)


def _figure_at(text: str, tokens: Tokens, place: int, floor: int, reference: date | None) -> tuple[int, Figure | None]:
    """The figure at ``place`` and the place after it; without one, the place to go on from."""
    token = tokens[place]
    if token.is_word and token.lower not in _BEGINNINGS:
        return place + 1, None
    if when := date_at(tokens, place, reference):
        return when.end, _dated(text, tokens, place, when)
    if token.is_digits and (end := _code_end(tokens, place)):
        return end, None
    found = (
        _ordinal(text, tokens, place) or _change(text, tokens, place, floor) or _quantity(text, tokens, place, floor)
    )
    return found or (place + 1, None)


_BEGINNINGS: frozenset[str] = frozenset().union(
    words.SMALL, words.TENS, words.VAGUE, words.FRACTIONS, words.VULGAR, words.ORDINALS, words.MULTIPLIERS,
    words.MONTHS, words.WEEKDAYS, words.CURRENCY_PREFIXES, (code.lower() for code in words.CURRENCY_CODES),
    "a an several few tens mid early late last this next previous yesterday today tomorrow no number by in".split(),
)  # fmt: skip


# -- what is not a figure ---------------------------------------------------------------


def _code_end(tokens: Tokens, place: int) -> int:
    """Where the name, time or address ends that the digits at ``place`` belong to; 0 if to none."""
    before = tokens.at(place - 1)
    if tokens.glued(place) and (before.lower in _BEFORE_CODE or (before.is_word and not _currency(tokens, place - 1))):
        return _run_end(tokens, place)
    if tokens.glued(place) and before.lower in _HYPHENS and tokens.glued(place - 1) and tokens.at(place - 2).is_word:
        return _run_end(tokens, place)
    after = tokens.at(place + 1)
    if tokens.glued(place + 1) and after.lower in (":", "/", "_", "@") and tokens.glued(place + 2):
        return _run_end(tokens, place)
    if (
        tokens.glued(place + 1)
        and after.is_word
        and after.lower not in _GLUED_AFTER
        and after.lower not in words.VULGAR
    ):
        return _run_end(tokens, place)
    if after.lower in ("am", "pm") or (after.lower in ("a", "p") and tokens.word(place + 2) == "."):
        return place + 2
    return place + 1 if _numbers_a_name(tokens, place, before) else 0


def _run_end(tokens: Tokens, place: int) -> int:
    """The end of the run of glued tokens, a sentence's closing sign left out."""
    end = place + 1
    while tokens.glued(end) and (tokens.at(end).is_word or tokens.at(end).is_digits or tokens.word(end) in "/:._-@"):
        end += 1
    return end


def _numbers_a_name(tokens: Tokens, place: int, before: Token) -> bool:
    """ "Tower 22", "Article 5": a whole number behind a capital, and nothing behind it that it counts."""
    if not before.is_word or not tokens[place].text.isdecimal() or before.lower in words.MONTHS | words.WEEKDAYS:
        return False
    amount = _amount(tokens, place)
    if amount is None or amount.unit or amount.number.scale > 1:
        return False
    counts = bool(nouns.plural_after(tokens, amount.end))
    if before.lower in words.DESIGNATORS:
        return before.text[0].isupper() or not counts
    if before.lower in words.STOPS or before.lower in words.STEPPED_OVER or before.lower in words.DATE_CUES:
        return False
    # A word that opens a sentence proves nothing by its capital.
    opens = not tokens.at(place - 2).lower or tokens.word(place - 2) in '.!?“"‘'
    return before.text[0].isupper() and not counts and not (opens and before.lower in words.UP | words.DOWN)


# -- dates ------------------------------------------------------------------------------


def _dated(text: str, tokens: Tokens, place: int, when: When) -> Figure:
    span = Span(tokens[place].start, tokens[when.end - 1].end)
    if when.first and when.last:
        low, high, unit = float(when.first.toordinal()), float(when.last.toordinal()), "day"
    else:
        low, high, unit = 100.0 * when.month + when.day, 100.0 * when.month + (when.day or 31), "day of the year"
    return Figure(
        span,
        span.of(text),
        FigureKind.DATE,
        low,
        high,
        unit,
        approximate=when.approximate,
        start=when.first,
        end=when.last,
    )


# -- ranks ------------------------------------------------------------------------------


def _ordinal(text: str, tokens: Tokens, place: int) -> tuple[int, Figure] | None:
    """ "the third attack", "20th", "No. 5", "ranked second"."""
    word, start, end, value = tokens.word(place), place, place + 1, 0.0
    if tokens[place].text.isdecimal() and len(word) < 6 and tokens.glued(end) and tokens.word(end) in _SUFFIXES:
        value, end = float(word), end + 1
    elif word in words.ORDINALS and _is_rank(tokens, place):
        value = float(words.ORDINALS[word])
    elif (
        word in ("no", "number")
        and (digit := place + 1 + (tokens.word(place + 1) == "."))
        and tokens.at(digit).text.isdecimal()
    ):
        if tokens.at(place).text[0].islower() and word == "no":
            return None
        value, end = float(tokens[digit].text[:9]), digit + 1
    if not value:
        return None
    noun = nouns.after(tokens, end + (tokens.word(end) == "-"))
    span = Span(tokens[start].start, tokens[end - 1].end)
    return end, Figure(span, span.of(text), FigureKind.ORDINAL, value, value, noun=noun)


def _is_rank(tokens: Tokens, place: int) -> bool:
    following = tokens.at(place + 1)
    if tokens.word(place - 1) in ("ranked", "ranks", "came", "finished", "placed"):
        return True
    named = following.text[:1].isupper() and tokens.at(place).text[0].isupper()
    named = named or following.lower in ("lady", "reich", "amendment")
    determined = tokens.word(place - 1) in _BEFORE_ORDINAL or tokens.word(place - 1).endswith(("'s", "’s"))
    return determined and not named and bool(nouns.after(tokens, place + 1 + (following.lower == "-")))


# -- change -----------------------------------------------------------------------------


def _change(text: str, tokens: Tokens, place: int, floor: int) -> tuple[int, Figure] | None:
    """ "doubled", "fell by half", "three times as many", as a factor."""
    word, end, factor = tokens.word(place), place + 1, 0.0
    if word in words.MULTIPLIERS and (word != "twice" or tokens.word(end) in _TIMES):
        factor = words.MULTIPLIERS[word]
    elif word in ("by", "in") and (part := _part(tokens, end)) and (turn := nouns.direction(tokens, place, place)):
        factor, end = (1 + turn * part[0], part[1]) if word == "by" else (part[0], part[1])
    elif tokens[place].is_digits or word in words.SMALL:
        number = number_at(tokens, place)
        if number and tokens.word(number.end) == "times" and tokens.word(number.end + 1) in _TIMES:
            factor, end = number.low, number.end + 1
    if not factor:
        return None
    bounds = _bounded(tokens, place, end, floor, factor, factor)
    noun = nouns.after(tokens, end) if tokens.word(end) in ("as", "the") else ""
    noun = noun or nouns.before(tokens, bounds.start)
    span = Span(tokens[bounds.start].start, tokens[bounds.end - 1].end)
    direction = int(math.copysign(1, factor - 1))
    figure = Figure(
        span, span.of(text), FigureKind.CHANGE, bounds.low, bounds.high, "times", noun, bounds.approximate, direction
    )
    return bounds.end, figure


def _part(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """A fraction of one behind "by": "half", "a third", "two thirds"."""
    count = {"a": 1, "one": 1, "two": 2, "three": 3}.get(tokens.word(place), 0)
    here = place + bool(count)
    here += bool(count) and tokens.word(here) == "-"
    part = words.FRACTIONS.get(tokens.word(here))
    if part is None or tokens.word(here + 1) in ("of", "a", "million"):
        return None
    return (count or 1) * part, here + 1


# -- amounts ----------------------------------------------------------------------------


def _quantity(text: str, tokens: Tokens, place: int, floor: int) -> tuple[int, Figure] | None:
    first = _amount(tokens, place)
    if first is None or not math.isfinite(first.number.low) or _is_pronoun(tokens, first):
        return None
    low, high, last = _range(tokens, first)
    bounds = _bounded(tokens, place, last.end, floor, low, high)
    span = Span(tokens[bounds.start].start, tokens[bounds.end - 1].end)
    direction = 0
    if last.kind in (FigureKind.PERCENTAGE, FigureKind.POINTS):
        direction = nouns.direction(tokens, bounds.start, bounds.end)
    noun = _counted(tokens, bounds, last, direction)
    rounded = last.number.scale > 1 or (low == high >= 1000 and low % 100 == 0)
    approximate = bounds.approximate or first.number.vague
    return bounds.end, Figure(
        span, span.of(text), last.kind, bounds.low, bounds.high, last.unit, noun, approximate, direction, rounded
    )


def _amount(tokens: Tokens, place: int) -> _Amount | None:
    sign = _currency(tokens, place)
    number = number_at(tokens, sign[1] if sign else place)
    if number is None:
        return None
    if sign:
        return _Amount(place, number.end, number, FigureKind.MONEY, sign[0])
    if number.share:
        return _Amount(place, number.end, number, FigureKind.PERCENTAGE, "percent")
    kind, unit, end = _unit(tokens, number.end)
    return _Amount(place, end, number, kind, unit)


def _currency(tokens: Tokens, place: int) -> tuple[str, int] | None:
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
        whose = words.CURRENCY_NATIONS.get(word, "")
        return FigureKind.MONEY, currency if whose in ("", "US") else f"{whose} {currency}", nation + 1
    if tokens.at(place_after).text in words.CURRENCY_CODES:
        return FigureKind.MONEY, tokens.at(place_after).text, place_after + 1
    squared = place_after + (word in words.SQUARED)
    if unit := words.UNITS.get(tokens.word(squared).removesuffix("s")):
        end, square = squared + 1, "square " if squared > place_after else ""
        if unit == "year" and tokens.word(end + (tokens.word(end) == "-")) in ("old", "olds"):
            return FigureKind.MEASURE, "year of age", end + 1 + (tokens.word(end) == "-")
        return FigureKind.MEASURE, square + unit, end
    return FigureKind.NUMBER, "", place


def _is_pronoun(tokens: Tokens, amount: _Amount) -> bool:
    """ "one of them", "no one", "the one": a word for somebody, not a count."""
    if amount.end != amount.start + 1 or tokens.word(amount.start) != "one":
        return False
    before, after = tokens.word(amount.start - 1), tokens.at(amount.end)
    aside = "no any every each which this that the some another of by not".split()
    return before in aside or not after.is_word or after.lower in words.STOPS or after.lower in ("another", "day")


def _range(tokens: Tokens, first: _Amount) -> tuple[float, float, _Amount]:
    """Both ends of "250 to 350", "between 5,000 and 7,000", "$1-2bn"; of a point, twice the same."""
    low, high = first.number.low, first.number.high
    joint = tokens.word(first.end)
    before = tokens.word(first.start - 1)
    joined = joint in _HYPHENS or joint in ("to", "or") or (joint == "and" and before == "between")
    if not joined or (before == "from" and tokens.word(first.start - 2) in words.UP | words.DOWN):
        return low, high, first
    second = _amount(tokens, first.end + 1)
    if second is None or second.number.vague or first.number.vague:
        return low, high, first
    if first.unit and not second.unit and joint in _HYPHENS | {"and"}:
        second = second._replace(kind=first.kind, unit=first.unit)
    if first.unit and first.unit != second.unit:
        return low, high, first
    if first.number.scale == 1.0 < second.number.scale and low < second.number.low / second.number.scale:
        low *= second.number.scale
    if not low < second.number.high < math.inf:
        return first.number.low, high, first
    return low, second.number.high, second


def _bounded(tokens: Tokens, start: int, end: int, floor: int, low: float, high: float) -> _Bounds:
    """Takes in "at least", "up to", "around" and "or more" on either side, twice before: "at least some"."""
    effects = set()
    for _ in range(2):
        if (size := tokens.phrase_before(start, words.BEFORE)) and start - size >= floor:
            effects.add(words.EFFECTS[tokens.words(start - size, start)])
            start -= size
    if tokens.word(start - 1) == "between" and start - 1 >= floor and low < high:
        start -= 1
    hyphen = tokens.word(end) == "-" and tokens.glued(end)
    if size := tokens.phrase_at(end + hyphen, words.BEHIND):
        effects.add(words.EFFECTS[tokens.words(end + hyphen, end + hyphen + size)])
        end += hyphen + size
    low = 0.0 if "at most" in effects else low
    high = math.inf if "at least" in effects else high
    return _Bounds(start, end, low, high, "about" in effects)


def _counted(tokens: Tokens, bounds: _Bounds, amount: _Amount, direction: int) -> str:
    if amount.kind is FigureKind.NUMBER:
        noun = nouns.after(tokens, bounds.end) or nouns.before(tokens, bounds.start)
        fate = words.FATES.get(tokens.word(bounds.start - 1), "")
        return noun if noun.endswith(fate) else f"{noun} {fate}"
    if tokens.word(bounds.end) == "of" or amount.number.share:
        the = amount.number.share and tokens.word(bounds.end) in ("the", "its", "their")
        return nouns.after(tokens, bounds.end + the)
    if direction and (changed := nouns.changed(tokens, bounds.end)):
        return changed
    return nouns.before(tokens, bounds.start)
