"""Which words of a query full text is asked for, so that a long one over a large table is answered as soon as a short.

Invariant: what is left out is always more frequent than what is kept, the same query over the same table is asked the
same, and over a small table every query is asked whole.

What a query costs is how often its words stand in the table. The rarest are kept: they tell passages apart, and BM25
counts them most (Robertson & Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck.store.dialects import is_postgres
from factcheck.store.plain import rows

if TYPE_CHECKING:
    from factcheck.store.plain import Source

FEW = 20_000  # rows of a full-text table that is asked for every word
POSTINGS = 80_000  # rows that the words of a query may have together in a larger one
RAREST = 3  # words that are kept however often they stand there
COUNTED = 5_000  # rows that a word is counted in; how many more it has follows from how soon these were found


def bounded(source: Source, table: str, words: Sequence[str]) -> list[str]:
    """Those of ``words`` that the full-text ``table`` is to be asked for, in their order.

    On PostgreSQL all of them: it has no count of a word's rows that costs less than finding them.
    """
    if is_postgres(source):
        return list(words)
    newest = int(rows(source, f"SELECT max(id) AS newest FROM {table}_docsize")[0].newest or 0)  # noqa: S608
    if newest <= FEW:
        return list(words)
    often = {word: _rows_with(source, table, word, newest) for word in words}
    kept, postings = set(), 0
    for place, word in enumerate(sorted((word for word in words if often[word]), key=lambda word: often[word])):
        postings += often[word]
        if place >= RAREST and postings > POSTINGS:
            break
        kept.add(word)
    return [word for word in words if word in kept]


def _rows_with(source: Source, table: str, word: str, newest: int) -> int:
    """In about how many rows a word stands; exactly, if in fewer than COUNTED."""
    statement = (
        "SELECT count(*) AS number, max(key) AS last FROM "  # noqa: S608 (ours)
        f"(SELECT rowid AS key FROM {table} WHERE {table} MATCH :word LIMIT {COUNTED})"
    )
    (found,) = rows(source, statement, word=f'"{word}"')
    return int(found.number) if found.number < COUNTED else max(COUNTED, found.number * newest // found.last)
