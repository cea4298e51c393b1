"""A figure among the words around it: what it is said of, near it and in its clause.

Invariant: figures, dates and words of number are no context, and neither are words in square brackets, which an
editor added, unless the clause has no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from factcheck.comparison.texts import ReadClause, ReadSentence, TextRead, clause_at, read_text
from factcheck.comparison.words import ReadWord, meaning
from factcheck.domain import Span
from factcheck.figures import Figure, FigureKind, find
from factcheck.language.calendar import MONTHS, WEEKDAYS
from factcheck.language.numbers import FRACTIONS, ORDINALS, SCALES, SMALL, TENS
from factcheck.language.scope import LIGHT, MEANT, SCOPES, UNTIL
from factcheck.language.verbs import is_verb

_DAYS = frozenset((*MONTHS, *WEEKDAYS))  # with a capital: people march
_NUMBERS = frozenset((*SMALL, *TENS, *SCALES, *ORDINALS, *FRACTIONS)) | frozenset(
    "percent cent year years month months day days hour hours minute minutes week weeks least".split()
)
LIGHT_SENSES = frozenset(map(meaning, LIGHT))
_NEAR = 4  # content words to either side
_REACH = 10  # words to either side that may bound it
_ENDS = re.compile(r"[,;:()]|\band\b|\bbut\b")
_ADDED = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class FigureContext:
    """Senses of the words around a figure: of the nearest, of its clause's (``about`` what: no names; the names; the
    verbs among them), of its part of the clause between commas and "and", and what bounds it there.

    ``weights`` are those of all words of the clause outside brackets."""

    figure: Figure
    sentence: ReadSentence
    clause: ReadClause
    near: frozenset[str]
    about: frozenset[str]
    names: frozenset[str]
    events: frozenset[str]
    weights: tuple[tuple[str, float], ...]
    part: frozenset[str]
    scopes: frozenset[str]


def figures_of(text: str, reference: date | None) -> tuple[Figure, ...]:
    return find(text, reference)


@lru_cache(maxsize=1 << 11)
def added(text: str) -> tuple[Span, ...]:
    """The stretches in square brackets."""
    return tuple(Span(*match.span()) for match in _ADDED.finditer(text))


@lru_cache(maxsize=1 << 12)
def context(text: str, figure: Figure) -> FigureContext | None:
    """The words around ``figure`` of ``text``; None where no sentence holds it."""
    read: TextRead = read_text(text)
    sentence = read.sentence_at(figure.span.start)
    if sentence is None:
        return None
    clause = clause_at(sentence, figure.span.start)
    all_words = [word for word in clause.words if not figure.span.overlaps(word.span) and tells(word)]
    own = without_added(text, all_words)
    part = _part(text, figure, clause.span)
    before = [word.sense for word in own if word.span.end <= figure.span.start][-_NEAR:]
    behind = [word.sense for word in own if word.span.start >= figure.span.end][:_NEAR]
    return FigureContext(
        figure,
        sentence,
        clause,
        frozenset((*before, *behind)),
        frozenset(word.sense for word in own if not word.is_name) - LIGHT_SENSES,
        frozenset(word.sense for word in own if word.is_name),
        frozenset(word.sense for word in own if _tells_deed(word)) - LIGHT_SENSES,
        tuple({word.sense: word.weight for word in own}.items()),
        frozenset(word.sense for word in own if part.contains(word.span)),
        _scopes(text, figure, part),
    )


def without_added(text: str, words: Iterable[ReadWord]) -> list[ReadWord]:
    """``words`` outside square brackets; all of them if there are no others."""
    given = list(words)
    own = [word for word in given if not any(span.contains(word.span) for span in added(text))]
    return own or given


def tells(word: ReadWord) -> bool:
    """Whether a word is no number, no unit of time and no day or month."""
    lower = word.text.lower()
    return not word.is_number and lower not in _NUMBERS and not (word.text[0].isupper() and lower in _DAYS)


def _tells_deed(word: ReadWord) -> bool:
    """Whether a word is surely no noun: "a painting" and "a meeting" tell of no deed."""
    return is_verb(word.text.lower()) and not word.text.endswith("ing")


def _part(text: str, figure: Figure, clause: Span) -> Span:
    """The stretch around ``figure`` up to the next comma or "and" on either side."""
    before = [match.end() for match in _ENDS.finditer(text, clause.start, figure.span.start)]
    behind = _ENDS.search(text, figure.span.end, clause.end)
    return Span(before[-1] if before else clause.start, behind.start() if behind else clause.end)


def _scopes(text: str, figure: Figure, part: Span) -> frozenset[str]:
    """What bounds the figure: words of its part of the clause outside brackets."""
    before = re.findall(r"[a-z-]+", _ADDED.sub(" ", text[part.start : figure.span.start]).lower())[-_REACH:]
    behind = re.findall(r"[a-z-]+", _ADDED.sub(" ", text[figure.span.end : part.end]).lower())[:_REACH]
    found = {SCOPES[word] for word in (*before, *behind) if word in SCOPES}
    held = part.of(text)
    if UNTIL.search(held):
        found.add("until")
    if MEANT.search(held):
        found.add("forecast")
    if figure.kind is FigureKind.NUMBER and "since" in before:
        found.add("since")
    return frozenset(found)


def is_date(figure: Figure) -> bool:
    return figure.kind is FigureKind.DATE
