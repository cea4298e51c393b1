"""Items worked on by several processes, of this machine or of several, results in the order of the items.

Invariant: each item gets one result or one error of its own, wherever it was worked on. A few items are taken ahead of
the result that is awaited, never all; no worker outlives the process that started it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from factcheck.errors import FactcheckError
from factcheck.workers.serving import outcome_of, peak_bytes
from factcheck.workers.spread import HERE, LOCAL, LostError, Spread

__all__ = ["HERE", "LOCAL", "LostError", "Spread", "in_order"]

T = TypeVar("T")
R = TypeVar("R")


def _ignore(_: int) -> None:
    """Nobody wants to know."""


def in_order(
    work: Callable[[T], R],
    items: Iterable[T],
    *,
    workers: int | None = None,
    on: str = LOCAL,
    start: Callable[[], None] | None = None,
    seconds: float | None = None,
    memory: Callable[[int], None] = _ignore,
) -> Iterator[tuple[T, R | FactcheckError]]:
    """``work`` done on each of ``items``: the item with its result, or with the error that it met.

    ``workers`` and ``on`` say where, see :class:`Spread`. One worker on this machine is this process. Otherwise each is
    a process with one thread, made when there is an item for it; ``work``, ``start``, items and results then travel
    and must be what pickle takes, and Ray's nodes must have the same installation. ``start`` runs once in each worker;
    what it raises is raised here. ``items`` may be endless: they are taken in this thread, as workers get free. An item
    may take ``seconds`` (in one process only where this is its main thread). ``memory`` is told, with each result, the
    most memory in bytes that its worker has held so far.

    A FactcheckError of ``work`` is its item's result; so is one about whatever else it raises, with the traceback as a
    note. An item whose worker dies has failed; with Ray, where whole machines go, it is tried again elsewhere first.

    Raises UsageError if Ray is asked for and not installed, or cannot be joined, and LostError if its cluster is lost:
    what was handed on by then is done, and the rest is not.
    """
    spread = Spread(workers, on)
    if spread.is_here:
        return _here(work, items, start, seconds, memory)
    if on == LOCAL:
        from factcheck.workers import processes

        return processes.results(work, items, spread.workers or 1, start, seconds, memory)
    from factcheck.workers import on_ray

    return on_ray.results(work, items, spread, start, seconds, memory)


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
