"""The engines that tests/index/test_index_contract.py asks the same of.

An engine is a context in a folder of its own. It gives a function that brings it to hold exactly the vectors that it
is told, adding, removing and adding again what was removed, and answers with the index of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import numpy as np
import pgvector_engine
from numpy.typing import NDArray

from factcheck.domain import Index
from factcheck.index.opening import SIZES, Followed, Sizes, open_index

Rows = Mapping[int, NDArray[np.float16]]
Bring = Callable[[Rows], Index]
Engine = Callable[[Path], AbstractContextManager[Bring]]

MODEL = "some-model:int8-1:0123456789ab"


class Vectors:
    """What a database holds: a unit vector for each key, and what of that changed. Counts what it is asked for."""

    def __init__(self, rows: Rows | None = None) -> None:
        self.rows: dict[int, NDArray[np.float16]] = dict(rows or {})
        self.waiting: set[int] = set()  # keys that are wanted and have no vector yet
        self.asked = self.listed = 0  # vectors fetched, and how often all keys were read
        self._states: list[frozenset[int]] = []

    @property
    def keys(self) -> frozenset[int]:
        return frozenset(self.rows) | self.waiting

    def state(self) -> str:
        if not self._states or self._states[-1] != self.keys:
            self._states.append(self.keys)
        return str(len(self._states) - 1)

    def changes(self, since: str) -> tuple[list[int], list[int]] | None:
        if int(since) >= len(self._states):
            return None
        before = self._states[int(since)]
        return sorted(self.keys - before), sorted(before - self.keys)

    def all(self) -> list[int]:
        self.listed += 1
        return sorted(self.keys)

    def fetch(self, keys: Sequence[int]) -> tuple[list[int], NDArray[np.float16]]:
        self.asked += len(keys)
        known = [key for key in keys if key in self.rows]
        dimension = len(next(iter(self.rows.values()))) if self.rows else 0
        return known, np.array([self.rows[key] for key in known], np.float16).reshape(len(known), dimension)

    def followed(self) -> Followed:
        return Followed(self.state(), self.changes, self.all, self.fetch)


def unit(rows: NDArray[np.floating]) -> NDArray[np.float16]:
    """Rows of length 1, as a database has them."""
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)


def of_sizes(sizes: Sizes, few: int = 0) -> Engine:
    """FAISS, opened anew for everything that it is brought to."""

    @contextmanager
    def engine(folder: Path) -> Iterator[Bring]:
        database = Vectors()

        def bring(rows: Rows) -> Index:
            database.rows = dict(rows)
            dimension = len(next(iter(rows.values()))) if rows else 16
            path = folder / "vectors.index"
            return open_index(path, database.followed(), model=MODEL, dimension=dimension, few=few, sizes=sizes)

        yield bring

    return engine


ENGINES: dict[str, Engine] = {
    "exact": of_sizes(SIZES),
    "exact, of a few": of_sizes(SIZES, few=2_000),
    "exact, in many segments": of_sizes(Sizes(coded=10**9, built=16, whole=16)),
    "fast-scan": of_sizes(Sizes(coded=1_000)),
    "fast-scan, in segments": of_sizes(Sizes(coded=1_000, built=8_000, whole=8_000)),
    "pgvector": pgvector_engine.engine,
}
APPROXIMATE = ("fast-scan", "fast-scan, in segments")  # those that may miss one; they are asked among many
