"""Opening, upgrading and guarding the database.

Invariant: a database is used only at the revision this program was written for. An older
one is copied and then upgraded, a newer one is left alone, and a transaction that fails for
any cause leaves nothing behind.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, event, exc, inspect, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import Session

from factcheck.errors import ConflictError, FactcheckError, IntegrityError, UsageError
from factcheck.settings import Settings
from factcheck.store.plain import BUSY_TIMEOUT_MS, REVISION

_STORED_NOTHING = "Nothing of this step was stored"
_NAME_ANOTHER = "Make the workspace writable or name another with --workspace."
# What SQLite says, what it is, and what the user can do.
_REMEDIES: tuple[tuple[str, type[FactcheckError], str], ...] = (
    ("disk is full", FactcheckError, f"no space left on the disk. {_STORED_NOTHING}; free some and run it again."),
    ("disk I/O error", FactcheckError, f"the disk refused a write. {_STORED_NOTHING}; check it and run it again."),
    ("readonly database", FactcheckError, f"it cannot be written. {_NAME_ANOTHER}"),
    ("unable to open database file", FactcheckError, f"it cannot be opened for writing. {_NAME_ANOTHER}"),
    ("database is locked", ConflictError, "another process has been writing for too long. Run the command again."),
    ("not a database", IntegrityError, "it is not an SQLite database. Restore a backup or name another workspace."),
    ("malformed", IntegrityError, "it is damaged. Restore a backup."),
    ("append-only", IntegrityError, "decisions are appended, never edited or removed."),
)


class Database:
    """A database at the right revision. Make one with :func:`open_database`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def place(self) -> str:
        return _place(self._engine)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout and stores nothing."""
        with _explained(self.place), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes become visible all at once at the end, or not at all."""
        engine = self._engine.execution_options(writing=True)
        with _explained(self.place), Session(engine) as session, session.begin():
            session.connection()  # takes the lock here, not at some later statement
            yield session

    def close(self) -> None:
        self._engine.dispose()


def open_database(settings: Settings) -> Database:
    """Open the database of ``settings``, making or upgrading it first if need be.

    Raises FactcheckError if the workspace cannot be written or the database is from a newer
    version, IntegrityError if the file is no database.
    """
    engine = make_engine(settings.database)
    if engine.dialect.name != "sqlite":
        raise UsageError(
            f"{_place(engine)}: this version stores in SQLite only. Use a URL that starts with sqlite:///."
        )
    if engine.url.database in (None, "", ":memory:"):
        raise UsageError("a database in memory would forget every decision. Name a file: sqlite:///PATH.")
    path = Path(str(engine.url.database))
    _make_folder(path.parent)
    with _explained(_place(engine)):
        # A file without content is one that somebody is making, and is not to be looked into.
        if not _has_content(path) or _revision(engine) != REVISION:
            _bring_up_to_date(engine, path)
    return Database(engine)


def make_engine(url: str) -> Engine:
    """An engine with foreign keys and real transactions (DDL included)."""
    try:
        engine = create_engine(make_url(url))
    except (exc.ArgumentError, exc.NoSuchModuleError, ModuleNotFoundError) as problem:
        raise UsageError(f"database URL {url!r}: {problem}. Write sqlite:///PATH.") from problem
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that DDL is rolled back too
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: upgrading a read lock later can fail without waiting.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _place(engine: Engine) -> str:
    return engine.url.database or engine.url.render_as_string(hide_password=True)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise FactcheckError(
            f"{folder}: the workspace cannot be made ({problem.strerror}). Name another with --workspace."
        ) from problem


@contextmanager
def _explained(place: str) -> Iterator[None]:
    try:
        yield
    except exc.DBAPIError as problem:
        words = str(problem.orig)
        for fragment, error, remedy in _REMEDIES:
            if fragment in words:
                raise error(f"{place}: {remedy}") from problem
        raise


def _revision(engine: Engine) -> str | None:
    """The revision of the database, or None if it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            if inspect(connection).get_table_names():
                raise FactcheckError(
                    f"{_place(engine)}: a database, but not one of factcheck's. Name another workspace."
                )
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    from factcheck.store import migrations

    with _lock(path.parent):
        found = _revision(engine) if _has_content(path) else None  # another process may have done it meanwhile
        if found is not None and found not in migrations.known():
            raise FactcheckError(
                f"{path}: made by a newer version of factcheck (revision {found}, this one knows {REVISION}). "
                "Nothing was changed; upgrade factcheck."
            )
        if found is not None and found != REVISION:
            back_up(path, path.with_name(f"{path.name}.{found}.bak"))
        if found != REVISION:
            _log_ahead(engine)
            migrations.upgrade(engine)


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _log_ahead(engine: Engine) -> None:
    """Switch to write-ahead logging, which stays with the file. SQLite does not wait for others here."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


def back_up(path: Path, target: Path) -> None:
    """Copy a database that may be in use to ``target``, whole and consistent."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """One process at a time makes or upgrades a workspace's database."""
    try:
        file = (folder / ".upgrade.lock").open("w")
    except OSError as problem:
        raise FactcheckError(
            f"{folder}: the workspace cannot be written ({problem.strerror}). Name another with --workspace."
        ) from problem
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
