"""Full text: which words of a query are looked for, and how each database is filled with words and asked for them.

Invariant: nothing in a query is read as syntax. A full-text table has the keys of the table that it belongs to, and
holds the same words on both databases: FTS5 without content on SQLite, on PostgreSQL a ``tsvector`` a row beside the
number of its words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from factcheck.language.folding import composed
from factcheck.language.stop_words import COMMON, SAYING
from factcheck.language.tokens import WORD
from factcheck.store.dialects import is_postgres
from factcheck.store.plain import rows
from factcheck.store.rarity import bounded

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Source

MOST_QUERY_WORDS = 64  # a query longer than this is searched by its first words that are no stop words
# "No" and "new" tell passages apart as little as "the"; "against" and "down" tell them apart.
_STOP_WORDS = COMMON | SAYING | frozenset("more most new no not now only other own told us".split())
_TOKEN = re.compile(r"[^\W_]+")

# BM25 of what holds any of the words. The index is asked once for each (OFFSET 0 keeps it so): ``ts_rank`` with equal
# weights is 6/π² of the sum of 1/i² over a word's occurrences, which lacks about 1/(occurrences + ½) of the whole sum.
# A phrase, whose rank is by distance, is counted once. As FTS5 has it: k1 = 1.2, b = 0.75, the length of a text is all
# of its words, and what stands in half of all rows or more counts next to nothing. The usual length is that of the rows
# that were met, where FTS5 knows that of all.
# Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
_BM25 = """(
    WITH met AS MATERIALIZED (
        SELECT place, holding.key, CAST(size AS float8) AS size,
            CASE WHEN numnode(query) > 1 THEN 1
                ELSE round(1 / (1.6449341 * (1.0000001 - ts_rank('{{1,1,1,1}}', words, query))) - 0.5)
            END AS times
        FROM json_array_elements_text(CAST(:match AS json)) WITH ORDINALITY AS asked(word, place)
        CROSS JOIN to_tsquery('factcheck', word) AS query
        CROSS JOIN LATERAL (SELECT key, words, size FROM {table} WHERE words @@ query OFFSET 0) AS holding
    ), counted AS (
        SELECT place, CAST(count(*) AS float8) AS here FROM met GROUP BY place
    ), whole AS (
        SELECT (SELECT CAST(max(key) AS float8) FROM {table}) AS total,
            (SELECT avg(size) FROM (SELECT DISTINCT key, size FROM met) AS each) AS usual
    ), added AS (
        SELECT met.key, sum(greatest(ln(greatest(total - here, 0) + 0.5) - ln(here + 0.5), 0.000001)
            * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * size / usual))) AS score
        FROM met JOIN counted ON counted.place = met.place CROSS JOIN whole GROUP BY met.key
    )
    SELECT key, CAST(round(CAST(score AS numeric), 12) AS float8) AS score FROM added
)"""


def _is_searched(word: str) -> bool:
    """Whether a word tells passages apart; "US" and "WHO" do."""
    return word.lower() not in _STOP_WORDS or (word.isupper() and len(word) > 1)


def searched_words(query: str) -> list[str]:
    """The words of ``query`` that are no stop words, each once, in its order."""
    words = dict.fromkeys(word.lower() for word in WORD.findall(composed(query)) if _is_searched(word))
    return list(words)[:MOST_QUERY_WORDS]


def match_any(query: str) -> str:
    """An FTS5 expression for any of the words of ``query`` that are no stop words; "" if there are none."""
    return _any(searched_words(query))


def _any(words: Sequence[str]) -> str:
    # Every word is quoted: FTS5 reads bare AND, NEAR, hyphens and apostrophes as syntax.
    return " OR ".join(f'"{word}"' for word in words)


def expression(source: Source, table: str, query: str) -> str:
    """What ``:match`` is given in a statement with :func:`found` of ``table``; "" if there is nothing to look for. Of a
    large table a long query is asked by its rarer words (see ``rarity``)."""
    words, size = searched_words(query), last_key(source, table)
    if not is_postgres(source):
        return _any(bounded(source, table, words, size))
    tokens = [known for word in words if (known := _tokens(word))]
    # A quoted word of several tokens is a phrase, as it is to FTS5.
    asked = [f"'{word}'" for word in bounded(source, table, tokens, size)]
    return json.dumps(asked, ensure_ascii=False) if asked else ""


def found(source: Source, table: str) -> str:
    """SQL of a table of ``key`` and ``score``: what in the full-text ``table`` shares words with ``:match``."""
    if is_postgres(source):
        return _BM25.format(table=table)
    return f"(SELECT rowid AS key, -bm25({table}) AS score FROM {table} WHERE {table} MATCH :match)"  # noqa: S608


def put(session: Session, table: str, filled: Sequence[Mapping[str, Any]]) -> None:
    """Fill the full-text ``table`` with rows that have a key and a text for each of its columns."""
    from sqlalchemy import text

    if not filled:
        return
    columns = [name for name in filled[0] if name != "key"]
    if is_postgres(session):
        statement = f"INSERT INTO {table} (key, words, size) VALUES (:key, to_tsvector('factcheck', :words), :size)"  # noqa: S608
        words = [_tokens(" ".join(row[name] for name in columns)) for row in filled]
        given = [
            {"key": row["key"], "words": each, "size": len(each.split())}
            for row, each in zip(filled, words, strict=True)
        ]
        session.execute(text(statement), given)
        return
    places = ", ".join(f":{name}" for name in columns)
    statement = f"INSERT INTO {table} (rowid, {', '.join(columns)}) VALUES (:key, {places})"  # noqa: S608
    session.execute(text(statement), list(filled))


def length(source: Source, table: str) -> int:
    """How many rows a full-text table has."""
    counted = table if is_postgres(source) else f"{table}_docsize"
    return int(rows(source, f"SELECT count(*) AS number FROM {counted}")[0].number)  # noqa: S608


def last_key(source: Source, table: str) -> int:
    """The greatest key of a full-text table; 0 if it is empty."""
    key, kept = ("key", table) if is_postgres(source) else ("id", f"{table}_docsize")
    return int(rows(source, f"SELECT coalesce(max({key}), 0) AS number FROM {kept}")[0].number)  # noqa: S608


def empty(session: Session, table: str) -> None:
    """Remove all rows of a full-text table."""
    from sqlalchemy import text

    remove = f"DELETE FROM {table}" if is_postgres(session) else f"INSERT INTO {table} ({table}) VALUES ('delete-all')"  # noqa: S608
    session.execute(text(remove))


def _tokens(words: str) -> str:
    """The tokens that FTS5 sees: runs of letters and digits, in lower case and without diacritics."""
    plain = "".join(char for char in unicodedata.normalize("NFD", words.lower()) if not unicodedata.combining(char))
    return " ".join(_TOKEN.findall(plain))
