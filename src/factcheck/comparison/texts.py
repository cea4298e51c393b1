"""A text read once for all that it is compared with: its sentences, their clauses, their words.

Invariant: a function of the text alone, and remembered; spans lie in the text, clauses in their sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from factcheck.comparison.words import ReadWord, content_words
from factcheck.domain import Span
from factcheck.language.clauses import clauses
from factcheck.language.sentences import sentences


@dataclass(frozen=True, slots=True)
class ReadClause:
    span: Span
    words: tuple[ReadWord, ...]
    senses: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """``asks``: a question, which asserts nothing."""

    span: Span
    words: tuple[ReadWord, ...]
    senses: frozenset[str]
    clauses: tuple[ReadClause, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class TextRead:
    text: str
    sentences: tuple[ReadSentence, ...]
    senses: frozenset[str]

    @property
    def asserted(self) -> TextRead:
        """The text without its questions: who asks something says nothing of it."""
        kept = tuple(each for each in self.sentences if not each.asks)
        return TextRead(self.text, kept, frozenset().union(*(each.senses for each in kept)))

    def sentence_at(self, place: int) -> ReadSentence | None:
        """The sentence that holds the character at ``place``."""
        return next((each for each in self.sentences if each.span.start <= place < each.span.end), None)


@lru_cache(maxsize=1 << 11)
def read_text(text: str) -> TextRead:
    found = tuple(_sentence(text, span) for span in sentences(text))
    return TextRead(text, found, frozenset().union(*(each.senses for each in found)))


def _sentence(text: str, span: Span) -> ReadSentence:
    words = tuple(content_words(text, span))
    parts = []
    for part in clauses(text, span):
        held = tuple(word for word in words if part.contains(word.span))
        parts.append(ReadClause(part, held, frozenset(word.sense for word in held)))
    senses = frozenset(word.sense for word in words)
    return ReadSentence(span, words, senses, tuple(parts), span.of(text).rstrip("\"'”’)").endswith("?"))


def clause_at(sentence: ReadSentence, place: int) -> ReadClause:
    """The clause that holds the character at ``place``, else the one before it."""
    return next((each for each in reversed(sentence.clauses) if each.span.start <= place), sentence.clauses[0])
