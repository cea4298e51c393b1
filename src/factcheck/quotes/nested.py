"""Attributions inside the words of a quotation: Ruiz said | the mayor had told them that ….

Invariant: found by the rules for any statement, in words quoted; nothing found here changes who is
quoted, or what the cast knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from factcheck.domain import Reported, Span, Speaker
from factcheck.language import function_words
from factcheck.language.marks import quoted
from factcheck.language.sentences import sentences
from factcheck.quotes.foreign.beside import trimmed
from factcheck.quotes.grammar.cues import find_cues
from factcheck.quotes.grammar.inflections import Frame, lexicon
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import LONGEST, Statement
from factcheck.quotes.grammar.tokens import parsed, tokenise
from factcheck.quotes.lexicon import sources
from factcheck.quotes.people.mentions import read
from factcheck.quotes.people.speakers import Cast
from factcheck.quotes.rules.arranging import attributions
from factcheck.quotes.rules.attribution import Attributed

_FEWEST = 5  # tokens of "he told her that"
_FEWEST_TOLD = 2  # tokens of what is told
_SAYING = Frame.CLAUSE | Frame.HEARER | Frame.QUESTION | Frame.FINDING


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
                if hit.source is not None and hit.cue is not None and _is_told(inner, hit, hit.cue, hit.source):
                    yield _told(inner, hit, hit.source, outer, cast, number)


def _may_tell(statement: Statement, place: Span) -> bool:
    """Whether a word of saying stands among the words, so that most are not read again."""
    return any(
        place.start <= token.start < place.end
        and (token.low in lexicon() or token.low in sources.SAYING_NOUNS or token.low == "according")
        for token in statement.tokens
    )


def _within(statement: Statement, sentence: Span) -> Statement | None:
    """The sentence as a statement of its own, without the marks around it and a "that" before it."""
    pairs = quoted(statement.text, sentence)
    tokens = tokenise(statement.text, sentence, pairs)[:LONGEST]
    tokens = tokens[1:] if tokens and tokens[0].low == "that" else tokens
    if len(tokens) < _FEWEST:
        return None
    (tokens,) = parsed(statement.text, [tokens])
    span = Span(tokens[0].start, tokens[-1].end)
    return replace(statement, span=span, tokens=tokens, cues=list(find_cues(tokens)), quotes=pairs)


def _is_told(inner: Statement, hit: Attributed, cue: Range, source: Range) -> bool:
    """Whether the words say that somebody else said something, and not only that it was judged or wished."""
    told = sum(end - start for start, end in hit.content)
    verb = next((one for one in inner.cues if cue[0] <= one.verb < cue[1]), None)
    saying = verb is None or bool(verb.frame & _SAYING)
    return saying and told >= _FEWEST_TOLD and inner.tokens[source[0]].low not in ("we", "you")


def _told(inner: Statement, hit: Attributed, source: Range, outer: Speaker | None, cast: Cast, number: int) -> Reported:
    mention = read(inner.text, inner.tokens, *source)
    if mention.pronoun and mention.head == "i":
        speaker = replace(outer, mention=mention.span.of(inner.text)) if outer is not None else None
    elif mention.pronoun and mention.head in function_words.RELATIVES:
        speaker = None
    else:
        speaker = cast.glimpse(mention, number, inner.text)
    inners = {pair.outer: trimmed(inner.text, pair.inner) for pair in inner.quotes}
    content = (inner.span_of(*part) for part in hit.content)
    cue = inner.span_of(*hit.cue) if hit.cue else None
    return Reported(tuple(inners.get(part, part) for part in content), cue, mention.span, speaker)
