"""An index beside the database, opened once and again only when the database has come to hold something else.

Invariant: an index that is given for a session holds what that session sees, whatever others store meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.index.faiss import FaissIndex


PASSAGES = "vectors.faiss"  # the file with the vectors of passages
PRECEDENTS = "precedents.faiss"  # and that with those of earlier checks
FEW = 2_000  # vectors of earlier checks that are compared sooner than FAISS is imported

From = TypeVar("From", contravariant=True)
"""What is read from: a session, or whatever else the database can be read by."""


class Vectors(Protocol[From]):
    """What can be indexed. Implemented by the modules store.corpus and store.remembered."""

    def state(self, source: From, /) -> str: ...

    def keys(self, source: From, /) -> list[int]: ...

    def vectors(
        self, source: From, encoder: str, keys: Sequence[int], dimension: int, /
    ) -> tuple[list[int], NDArray[np.float32]]: ...


class IndexFile(Generic[From]):
    """The index of ``vectors``, kept at ``path``. Up to ``few`` of them are compared without FAISS, whose import
    takes longer."""

    def __init__(self, path: Path, vectors: Vectors[From], few: int = 0) -> None:
        self._path = path
        self._vectors = vectors
        self._few = few
        self._opened: tuple[tuple[str, str], FaissIndex] | None = None

    def at(self, source: From, encoder: str, dimension: int) -> FaissIndex:
        """The vectors of ``encoder`` as ``source`` sees them."""
        from factcheck.index.faiss import FaissIndex

        state = self._vectors.state(source)
        if self._opened and self._opened[0] == (encoder, state) and not self._opened[1].lacking:
            return self._opened[1]
        index = FaissIndex.open(
            self._path,
            model_key=encoder,
            dimension=dimension,
            state=state,
            keys=lambda: self._vectors.keys(source),
            vectors=lambda keys: self._vectors.vectors(source, encoder, keys, dimension),
            few=self._few,
        )
        self._opened = (encoder, state), index
        return index
