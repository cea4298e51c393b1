"""Opening, upgrading and guarding the database.

Invariant: a database is used only at the revision this program was written for. An older
one is copied and then upgraded, a newer one is left alone, one that cannot be written is read
as it stands, and a transaction that fails for any cause leaves nothing behind.
"""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Engine, create_engine, event, exc, inspect, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import Session

from factcheck.errors import ConflictError, FactcheckError, IntegrityError, UsageError
from factcheck.settings import Settings
from factcheck.store.location import NAME_ANOTHER, has_content, path_of, url_of
from factcheck.store.plain import BUSY_TIMEOUT_MS, REVISION

_WRITERS_FILE = "{}.writers"  # beside the database
_LONGEST_WAIT = 60.0  # seconds that a writer waits for those before it
_PAUSE = 0.004  # seconds at most between two looks whether it is a writer's turn
_STORED_NOTHING = "Nothing of this step was stored"
_TOO_LONG = "another process has been writing for too long. Run the command again."
_NOT_WRITABLE = f"it cannot be written. {NAME_ANOTHER}"
_NO_ROOM = "it cannot be written: no space left on the disk. Free some and run it again."
# What SQLite says, what it is, and what the user can do.
_REMEDIES: tuple[tuple[str, type[FactcheckError], str], ...] = (
    ("disk is full", FactcheckError, f"no space left on the disk. {_STORED_NOTHING}; free some and run it again."),
    ("disk I/O error", FactcheckError, f"the disk refused a write. {_STORED_NOTHING}; check it and run it again."),
    ("readonly database", FactcheckError, _NOT_WRITABLE),
    ("unable to open database file", FactcheckError, f"it cannot be opened. {NAME_ANOTHER}"),
    ("database is locked", ConflictError, _TOO_LONG),
    ("not a database", IntegrityError, "it is not an SQLite database. Restore a backup or name another workspace."),
    ("malformed", IntegrityError, "it is damaged. Restore a backup."),
    ("append-only", IntegrityError, "the log is appended to, never edited, and nothing in it is removed."),
)


