"""Headlines that name their source by a colon or a dash alone.

Invariant: a bare word beside a colon is a source only if the article speaks of it elsewhere, or if it
says what somebody is; "Live: …" and "Trade war: …" have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from factcheck.domain import BlockKind
from factcheck.quotes.grammar.clause_verbs import is_verb
from factcheck.quotes.grammar.content import content_before
from factcheck.quotes.grammar.endings import content_end
from factcheck.quotes.grammar.places import Range, closes_marks, opens_marks
from factcheck.quotes.grammar.statements import Statement
from factcheck.quotes.lexicon import sources
from factcheck.quotes.rules.attribution import Attribution

_LONGEST_SOURCE = 4  # words behind a colon or a dash
_FEWEST = 3  # words before it
# What kind of text it is, and not who says so.
_KINDS_OF_TEXT = frozenset(
    """analysis breaking cartoon column comment correction editorial exclusive explained explainer factbox feature
    gallery in-depth interview latest letter letters listen live obituary opinion photos pictures podcast preview
    profile quiz read recap review special timeline update updates video watch""".split()
)


def headline_with_a_dash(statement: Statement, found: Iterable[Attribution]) -> Iterator[Attribution]:
    """A headline with its source before a dash and words in marks."""
    tokens = statement.tokens
    dash = next((at for at, token in enumerate(tokens) if token.dash and token.quote < 0), 0)
    if statement.block is not BlockKind.TITLE or not dash or any(hit.content for hit in found):
        return
    if is_source(statement, 0, dash) and dash + 1 < len(tokens) and opens_marks(statement, dash + 1):
        yield Attribution(((dash + 1, content_end(statement, dash + 1, None)),), None, (0, dash))


def headline_with_its_source_last(statement: Statement, found: Iterable[Attribution]) -> Iterator[Attribution]:
    """A headline that ends with its source, behind a colon or a dash."""
    tokens = statement.tokens
    if statement.block is not BlockKind.TITLE or any(hit.content for hit in found):
        return
    places = range(len(tokens) - 2, max(0, len(tokens) - _LONGEST_SOURCE - 3), -1)
    at = next((at for at in places if tokens[at].quote < 0 and (tokens[at].low == ":" or tokens[at].dash)), 0)
    source = (at + 1, len(tokens))
    marked = at > 0 and closes_marks(statement, at - 1)
    if not at or not is_source(statement, *source) or not (marked or sum(t.word for t in tokens[:at]) >= _FEWEST):
        return
    if tokens[at].dash and not marked and any(token.low == "the" for token in tokens[slice(*source)]):
        return  # the outlet's own name
    content = content_before(statement, at, 0, unfinished=True)
    if content is not None:
        yield Attribution((content,), None, source)


def is_source(statement: Statement, start: int, end: int) -> bool:
    """Whether words beside a colon say who or what speaks: "police", "Lund poll", or a name of the article's."""
    tokens = statement.tokens[start:end]
    told = [token for token in tokens if token.word]
    if not 0 < len(told) == len(tokens) <= _LONGEST_SOURCE or any(is_verb(tokens, at) for at in range(1, len(tokens))):
        return False
    if any(token.low in _KINDS_OF_TEXT for token in told):
        return False
    return told[-1].bare in sources.SOURCE_NOUNS or (told[-1].name and _is_spoken_of(statement, (end - 1, end)))


def _is_spoken_of(statement: Statement, place: Range) -> bool:
    """Whether the article has the word with a capital elsewhere, and nowhere without one."""
    word = statement.span_of(*place).of(statement.text)
    others = re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", statement.text, re.IGNORECASE)
    return len(others) > 1 and word.lower() not in others


def is_kind_of_text(statement: Statement, end: int) -> bool:
    """Whether a label before token ``end`` is the name of a section or of nothing that speaks: "Live", "Trade war"."""
    told = [token for token in statement.tokens[:end] if token.word]
    if any(token.low in _KINDS_OF_TEXT for token in told):
        return True
    last = told[-1] if told else None
    plain = last is not None and last.bare not in sources.SOURCE_NOUNS and len(told) <= 2
    if last is None or not plain:
        return False
    word = statement.text[last.start : last.end]
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", statement.text) is not None
