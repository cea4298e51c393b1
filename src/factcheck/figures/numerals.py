"""Tokens, and the bare numbers among them: "2,500", "1.2 million", "two hundred and fifty", "a dozen".

Invariant: reading at a place looks at a bounded number of tokens, so that a whole text is
read in time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factcheck.figures import words

# A number, a word (apostrophes inside it), or any other single sign.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
_PLAIN = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
HYPHENS = frozenset({"-", "–", "—"})
ORDINAL_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_LONGEST = 12  # tokens that one number may take
_LARGEST = 1e18


class Token(NamedTuple):
    text: str
    lower: str
    start: int
    end: int

    @property
    def is_digits(self) -> bool:
        return self.text[:1].isdecimal()

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha()


_NOTHING = Token("", "", -1, -1)


class Tokens(list[Token]):
    """The tokens of a text; a place outside it reads as an empty token."""

    def at(self, place: int) -> Token:
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
    return Tokens(Token(m.group(), m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text))


def number_at(tokens: Tokens, place: int) -> Number | None:
    """The number that begins at ``place``, or None."""
    token = tokens.at(place)
    if token.is_digits:
        return _in_digits(tokens, place)
    if not token.is_word:
        return None
    return _vague(tokens, place) or _share(tokens, place) or _group(tokens, place) or _in_words(tokens, place)


def _in_digits(tokens: Tokens, place: int) -> Number | None:
    text = tokens.at(place).text
    if len(text) > 40 or not _PLAIN.fullmatch(text):
        return None
    value, end = float(text.replace(",", "")), place + 1
    if tokens.word(end) in words.VULGAR:
        value, end = value + words.VULGAR[tokens.word(end)], end + 1
    if tokens.word(end) == "in" and value == 1 and (whole := number_at(tokens, end + 1)) and whole.low > 1:
        return _one_in(whole)
    scale, end = _scale(tokens, end)
    return Number(value * scale, value * scale, end, scale=scale, digits=True)


def _scale(tokens: Tokens, place: int) -> tuple[float, int]:
    if tokens.glued(place) and (glued := words.GLUED_SCALES.get(tokens.word(place))):
        return glued, place + 1
    hyphen = tokens.word(place) == "-" and tokens.glued(place)
    if scale := words.SCALES.get(tokens.word(place + hyphen)):
        return scale, place + hyphen + 1
    if tokens.word(place) == "dozen":
        return words.GROUPS["dozen"], place + 1
    if tokens.word(place) == "bn" or (tokens.word(place) == "m" and tokens.word(place - 2) in words.CURRENCY_SIGNS):
        return words.GLUED_SCALES[tokens.word(place)], place + 1
    return 1.0, place


def _vague(tokens: Tokens, place: int) -> Number | None:
    """ "dozens", "tens of thousands", "several hundred", "a few dozen", "a couple of": a range, openly."""
    word = tokens.word(place)
    if word == "tens" and tokens.word(place + 1) == "of" and (scale := words.VAGUE.get(tokens.word(place + 2))):
        return Number(2 * 10 * scale, 100 * scale, place + 3, vague=True)
    if word == "hundreds" and tokens.word(place + 1) == "of" and (scale := words.VAGUE.get(tokens.word(place + 2))):
        return Number(2 * 100 * scale, 1000 * scale, place + 3, vague=True)
    if word in words.VAGUE:
        return Number(2 * words.VAGUE[word], float("inf"), place + 1, vague=True)
    few = place + (word == "a")
    if tokens.word(few) in ("several", "few") and (scale := words.GROUPS.get(tokens.word(few + 1))):
        return Number(2 * scale, 10 * scale, few + 2, vague=True)
    return None


def _share(tokens: Tokens, place: int) -> Number | None:
    """ "half of", "a third of", "two-thirds", "one in five": a part of a whole, in percent."""
    word = tokens.word(place)
    if (
        word == "half"
        and tokens.word(place - 1) not in words.ORDINALS
        and tokens.word(place + 1) in ("of", "the", "its", "their", "all")
    ):
        return Number(50.0, 50.0, place + 1, share=True)
    if word == "one" and tokens.word(place + 1) == "in" and (whole := number_at(tokens, place + 2)) and whole.low > 1:
        return _one_in(whole)
    count = 1.0 if word in ("a", "one") else float(words.SMALL.get(word, 0))
    after = place + 1 + (tokens.word(place + 1) == "-")
    part = words.FRACTIONS.get(tokens.word(after))
    if not part or not count or (word == "a" and tokens.word(after + 1) != "of"):
        return None
    if part == 1 / 2 and tokens.word(after + 1) in ("a", "an", *words.GROUPS):
        return None
    if word in ("a", "one") and tokens.word(after) in words.ORDINALS and tokens.word(after + 1) != "of":
        return None  # "one third grade", "a third man"
    return Number(100 * count * part, 100 * count * part, after + 1, share=True)


def _one_in(whole: Number) -> Number:
    return Number(100 / whole.low, 100 / whole.low, whole.end, share=True)


def _group(tokens: Tokens, place: int) -> Number | None:
    """ "a dozen", "a million", "half a million", "half a dozen", "a hundred and fifty"."""
    half = tokens.word(place) == "half"
    article = place + half
    if tokens.word(article) not in ("a", "an"):
        return None
    if (value := words.GROUPS.get(tokens.word(article + 1))) is None:
        return None
    if half:
        return Number(value / 2, value / 2, article + 2, scale=value)
    scale, end = _scale(tokens, article + 2)
    if scale == 1.0 and tokens.word(end) == "and" and (rest := _in_words(tokens, end + 1)) and rest.low < value:
        return Number(value + rest.low, value + rest.low, rest.end)
    return Number(value * scale, value * scale, end, scale=value * scale)


def _in_words(tokens: Tokens, place: int) -> Number | None:
    total = current = 0.0
    largest, end, here = 1.0, place, place
    while here < place + _LONGEST:
        word = tokens.word(here)
        if word in words.TENS and current % 100 == 0:
            current += words.TENS[word]
        elif word in words.SMALL and (current % 100 == 0 or (current % 10 == 0 and words.SMALL[word] < 10)):
            current += words.SMALL[word]
        elif word == "hundred" and 0 < current < 100:
            current, largest = current * 100, max(largest, 100)
        elif word in words.SCALES and word != "hundred" and current:
            total, current = total + current * words.SCALES[word], 0.0
            largest = max(largest, words.SCALES[word])
        elif word == "dozen" and current:
            current *= 12
        else:
            break
        end = here + 1
        here = end + _joint(tokens, end, current, total)
    if end == place or total + current > _LARGEST:
        return None
    return Number(total + current, total + current, end, scale=largest)


def _joint(tokens: Tokens, place: int, current: float, total: float) -> int:
    """1 where a hyphen ("twenty-one") or an "and" ("hundred and one") goes on with the number."""
    word, following = tokens.word(place), tokens.word(place + 1)
    if word == "-" and tokens.glued(place) and (following in words.SMALL or following in words.SCALES):
        return 1
    hundreds = current >= 100 or (total and not current)
    return int(word == "and" and bool(hundreds) and (following in words.SMALL or following in words.TENS))