class Database:
    """A database at the right revision. Make one with :func:`open_database`."""

    def __init__(
        self,
        engine: Engine,
        *,
        unwritable: str = "",
        copy: TemporaryDirectory[str] | None = None,
        proved: tuple[str, str] = ("", ""),
    ) -> None:
        self._engine = engine
        self._proved = proved  # who writes, and by what they have proved it; "" if by nothing
        self._unwritable = unwritable  # why it cannot be written; "" where it can
        self._copy = copy  # of the database, which is read in its place as long as this is open

    @property
    def place(self) -> str:
        return _place(self._engine)

    def of_somebody(self, name: str, authenticated: str) -> Database:
        """The same database for somebody who has proved who they are, and by what ("token")."""
        return Database(self._engine, unwritable=self._unwritable, copy=self._copy, proved=(name, authenticated))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout and stores nothing.

        Raises ConflictError if the database cannot be written here and somebody else wrote it meanwhile.
        """
        before = self._last_written()
        with _explained(self.place), Session(self._engine) as session:
            yield session
        if self._last_written() != before:
            raise ConflictError(f"{self.place}: somebody wrote it while it was read. Run the command again.")

    def check_writable(self) -> None:
        """Raises FactcheckError where the database cannot be written, before any work is done for it."""
        if self._unwritable:
            raise FactcheckError(f"{self.place}: {self._unwritable}")

    def _last_written(self) -> int | None:
        """When a file that is read without locks changed last; None of any other, whose readers are kept apart."""
        return Path(self.place).stat().st_mtime_ns if self._unwritable else None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes become visible all at once at the end, or not at all. Writers wait for each other.

        Raises FactcheckError where the database cannot be written, ConflictError if others write for too long.
        """
        self.check_writable()
        engine = self._engine.execution_options(writing=True)
        with _turn(Path(self.place)), _explained(self.place), Session(engine) as session, session.begin():
            session.connection()  # takes the lock here, not at some later statement
            session.info["proved"] = self._proved
            yield session

    @contextmanager
    def claiming(self) -> Iterator[Session]:
        """As ``writing``, for what is no part of the record (leases, tables that follow from others) and locks the rows
        that it touches: on PostgreSQL it does not wait for those who write. On SQLite everybody takes turns."""
        with self.writing() as session:
            yield session

    def close(self) -> None:
        self._engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """One writer at a time, in all processes.

    SQLite lets writers wait by sleeping ever longer, so that of many some never come to write. Here each looks again
    within milliseconds, and a process that is killed leaves its turn with it: the lock is the system's, not the file.
    """
    try:
        # Opened for reading: another user of the machine may have made it.
        file = os.open(path.with_name(_WRITERS_FILE.format(path.name)), os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as problem:
        raise FactcheckError(f"{path}: {_NOT_WRITABLE}") from problem
    try:
        until = time.monotonic() + _LONGEST_WAIT
        while not _locked(file):
            if time.monotonic() > until:
                raise ConflictError(f"{path}: {_TOO_LONG}")
            time.sleep(random.uniform(0, _PAUSE))  # noqa: S311 (waiting is no secret)
        yield
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


# -- opening ----------------------------------------------------------------------------


def open_database(settings: Settings) -> Database:
    """Open the database of ``settings``, making or upgrading it first if need be.

    One that cannot be written, for want of permission, on a read-only or a full disk, is opened for reading.

    Raises FactcheckError if there is none and it cannot be made, if it would have to be upgraded and cannot, or
    if it is from a newer version; IntegrityError if the file is no database.
    """
    path = path_of(settings)
    if has_content(path) and (why := unwritable(path)):
        return _open_as_it_stands(path, why)
    _make_folder(path.parent)
    engine = make_engine(url_of(settings))
    with _explained(_place(engine)):
        # A file without content is one that somebody is making, and is not to be looked into.
        if not has_content(path) or _revision(engine) != REVISION:
            _bring_up_to_date(engine, path)
    return Database(engine)


def make_engine(url: str | URL) -> Engine:
    """An engine with foreign keys and real transactions (DDL included)."""
    try:
        address = make_url(url)
        # As many connections as there are threads that ask: one that waits for another's may hold what that waits for.
        many = {"max_overflow": -1} if address.database not in (None, "", ":memory:") else {}
        engine = create_engine(address, **many)
    except (exc.ArgumentError, exc.NoSuchModuleError, ModuleNotFoundError) as problem:
        raise UsageError(f"database URL {str(url)!r}: {problem}. Write sqlite:///PATH.") from problem
    return _set_up(engine)


def _set_up(engine: Engine) -> Engine:
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
    except (exc.DBAPIError, sqlite3.Error) as problem:  # the driver's own where it copies whole databases
        words = str(problem.orig if isinstance(problem, exc.DBAPIError) else problem)
        for fragment, error, remedy in _REMEDIES:
            if fragment in words:
                raise error(f"{place}: {remedy}") from problem
        raise


# -- one that cannot be written ----------------------------------------------------------


def _is_writable(path: Path) -> bool:
    """Whether SQLite can write: it needs the file, and its folder for the write-ahead log."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def unwritable(path: Path) -> str:
    """Why a database cannot be written, in words; "" if it can, or if that is not what is wrong with it."""
    if not _is_writable(path):
        return _NOT_WRITABLE
    # To read a database that may be written, SQLite makes a file beside it, for which a full disk has no room.
    return _NO_ROOM if _has_no_room(f"{path.absolute().as_uri()}?mode=rw") else ""


def _has_no_room(address: str) -> bool:
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as problem:
        return any(words in str(problem) for words in ("disk I/O error", "disk is full", "unable to open"))
    return False


def _open_as_it_stands(path: Path, why: str) -> Database:
    engine, copy = _reading_engine(path)
    with _explained(str(path)):
        found = _revision(engine)
    if found != REVISION:
        _refuse_newer(path, found)
        raise FactcheckError(
            f"{path}: made by an older version of factcheck (revision {found}, this one needs {REVISION}), and it "
            f"cannot be upgraded because {why}"
        )
    return Database(engine, unwritable=why, copy=copy)


def _reading_engine(path: Path) -> tuple[Engine, TemporaryDirectory[str] | None]:
    address, copy = reading_address(path)
    return _engine_at(path, address), copy


def reading_address(path: Path) -> tuple[str, TemporaryDirectory[str] | None]:
    """Where to read a database that cannot be written, without leaving anything beside it; and the folder of a copy
    that is read in its place, if need be.

    Without a write-ahead log the file is whole, and is read as one that does not change. Others who may write have a
    log open beside it, which is read with it; where nobody has, SQLite would have to write to read it, and a copy of
    both is read.
    """
    log = path.with_name(f"{path.name}-wal")
    if not has_content(log):
        return f"{path.absolute().as_uri()}?immutable=1", None
    address = f"{path.absolute().as_uri()}?mode=ro"
    if not _has_no_room(address):
        return address, None
    copy = TemporaryDirectory(prefix="factcheck-", ignore_cleanup_errors=True)
    for file in (path, log):
        shutil.copyfile(file, Path(copy.name) / file.name)
    return (Path(copy.name) / path.name).as_uri(), copy


def _engine_at(path: Path, address: str) -> Engine:
    """An engine for ``address``, which says of itself that it reads ``path``."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, check_same_thread=False)

    return _set_up(create_engine(URL.create("sqlite", database=str(path)), creator=connect, max_overflow=-1))


# -- making and upgrading ----------------------------------------------------------------


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
        found = _revision(engine) if has_content(path) else None  # another process may have done it meanwhile
        _refuse_newer(path, found)
        if found is not None and found != REVISION:
            back_up(path, path.with_name(f"{path.name}.{found}.bak"))
        if found != REVISION:
            _log_ahead(engine)
            migrations.upgrade(engine)


def _refuse_newer(path: Path, found: str | None) -> None:
    from factcheck.store import migrations

    if found is not None and found not in migrations.known():
        raise FactcheckError(
            f"{path}: made by a newer version of factcheck (revision {found}, this one knows {REVISION}). "
            "Nothing was changed; upgrade factcheck."
        )


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
