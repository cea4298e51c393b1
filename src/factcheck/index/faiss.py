"""The embedded index: FAISS, exact, as a cache beside the database.

Invariant: after ``open`` the index holds exactly the keys wanted that the database has a vector for, each once, with
the database's vectors, whatever state the file was in. The file is replaced whole or not at all, never written into.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from factcheck.errors import IntegrityError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = Sequence[int] | NDArray[np.int64]
    Vectors = NDArray[np.float16] | NDArray[np.float32]
    Wanted = Callable[[], Keys]
    Fetch = Callable[[Sequence[int]], tuple[Keys, Vectors]]

_FORMAT = 3
_ALIGNED = 64  # bytes; what follows the header begins at a multiple of it
_BATCH = 10_000  # vectors fetched at once
_SAMPLE = 16  # vectors compared with the database's on open
_TIE = 1e-6  # cosines that may be rounded differently, depending on where a vector lies


class FaissIndex:
    """Every vector compared with every query. Implements domain.Index.

    ``lacking`` counts the keys that were wanted and have no vector yet.
    """

    def __init__(self, held: _Held, model_key: str, lacking: int, few: int = 0) -> None:
        self.lacking = lacking
        self._few = few
        self._keys, self._rows = held.keys, held.rows
        self._model_key = model_key

    @classmethod
    def open(
        cls, path: Path, *, model_key: str, dimension: int, state: str, keys: Wanted, vectors: Fetch, few: int = 0
    ) -> FaissIndex:
        """The index of ``keys()``, each given once, taken from the file at ``path`` as far as that is right.

        ``state`` names the set of keys: the file is taken without asking for them if it was complete in that state.
        ``vectors`` fetches unit vectors, of those asked for that have one: their keys, and an array of shape
        ``(len(keys), dimension)``. Only those the file lacks are asked for, and a few to see that the file belongs to
        this database. What was changed is saved; where it cannot be, the index works all the same. Up to ``few``
        vectors are compared by numpy, with the same answers: importing FAISS would take longer.
        Raises IntegrityError if a fetched vector has the wrong shape or is not finite.
        """

        def fetch(asked: NDArray[np.int64]) -> _Held:
            return _fetched(vectors, asked, dimension)

        stamp = {"format": _FORMAT, "model": model_key, "dimension": dimension}
        found, known = _read(path, stamp) or (_none(dimension), None)
        if known == state and _agrees(found, found.keys, fetch):
            return cls(found, model_key, 0, few)
        wanted = np.sort(np.asarray(keys(), np.int64))
        if not _agrees(found, np.intersect1d(found.keys, wanted, assume_unique=True), fetch):
            found = _none(dimension)
        held = _brought_to(wanted, found, fetch)
        lacking = len(wanted) - len(held.keys)
        if held is not found or (len(held.keys) and not lacking):
            _save(held, path, {**stamp, "state": None if lacking else state})
        return cls(held, model_key, lacking, few)

    @property
    def version(self) -> str:
        """Names what was searched: the model, how many vectors, and the newest one's key."""
        return f"{self._model_key}:{len(self)}:{self._keys[-1] if len(self) else 0}"

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: int) -> bool:
        place = int(np.searchsorted(self._keys, key))
        return place < len(self) and int(self._keys[place]) == key

    def cosines(self, vector: NDArray[np.float32], keys: Sequence[int]) -> list[float]:
        """The cosine of a unit vector with that of each of ``keys``, all of which the index holds."""
        cosines: list[float] = (self._rows[np.searchsorted(self._keys, keys)] @ vector).tolist()
        return cosines

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """At most ``count`` pairs (key, cosine) for a unit vector, best first, ties by key.

        The answer depends on the vectors held, not on the order in which they were added.
        """
        if count <= 0 or len(self) == 0:
            return []
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        nearest = _nearest_of_few if len(self) <= self._few else _nearest
        asked = count
        while True:
            # Equals of the last one may lie beyond it, and the tie is to be decided here.
            asked = min(2 * asked, len(self))
            cosines, places = nearest(query, self._rows, asked)
            if asked == len(self) or cosines[-1] < cosines[count - 1] - _TIE:
                break
        exact = (self._rows[places].astype(np.float64) * query.astype(np.float64)).sum(axis=1)
        keys = self._keys[places]
        best = np.lexsort((keys, -exact))[:count]
        return [(int(keys[place]), float(exact[place])) for place in best]


@cache
def _faiss() -> Any:
    import faiss

    # One query is answered sooner without the threads' barriers, and on macOS the OpenMP of FAISS
    # and that of torch cannot both run threads in one process.
    faiss.omp_set_num_threads(1)
    return faiss


