"""What words in quotation marks are: a statement, a name or a title, or a phrase in somebody's sentence.

Invariant: told from the words alone, so that whoever reads quotations and whoever says what was left out agree.
"""

from __future__ import annotations

import re

from factcheck.language import verbs

FEW = 3  # words; as many may be a scare quote, whatever they are
_LONG = 7  # words; in marks as long as that, nearly everything is somebody's, with a verb or without
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SHORT = 3  # letters of words that stay small in a title
_CONTRACTED = re.compile(r"['’](?:re|ve|ll|d|m|t)$|^(?:it|that|he|she|there|here|what|who|let)['’]s$")


def is_name(words: str) -> bool:
    """Whether the words are set as a name or a title is: The Long Way to Lund."""
    told = [word for word in _WORD.findall(words) if len(word) > _SHORT and word[0].isalpha()]
    return bool(told) and all(word[0].isupper() for word in told)


def is_statement(words: str) -> bool:
    """Whether the words are a sentence or a clause, and no name: long, or with a verb, or set as a sentence is."""
    count = len(_WORD.findall(words))
    if count <= FEW or is_name(words):
        return False
    return count >= _LONG or has_verb(words) or (words[0].isupper() and words.rstrip()[-1] in ".?!")


def has_verb(words: str) -> bool:
    """Whether one of the words can be the verb of a clause."""
    told = [word.lower() for word in _WORD.findall(words)]
    return any(
        verbs.is_finite(word, before) or _CONTRACTED.search(word)
        for before, word in zip(["", *told], told, strict=False)
    )
