"""Bare numbers among the tokens of a text: "2,500", "1.2 million", "two hundred and fifty", "a dozen".

Invariant: reading at a place looks at a bounded number of tokens, so that a whole text is
read in time linear in its length.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.figures.lexicon import counted, quantities
from factcheck.figures.scales import SCALED, and_a_part, hyphen, plain, scale_at, slashed, smaller_scale, value_of
from factcheck.figures.tokens import Tokens
from factcheck.language.numbers import FRACTIONS, ORDINALS, SCALES, SMALL, TENS

ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_LONGEST = 32  # tokens that one number may take
_COMMA_REACH = 6  # tokens behind a comma in which the next scale must be named
_LEAST_PLACE = 1e-6  # the last decimal that is read in words
_LARGEST = 1e18


class Number(NamedTuple):
    """A number in ``tokens[…:end]``. ``share`` means a part of a whole, ``low`` then being percent."""

    low: float
    high: float
    end: int
    vague: bool = False
    share: bool = False
    scale: float = 1.0
    digits: bool = False


def number_at(tokens: Tokens, place: int) -> Number | None:
    """The number that begins at ``place``, or None."""
    token = tokens.at(place)
    if not (token.is_digits or token.is_word or token.text in quantities.VULGAR):
        return None
    if share := _share(tokens, place):
        return share
    if token.text in quantities.VULGAR:
        return _part_of_group(tokens, quantities.VULGAR[token.text], place + 1)
    if token.is_digits:
        return _in_digits(tokens, place)
    return _vague(tokens, place) or _group(tokens, place) or _in_words(tokens, place)


def _in_digits(tokens: Tokens, place: int) -> Number | None:
    value, end = value_of(tokens.at(place).text), place + 1
    if value is None:
        return None
    if tokens.word(end) in quantities.VULGAR:
        value, end = value + quantities.VULGAR[tokens.word(end)], end + 1
    elif (part := slashed(tokens, end)) and not tokens.glued(end):
        value, end = value + part, end + 3  # "2 1/2"
    value, end = and_a_part(tokens, value, 1.0, end)
    scale, end = scale_at(tokens, end)
    value, end = and_a_part(tokens, value * scale, scale, end)
    value, end = smaller_scale(tokens, value, scale, end)
    return Number(value, value, end, scale=scale, digits=True)


def _vague(tokens: Tokens, place: int) -> Number | None:
    """ "dozens", "tens of thousands", "several hundred", "a few dozen", "a couple of": a range, openly."""
    word, article = tokens.word(place), place + (tokens.word(place) == "a")
    scale = quantities.VAGUE.get(tokens.word(place + 2)) if tokens.word(place + 1) == "of" else None
    if scale and (tens := quantities.TENS_OF.get(word)):
        return Number(2 * tens * scale, 10 * tens * scale, place + 3, vague=True)
    if word in quantities.VAGUE:
        return Number(2 * quantities.VAGUE[word], float("inf"), place + 1, vague=True)
    if tokens.word(article) in ("several", "few"):
        if scale := quantities.GROUPS.get(tokens.word(article + 1)):
            return Number(2 * scale, 10 * scale, article + 2, vague=True)
    elif (several := quantities.TOGETHER.get(tokens.word(article))) and article > place:
        return _together(tokens, several, article)
    return None


def _together(tokens: Tokens, several: float, place: int) -> Number | None:
    """ "a couple of", "a couple hundred", "a couple of hundred thousand"."""
    of, loose = place + (tokens.word(place + 1) == "of"), tokens.word(place) == "couple"
    if loose and (scale := quantities.GROUPS.get(tokens.word(of + 1))):
        again, end = scale_at(tokens, of + 2)
        value = several * scale * again
        return Number(value, value, end, vague=True, scale=scale * again)
    return Number(several, several, of + 1, vague=loose) if of > place else None


# -- parts of a whole -------------------------------------------------------------------


def _share(tokens: Tokens, place: int) -> Number | None:
    """A part of a whole, in percent: "one in five", "3 out of 10", "1/3 of", "half of", "two-thirds"."""
    if tokens.at(place).is_digits:
        return _out_of(tokens, place) or _digit_fraction(tokens, place)
    if tokens.word(place) == "half":
        return _half(tokens, place)
    return _out_of(tokens, place) or _word_fraction(tokens, place)


def _half(tokens: Tokens, place: int) -> Number | None:
    """ "half of", "half the"; "half a million" is a number; not "the second half of"."""
    whole = tokens.word(place + 1) in quantities.BEHIND_HALF and tokens.word(place - 1) not in ORDINALS
    return _part_of_group(tokens, 1 / 2, place + 1) or (_percent(1 / 2, place + 1) if whole else None)


def _word_fraction(tokens: Tokens, place: int) -> Number | None:
    """ "a third of", "one-fifth", "two thirds", "three quarters of a million"."""
    word = tokens.word(place)
    if not (count := 1.0 if word == "a" else float(SMALL.get(word, 0))):
        return None
    after = place + 2 + (tokens.word(place + 1) == "-")
    part, following = FRACTIONS.get(tokens.word(after - 1)), tokens.word(after)
    if not part or (count > 1 and tokens.word(after - 1) == "half"):
        return None  # "two half brothers"
    if found := _part_of_group(tokens, count * part, after):
        return found
    ends = not (tokens.at(after).is_word or following == "-") or (word == "one" and following in counted.STOPS)
    if count == 1 and following != "of" and not ends:
        return None  # "a third man", "one third grade"
    if part == 1 / 2 and (following in ("a", "an") or following in quantities.GROUPS):
        return None
    return _percent(count * part, after)


def _percent(part: float, end: int) -> Number:
    return Number(100 * part, 100 * part, end, share=True)


def _part_of_group(tokens: Tokens, part: float, place: int) -> Number | None:
    """ "half a million", "a quarter of a million", "three quarters of a mile": no share, but so many."""
    article = place + (tokens.word(place) == "of")
    here = article + (tokens.word(article) in ("a", "an"))
    value = quantities.GROUPS.get(tokens.word(here))
    if value and (here > article or (here == place and part in (1 / 2, 1 / 4))):
        return Number(part * value, part * value, here + 1, scale=value)
    if here > article and tokens.word(here) in quantities.MEASURED:
        return Number(part, part, here)
    return None


def _out_of(tokens: Tokens, place: int) -> Number | None:
    """ "one in five", "3 out of 10", "one out of every five"."""
    joint = tokens.word(place + 1)
    if joint != "in" and not (joint == "out" and tokens.word(place + 2) == "of"):
        return None
    here = place + (2 if joint == "in" else 3)
    here += tokens.word(here) == "every"
    count, whole = plain(tokens, place), plain(tokens, here)
    if not count or not whole:
        return None
    scale, end = scale_at(tokens, here + 1)
    whole *= scale
    return _percent(count / whole, end) if count < whole and whole in quantities.WHOLES else None


def _digit_fraction(tokens: Tokens, place: int) -> Number | None:
    """ "1/3 of the", "3/4 the"."""
    part = slashed(tokens, place) if tokens.word(place + 3) in ("of", "the") else 0.0
    return _percent(part, place + 3) if part else None


# -- in words ---------------------------------------------------------------------------


def _group(tokens: Tokens, place: int) -> Number | None:
    """ "a dozen", "a million", "a hundred million", "a hundred and fifty", "a million and a half"."""
    if tokens.word(place) not in ("a", "an") or (value := quantities.GROUPS.get(tokens.word(place + 1))) is None:
        return None
    scale, end = scale_at(tokens, place + 2)
    value *= scale
    if scale == 1.0:
        here = end + (tokens.word(end) in ("and", ","))
        rest = _in_words(tokens, here) if here > end or value >= SCALED else None
        if rest and rest.low < value and (tokens.word(end) == "and" or rest.scale > 1):
            return Number(value + rest.low, value + rest.low, rest.end, scale=value)
    value, end = and_a_part(tokens, value, value, end)
    return Number(value, value, end, scale=value)


class _Sum(NamedTuple):
    """The words of a number read so far: ``total`` up to the scale named last, ``current`` since then."""

    total: float = 0.0
    current: float = 0.0
    largest: float = 1.0
    last: float = math.inf

    def plus(self, word: str) -> _Sum | None:
        """With one more word, or None where it does not go on with the number."""
        total, current, largest, last = self
        if word in TENS and current % 100 == 0:
            return self._replace(current=current + TENS[word])
        if word in SMALL and (current % 100 == 0 or (current % 10 == 0 and SMALL[word] < 10)):
            return self._replace(current=current + SMALL[word])
        if word == "hundred" and 0 < current < 100:
            return self._replace(current=current * 100, largest=max(largest, 100.0))
        if word == "dozen" and current:
            return self._replace(current=current * 12, largest=max(largest, 12.0))
        scale = SCALES.get(word, 0.0) if word != "hundred" else 0.0
        if current and 0 < scale < last:
            return _Sum(total + current * scale, 0.0, max(largest, scale), scale)
        if total and not current and scale > last:  # "two hundred thousand million"
            return _Sum(total * scale, 0.0, largest * scale, scale)
        return None


def _in_words(tokens: Tokens, place: int) -> Number | None:
    read, end, here = _Sum(), place, place
    while here < place + _LONGEST and (more := read.plus(tokens.word(here))):
        read, end = more, here + 1
        here = end + _joint(tokens, end, read.current, read.total)
    value = read.total + read.current
    if end == place or value > _LARGEST:
        return None
    return _fraction_of_words(tokens, Number(value, value, end, scale=read.largest))


def _fraction_of_words(tokens: Tokens, number: Number) -> Number:
    """A number in words with what follows its whole part: "two point five million", "two and a half million"."""
    value, end, scale = number.low, number.end, number.scale
    if tokens.word(end) == "point" and 0 <= SMALL.get(tokens.word(end + 1), -1) < 10:
        place, end = 0.1, end + 1
        while 0 <= (digit := SMALL.get(tokens.word(end), -1)) < 10 and place > _LEAST_PLACE:
            value, place, end = value + digit * place, place / 10, end + 1
    elif scale == 1.0 or tokens.word(end) == "and":
        value, end = and_a_part(tokens, value, 1.0 if scale < SCALED else scale, end)
    if end > number.end and scale < SCALED and (named := SCALES.get(tokens.word(end + hyphen(tokens, end)))):
        value, scale, end = round(value * named, 6), named, end + hyphen(tokens, end) + 1
    return Number(value, value, end, scale=scale)


def _joint(tokens: Tokens, place: int, current: float, total: float) -> int:
    """1 where a hyphen ("twenty-one"), an "and" ("hundred and one") or a comma ("one million, two hundred thousand")
    goes on with the number."""
    word, following = tokens.word(place), tokens.word(place + 1)
    if word == "-" and tokens.glued(place) and (following in SMALL or following in SCALES):
        return 1
    if word == "," and total and not current:
        ahead = (tokens.word(here) for here in range(place + 2, place + _COMMA_REACH))
        return int((following in SMALL or following in TENS) and _reaches_scale(ahead))
    hundreds = current >= 100 or (total and not current)
    return int(word == "and" and bool(hundreds) and (following in SMALL or following in TENS))


def _reaches_scale(words: Iterable[str]) -> bool:
    """Whether numbers alone lead up to a "hundred" or a "thousand"."""
    for word in words:
        if word in SCALES:
            return True
        if word not in SMALL and word not in TENS and word not in ("-", "and"):
            return False
    return False
