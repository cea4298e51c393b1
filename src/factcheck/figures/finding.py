"""From text to figures: bare numbers get their bounds, ranges, units and what they count.

Invariant: figures are in order and never overlap; numbers that belong to a name ("Tower 22",
"F-16"), a time of day, a score or an address are not figures. Time is linear in the text.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from factcheck.domain import Span
from factcheck.figures import nouns, units
from factcheck.figures.amounts import Amount, Bounds, amount_at, bounded, per_at, range_from
from factcheck.figures.changes import change_at
from factcheck.figures.dates import When
from factcheck.figures.lexicon import counted, labels, times
from factcheck.figures.lexicon.beginnings import BEGINNINGS
from factcheck.figures.model import Figure, FigureKind, Hedge, Role
from factcheck.figures.names import code_end, names_a_title
from factcheck.figures.numerals import ORDINAL_SUFFIXES, number_at
from factcheck.figures.spelling import is_plural
from factcheck.figures.timing import date_at
from factcheck.figures.tokens import Tokens, tokenise
from factcheck.language.calendar import MONTHS
from factcheck.language.numbers import ORDINALS, SMALL, TENS

_BEFORE_ORDINAL = frozenset("the a an its their his her our this that each every 's ’s".split())
_RANKED = frozenset("ranked ranks came finished placed finishing ranking".split())
_AGED = frozenset("aged age".split())
_OLDER = frozenset("over under above below".split())
_SENTENCE_ENDS = frozenset(".!?;")
_VOTES = ("votes", "vote", "seats")
_NEAR = 15  # tokens between a figure and the date that is said to be its own


class _Found(NamedTuple):
    """A figure and the tokens it was read from."""

    start: int
    end: int
    figure: Figure


@lru_cache(maxsize=1 << 11)  # a passage is laid beside every claim that finds it
def find(text: str, reference: date | None = None) -> tuple[Figure, ...]:
    """The figures of ``text``. ``reference`` is the day it was written: without it, "last year"
    and "on Monday" are passed over, and "October 20" stays without a year."""
    tokens = tokenise(text)
    found: list[_Found] = []
    place = floor = 0
    while place < len(tokens):
        end, figure = _figure_at(text, tokens, place, floor, reference)
        if figure:
            found.append(_Found(place, end, figure))
            floor = end
        place = max(end, place + 1)
    found = [_in_turn(tokens, found, index) for index in range(len(found))]
    return tuple(_placed(tokens, found, index) for index in range(len(found)))


def _figure_at(text: str, tokens: Tokens, place: int, floor: int, reference: date | None) -> tuple[int, Figure | None]:
    """The figure at ``place`` and the place after it; without one, the place to go on from."""
    token = tokens[place]
    if token.is_word and token.lower not in BEGINNINGS:
        return place + 1, None
    if when := date_at(tokens, place, reference):
        return when.end, _dated(text, tokens, place, when)
    if token.is_digits and (share := number_at(tokens, place)) and share.share:
        return _quantity(text, tokens, place, floor) or (place + 1, None)
    if token.is_digits and (end := code_end(tokens, place)):
        return end, None
    if token.is_word and tokens.word(place - 1) in labels.DESIGNATORS:
        return place + 1, None  # "phase two"
    found = (
        _ordinal(text, tokens, place) or change_at(text, tokens, place, floor) or _quantity(text, tokens, place, floor)
    )
    return found or (place + 1, None)


def _placed(tokens: Tokens, found: list[_Found], index: int) -> Figure:
    """The figure with when and where it was counted, as far as its sentence says."""
    start, end, figure = found[index]
    if figure.kind is FigureKind.DATE:
        return replace(figure, noun=nouns.event(tokens, start, end))
    if figure.kind is FigureKind.ORDINAL:
        return figure
    return replace(
        figure,
        when=_own_date(tokens, found, index),
        places=nouns.places(tokens, start, end),
        denied=nouns.denied(tokens, start),
        trend=0 if figure.direction or figure.role in (Role.FROM, Role.BY) else nouns.trend(tokens, start, end),
    )


def _own_date(tokens: Tokens, found: list[_Found], index: int) -> tuple[float, float] | None:
    """The date that stands next to the figure in its sentence, with no other figure between."""
    near = []
    for step in (-1, 1):
        if not 0 <= index + step < len(found):
            continue
        earlier, later = sorted((found[index], found[index + step]), key=lambda each: each.start)
        date_found = found[index + step].figure
        gap = range(earlier.end, later.start)
        dated = date_found.kind is FigureKind.DATE and date_found.unit == "day"
        if dated and len(gap) <= _NEAR and not any(tokens.word(here) in _SENTENCE_ENDS for here in gap):
            near.append((len(gap), step, date_found))
    return (min(near)[2].low, min(near)[2].high) if near else None


def _in_turn(tokens: Tokens, found: list[_Found], index: int) -> _Found:
    """A bare number with the unit that its sentence names only once: "49 percent on one and 53 on the other",
    "6 and 11 percent", "from 45 percent to 58"."""
    here = found[index]
    if here.figure.kind is not FigureKind.NUMBER or here.figure.noun or here.figure.per:
        return here
    for back in range(index - 1, max(index - 1 - _LISTED, -1), -1):
        named = found[back]
        if any(tokens.word(place) in _SENTENCE_ENDS for place in range(named.end, here.start)):
            break
        follows = tokens.word(named.end) == tokens.word(here.end) and tokens.word(here.end) in _SHARED_OUT
        turned = back == index - 1 and tokens.words(named.end, here.start) == "to" and named.figure.role is Role.FROM
        if named.figure.kind in _SAID_ONCE and (follows or turned):
            return here._replace(figure=_like(here.figure, named.figure))
    ahead = found[index + 1] if index + 1 < len(found) else here
    if ahead.figure.kind is FigureKind.PERCENTAGE and tokens.words(here.end, ahead.start) == "and":
        return here._replace(figure=_like(here.figure, ahead.figure))
    return here


def _like(figure: Figure, named: Figure) -> Figure:
    return replace(figure, kind=named.kind, unit=named.unit, noun=named.noun)


_SAID_ONCE = frozenset({FigureKind.PERCENTAGE, FigureKind.MONEY})
_SHARED_OUT = frozenset("for on with in among at against".split())
_LISTED = 6  # figures back in which the unit of a list is looked for


# -- dates ------------------------------------------------------------------------------


def _dated(text: str, tokens: Tokens, place: int, when: When) -> Figure:
    span = Span(tokens[place].start, tokens[when.end - 1].end)
    if when.first or when.last:
        low = float(when.first.toordinal()) if when.first else -math.inf
        high, unit = float(when.last.toordinal()) if when.last else math.inf, "day"
    else:
        low, high, unit = 100.0 * when.month + (when.day or 1), 100.0 * when.month + (when.day or 31), "day of the year"
    return Figure(
        span, span.of(text), FigureKind.DATE, low, high, unit, hedge=when.hedge, start=when.first, end=when.last
    )


# -- ranks ------------------------------------------------------------------------------


def _ordinal(text: str, tokens: Tokens, place: int) -> tuple[int, Figure] | None:
    """ "the third attack", "20th", "twenty-first", "No. 5", "ranked second"."""
    word, end, value = tokens.word(place), place + 1, 0.0
    if tokens[place].text.isdecimal() and len(word) < 6 and tokens.glued(end) and tokens.word(end) in ORDINAL_SUFFIXES:
        if tokens.at(end + 1).text[:1].isupper():
            return None  # "the 19th Brigade" is a name
        value, end = float(word), end + 1
    elif word in TENS and tokens.word(end) == "-" and ORDINALS.get(tokens.word(end + 1), 10) < 10:
        value, end = TENS[word] + float(ORDINALS[tokens.word(end + 1)]), end + 2
    elif word in ORDINALS and _is_rank(tokens, place):
        value = float(ORDINALS[word])
    elif tokens[place].text in ("No", "Number", "number"):
        value, end = _numbered(tokens, place)
    if not value:
        return None
    noun = nouns.after(tokens, end + (tokens.word(end) == "-"))
    noun = " ".join(word for word in noun.split() if word not in counted.FATES.values())
    span = Span(tokens[place].start, tokens[end - 1].end)
    return end, Figure(span, span.of(text), FigureKind.ORDINAL, value, value, noun=noun)


def _numbered(tokens: Tokens, place: int) -> tuple[float, int]:
    """The rank behind "No." or "number", and the place behind it; 0 for none."""
    digit = place + 1 + (tokens.word(place + 1) == ".")
    if tokens.at(digit).text.isdecimal() and len(tokens.at(digit).text) <= 9:
        return float(tokens[digit].text), digit + 1
    value = SMALL.get(tokens.word(digit), 0)
    if value and tokens[place].text != "No":
        return float(value), digit + 1
    return 0.0, place + 1


def _is_rank(tokens: Tokens, place: int) -> bool:
    following = tokens.at(place + 1)
    if tokens.word(place - 1) in _RANKED:
        return True
    named = following.text[:1].isupper() and tokens.at(place).text[0].isupper()
    named = named or following.lower in ("lady", "reich", "amendment")
    if number_at(tokens, place + 1):
        return False  # "the first five months"
    determined = tokens.word(place - 1) in _BEFORE_ORDINAL or tokens.word(place - 1).endswith(("'s", "’s"))
    return determined and not named and bool(nouns.after(tokens, place + 1 + (following.lower == "-")))


# -- amounts ----------------------------------------------------------------------------


def _quantity(text: str, tokens: Tokens, place: int, floor: int) -> tuple[int, Figure] | None:
    first = amount_at(tokens, place)
    if first is None or _counts_nothing(tokens, first):
        return None
    role = nouns.role(tokens, place)
    low, high, last = range_from(tokens, first, in_change=role in (Role.FROM, Role.BY))
    bounds = bounded(tokens, place, last.end, floor, low, high)
    last = _aged(tokens, bounds, last)
    role, direction = _change(tokens, bounds, last, role or nouns.role(tokens, bounds.start))
    vague = first.number.vague and math.isfinite(bounds.high)
    hedge = bounds.hedge or (Hedge.ABOUT if vague else Hedge.NONE)
    per, end = _per(tokens, bounds, last)
    noun = _counted(tokens, bounds, last, direction) or (nouns.after(tokens, end) if end > bounds.end else "")
    span = Span(tokens[bounds.start].start, tokens[bounds.end - 1].end)
    return end, Figure(
        span, span.of(text), last.kind, bounds.low, bounds.high, last.unit, noun, per, hedge, role, direction
    )


def _counts_nothing(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number is a pronoun, part of a title or of a rank ("twenty-1st"), or beyond all numbers."""
    suffixed = tokens.glued(amount.end) and tokens.word(amount.end) in ORDINAL_SUFFIXES
    if suffixed or not math.isfinite(amount.number.low):
        return True
    return _is_pronoun(tokens, amount) or names_a_title(tokens, amount.start, amount.end)


