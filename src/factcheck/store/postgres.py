"""PostgreSQL's own side of the store: engines, schemas, the writers' lock, servers that can only be read.

Invariant: a workspace is one schema, the first that the connection's search_path names; nothing outside of it is
written. One writer at a time holds the schema's advisory lock, which the server takes back from whoever dies; readers
wait for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateSchema

from factcheck.errors import FactcheckError, UsageError
from factcheck.store.remedies import LONGEST_WAIT, ONLY_READ, explained, without_password

_CONNECT_SECONDS = 10  # for one address of the server
_LOG_SINCE = "0010"  # the last revision that has decisions in the place of a log
WRITING, UPGRADING, RUNNING, INDEXING = 1, 2, 3, 4  # the advisory locks of a schema
KEY = "hashtextextended('factcheck:' || current_schema(), {which})"  # of one of them
LOCK = f"SELECT pg_advisory_xact_lock({KEY})"
CHANNEL = "'factcheck_' || md5(current_schema())"  # on which whoever stores something tells of it
_FIRST = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^,]*))')  # of the names of a search_path
_IN_LOWER_CASE = str.maketrans(ascii_uppercase, ascii_lowercase)
_LONGEST = 63  # bytes of a name
SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""What execution options make a transaction see one state of the database, and write nothing."""


def make_engine(url: URL) -> Engine:
    """An engine whose connections are looked after before they are used again: a server may have been away.

    Raises UsageError where the driver is not installed.
    """
    try:
        engine = create_engine(
            url,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",  # whatever the role has: who waited sees what came meanwhile
            max_overflow=-1,  # one that waits for another's may hold what that waits for
            # Poolers that hand a connection round between transactions know of no prepared statements.
            connect_args={"prepare_threshold": None, **_unless_given(url)},
        )
    except ModuleNotFoundError as problem:
        raise UsageError(
            f"{place(url)}: PostgreSQL wants psycopg, which is not installed. `pip install 'factcheck[postgres]'`"
        ) from problem
    event.listen(engine, "begin", _begin)
    return engine


def _unless_given(url: URL) -> dict[str, object]:
    usual: dict[str, object] = {"connect_timeout": _CONNECT_SECONDS, "application_name": "factcheck"}
    return {name: value for name, value in usual.items() if name not in url.query}


def place(url: URL) -> str:
    """A URL for people to read: without passwords, and without what is always the same."""
    secret = [name for name in url.query if "password" in name]
    return without_password(url.difference_update_query(secret).render_as_string(hide_password=True))


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(LONGEST_WAIT * 1000)}")
        connection.exec_driver_sql(LOCK.format(which=WRITING))


def tell(connection: Connection) -> None:
    """Tell those who listen that something was stored, once the transaction ends: once for all that it does, because
    those who tell end one after the other."""
    connection.exec_driver_sql(f"SELECT pg_notify({CHANNEL}, '')")


# -- what is there ------------------------------------------------------------------------


def schema(connection: Connection) -> str:
    """The schema of the workspace, whether it is there or not."""
    first = _first_name(str(connection.scalar(text("SELECT current_setting('search_path')"))))
    named = first if first and first != "$user" else connection.scalar(text("SELECT current_schema()"))
    if named is None:
        raise FactcheckError("the role's search_path names no schema that is there. Name one in the database URL.")
    return str(named)


def _first_name(search_path: str) -> str:
    """The first name of a search_path as the server reads it: in lower case and shortened, unless in quotes."""
    found = _FIRST.match(search_path)
    quoted, bare = found.groups() if found else (None, "")
    # The server folds the case of ASCII alone where letters may have several bytes.
    name = bare.strip().translate(_IN_LOWER_CASE) if quoted is None else quoted.replace('""', '"')
    return name.encode()[:_LONGEST].decode(errors="ignore")


def revision(engine: Engine) -> str | None:
    """The revision of the database, or None if the schema is empty or not there."""
    with engine.connect() as connection:
        tables = connection.scalars(
            text("SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = :name"), {"name": schema(connection)}
        ).all()
        if "alembic_version" in tables:
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found
        if tables:
            raise FactcheckError(
                f"{place(engine.url)}: the schema {schema(connection)} holds tables that are not factcheck's. "
                "Name another schema (search_path) or database in the database URL."
            )
        return None


def exists(url: URL) -> bool:
    """Whether the schema that ``url`` names on a server holds a database of some revision."""
    engine = make_engine(url)
    try:
        with explained(place(url)):
            return revision(engine) is not None
    finally:
        engine.dispose()


class ServerState(NamedTuple):
    """What a person may want to know of the server of a workspace."""

    place: str
    schema: str
    version: str  # of PostgreSQL
    pgvector: str  # its version; "" where the database has none
    revision: str | None  # None: no database of factcheck is there
    unwritable: str  # why, in words; "" if it can be written
    size: int  # bytes of the whole database that the schema is in
    rows: Mapping[str, int]  # of articles, documents and entries


def state(url: URL) -> ServerState:
    """Look at the server that ``url`` names and change nothing. Raises FactcheckError if it cannot be asked."""
    engine = make_engine(url)
    try:
        with explained(place(url)):
            found = revision(engine)
            why = "" if found is None else unwritable(engine)
            with engine.connect() as connection:
                told = connection.execute(
                    text(
                        "SELECT current_setting('server_version'), pg_database_size(current_database()), "
                        "(SELECT extversion FROM pg_extension WHERE extname = 'vector')"
                    )
                ).one()
                tables = ("articles", "documents", "entries") if found is not None and found > _LOG_SINCE else ()
                rows = {
                    name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0  # noqa: S608 (names of ours)
                    for name in tables
                }
                return ServerState(place(url), schema(connection), told[0], told[2] or "", found, why, told[1], rows)
    finally:
        engine.dispose()


def unwritable(engine: Engine) -> str:
    """Why a database that is there cannot be written, in words; "" if it can."""
    question = (
        "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean "
        "OR NOT has_table_privilege('articles', 'INSERT')"
    )
    with engine.connect() as connection:
        return ONLY_READ if connection.scalar(text(question)) else ""


# -- making and upgrading -----------------------------------------------------------------


@contextmanager
def upgrade_lock(engine: Engine) -> Iterator[None]:
    """One process at a time makes or upgrades the schema, which is there from now on."""
    with engine.begin() as connection:
        name = schema(connection)
        if not connection.scalar(text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), {"name": name}):
            _make_schema(engine, name)
        connection.execute(text(LOCK.format(which=UPGRADING)))
        yield


def _make_schema(engine: Engine, name: str) -> None:
    """Two may make it at a time, of whom one is told so by the database: it is there then."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})
        connection.execute(CreateSchema(name, if_not_exists=True))


def say_there_is_no_copy(found: str, revision: str, notice: Callable[[str], None]) -> None:
    """Before an upgrade: a server's database is not copied as a file is."""
    notice(
        f"the database is upgraded from revision {found} to {revision}, in one transaction: all of it or nothing. "
        "No copy is made of it: pg_dump makes one."
    )
