"""Words and phrases that people watch for, found in a text in whatever form they stand there.

Invariant: what is found is a stretch of the text, of whole words; forms of one word are one word, whatever its case and
accents, and nothing else is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.domain import Span
from factcheck.language.folding import folded
from factcheck.language.stems import stem
from factcheck.language.stop_words import GRAMMAR

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")
_ALSO_PRONOUNS = GRAMMAR | {"us"}


def find(phrase: str, text: str) -> Span | None:
    """Where ``phrase``, one word or several in a row, first stands in ``text``: "tax rise" in "the Tax rises".

    A word that is written in capitals and would be a word of grammar without them ("IT", "WHO", "US") is found in
    capitals only.
    """
    wanted, there = _read(phrase), _read(text)
    if not _stems(phrase) <= _stems(text):
        return None
    for at in range(len(there) - len(wanted) + 1 if wanted else 0):
        some = there[at : at + len(wanted)]
        if all(ours.meets(theirs) for ours, theirs in zip(wanted, some, strict=True)):
            return Span(some[0].span.start, some[-1].span.end)
    return None


def has_words(phrase: str) -> bool:
    """Whether there is anything in ``phrase`` to look for."""
    return bool(_read(phrase))


class _Word:
    """A word of a text: where it stands, its stem, and whether it is an abbreviation that looks like a common word."""

    __slots__ = ("capitals", "span", "stem")

    def __init__(self, found: re.Match[str]) -> None:
        self.span = Span(*found.span())
        written = _POSSESSIVE.sub("", found.group())
        plain = folded(re.sub("['’]", "", written))
        self.stem = stem(plain)
        self.capitals = len(written) > 1 and written.isupper() and plain in _ALSO_PRONOUNS

    def meets(self, other: _Word) -> bool:
        return self.stem == other.stem and (not self.capitals or other.capitals)


@lru_cache(maxsize=1 << 12)  # many rules look at one claim, and one rule at many
def _read(text: str) -> tuple[_Word, ...]:
    return tuple(map(_Word, _WORD.finditer(text)))


@lru_cache(maxsize=1 << 12)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in _read(text))
