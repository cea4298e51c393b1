"""Where a content ends: at its marks, at another attribution, or where the outlet speaks again.

Invariant: indexes count the statement's tokens, ranges are half-open, and nothing looks back
before the content's start.
"""

from __future__ import annotations

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.inflections import Form, Frame
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import sources

Range = tuple[int, int]
"""Tokens of a statement, half-open."""

_CLAUSE_WORDS = frozenset("that whether how why what if who where when".split())
_ASIDE_OPENERS = frozenset("which who whose whom".split())
_SECOND_THOUGHTS = frozenset("though although even while whereas unlike".split())
_WHEN_AND_WHERE = frozenset("in on during at".split())
_AFTER_MARKS = frozenset(", ; . ) and but after as before during until when while".split())
_MEANWHILE = frozenset("as while before until".split())
_CIRCUMSTANCES = frozenset("as when after before".split())


def opens_marks(statement: Statement, at: int) -> bool:
    """Whether the token is an opening quotation mark."""
    token = statement.tokens[at]
    return token.quote >= 0 and token.start == statement.quotes[token.quote].outer.start


def closes_marks(statement: Statement, at: int) -> bool:
    """Whether the token is a closing quotation mark."""
    token = statement.tokens[at]
    return token.quote >= 0 and token.end == statement.quotes[token.quote].outer.end


def ends_phrase(statement: Statement, at: int) -> bool:
    """Whether a phrase outside quotation marks cannot go on past the token."""
    token = statement.tokens[at]
    return token.low in (",", ".", ";", ":", ")", "?", "!") or token.dash or opens_marks(statement, at)


def is_clause(statement: Statement, start: int, end: int) -> bool:
    """Whether the words hold a verb of their own."""
    return any(is_verb(statement.tokens, at) for at in range(max(start, 1), end))


def content_end(statement: Statement, start: int, cue: Cue | None, subordinate: bool = False) -> int:
    """Where a content that starts at ``start`` ends.

    That is the end of its quotation marks if it is set off by them; else the statement's end, or
    an attribution of its own beside the content (", adding that"), or the outlet's own aside
    (", which …", " — a first"). A content in a ``subordinate`` clause ("After she said …, the
    mayor left.") ends with the clause.
    """
    end = _end_of_marks(statement, start)
    if end is None:
        parallel = cue is not None and bool(cue.form & Form.ING)
        rivals = (rival_start(statement, other, start, parallel) for other in statement.cues if other.first > start)
        end = min((stop for stop in rivals if stop is not None), default=len(statement.tokens))
        end = _end_of_clause(statement, start, end, cue, subordinate)
    tokens = statement.tokens
    while end > start and not tokens[end - 1].word and tokens[end - 1].quote < 0 and tokens[end - 1].low not in ")%]":
        end -= 1
    return end


def _end_of_marks(statement: Statement, start: int) -> int | None:
    """The end of the marks that open at ``start``, unless the sentence goes on behind them: said "no" to it."""
    tokens = statement.tokens
    if not opens_marks(statement, start):
        return None
    close = start + 1
    while close < len(tokens) and tokens[close].quote == tokens[start].quote:
        close += 1
    if close >= len(tokens) or tokens[close - 2].low in (",", ".", "?", "!") or tokens[close].dash:
        return close
    return close if tokens[close].low in _AFTER_MARKS else None


def rival_start(statement: Statement, cue: Cue, start: int, parallel: bool = False) -> int | None:
    """Where ``cue`` starts an attribution of its own beside the content: ", adding that", "and said".

    ``parallel`` says that the content's own verb is a participle too: ", calling it late and | warning of more".
    """
    tokens = statement.tokens
    first = cue.first
    while first - 1 > start and tokens[first - 1].adverb:
        first -= 1
    if first - 1 <= start:
        return None
    before = tokens[first - 1]
    if cue.form & Form.ING:
        return _rival_participle(statement, cue, first, parallel)
    if before.low in ("and", "but"):
        clause = tokens[start].low in _CLAUSE_WORDS or tokens[start].low in function_words.SUBJECT_PRONOUNS
        inside = clause and not _says_again(statement, cue) and not closes_marks(statement, first - 2)
        return None if inside else _before_comma(statement, first - 1)
    if before.low == "," and first == cue.first and not tokens[first - 2].name:
        return first - 1
    return _rival_source(statement, cue, start)


def _rival_participle(statement: Statement, cue: Cue, first: int, parallel: bool) -> int | None:
    tokens = statement.tokens
    before, earlier = tokens[first - 1], tokens[first - 2]
    introduces = before.low == "by" and tokens[cue.last + 1 : cue.last + 2] and tokens[cue.last + 1].low in (":", ",")
    if before.low == "," or before.dash or introduces:
        return first - 1
    if before.low in ("and", "but") and (parallel or earlier.low == "," or earlier.dash):
        return _before_comma(statement, first - 1)
    return first if closes_marks(statement, first - 1) and earlier.low == "," else None


