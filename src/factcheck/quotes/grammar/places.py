"""Places in a statement: ranges of tokens, the marks that open and close there, what ends a phrase.

Invariant: ranges are half-open, and a question about a token looks at that token alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.dependencies import head
from factcheck.quotes.grammar.statements import Statement

_OF_PHRASES = frozenset(("relcl", "acl", "advcl"))

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


def is_clause(statement: Statement, start: int, end: int) -> bool:
    """Whether the words hold a verb of their own."""
    tokens = statement.tokens
    return any(is_verb(tokens, at) and not _within_phrase(tokens, at, start, end) for at in range(max(start, 1), end))


def _within_phrase(tokens: Sequence[Token], verb: int, start: int, end: int) -> bool:
    """Whether a verb is that of a relative clause or the like: "praised the plan | that had failed"."""
    at = verb
    while tokens[at].relation not in _OF_PHRASES:
        above = head(tokens, at)
        if above == at or not start <= above < end:
            return False
        at = above
    return True
