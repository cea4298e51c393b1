"""An index beside the database, opened once and again only when the database has come to hold something else.

Invariant: an index that is given for a session holds what that session sees, whatever others store meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from factcheck.store import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.index.faiss import FaissIndex


class Vectors(Protocol):
    """What can be indexed. Implemented by the modules store.corpus and store.precedents."""

    def state(self, session: Session) -> str: ...

    def keys(self, session: Session) -> list[int]: ...

    def vectors(
        self, session: Session, encoder: str, keys: Sequence[int], dimension: int
    ) -> tuple[list[int], NDArray[np.float32]]: ...


class IndexFile:
    """The index of ``source``, kept at ``path``."""

    def __init__(self, path: Path, source: Vectors) -> None:
        self._path = path
        self._source = source
        self._opened: tuple[tuple[str, str], FaissIndex] | None = None

    def at(self, session: Session, encoder: str, dimension: int) -> FaissIndex:
        """The vectors of ``encoder`` as ``session`` sees them."""
        from factcheck.index.faiss import FaissIndex

        state = self._source.state(session)
        if self._opened and self._opened[0] == (encoder, state) and not self._opened[1].lacking:
            return self._opened[1]
        index = FaissIndex.open(
            self._path,
            model_key=encoder,
            dimension=dimension,
            state=state,
            keys=lambda: self._source.keys(session),
            vectors=lambda keys: self._source.vectors(session, encoder, keys, dimension),
        )
        self._opened = (encoder, state), index
        return index
