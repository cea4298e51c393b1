"""Paragraphs cut into statements: sentences whose quotation is not cut off from its "he said".

Invariant: statements are in order and never overlap; a sentence end inside quotation marks
never ends a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from factcheck.domain import Article, BlockKind, Span
from factcheck.language.marks import Quoted, quoted
from factcheck.language.sentences import sentences
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.cues import Cue, find_cues
from factcheck.quotes.grammar.forgotten_marks import closed
from factcheck.quotes.grammar.inflections import Frame, lexicon
from factcheck.quotes.grammar.phrases import phrase_after, phrase_before, skip_adjuncts
from factcheck.quotes.grammar.title_case import in_sentence_case
from factcheck.quotes.grammar.tokens import Token, parsed, tokenise

_LINE_BREAK, _TITLE_BREAK = re.compile(r"\n"), re.compile(r"\n|(?<=\s)\|(?=\s)")
LONGEST = 400  # tokens; what runs on longer is read in pieces, so that no rule sees more
_PARSED_TOGETHER = 256  # statements


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its tokens, the verbs of saying among them, its paragraph's quotation pairs."""

    text: str
    span: Span
    tokens: list[Token]
    cues: list[Cue]
    quotes: list[Quoted]
    block: BlockKind
    paragraph: int
    first: bool  # of its paragraph

    def span_of(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


def read_statements(article: Article, kinds: frozenset[BlockKind]) -> Iterator[Statement]:
    """The statements of the blocks of these ``kinds``; every line of a block is a paragraph, and so is what a
    bar sets off in a title: "Bridge is safe, says Ruiz | Lund Post"."""
    text = article.text
    for title in article.of_kind(BlockKind.TITLE) if BlockKind.TITLE in kinds else ():
        text = in_sentence_case(text, title)
    pieces = _pieces(article, text, kinds)
    while batch := list(islice(pieces, _PARSED_TOGETHER)):
        for piece, tokens in zip(batch, parsed(text, [piece.tokens for piece in batch]), strict=True):
            yield replace(piece, tokens=tokens, cues=list(find_cues(tokens)))


def _pieces(article: Article, text: str, kinds: frozenset[BlockKind]) -> Iterator[Statement]:
    """The statements before they are parsed and searched for verbs of saying; ``text`` has titles in plain case."""
    number = 0
    for block in article.blocks:
        if block.kind not in kinds:
            continue
        at_break = _TITLE_BREAK if block.kind is BlockKind.TITLE else _LINE_BREAK
        for paragraph in _lines(article.text, block.span, at_break):
            yield from _statements(article.text, text, paragraph, block.kind, number)
            number += 1


def _lines(text: str, span: Span, at_break: re.Pattern[str]) -> Iterator[Span]:
    at = span.start
    for end in (*(match.start() for match in at_break.finditer(text, *span)), span.end):
        line = text[at:end]
        left = at + len(line) - len(line.lstrip())
        if line.strip():
            yield Span(left, left + len(line.strip()))
        at = end + 1


def _statements(printed: str, text: str, paragraph: Span, kind: BlockKind, number: int) -> Iterator[Statement]:
    pairs = closed(text, paragraph, quoted(text, paragraph))
    first = True
    for span in _merged(text, paragraph, pairs):
        tokens = tokenise(text, span, pairs)
        for at in range(0, len(tokens), LONGEST):
            piece = tokens[at : at + LONGEST]
            bounds = Span(piece[0].start, piece[-1].end)
            yield Statement(printed, bounds, piece, [], pairs, kind, number, first)
            first = False


def _merged(text: str, paragraph: Span, pairs: list[Quoted]) -> Iterator[Span]:
    """Sentences, joined where the end of one lies inside a pair or before "Ruiz asked."."""
    held: Span | None = None
    at = 0
    for sentence in sentences(text, paragraph):
        if held is None:
            held = sentence
            continue
        while at < len(pairs) and pairs[at].outer.end <= held.end:
            at += 1
        inside = at < len(pairs) and pairs[at].outer.start < held.end - 1 and pairs[at].outer.end > sentence.start
        if inside or _goes_on(text, held, sentence, pairs):
            held = Span(held.start, sentence.end)
        else:
            yield held
            held = sentence
    if held is not None:
        yield held


def _goes_on(text: str, held: Span, sentence: Span, pairs: list[Quoted]) -> bool:
    """``"Why?"`` before ``Ruiz asked.``: a quotation that ends in ? or ! and the words that say whose it is."""
    end = text[max(held.start, held.end - 3) : held.end]
    if end[-1:] not in "\"”’'»" or not any(mark in end for mark in "?!—–"):
        return False
    (tokens,) = parsed(text, [tokenise(text, Span(sentence.start, min(sentence.end, sentence.start + 160)), pairs)])
    verb = next((at for at in range(1, len(tokens)) if is_verb(tokens, at)), None)
    if verb is None or phrase_before(tokens, verb, 0) != 0:
        return False
    after = _behind_chain(tokens, verb)
    if any(entry.frame & (Frame.HEARER | Frame.QUESTION) for entry in lexicon().get(tokens[after - 1].low, ())):
        whom = phrase_after(tokens, after, len(tokens))  # "Ruiz told | the crowd | ."
        after = whom if not any(is_verb(tokens, at) for at in range(after, whom)) else after
    after = skip_adjuncts(tokens, after, len(tokens))
    return after >= len(tokens) or not tokens[after].word


def _behind_chain(tokens: list[Token], verb: int) -> int:
    """Behind the verbs and adverbs that belong to one: "could be heard saying | on Monday"."""
    at = verb + 1
    while at < len(tokens) and tokens[at].tag.startswith("VB"):
        at += 1
    return at
