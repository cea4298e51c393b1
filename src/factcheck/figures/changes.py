"""Changes told as a factor ("doubled", "by half", "three times as many") or by where they lead from and to.

Invariant: a change's ``low`` and ``high`` are factors: 1 means that nothing changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from factcheck.domain import Span
from factcheck.figures import nouns
from factcheck.figures.amounts import bounded
from factcheck.figures.lexicon import movement
from factcheck.figures.model import Figure, FigureKind, Hedge, Role
from factcheck.figures.numerals import number_at
from factcheck.figures.tokens import Tokens
from factcheck.language.numbers import FRACTIONS, SMALL, TENS

_COMPARED = frozenset("as higher more larger greater bigger the its faster their that what size number amount".split())
_GAP = 40  # characters between the two ends of a change


def change_at(text: str, tokens: Tokens, place: int, floor: int) -> tuple[int, Figure] | None:
    """ "doubled", "fell by half", "three times as many", "a tenfold rise", "half as many"."""
    found = _factor_at(tokens, place)
    if found is None:
        return None
    factor, end = found
    bounds = bounded(tokens, place, end, floor, factor, factor)
    noun = nouns.after(tokens, end) if tokens.word(end) in ("as", "the") else nouns.changed(tokens, end)
    noun = noun or nouns.before(tokens, place)
    span = Span(tokens[bounds.start].start, tokens[bounds.end - 1].end)
    direction = int(math.copysign(1, factor - 1))
    return bounds.end, Figure(
        span,
        span.of(text),
        FigureKind.CHANGE,
        bounds.low,
        bounds.high,
        "times",
        noun,
        hedge=bounds.hedge,
        role=Role.BY,
        direction=direction,
    )


def _factor_at(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """A factor and the place behind the words that give it."""
    word, end = tokens.word(place), place + 1
    if word in movement.MULTIPLIERS:
        compared = word not in movement.BEFORE_QUANTITY or tokens.word(end) in _COMPARED
        return (movement.MULTIPLIERS[word], end) if compared else None
    if word == "half" and tokens.word(end) == "as":
        return 0.5, end
    if word in ("by", "in") and (part := _part(tokens, end)) and (turn := nouns.direction(tokens, place, place)):
        return (1 + turn * part[0] if word == "by" else part[0]), part[1]
    if not (tokens[place].is_digits or word in SMALL or word in TENS):
        return None
    number = number_at(tokens, place)
    if number is None or number.share or number.low <= 0:
        return None
    fold = number.end + (tokens.word(number.end) == "-")
    if tokens.word(fold) == "fold":
        return number.low, fold + 1
    if tokens.word(number.end) == "times" and tokens.word(number.end + 1) in _COMPARED:
        return number.low, number.end + 1
    return None


def _part(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """A fraction of one behind "by": "half", "a third", "two thirds"."""
    count = {"a": 1, "one": 1, "two": 2, "three": 3}.get(tokens.word(place), 0)
    here = place + bool(count)
    here += bool(count) and tokens.word(here) == "-"
    part = FRACTIONS.get(tokens.word(here))
    if part is None or tokens.word(here + 1) in ("of", "a", "million"):
        return None
    return (count or 1) * part, here + 1


def with_changes(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, and behind them the changes that pairs of them tell: "fell from 300 to 250" is a factor of 5/6.
    The span of such a change reaches from the one to the other."""
    told = []
    for one, other in pairwise(figures):
        if {one.role, other.role} != {Role.FROM, Role.TO} or (one.kind, one.unit) != (other.kind, other.unit):
            continue
        old, new = (one, other) if one.role is Role.FROM else (other, one)
        if other.span.start - one.span.end > _GAP or not (old.is_point and new.is_point and old.low > 0 <= new.low):
            continue
        span, factor = Span(one.span.start, other.span.end), new.low / old.low
        turn = (factor > 1) - (factor < 1)
        told.append(
            Figure(
                span,
                span.of(text),
                FigureKind.CHANGE,
                factor,
                factor,
                "times",
                new.noun or old.noun,
                hedge=old.hedge or new.hedge or Hedge.NONE,
                role=Role.BY,
                direction=turn,
                when=new.when,
                places=new.places,
            )
        )
    return (*figures, *told)
