"""What a second verb is joined to, which the parser often takes for one of what was said: "said it was late and left".

Invariant: a verb is joined to one of its own form; whoever says something can speak.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import function_words
from factcheck.quotes.grammar.dependencies import children, has_child, head
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.lexicon.roles import is_role_noun
from factcheck.syntax import SUBJECTS

_AUXILIARIES = frozenset(("aux", "auxpass"))
_PASSIVE = frozenset(("auxpass",))
_PRONOUNS = function_words.SUBJECT_PRONOUNS | function_words.OTHER_PRONOUNS | {"who"}


def joined_to(tokens: Sequence[Token], verb: int, speaks: bool) -> int:
    """The verb that a verb is joined to; ``speaks`` says that it is one of saying, whose subject must be able to speak.

    It is the parser's, unless that has another form and one of the same form with a subject stands before it.
    """
    above = head(tokens, verb)
    if tokens[verb].relation != "conj" or (
        _is_alike(tokens, above, verb) and (not speaks or _can_speak(tokens, above))
    ):
        return above
    before = (at for at in range(verb - 1, -1, -1) if tokens[at].quote < 0 and _is_alike(tokens, at, verb))
    return next((at for at in before if at != above and has_child(tokens, at, SUBJECTS)), above)


def _is_alike(tokens: Sequence[Token], one: int, verb: int) -> bool:
    """Whether a verb has the form of another, or of its auxiliary; a bare participle may be a past."""
    helper = next(children(tokens, verb, _AUXILIARIES), None)
    if helper is not None:
        return tokens[next(children(tokens, one, _AUXILIARIES), one)].tag == tokens[helper].tag
    return tokens[one].tag == tokens[verb].tag or (tokens[one].tag, tokens[verb].tag) == ("VBD", "VBN")


def _can_speak(tokens: Sequence[Token], verb: int) -> bool:
    """Whether the subject of a verb may be somebody; of one that tells what something is, only who is known to be."""
    if tokens[verb].low not in function_words.BE_FORMS and not has_child(tokens, verb, _PASSIVE):
        return True
    for at in children(tokens, verb, SUBJECTS):
        token = tokens[at]
        known = token.bare in sources.SOURCE_NOUNS or is_role_noun(token.bare)
        return token.name or token.low in _PRONOUNS or known
    return True