def _change(tokens: Tokens, bounds: Bounds, amount: Amount, role: Role) -> tuple[Role, int]:
    """What the amount is in a change, and whether that is a rise (1) or a fall (-1): a percentage beside "rose" tells
    by how much."""
    if role is Role.BY and amount.unit in units.LENGTHS and tokens.word(bounds.start - 1) in times.LASTED:
        role = Role.LEVEL  # how long it took, not by how much it changed
    if _is_vote(tokens, bounds):
        return Role.LEVEL, 0
    turned = amount.kind in (FigureKind.PERCENTAGE, FigureKind.POINTS)
    direction = nouns.direction(tokens, bounds.start, bounds.end) if turned or role is Role.BY else 0
    return (role or Role.BY if direction and turned else role), direction


def _is_vote(tokens: Tokens, bounds: Bounds) -> bool:
    """Whether a number is a side of "29 votes to 20" or "by 29 to 20 votes": a motion that falls so is no figure that
    falls."""
    before, after = tokens.words(bounds.start - 2, bounds.start), tokens.words(bounds.end, bounds.end + 2)
    ahead = before.startswith(_VOTES) and before.endswith(" to")
    behind = after.startswith(_VOTES) and after.endswith(" to") and tokens.at(bounds.end + 2).is_digits
    return ahead or behind


