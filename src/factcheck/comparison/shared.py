"""The words of a claim that a passage has: the closest sentence's, those that are nowhere, and those quoted.

Invariant: figures and names are left out here: they have points of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from factcheck.comparison.contexts import tells
from factcheck.comparison.names import names_of
from factcheck.comparison.texts import ReadSentence, TextRead
from factcheck.comparison.words import ReadWord
from factcheck.domain import Span
from factcheck.domain.comparison import Aspect, Likeness, Point

_SHOWN = 12  # words named at most
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{3,400})[”\"»“]|(?<!\w)‘([^‘’]{3,400})’(?!\w)")
_RUN = 3  # words in a row that are no chance
_FOLD = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})
_WORD = re.compile(r"\w+(?:'\w+)*")


def denied_and_missing(claim: TextRead, passage: TextRead) -> Iterator[Point]:
    """What the claim denies and the passage has no word of: "no roof" beside a passage that speaks of none."""
    for sentence in claim.sentences:
        for word in sentence.words:
            if word.negation and not word.is_name and word.sense not in passage.senses:
                words = f"{word.negation} … {word.text}"
                yield Point(Aspect.NEGATION, Likeness.MISSING, words, (word.span,))
                return


def words_compared(claim: TextRead, passage: TextRead, closest: ReadSentence | None) -> Iterator[Point]:
    """One point for the words that the closest sentence shares, one for those that the passage lacks."""
    if closest is None:
        return
    own = [word for sentence in claim.sentences for word in sentence.words if tells(word) and not _named(claim, word)]
    shared = [word for word in own if word.sense in closest.senses]
    missing = [word for word in own if word.sense not in passage.senses]
    if shared:
        senses = {word.sense for word in shared}
        there = tuple(word.span for word in closest.words if word.sense in senses)
        yield Point(Aspect.WORDS, Likeness.SAME, _listed(shared), _spans(shared), there)
    if missing:
        yield Point(Aspect.WORDS, Likeness.MISSING, _listed(missing), _spans(missing))


def _named(claim: TextRead, word: ReadWord) -> bool:
    return any(not name.opens and name.span.contains(word.span) for name in names_of(claim.text))


def _listed(words: Sequence[ReadWord]) -> str:
    texts = list(dict.fromkeys(word.text for word in words))
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return ", ".join(texts[:_SHOWN]) + more


def _spans(words: Sequence[ReadWord]) -> tuple[Span, ...]:
    return tuple(word.span for word in words)


def quotes_compared(claim: TextRead, passage: TextRead) -> Iterator[Point]:
    """What the claim has in inverted commas and the passage has word for word."""
    for match in _QUOTED.finditer(claim.text):
        group = 1 if match[1] is not None else 2
        place = verbatim(match[group], passage.text)
        if place is not None:
            yield Point(
                Aspect.QUOTED, Likeness.SAME, f"“{match[group].strip()}”", (Span(*match.span(group)),), (place,)
            )


def verbatim(words: str, text: str) -> Span | None:
    """Where ``words`` stand in ``text``, whatever marks, dashes, capitals and white space either has; None for none or
    for fewer than two words."""
    wanted = _plain(words)
    if " " not in wanted or f" {wanted} " not in f" {_plain(text)} ":
        return None
    pattern = r"\W+".join(map(re.escape, wanted.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text.translate(_FOLD), re.IGNORECASE)
    return Span(*found.span()) if found else None


@lru_cache(maxsize=1 << 11)
def _plain(text: str) -> str:
    """The words of ``text`` in lower case, with one blank between them."""
    return " ".join(_WORD.findall(text.translate(_FOLD).lower()))


def stands_whole(claim: str, passage: str) -> bool:
    """Whether the whole claim, of several words, stands in the passage word for word."""
    wanted = _plain(claim)
    return wanted.count(" ") >= _RUN - 1 and f" {wanted} " in f" {_plain(passage)} "
