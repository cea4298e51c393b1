"""Where SQLite and PostgreSQL want different words.

Invariant: every other module writes what both understand, or asks here. What both understand: ``CASE``, ``FILTER``,
``true`` and ``false``, ``->`` and ``->>`` for JSON, ``lower(…) LIKE lower(…)``, and an order without a NULL in it.
Nothing of SQLAlchemy is imported before it is needed (see ``plain``).
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from factcheck.store.plain import rows

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Source
    from factcheck.store.tables import Base


def is_postgres(source: Source | Connection) -> bool:
    """Whether a session or a connection, one that was opened without SQLAlchemy too, is with PostgreSQL."""
    if isinstance(source, sqlite3.Connection):
        return False
    bound: Any = source if hasattr(source, "dialect") else source.get_bind()
    return bool(bound.dialect.name == "postgresql")


def upsert(session: Session, row: type[Base]) -> SqliteInsert | PostgresInsert:
    """An INSERT into the table of ``row`` that takes ``on_conflict_do_update`` and ``on_conflict_do_nothing``."""
    if is_postgres(session):
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(row)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(row)


def elements(source: Source, array: str) -> str:
    """The elements of a JSON array as a table with the column ``value``, as text; ``array`` is SQL."""
    if is_postgres(source):
        return f"json_array_elements_text(CAST({array} AS json))"
    return f"json_each({array})"


def advance_sequences(session: Session | Connection) -> None:
    """Let keys that are given by the database follow those that were given by hand. SQLite does so by itself."""
    if not is_postgres(session):
        return
    from sqlalchemy import text

    from factcheck.store.tables import Base

    for table in Base.metadata.sorted_tables:
        column: Any = table.autoincrement_column
        if column is not None:
            last = f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name})"  # noqa: S608 (names of ours)
            sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            session.execute(text(f"SELECT setval({sequence}, {last}, false)"))


def analyse(session: Session, tables: Iterable[str]) -> None:
    """Let a server that was just filled look at what it holds: plans go by it, and ``rarity``. SQLite needs nothing."""
    if is_postgres(session):
        from sqlalchemy import text

        session.execute(text(f"ANALYZE {', '.join(tables)}"))


def lineage(source: Source) -> str:
    """What a database is called since a backup was last put in its place; "" where none ever was."""
    if is_postgres(source):
        said = rows(source, "SELECT obj_description(CAST('documents' AS regclass), 'pg_class') AS name")[0].name
        return str(said or "")
    number = rows(source, "PRAGMA user_version")[0].user_version
    return f"{number:08x}" if number else ""


def begin_lineage(source: Source) -> None:
    """Call a database that takes another's place something new: its keys may mean what they did not mean there."""
    number = 1 + secrets.randbelow(2**31 - 1)
    if isinstance(source, sqlite3.Connection):
        source.execute(f"PRAGMA user_version = {number}")
    elif is_postgres(source):
        from sqlalchemy import text

        source.execute(text(f"COMMENT ON TABLE documents IS '{number:08x}'"))


def superseded_documents(source: Source) -> str:
    """The condition of documents that are not current, in the words of the index of those alone."""
    return "NOT documents.current" if is_postgres(source) else "documents.current = 0"
