"""A text as tokens: numbers, words and signs, each with its place.

Invariant: a token is exactly the characters at its place, and all that lies between two tokens is white space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factcheck.figures.lexicon import labels
from factcheck.language.calendar import MONTHS

# A number, a word (apostrophes inside it), or any other single sign. Thousands may stand apart by a thin or
# unbreakable space, an apostrophe or a plain space: "1 234 567", "40 000"; more digits behind make it something else.
_SPACED = r"\d{1,3}(?:(?:[\u00a0\u2007\u2009\u202f'’]\d{3})+(?!\d)|(?: \d{3})+(?!\d| \d))"
_TOKEN = re.compile(rf"{_SPACED}(?:[.,]\d+)?|\d+(?:[.,·]\d+)*|(?<![\w.])\.\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
# What may be two numbers instead: the second could stand alone, and surely does before a hyphen: "3 200-metre races".
_ONE_GAP = re.compile(r"(?P<first>[1-9]\d{0,2}) (?:[1-9]\d\d(?:[.,]\d+)?)(?P<each>(?=-[^\W\d_]))?")
HYPHENS = frozenset({"-", "–", "—"})


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
        return self[place].lower if 0 <= place < len(self) else ""

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


def tokenise(text: str) -> Tokens:
    tokens = Tokens()
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if " " in word and (gap := _two_numbers(text, match, tokens)):
            tokens.append(NumeralToken(word[:gap], word[:gap], start, start + gap))
            word, start = word[gap + 1 :], start + gap + 1
        tokens.append(NumeralToken(word, word.lower(), start, match.end()))
    return tokens


def _two_numbers(text: str, match: re.Match[str], tokens: Tokens) -> int:
    """Where the gap is that parts what was matched into two numbers; 0 where it parts thousands."""
    two = _ONE_GAP.match(text, match.start())
    apart = two and two.end() == match.end() and (two.group("each") is not None or _numbers_something(tokens))
    return len(two.group("first")) if two and apart else 0


def _numbers_something(tokens: Tokens) -> bool:
    """Whether digits behind these tokens are no thousands but belong to a name or a day: "flight 12 300 people"."""
    before = tokens.word(len(tokens) - 1 - (tokens.word(len(tokens) - 1) == "."))
    return before in MONTHS or before in labels.DESIGNATORS or before == "no"
