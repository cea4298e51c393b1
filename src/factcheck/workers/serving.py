"""What a worker does, and what is said where it could not: one item to its result or its error.

Invariant: whatever work raises is a FactcheckError about the item; a worker has one thread, heeds no Ctrl-C, which is
for the one who started it, and ends with that one, however that ended.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, TypeVar

from factcheck.errors import FactcheckError

T = TypeVar("T")
R = TypeVar("R")

# What onnxruntime, OpenMP, BLAS and torch read when they are imported, and ``settings.cores``.
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)


def outcome_of(work: Callable[[T], R], item: T, seconds: float | None = None) -> R | FactcheckError:
    try:
        with _limited(seconds):
            return work(item)
    except FactcheckError as problem:
        return problem
    except _OutOfTime:
        return too_long(item, seconds)
    except Exception as problem:
        return unexpected(name_of(item), problem)


def peak_bytes() -> int:
    """The most memory, in bytes, that this process has held at a time."""
    with contextlib.suppress(OSError, StopIteration, ValueError):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("VmHWM:")).split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


# -- what is said ---------------------------------------------------------------------------


def name_of(item: object) -> str:
    """What an item is called: by the place where it stands, if it has one."""
    name = str(getattr(item, "place", None) or item)
    return name if len(name) <= 200 else f"{name[:199]}…"


def unexpected(name: str, problem: BaseException) -> FactcheckError:
    said = f"{type(problem).__name__}: {problem}".removesuffix(": ")
    told = FactcheckError(f"{name}: an error that factcheck does not expect ({said}). Leave it out and report this.")
    told.add_note("".join(traceback.format_exception(problem)))
    return told


def too_long(item: object, seconds: float | None) -> FactcheckError:
    return FactcheckError(
        f"{name_of(item)}: takes more than the {seconds:g} seconds allowed. Allow more, or hand in a part of it."
    )


def died(item: object, how: str) -> FactcheckError:
    return FactcheckError(
        f"{name_of(item)}: the process that worked on it ended ({how}). "
        "Run it again with fewer workers; if it ends so again, leave it out and report this."
    )


def ending(status: int | None) -> str:
    if status is None or status >= 0:
        return f"exit {status}"
    name = signal.Signals(-status).name
    return f"{name}; the system kills so when memory runs out" if status == -signal.SIGKILL else name


# -- in this process ------------------------------------------------------------------------


class _OutOfTime(BaseException):
    """No Exception, so that work which catches those does not catch this."""


@contextlib.contextmanager
def _limited(seconds: float | None) -> Iterator[None]:
    """Raises _OutOfTime in what takes longer, in the main thread; no other can be interrupted."""
    if seconds is None or threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# -- in the worker --------------------------------------------------------------------------


def serve(pipe: Connection, job: bytes) -> None:
    """Do ``job`` for each item that comes, until no more can."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the item at hand is finished; who started it ends it otherwise
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    end_with_parent()
    with contextlib.suppress(EOFError, OSError):  # whoever listened is gone
        work, said = begun(job)
        pipe.send((said, peak_bytes()))
        while work is not None:
            pipe.send((answered(work, pipe.recv_bytes()), peak_bytes()))


def begun(job: bytes) -> tuple[Callable[[Any], Any] | None, bytes]:
    """The work of a job that was started in this process, which it is to have to itself, and what is said of that:
    None or the FactcheckError that starting met, pickled."""
    os.environ.update(_ONE_THREAD)
    try:
        work, start = pickle.loads(job)  # noqa: S301 (of the process that made this one)
        if start is not None:
            start()
    except Exception as problem:
        told = problem if isinstance(problem, FactcheckError) else unexpected("a worker", problem)
        return None, pickle.dumps(told)
    return work, pickle.dumps(None)


def answered(work: Callable[[Any], Any], asked: bytes) -> bytes:
    """The outcome of an item; both are pickled."""
    name = "an item"
    try:
        item = pickle.loads(asked)  # noqa: S301
        name = name_of(item)
        return bytes(ForkingPickler.dumps(outcome_of(work, item)))
    except Exception as problem:  # what cannot travel
        return pickle.dumps(unexpected(name, problem))


def end_with_parent() -> None:
    """Have this process end when the one that made it does, however that ends."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # a pipe that the system closes, however the parent ended
        os.kill(os.getpid(), signal.SIGKILL)
