"""Whether a text is English.

Invariant: the language of a text is never named, only that it is not English; a text that is
partly English, or too short to tell, passes for English.
"""

from __future__ import annotations

import re

from factcheck.language.foreign_words import ALSO_ENGLISH, PARTICIPLES, TELLTALES, VERBS

LIMITED = (
    "not in English, as far as its commonest words show, so attribution is limited: what stands in quotation marks is "
    "found, a speaker only where a name stands plainly beside the marks, and indirect speech is not read."
)
_SAMPLE = 20_000  # characters looked at
_FEWEST = 40  # words or, in scripts without spaces, twice as many letters: fewer cannot be counted
_ENGLISH = 0.1  # of English words are these; in English news it is a third, in other languages one in a hundred
_TELLING = (TELLTALES | VERBS | PARTICIPLES) - ALSO_ENGLISH
_FUNCTION_WORDS = frozenset(
    """the of and to that for with on by from said have has had it he she his her its their which who not
    at this be been are were is was but would will as than about after more""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_LETTER = re.compile(r"[^\W\d_\u0000-\u02af\u1e00-\u1eff]")  # of another alphabet than the Latin


def is_english(text: str) -> bool:
    """Whether English function words are as frequent as in English. A text too short to count them is not
    English if it holds words of other languages and none, or fewer, of English."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    if letters >= 2 * _FEWEST and foreign_letters(sample) > letters / 2:
        return False
    english = sum(word in _FUNCTION_WORDS for word in words)
    if len(words) >= _FEWEST:
        return english >= _ENGLISH * len(words)
    telling = sum(word in _TELLING for word in words)
    return telling == 0 or (english > 0 and telling < max(2, 1 + english))


def limits(text: str) -> str | None:
    """What a reader must know of how far attribution goes in ``text``; None if nothing holds it back."""
    return None if is_english(text) else LIMITED


def foreign_letters(text: str) -> int:
    """How many letters are of another alphabet than the Latin."""
    return len(_FOREIGN_LETTER.findall(text))
