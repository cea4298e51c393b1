"""From text to figures: bare numbers get their bounds, ranges, units and what they count.

Invariant: figures are in order and never overlap; numbers that belong to a name ("Tower 22",
"F-16"), a time of day or an address are not figures.
"""

from __future__ import annotations

import math
from datetime import date

from factcheck.domain import Span
from factcheck.figures import nouns, words
from factcheck.figures.amounts import Amount, Bounds, amount_at, bounded, range_from
from factcheck.figures.dates import When, date_at
from factcheck.figures.model import Figure, FigureKind
from factcheck.figures.names import code_end
from factcheck.figures.numerals import ORDINAL_SUFFIXES, Tokens, number_at, tokenise

_BEFORE_ORDINAL = frozenset("the a an its their his her our this that each every 's ’s".split())
_TIMES = frozenset("as higher more larger greater bigger the its faster".split())


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
    if token.is_digits and (end := code_end(tokens, place)):
        return end, None
    if token.is_word and tokens.word(place - 1) in words.DESIGNATORS:
        return place + 1, None  # "phase two"
    found = (
        _ordinal(text, tokens, place) or _change(text, tokens, place, floor) or _quantity(text, tokens, place, floor)
    )
    return found or (place + 1, None)


_BEGINNINGS: frozenset[str] = frozenset().union(
    words.SMALL, words.TENS, words.VAGUE, words.FRACTIONS, words.VULGAR, words.ORDINALS, words.MULTIPLIERS,
    words.MONTHS, words.WEEKDAYS, words.CURRENCY_PREFIXES, (code.lower() for code in words.CURRENCY_CODES),
    "a an several few tens mid early late last this next previous yesterday today tomorrow no number by in".split(),
)  # fmt: skip


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
    if tokens[place].text.isdecimal() and len(word) < 6 and tokens.glued(end) and tokens.word(end) in ORDINAL_SUFFIXES:
        if tokens.at(end + 1).text[:1].isupper():
            return None  # "the 19th Brigade" is a name
        value, end = float(word), end + 1
    elif word in words.ORDINALS and _is_rank(tokens, place):
        value = float(words.ORDINALS[word])
    elif tokens[place].text in ("No", "Number", "number"):
        digit = place + 1 + (tokens.word(place + 1) == ".")
        value, end = (float(tokens[digit].text[:9]), digit + 1) if tokens.at(digit).text.isdecimal() else (0.0, end)
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
    if number_at(tokens, place + 1):
        return False  # "the first five months"
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
    bounds = bounded(tokens, place, end, floor, factor, factor)
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
    first = amount_at(tokens, place)
    if first is None or not math.isfinite(first.number.low) or _is_pronoun(tokens, first):
        return None
    if tokens.glued(first.end) and tokens.word(first.end) in ORDINAL_SUFFIXES:
        return None
    low, high, last = range_from(tokens, first)
    bounds = bounded(tokens, place, last.end, floor, low, high)
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


def _is_pronoun(tokens: Tokens, amount: Amount) -> bool:
    """ "one of them", "no one", "the one": a word for somebody, not a count."""
    if amount.end != amount.start + 1 or tokens.word(amount.start) != "one":
        return False
    before, after = tokens.word(amount.start - 1), tokens.at(amount.end)
    aside = "no any every each which this that the some another of by not".split()
    return before in aside or not after.is_word or after.lower in words.STOPS or after.lower in ("another", "day")


def _counted(tokens: Tokens, bounds: Bounds, amount: Amount, direction: int) -> str:
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
