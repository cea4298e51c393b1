"""To whom it was said: "told reporters that …", "…," she told Radio Lund.

Invariant: a hearer lies between its cue and the next comma, mark or content.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.content import names_a_work
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.dependencies import children
from factcheck.quotes.grammar.inflections import Frame
from factcheck.quotes.grammar.places import Range, ends_phrase, is_clause, opens_infinitive, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import roles, sources

_REACH = 25  # tokens between "told" and its content
_ENDS_BEFORE = frozenset("that , : how what why whether if to about there".split())
_HEARERS = frozenset(("dobj", "dative"))
_QUESTIONS = frozenset("if whether what why how when where who".split())
_NAME_PREPOSITIONS = frozenset("of for at from".split())
_NOMINAL = ("NN", "JJ", "CD")
_PERSONS = sources.PEOPLE_NOUNS | roles.ROLE_NOUNS | roles.OFFICES | roles.STRANGERS
_GATHERINGS = frozenset(
    "audience conference crowd forum gathering hearing inquest inquiry meeting rally session summit trial".split()
)
_GATHERED = _GATHERINGS | sources.BODY_NOUNS


def hearer_before(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer of "told reporters (on Monday) that …", and the token where the content starts."""
    tokens = statement.tokens
    start = cue.last + 1
    stop = min(start + _REACH, len(tokens))
    places = range(next((at for at in range(start, stop) if tokens[at].word), stop) + 1, stop)
    told = _that_clause(statement, places)
    if told is None:
        told = _bare_clause(statement, places)
    if told is None:
        told = next((at for at in places if _opens_told(statement, at)), None)
    if told is None:
        return None, start
    return (start, _without_adjuncts(statement, start, told)), told + (tokens[told].low == "about")


def _that_clause(statement: Statement, places: range) -> int | None:
    """Where "that" opens what is told, in the phrase of whom it is told."""
    tokens = statement.tokens
    for at in places:
        if tokens[at].low == "that" and not tokens[at - 1].preposition:
            return at
        named = tokens[at].low == "," and at + 1 < places.stop and tokens[at + 1].name and tokens[at - 1].name
        if (ends_phrase(statement, at) and not named) or is_verb(tokens, at):
            return None
    return None


def _bare_clause(statement: Statement, places: range) -> int | None:
    """Where a subject without an article stands right behind who is told: "told the meeting | rents had doubled"."""
    tokens = statement.tokens
    verb = next((at for at in places if not tokens[at].word or tokens[at].quote >= 0 or is_verb(tokens, at)), None)
    if verb is None or not is_verb(tokens, verb):
        return None
    for at in range(places.start, verb):
        if not tokens[at].tag.startswith(_NOMINAL):
            return None
        if _ends_hearer(tokens, places.start - 1, at):
            return None if any(_opens_told(statement, place) for place in range(at + 1, verb)) else at
    return None


def can_hear(token: Token) -> bool:
    """Whether a noun is somebody, or some who came together: not "told | the story | she had heard"."""
    return token.name or token.bare in _PERSONS or token.bare in _GATHERED or token.bare.removesuffix("s") in _PERSONS


def _ends_hearer(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether who is told ends before a noun: "reporters | prices", "the meeting | staff", not "council | members"."""
    last, behind = tokens[at - 1], tokens[at + 1]
    if last.name:
        heard = not tokens[at].name
    elif tokens[at].name:
        heard = last.tag == "NNS" or last.bare in _GATHERED
    else:
        heard = (last.tag == "NNS" and at - 1 == start) or last.bare in _PERSONS or last.bare in _GATHERED
    goes_on = tokens[at].bare in _PERSONS and last.bare not in _GATHERINGS
    return heard and not (goes_on and behind.tag.startswith(_NOMINAL))


def _opens_told(statement: Statement, at: int) -> bool:
    """Whether what is told may start at the token: with marks, a subject, a question, "to …", another phrase."""
    token, before = statement.tokens[at], statement.tokens[at - 1]
    marked = opens_marks(statement, at) and not names_a_work(statement, at)
    subject = token.low in function_words.SUBJECT_PRONOUNS or before.low in function_words.OBJECT_PRONOUNS
    thing = token.determiner and not before.preposition
    return marked or subject or thing or token.low in _ENDS_BEFORE or opens_infinitive(statement.tokens, at)


def told_before_clause(statement: Statement, cue: Cue) -> tuple[Range, int] | None:
    """The hearer of "warned councillors in a letter, | that …", and the token where "that" opens what is told."""
    tokens = statement.tokens
    start = cue.last + 1
    for at in range(start + 1, min(start + _REACH, len(tokens))):
        if tokens[at].low in (";", ":") or tokens[at].quote >= 0:
            return None
        if tokens[at].low == "that" and tokens[at].relation == "mark":
            heard = any(place < at for place in children(tokens, cue.verb, _HEARERS))
            plain = heard and not is_clause(statement, start, at, cue.verb)
            return ((start, _without_adjuncts(statement, start, at)), at) if plain else None
    return None


def asked_before(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer of "asked the engineer | whether …", and the token where the question starts."""
    tokens = statement.tokens
    start = cue.last + 1
    for at in range(start + 1, min(start + _REACH, len(tokens))):
        if tokens[at].low in _QUESTIONS and not tokens[at - 1].preposition:
            return (start, _without_adjuncts(statement, start, at)), at
        if ends_phrase(statement, at) or is_verb(tokens, at) or tokens[at].low == "to":
            break
    return addressed_before(statement, cue) or (None, start)


def addressed_before(statement: Statement, cue: Cue) -> tuple[Range, int] | None:
    """The hearer of "urged voters, | “…”", and the token where the words in marks start."""
    tokens = statement.tokens
    start = cue.last + 1
    for at in range(start, min(start + _REACH, len(tokens) - 1)):
        if tokens[at].low in (",", ":") and opens_marks(statement, at + 1):
            return ((start, _without_adjuncts(statement, start, at)), at + 1) if at > start else None
        if ends_phrase(statement, at) or is_verb(tokens, at) or tokens[at].low == "to":
            break
    return None


def _without_adjuncts(statement: Statement, start: int, end: int) -> int:
    """Leaves out "on Monday", "in an interview" behind the hearer."""
    tokens = statement.tokens
    for at in range(start + 1, end):
        leads_on = tokens[at].preposition and tokens[at].low not in _NAME_PREPOSITIONS
        if tokens[at].low == "," or tokens[at].time or leads_on:
            return at
    return end


def hearer_after(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer of "…," she told Radio Lund on Monday, and the token where it ends."""
    tokens = statement.tokens
    start = end = cue.last + 1
    if not cue.frame & Frame.HEARER or cue.lemma in ("warn", "text", "email"):
        return None, end
    while end < min(len(tokens), start + 15) and tokens[end].quote < 0:
        token = tokens[end]
        if not token.word and token.low not in "()&":
            break
        if end > start and (token.time or token.low in ("but", "or") or is_verb(tokens, end)):
            break
        if end > start and token.preposition and token.low not in _NAME_PREPOSITIONS:
            break
        end += 1
    return ((start, end) if end > start else None), end
