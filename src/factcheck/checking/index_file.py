"""An index beside the database, opened once and again only when the database has come to hold something else.

Invariant: an index that is given for a session holds what that session sees, whatever others store meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from factcheck.domain import Progress, silent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.index.faiss import FaissIndex
    from factcheck.index.tending import Compacted


PASSAGES = "vectors.index"  # the folder with the vectors of passages
PRECEDENTS = "precedents.index"  # and that with those of earlier checks
OLDER = ("vectors.faiss", "precedents.faiss")  # files that older versions kept; removed once there is a folder
FEW = 2_000  # vectors of earlier checks that are compared sooner than FAISS is imported

From = TypeVar("From", contravariant=True)
"""What is read from: a session, or whatever else the database can be read by."""


class Vectors(Protocol[From]):
    """What can be indexed. Implemented by the modules store.corpus and store.remembered.

    ``state`` names the set of ``keys``. ``changes`` has the keys that came and those that went since another state;
    None where that cannot be told, and all keys are to be read.
    """

    def state(self, source: From, /) -> str: ...

    def changes(self, source: From, since: str, /) -> tuple[Sequence[int], Sequence[int]] | None: ...

    def keys(self, source: From, /) -> list[int]: ...

    def vectors(
        self, source: From, encoder: str, keys: Sequence[int], dimension: int, /
    ) -> tuple[list[int], NDArray[np.float32]]: ...


class IndexFile(Generic[From]):
    """The index of ``vectors``, kept in the folder ``path``. Up to ``few`` of them are compared without FAISS, whose
    import takes longer. ``notice`` hears of damage."""

    def __init__(
        self,
        path: Path,
        vectors: Vectors[From],
        few: int = 0,
        *,
        progress: Progress = silent,
        notice: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._path = path
        self._vectors = vectors
        self._few = few
        self._progress = progress
        self._notice = notice
        self._opened: tuple[tuple[str, str], FaissIndex] | None = None

    def at(self, source: From, encoder: str, dimension: int) -> FaissIndex:
        """The vectors of ``encoder`` as ``source`` sees them."""
        from factcheck.index.opening import Followed, open_index

        state = self._vectors.state(source)
        if self._opened and self._opened[0] == (encoder, state) and not self._opened[1].lacking:
            return self._opened[1]
        database = Followed(
            state=state,
            changes=lambda since: self._vectors.changes(source, since),
            keys=lambda: self._vectors.keys(source),
            vectors=lambda keys: self._vectors.vectors(source, encoder, keys, dimension),
        )
        index = open_index(
            self._path,
            database,
            model=encoder,
            dimension=dimension,
            few=self._few,
            before=self._opened[1] if self._opened else None,
            progress=self._progress,
            notice=self._notice,
        )
        for older in OLDER:
            if Path(older).stem == self._path.stem:
                self._path.with_name(older).unlink(missing_ok=True)
        self._opened = (encoder, state), index
        return index

    def follow(self, _encoder: str, _dimension: int) -> None:
        """Nothing to do: the folder is brought to what a session sees when it is opened for one."""

    def compact(self, progress: Progress = silent) -> Compacted | None:
        """See index.tending.compact."""
        from factcheck.index import tending

        return tending.compact(self._path, progress)
