"""What words in quotation marks are: a statement, a name or a title, or a phrase in somebody's sentence.

Invariant: told from the words alone, so that whoever reads quotations and whoever says what was left out agree.
"""

from __future__ import annotations

import re

from factcheck.language import verbs
from factcheck.language.function_words import CONJUNCTIONS, PREPOSITIONS

FEW = 3  # words; as many may be a scare quote, whatever they are
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SHORT = 3  # letters of words that stay small in a title,
_SMALL = PREPOSITIONS | CONJUNCTIONS  # as do these
_CONTRACTED = re.compile(r"['’](?:re|ve|ll|d|m|t)$|^(?:it|that|he|she|there|here|what|who|let)['’]s$")

_NAMING = re.compile(r"\b(?:called|named|titled|entitled|dubbed|nicknamed|headlined|known as|Re[.:]|regarding)\s$")
_WORK = re.compile(  # "her column, | “Who Pays?”": set off as its title
    r"\b(?:article|book|column|commentary|editorial|essay|film|novel|op-ed|play|poem|podcast|series|song|story),\s$"
)
_NOUN = re.compile(  # right before the marks, with what makes it a noun: "the 1994 film", "her first"
    r"\b(?:the|an?|this|that|his|her|its|their|our|[\w’'-]+['’]s)\s(?:[\w’'-]+\s){0,3}(?P<noun>[a-z][\w-]*)\s$",
    re.IGNORECASE,
)
_SAYING = frozenset(
    "answer line message phrase placard question quote remark reply sentence sign statement words".split()
)


def is_name(words: str, before: str = "") -> bool:
    """Whether the words are set as a name or a title is, or those ``before`` the marks say that they are one:
    “The Long Way to Lund”, a choir called | “We sing for Lund”, the article | “Who pays for the bridge?”."""
    told = [word for word in _WORD.findall(words) if len(word) > _SHORT and word not in _SMALL]
    if told and all(not word[0].islower() for word in told):
        return True
    noun = _NOUN.search(before)
    named = noun is not None and noun["noun"] not in _SAYING and not verbs.is_verb(noun["noun"])
    return words[:1].isupper() and (named or any(naming.search(before) for naming in (_NAMING, _WORK)))


def is_statement(words: str, before: str = "") -> bool:
    """Whether the words are a sentence or a clause, and no name: with a verb, or set as a sentence is."""
    if count(words) <= FEW or is_name(words, before):
        return False
    return has_verb(words) or (words[0].isupper() and words.rstrip()[-1] in ".,?!")


def count(words: str) -> int:
    """How many words they are."""
    return len(_WORD.findall(words))


def has_verb(words: str) -> bool:
    """Whether one of the words can be the verb of a clause."""
    told = [word.lower() for word in _WORD.findall(words)]
    return any(
        verbs.is_finite(word, before) or _CONTRACTED.search(word)
        for before, word in zip(["", *told], told, strict=False)
    )
