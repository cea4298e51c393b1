"""SQLite's own side of the store: engines, turns of writers, files that cannot be written, copies.

Invariant: a transaction is begun by what it is for, so that what only reads never waits and what writes takes its lock
at once; DDL is rolled back like anything else.
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

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine import Connection

from factcheck.errors import ConflictError, FactcheckError
from factcheck.store.location import has_content
from factcheck.store.plain import BUSY_TIMEOUT_MS
from factcheck.store.remedies import LONGEST_WAIT, NOT_WRITABLE, TOO_LONG

_WRITERS_FILE = "{}.writers"  # beside the database
_PAUSE = 0.004  # seconds at most between two looks whether it is a writer's turn
_NO_ROOM = "it cannot be written: no space left on the disk. Free some and run it again."


def make_engine(url: URL) -> Engine:
    """An engine with foreign keys and real transactions (DDL included)."""
    # As many connections as there are threads that ask: one that waits for another's may hold what that waits for.
    many = {"max_overflow": -1} if url.database not in (None, "", ":memory:") else {}
    return _set_up(create_engine(url, **many))


def _set_up(engine: Engine) -> Engine:
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_connection(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that DDL is rolled back too
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: upgrading a read lock later can fail without waiting.
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


# -- writers --------------------------------------------------------------------------------


@contextmanager
def turn(path: Path) -> Iterator[None]:
    """One writer at a time, in all processes.

    SQLite lets writers wait by sleeping ever longer, so that of many some never come to write. Here each looks again
    within milliseconds, and a process that is killed leaves its turn with it: the lock is the system's, not the file.
    """
    try:
        # Opened for reading: another user of the machine may have made it.
        file = os.open(path.with_name(_WRITERS_FILE.format(path.name)), os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as problem:
        raise FactcheckError(f"{path}: {NOT_WRITABLE}") from problem
    try:
        until = time.monotonic() + LONGEST_WAIT
        while not _locked(file):
            if time.monotonic() > until:
                raise ConflictError(f"{path}: {TOO_LONG}")
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


@contextmanager
def upgrade_lock(folder: Path) -> Iterator[None]:
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


# -- one that cannot be written ----------------------------------------------------------


def _is_writable(path: Path) -> bool:
    """Whether SQLite can write: it needs the file, and its folder for the write-ahead log."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def unwritable(path: Path) -> str:
    """Why a database cannot be written, in words; "" if it can, or if that is not what is wrong with it."""
    if not _is_writable(path):
        return NOT_WRITABLE
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


def reading_engine(path: Path) -> tuple[Engine, TemporaryDirectory[str] | None]:
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


# -- copies ---------------------------------------------------------------------------------


def log_ahead(engine: Engine) -> None:
    """Switch to write-ahead logging, which stays with the file. SQLite does not wait for others here."""
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = WAL")


def back_up(path: Path, target: Path) -> None:
    """Copy a database that may be in use to ``target``, whole and consistent."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
