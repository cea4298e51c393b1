"""Where a content without marks ends within its sentence, because the outlet speaks again, and why there.

Invariant: one look at each token of the content and a few behind it, from left to right; what stands in
brackets or marks ends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from factcheck.language import function_words
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.dependencies import head, phrase
from factcheck.quotes.grammar.inflections import Frame
from factcheck.quotes.grammar.places import closes_marks, is_clause
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.quotes.lexicon import sources
from factcheck.syntax import SUBJECTS

_CLAUSE_WORDS = frozenset("that whether how why what if who where when".split())
_ASIDE_OPENERS = frozenset("which who whose whom".split())
_SECOND_THOUGHTS = frozenset("though although even while whereas unlike".split())
_WHEN_AND_WHERE = frozenset("in on during at".split())
_MEANWHILE = frozenset("as while before until".split())
_AFTERWARDS = frozenset("after when".split())
_CIRCUMSTANCES = frozenset("as when after before".split())
_OPEN, _CLOSED = frozenset("(["), frozenset(")]")
_LONGEST_APPOSITIVE = 20  # tokens in which an "and" would make a list of it
_LONGEST_START = 6  # tokens in which a clause behind "and" has its verb
_LONGEST_ADJUNCT = 6  # tokens from "in" to "interview"


class ClauseEnd(StrEnum):
    """Why a content ends before the sentence does."""

    SUBORDINATE = "the clause it stands in ends"
    ASIDE = "an aside of the outlet's"
    CONTRAST = "but somebody else"
    SECOND_THOUGHT = "a second thought"
    NEXT_CLAUSE = "another clause"
    APPOSITIVE = "an appositive"
    PARTICIPLE = "a participle"
    CIRCUMSTANCE = "a circumstance"
    BREAK = "a dash or a colon"
    SEMICOLON = "a semicolon"
    MEANWHILE = "what somebody did meanwhile"
    AFTERWARDS = "what happened then"
    PLACE = "when or where it was said"


class Clause(NamedTuple):
    """What is known of a content from its cue and its first word."""

    whole: bool  # opens with "that" or the like
    reports: bool  # is what somebody said or told, and so a clause without "that" too
    topical: bool  # is only what somebody spoke of: "praised | the plan"
    named: bool  # may be that
    planned: bool  # opens with "to": "vowed | to appeal"
    subordinate: bool  # stands in a clause before the main one: "After she said …, | the mayor left"

    @classmethod
    def of(cls, statement: Statement, start: int, cue: Cue | None, subordinate: bool = False) -> Clause:
        """The content that ``cue`` announces and that starts at token ``start``."""
        first = statement.tokens[start].low
        whole, frame = first in _CLAUSE_WORDS, cue.frame if cue is not None else 0
        takes_clause = bool(frame & (Frame.CLAUSE | Frame.HEARER))
        reports = cue is not None and takes_clause and cue.lemma in ("say", "tell")
        things = Frame.TOPIC | Frame.MARKED
        named = bool(frame & (things | Frame.JUDGEMENT)) and not whole and first != "to"
        topical = bool(frame) and not frame & ~things and not whole
        return cls(whole, reports, topical, named, first == "to", subordinate)

    @property
    def long(self) -> bool:
        """Whether it is a clause, which seldom ends at its first comma."""
        return self.whole or self.reports


def clause_end(statement: Statement, start: int, end: int, clause: Clause) -> tuple[int, ClauseEnd | None]:
    """The first place before ``end`` behind which the outlet speaks itself, and why; else ``end`` and None."""
    tokens = statement.tokens
    depth = 0
    for at in range(start + 1, end - 1):
        token = tokens[at]
        depth += (token.low in _OPEN) - (token.low in _CLOSED)
        sealed = token.quote >= 0 and tokens[at - 1].low == "," and closes_marks(statement, at)
        if depth > 0 or (token.quote >= 0 and not sealed):
            continue
        if token.low == "," or sealed:
            why = _why_at_comma(statement, at, end, clause)
        elif token.word:
            why = _why_at_word(statement, start, at, end, clause)
        else:
            why = _why_at_mark(statement, at, end, clause)
        if why is not None:
            return at + sealed, why
    return end, None


def _why_at_comma(statement: Statement, at: int, end: int, clause: Clause) -> ClauseEnd | None:
    """Why a content ends at a comma, or at a closing mark behind one."""
    if clause.subordinate:
        return ClauseEnd.SUBORDINATE
    return _why_outlet_resumes(statement, at + 1, end, clause.long)


def _why_at_mark(statement: Statement, at: int, end: int, clause: Clause) -> ClauseEnd | None:
    token = statement.tokens[at]
    if (token.dash or token.low == ":") and not clause.long:
        return ClauseEnd.BREAK
    goes_on = clause.reports and not _opens_clause_of_its_own(statement, at + 1, end)
    return ClauseEnd.SEMICOLON if token.low == ";" and not goes_on else None


def _opens_clause_of_its_own(statement: Statement, start: int, end: int) -> bool:
    """Whether a clause with a subject of its own, and not one more of what was said, starts behind a semicolon:
    "said it is safe; | we doubt it", not "; | that it was late", "; and | it was late", "; | it was late; and"."""
    tokens = statement.tokens
    if tokens[start].low in _CLAUSE_WORDS | function_words.CONJUNCTIONS:
        return False
    listed = any(tokens[at].low == ";" for at in range(start, end))
    return not listed and any(tokens[at].relation in SUBJECTS for at in range(start, end))


def _why_at_word(statement: Statement, start: int, at: int, end: int, clause: Clause) -> ClauseEnd | None:
    """Why a content that is no clause ends before a word: "praised the plan | after the vote"."""
    tokens, low = statement.tokens, statement.tokens[at].low
    if low in _MEANWHILE and (clause.topical or clause.planned):
        return ClauseEnd.MEANWHILE if tokens[at + 1].low in function_words.SUBJECT_PRONOUNS else None
    if low in _AFTERWARDS and clause.topical:
        return ClauseEnd.AFTERWARDS
    if low in _WHEN_AND_WHERE and clause.named and _tells_where(statement, at, end):
        return None if _tells_of_verb_inside(tokens, start, at) else ClauseEnd.PLACE
    return None


def _tells_of_verb_inside(tokens: Sequence[Token], start: int, at: int) -> bool:
    """Whether an adjunct belongs to a verb of the content: "praised the crew | who came | on Monday"."""
    above = head(tokens, at)
    return start <= above and tokens[above].tag.startswith("VB")


def _tells_where(statement: Statement, at: int, end: int) -> bool:
    """Whether an adjunct tells when or where it was said: "praised the plan | in an interview on Monday"."""
    tokens = statement.tokens
    if tokens[at - 1].low == "and":
        return False
    if tokens[at + 1].time or (tokens[at + 1].name and tokens[at + 1].low in sources.NETWORKS):
        return True
    for place in range(at + 1, min(at + _LONGEST_ADJUNCT, end)):
        if not tokens[place].word or tokens[place].preposition:
            return False
        if tokens[place].low in sources.OCCASIONS:
            behind = tokens[place + 1] if place + 1 < end else None
            return behind is None or not behind.word or behind.preposition or behind.time
    return False


def _why_outlet_resumes(statement: Statement, at: int, end: int, long: bool) -> ClauseEnd | None:
    """Why the words behind a comma are the outlet's own: "…, which opened in May".

    ``long`` says that the content is a clause, which seldom ends so soon.
    """
    tokens = statement.tokens
    token, following = tokens[at], tokens[min(at + 1, end - 1)]
    if token.low in _ASIDE_OPENERS:
        return None if _tells_of_noun(statement, at, end, long) else ClauseEnd.ASIDE
    if token.low == "but" and following.low in function_words.SUBJECT_PRONOUNS:
        return ClauseEnd.CONTRAST
    if not long:
        return _why_phrase_ends(statement, at, end)
    second = token.low in _SECOND_THOUGHTS and token.low != "even" and tokens[at - 2].low != "that"
    return ClauseEnd.SECOND_THOUGHT if second else None


def _tells_of_noun(statement: Statement, at: int, end: int, long: bool) -> bool:
    """Whether an aside belongs to the content: it tells of a noun of a clause, or of what the content goes on
    to speak of: "praised the bridge, | which is old", but "insisted the bridge, which is old, | is safe"."""
    tokens, verb = statement.tokens, at
    while tokens[verb].relation != "relcl" and head(tokens, verb) != verb:
        verb = head(tokens, verb)
    if tokens[verb].relation != "relcl" or any(cue.verb == verb for cue in statement.cues):
        return False  # ", which he called absurd" is said of it, not in it
    behind, above = phrase(tokens, verb)[1], head(tokens, verb)
    if long and tokens[above].tag.startswith(("NN", "PRP", "CD")) and not above < head(tokens, above) < at:
        return True
    while head(tokens, above) != above and above < behind:
        above = head(tokens, above)
    return behind <= above < end


def _why_phrase_ends(statement: Statement, at: int, end: int) -> ClauseEnd | None:
    """Why a content that is no clause ends at the comma before token ``at``."""
    tokens, token = statement.tokens, statement.tokens[at]
    if token.low == "and":
        return ClauseEnd.NEXT_CLAUSE if is_clause(statement, at, min(at + _LONGEST_START, end)) else None
    if token.low in ("a", "an", "the"):
        listed = any(other.low == "and" for other in tokens[at : min(at + _LONGEST_APPOSITIVE, end)])
        return None if listed else ClauseEnd.APPOSITIVE
    if token.low.endswith("ing") and len(token.low) > 4 and not token.name:
        return ClauseEnd.PARTICIPLE
    if token.low in _SECOND_THOUGHTS:
        return ClauseEnd.SECOND_THOUGHT
    circumstance = token.low in _CIRCUMSTANCES or token.low in function_words.SUBJECT_PRONOUNS or token.low == "but"
    return ClauseEnd.CIRCUMSTANCE if circumstance else None
