"""Headlines Set Like This, in the case of a sentence: the names keep their capitals, the other words lose them.

Invariant: every character keeps its place, and what the rest of the text writes small is no name.
"""

from __future__ import annotations

import re

from factcheck.domain import Span
from factcheck.language import names
from factcheck.quotes.grammar.inflections import lexicon

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SHORT = 3  # letters; titles leave words as short as they are
_MOST = 0.8  # of the longer words have a capital where all words have


def in_sentence_case(text: str, title: Span) -> str:
    """``text`` with the words of ``title`` as they stand within a sentence, if it is set with capitals throughout."""
    words = list(_WORD.finditer(text, *title))
    told = [word.group() for word in words if len(word.group()) > _SHORT]
    if len(told) < 2 or sum(word[0].isupper() for word in told) <= _MOST * len(told) or text[slice(*title)].isupper():
        return text
    elsewhere = {word.group() for part in (text[: title.start], text[title.end :]) for word in _WORD.finditer(part)}
    plain, given = list(text), False
    for word in words:
        known = _is_name(word.group(), elsewhere)
        follows = given and known is None and word.group().lower() not in lexicon()
        given = (known or False) and word.group().lower() in names.GIVEN_NAMES
        small = word.group().lower()
        if not known and not follows and len(small) == len(word.group()):
            plain[word.start() : word.end()] = small
    return "".join(plain)


def _is_name(word: str, elsewhere: set[str]) -> bool | None:
    """Whether a word of a title is a name, as the rest of the text writes it; None if that does not say."""
    bare = word.removesuffix("'s").removesuffix("’s")
    if {word.lower(), bare.lower()} & elsewhere:
        return False
    known = {word, bare} & elsewhere or bare.lower() in names.GIVEN_NAMES or (len(bare) > 1 and bare.isupper())
    return True if known else None
