"""Tokens, and the bare numbers among them: "2,500", "1.2 million", "two hundred and fifty", "a dozen".

Invariant: reading at a place looks at a bounded number of tokens, so that a whole text is
read in time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factcheck.figures.lexicon import counted, money, quantities
from factcheck.figures.spelling import is_plural
from factcheck.language.numbers import FRACTIONS, ORDINALS, SCALES, SMALL, TENS

# A number, a word (apostrophes inside it), or any other single sign. Thousands may stand apart by a thin or
# unbreakable space or an apostrophe, and by a plain space where there are two gaps: "1 234 567".
_SPACED = r"\d{1,3}(?:(?:[\u00a0\u2009\u202f'’]\d{3})+|(?: \d{3}){2,})(?![\d])"
_TOKEN = re.compile(rf"{_SPACED}(?:[.,]\d+)?|\d+(?:[.,·]\d+)*|(?<![\w.])\.\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
_GAPS = re.compile(r"[\s'’]")
_PLAIN = re.compile(r"\d*\.?\d+|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_POINTS_AND_COMMA = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d+,\d{1,2}")  # 1.234.567 and 12,5
HYPHENS = frozenset({"-", "–", "—"})
ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_LONGEST = 12  # tokens that one number may take
_LARGEST = 1e18
_MOST_DIGITS = 40
_LARGEST_PART = 12  # the denominator of a fraction in digits


class NumeralToken(NamedTuple):
    text: str
    lower: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        return self.text[-1:].isdecimal()

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha()


_NOTHING = NumeralToken("", "", -1, -1)


class Tokens(list[NumeralToken]):
    """The tokens of a text; a place outside it reads as an empty token."""

    def at(self, place: int) -> NumeralToken:
        return self[place] if 0 <= place < len(self) else _NOTHING

    def word(self, place: int) -> str:
        return self.at(place).lower

    def words(self, start: int, end: int) -> str:
        """The tokens ``[start, end)`` in lower case, a space between them."""
        return " ".join(token.lower for token in self[start:end])

    def glued(self, place: int) -> bool:
        """Whether the token follows the one before it without a space."""
        return 0 < place < len(self) and self[place - 1].end == self[place].start

    def phrase_at(self, place: int, by_first: Mapping[str, Sequence[str]]) -> str:
        """The first phrase filed under the word at ``place`` that stands there; empty for none."""
        for phrase in by_first.get(self.word(place), ()):
            if self.words(place, place + phrase.count(" ") + 1) == phrase:
                return phrase
        return ""

    def phrase_before(self, place: int, by_last: Mapping[str, Sequence[str]]) -> str:
        """The same for a phrase that ends just before ``place``, filed under its last word."""
        for phrase in by_last.get(self.word(place - 1), ()):
            if self.words(max(place - phrase.count(" ") - 1, 0), place) == phrase:
                return phrase
        return ""


class Number(NamedTuple):
    """A number in ``tokens[…:end]``. ``share`` means a part of a whole, ``low`` then being percent."""

    low: float
    high: float
    end: int
    vague: bool = False
    share: bool = False
    scale: float = 1.0
    digits: bool = False


def tokenise(text: str) -> Tokens:
    return Tokens(NumeralToken(m.group(), m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text))


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
    scale, end = _scale(tokens, end)
    value, end = _and_a_half(tokens, value, end)
    return Number(value * scale, value * scale, end, scale=scale, digits=True)


def _and_a_half(tokens: Tokens, value: float, place: int) -> tuple[float, int]:
    """ "three and a half", "two and a quarter"."""
    part = FRACTIONS.get(tokens.word(place + 2))
    if tokens.words(place, place + 2) == "and a" and part in (1 / 2, 1 / 4):
        return value + part, place + 3
    return value, place


def _scale(tokens: Tokens, place: int) -> tuple[float, int]:
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
        if scale := quantities.GROUPS.get(tokens.word(article + 1)):
            return Number(several * scale, several * scale, article + 2, vague=True, scale=scale)
        if tokens.word(article + 1) == "of":
            return Number(several, several, article + 2, vague=several == 2 and tokens.word(article) == "couple")
    return None


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
    count, whole = _plain(tokens, place), _plain(tokens, here)
    if not count or not whole:
        return None
    scale, end = _scale(tokens, here + 1)
    whole *= scale
    return _percent(count / whole, end) if count < whole and whole in quantities.WHOLES else None


def _plain(tokens: Tokens, place: int) -> float | None:
    """A number of one token."""
    token = tokens.at(place)
    if token.is_digits:
        return value_of(token.text)
    return float(SMALL.get(token.lower, TENS.get(token.lower, SCALES.get(token.lower, 0)))) or None


def _digit_fraction(tokens: Tokens, place: int) -> Number | None:
    """ "1/3 of the", "3/4 the"."""
    if tokens.word(place + 1) != "/" or tokens.word(place + 3) not in ("of", "the") or not tokens.glued(place + 2):
        return None
    above, below = _plain(tokens, place), _plain(tokens, place + 2)
    return _percent(above / below, place + 3) if above and below and above < below <= _LARGEST_PART else None


# -- in words ---------------------------------------------------------------------------


def _group(tokens: Tokens, place: int) -> Number | None:
    """ "a dozen", "a million", "a hundred million", "a hundred and fifty"."""
    if tokens.word(place) not in ("a", "an") or (value := quantities.GROUPS.get(tokens.word(place + 1))) is None:
        return None
    scale, end = _scale(tokens, place + 2)
    if scale == 1.0 and tokens.word(end) == "and" and (rest := _in_words(tokens, end + 1)) and rest.low < value:
        return Number(value + rest.low, value + rest.low, rest.end)
    return Number(value * scale, value * scale, end, scale=value * scale)


def _in_words(tokens: Tokens, place: int) -> Number | None:
    total = current = 0.0
    largest, end, here = 1.0, place, place
    while here < place + _LONGEST:
        word = tokens.word(here)
        if word in TENS and current % 100 == 0:
            current += TENS[word]
        elif word in SMALL and (current % 100 == 0 or (current % 10 == 0 and SMALL[word] < 10)):
            current += SMALL[word]
        elif word == "hundred" and 0 < current < 100:
            current, largest = current * 100, max(largest, 100)
        elif word in SCALES and word != "hundred" and current:
            total, current = total + current * SCALES[word], 0.0
            largest = max(largest, SCALES[word])
        elif word == "dozen" and current:
            current, largest = current * 12, max(largest, 12)
        else:
            break
        end = here + 1
        here = end + _joint(tokens, end, current, total)
    if end == place or total + current > _LARGEST:
        return None
    value, end = _and_a_half(tokens, total + current, end)
    return Number(value, value, end, scale=largest)


def _joint(tokens: Tokens, place: int, current: float, total: float) -> int:
    """1 where a hyphen ("twenty-one") or an "and" ("hundred and one") goes on with the number."""
    word, following = tokens.word(place), tokens.word(place + 1)
    if word == "-" and tokens.glued(place) and (following in SMALL or following in SCALES):
        return 1
    hundreds = current >= 100 or (total and not current)
    return int(word == "and" and bool(hundreds) and (following in SMALL or following in TENS))
