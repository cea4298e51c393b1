"""Figures that something is put at: "put the cost | at 6 million", "estimated the crowd | at 30,000".

Invariant: only the words behind the verb are looked at, up to the next comma or mark.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.quotes.grammar.tokens import Token

_REACH = 25  # tokens from a verb to "at"
_LONGEST_FIGURE = 6  # tokens from "at" to its figure: "at as much as 3 million"
_ENDS = frozenset(", ; : . ? ! ( )".split())
_MULTIPLES = frozenset("twice thrice double triple half third quarter zero".split())
_APPROXIMATELY = frozenset(
    """a about around almost at nearly roughly some between just over under more less least most than as much many close
    to""".split()
)
_OF_A_CLOCK = frozenset("am pm a.m p.m a.m. p.m. o'clock noon midnight".split())


def is_put_at_figure(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether tokens ``[start, end)`` name something and what it is put at; but a time or an address is no figure."""
    for at in range(start + 1, min(end, start + _REACH)):
        if tokens[at].low in _ENDS or tokens[at].quote >= 0 or tokens[at].tag in ("VBD", "VBZ", "MD"):
            return False
        if tokens[at].low == "at" and (figure := _figure(tokens, at + 1, end)) is not None:
            return not _tells_place(tokens, figure + 1, end)
    return False


def _figure(tokens: Sequence[Token], start: int, end: int) -> int | None:
    """The figure of "at | about $6 million"."""
    for at in range(start, min(end, start + _LONGEST_FIGURE)):
        token = tokens[at]
        if token.tag == "CD" or token.low[0].isdigit() or token.low in _MULTIPLES:
            return at
        if token.word and token.low not in _APPROXIMATELY:
            return None
    return None


def _tells_place(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a figure is that of a clock or a street: "at 9 | am", "at 12 | Castle Street", "at two | tables"."""
    if at >= end or not tokens[at].word:
        return ":" in tokens[at - 1].low
    return tokens[at].name or tokens[at].low in _OF_A_CLOCK or ":" in tokens[at - 1].low
