"""Which words of a query full text is asked for, so that a long one over a large table is answered as soon as a short.

Invariant: what is left out is always more frequent than what is kept, the same query over the same table is asked the
same (on PostgreSQL until it is analysed again), and over a small table every query is asked whole.

What a query costs is how often its words stand in the table. The rarest are kept: they tell passages apart, and BM25
counts them most (Robertson & Zaragoza, "The probabilistic relevance framework: BM25 and beyond", 2009).
"""

from __future__ import annotations

import json
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

# In which part of the rows a word stands. PostgreSQL counts the most frequent when it analyses: three thousand, as
# migration 0016 has it, so that what is not among them stands in about one of a thousand rows at most.
_PARTS = """
WITH frequent AS (
    SELECT lexeme, part FROM pg_stats, unnest(
        CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs
    ) AS each(lexeme, part)
    WHERE schemaname = current_schema() AND tablename = :table AND attname = 'words' AND lexeme IS NOT NULL
)
SELECT word, min(coalesce(part, 0)) AS part FROM json_array_elements_text(CAST(:words AS json)) AS asked(word)
CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('factcheck', word))) AS lexeme
LEFT JOIN frequent USING (lexeme) GROUP BY word
"""


def bounded(source: Source, table: str, words: Sequence[str], size: int) -> list[str]:
    """Those of ``words`` that the full-text ``table`` of about ``size`` rows is to be asked for, in their order.

    On PostgreSQL words are counted by what the server's statistics know of them: all are asked for until the table was
    analysed, and one that is not among the frequent ones there is taken to stand in no row.
    """
    if size <= FEW:
        return list(words)
    often = _often(source, table, words, size)
    kept, postings = set(), 0
    for place, word in enumerate(sorted(often, key=lambda word: often[word])):
        postings += often[word]
        if place >= RAREST and postings > POSTINGS:
            break
        kept.add(word)
    return [word for word in words if word in kept]


def _often(source: Source, table: str, words: Sequence[str], size: int) -> dict[str, int]:
    """In about how many rows each of ``words`` stands, those that are known to stand in none left out."""
    if is_postgres(source):
        return _estimated(source, table, words, size)
    counted = {word: _rows_with(source, table, word, size) for word in words}
    return {word: count for word, count in counted.items() if count}


def _rows_with(source: Source, table: str, word: str, size: int) -> int:
    """In about how many rows of FTS5 a word stands; exactly, if in fewer than COUNTED."""
    statement = (
        "SELECT count(*) AS number, max(key) AS last FROM "  # noqa: S608 (ours)
        f"(SELECT rowid AS key FROM {table} WHERE {table} MATCH :word LIMIT {COUNTED})"
    )
    (found,) = rows(source, statement, word=f'"{word}"')
    return int(found.number) if found.number < COUNTED else max(COUNTED, found.number * size // found.last)


def _estimated(source: Source, table: str, words: Sequence[str], size: int) -> dict[str, int]:
    """In about how many rows on PostgreSQL each of ``words`` stands; of one of several tokens, the rarest of them."""
    found = rows(source, _PARTS, table=table, words=json.dumps(list(words)))
    return dict.fromkeys(words, 0) | {row.word: int(row.part * size) for row in found}