def _aged(tokens: Tokens, bounds: Bounds, amount: Amount) -> Amount:
    """An age without its years: "aged 12 to 17", "Ann Bell, 34, said"."""
    if amount.kind is not FigureKind.NUMBER or amount.number.scale > 1 or 120 < bounds.high < math.inf:
        return amount
    before = tokens.at(bounds.start - 2)
    apposed = tokens.word(bounds.start - 1) == "," and tokens.at(bounds.end).text in (",", ".", "")
    named = apposed and before.is_word and before.text[0].isupper() and before.lower not in MONTHS
    grown = tokens.word(bounds.start) in _OLDER and tokens.word(bounds.start - 1) in counted.PLURALS
    grown = grown and not nouns.after(tokens, bounds.end)
    grown = grown or tokens.words(bounds.start - 2, bounds.start) == "age of"
    if grown or tokens.word(bounds.start - 1) in _AGED or (named and bounds.low == bounds.high and bounds.low > 1):
        return amount._replace(kind=FigureKind.MEASURE, unit="year of age")
    return amount


def _is_pronoun(tokens: Tokens, amount: Amount) -> bool:
    """ "one of them", "no one", "as one moves": a word for somebody, not a count."""
    if amount.end != amount.start + 1 or tokens.word(amount.start) != "one":
        return False
    before, after = tokens.word(amount.start - 1), tokens.at(amount.end)
    aside = "no any every each which this that the some another of by not as".split()
    if before in aside or not after.is_word or after.lower in counted.STOPS or after.lower in ("another", "day"):
        return True
    return is_plural(after.lower) and after.lower not in counted.PLURALS


