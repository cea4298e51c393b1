"""How far a figure may lie off what its writer knew: by rounding, and by "about", "nearly" or "just over".

Invariant: the slack is a function of the figure alone, and is never negative.
"""

from __future__ import annotations

import math
from decimal import Decimal

from factcheck.figures.model import Figure, FigureKind, Hedge

ABOUT = 0.05  # "about 2,500" agrees with what lies within this part of it on either side
ALMOST = 0.10  # "nearly 300" with what lies so much below it, "just over 300" so much above it
ONE_DIGIT = 0.025  # "2 million" with what rounds to it and is at most so far off
LAST_DIGIT = 0.01  # "15.2%" with "15.27%": a last digit cut off instead of rounded
UNITS = 0.05  # "30 km" with what rounds to it, and at most so far off
FACTOR = 0.025  # "doubled" with 1.95 to 2.05 times
_NOISE = 1e-9
_MANY = 1000  # from here on trailing zeros say that a count was rounded
_FRACTION = 4  # decimals from which a percentage was made of "a third"


def slack(figure: Figure) -> tuple[float, float]:
    """How far below and above its ends the figure still agrees with another, in its own unit."""
    if figure.kind is FigureKind.ORDINAL:
        return 0.0, 0.0
    if figure.kind is FigureKind.DATE:
        return _days(figure)
    value = max((abs(end) for end in (figure.low, figure.high) if math.isfinite(end)), default=0.0)
    rounding = max(_rounding(figure, value), value * _NOISE)
    match figure.hedge:
        case Hedge.ABOUT:
            return max(rounding, ABOUT * value), max(rounding, ABOUT * value)
        case Hedge.ALMOST:
            return max(rounding, ALMOST * value), value * _NOISE
        case Hedge.JUST_OVER:
            return value * _NOISE, max(rounding, ALMOST * value)
    return rounding, rounding


def _days(figure: Figure) -> tuple[float, float]:
    """ "Circa 1450" may be the year before or after, "early 2019" half as much longer."""
    length = figure.high - figure.low + 1
    if figure.hedge is Hedge.NONE or not math.isfinite(length):
        return 0.0, 0.0
    off = length if length in (365, 366) else length // 4
    return off, off


def _rounding(figure: Figure, value: float) -> float:
    """Half the place of the last digit that the writer gave."""
    if figure.kind is FigureKind.CHANGE:
        return FACTOR * value
    exponent = Decimal(repr(value)).normalize().as_tuple()
    place, digits = int(exponent.exponent), len(exponent.digits)
    if place < 0:
        coarse = figure.kind is FigureKind.PERCENTAGE and -place >= _FRACTION
        step = 10.0**place
        return 1.0 if coarse else max(step / 2, min(step, LAST_DIGIT * value))
    if figure.kind in (FigureKind.PERCENTAGE, FigureKind.POINTS):
        return 0.5
    if value >= _MANY and place >= 2:
        half = 0.5 * 10.0**place
        return half if digits > 1 else min(half, ONE_DIGIT * value)
    return max(min(0.5, UNITS * value), min(1.0, LAST_DIGIT * value)) if figure.kind is FigureKind.MEASURE else 0.0
