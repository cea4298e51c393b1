"""What a verb of saying announces: the hearer and the content behind it, as far as the verb takes them.

Invariant: nothing before the verb is looked at but its source.
"""

from __future__ import annotations

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.content import aside_end, content_start, names_a_work
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.hearers import asked_before, hearer_before
from factcheck.quotes.grammar.inflections import Frame
from factcheck.quotes.grammar.places import Range, is_clause, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import sources
from factcheck.quotes.rules.attribution import Attribution

_CLAUSE_WORDS = frozenset("that whether how why what if who where".split())
_CANNOT_START = frozenset("and but or as because when while after before until since".split())


def with_content(statement: Statement, cue: Cue, source: Range | None, sure: bool = True) -> Attribution | None:
    """The attribution with what ``cue`` announces, if that is something the verb takes."""
    tokens = statement.tokens
    if source is None:
        return None
    hearer, start = _content_place(statement, cue)
    words_of_cue = (cue.first, cue.last + 1)
    if start >= len(tokens):
        return Attribution((), words_of_cue, source, hearer, sure) if tokens[-1].low == ":" else None
    if not _may_follow(statement, cue, start):
        return None
    end = content_end(statement, start, cue, _is_subordinate(statement, source))
    measured = bool(cue.frame & Frame.FINDING) and _is_document(statement, source)
    if end <= start or not (measured or _says_something(statement, cue, start, end)):
        return None
    return Attribution(((start, end),), words_of_cue, source, hearer, sure)


def _content_place(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer, if the verb has one before its content, and the first token of the content."""
    tokens = statement.tokens
    start = cue.last + 1
    hearer: Range | None = None
    if cue.frame & Frame.HEARER and not cue.frame & Frame.CLAUSE:
        hearer, start = hearer_before(statement, cue)
    elif cue.frame & Frame.QUESTION and not cue.frame & Frame.CLAUSE:
        hearer, start = asked_before(statement, cue)
        start = start if hearer is not None else content_start(statement, start)
    elif cue.frame & Frame.CLAUSE and not (cue.frame & Frame.TO and start < len(tokens) and tokens[start].low == "to"):
        start = content_start(statement, start)
    else:
        start = aside_end(statement, start) or start
    while start < len(tokens) and (tokens[start].low in (",", ":") or tokens[start].dash):
        start += 1
    if hearer is None and (speech := _speech_behind_object(statement, start)) is not None:
        takes_hearer = cue.frame & (Frame.HEARER | Frame.URGE | Frame.QUESTION)
        return (start, speech - 1) if takes_hearer else None, speech
    return hearer, start


def _speech_behind_object(statement: Statement, start: int) -> int | None:
    """Where speech set off by a comma or colon starts behind an object of the verb: "urged | voters, | “Look …”"."""
    tokens = statement.tokens
    for at in range(start, len(tokens) - 2):
        verbal = is_verb(tokens, at) or tokens[at].tag == "VBG"
        if tokens[at].quote >= 0 or verbal or tokens[at].low in _CLAUSE_WORDS:
            return None
        if tokens[at].low in (",", ":"):
            speech = opens_marks(statement, at + 1) and tokens[at + 2].capital
            return at + 1 if at > start and speech and not names_a_work(statement, at + 1) else None
    return None


def _may_follow(statement: Statement, cue: Cue, start: int) -> bool:
    """Whether what stands at ``start`` is something this verb takes."""
    token = statement.tokens[start]
    if token.quote >= 0:
        return True
    if (not token.word and token.low not in "$(#[£€") or token.low in _CANNOT_START:
        return False
    if token.low == "to":
        return bool(cue.frame & (Frame.TO | Frame.URGE))
    if cue.frame & (Frame.CLAUSE | Frame.HEARER) or token.low in _CLAUSE_WORDS:
        return True
    return not token.preposition


def _says_something(statement: Statement, cue: Cue, start: int, end: int) -> bool:
    """Whether plain words behind a verb that only takes clauses are a clause: not "added salt"."""
    first = statement.tokens[start]
    if first.quote >= 0 or first.low in _CLAUSE_WORDS or cue.lemma in ("say", "tell"):
        return True
    if cue.frame & (Frame.TOPIC | Frame.TO | Frame.URGE | Frame.QUESTION) and cue.lemma != "continue":
        return True
    plain = next((at for at in range(start, end) if statement.tokens[at].low in function_words.RELATIVES), end)
    return any(token.quote >= 0 for token in statement.tokens[start:end]) or is_clause(statement, start + 1, plain)


def _is_document(statement: Statement, source: Range) -> bool:
    """Whether a poll or a report is the source, whose findings need no verb: "the poll showed a narrow lead"."""
    head = next((at for at in range(source[0] + 1, source[1]) if statement.tokens[at].preposition), source[1])
    return statement.tokens[head - 1].low in sources.DOCUMENT_NOUNS


def _is_subordinate(statement: Statement, source: Range) -> bool:
    """ "After | she said …, the mayor left": the content ends with its clause."""
    tokens = statement.tokens
    if source[0] and tokens[source[0]].low in function_words.RELATIVES:
        return tokens[source[0] - 1].low == ","
    if source[0] == 0 or (
        tokens[source[0] - 1].low not in function_words.SUBORDINATORS and tokens[source[0] - 1].low != "as"
    ):
        return False
    return source[0] == 1 or tokens[source[0] - 2].low in (",", "but", "and")
