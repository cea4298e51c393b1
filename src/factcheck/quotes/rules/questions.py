"""Questions told by a participle or a passive: "Asked whether …", "Ruiz was asked about …".

Invariant: the rule reads one statement; who asked is the "by" phrase, or nobody named; whoever was
asked is the hearer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import Range, ends_phrase, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.rules.attribution import Attributed

QUESTION_PUT = "question put"
_ASKED = frozenset("asked pressed questioned quizzed".split())
_QUESTIONS = frozenset("if whether what why how when where who which".split())
_LEADS = frozenset("when ,".split())
_REACH = 20  # tokens between "asked" and the question


def question_put(statement: Statement, found: Iterable[Attributed]) -> Iterator[Attributed]:
    """A question told by a participle or a passive; whoever was asked is the hearer."""
    tokens = statement.tokens
    taken = [part for hit in found for part in hit.parts()]
    for at in range(len(tokens) - 2):
        if tokens[at].low not in _ASKED or tokens[at].quote >= 0 or any(first <= at < last for first, last in taken):
            continue
        passive = at > 1 and tokens[at - 1].low in function_words.BE_FORMS
        if not passive and at and tokens[at - 1].low not in _LEADS:
            continue
        start, asker = _question(statement, at)
        end = 0 if start is None else _end(statement, start, passive)
        if start is None or end <= start or not (passive or _is_aside(statement, at, end)):
            continue
        hearer = _subject_before(statement, at - 1) if passive else _subject_behind(statement, end)
        yield Attributed(((start, end),), (at - 1 if passive else at, at + 1), asker, hearer)


def _is_aside(statement: Statement, at: int, comma: int) -> bool:
    """Whether "asked" at token ``at`` opens a statement or a clause, or stands in an aside before its verb: not
    in "Ruiz, a nurse, | asked how they were"."""
    tokens = statement.tokens
    if not at or tokens[at - 1].low == "when":
        return True
    verb = comma + 1
    while verb < len(tokens) and tokens[verb].adverb:
        verb += 1
    return verb < len(tokens) and (is_verb(tokens, verb) or phrase_before(tokens, at - 1, 0) is None)


def _question(statement: Statement, at: int) -> tuple[int | None, Range | None]:
    """Where the question put by "asked" at token ``at`` starts, and who put it, if told."""
    tokens = statement.tokens
    for place in range(at + 1, min(at + _REACH, len(tokens) - 1)):
        low = tokens[place].low
        if low == "," and opens_marks(statement, place + 1):
            return place + 1, _asker(statement, at, place)
        if opens_marks(statement, place):
            return place, _asker(statement, at, place)
        topic = low == "about" or (low == "on" and tokens[at].low != "asked" and not tokens[place + 1].time)
        if topic or low == "to" or low in _QUESTIONS:
            return place + topic, _asker(statement, at, place)
        if ends_phrase(statement, place) or is_verb(tokens, place):
            break
    return None, None


def _asker(statement: Statement, start: int, end: int) -> Range | None:
    by = next((at for at in range(start + 1, end - 1) if statement.tokens[at].low == "by"), None)
    return None if by is None else (by + 1, end)


def _end(statement: Statement, start: int, passive: bool) -> int:
    """A participle's question ends at the comma before the main clause; without one nothing is sure."""
    if passive or opens_marks(statement, start):
        return content_end(statement, start, None)
    tokens = statement.tokens
    commas = (at for at in range(start + 1, len(tokens)) if tokens[at].quote < 0)
    return next((at for at in commas if tokens[at].low == "," or tokens[at].dash), 0)


def _subject_before(statement: Statement, at: int) -> Range | None:
    start = phrase_before(statement.tokens, at, 0)
    return None if start is None else (start, at)


def _subject_behind(statement: Statement, comma: int) -> Range | None:
    """ "the engineer" in "Asked about the bridge, | the engineer | said no"."""
    tokens = statement.tokens
    verb = next((at for at in range(comma + 2, min(comma + _REACH, len(tokens))) if is_verb(tokens, at)), None)
    start = None if verb is None else phrase_before(tokens, verb, comma + 1)
    return None if verb is None or start is None else (start, verb)