def _counted(tokens: Tokens, bounds: Bounds, amount: Amount, direction: int) -> str:
    if amount.kind is FigureKind.NUMBER:
        noun = nouns.after(tokens, bounds.end) or nouns.before(tokens, bounds.start)
        fate = counted.FATES.get(tokens.word(bounds.start - 1), "")
        return noun if noun.endswith(fate) else f"{noun} {fate}".strip()
    if amount.unit in units.AGES.values():
        return nouns.after(tokens, bounds.end) or nouns.name_before(tokens, bounds.start)
    if amount.kind is FigureKind.MEASURE:
        if tokens.word(amount.number.end) == "-" and tokens.at(bounds.end).is_word:
            return nouns.after(tokens, bounds.end)  # "a 45-minute film"
        if offset := times.OFFSETS.get(tokens.word(bounds.end)):
            return offset
    if tokens.word(bounds.end) == "of" or amount.number.share:
        the = amount.number.share and tokens.word(bounds.end) in ("the", "its", "their", "all")
        return nouns.after(tokens, bounds.end + the)
    if direction and (changed := nouns.changed(tokens, bounds.end)):
        return changed
    if amount.kind is FigureKind.MONEY and (named := nouns.signed(tokens, bounds.end)):
        return named
    return nouns.before(tokens, bounds.start)


def _per(tokens: Tokens, bounds: Bounds, amount: Amount) -> tuple[str, int]:
    """What the amount is counted on, right behind it or behind what is counted ("12 deaths a day"), and the place
    behind the amount, or behind the number of the rate: that of "5 per 100,000" is no figure of its own."""
    if amount.per:
        return amount.per, bounds.end
    for here in range(bounds.end, bounds.end + 4):
        if found := per_at(tokens, here):
            return found[0], (found[1] if found[0][0].isdecimal() else bounds.end)
        if not tokens.at(here).is_word:
            break
    return "", bounds.end
