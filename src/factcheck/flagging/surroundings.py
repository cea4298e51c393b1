"""The words around a place that show what is said there.

Invariant: what is shown is one stretch of the text, within the sentence of the place; a negation that stands in it
before the place is shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.domain import Span
from factcheck.language.negation import DENYING, is_negation
from factcheck.language.tokens import WHOLE_WORD

_BEFORE, _BEHIND = 6, 6  # words
_LONGEST = 12  # words up to a negation that stands further away
_ENDS = re.compile(r"[.!?;:](?=\s|$)|\n")


def around(spans: Sequence[Span], text: str) -> str:
    """The words at ``spans`` with some before and behind: "plant will not close on 31 March"."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    begun = max((match.end() for match in _ENDS.finditer(text, 0, first)), default=0)
    ended = next((match.start() for match in _ENDS.finditer(text, last)), len(text))
    words = [Span(*match.span()) for match in WHOLE_WORD.finditer(text, begun, ended)]
    before = [word for word in words if word.end <= first][-_LONGEST:]
    behind = [word for word in words if word.start >= last][:_BEHIND]
    start = min(_from(before, text), first)
    return " ".join(text[start : behind[-1].end if behind else last].split())


def _from(before: Sequence[Span], text: str) -> int:
    """Where to begin: a few words before the place, or at the negation nearest to it."""
    denying = [word.start for word in before if _denies(word.of(text))]
    usual = before[-_BEFORE:][0].start if before else len(text)
    return min(usual, denying[-1]) if denying else usual


def _denies(word: str) -> bool:
    return is_negation(word.lower()) or word.lower() in DENYING
