"""The embedded index: FAISS, exact, as a cache beside the database.

Invariant: after ``open`` the index holds exactly the keys the database held, each once, with
the database's vectors, whatever state the file was in. The file is replaced whole or not at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from factcheck.errors import IntegrityError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = Sequence[int] | NDArray[np.int64]
    Vectors = NDArray[np.float16] | NDArray[np.float32]
    Fetch = Callable[[Sequence[int]], Vectors]

_FORMAT = 2
_BATCH = 10_000  # vectors fetched at once
_SAMPLE = 16  # vectors compared with the database's on open
_TIE = 1e-6  # cosines that FAISS may round differently, depending on where a vector lies


class FaissIndex:
    """Every vector compared with every query (IndexFlatIP), in memory. Implements domain.Index."""

    def __init__(self, index: Any, model_key: str) -> None:
        self._index = index
        self._model_key = model_key

    @classmethod
    def open(cls, path: Path, *, model_key: str, dimension: int, keys: Keys, vectors: Fetch) -> FaissIndex:
        """The index of ``keys``, taken from the file at ``path`` as far as that is right.

        ``vectors`` fetches unit vectors, shape ``(len(asked), dimension)``; only those the file
        lacks are asked for, and a few to see that the file belongs to this database. What was
        changed is saved; where it cannot be, the index works all the same.
        Raises IntegrityError if a fetched vector has the wrong shape or is not finite.
        """
        stamp = {"format": _FORMAT, "model": model_key, "dimension": dimension}
        wanted = np.unique(np.asarray(keys, np.int64))
        index = _read(path, stamp)
        if index is None or not _agrees(index, wanted, vectors):
            index = _empty(dimension)
        held = _keys_of(index)
        gone = np.setdiff1d(held, wanted, assume_unique=True)
        missing = np.setdiff1d(wanted, held, assume_unique=True)
        if gone.size:
            index.remove_ids(gone)
        for batch in _batches(missing):
            index.add_with_ids(_fetched(vectors, batch, dimension), batch)
        if gone.size or missing.size:
            _save(index, path, stamp)
        return cls(index, model_key)

    @property
    def version(self) -> str:
        """Names what was searched: the model, how many vectors, and the newest one's key."""
        return f"{self._model_key}:{len(self)}:{max(_keys_of(self._index), default=0)}"

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """At most ``count`` pairs (key, cosine) for a unit vector, best first, ties by key.

        The answer depends on the vectors held, not on the order in which they were added.
        """
        if count <= 0 or len(self) == 0:
            return []
        query = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        asked = count
        while True:
            # Equals of the last one may lie beyond it, and the tie is to be decided here.
            asked = min(2 * asked, len(self))
            (cosines,), (keys,) = self._index.search(query, asked)
            if asked == len(self) or cosines[-1] < cosines[count - 1] - _TIE:
                break
        held = self._index.reconstruct_batch(keys).astype(np.float64)
        exact = (held * query.astype(np.float64)).sum(axis=1)
        best = np.lexsort((keys, -exact))[:count]
        return [(int(keys[place]), float(exact[place])) for place in best]


def _faiss() -> Any:
    import faiss

    # One query is answered sooner without the threads' barriers, and on macOS the OpenMP of FAISS
    # and that of torch cannot both run threads in one process.
    faiss.omp_set_num_threads(1)
    return faiss


def _empty(dimension: int) -> Any:
    faiss = _faiss()
    return faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))


def _keys_of(index: Any) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = _faiss().vector_to_array(index.id_map)
    return keys


def _fetched(vectors: Fetch, keys: NDArray[np.int64], dimension: int) -> NDArray[np.float32]:
    found = np.ascontiguousarray(vectors(keys.tolist()), np.float32)
    if found.shape != (len(keys), dimension):
        raise IntegrityError(
            f"The database gave vectors of shape {found.shape} where ({len(keys)}, {dimension}) was asked for. "
            "Restore the database from a backup."
        )
    broken = keys[~np.isfinite(found).all(axis=1)]
    if broken.size:
        raise IntegrityError(
            f"The stored vector of passage {broken[0]} is damaged. Restore the database from a backup."
        )
    return found


def _batches(keys: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _agrees(index: Any, wanted: NDArray[np.int64], vectors: Fetch) -> bool:
    """Whether the file's vectors are the database's: keys start again from 1 in another database."""
    held = _keys_of(index)
    shared = np.intersect1d(held, wanted)
    if len(np.unique(held)) != len(held):
        return False
    if not shared.size:
        return True
    sample = np.unique(shared[np.linspace(0, len(shared) - 1, _SAMPLE).astype(int)])
    return np.array_equal(index.reconstruct_batch(sample), _fetched(vectors, sample, index.d))


# -- the file: one line of JSON with the stamp and the payload's hash, then FAISS's own format ------


def _read(path: Path, stamp: dict[str, object]) -> Any:
    """The index stored at ``path``, or None if it is of another kind, damaged or not there."""
    try:
        header, _, payload = path.read_bytes().partition(b"\n")
        if json.loads(header) != {**stamp, "sha256": sha256(payload).hexdigest()}:
            return None
        return _faiss().deserialize_index(np.frombuffer(payload, np.uint8))
    except (OSError, ValueError, RuntimeError):  # the last one is FAISS's own, for a format it does not know
        return None


def _save(index: Any, path: Path, stamp: dict[str, object]) -> None:
    payload = _faiss().serialize_index(index).tobytes()
    header = json.dumps({**stamp, "sha256": sha256(payload).hexdigest()}).encode()
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):  # a cache that cannot be written is only slower
        for leftover in path.parent.glob(f".{path.name}.*"):  # of a process that was killed
            leftover.unlink()
        try:
            with fresh.open("wb") as file:
                file.write(header + b"\n" + payload)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
