"""A crew: who works on which item, and which result is due.

Invariant: each item gets one result or one error, and they are handed on in the order of the items. A worker that dies
or takes too long is replaced; the item that it had fails, or is tried again as often as its kind of worker allows. What
a worker is – a process of this machine, an actor of a cluster – is a ``Yard``'s.
"""

from __future__ import annotations

import pickle
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from factcheck.errors import FactcheckError
from factcheck.workers.serving import died, name_of, too_long, unexpected

T = TypeVar("T")

AHEAD = 4  # items for each worker that are taken before the first of their results is handed on
_STARTS = 3  # workers in a row that may die before they are ready


@dataclass(eq=False)
class Task(Generic[T]):
    """An item, and what became of it; ``tries`` is how often a worker had it."""

    item: T
    outcome: Any = None
    over: bool = False
    tries: int = 0

    def end(self, outcome: object) -> None:
        self.outcome, self.over = outcome, True


class Worker(ABC):
    """One that works on an item at a time. It is ready once it has said so."""

    ready = False
    task: Task[Any] | None = None
    until = float("inf")  # by the monotonic clock: when it has taken too long

    @abstractmethod
    def send(self, sent: bytes) -> None:
        """Hand it an item. Raises OSError if it has died, which is heard from it as well."""

    @abstractmethod
    def said(self) -> tuple[bytes, int]:
        """What it has to say, pickled, and the most memory it has held, in bytes: first None or the FactcheckError
        that its start met, then the outcome of each item. Raises EOFError or OSError if it has died."""

    @abstractmethod
    def ended(self) -> str:
        """How it ended, in words; if it has not, it does now."""

    @abstractmethod
    def dismiss(self) -> None:
        """There is nothing more to do: it ends soon."""

    @abstractmethod
    def kill(self) -> None:
        """It ends now, whatever it has at hand."""


class Yard(ABC):
    """Where workers of a kind come from. An item is given to ``tries`` of them, if they die of it."""

    tries = 1

    @abstractmethod
    def hire(self) -> Worker: ...

    @abstractmethod
    def heard(self, workers: Sequence[Worker], timeout: float | None) -> Iterable[Worker]:
        """Those that have something to say or have died; none after ``timeout`` seconds. May raise FactcheckError
        where nobody will ever say anything."""

    @abstractmethod
    def packed(self, item: Any) -> bytes:
        """An item as it travels. Whatever this raises is the item's error."""

    @abstractmethod
    def opened(self, item: Any, said: bytes) -> Any:
        """The outcome of an item, as it is handed on."""


class Crew:
    """At most ``size`` workers of one yard."""

    def __init__(self, yard: Yard, size: int, seconds: float | None, memory: Callable[[int], None]) -> None:
        self._yard, self._size, self._seconds, self._memory = yard, size, seconds, memory
        self._workers: list[Worker] = []
        self._asked: deque[Task[Any]] = deque()  # whose result was not handed on yet, in the order of the items
        self._waiting: deque[Task[Any]] = deque()  # that no worker has yet
        self._failed_starts = 0

    def results(self, items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        """Each item with its outcome."""
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
            task = Task(item)
            self._asked.append(task)
            self._waiting.append(task)
            return True
        return False

    def _hand_out(self) -> None:
        for worker in self._workers:
            while self._waiting and worker.ready and worker.task is None:
                self._begin(worker, self._waiting.popleft())
        free = sum(worker.task is None for worker in self._workers)
        if len(self._waiting) > free and len(self._workers) < self._size:
            self._workers.append(self._yard.hire())

    def _begin(self, worker: Worker, task: Task[Any]) -> None:
        """Hand on an item; one that cannot travel fails."""
        try:
            sent = self._yard.packed(task.item)
        except Exception as problem:
            task.end(problem if isinstance(problem, FactcheckError) else unexpected(name_of(task.item), problem))
            return
        worker.task, task.tries = task, task.tries + 1
        worker.until = time.monotonic() + self._seconds if self._seconds is not None else float("inf")
        try:
            worker.send(sent)
        except OSError:
            return  # it has died meanwhile, and is heard to have

    def _listen(self) -> None:
        """Until a worker says something, dies, or has taken too long."""
        soonest = min((worker.until for worker in self._workers), default=float("inf"))
        timeout = None if soonest == float("inf") else max(0.0, soonest - time.monotonic())
        heard = set(self._yard.heard(self._workers, timeout)) if self._workers else set()
        for worker in list(self._workers):
            if worker in heard:
                self._hear(worker)
            elif worker.task is not None and worker.until <= time.monotonic():
                worker.task.end(too_long(worker.task.item, self._seconds))
                self._workers.remove(worker)
                worker.kill()

    def _hear(self, worker: Worker) -> None:
        try:
            said, peak = worker.said()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if not worker.ready:
            problem = pickle.loads(said)  # noqa: S301 (of a process that this program has made)
            if problem is not None:
                raise problem
            worker.ready, self._failed_starts = True, 0
            return
        task, worker.task, worker.until = worker.task, None, float("inf")
        self._memory(peak)
        if task is not None:
            task.end(self._yard.opened(task.item, said))

    def _bury(self, worker: Worker) -> None:
        self._workers.remove(worker)
        how = worker.ended()
        if worker.task is None:
            self._failed_starts += not worker.ready
            if self._failed_starts >= _STARTS:
                raise FactcheckError(f"no worker could start ({how}). Try fewer workers, or one.")
        elif worker.task.tries < self._yard.tries:
            self._waiting.appendleft(worker.task)
        else:
            worker.task.end(died(worker.task.item, how))
