"""Places in a statement: ranges of tokens, the marks that open and close there, what ends a phrase.

Invariant: ranges are half-open, and what is asked of a place looks at it and at what its words hang on.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.dependencies import head
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token

_BELONGING = frozenset(("relcl", "acl", "advcl"))

Range = tuple[int, int]
"""Tokens of a statement, half-open."""


def opens_marks(statement: Statement, at: int) -> bool:
    """Whether the token is an opening quotation mark."""
    token = statement.tokens[at]
    return token.quote >= 0 and token.start == statement.quotes[token.quote].outer.start


def closes_marks(statement: Statement, at: int) -> bool:
    """Whether the token is a closing quotation mark."""
    token = statement.tokens[at]
    return token.quote >= 0 and token.end == statement.quotes[token.quote].outer.end


def ends_phrase(statement: Statement, at: int) -> bool:
    """Whether a phrase outside quotation marks cannot go on past the token."""
    token = statement.tokens[at]
    return token.low in (",", ".", ";", ":", ")", "?", "!") or token.dash or opens_marks(statement, at)


def opens_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Whether "to …" or "not to …" starts at the token."""
    to = at + (tokens[at].low in ("not", "never"))
    return to < len(tokens) and tokens[to].low == "to" and tokens[at].quote < 0


def is_clause(statement: Statement, start: int, end: int, verb: int | None = None) -> bool:
    """Whether the words hold a finite verb that is not that of a clause which only belongs to another of the words,
    or to the ``verb`` before them: "praised the plan | that had failed | when they met"."""
    tokens, first = statement.tokens, start if verb is None else verb
    return any(is_verb(tokens, at) and not _belongs(tokens, at, first, end) for at in range(max(start, 1), end))


def _belongs(tokens: Sequence[Token], verb: int, start: int, end: int) -> bool:
    """Whether a verb is that of a clause that belongs to a token of the range."""
    at = verb
    while (above := head(tokens, at)) != at and start <= above < end:
        if tokens[at].relation in _BELONGING:
            return True
        at = above
    return False
