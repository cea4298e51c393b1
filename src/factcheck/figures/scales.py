"""The parts of a number: its digits, the scale behind them, and what is added to it.

Invariant: what is read here begins at its place and ends at most a handful of tokens behind it.
"""

from __future__ import annotations

import re

from factcheck.figures.lexicon import money, quantities
from factcheck.figures.spelling import is_plural
from factcheck.figures.tokens import Tokens
from factcheck.language.numbers import FRACTIONS, SCALES, SMALL, TENS

_GAPS = re.compile(r"[\s'’]")
_PLAIN = re.compile(r"\d*\.?\d+|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_POINTS_AND_COMMA = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2}")  # 1.234.567 and 12,5
_MOST_DIGITS = 40
_LARGEST_PART = 12  # the denominator of a fraction in digits
SCALED = 1000.0  # the least scale behind which a smaller one goes on with the number


def value_of(text: str) -> float | None:
    """The number that a token in digits stands for, whichever marks part its thousands; None where that is open."""
    text = _GAPS.sub("", text).replace("·", ".")
    if len(text) > _MOST_DIGITS:
        return None
    if _PLAIN.fullmatch(text):
        return float(text.replace(",", ""))
    if _POINTS_AND_COMMA.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return None


def plain(tokens: Tokens, place: int) -> float | None:
    """A number of one token."""
    token = tokens.at(place)
    if token.is_digits:
        return value_of(token.text)
    return float(SMALL.get(token.lower, TENS.get(token.lower, SCALES.get(token.lower, 0)))) or None


def slashed(tokens: Tokens, place: int) -> float:
    """The fraction in "1/2", "3/4"; 0 for none."""
    if tokens.word(place + 1) != "/" or not tokens.glued(place + 1) or not tokens.glued(place + 2):
        return 0.0
    above, below = plain(tokens, place), plain(tokens, place + 2)
    return above / below if above and below and above < below <= _LARGEST_PART else 0.0


def hyphen(tokens: Tokens, place: int) -> int:
    """1 for a hyphen that joins the words on both sides."""
    return int(tokens.word(place) == "-" and tokens.glued(place) and tokens.glued(place + 1))


def scale_at(tokens: Tokens, place: int) -> tuple[float, int]:
    if tokens.glued(place) and (glued := quantities.GLUED_SCALES.get(tokens.word(place))):
        return glued, place + 1
    hyphen = tokens.word(place) == "-" and tokens.glued(place)
    if scale := SCALES.get(tokens.word(place + hyphen)):
        again = SCALES.get(tokens.word(place + hyphen + 1), 1.0)  # "a hundred million"
        return (scale * again, place + hyphen + 2) if again > 1 else (scale, place + hyphen + 1)
    if tokens.word(place) == "dozen":
        return quantities.GROUPS["dozen"], place + 1
    apart = tokens.word(place - 2) in money.CURRENCY_SIGNS or is_plural(tokens.word(place + 1))
    if tokens.word(place) in ("bn", "tn") or (tokens.word(place) in ("m", "b") and apart):
        return quantities.GLUED_SCALES[tokens.word(place)], place + 1
    return 1.0, place


def and_a_part(tokens: Tokens, value: float, scale: float, place: int) -> tuple[float, int]:
    """ "three and a half", "two-and-a-quarter", "one and three quarters", "a million and a half": parts of one, or of
    the scale just named."""
    here = place + hyphen(tokens, place)
    if tokens.word(here) != "and" or not value:
        return value, place
    here += 1 + hyphen(tokens, here + 1)
    count = 1.0 if tokens.word(here) in ("a", "one") else float(SMALL.get(tokens.word(here), 0))
    here += 1 + hyphen(tokens, here + 1)
    part, end = FRACTIONS.get(tokens.word(here), 0.0) * count, here + 1
    end += hyphen(tokens, end) * (tokens.word(end + 1) in SCALES)
    ends = part in (1 / 2, 1 / 4, 3 / 4) or tokens.word(end) in SCALES
    of_another = tokens.word(end) == "of" or (scale > 1 and tokens.word(end) in SCALES)
    return (value + part * scale, end) if 0 < part < 1 and ends and not of_another else (value, place)


def smaller_scale(tokens: Tokens, value: float, scale: float, place: int) -> tuple[float, int]:
    """What follows in digits on a smaller scale: "1 million, 200 thousand"."""
    here = place + (tokens.word(place) in (",", "and"))
    rest = value_of(tokens.at(here).text) if scale >= SCALED and tokens.at(here).is_digits else None
    smaller, end = scale_at(tokens, here + 1)
    fits = rest is not None and 1 < smaller < scale and rest * smaller < scale
    return (value + rest * smaller, end) if rest is not None and fits else (value, place)
