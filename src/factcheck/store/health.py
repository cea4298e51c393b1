"""Counts of what a person should know before a day's work.

Invariant: nothing is written, and nothing of SQLAlchemy is needed (see ``plain``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.store.dialects import is_postgres
from factcheck.store.plain import rows

if TYPE_CHECKING:
    from factcheck.store.plain import Source


def passages_without_any_vector(source: Source) -> int:
    """How many current passages no encoder has seen yet, whatever is noted of that: every one is looked up."""
    return _number(
        source,
        "SELECT count(*) AS number FROM passages JOIN documents ON documents.key = document_key "
        "LEFT JOIN (SELECT DISTINCT sha256 FROM vectors) AS seen ON seen.sha256 = encoded_sha256 "
        "WHERE documents.current AND seen.sha256 IS NULL",
    )


def unread(source: Source) -> tuple[int, int]:
    """How many articles, and how many current documents, were not read for quotations."""
    articles = _number(
        source,
        "SELECT count(*) AS number FROM articles WHERE NOT EXISTS "
        "(SELECT 1 FROM readings WHERE article_id = articles.id)",
    )
    documents = _number(
        source,
        "SELECT count(*) AS number FROM documents WHERE current AND NOT EXISTS "
        "(SELECT 1 FROM readings WHERE document_key = documents.key)",
    )
    return articles, documents


def loose_rows(source: Source) -> list[str]:
    """Rows that name another which is not there, a sentence each."""
    if is_postgres(source):
        return list(_loose_on_server(source))
    found = rows(source, "PRAGMA foreign_key_check")
    return [f"{row.table}, row {row.rowid}: names a row of {row.parent} that is not there" for row in found]


def _loose_on_server(source: Source) -> Iterator[str]:
    """What the server checks as it is written; a dump that was put back with that turned off has not been checked."""
    from factcheck.store.tables import Base

    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            child, parent = f"{table.name}.{key.parent.name}", key.column
            named = f"SELECT 1 FROM {parent.table.name} WHERE {parent} = {child}"  # noqa: S608 (names of ours)
            loose = f"FROM {table.name} WHERE {child} IS NOT NULL AND NOT EXISTS ({named})"
            number = _number(source, f"SELECT count(*) AS number {loose}")
            if number:
                yield f"{table.name}: {number} rows name a row of {parent.table.name} that is not there"


def stale(source: Source) -> int:
    """How many claims wait because their verdict is stale."""
    return _number(source, "SELECT count(*) AS number FROM claim_standing WHERE state = 'stale' AND waiting")


def leases(source: Source, now: float) -> tuple[int, list[tuple[str, str]]]:
    """How many claims are held at ``now`` (seconds since 1970), and which have work of a hold that ran out, whose."""
    live = _number(source, "SELECT count(*) AS number FROM leases WHERE expires > :now", now=now)
    statement = 'SELECT claim_id, "by" FROM leases WHERE expires <= :now AND work IS NOT NULL ORDER BY expires'
    return live, [(row.claim_id, row.by) for row in rows(source, statement, now=now)]


def newest(source: Source) -> str | None:
    """The time of the newest entry of the log."""
    return next((row.at for row in rows(source, "SELECT at FROM entries ORDER BY key DESC LIMIT 1")), None)


def _number(source: Source, statement: str, **given: object) -> int:
    return int(rows(source, statement, **given)[0].number)
