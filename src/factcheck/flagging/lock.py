"""One unattended run at a time in a workspace, and among all machines that share its database.

Invariant: the lock is the system's, or the server's that has the database, never a file's: a process that ended,
however it ended, holds none. Whoever has to wait is told for whom.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from factcheck.errors import ConflictError, FactcheckError

if TYPE_CHECKING:
    from factcheck.store import Database

LOCK_FILE = "flag.lock"  # in the workspace
_PAUSE = 0.1  # seconds between two looks


class _Lock(Protocol):
    def taken(self, by: str) -> bool: ...

    def holder(self) -> str: ...

    def close(self) -> None: ...


@contextmanager
def run_lock(
    folder: Path,
    by: str,
    wait: float = 0.0,
    stop: Callable[[], bool] = lambda: False,
    database: Database | None = None,
) -> Iterator[None]:
    """Have the workspace's runs to oneself, waiting at most ``wait`` seconds for another to end, or until ``stop``.
    Where ``database`` is on a server, those of all workspaces that share it.

    Raises ConflictError if another run still goes on then, FactcheckError if the folder cannot be written.
    """
    shared = database is not None and not database.is_file
    place = database.place if database is not None and shared else str(folder)
    made: _Lock = _OnServer(database) if database is not None and shared else _InFolder(folder)
    with closing(made) as lock:
        until = time.monotonic() + wait
        while not lock.taken(by):
            if time.monotonic() >= until or stop():
                raise ConflictError(_refusal(place, lock.holder(), wait))
            time.sleep(_PAUSE)
        yield


def _refusal(place: str, who: str, waited: float) -> str:
    so_long = f" after {waited:g} s" if waited else ""
    return (
        f"{place}: another `factcheck flag` is at work here{so_long} ({who or 'which has just begun'}). Let it end and "
        "run the command again, or wait for it with --wait SECONDS."
    )


def _in_words(process: int, by: str, since: str, host: str = "") -> str:
    return f"process {process}{f' on {host}' if host else ''} of {by or 'nobody named'}, since {since}"


class _InFolder:
    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_FILE
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as problem:
            raise FactcheckError(
                f"{path}: cannot be written ({problem.strerror}). Grant it or name another workspace with --workspace."
            ) from problem
        self._file = os.fdopen(file, "r+", encoding="utf-8")

    def taken(self, by: str) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self._file.seek(0)
        self._file.truncate()
        told = {"process": os.getpid(), "by": by, "since": datetime.now(UTC).isoformat(timespec="seconds")}
        json.dump(told, self._file)
        self._file.flush()
        return True

    def holder(self) -> str:
        self._file.seek(0)
        try:
            held = json.loads(self._file.read())
            return _in_words(held["process"], held["by"], held["since"])
        except (ValueError, KeyError, TypeError):  # it has the lock and has not written yet who it is
            return ""

    def close(self) -> None:
        self._file.close()


class _OnServer:
    def __init__(self, database: Database) -> None:
        self._lock = database.run_lock()

    def taken(self, by: str) -> bool:
        return self._lock.taken(by)

    def holder(self) -> str:
        held = self._lock.holder()
        return _in_words(held.process, held.by, held.since, held.host) if held else ""

    def close(self) -> None:
        self._lock.close()
