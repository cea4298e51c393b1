"""What the inflected forms of an English word have in common, and nothing else has.

Invariant: words are in lower case; an ending is taken off only where it inflects ("prisons", but not "prisoners"), so
that a word that is made of another stays another.
"""

from __future__ import annotations

from functools import lru_cache

from factcheck.language.spelling import american
from factcheck.language.stems import singular
from factcheck.language.verbs import base

_BE = frozenset("be is are was were am been being".split())
_HAVE = frozenset("have has had having".split())
_DO = frozenset("do does did done doing".split())
_SHORTEST = 3  # letters before an ending


@lru_cache(maxsize=1 << 16)
def uninflected(word: str) -> str:
    """A key that the forms of one word share: "own" for "owns", "owned" and "owning". It is no word to show."""
    for forms, key in ((_BE, "be"), (_HAVE, "have"), (_DO, "do")):
        if word in forms:
            return key
    word = american(word)
    if base(word) != word:
        return _without_e(base(word))
    word = singular(word)
    for ending in ("ied", "ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - (ending == "ied"):
            return _without_e(_single(word.removesuffix(ending)) if ending != "ied" else f"{word[:-3]}y")
    return _without_e(word)


def _single(word: str) -> str:
    """``word`` without the consonant that is written twice before an ending."""
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "aeiouls" else word


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST and word.endswith("e") else word
