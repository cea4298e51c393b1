"""Rows by SQL text, from a session or without SQLAlchemy.

Invariant: what is read is one state of the database, and no function here writes. Importing SQLAlchemy takes longer
than showing a claim or making a report, so what these need is read by statements that run on the driver as well.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from threading import Lock
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

from factcheck.errors import IntegrityError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from factcheck.settings import Settings

    Source = Session | sqlite3.Connection

REVISION = "0016"  # the newest in db/versions; a test compares the two
UNFINISHED = f"{REVISION} unfinished"  # in the place of a revision: of a copy that is not whole yet (see ``copying``)
NAME_ANOTHER = "Make the workspace writable or name another with --workspace."
DATABASE_FILE = "factcheck.db"  # in the workspace, unless the settings say another place
BUSY_TIMEOUT_MS = 15_000
_KEPT = 16  # connections that nobody uses just now
MOST_PARAMETERS = 500  # ids in one IN (…)

Error = sqlite3.Error
Item = TypeVar("Item")
Row = Any
"""A row, its columns by name."""

# A column that is named "blocks/json" in a statement is called blocks in its rows, and decoded.
_DECODERS: dict[str, Callable[[Any], Any]] = {
    "json": lambda value: json.loads(value) if isinstance(value, str) else value,
    "date": lambda value: date.fromisoformat(value) if isinstance(value, str) else value,
    "bool": bool,
}


def rows(source: Source, statement: str, **given: object) -> list[Row]:
    """What ``statement`` finds. A sequence in ``given`` fills an ``IN :name``."""
    if isinstance(source, sqlite3.Connection):
        cursor = source.execute(*_expanded(statement, given))
        names, found = [column[0] for column in cursor.description], cursor.fetchall()
    else:
        from sqlalchemy import bindparam, text

        many = [name for name, value in given.items() if isinstance(value, list | tuple)]
        asked = text(statement).bindparams(*[bindparam(name, expanding=True) for name in many])
        result = source.execute(asked, given)
        names, found = list(result.keys()), list(result)
    columns = [name.partition("/") for name in names]
    coded = [(number, _DECODERS[kind]) for number, (_, _, kind) in enumerate(columns) if kind]
    plain = [name for name, _, _ in columns]
    return [_row(plain, list(row), coded) for row in found]


def _row(names: Sequence[str], row: list[Any], coded: Sequence[tuple[int, Callable[[Any], Any]]]) -> Row:
    for number, decode in coded:
        row[number] = decode(row[number])
    return SimpleNamespace(**dict(zip(names, row, strict=True)))


def _expanded(statement: str, given: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {}
    for name, value in given.items():
        if not isinstance(value, list | tuple):
            values[name] = value
            continue
        places = {f"{name}_{number}": one for number, one in enumerate(value)}
        statement = statement.replace(f"IN :{name}", f"IN ({', '.join(f':{place}' for place in places)})")
        values |= places
    return statement, values


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """``items`` in pieces that fit into one IN (…): databases limit the parameters of a statement."""
    for start in range(0, len(items), MOST_PARAMETERS):
        yield items[start : start + MOST_PARAMETERS]


def matrix(stored: Sequence[bytes], dimension: int) -> NDArray[np.float32]:
    """Stored vectors as the rows of an array. Raises IntegrityError if one is longer or shorter than ``dimension``."""
    import numpy as np

    if any(len(vector) != 2 * dimension for vector in stored):
        raise IntegrityError("A stored vector has the wrong length. Restore the database from a backup.")
    return np.frombuffer(b"".join(stored), "<f2").reshape(len(stored), dimension).astype(np.float32)


@contextmanager
def opened(settings: Settings) -> Iterator[sqlite3.Connection | None]:
    """The workspace's own database for reading. None where it takes more than to open it: where there is none, where
    it must be upgraded or cannot be written, where another is named, or where something is wrong with it."""
    file = settings.workspace / DATABASE_FILE
    if not _is_usable(settings, file):
        yield None
        return
    with closing(_connected(file)) as connection:
        yield connection if _is_current(connection) else None


class Connections:
    """Connections for reading that are kept open, for a program that reads often and in several threads.

    Opening one costs as much as a dozen short statements. Each is used by one thread at a time, and none is used for
    another file than the one that it was opened for, if that was replaced.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free: deque[tuple[tuple[int, int], sqlite3.Connection]] = deque()
        self._watch = Lock()
        self._watching: tuple[tuple[int, int], sqlite3.Connection] | None = None

    def version(self) -> int | None:
        """A number that is another one once somebody has changed the database; None where that cannot be known."""
        file = self._settings.workspace / DATABASE_FILE
        with self._watch, suppress(OSError, sqlite3.Error):
            if self._settings.database_url:
                return None
            place = _place(file)
            if self._watching is None or self._watching[0] != place:
                self._stop_watching()
                self._watching = place, _connected(file)
            (number,) = self._watching[1].execute("PRAGMA data_version").fetchone()
            return hash((place, number))
        return None

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection | None]:
        """As the function ``opened``, with a connection that was used before if one is free."""
        file = self._settings.workspace / DATABASE_FILE
        if not _is_usable(self._settings, file):
            yield None
            return
        place = _place(file)
        connection = self._taken(place) or _connected(file)
        whole = False
        try:
            yield connection if _is_current(connection) else None
            if connection.in_transaction:
                connection.execute("ROLLBACK")  # what was read is one state; the next reader sees another
            whole = True
        finally:
            if whole and len(self._free) < _KEPT:
                self._free.append((place, connection))
            else:
                connection.close()

    def close(self) -> None:
        """Close those that nobody uses just now."""
        with self._watch:
            self._stop_watching()
        while self._free:
            self._free.pop()[1].close()

    def _stop_watching(self) -> None:
        if self._watching is not None:
            self._watching[1].close()
            self._watching = None

    def _taken(self, place: tuple[int, int]) -> sqlite3.Connection | None:
        while True:
            try:
                opened_at, connection = self._free.pop()
            except IndexError:
                return None
            if opened_at == place:
                return connection
            connection.close()


def _place(file: Path) -> tuple[int, int]:
    """Which file it is, whatever it is called."""
    found = file.stat()
    return found.st_dev, found.st_ino


def _is_usable(settings: Settings, file: Path) -> bool:
    writable = not settings.database_url and os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    return writable and file.stat().st_size > 0


def _connected(file: Path) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def _is_current(connection: sqlite3.Connection) -> bool:
    """Whether the database is at this program's revision; a transaction is open then."""
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("BEGIN")
        return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(REVISION,)]
    except sqlite3.Error:
        return False
