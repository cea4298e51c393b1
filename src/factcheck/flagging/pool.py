"""Items worked on by several processes, results in the order of the items.

Invariant: each item gets one result or one error of its own. A worker that dies or takes too long fails the item that
it had, and is replaced; a few items are taken ahead of the result that is awaited, never all; and no worker outlives
the process that started it. Whatever else is to spread the work, over several machines say, keeps to ``in_order``.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeVar

from factcheck.errors import FactcheckError
from factcheck.flagging.worker import died, ending, name_of, outcome_of, peak_bytes, serve, too_long, unexpected

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4  # items for each worker that are taken before the first of their results is handed on
_STARTS = 3  # workers in a row that may die before they are ready
_PATIENCE = 5.0  # seconds that a worker which has nothing more to do may take to end
_SPAWN = multiprocessing.get_context("spawn")  # a fork would share threads' locks and an open database


def _ignore(_: int) -> None:
    """Nobody wants to know."""


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int,
    start: Callable[[], None] | None = None,
    seconds: float | None = None,
    memory: Callable[[int], None] = _ignore,
) -> Iterator[tuple[T, R | FactcheckError]]:
    """``work`` done on each of ``items``: the item with its result, or with the error that it met.

    With one worker that is this process. With more, each is a process with one thread, made when there is an item for
    it; ``work``, ``start``, items and results then travel and must be what pickle takes. ``start`` runs once in each
    worker; what it raises is raised here. ``items`` may be endless: they are taken in this thread, as workers get free.
    An item may take ``seconds`` (in one process only where this is its main thread). ``memory`` is told, with each
    result, the most memory in bytes that its worker has held so far.

    A FactcheckError of ``work`` is its item's result; so is one about whatever else it raises, with the traceback as a
    note.
    """
    if workers <= 1:
        return _here(work, items, start, seconds, memory)
    return _Crew(workers, ForkingPickler.dumps((work, start)), seconds, memory).results(items)


def _here(
    work: Callable[[T], R],
    items: Iterable[T],
    start: Callable[[], None] | None,
    seconds: float | None,
    memory: Callable[[int], None],
) -> Iterator[tuple[T, R | FactcheckError]]:
    if start is not None:
        start()
    for item in items:
        outcome = outcome_of(work, item, seconds)
        memory(peak_bytes())
        yield item, outcome


# -- a process of its own -------------------------------------------------------------------


@dataclass(eq=False)
class _Task(Generic[T]):
    item: T
    outcome: Any = None
    over: bool = False

    def end(self, outcome: object) -> None:
        self.outcome, self.over = outcome, True


class _Worker:
    """A process that has ``job``: the work and its start, pickled. It is ready once it has said so."""

    def __init__(self, job: bytes | memoryview) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.ready = False
        self.task: _Task[Any] | None = None
        self.until = float("inf")
        self._process = _SPAWN.Process(target=serve, args=(theirs, bytes(job)), daemon=True)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for the one who started it
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            theirs.close()

    def begin(self, task: _Task[Any], seconds: float | None) -> None:
        """Hand on an item; one that cannot travel fails."""
        try:
            sent = ForkingPickler.dumps(task.item)
        except Exception as problem:
            task.end(unexpected(name_of(task.item), problem))
            return
        self.task = task
        self.until = time.monotonic() + seconds if seconds is not None else float("inf")
        with contextlib.suppress(OSError):  # a worker that has died meanwhile: its pipe says so when it is read
            self.pipe.send_bytes(sent)

    def ended(self) -> int | None:
        """Wait a little until it has ended, which ends it otherwise; its exit status, a signal as a negative number."""
        self._process.join(_PATIENCE)
        status = self._process.exitcode
        self.kill()
        return status

    def dismiss(self) -> None:
        """There is nothing more to do: it ends when it finds its pipe closed."""
        self.pipe.close()

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


class _Crew:
    """At most ``size`` workers with one job."""

    def __init__(
        self, size: int, job: bytes | memoryview, seconds: float | None, memory: Callable[[int], None]
    ) -> None:
        self._size, self._job, self._seconds, self._memory = size, job, seconds, memory
        self._workers: list[_Worker] = []
        self._asked: deque[_Task[Any]] = deque()  # whose result was not handed on yet, in the order of the items
        self._waiting: deque[_Task[Any]] = deque()  # that no worker has yet
        self._failed_starts = 0

    def results(self, items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        source, more, whole = iter(items), True, False
        try:
            while more or self._asked:
                while self._asked and self._asked[0].over:
                    task = self._asked.popleft()
                    yield task.item, task.outcome
                if more and self._may_take():
                    more = self._take(source)
                    self._hand_out()
                elif self._asked:
                    self._listen()
                    self._hand_out()
            whole = True
        finally:
            for worker in self._workers if whole else ():
                worker.dismiss()
            for worker in self._workers:
                worker.ended() if whole else worker.kill()

    def _may_take(self) -> bool:
        free = self._size - sum(worker.task is not None for worker in self._workers)
        return len(self._waiting) < free and len(self._asked) < AHEAD * self._size

    def _take(self, source: Iterator[Any]) -> bool:
        """Whether there was another item."""
        for item in source:
            task = _Task(item)
            self._asked.append(task)
            self._waiting.append(task)
            return True
        return False

    def _hand_out(self) -> None:
        for worker in self._workers:
            while self._waiting and worker.ready and worker.task is None:
                worker.begin(self._waiting.popleft(), self._seconds)
        free = sum(worker.task is None for worker in self._workers)
        if len(self._waiting) > free and len(self._workers) < self._size:
            self._workers.append(_Worker(self._job))

    def _listen(self) -> None:
        """Until a worker says something, dies, or has taken too long."""
        soonest = min((worker.until for worker in self._workers), default=float("inf"))
        timeout = None if soonest == float("inf") else max(0.0, soonest - time.monotonic())
        heard = wait([worker.pipe for worker in self._workers], timeout) if self._workers else []
        for worker in list(self._workers):
            if worker.pipe in heard:
                self._hear(worker)
            elif worker.task is not None and worker.until <= time.monotonic():
                worker.task.end(too_long(worker.task.item, self._seconds))
                self._workers.remove(worker)
                worker.kill()

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.pipe.recv_bytes()
        except (EOFError, OSError):
            self._bury(worker)
            return
        problem, outcome, peak = _opened(said, worker)
        if not worker.ready:
            if problem is not None:
                raise problem
            worker.ready, self._failed_starts = True, 0
            return
        task, worker.task, worker.until = worker.task, None, float("inf")
        self._memory(peak)
        if task is not None:
            task.end(problem or outcome)

    def _bury(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        status = worker.ended()
        if worker.task is not None:
            worker.task.end(died(worker.task.item, status))
        elif not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise FactcheckError(f"no worker could start ({ending(status)}). Try fewer workers, or one.")


def _opened(said: bytes, worker: _Worker) -> tuple[FactcheckError | None, Any, int]:
    try:
        problem, outcome, peak = pickle.loads(said)  # noqa: S301 (of a process that this one has made)
    except Exception as strange:  # a value that can leave and not come back
        return unexpected(name_of(worker.task.item if worker.task else "a worker"), strange), None, 0
    return problem, outcome, peak
