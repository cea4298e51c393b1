"""Bodies, groups and documents that a sentence is about, for "they" and "it" to look back to.

Invariant: only the subject of a sentence's first clause is a topic, and only if it is no pronoun.
"""

from __future__ import annotations

from factcheck.language import function_words
from factcheck.quotes.grammar.dependencies import head, phrase
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import roles, sources
from factcheck.quotes.people.mentions import Mention, read
from factcheck.syntax import SUBJECTS

_NO_TOPICS = function_words.SUBJECT_PRONOUNS | function_words.RELATIVES


def topic(statement: Statement) -> Mention | None:
    """The subject of the first clause, if it can be what "they" or "it" mean later."""
    tokens = statement.tokens
    plain = (at for at, token in enumerate(tokens) if token.relation in SUBJECTS and token.quote < 0)
    first = next((at for at in plain if at < head(tokens, at)), None)
    if first is None or tokens[first].low in _NO_TOPICS:
        return None
    start, end = phrase(tokens, first)
    mention = read(statement.text, tokens, start, min(end, head(tokens, first)))
    return mention if _is_topic(mention) else None


def _is_topic(mention: Mention) -> bool:
    """Whether it is somebody, several people, a body or a document."""
    noun = mention.head
    known = noun in sources.SOURCE_NOUNS or noun.removesuffix("s") in sources.SOURCE_NOUNS or roles.is_role_noun(noun)
    return not mention.pronoun and bool(mention.also or mention.name or known)
