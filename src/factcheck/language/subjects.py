"""What a clause is about: the words before its verb, found without a parser.

Invariant: only words of the clause are given, the head last.
"""

from __future__ import annotations

import re

from factcheck.domain import Span
from factcheck.language.function_words import DETERMINERS, PREPOSITIONS
from factcheck.language.verbs import is_finite

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST = 12  # words of a subject


def subject(text: str, clause: Span) -> list[str]:
    """The words before the verb of ``clause``, in lower case, the head of the phrase put last: "first", "festival",
    "day" for "the first day of the festival drew". Empty where there is no verb or nothing before it."""
    words: list[str] = []
    for match in _WORD.finditer(text, clause.start, clause.end):
        word = match.group().lower().removesuffix("'s").removesuffix("’s")
        if is_finite(word, words[-1] if words else "") and words:
            break
        words.append(word)
        if len(words) > _LONGEST:
            return []
    else:
        return []
    end = next((place for place, word in enumerate(words) if place and word in PREPOSITIONS), len(words))
    head = words[end - 1]
    beside = [word for place, word in enumerate(words) if place != end - 1]
    return [word for word in (*beside, head) if word not in DETERMINERS and word not in PREPOSITIONS]
