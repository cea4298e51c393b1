"""One unattended run at a time in a workspace.

Invariant: the lock is the system's, not the file's: a process that ended, however it ended, holds none. Whoever has to
wait is told for whom.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from factcheck.errors import ConflictError, FactcheckError

LOCK_FILE = "flag.lock"  # in the workspace
_PAUSE = 0.1  # seconds between two looks


@contextmanager
def run_lock(folder: Path, by: str, wait: float = 0.0, stop: Callable[[], bool] = lambda: False) -> Iterator[None]:
    """Have the workspace's runs to oneself, waiting at most ``wait`` seconds for another to end, or until ``stop``.

    Raises ConflictError if another run still goes on then, FactcheckError if the folder cannot be written.
    """
    path = folder / LOCK_FILE
    try:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666), "r+", encoding="utf-8")
    except OSError as problem:
        raise FactcheckError(
            f"{path}: cannot be written ({problem.strerror}). Grant it or name another workspace with --workspace."
        ) from problem
    with file:
        until = time.monotonic() + wait
        while not _taken(file):
            if time.monotonic() >= until or stop():
                raise ConflictError(_who_has(file, folder, wait))
            time.sleep(_PAUSE)
        file.seek(0)
        file.truncate()
        json.dump({"process": os.getpid(), "by": by, "since": datetime.now(UTC).isoformat(timespec="seconds")}, file)
        file.flush()
        yield


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _who_has(file: IO[str], folder: Path, waited: float) -> str:
    file.seek(0)
    try:
        held = json.loads(file.read())
        who = f"process {held['process']} of {held['by'] or 'nobody named'}, since {held['since']}"
    except (ValueError, KeyError, TypeError):  # it has the lock and has not written yet who it is
        who = "which has just begun"
    so_long = f" after {waited:g} s" if waited else ""
    return (
        f"{folder}: another `factcheck flag` is at work here{so_long} ({who}). Let it end and run the command again, "
        "or wait for it with --wait SECONDS."
    )
