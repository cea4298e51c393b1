"""What is quoted, made ready to be compared: its words, and what the writer marked as his own.

Invariant: nothing is compared that the writer did not put in quotation marks, and nothing of
that is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass

from factcheck.domain import Span, Speaker
from factcheck.language.sentences import sentences
from factcheck.wording.tokens import Words, read

FEWEST = 4  # words: fewer, unless they stand there as they are, are found anywhere
_ELLIPSIS = re.compile(r"[(\[]?\s*(?:…|\.(?:\s?\.){2,})\s*[)\]]?")
_BRACKETS = re.compile(r"\[[^\[\]\n]{1,120}\]")
_ONE_LETTER = re.compile(r"\[\w\](?=\w)")  # "[W]e": a capital changed, and nothing else


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words in quotation marks: ``pieces`` of ``text``, whose they are, and their reading.

    ``ellipses`` are the words before which the writer marked a gap, ``bracketed`` those he put in
    brackets, ``openers`` those that begin a sentence and have their capital from that, ``heads`` the
    first of each piece.
    """

    text: str
    pieces: tuple[Span, ...]
    speaker: Speaker | None
    words: Words
    ellipses: frozenset[int]
    bracketed: frozenset[int]
    openers: frozenset[int]
    heads: frozenset[int]

    def fitted(self, wanted: Container[str]) -> QuotedWords:
        """The same quotation, read in the other way where only that gives words which are ``wanted``."""
        words = self.words.fitted(wanted)
        return self if words is self.words else _marked(self.text, self.pieces, self.speaker, words)


def quotation(text: str, pieces: Sequence[Span] = (), speaker: Speaker | None = None) -> QuotedWords:
    """The stretches ``pieces`` of ``text`` (all of it, if none are given) as one quotation."""
    spans = tuple(sorted(pieces)) or (Span(0, len(text)),)
    return _marked(text, spans, speaker, read(text, spans))


def _marked(text: str, spans: tuple[Span, ...], speaker: Speaker | None, words: Words) -> QuotedWords:
    gaps = [Span(*found.span()) for span in spans for found in _ELLIPSIS.finditer(text, *span)]
    brackets = [
        Span(*found.span())
        for span in spans
        for found in _BRACKETS.finditer(text, *span)
        if not _ONE_LETTER.match(text, found.start()) and found.group().casefold() != "[sic]"
    ]
    first = {next((at for at, start in enumerate(words.starts) if start >= gap.end), 0) for gap in gaps}
    inside = {
        at
        for at in range(len(words))
        if any(words.starts[at] < bracket.end and bracket.start < words.ends[at] for bracket in brackets)
    }
    heads = {bisect_left(words.starts, span.start) for span in spans}
    return QuotedWords(
        text,
        spans,
        speaker,
        words,
        frozenset(first - {0}),
        frozenset(inside),
        openers(text, words, spans),
        frozenset(heads),
    )


def sentences_of(whole: QuotedWords) -> list[QuotedWords]:
    """Each sentence of a quotation as one of its own."""
    spans = [sentence for piece in whole.pieces for sentence in sentences(whole.text, piece)]
    return [quotation(whole.text, (span,), whole.speaker) for span in spans]


def openers(text: str, words: Words, spans: Sequence[Span]) -> frozenset[int]:
    """The words that begin a sentence in ``spans`` of ``text``."""
    starts = {sentence.start for span in spans for sentence in sentences(text, span)}
    found = set()
    for at, start in enumerate(words.starts):
        before = text[words.ends[at - 1] if at else 0 : start]
        if at == 0 or any(char in before for char in '\n.!?:“"‘') or start in starts:
            found.add(at)
    return frozenset(found)
