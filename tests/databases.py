"""Which database the tests run on, and a look into it past the program.

``FACTCHECK_TEST_DATABASE=postgresql`` runs all tests on PostgreSQL: each worker starts a server of its own, and
whatever names no database has a schema there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from factcheck.settings import Settings, load
from factcheck.store.database import make_engine
from factcheck.store.location import exists, schema_of, url_of

ON_POSTGRES = os.environ.get("FACTCHECK_TEST_DATABASE", "sqlite") == "postgresql"
URL = "FACTCHECK_DATABASE_URL"
STATEMENTS = "factcheck.sql"  # in the template
_template = Path()
_DEFAULTS = Settings.__init__.__defaults__  # type: ignore[misc]


def use_for_all(url: str, template: Path = _template) -> None:
    """Let whatever names no database, in this process and those that it starts, have the one at ``url``; "" ends it.
    ``template`` has what a new one is made of."""
    global _template  # noqa: PLW0603 (set once a session, before any test)
    _template = template
    assert _DEFAULTS is not None
    assert _DEFAULTS[0] == ""  # that of database_url, the first that has one
    Settings.__init__.__defaults__ = (url, *_DEFAULTS[1:])  # type: ignore[misc]
    os.environ[URL] = url


def environment() -> dict[str, str]:
    """What a program is to find in its environment, so that it uses the databases that this process does."""
    return {URL: os.environ[URL]} if ON_POSTGRES else {}


def is_there(workspace: Path) -> bool:
    """Whether a workspace has a database."""
    return exists(load({"workspace": workspace}))


def file_in(folder: Path) -> str:
    """The URL of SQLite's file in a folder: that of a backup, whatever it was made of."""
    return f"sqlite:///{folder / 'factcheck.db'}"


def copied(folder: Path, target: Path) -> Path:
    """Copy a folder that is a workspace, or holds some, with the databases of all of them; ``target`` may be there."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    if ON_POSTGRES:
        places = [folder, *(place for place in folder.rglob("*") if place.is_dir())]
        with psycopg.connect(_address(folder)) as connection:
            known = {name for (name,) in connection.execute("SELECT nspname FROM pg_namespace")}
            for place in places:
                if (name := schema_of(place)) in known:
                    _copy_schema(connection, name, schema_of(target / place.relative_to(folder)))
    return target


def _address(workspace: Path) -> str:
    url = url_of(load({"workspace": workspace}))
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _copy_schema(connection: psycopg.Connection[Any], old: str, new: str) -> None:
    connection.execute(f"DROP SCHEMA IF EXISTS {new} CASCADE; CREATE SCHEMA {new}; SET search_path = {new}")
    connection.execute((_template / STATEMENTS).read_text(encoding="utf-8").encode())
    connection.execute("SET session_replication_role = replica; DELETE FROM alembic_version")  # in whatever order
    tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [old]).fetchall()
    for (table,) in tables:
        connection.execute(f"INSERT INTO {new}.{table} SELECT * FROM {old}.{table}")
    counters = connection.execute(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s AND last_value IS NOT NULL", [old]
    ).fetchall()
    for name, last in counters:
        connection.execute("SELECT setval(%s, %s)", [f"{new}.{name}", last])


class Knife:
    """A connection that does what the program would not."""

    def __init__(self, connection: Any, placeholder: str) -> None:
        self._connection, self._placeholder = connection, placeholder

    def execute(self, statement: str, given: Sequence[Any] = ()) -> Any:
        """The cursor of a statement, with ``?`` for what it is given."""
        # Nothing is read as a placeholder where nothing is given.
        asked = [self._in_its_words(statement), tuple(given)] if given else [statement]
        return self._connection.execute(*asked)

    def executemany(self, statement: str, given: Iterable[Sequence[Any]]) -> None:
        self._connection.cursor().executemany(self._in_its_words(statement), list(given))

    def _in_its_words(self, statement: str) -> str:
        return statement if self._placeholder == "?" else statement.replace("%", "%%").replace("?", self._placeholder)

    def unguard(self) -> None:
        """Let the log be changed from now on."""
        if self._placeholder == "%s":
            return  # no trigger runs in this session
        for table in ("entries", "citations"):
            for verb in ("update", "delete"):
                self.execute(f"DROP TRIGGER {table}_no_{verb}")

    def tables(self) -> list[str]:
        """The names of all tables, those of full text with what SQLite has beside them."""
        asked = (
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            if self._placeholder == "%s"
            else "SELECT name FROM sqlite_master WHERE type = 'table'"
        )
        return [name for (name,) in self.execute(asked).fetchall()]

    def columns(self, table: str) -> list[str]:
        """The names of the columns of a table."""
        return [column[0] for column in self.execute(f"SELECT * FROM {table} LIMIT 0").description]

    def full_text(self, table: str) -> str:
        """The table that has a row for each that the full-text ``table`` holds."""
        return table if self._placeholder == "%s" else f"{table}_docsize"


@contextmanager
def opened_up(workspace: Path) -> Iterator[Knife]:
    """The database of a workspace, whichever it is; what was done is stored at the end."""
    engine = make_engine(url_of(load({"workspace": workspace})))
    on_server = engine.dialect.name == "postgresql"
    try:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            # Rows that others name may go, as whoever damages a database does not ask.
            driver.execute("SET session_replication_role = replica" if on_server else "PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
            yield Knife(driver, "%s" if on_server else "?")
            if on_server:
                driver.commit()  # type: ignore[union-attr]
    finally:
        engine.dispose()
