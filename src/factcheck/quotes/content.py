"""Where the content of an attribution starts and ends within its statement.

Invariant: indexes count the statement's tokens, ranges are half-open, and each function looks
forward or backward at most once over the statement.
"""

from __future__ import annotations

from factcheck.quotes import words
from factcheck.quotes.cues import Cue, Form, Frame
from factcheck.quotes.phrases import is_verb, phrase_before, skip_adjuncts
from factcheck.quotes.statements import Statement

Range = tuple[int, int]

_CLAUSE_WORDS = frozenset("that whether how why what if who where when".split())
_ASIDE_OPENERS = frozenset("which who whose whom".split())
_SECOND_THOUGHTS = frozenset("though although even while whereas unlike".split())
_WORK = frozenset(
    "statement interview interviews speech tweet tweets letter email op-ed post memo filing debate rally conference".split()
)


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
    return any(is_verb(statement.tokens, at) for at in range(max(start, 1), end))


def content_before(statement: Statement, end: int, floor: int, unfinished: bool = False) -> Range | None:
    """The content that ends before token ``end``: from ``floor``, or from its own mark if another
    attribution stands before that; None if it is neither quoted nor a clause. ``unfinished`` says
    that its verb may still be to come: "Many roads, | he said, are closed"."""
    tokens = statement.tokens
    start = floor
    while start < end and not tokens[start].word and tokens[start].quote < 0 and tokens[start].low not in "$([£€":
        start += 1
    last = end - 1
    while last > start and tokens[last].quote < 0 and not tokens[last].word and tokens[last].low not in ")]%":
        last -= 1
    if start > last or start >= end:
        return None
    if tokens[last].quote >= 0:
        first = last
        while first > start and tokens[first - 1].quote == tokens[last].quote:
            first -= 1
        set_off = first > start and not tokens[first - 1].word
        if set_off and (tokens[first - 1].low in ":(" or any(start <= cue.verb < first for cue in statement.cues)):
            start = first
        return (start, last + 1)
    return (start, last + 1) if unfinished or is_clause(statement, start, last + 1) else None


def content_after(statement: Statement, at: int, interrupted: bool) -> tuple[Range, ...]:
    """What goes on behind "…," he said: quoted words, or the rest of a sentence cut in two.

    ``interrupted`` says that the words before were not quoted, so that anything but another
    verb of saying goes on with them: "Many roads, he said, | are closed".
    """
    tokens = statement.tokens
    start = at
    while start < len(tokens) and tokens[start].quote < 0 and not tokens[start].word:
        if tokens[start].low in ".;)?!":
            return ()
        start += 1
    if start >= len(tokens) or (start == at and tokens[start].quote < 0):
        return ()
    if tokens[start].quote < 0 and not _resumes(statement, start, interrupted):
        return ()
    end = content_end(statement, start, None, False)
    return ((start, end),) if end > start else ()


def _resumes(statement: Statement, start: int, interrupted: bool) -> bool:
    """Whether the plain words from ``start`` go on with a content cut in two by its attribution."""
    token = statement.tokens[start]
    if not interrupted or token.low in ("according", "who", "whose", "referring"):
        return False
    if any(cue.first <= start + 1 <= cue.verb + 1 for cue in statement.cues):
        return False
    return not any(_rival(statement, cue, start) is not None for cue in statement.cues if cue.verb > start)


def content_start(statement: Statement, start: int) -> int:
    """Behind adverbs, times and "in a statement", where the content itself begins."""
    tokens = statement.tokens
    if (
        start + 2 < len(tokens)
        and tokens[start].low == ","
        and tokens[start + 1].adverb
        and tokens[start + 2].low == ","
    ):
        start += 3
    opener = tokens[start] if start < len(tokens) else None
    if opener is not None and (opener.preposition or opener.time or opener.adverb or opener.low in ("last", "this")):
        for at in range(start + 1, min(start + 18, len(tokens))):
            if tokens[at].low == "that" or (opens_marks(statement, at) and not names_a_work(statement, at)):
                return at
            if tokens[at].low in (",", ":", ";") or tokens[at].dash or is_verb(tokens, at):
                break
    return skip_adjuncts(tokens, start, len(tokens))


def names_a_work(statement: Statement, at: int) -> bool:
    """A short title in marks, as in: on the programme "Lund This Week"."""
    inner = statement.quotes[statement.tokens[at].quote].inner.of(statement.text).split()
    return 0 < len(inner) <= 5 and all(
        word[0].isupper() or word in words.PREPOSITIONS or word in words.DETERMINERS for word in inner
    )


def content_end(statement: Statement, start: int, cue: Cue | None, subordinate: bool) -> int:
    """Where a content that starts at ``start`` ends.

    That is the end of its quotation marks if it is set off by them; else the statement's end, or
    an attribution of its own beside the content (", adding that"), or the outlet's own aside
    (", which …", " — a first"). A content in a subordinate clause ("After she said …, the mayor
    left.") ends with the clause.
    """
    end = _end_of_marks(statement, start)
    if end is None:
        stops = [
            stop
            for other in statement.cues
            if other.first > start and (stop := _rival(statement, other, start)) is not None
        ]
        end = min(stops, default=len(statement.tokens))
        end = _end_of_clause(statement, start, end, cue, subordinate)
    return _without_tail(statement, start, end)


