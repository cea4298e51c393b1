"""Rows as they are stored in one database, put into another of either kind.

Invariant: a value that was read by ``stored`` is stored as it was, and a row that cannot be is named. No function here
commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, and_, column, delete, exc, func, select, text
from sqlalchemy import table as plain_table

from factcheck.errors import ConflictError, InputError
from factcheck.store import stored
from factcheck.store.dialects import is_postgres
from factcheck.store.stored import Row

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.orm import Session

GUARDED = frozenset({"entries", "citations"})  # which are appended to and never edited


_REFUSALS = (exc.DataError, exc.IntegrityError, exc.InterfaceError, ValueError, TypeError, OverflowError)


class Refused(Exception):  # noqa: N818 (it goes no further than to who names the row)
    """A database cannot hold one of the rows; nothing else can be done in the transaction."""


def put(session: Session, table: Table, rows: Sequence[Row]) -> None:
    """Store new rows, as they are stored elsewhere, the key first. Raises Refused."""
    if not rows:
        return
    connection = session.connection()
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(quoted(each.name) for each in stored.columns(table))
    try:
        if is_postgres(session):
            _copy_in(connection, f"COPY {quoted(table.name)} ({names}) FROM STDIN", rows)
        else:
            marks = ", ".join("?" for _ in table.columns)
            connection.exec_driver_sql(f"INSERT INTO {quoted(table.name)} ({names}) VALUES ({marks})", list(rows))  # noqa: S608
    except _REFUSALS as problem:
        raise Refused from problem


def _copy_in(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    """Several times as fast as INSERT."""
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.dbapi
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as lines:
            for row in rows:
                lines.write_row(row)
    except errors.Error as problem:
        raise exc.DBAPIError.instance(statement, None, problem, errors.Error) from problem


def raw(table: Table) -> Any:
    """The table with columns of no type, whose values go to the database as they are."""
    return plain_table(table.name, *(column(each.name) for each in table.columns))


def is_row(table: Table, key: Row) -> Any:
    """The condition that a row of ``raw`` is the one with that key, which what it starts with is."""
    return and_(*(column(each.name) == value for each, value in zip(table.primary_key.columns, key, strict=False)))


def name_the_row(session: Session, table: Table, rows: Sequence[Row], place: str) -> None:
    """Raise InputError for the first of ``rows``, which were read at ``place``, that is refused; ConflictError if
    somebody else has stored it meanwhile."""
    keys = [each.name for each in table.primary_key.columns]
    for row in rows:
        try:
            with session.begin_nested():
                put(session, table, [row])
        except Refused as refused:
            problem = refused.__cause__
            if session.scalar(select(func.count()).select_from(raw(table)).where(is_row(table, row))):
                raise ConflictError(f"{table.name}: another process is filling it. Wait for its end.") from problem
            key = ", ".join(f"{name} {value!r}" for name, value in zip(keys, row, strict=False))
            words = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
            raise InputError(
                f"{place}: the row of {table.name} with {key} cannot be stored there ({words}). Mend or remove it, and "
                "run the command again."
            ) from problem


def empty(session: Session, table: Table) -> None:
    """Remove all rows; of the log too, which whoever puts a whole database in the place of another replaces."""
    if not is_postgres(session):
        session.execute(delete(table))
        return
    if table.name in GUARDED:
        session.execute(text(f"ALTER TABLE {table.name} DISABLE TRIGGER USER"))
    session.execute(delete(table))
    if table.name in GUARDED:
        session.execute(text(f"ALTER TABLE {table.name} ENABLE TRIGGER USER"))
