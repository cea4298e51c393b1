"""Answers that are kept until the database changes, for a program that is asked the same by many.

Invariant: an answer is at least as new as the state of the database when it was asked for, but for what the clock
changes (leases that run out), which is seen ``SECONDS`` later at most.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, NamedTuple, Protocol, TypeVar

SECONDS = 5.0
_MOST = 500  # answers

T = TypeVar("T")


class Versions(Protocol):
    """What tells whether a database was changed: ``plain.Connections`` of a file, ``listening.Listener`` on a
    server."""

    def version(self) -> int | None:
        """A number that is another one once somebody has changed the database; None where that cannot be known."""


class _Answer(NamedTuple):
    version: int
    made: float
    value: Any


class Answers:
    """Whoever asks gives a key that says all that the answer depends on, beside the database. Of those who ask the same
    at a time one finds out, and the others wait for that."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._answers: dict[Hashable, _Answer] = {}
        self._finding: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, find: Callable[[], T]) -> T:
        """The answer to ``key``, which ``find`` finds. It is shared, and nobody may change it."""
        version = self._versions.version()  # before it is read: what is read then may be newer, and not older
        if version is None:
            return find()
        known = self._known(key, version)
        if known is None:
            with self._finding.setdefault(key, Lock()):
                known = self._known(key, version) or self._found(key, version, find)
        value: T = known.value
        return value

    def _found(self, key: Hashable, version: int, find: Callable[[], T]) -> _Answer:
        made = time.monotonic()
        answer = _Answer(version, made, find())
        if len(self._answers) >= _MOST:
            self._answers.clear()
            self._finding.clear()
        self._answers[key] = answer
        return answer

    def _known(self, key: Hashable, version: int) -> _Answer | None:
        known = self._answers.get(key)
        valid = known is not None and known.version == version and time.monotonic() - known.made < SECONDS
        return known if valid else None
