"""Whether a word is the verb of a clause.

Invariant: the answer is the parser's, but for what carries a capital as a name does.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import function_words
from factcheck.quotes.grammar.tokens import Token
from factcheck.syntax import FINITE


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is, in all likelihood, the verb of a clause (not an adjective or a noun)."""
    token = tokens[at]
    if not token.word or token.name:
        return False
    return token.tag in FINITE or token.low in function_words.AUXILIARIES