def _nearest(
    query: NDArray[np.float32], rows: NDArray[np.float32], count: int
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The greatest ``count`` cosines and the places of their rows, best first."""
    (cosines,), (places,) = _faiss().knn(query, rows, count, metric=_faiss().METRIC_INNER_PRODUCT)
    return cosines, places


def _nearest_of_few(
    query: NDArray[np.float32], rows: NDArray[np.float32], count: int
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The same without FAISS."""
    cosines = rows @ query[0]
    places = np.argsort(-cosines, kind="stable")[:count]
    return cosines[places], places


# -- what is held -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    """Keys, ascending and each once, and their unit vectors, a row for each."""

    keys: NDArray[np.int64]
    rows: NDArray[np.float32]


def _none(dimension: int) -> _Held:
    return _Held(np.empty(0, np.int64), np.empty((0, dimension), np.float32))


def _fetched(vectors: Fetch, asked: NDArray[np.int64], dimension: int) -> _Held:
    found, made = vectors(asked.tolist())
    keys, rows = np.asarray(found, np.int64), np.ascontiguousarray(made, np.float32)
    if rows.shape != (len(keys), dimension):
        raise IntegrityError(
            f"The database gave vectors of shape {rows.shape} where ({len(keys)}, {dimension}) was asked for. "
            "Restore the database from a backup."
        )
    broken = keys[~np.isfinite(rows).all(axis=1)]
    if broken.size:
        raise IntegrityError(
            f"The stored vector of passage {broken[0]} is damaged. Restore the database from a backup."
        )
    order = np.argsort(keys)
    return _Held(keys[order], rows[order])


def _agrees(held: _Held, shared: NDArray[np.int64], fetch: Callable[[NDArray[np.int64]], _Held]) -> bool:
    """Whether the vectors held of the keys ``shared`` are the database's: keys start again from 1 in another one."""
    if not shared.size:
        return True
    sample = np.unique(shared[np.linspace(0, len(shared) - 1, _SAMPLE).astype(int)])
    true = fetch(sample)
    return np.array_equal(true.keys, sample) and np.array_equal(
        held.rows[np.searchsorted(held.keys, sample)], true.rows
    )


def _brought_to(wanted: NDArray[np.int64], held: _Held, fetch: Callable[[NDArray[np.int64]], _Held]) -> _Held:
    """``held`` without what is not wanted and with what it lacks; itself if there is no difference."""
    kept = np.isin(held.keys, wanted, assume_unique=True)
    missing = np.setdiff1d(wanted, held.keys, assume_unique=True)
    added = [some for batch in _batches(missing) if (some := fetch(batch)).keys.size]
    if kept.all() and not added:
        return held
    keys = np.concatenate([held.keys[kept], *(some.keys for some in added)])
    rows = np.concatenate([held.rows[kept], *(some.rows for some in added)])
    if np.all(keys[1:] > keys[:-1]):  # what is new has mostly the greatest keys
        return _Held(keys, rows)
    order = np.argsort(keys)
    return _Held(keys[order], rows[order])


def _batches(keys: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


# -- the file: a line of JSON with stamp, state and checksum, then the keys, then the rows -------------


def _read(path: Path, stamp: Mapping[str, object]) -> tuple[_Held, str | None] | None:
    """What is stored at ``path`` and the state it was complete in, or None if it is of another kind, damaged or not
    there."""
    try:
        with path.open("rb") as file:
            # Read as it is needed, and shared by all processes. Nobody writes into a file that stands there.
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        end = mapped.find(b"\n") + 1
        start, header = _aligned(end), json.loads(mapped[:end])
        if header.pop("crc32") != _checksum(header, memoryview(mapped)[start:]):
            return None
        count, state = header.pop("count"), header.pop("state")
        if header != stamp:
            return None
        keys = np.frombuffer(mapped, "<i8", count, start)
        rows = np.frombuffer(mapped, "<f4", -1, start + keys.nbytes).reshape(count, header["dimension"])
        return _Held(keys, rows), state
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _save(held: _Held, path: Path, stamp: Mapping[str, object]) -> None:
    content = (held.keys.astype("<i8", copy=False).data, held.rows.astype("<f4", copy=False).data)
    header: dict[str, object] = {**stamp, "count": len(held.keys)}
    header["crc32"] = _checksum(header, *content)
    line = json.dumps(header).encode() + b"\n"
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):  # a cache that cannot be written is only slower
        for leftover in path.parent.glob(f".{path.name}.*"):  # of a process that was killed
            leftover.unlink()
        try:
            with fresh.open("wb") as file:
                file.writelines((line.ljust(_aligned(len(line))), *content))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _checksum(header: Mapping[str, object], *content: memoryview) -> int:
    checksum = zlib.crc32(json.dumps(header).encode())
    for part in content:
        checksum = zlib.crc32(part, checksum)
    return checksum
