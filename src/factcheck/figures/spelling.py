"""Plurals and spellings of English nouns, as far as figures need them.

Invariant: ``canonical`` gives the same form for a noun's plural and its singular, and for both its spellings.
"""

from __future__ import annotations

from functools import lru_cache

from factcheck.figures.lexicon import counted


def is_plural(word: str) -> bool:
    """Whether an English word looks like the plural of a noun."""
    if word in counted.PLURALS:
        return True
    plain = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    return plain and word not in counted.NOT_PLURAL and word not in counted.STOPS


@lru_cache(maxsize=8192)
def canonical(word: str) -> str:
    """One form for spelling variants and plurals of a noun: "advisors" and "adviser" are the same."""
    word = word.removesuffix("'s").removesuffix("’s")
    if word in counted.SAME:
        return counted.SAME[word]
    for ending, replacement in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            word = word.removesuffix(ending) + replacement
            break
    else:
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending, replacement in (("isation", "ization"), ("our", "or"), ("tre", "ter")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word.removesuffix(ending) + replacement
    return counted.SAME.get(word, word)
