"""What stands behind a verb of saying, as the parser sees it: a clause, a noun phrase, a judgement.

Invariant: the answer depends on the words between the verb and where its content ends, not on which verb it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from factcheck.language import function_words
from factcheck.quotes.grammar.dependencies import head
from factcheck.quotes.grammar.estimates import is_put_at_figure
from factcheck.quotes.grammar.places import Range, is_clause, opens_infinitive
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources
from factcheck.quotes.lexicon.roles import is_role_noun

_CLAUSE_WORDS = frozenset("that whether if how why what who where when".split())
_POINTING = frozenset("that this why how what who where when whether".split())
_ANSWERS = frozenset("yes no so otherwise".split())
_CANNOT_START = frozenset("and but or as because when while after before until since".split())
_OPENING = "$(#[£€"  # marks that belong to the word behind them
_OBJECTS = frozenset(("dobj", "dative", "oprd", "ccomp", "xcomp", "acomp", "attr", "nsubj"))
_BESIDE_PERSONS = frozenset("the a an his her its their and".split())
_PERSONS = sources.PEOPLE_NOUNS | sources.BODY_NOUNS | roles.ROLE_NOUNS | roles.OFFICES | roles.STRANGERS
_KNOWN = frozenset("the his her its their both all these those".split())
_MODIFIERS = frozenset(("det", "amod", "compound", "nummod", "poss", "nmod"))
_LONGEST_PERSON = 6  # tokens


class Complement(StrEnum):
    """What a verb of saying has behind it."""

    NOTHING = "nothing that could be said"
    MARKS = "words in marks"
    CLAUSE = "a clause"
    TO = "an infinitive"
    WHOM_TO = "somebody and an infinitive"
    JUDGEMENT = "something and what it is said to be"
    ESTIMATE = "something and the figure it is put at"
    PERSON = "nothing but a person or a body"
    PHRASE = "a noun phrase"


def complement(statement: Statement, verb: int, content: Range) -> Complement:
    """What the words ``content`` behind the verb at token ``verb`` are."""
    start, end = content
    tokens = statement.tokens
    if opens_infinitive(tokens, start):
        return Complement.TO
    if any(token.quote >= 0 for token in tokens[start:end]):
        return Complement.MARKS
    if not _can_start(tokens, start, verb) or _only_points(tokens[start:end]):
        return Complement.NOTHING
    if opens_clause(tokens[start]) or is_clause(statement, start, end, verb):
        return Complement.CLAUSE
    if tokens[start].preposition or tokens[start].time or all(_tells_when(token) for token in tokens[start:end]):
        return Complement.NOTHING
    if tokens[start].adverb and tokens[start].low not in _ANSWERS:
        return Complement.NOTHING
    return _of_phrase(statement, verb, content)


def _only_points(tokens: Sequence[Token]) -> bool:
    """Whether words only point at what was said elsewhere: "denied | that", "asked | why", "begged | him to"."""
    last = tokens[-1]
    cut = len(tokens) == 2 and last.low == "to" and tokens[0].low in function_words.OBJECT_PRONOUNS
    return cut or (len(tokens) == 1 and last.low in _POINTING)


def _of_phrase(statement: Statement, verb: int, content: Range) -> Complement:
    """What words without a finite verb are."""
    start, end = content
    tokens = statement.tokens
    if any(
        tokens[at].low == "to" and tokens[at + 1].tag == "VB" and head(tokens, at + 1) == verb
        for at in range(start, end - 1)
    ):
        return Complement.WHOM_TO
    if is_put_at_figure(tokens, start, end):
        return Complement.ESTIMATE
    if _is_judgement(tokens, verb, content):
        return Complement.JUDGEMENT
    alone = _is_person(tokens[start:end]) or _ends_with_person(tokens, start, end)
    return Complement.PERSON if alone else Complement.PHRASE


def _is_judgement(tokens: Sequence[Token], verb: int, content: Range) -> bool:
    """Whether words name something and what it is said to be: "the plan a mistake", "the plan unsafe"."""
    inside = range(*content)
    likened = any(tokens[at].low == "as" and head(tokens, at) == verb for at in inside)
    after_noun = any(tokens[at].relation == "amod" and tokens[at].to_head < 0 for at in inside)  # "the plan | unsafe"
    if likened or after_noun:
        return True
    before, heads = _objects(tokens, verb, range(verb)), _objects(tokens, verb, inside)
    if not heads or tokens[heads[-1]].name:
        return False
    adjective = tokens[heads[-1]].tag == "JJ" and heads[-1] > content[0]
    small_clause = any(tokens[at].relation == "nsubj" and head(tokens, at) in heads for at in inside)
    return adjective or small_clause or max(len(heads), len(before)) > 1


def _objects(tokens: Sequence[Token], verb: int, places: range) -> list[int]:
    return [at for at in places if tokens[at].relation in _OBJECTS and head(tokens, at) == verb]


def opens_clause(token: Token) -> bool:
    """Whether a word opens a clause: not "that" in "find | that figure | too high"."""
    return token.low in _CLAUSE_WORDS and token.tag != "DT"


def _can_start(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Whether a token can be the first of what was said: "after" only in "said | after the vote failed, she left"."""
    if not tokens[at].word:
        return tokens[at].low in _OPENING
    if tokens[at].low not in _CANNOT_START:
        return True
    clause = head(tokens, at)
    return tokens[at].relation in ("mark", "advmod") and head(tokens, clause) not in (verb, clause)


def _tells_when(token: Token) -> bool:
    return token.time or (token.relation in ("npadvmod", "advmod") and token.low not in _ANSWERS)


def _is_person(tokens: Sequence[Token]) -> bool:
    """Whether words name somebody and say nothing of them: "the engineer", "the captain of the ferry"."""
    of = next((at for at, token in enumerate(tokens) if token.low == "of"), len(tokens))
    plain = not any(token.preposition for token in tokens[of + 1 :])
    return len(tokens) <= _LONGEST_PERSON and plain and all(map(_names_person, tokens[:of]))


def _ends_with_person(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether words are known persons and what they are: "the home captain", "two former directors"."""
    last, first = tokens[end - 1], tokens[start]
    person = last.low in _PERSONS or is_role_noun(last.low)
    modified = all(head(tokens, at) == end - 1 and tokens[at].relation in _MODIFIERS for at in range(start, end - 1))
    return person and modified and end - start > 1 and (first.low in _KNOWN or first.tag == "CD")


def _names_person(token: Token) -> bool:
    named = token.name or token.low in _BESIDE_PERSONS
    return named or token.low in _PERSONS or token.low.removesuffix("s") in _PERSONS
