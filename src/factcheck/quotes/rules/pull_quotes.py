"""Pull quotes: words set apart on the page that repeat what the article quotes elsewhere.

Invariant: only a quotation that names nobody itself is ever left out, and only if all its words
stand in one that does; time linear in the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.domain import Quotation
from factcheck.quotes.rules.set_apart import FLOATING

PULL_QUOTE = "pull quote"
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SHINGLE = 3  # words by which a repetition is looked up
_PLACES = 8  # of one shingle that are compared


def without_pull_quotes(text: str, found: Sequence[Quotation]) -> list[Quotation]:
    """Words set apart are left out where they repeat words of a quotation whose source is given.

    A floating quotation names nobody itself: its source stands before it.
    """
    named = [quotation.source is not None and quotation.rule != FLOATING for quotation in found]
    told = [_words(text, quotation) for quotation in found]
    places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for number, names in enumerate(named):
        if names:
            for at in range(len(told[number]) - _SHINGLE + 1):
                places.setdefault(told[number][at : at + _SHINGLE], []).append((number, at))
    return [
        quotation
        for quotation, names, own in zip(found, named, told, strict=True)
        if names
        or not any(told[number][at : at + len(own)] == own for number, at in places.get(own[:_SHINGLE], ())[:_PLACES])
    ]


def _words(text: str, quotation: Quotation) -> tuple[str, ...]:
    return tuple(
        word.group().lower().replace("’", "'") for span in quotation.content for word in _WORD.finditer(text, *span)
    )
