"""Attributions inside the words of a quotation: Ruiz said | the mayor had told them that ….

Invariant: found by the rules for any statement, in words quoted; nothing found here changes who is
quoted, or what the cast knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from factcheck.domain import Reported, Span, Speaker
from factcheck.quotes import words
from factcheck.quotes.attribution import attributions
from factcheck.quotes.cast import Cast
from factcheck.quotes.cues import find_cues, lexicon
from factcheck.quotes.found import Found
from factcheck.quotes.marks import quoted
from factcheck.quotes.mentions import read
from factcheck.quotes.statements import LONGEST, Statement
from factcheck.quotes.tokens import tokenise
from factcheck.sentences import sentences

_FEWEST = 5  # tokens of "he told her that"


def reported(
    statement: Statement, place: Span, outer: Speaker | None, cast: Cast, number: int, without: Collection[str]
) -> Iterator[Reported]:
    """What is told of others in the words quoted at ``place`` of ``statement``, which are those of ``outer``."""
    if not _may_tell(statement, place):
        return
    for sentence in sentences(statement.text, place):
        inner = _within(statement, sentence)
        if inner is not None:
            for hit in attributions(inner, without):
                if sum(end - start for start, end in hit.content) > 1:
                    yield _told(inner, hit, outer, cast, number)


def _may_tell(statement: Statement, place: Span) -> bool:
    """Whether a word of saying stands among the words, so that most are not read again."""
    return any(
        place.start <= token.start < place.end
        and (token.low in lexicon() or token.low in words.SAYING_NOUNS or token.low == "according")
        for token in statement.tokens
    )


def _within(statement: Statement, sentence: Span) -> Statement | None:
    """The sentence as a statement of its own, without the marks around it and a "that" before it."""
    pairs = quoted(statement.text, sentence)
    tokens = tokenise(statement.text, sentence, pairs)[:LONGEST]
    tokens = tokens[1:] if tokens and tokens[0].low == "that" else tokens
    if len(tokens) < _FEWEST:
        return None
    span = Span(tokens[0].start, tokens[-1].end)
    return replace(statement, span=span, tokens=tokens, cues=list(find_cues(tokens)), quotes=pairs)


def _told(inner: Statement, hit: Found, outer: Speaker | None, cast: Cast, number: int) -> Reported:
    mention = read(inner.text, inner.tokens, *hit.source) if hit.source else None
    speaker = None
    if mention is not None and mention.head == "i" and mention.pronoun and outer is not None:
        speaker = replace(outer, mention=mention.span.of(inner.text))
    elif mention is not None and not (mention.pronoun and mention.head in words.RELATIVES):
        speaker = cast.glimpse(mention, number, inner.text)
    inners = {pair.outer: pair.inner for pair in inner.quotes}
    return Reported(
        content=tuple(inners.get(part, part) for part in (inner.span_of(*part) for part in hit.content)),
        cue=inner.span_of(*hit.cue) if hit.cue else None,
        source=mention.span if mention is not None else None,
        speaker=speaker,
    )
