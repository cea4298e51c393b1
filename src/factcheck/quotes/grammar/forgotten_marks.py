"""A closing mark that was forgotten before "he said": “The pier is rotten, | the mayor said.

Invariant: only a pair that nothing closes is cut, and only where a sentence in it ends with a verb of saying and
whoever said it, behind a comma.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import Span
from factcheck.language.marks import Quoted, quoted
from factcheck.language.sentences import sentences
from factcheck.quotes.grammar.cues import Cue, find_cues
from factcheck.quotes.grammar.inflections import Form, Frame
from factcheck.quotes.grammar.phrases import phrase_after, phrase_before, skip_adjuncts
from factcheck.quotes.grammar.tokens import Token, parsed, tokenise

_FEWEST = 2  # tokens of what was said


def closed(text: str, paragraph: Span, pairs: list[Quoted]) -> list[Quoted]:
    """``pairs`` of the paragraph, the last of them closed where its mark was forgotten."""
    if not pairs or pairs[-1].closed:
        return pairs
    open_pair = pairs[-1]
    spans = sentences(text, open_pair.inner)
    for tokens in parsed(text, [tokenise(text, span, []) for span in spans]):
        end = _end_of_speech(tokens)
        if end is not None:
            inner = Span(open_pair.inner.start, end)
            shut = Quoted(Span(open_pair.outer.start, end), inner, True, open_pair.single)
            return [*pairs[:-1], shut, *closed(text, paragraph, quoted(text, Span(end, paragraph.end)))]
    return pairs


def _end_of_speech(tokens: Sequence[Token]) -> int | None:
    """Where what was said ends, if the sentence ends with who said it."""
    for cue in find_cues(tokens):
        comma = _comma_before(tokens, cue)
        if comma is not None and comma >= _FEWEST:
            return tokens[comma].end
    return None


def _comma_before(tokens: Sequence[Token], cue: Cue) -> int | None:
    """The comma before a verb of saying and its subject, whichever stands first, if nothing is told behind them."""
    if not cue.frame & (Frame.CLAUSE | Frame.HEARER) or cue.form & Form.ING:
        return None
    if tokens[cue.first - 1].low == "," and cue.first > 1:
        return cue.first - 1 if _ends(tokens, phrase_after(tokens, cue.last + 1, len(tokens))) else None
    subject = phrase_before(tokens, cue.first, 0)
    if subject is None or subject < 2 or tokens[subject - 1].low != ",":
        return None
    behind = cue.last + 1
    if cue.frame & Frame.HEARER and not _ends(tokens, behind):
        behind = phrase_after(tokens, behind, len(tokens))
    return subject - 1 if _ends(tokens, behind) else None


def _ends(tokens: Sequence[Token], at: int) -> bool:
    at = skip_adjuncts(tokens, at, len(tokens))
    return at >= len(tokens) or not any(token.word for token in tokens[at:])
