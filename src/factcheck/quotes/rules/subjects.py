"""Whose words a verb gives that does not stand right behind its subject: a participle, an infinitive, a second verb.

Invariant: nothing behind the verb is looked at, and nobody is returned rather than a guess.
"""

from __future__ import annotations

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import roles, sources

_SUBORDINATE = function_words.SUBORDINATORS | function_words.RELATIVES | function_words.QUESTION_WORDS
_NO_SUBJECTS = function_words.RELATIVES | {"it", "there", "this"}
_REACH = 25  # tokens before an infinitive


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
    speaks = any(token.name or token.low in sources.SOURCE_NOUNS or token.low in roles.ROLE_NOUNS for token in head)
    return source if speaks or not head or not tokens[last].possessive else (start, last + 1)
