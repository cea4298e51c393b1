"""Workers that are processes of this machine.

Invariant: a process has one thread, is made when there is an item for it, and ends with the process that made it. An
item that one dies of is not tried again: on one machine the next would die of it too.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import wait
from multiprocessing.reduction import ForkingPickler
from typing import Any

from factcheck.workers.crew import Crew, Worker, Yard
from factcheck.workers.serving import ending, name_of, serve, unexpected

_PATIENCE = 5.0  # seconds that a worker which has nothing more to do may take to end
SPAWN = multiprocessing.get_context("spawn")  # a fork would share threads' locks and an open database


def results(
    work: Callable[[Any], Any],
    items: Iterable[Any],
    workers: int,
    start: Callable[[], None] | None,
    seconds: float | None,
    memory: Callable[[int], None],
) -> Iterator[tuple[Any, Any]]:
    """As :func:`factcheck.workers.in_order`."""
    return Crew(_Processes((work, start)), workers, seconds, memory).results(items)


def started(target: Callable[..., None], *given: object) -> multiprocessing.process.BaseProcess:
    """A process of its own. Ctrl-C is for the one who started it."""
    process = SPAWN.Process(target=target, args=given, daemon=True)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


class _Process(Worker):
    """A process that has ``job``: the work and its start, pickled."""

    def __init__(self, job: bytes) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        try:
            self._process = started(serve, theirs, job)
        finally:
            theirs.close()

    def send(self, sent: bytes) -> None:
        self.pipe.send_bytes(sent)

    def said(self) -> tuple[bytes, int]:
        said: tuple[bytes, int] = self.pipe.recv()
        return said

    def ended(self) -> str:
        self._process.join(_PATIENCE)
        status = self._process.exitcode
        self.kill()
        return ending(status)

    def dismiss(self) -> None:
        self.pipe.close()  # which it finds

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


class _Processes(Yard):
    def __init__(self, job: object) -> None:
        self._job = bytes(ForkingPickler.dumps(job))

    def hire(self) -> Worker:
        return _Process(self._job)

    def heard(self, workers: Sequence[Worker], timeout: float | None) -> Iterable[Worker]:
        of_pipe: dict[Any, Worker] = {worker.pipe: worker for worker in workers if isinstance(worker, _Process)}
        return [of_pipe[pipe] for pipe in wait(of_pipe, timeout)]

    def packed(self, item: Any) -> bytes:
        return bytes(ForkingPickler.dumps(item))

    def opened(self, item: Any, said: bytes) -> Any:
        return opened(item, said)


def opened(item: object, said: bytes) -> Any:
    """What became of an item, as its worker said it."""
    try:
        return pickle.loads(said)  # noqa: S301 (of a process that this one has made)
    except Exception as strange:  # a value that can leave and not come back
        return unexpected(name_of(item), strange)
