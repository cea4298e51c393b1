"""Whether a word is the verb of a clause, and why not.

Invariant: the answer depends on the word and its neighbours, two before and one behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from factcheck.language import function_words
from factcheck.quotes.grammar.inflections import Form, finite_verbs
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources, verbs

_NO_VERBS = frozenset(
    "aged bed deed feed fed greed hundred indeed kindred naked need red sacred seed shed speed weed wicked".split()
)
_FINITE = Form.PAST | Form.THIRD | Form.BASE
_LEADS_TO_NOUN = frozenset("to most so more".split())


class NoVerb(StrEnum):
    """Why a word is not the verb of a clause."""

    NAME = "a name or a mark"
    FORM = "no form of a verb"
    FIRST = "the first word"
    AFTER = "behind a word that a noun or adjective follows"
    NEAR = "“close to”"
    MODIFIER = "before a noun that it may modify"
    NOUN = "a noun as often, and no pronoun before it"
    THIRD = "no subject of a verb in -s"
    BASE = "no subject of a verb without ending"
    NOT_FINITE = "a participle"


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is, in all likelihood, the verb of a clause (not an adjective or a noun)."""
    return why_no_verb(tokens, at) is None


def why_no_verb(tokens: Sequence[Token], at: int) -> NoVerb | None:
    """Why the token is not the verb of a clause; None if it is one."""
    token = tokens[at]
    if not token.word or token.name:
        return NoVerb.NAME
    if token.low in function_words.AUXILIARIES:
        return None
    form = _form(token)
    if not form:
        return NoVerb.FORM
    if at == 0:
        return NoVerb.FIRST
    before = tokens[at - 2] if at > 1 and tokens[at - 1].adverb and not tokens[at - 1].name else tokens[at - 1]
    if before.determiner or before.possessive or before.preposition or before.low in _LEADS_TO_NOUN:
        return NoVerb.AFTER
    if token.low == "close" and at + 1 < len(tokens) and tokens[at + 1].low == "to":
        return NoVerb.NEAR
    plain = before.low in function_words.SUBJECT_PRONOUNS or before.low in function_words.RELATIVES
    return None if plain and form & _FINITE else _why_no_subject(tokens, at, before, form)


def _form(token: Token) -> int:
    """The forms of a verb that the word can have; 0 if it can be none."""
    form = finite_verbs().get(token.low)
    if form is None and token.low not in _NO_VERBS and token.low.endswith("ed") and not token.capital:
        return Form.PAST | Form.PARTICIPLE
    return form or 0


def _why_no_subject(tokens: Sequence[Token], at: int, before: Token, form: int) -> NoVerb | None:
    """Why what stands before a verb, and is no pronoun, cannot be its subject."""
    if form & Form.PAST:
        named = before.name or tokens[at - 1].adverb or before.low in sources.PEOPLE_NOUNS
        return None if named or not _may_modify(tokens, at) else NoVerb.MODIFIER
    if tokens[at].low in verbs.NOUN_FORMS:
        return NoVerb.NOUN
    if form & Form.THIRD:
        known = before.name or before.low in sources.PEOPLE_NOUNS or before.low in sources.BODY_NOUNS
        return None if known else NoVerb.THIRD
    if not form & Form.BASE:
        return NoVerb.NOT_FINITE
    return None if before.low in sources.PEOPLE_NOUNS and before.low.endswith("s") else NoVerb.BASE


def _may_modify(tokens: Sequence[Token], at: int) -> bool:
    """A word in -ed before a noun may be an adjective: "the | retired | engineer"."""
    if at + 1 >= len(tokens) or not tokens[at].low.endswith("ed"):
        return False
    after = tokens[at + 1]
    return after.word and not after.determiner and not after.preposition and after.low not in function_words.PARTICLES
