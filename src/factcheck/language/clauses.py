"""Where a sentence's clauses begin, found without a parser.

Invariant: the clauses of a sentence are in order, do not overlap, and hold every word of it; each has at least two
words of its own. Time is linear in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from factcheck.domain import Span
from factcheck.language.attribution import attributions
from factcheck.language.function_words import DETERMINERS, SUBJECT_PRONOUNS
from factcheck.language.verbs import is_finite

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[;:,()\[\]—–“”\"]")
# A clause of its own begins with these where a verb stands on either side.
_LINKS = frozenset(
    """but while whereas although though because since unless until if when whenever after before once who whom
    whose which where yet so""".split()
)
_COORDINATES = frozenset("and or nor then".split())
_BREAKS = frozenset(";:—–")
_OPEN, _CLOSE = frozenset("(["), frozenset(")]")
_LOOK = 14  # tokens in which a verb is looked for
_LEAST = 2  # words of a clause


def clauses(text: str, sentence: Span) -> list[Span]:
    """The clauses of ``sentence``: "rain fell | and rivers rose", "the wall fell, | which cost £3m", and who says
    so: "rivers rose, | the agency said"."""
    tokens = list(_TOKEN.finditer(text, sentence.start, sentence.end))
    words = [token.group().lower() for token in tokens]
    starts = [sentence.start]
    depth, begun = 0, 0
    for place, word in enumerate(words):
        depth += (word in _OPEN) - (word in _CLOSE)
        if depth > 0 or place == 0:
            continue
        start = _start_at(words, begun, place)
        if start is not None and _count(words[begun:start]) >= _LEAST and _count(words[start:]) >= _LEAST:
            starts.append(tokens[start].start())
            begun = start
    places = [*sorted({*starts, *attributions(text, sentence)}), sentence.end]
    return [_trimmed(text, start, end) for start, end in pairwise(places)]


def _start_at(words: Sequence[str], begun: int, place: int) -> int | None:
    """The place at which a new clause starts by the token at ``place``: there, or behind a sign; None if none does."""
    word = words[place]
    if word in _BREAKS:
        return place + 1 if place + 1 < len(words) else None
    if word not in _LINKS and word not in _COORDINATES and not _is_reason(words, place):
        return None
    ahead = _stretch(words, place + 1)
    if not _has_verb(words[begun:place]) or not _has_verb(ahead):
        return None
    if word in _COORDINATES and not _is_coordinated(words, place, ahead):
        return None
    return place


def _is_reason(words: Sequence[str], place: int) -> bool:
    """ ", as the river rose": behind a comma and before a subject; "known as Ivan" begins no clause."""
    following = words[place + 1] if place + 1 < len(words) else ""
    subject = following in DETERMINERS or following in SUBJECT_PRONOUNS
    return words[place] == "as" and words[place - 1] == "," and subject


def _is_coordinated(words: Sequence[str], place: int, ahead: Sequence[str]) -> bool:
    """Whether "and" joins two clauses rather than two nouns: a verb follows at once, or behind a subject of its own."""
    if is_finite(ahead[0], words[place - 1] if words[place - 1] != "," else "") or ahead[0].endswith("ed"):
        return True
    return words[place - 1] == "," or _has_verb(ahead[:6])


def _stretch(words: Sequence[str], start: int) -> Sequence[str]:
    """The tokens from ``start`` up to the next sign or link, at most ``_LOOK`` of them."""
    end = start
    while end < len(words) and end - start < _LOOK and words[end] not in _BREAKS and words[end] not in _LINKS:
        end += 1
    return words[start:end] or ("",)


def _has_verb(words: Sequence[str]) -> bool:
    return any(is_finite(word, words[place - 1] if place else "") for place, word in enumerate(words))


def _count(words: Sequence[str]) -> int:
    return sum(word[0].isalnum() for word in words)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
