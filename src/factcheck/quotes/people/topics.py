"""Bodies and groups that a sentence is about, for "they" and "it" to look back to.

Invariant: only the subject of a sentence is a topic, and only if it is several people, a body or a
document: a person's own name needs no help.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import SpeakerKind
from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import Range
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.people.mentions import Mention, read

_LONGEST_NOUN = 4  # tokens of "the three local officials"
_NO_TOPICS = function_words.SUBJECT_PRONOUNS | function_words.RELATIVES
_REACH = 25  # tokens before the first verb


def topic(statement: Statement) -> Mention | None:
    """The subject of the first clause, if it can be what "they" or "it" mean later."""
    place = _subject(statement)
    if place is None or statement.tokens[place[0]].low in _NO_TOPICS:
        return None
    mention = read(statement.text, statement.tokens, *place)
    return mention if _is_topic(mention) else None


def _subject(statement: Statement) -> Range | None:
    """What stands before the first verb, if a word of it can be a topic."""
    tokens = statement.tokens
    verb = next((at for at in range(1, min(_REACH, len(tokens))) if is_verb(tokens, at) and tokens[at].quote < 0), None)
    if verb is None:
        return _opening_noun(tokens)
    if not any(token.low == "and" or _can_be_topic(token.bare) for token in tokens[:verb]):
        return None
    start = phrase_before(tokens, verb, 0)
    return None if start is None else (start, verb)


def _opening_noun(tokens: Sequence[Token]) -> Range | None:
    """The subject of a verb that is in no list: "The police | arrested Holm."."""
    nouns = (at for at, token in enumerate(tokens[:_LONGEST_NOUN]) if token.bare in sources.SOURCE_NOUNS)
    last = next(nouns, None)
    return None if last is None or any(token.name for token in tokens[: last + 1]) else (0, last + 1)


def _is_topic(mention: Mention) -> bool:
    """Whether it is several people, a body or a document, and nobody under a name alone."""
    if mention.pronoun or mention.also:
        return not mention.pronoun
    if mention.name or not _can_be_topic(mention.head):
        return False
    several = mention.head in function_words.PLURALS or mention.head.endswith("s")
    return several or mention.kind is not SpeakerKind.ANONYMOUS


def _can_be_topic(noun: str) -> bool:
    return noun in sources.SOURCE_NOUNS or noun.removesuffix("s") in sources.SOURCE_NOUNS
