"""Where the content of an attribution starts and ends within its statement.

Invariant: indexes count the statement's tokens, ranges are half-open, and each function looks
forward or backward at most once over the statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import BlockKind, Span
from factcheck.language import function_words, marked_words, marks
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.cues import Cue
from factcheck.quotes.grammar.endings import content_end, rival_start
from factcheck.quotes.grammar.inflections import Form
from factcheck.quotes.grammar.phrases import skip_adjuncts
from factcheck.quotes.grammar.places import Range, is_clause, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.grammar.tokens import Token

_OPENING = "$([£€"  # marks that belong to the word behind them
_CLOSING = ")]%"  # and to the word before
_LONGEST_KICKER = 4  # words
_LONGEST_CIRCUMSTANCE = 18  # tokens between a verb and what was said


def content_before(statement: Statement, end: int, floor: int, unfinished: bool = False) -> Range | None:
    """The content that ends before token ``end``: from ``floor``, or from its own mark if another
    attribution stands before that; None if it is neither quoted nor a clause. ``unfinished`` says
    that its verb may still be to come: "Many roads, | he said, are closed"."""
    tokens = statement.tokens
    start, stop = _without_edges(tokens, floor or _kicker_end(statement, end), end)
    if start >= stop:
        return None
    if tokens[stop - 1].quote >= 0:
        first = _marked_start(statement, start, stop)
        return None if _ends_with_a_name(statement, first, stop) else (first, stop)
    whole = is_clause(statement, start, stop) or _may_be_clause(tokens, start, stop)
    return (start, stop) if unfinished or whole else None


def _ends_with_a_name(statement: Statement, start: int, end: int) -> bool:
    """Whether words that say nothing end with a name in marks: "Ruiz, host of the “Morning Hour,” | said …"."""
    first, last = statement.tokens[start], statement.tokens[end - 1]
    if first.quote == last.quote or is_clause(statement, start, end):
        return False
    inner: Span = statement.quotes[last.quote].inner
    return marked_words.is_name(inner.of(statement.text), marks.before(statement.text, inner))


def _may_be_clause(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether what the parser takes for a participle may be the verb: "The county | owned boats"."""
    return any(
        tokens[at].tag == "VBN" and tokens[at - 1].tag.startswith(("NN", "PRP")) and tokens[at + 1].low != "by"
        for at in range(start + 1, end - 1)
    )


def _kicker_end(statement: Statement, end: int) -> int:
    """Behind the few words and the colon that some headlines open with: "Budget 2031: | Taxes will rise, says Ruiz"."""
    tokens = statement.tokens
    colon = next((at for at in range(min(_LONGEST_KICKER + 1, end - 1)) if tokens[at].low == ":"), 0)
    plain = statement.block is BlockKind.TITLE and not any(token.quote >= 0 for token in tokens[: colon + 1])
    return colon + 1 if colon and plain and not is_clause(statement, 0, colon) else 0


def _without_edges(tokens: Sequence[Token], start: int, end: int) -> Range:
    """The range without plain punctuation at its edges."""
    while start < end and not tokens[start].word and tokens[start].quote < 0 and tokens[start].low not in _OPENING:
        start += 1
    while (
        end - 1 > start
        and tokens[end - 1].quote < 0
        and not tokens[end - 1].word
        and tokens[end - 1].low not in _CLOSING
    ):
        end -= 1
    return start, end


def _marked_start(statement: Statement, start: int, end: int) -> int:
    """Where a content that ends in marks starts: with them, if what stands before is set off from them."""
    tokens = statement.tokens
    first = end - 1
    while first > start and tokens[first - 1].quote == tokens[end - 1].quote:
        first -= 1
    if first == start or tokens[first - 1].word:
        return start
    sharply = tokens[first - 1].low in ":(" or tokens[first - 1].dash
    return first if sharply or any(start <= cue.verb < first for cue in statement.cues) else start


def content_after(statement: Statement, at: int, interrupted: bool, cue: Cue) -> tuple[Range, ...]:
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
    if start == at and tokens[start].quote >= 0 and names_a_work(statement, start):
        return ()  # "…," he told | "Lund This Week"
    end = content_end(statement, start, cue)
    return ((start, end),) if end > start else ()


def _resumes(statement: Statement, start: int, interrupted: bool) -> bool:
    """Whether the plain words from ``start`` go on with a content cut in two by its attribution."""
    token = statement.tokens[start]
    if not interrupted or token.low in ("according", "who", "whose", "referring"):
        return False
    for cue in statement.cues:
        if cue.first <= start + 1 <= cue.verb + 1 and (cue.form & Form.ING or token.low in function_words.CONJUNCTIONS):
            return False
    return not any(rival_start(statement, cue, start) is not None for cue in statement.cues if cue.verb > start)


def content_start(statement: Statement, start: int) -> int:
    """Behind adverbs, times and "in a statement", where the content itself begins."""
    tokens = statement.tokens
    behind = aside_end(statement, start)
    if behind is None:
        behind = _behind_circumstance(statement, start)
    return skip_adjuncts(tokens, start, len(tokens)) if behind is None else behind


def _behind_circumstance(statement: Statement, start: int) -> int | None:
    """Where "that" or marks open the content behind a time or place: "said | in a statement to nurses, | “…”"."""
    tokens = statement.tokens
    opener = tokens[start] if start < len(tokens) else None
    if opener is None or not (opener.preposition or opener.time or opener.adverb or opener.low in ("last", "this")):
        return None
    for at in range(start + 1, min(start + _LONGEST_CIRCUMSTANCE, len(tokens))):
        if tokens[at].low == "that" or (opens_marks(statement, at) and not names_a_work(statement, at)):
            return at
        if tokens[at].low in (",", ":") and at + 1 < len(tokens) and opens_marks(statement, at + 1):
            return at + 1
        if tokens[at].low == "," and (aside := aside_end(statement, at)) is not None:
            return aside
        if tokens[at].low in (",", ":", ";") or tokens[at].dash or is_verb(tokens, at):
            return None
    return None


def aside_end(statement: Statement, start: int) -> int | None:
    """Behind an aside between the verb and its content: "said, | in a low voice, | that", "said - twice - | that"."""
    tokens = statement.tokens
    if start >= len(tokens) or not (tokens[start].low == "," or tokens[start].dash):
        return None
    for at in range(start + 2, min(start + 12, len(tokens) - 1)):
        if tokens[at].quote >= 0 or tokens[at].low in (".", ";", ":"):
            return None
        if tokens[at].low == tokens[start].low:
            return at + 1 if tokens[at + 1].low == "that" or opens_marks(statement, at + 1) else None
    return None


def names_a_work(statement: Statement, at: int) -> bool:
    """A short title in marks, as in: on the programme "Lund This Week"."""
    inner = statement.quotes[statement.tokens[at].quote].inner.of(statement.text).split()
    return 0 < len(inner) <= 5 and all(
        word[0].isupper() or word in function_words.PREPOSITIONS or word in function_words.DETERMINERS for word in inner
    )
