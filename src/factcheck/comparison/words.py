"""The words of a text that mean something, each with its place and the negation it stands behind.

Invariant: slicing the text with a word's span gives the word; a word's sense is that of all its forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from factcheck.domain import Span
from factcheck.figures import canonical
from factcheck.language import negation
from factcheck.language.spelling import american
from factcheck.language.stems import stem
from factcheck.language.stop_words import BESIDE_EVIDENCE
from factcheck.language.synonyms import sense

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[;:.!?—(),]")
_THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
_BEFORE_HYPHEN = re.compile(
    r"(?<!\w)(?:co|ex|non|semi|vice|sub|step|half|anti|pre|post|pro|great|mid)-$", re.IGNORECASE
)
_LONGEST_PREFIX = 7  # letters, with the sign before it
_NAME_WEIGHT = 2.0
_SCOPE, _SCOPE_OF_A_NOUN = 6, 3  # content words that a negation reaches at most


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A content word: its stem, what it and its synonyms have in common, how much it weighs, and whether it stands
    behind a negation."""

    text: str
    span: Span
    stem: str
    sense: str
    weight: float
    negation: str = ""

    @property
    def is_name(self) -> bool:
        return self.weight > 1 and not self.text[0].isdigit()

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()


@lru_cache(maxsize=4096)
def root(word: str) -> str:
    """What all forms and spellings of a word have in common, and words that count the same: "dead" and "deaths"."""
    return stem(canonical(word.lower().removesuffix("'s").removesuffix("’s")))


@lru_cache(maxsize=1 << 14)
def meaning(word: str) -> str:
    """What all forms of ``word`` and of the words for the same thing have in common."""
    if word[0].isdigit():
        return _THOUSANDS.sub("", word)
    return sense(canonical(american(word.lower().removesuffix("'s").removesuffix("’s"))))


def content_words(text: str, within: Span | None = None) -> list[ReadWord]:
    """The words of ``text``, or of the stretch ``within``, that mean something, in order."""
    stretch = within or Span(0, len(text))
    written = list(_TOKEN.finditer(text, stretch.start, stretch.end))
    lowered = [match.group().lower() for match in written]
    found: list[ReadWord] = []
    denied_by, reach = "", 0
    for place, match in enumerate(written):
        word, lower = match.group(), lowered[place]
        if (
            lower in negation.CLAUSE_ENDS
            or lower in negation.TURNS
            or (lower == "and" and denied_by.lower() in negation.OF_A_NOUN)
        ):
            denied_by = ""
        elif negation.denies_next(lowered[place : place + 3]):
            denied_by, reach = word, _SCOPE_OF_A_NOUN if lower in negation.OF_A_NOUN else _SCOPE
        elif (lower not in BESIDE_EVIDENCE or word == "US") and word[0].isalnum():
            named = word[0].isdigit() or (word[0].isupper() and (place > 0 or word.isupper()))
            weight, span = _NAME_WEIGHT if named else 1.0, Span(match.start(), match.end())
            sense = _prefix(text, match.start()) + meaning(word)
            found.append(ReadWord(word, span, root(word), sense, weight, denied_by if reach > 0 else ""))
            reach -= 1
    return found


def _prefix(text: str, start: int) -> str:
    """What a hyphen puts before a word that makes it another: "co-" of "co-pilot"."""
    found = _BEFORE_HYPHEN.search(text, max(start - _LONGEST_PREFIX, 0), start)
    return found.group().lower() if found else ""


def denies(text: str) -> bool:
    """Whether anything at all is denied in ``text``."""
    tokens = [match.group().lower() for match in _TOKEN.finditer(text)]
    return any(negation.denies_next(tokens[place : place + 3]) for place in range(len(tokens)))


def weights(found: Iterable[ReadWord]) -> dict[str, float]:
    """Stem → the most that a word of it weighs."""
    heaviest: dict[str, float] = {}
    for word in found:
        heaviest[word.stem] = max(word.weight, heaviest.get(word.stem, 0.0))
    return heaviest