def _says_again(statement: Statement, cue: Cue) -> bool:
    """Whether a second verb is the outlet's: "said he was there and | told reporters that …"."""
    following = statement.tokens[cue.last + 1 : cue.last + 2]
    return cue.lemma in ("say", "add", "tell") or bool(following and following[0].low == "that")


def _rival_source(statement: Statement, cue: Cue, start: int) -> int | None:
    """Where ``cue`` and a source of its own start behind a conjunction: ", and Ruiz | said"."""
    tokens = statement.tokens
    source = phrase_before(tokens, cue.first, start)
    if source is not None and cue.lemma in ("say", "tell"):
        joined = (at for at in range(cue.first - 1, source, -1) if tokens[at].low in ("and", "but"))
        source = next(joined, source - 1) + 1  # "they will stay and | others have said"
    if source is None or source <= start + 2:
        return None
    if tokens[source - 1].low == ";":
        return source - 1
    if tokens[source - 1].low not in ("and", "but", "while", "as"):
        return None
    set_off = tokens[source - 2].low == "," or closes_marks(statement, source - 2)
    if set_off or (cue.lemma in ("say", "tell") and tokens[source - 1].low != "as"):
        return _before_comma(statement, source - 1)
    return None


def _before_comma(statement: Statement, at: int) -> int:
    before = statement.tokens[at - 1]
    return at - 1 if before.low == "," or before.dash else at


def _end_of_clause(statement: Statement, start: int, end: int, cue: Cue | None, subordinate: bool) -> int:
    """The first comma, dash or semicolon before ``end`` behind which the outlet speaks itself."""
    tokens = statement.tokens
    reports = cue is not None and bool(cue.frame & (Frame.CLAUSE | Frame.HEARER)) and cue.lemma in ("say", "tell")
    clause = tokens[start].low in _CLAUSE_WORDS
    topical = cue is not None and cue.frame == Frame.TOPIC and not clause
    named = cue is not None and bool(cue.frame & Frame.TOPIC) and not clause and tokens[start].low != "to"
    depth = 0
    for at in range(start + 1, end - 1):
        token = tokens[at]
        depth += (token.low in ("(", "[")) - (token.low in (")", "]"))
        sealed = closes_marks(statement, at) and tokens[at - 1].low == ","
        if depth > 0 or (token.quote >= 0 and not sealed):
            continue
        comma = token.low == "," or sealed
        tells_when = sealed and tokens[at + 1].low in _WHEN_AND_WHERE
        if comma and (subordinate or tells_when or _outlet_resumes(statement, at + 1, end, clause or reports)):
            return at + sealed
        stops = (token.dash and not (clause or reports)) or (token.low == ";" and not reports)
        stops = stops or (token.low == ":" and not (clause or reports))
        meanwhile = (topical or tokens[start].low == "to") and token.low in _MEANWHILE
        if meanwhile and tokens[at + 1].low in function_words.SUBJECT_PRONOUNS:
            return at
        if stops or (topical and token.low in ("after", "when")):
            return at
        if named and _tells_where(statement, at, end) and not is_clause(statement, start, at):
            return at
    return end


def _tells_where(statement: Statement, at: int, end: int) -> bool:
    """Whether an adjunct tells when or where it was said: "praised the plan | in an interview on Monday"."""
    tokens = statement.tokens
    if tokens[at].low not in _WHEN_AND_WHERE or tokens[at - 1].low == "and":
        return False
    if tokens[at + 1].time or (tokens[at + 1].name and tokens[at + 1].low in sources.NETWORKS):
        return True
    for place in range(at + 1, min(at + 6, end)):
        if not tokens[place].word or tokens[place].preposition:
            return False
        if tokens[place].low in sources.OCCASIONS:
            behind = tokens[place + 1] if place + 1 < end else None
            return behind is None or not behind.word or behind.preposition or behind.time
    return False


def _outlet_resumes(statement: Statement, at: int, end: int, clause: bool) -> bool:
    """Whether the words behind a comma are the outlet's own: "…, which opened in May".

    ``clause`` says that the content is a clause, which seldom ends so soon.
    """
    tokens = statement.tokens
    token, following = tokens[at], tokens[min(at + 1, end - 1)]
    if token.low in _ASIDE_OPENERS:
        return True
    if token.low == "but" and following.low in function_words.SUBJECT_PRONOUNS:
        return True
    if token.low == "compared" and following.low == "with":
        return True
    if token.low in _SECOND_THOUGHTS and clause:
        return token.low != "even" and tokens[at - 2].low != "that"
    if clause:
        return False
    if token.low == "and":
        return is_clause(statement, at, min(at + 6, end))
    if token.low in ("a", "an", "the"):
        return not any(other.low == "and" for other in tokens[at : min(at + 20, end)])
    participle = token.low.endswith("ing") and len(token.low) > 4 and not token.name
    opens = token.low in _SECOND_THOUGHTS or token.low in _CIRCUMSTANCES or token.low in function_words.SUBJECT_PRONOUNS
    return participle or opens or token.low == "but"
