"""Whose words a verb gives that does not stand right behind its subject: a participle, an infinitive, a second verb.

Invariant: nothing behind the verb is looked at, and nobody is returned rather than a guess.
"""

from __future__ import annotations

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.dependencies import children, has_child, head, phrase
from factcheck.quotes.grammar.joined_verbs import joined_to
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import roles, sources
from factcheck.syntax import SUBJECTS

_SUBORDINATE = function_words.SUBORDINATORS | function_words.RELATIVES | function_words.QUESTION_WORDS
_NO_SUBJECTS = function_words.RELATIVES | {"it", "there", "this"}
_REACH = 25  # tokens before an infinitive
_SPEAKING = sources.SOURCE_NOUNS | sources.BODY_NAME_WORDS | roles.ROLE_NOUNS
_SHARES = frozenset("conj advcl aux auxpass".split())  # relations of a verb that leaves out what its head has
_LONGEST_CHAIN = 6  # verbs that share a subject


def shared_subject(statement: Statement, verb: int) -> Range | None:
    """The subject that a verb has from the one it is joined to: "Engineers | doubt it and say …", "…, saying …"."""
    tokens = statement.tokens
    for _ in range(_LONGEST_CHAIN):
        if tokens[verb].relation not in _SHARES or has_child(tokens, verb, SUBJECTS):
            return None
        verb = joined_to(tokens, verb, speaks=True)
        own = _own_subject(statement, verb)
        if own is not None:
            start, end = phrase(tokens, own)
            return (start, min(end, verb)) if tokens[own].low not in _NO_SUBJECTS - {"who"} else None
    return None


def _own_subject(statement: Statement, verb: int) -> int | None:
    """The head of the subject of a verb; also where the parser takes it for a participle behind an aside."""
    tokens = statement.tokens
    own = [at for at in children(tokens, verb, SUBJECTS) if at < verb and tokens[at].quote < 0]
    if not own and tokens[verb].relation == "acl" and not tokens[verb - 1].word:
        own = [head(tokens, verb)]
    return own[-1] if own else None


def made_to(statement: Statement, verb: int) -> Range | None:
    """Who is made to say it: "forced | Ruiz | to admit"."""
    tokens = statement.tokens
    if tokens[verb].relation != "xcomp":
        return None
    for at in children(tokens, head(tokens, verb), frozenset(("dobj",))):
        if at < verb and (tokens[at].name or tokens[at].low in sources.SOURCE_NOUNS):
            start, end = phrase(tokens, at)
            return (start, min(end, verb - 1))
    return None


def main_subject(statement: Statement, end: int) -> Range | None:
    """The subject of the last main clause before token ``end``; of the first clause if all others are subordinate."""
    first: Range | None = None
    for at in range(end - 1, 0, -1):
        subject = _subject_of(statement, at)
        if subject is None:
            continue
        first = subject
        if not subject[0] or not _depends(statement, subject[0] - 1):
            return subject
    return first


def _subject_of(statement: Statement, at: int) -> Range | None:
    """The subject of the finite verb at the token, if it is one and has a plain subject before it."""
    tokens = statement.tokens
    if tokens[at].quote >= 0 or not is_verb(tokens, at) or is_verb(tokens, at - 1):
        return None
    while at > 1 and tokens[at - 1].adverb and not tokens[at - 1].name:
        at -= 1
    start = phrase_before(tokens, at, 0)
    return None if start is None or tokens[start].low in _NO_SUBJECTS else (start, at)


def _depends(statement: Statement, at: int) -> bool:
    """Whether what follows the token is a subordinate clause, or the object of a verb: "after | …", "met | people"."""
    token = statement.tokens[at]
    return token.preposition or token.low in _SUBORDINATE or (at > 0 and is_verb(statement.tokens, at))


def nearest_subject(statement: Statement, to: int) -> Range | None:
    """Who is to say it: "led | her | to say", or the subject of the last verb before."""
    tokens = statement.tokens
    if tokens[to - 1].low in function_words.OBJECT_PRONOUNS:
        return (to - 1, to)
    for at in range(to - 1, max(0, to - _REACH), -1):
        if tokens[at].quote < 0 and is_verb(tokens, at) and not is_verb(tokens, at - 1):
            start = phrase_before(tokens, at, 0)
            if start is not None and tokens[start].low not in function_words.RELATIVES:
                return None if tokens[start].low in _NO_SUBJECTS else (start, at)
    return None


def owner(statement: Statement, source: Range) -> Range:
    """Who owns what was said, where that is what speaks: "| Ana Ruiz's | answer"; else ``source`` itself."""
    tokens = statement.tokens
    start, end = source
    last = next((at for at in range(end - 1, start, -1) if tokens[at].possessive), start)
    head = tokens[last + 1 : end]
    speaks = any(token.name or token.low in _SPEAKING for token in head)
    return source if speaks or not head or not tokens[last].possessive else (start, last + 1)
