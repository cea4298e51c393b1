"""What a verb of saying announces: the hearer and the content behind it, as far as the verb takes them.

Invariant: nothing before the verb is looked at but its source.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import function_words
from factcheck.quotes.grammar.complements import Complement, complement
from factcheck.quotes.grammar.content import aside_end, content_start
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.dependencies import children, head, phrase, subject
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.hearers import addressed_before, asked_before, can_hear, hearer_before, told_before_clause
from factcheck.quotes.grammar.inflections import Form, Frame, lexicon
from factcheck.quotes.grammar.places import Range, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.quotes.rules.attribution import Attributed

_OPEN_QUESTIONS = frozenset("whether if how why what who where when which".split())
_MARK = frozenset(("mark",))
_OPENS_CLAUSE = frozenset(("IN", "TO", "WDT", "WP", "WRB"))
_REFUSE = frozenset(("decline", "refuse"))
_NOBODY = frozenset("nobody none neither no no-one".split())
_ANY = Frame.CLAUSE | Frame.HEARER | Frame.QUESTION | Frame.TOPIC | Frame.TO | Frame.URGE | Frame.FINDING
_TAKEN_BY = {
    Complement.NOTHING: 0,
    Complement.MARKS: _ANY | Frame.JUDGEMENT | Frame.MARKED,
    Complement.CLAUSE: _ANY,
    Complement.TO: Frame.TO | Frame.HEARER,
    Complement.WHOM_TO: Frame.URGE | Frame.HEARER | Frame.QUESTION | Frame.TOPIC,
    Complement.JUDGEMENT: Frame.JUDGEMENT | Frame.TOPIC,
    Complement.ESTIMATE: Frame.ESTIMATE | Frame.TOPIC | Frame.QUESTION | Frame.URGE,
    Complement.PERSON: Frame.PERSON,
    Complement.PHRASE: Frame.TOPIC | Frame.QUESTION | Frame.URGE,
}
"""What can stand behind a verb that says something, and the frames of the verbs that take it."""


def with_content(
    statement: Statement, cue: Cue, source: Range | None, sure: bool = True, fronted: bool = False
) -> Attributed | None:
    """The attribution with what ``cue`` announces, if that is something the verb takes.

    ``fronted`` says that what is judged stands before it: "which | the engineer called unsafe".
    """
    tokens = statement.tokens
    if source is None:
        return None
    hearer, start = _content_place(statement, cue)
    words_of_cue = (cue.first, cue.last + 1)
    if any(other.first == start and other.form & Form.ING for other in statement.cues):
        return None  # "chimed in, | noting that it was late"
    if start >= len(tokens) or [token.low for token in tokens[start:]] == ["that", ":"]:
        return Attributed((), words_of_cue, source, hearer, sure) if tokens[-1].low == ":" else None
    end = content_end(statement, start, cue, _is_subordinate(statement, cue))
    if tokens[cue.verb].relation == "acl" and cue.form & Form.ING:
        end = min(end, max(start + 1, phrase(tokens, cue.verb)[1]))  # "a leaflet urging a boycott | was found"
    if end <= start:
        return None
    if _belongs_elsewhere(statement, cue, (start, end)):
        return None
    if (answered := _answer(statement, cue, start, end)) is not None:
        start, end = answered
    found = complement(statement, cue.verb, (start, end))
    if fronted and found is Complement.PHRASE:
        found = Complement.JUDGEMENT
    if not _takes(statement, cue, source, found, start):
        return None
    return Attributed(((start, end),), words_of_cue, source, hearer, sure)


def _answer(statement: Statement, cue: Cue, start: int, end: int) -> Range | None:
    """What was said by who refused to speak: "declined to discuss it: | “Next question.”"."""
    tokens = statement.tokens
    colon = next((at for at in range(start, len(tokens) - 1) if tokens[at].low == ":" or tokens[at].quote >= 0), None)
    mute = cue.lemma in _REFUSE and start + 1 < end and tokens[start].low == "to" and tokens[start + 1].low in lexicon()
    if not mute or colon is None or not opens_marks(statement, colon + 1):
        return None
    return colon + 1, content_end(statement, colon + 1, cue)


def _content_place(statement: Statement, cue: Cue) -> tuple[Range | None, int]:
    """The hearer, if the verb has one before its content, and the first token of the content."""
    tokens = statement.tokens
    start = cue.last + 1
    hearer: Range | None = None
    told = told_before_clause(statement, cue) if cue.frame & (Frame.HEARER | Frame.URGE | Frame.TO) else None
    if told is not None:
        hearer, start = told
    elif cue.frame & Frame.HEARER and not cue.frame & Frame.CLAUSE:
        hearer, start = hearer_before(statement, cue)
    elif cue.frame & Frame.QUESTION and not cue.frame & Frame.CLAUSE:
        hearer, start = asked_before(statement, cue)
        start = start if hearer is not None else content_start(statement, start)
    elif cue.frame & Frame.URGE and (addressed := addressed_before(statement, cue)) is not None:
        hearer, start = addressed
    elif cue.frame & Frame.CLAUSE and not (cue.frame & Frame.TO and start < len(tokens) and tokens[start].low == "to"):
        start = content_start(statement, start)
    else:
        start = aside_end(statement, start) or start
    while start < len(tokens) and (tokens[start].low in (",", ":") or tokens[start].dash):
        start += 1
    return hearer, start


def _takes(statement: Statement, cue: Cue, source: Range, found: Complement, start: int) -> bool:
    """Whether what stands behind the verb is something it takes when it says something."""
    if statement.tokens[source[0]].low in _NOBODY:
        return False
    if found in (Complement.CLAUSE, Complement.MARKS) and _is_unsaid(statement, cue, start):
        return False
    if cue.frame == Frame.FINDING and statement.tokens[source[0]].low in ("i", "we", "you"):
        return False  # what one found out oneself
    measures = cue.frame & Frame.FINDING and not cue.form & Form.ING and _is_document(statement, source)
    if cue.lemma == "claim" and found is Complement.PHRASE and statement.tokens[start].tag != "NN":
        return False  # "claimed | nine lives", "claimed | a title"; but "claimed | responsibility"
    if cue.lemma == "say" or measures:  # "said nothing of it", "the poll showed a narrow lead"
        return found is not Complement.NOTHING
    return bool(cue.frame & _TAKEN_BY[found])


def _belongs_elsewhere(statement: Statement, cue: Cue, content: Range) -> bool:
    """Whether what looks like a content is a clause of a word before it, or the verb of another subject: "told an aide
    as | he left", "spoke of the talk | she had had", "Ruiz, who declined to speak, | was fined"."""
    tokens, inside = statement.tokens, range(*content)
    verb = next((at for at in inside if _is_main(tokens, at, inside)), None)
    if verb is None or tokens[content[0]].quote >= 0 or tokens[content[0]].tag in _OPENS_CLAUSE:
        return False
    between = range(cue.last + 1, content[0])
    marks = (at for at in children(tokens, verb, _MARK) if at in between)
    if tokens[verb].relation == "relcl" and (above := head(tokens, verb)) in between:
        told = cue.frame & Frame.HEARER and can_hear(tokens[above]) and above + 1 == content[0]
        return not (told and tokens[content[0]].low in function_words.SUBJECT_PRONOUNS)
    above = head(tokens, cue.verb) if tokens[cue.verb].relation == "xcomp" else cue.verb  # "who declined | to speak"
    shared = tokens[above].relation == "relcl" and subject(tokens, verb) == head(tokens, above)
    return shared or any(tokens[at].tag == "IN" and tokens[at].low != "that" for at in marks)


def _is_main(tokens: Sequence[Token], at: int, inside: range) -> bool:
    """Whether a verb hangs on nothing inside."""
    return tokens[at].tag.startswith("VB") and (head(tokens, at) == at or head(tokens, at) not in inside)


def _is_unsaid(statement: Statement, cue: Cue, start: int) -> bool:
    """ "never said that …"; but "did not say | whether …" tells what was left open."""
    return cue.negated and statement.tokens[start].low not in _OPEN_QUESTIONS


def _is_document(statement: Statement, source: Range) -> bool:
    """Whether a poll or a report is the source, whose findings need no verb: "the poll showed a narrow lead"."""
    end = next((at for at in range(source[0] + 1, source[1]) if statement.tokens[at].preposition), source[1])
    return statement.tokens[end - 1].low in sources.DOCUMENT_NOUNS


def _is_subordinate(statement: Statement, cue: Cue) -> bool:
    """Whether the verb's clause depends on what comes later: "After | she said …, the mayor left"."""
    at = cue.verb
    while (above := head(statement.tokens, at)) != at:
        if above > cue.last and statement.tokens[at].relation not in ("ccomp", "parataxis"):
            return True
        at = above
    return False
