"""Searching what an index holds, with FAISS.

Invariant: what is found is compared exactly, with the vectors of the database. A segment without codes is compared
whole, so that an index of such alone answers exactly, whatever the order in which its vectors were added. Of a segment
with codes the likeliest by their codes are compared: see ``benchmarks/index_million.py`` for how often that misses one.

The codes are those of product quantisation with 4 bits (Jégou, Douze, Schmid 2011) of what is left of a vector beside
the middle of its list, summed up in registers (André, Kermarrec, Le Scouarnec 2017; FAISS's "fast scan"): an eighth of
a byte for each dimension. Looked at are the lists whose middles are nearest: a quarter of the most that there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from factcheck.index.folder import Held
    from factcheck.index.segments import Keys, Rows, VectorSegment

    Query = NDArray[np.float32]
    Found = tuple[NDArray[np.float32], Keys]  # cosines and places, best first

_TRAINING = 65_536  # vectors that lists and codes are learnt from
_LISTS = 512  # at most
_IN_LIST = 64  # vectors at least, on the average
_LOOKED_AT = 128  # lists
_COMPARED = 1_000  # vectors that are compared exactly at least, where codes say which
_ALL = 0.2  # share of a segment from which on all of it is compared
_AT_ONCE = 10_000  # vectors compared at once where all of a large segment are
_TIE = 1e-6  # cosines that may be rounded differently, depending on where a vector lies


class FaissIndex:
    """What a folder of segments holds, as it is. Implements domain.Index.

    Up to ``few`` vectors are compared by numpy, with the same answers: importing FAISS would take longer. What was
    made of the segments of ``before`` is taken from it.
    """

    def __init__(self, held: Held, few: int = 0, before: FaissIndex | None = None) -> None:
        self._held = held
        self._few = len(held) <= few
        made = {part.name: part for part in before._parts if part.segment.name} if before else {}
        parts = (_Part(segment) for segment in held.segments if len(segment))
        self._parts: list[_Part] = [made.get(part.name, part) for part in parts]
        self._newest = max((int(part.newest) for part in self._parts), default=0)

    @property
    def lacking(self) -> int:
        """How many keys are wanted and have no vector yet."""
        return len(self._held.lacking)

    @property
    def version(self) -> str:
        """Names what was searched: the model, how many vectors, and the newest one's key."""
        return f"{self._held.stamp.model}:{len(self)}:{self._newest}"

    def __len__(self) -> int:
        return len(self._held)

    def holding(self, keys: Sequence[int]) -> set[int]:
        """Those of ``keys`` that are held."""
        asked = np.asarray(keys, np.int64)
        return set(asked[self._held.holds(asked)].tolist())

    def cosines(self, vector: Query, keys: Sequence[int]) -> list[float]:
        """The cosine of a unit vector with that of each of ``keys``, all of which the index holds."""
        asked = np.asarray(keys, np.int64)
        cosines = np.zeros(len(asked), np.float32)
        for segment in self._held.segments:
            held = segment.holds(asked)
            _, places = segment.places(asked[held])
            cosines[held] = segment.rows[places].astype(np.float32) @ vector
        return [float(cosine) for cosine in cosines]

    def search(self, vector: Query, count: int) -> list[tuple[int, float]]:
        """At most ``count`` pairs (key, cosine) for a unit vector, best first, ties by key."""
        if count <= 0 or len(self) == 0:
            return []
        query = np.ascontiguousarray(vector, np.float32)
        wanted = max(count, _COMPARED // 2) if any(part.coded for part in self._parts) else count
        while True:
            # Equals of the last one may lie beyond it, and the tie is to be decided here.
            wanted = min(2 * wanted, len(self))
            keys, cosines, last = self._nearest(query, wanted)
            best = np.lexsort((keys, -cosines))[:count]
            if wanted == len(self) or last < cosines[best[-1]] - _TIE:
                break
        return [(int(keys[place]), float(cosines[place])) for place in best]

    def _nearest(self, query: Query, wanted: int) -> tuple[Keys, NDArray[np.float64], float]:
        """The keys and exact cosines of the ``wanted`` vectors that are nearest by what the parts say, and the least
        of what they say of these."""
        found = [part.nearest(query, min(wanted, len(part)), self._few) for part in self._parts]
        said = np.concatenate([cosines for cosines, _ in found])
        number = np.repeat(np.arange(len(found)), [len(places) for _, places in found])
        places = np.concatenate([places for _, places in found])
        chosen = np.argpartition(-said, wanted - 1)[:wanted]
        keys, exact = [], []
        for each, part in enumerate(self._parts):
            mine = np.sort(places[chosen[number[chosen] == each]])  # in the order of the file
            keys.append(part.segment.keys[mine])
            exact.append(_exact(query, part.segment.rows.take(mine, axis=0)))
        return np.concatenate(keys), np.concatenate(exact), float(said[chosen].min())


def _exact(query: Query, rows: Rows) -> NDArray[np.float64]:
    """Cosines that do not depend on which rows are compared beside them, as those of a matrix product do."""
    cosines: NDArray[np.float64] = np.einsum("ij,j->i", rows.astype(np.float64), query.astype(np.float64))
    return cosines


class _Part:
    """A segment that is searched."""

    def __init__(self, segment: VectorSegment) -> None:
        self.segment = segment
        self.name = segment.name, segment.gone.tobytes()  # of what it holds, if there is a file
        self.coded = bool(segment.codes.size)
        self.newest = segment.keys[segment.live[-1]] if segment.gone.size else segment.keys[-1]

    def __len__(self) -> int:
        return len(self.segment)

    def nearest(self, query: Query, count: int, few: bool) -> Found:
        """The ``count`` nearest vectors that are held, by FAISS or, of a few, by numpy; with codes, about those."""
        if not self.coded:
            live, rows = self._compared
            cosines, places = _best(query, rows, count, few)
            return cosines, live[places]
        asked = count
        while asked < _ALL * len(self.segment.keys):
            (cosines,), (places,) = self._codes.search(query.reshape(1, -1), asked)
            held = (places >= 0) & ~np.isin(places, self.segment.gone)
            if held.sum() >= count:
                return cosines[held][:count], places[held][:count]
            asked *= 2
        return self._best_of_all(query, count)

    @cached_property
    def _codes(self) -> Any:
        return _faiss().deserialize_index(self.segment.codes)

    @cached_property
    def _compared(self) -> tuple[Keys, NDArray[np.float32]]:
        """The places of all vectors that are held, and the vectors as they are compared sooner."""
        live = self.segment.live
        return live, np.ascontiguousarray(self.segment.rows[live], np.float32)

    def _best_of_all(self, query: Query, count: int) -> Found:
        live = self.segment.live
        said = np.empty(len(live), np.float32)
        for start in range(0, len(live), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            said[some] = self.segment.rows[live[some]].astype(np.float32) @ query
        best = np.argsort(-said, kind="stable")[:count]
        return said[best], live[best]


def _best(query: Query, rows: NDArray[np.float32], count: int, few: bool) -> Found:
    """The greatest ``count`` cosines and the places of their rows, best first."""
    if few:
        cosines = rows @ query
        places = np.argsort(-cosines, kind="stable")[:count]
        return cosines[places], places
    found = _faiss().knn(query.reshape(1, -1), rows, count, metric=_faiss().METRIC_INNER_PRODUCT)
    (cosines,), (places,) = found
    return cosines, places


def may_have_codes(dimension: int) -> bool:
    """Whether there are codes for vectors of this dimension: four coordinates have one together."""
    return dimension % 4 == 0


def codes(rows: Rows) -> NDArray[np.uint8]:
    """What FAISS makes of the vectors of a segment, as bytes: the same for the same vectors."""
    dimension = rows.shape[1]
    faiss = _faiss()
    lists = max(1, min(_LISTS, len(rows) // _IN_LIST))
    index = faiss.index_factory(dimension, f"IVF{lists},PQ{dimension // 4}x4fs", faiss.METRIC_INNER_PRODUCT)
    index.nprobe = min(lists, _LOOKED_AT)
    learnt_from = np.linspace(0, len(rows) - 1, min(len(rows), _TRAINING)).astype(np.int64)
    index.train(np.ascontiguousarray(rows[learnt_from], np.float32))
    for start in range(0, len(rows), _AT_ONCE):
        index.add(np.ascontiguousarray(rows[start : start + _AT_ONCE], np.float32))
    made: NDArray[np.uint8] = faiss.serialize_index(index)
    return made


@cache
def _faiss() -> Any:
    import faiss

    # One query is answered sooner without the threads' barriers, and on macOS the OpenMP of FAISS
    # and that of torch cannot both run threads in one process.
    faiss.omp_set_num_threads(1)
    return faiss
