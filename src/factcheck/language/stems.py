"""What the forms of an English word have in common.

Invariant: words are in lower case; the stem of a plural is that of its singular where a rule makes the plural.
"""

from __future__ import annotations

from functools import lru_cache

_PLURALS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"))
_ENDINGS = "ization ations ation ments ment ings ing ied ed ers er ions ion ory or ly".split()  # a longer one first
_SHORTEST = 3


def singular(word: str) -> str:
    """``word`` without the ending that a rule gives a plural; what has none ("news", "chess") may lose an s as well."""
    for ending, replacement in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + replacement
    return word[:-1] if len(word) > _SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A light stem: no plural, -ing, -ed, -ly or final e, so that "walks" is "walking" and other words stay others."""
    word = singular(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST and word[-1] in "ey" else word
