"""Raised figures behind a word: exponents and the marks of footnotes.

Invariant: an exponent is kept, as the raised letter that it is; a mark never becomes part of the word or figure before.
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_POWERED = re.compile(r"(?:^|[\d\s/])(?:[kcm]?m|ft|mi|in|10)$", re.IGNORECASE)  # m², 10⁶
_MARK = re.compile(r"(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})(?:,\s?(?:\d{1,3}|[a-z]))*|\[\d{1,3}\]")
_EXPONENT = re.compile(r"[+-]?\d{1,2}")


def is_mark(words: str) -> bool:
    """Whether raised ``words`` are what refers to a note, or an exponent."""
    return bool(_MARK.fullmatch(words) or _EXPONENT.fullmatch(words))


def raised(before: str, words: str) -> str:
    """What raised ``words`` add to the text ``before`` them: "²" behind "km", nothing for a mark, "th" as it is."""
    if _EXPONENT.fullmatch(words) and _POWERED.search(before):
        return words.translate(_RAISED)
    return "" if is_mark(words) else words
