"""Items worked on by several processes, of this machine or of several, results in the order of the items.

Invariant: each item gets one result or one error of its own, wherever it was worked on. A few items are taken ahead of
the result that is awaited, never all; no worker outlives the process that started it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from factcheck.errors import FactcheckError, UsageError
from factcheck.workers.serving import outcome_of, peak_bytes

T = TypeVar("T")
R = TypeVar("R")

LOCAL, RAY = "local", "ray"


@dataclass(frozen=True, slots=True)
class Spread:
    """Where work is done: ``on`` "local" by processes of this machine, on "ray" by the cluster that RAY_ADDRESS names
    or else one that is started here, or on the Ray cluster at an address; by so many ``workers``, with none said by
    one here and by as many as a cluster has cores. Raises UsageError for a place that is none."""

    workers: int | None = None
    on: str = LOCAL

    def __post_init__(self) -> None:
        if self.on not in (LOCAL, RAY) and not self._is_address:
            raise UsageError(
                f"on '{self.on}': work is done on '{LOCAL}', '{RAY}', or the Ray cluster at an address such as "
                "ray://head:10001 or head:6379."
            )

    @property
    def _is_address(self) -> bool:
        host, _, port = self.on.removeprefix("ray://").rpartition(":")
        return bool(host) and "/" not in host and port.isdecimal()

    @property
    def is_here(self) -> bool:
        """Whether the work is done in this very process."""
        return self.on == LOCAL and (self.workers or 1) <= 1

    @property
    def address(self) -> str | None:
        """Of the Ray cluster that is joined; None if one is started here."""
        named = os.environ.get("RAY_ADDRESS", "") if self.on == RAY else self.on
        return None if named in ("", LOCAL) else named


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

    Raises UsageError if Ray is asked for and not installed, or cannot be joined, and FactcheckError if its cluster is
    lost: what was handed on by then is done, and the rest is not.
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
