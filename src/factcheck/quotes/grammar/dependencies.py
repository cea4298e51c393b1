"""What hangs on what in a statement, as the parser sees it.

Invariant: indexes count the tokens that are given; a head that lies outside of them is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.quotes.grammar.tokens import Token
from factcheck.syntax import SUBJECTS


def head(tokens: Sequence[Token], at: int) -> int:
    """The token that token ``at`` hangs on; itself for a root."""
    found = at + tokens[at].to_head
    return found if 0 <= found < len(tokens) else at


def children(tokens: Sequence[Token], at: int, relations: frozenset[str] | None = None) -> Iterator[int]:
    """The tokens that hang on token ``at``, in order; only those of ``relations`` if given."""
    for place, token in enumerate(tokens):
        if place != at and place + token.to_head == at and (relations is None or token.relation in relations):
            yield place


def has_child(tokens: Sequence[Token], at: int, relations: frozenset[str]) -> bool:
    """Whether a token of one of the ``relations`` hangs on token ``at``."""
    return next(children(tokens, at, relations), None) is not None


def subject(tokens: Sequence[Token], verb: int) -> int | None:
    """The head of the subject of the verb at token ``verb``, also one it shares with the verb it is joined to."""
    for _ in range(len(tokens)):
        found = next(children(tokens, verb, SUBJECTS), None)
        if found is not None or tokens[verb].relation not in ("conj", "aux", "auxpass"):
            return found
        verb = head(tokens, verb)
    return None


def phrase(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """From the first to behind the last token that hangs on token ``at``, however far down, itself included."""
    inside = [place for place in range(len(tokens)) if hangs_on(tokens, place, at)]
    return inside[0], inside[-1] + 1


def hangs_on(tokens: Sequence[Token], place: int, at: int) -> bool:
    """Whether token ``place`` is token ``at`` or hangs on it, however far down."""
    for _ in range(len(tokens)):
        if place == at:
            return True
        above = head(tokens, place)
        if above == place:
            return False
        place = above
    return False