def _end_of_marks(statement: Statement, start: int) -> int | None:
    tokens = statement.tokens
    if not opens_marks(statement, start):
        return None
    close = start + 1
    while close < len(tokens) and tokens[close].quote == tokens[start].quote:
        close += 1
    if close >= len(tokens):
        return close
    after = tokens[close]
    sealed = tokens[close - 2].low in (",", ".", "?", "!") or after.low in (",", "and", "but", ";", ".") or after.dash
    return close if sealed else None


def _rival(statement: Statement, cue: Cue, start: int) -> int | None:
    """Where ``cue`` starts an attribution of its own beside the content: ", adding that", "and said"."""
    tokens = statement.tokens
    first = cue.first
    while first - 1 > start and tokens[first - 1].adverb:
        first -= 1
    before = tokens[first - 1]
    if first - 1 <= start:
        return None
    if cue.form & Form.ING:
        if before.low == "," or before.dash:
            return first - 1
        return first if closes_marks(statement, first - 1) and tokens[first - 2].low == "," else None
    if before.low in ("and", "but"):
        if tokens[start].low in _CLAUSE_WORDS | words.SUBJECT_PRONOUNS and not _says_again(statement, cue):
            return None
        return first - 2 if tokens[first - 2].low == "," else first - 1
    if before.low == "," and first == cue.first and not tokens[first - 2].name:
        return first - 1
    source = phrase_before(tokens, cue.first, start)
    if source is not None and source > start + 2 and tokens[source - 1].low in ("and", "but", "while", "as"):
        if tokens[source - 2].low == "," or closes_marks(statement, source - 2):
            return source - 2 if tokens[source - 2].low == "," else source - 1
        if cue.lemma in ("say", "tell") and tokens[source - 1].low != "as":
            return source - 1
    return None


def _says_again(statement: Statement, cue: Cue) -> bool:
    """Whether a second verb is the outlet's: "said he was there and | told reporters that …"."""
    following = statement.tokens[cue.last + 1 : cue.last + 2]
    return cue.lemma in ("say", "add", "tell") or bool(following and following[0].low == "that")


def _end_of_clause(statement: Statement, start: int, end: int, cue: Cue | None, subordinate: bool) -> int:
    """The first comma or dash between ``start`` and ``end`` behind which the outlet speaks itself."""
    tokens = statement.tokens
    clause = tokens[start].low in _CLAUSE_WORDS
    bare = cue is not None and bool(cue.frame & (Frame.CLAUSE | Frame.HEARER)) and cue.lemma in ("say", "tell")
    depth = 0
    for at in range(start + 1, end - 1):
        token = tokens[at]
        depth += (token.low in "([") - (token.low in ")]") if not token.word else 0
        if depth > 0 or token.quote >= 0 and not (closes_marks(statement, at) and tokens[at - 1].low == ","):
            continue
        if token.low == "," or token.quote >= 0:
            if subordinate or _outlet_resumes(statement, at + 1, end, clause or bare):
                return at if token.quote < 0 else at + 1
        elif token.dash and not clause:
            return at
        elif token.low in (";", ":") and not (clause or bare):
            return at
        elif not (clause or bare) and token.low in ("after", "when") and cue is not None and cue.frame == Frame.TOPIC:
            return at
    return end


def _outlet_resumes(statement: Statement, at: int, end: int, clause: bool) -> bool:
    """Whether the words behind a comma are the outlet's own: "…, which opened in May"."""
    tokens = statement.tokens
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < end else token
    if token.low in _ASIDE_OPENERS:
        return True
    if token.low in _SECOND_THOUGHTS:
        return not clause or (token.low != "even" and tokens[at - 2].low != "that")
    if token.low == "but":
        return not clause or following.low in words.SUBJECT_PRONOUNS
    if token.low in ("and", "as", "when", "after", "before"):
        return not clause and (token.low != "and" or is_clause(statement, at, min(at + 6, end)))
    if token.low.endswith("ing") and len(token.low) > 4 and not token.name:
        return not clause
    if token.low in words.SUBJECT_PRONOUNS:
        return not clause
    if token.low in ("a", "an", "the"):
        return not any(other.low == "and" for other in tokens[at : min(at + 20, end)]) and not clause
    return False


def _without_tail(statement: Statement, start: int, end: int) -> int:
    """``end`` moved before closing punctuation, and before "on Tuesday" or "in an interview" at the very end."""
    tokens = statement.tokens
    while end > start and not tokens[end - 1].word and tokens[end - 1].quote < 0 and tokens[end - 1].low not in ")%]":
        end -= 1
    return end
