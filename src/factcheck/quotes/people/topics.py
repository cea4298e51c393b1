"""Bodies and groups that a sentence is about, for "they" and "it" to look back to.

Invariant: only the subject of a sentence is a topic, and only if it is several people, a body or a
document: a person's own name needs no help.
"""

from __future__ import annotations

from factcheck.domain import SpeakerKind
from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import sources
from factcheck.quotes.people.mentions import Mention, read

_LONGEST_NOUN = 4  # tokens of "the three local officials"
_NO_TOPICS = function_words.SUBJECT_PRONOUNS | function_words.RELATIVES
_REACH = 25  # tokens before the first verb


def topic(statement: Statement) -> Mention | None:
    """The subject of the first clause, if it can be what "they" or "it" mean later."""
    tokens = statement.tokens
    verb = next((at for at in range(1, min(_REACH, len(tokens))) if is_verb(tokens, at) and tokens[at].quote < 0), None)
    if verb is not None and not any(token.low == "and" or _can_be_topic(token.bare) for token in tokens[:verb]):
        return None
    start = phrase_before(tokens, verb, 0) if verb is not None else None
    if verb is None:  # of a verb that is in no list: "The police | arrested Holm."
        verb = next(
            (at + 1 for at, token in enumerate(tokens[:_LONGEST_NOUN]) if token.bare in sources.SOURCE_NOUNS), None
        )
        start = 0 if verb is not None and not any(token.name for token in tokens[:verb]) else None
    if verb is None or start is None or tokens[start].low in _NO_TOPICS:
        return None
    mention = read(statement.text, tokens, start, verb)
    several = bool(mention.also) or mention.head in function_words.PLURALS or mention.head.endswith("s")
    known = _can_be_topic(mention.head)
    if mention.pronoun or (mention.name and not mention.also):
        return None
    return mention if mention.also or (known and (several or mention.kind is not SpeakerKind.ANONYMOUS)) else None


def _can_be_topic(noun: str) -> bool:
    return noun in sources.SOURCE_NOUNS or noun.removesuffix("s") in sources.SOURCE_NOUNS
