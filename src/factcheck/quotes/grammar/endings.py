"""Where a content ends: at its marks, at another attribution, or where the outlet speaks again.

Invariant: indexes count the statement's tokens, ranges are half-open, and nothing looks back
before the content's start.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.language import function_words
from factcheck.quotes.grammar.clause_ends import Clause, clause_end
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.dependencies import children, has_child, head, phrase
from factcheck.quotes.grammar.inflections import Form
from factcheck.quotes.grammar.joined_verbs import joined_to
from factcheck.quotes.grammar.phrases import phrase_before
from factcheck.quotes.grammar.places import closes_marks, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token
from factcheck.syntax import FINITE, SUBJECTS

_CLAUSE_WORDS = frozenset("that whether how why what if who where when".split())
_AUXILIARIES = frozenset(("aux", "auxpass"))
_JOINED = frozenset(("conj", "advcl"))
_AFTER_MARKS = frozenset(", ; . ) and but after as before during until when while".split())


def content_end(statement: Statement, start: int, cue: Cue | None, subordinate: bool = False) -> int:
    """Where a content that starts at ``start`` ends.

    That is the end of its quotation marks if it is set off by them; else the statement's end, or
    an attribution of its own beside the content (", adding that"), or the outlet's own aside
    (", which …", " — a first"). A content in a ``subordinate`` clause ("After she said …, the
    mayor left.") ends with the clause.
    """
    end = _end_of_marks(statement, start)
    if end is None:
        rivals = (rival_start(statement, other, start, cue) for other in statement.cues if other.first > start)
        stops = (*rivals, _joined_verb(statement, start, cue), _next_clause(statement, start, cue))
        end = min((stop for stop in stops if stop is not None), default=len(statement.tokens))
        end, _ = clause_end(statement, start, end, Clause.of(statement, start, cue, subordinate))
    tokens = statement.tokens
    while end > start and not tokens[end - 1].word and tokens[end - 1].quote < 0 and tokens[end - 1].low not in ")%]":
        end -= 1
    return end


def _joined_verb(statement: Statement, start: int, cue: Cue | None) -> int | None:
    """Where what the source did beside saying so starts: "denied the theft | and left the town"."""
    tokens = statement.tokens
    if cue is None:
        return None
    for at in range(start + 1, len(tokens)):
        if tokens[at].relation != "conj" or not _is_finite(tokens, at, cue):
            continue
        perfect = tokens[head(tokens, at)].tag == "VBN"  # "the boat had left | and sank"
        above = head(tokens, at) if perfect else joined_to(tokens, at, speaks=False)
        if above == cue.verb and not has_child(tokens, at, SUBJECTS):
            joint = next((place for place in range(at - 1, start, -1) if tokens[place].low in ("and", "but")), None)
            return None if joint is None else _before_comma(statement, joint)
    return None


def _is_finite(tokens: Sequence[Token], at: int, cue: Cue) -> bool:
    """Whether a verb is in a form that the cue's own subject can have."""
    verbs = (at, *children(tokens, at, _AUXILIARIES))
    return any(
        tokens[verb].tag in ("VBD", "VBZ", "MD", tokens[cue.verb].tag) for verb in verbs if tokens[verb].tag in FINITE
    )


def _next_clause(statement: Statement, start: int, cue: Cue | None) -> int | None:
    """Where a clause with a subject of its own is joined to the cue: "said it was safe, | but engineers doubt it"."""
    tokens = statement.tokens
    if cue is None:
        return None
    for at in range(start + 1, len(tokens)):
        if tokens[at].relation not in _JOINED or head(tokens, at) != cue.verb or tokens[at].quote >= 0:
            continue
        own = next((place for place in children(tokens, at, SUBJECTS) if start < place < at), None)
        first = phrase(tokens, own)[0] if own is not None else start
        while first > start + 1 and (tokens[first - 1].word and not tokens[first - 1].name):
            first -= 1
        if first > start + 1 and tokens[first - 1].low == "," and tokens[first - 1].quote < 0:
            return first - 1
    return None


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


def rival_start(statement: Statement, cue: Cue, start: int, announcing: Cue | None = None) -> int | None:
    """Where ``cue`` starts an attribution of its own beside the content: ", adding that", "and said".

    ``announcing`` is the cue of the content, if it is known: ", | calling | it late and warning of more".
    """
    tokens = statement.tokens
    first = cue.first
    while first - 1 > start and tokens[first - 1].adverb:
        first -= 1
    if first - 1 <= start:
        return None
    before = tokens[first - 1]
    if cue.form & Form.ING:
        return _rival_participle(statement, cue, first, announcing)
    if before.low in ("and", "but"):
        clause = tokens[start].low in _CLAUSE_WORDS or tokens[start].low in function_words.SUBJECT_PRONOUNS
        inside = (
            (clause or _is_joined_inside(tokens, cue, start))
            and not _says_again(statement, cue)
            and not _is_joined_to(tokens, cue, announcing)
            and not closes_marks(statement, first - 2)
        )
        return None if inside else _before_comma(statement, first - 1)
    if before.low == "," and first == cue.first and not tokens[first - 2].name:
        return first - 1
    return _rival_source(statement, cue, start)


def _is_joined_inside(tokens: Sequence[Token], cue: Cue, start: int) -> bool:
    """Whether a second verb is joined to one of the content: "said | the clerk took a letter and requested more"."""
    return tokens[cue.verb].relation == "conj" and start < head(tokens, cue.verb) < cue.first


def _is_joined_to(tokens: Sequence[Token], cue: Cue, announcing: Cue | None) -> bool:
    """Whether a second verb has the source of the first: "denied | that it failed and called it “a success”"."""
    return announcing is not None and joined_to(tokens, cue.verb, speaks=True) == announcing.verb


def _rival_participle(statement: Statement, cue: Cue, first: int, announcing: Cue | None) -> int | None:
    tokens = statement.tokens
    parallel = announcing is not None and bool(announcing.form & Form.ING)
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
