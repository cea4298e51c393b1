"""An index beside the database, opened once and again only when the database has come to hold something else.

Invariant: an index that is given for a session holds what that session sees, whatever others store meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from factcheck import store
from factcheck.domain import Index, Progress, silent
from factcheck.errors import UsageError
from factcheck.store.dialects import lineage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.index.faiss import FaissIndex
    from factcheck.index.tending import Compacted
    from factcheck.store import Database, Session


PASSAGES = "vectors.index"  # the folder with the vectors of passages
PRECEDENTS = "precedents.index"  # and that with those of earlier checks
OLDER = ("vectors.faiss", "precedents.faiss")  # files that older versions kept; removed once there is a folder
ENGINES = (AUTO, FAISS, PGVECTOR) = ("auto", "faiss", "pgvector")
MANY = 100_000  # passages from which on a database on a server is searched there: every machine would copy them all
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


class PassageIndex(Protocol):
    """What is searched for passages. ``follow`` is called before a session begins that is to search, ``settle`` after
    much was added."""

    def at(self, source: Session, encoder: str, dimension: int, /) -> Index: ...

    def follow(self, encoder: str, dimension: int, /) -> None: ...

    def settle(self, encoder: str, dimension: int, /) -> None: ...

    def compact(self, progress: Progress = ..., /) -> Compacted | None: ...


def index_of(
    database: Database,
    folder: Path,
    wanted: str = "auto",
    *,
    progress: Progress = silent,
    notice: Callable[[str], None] = lambda _: None,
) -> PassageIndex:
    """The index of the passages of ``database``: in its server where that is ``wanted`` or, by itself, where there are
    many; else in ``folder``, a cache beside the workspace.

    Raises UsageError where pgvector is wanted and there is none, with the remedy.
    """
    if engine(database, wanted, make=True)[0] == PGVECTOR:
        from factcheck.store.pgvector import VectorTable

        return VectorTable(database, progress=progress)
    return IndexFile(folder, store.corpus, progress=progress, notice=notice)


def engine(database: Database, wanted: str, *, make: bool = False) -> tuple[str, str]:
    """Which engine searches for passages, and why not pgvector, "" if that or if nobody would expect it. ``make``: the
    extension is made where it can be. Raises UsageError as ``index_of`` does."""
    if wanted not in ENGINES:
        raise UsageError(f"index is {wanted!r}. One of {', '.join(ENGINES)}.")
    if wanted == FAISS or (wanted == AUTO and database.is_file):
        return FAISS, ""
    from factcheck.store import pgvector

    few = pgvector.newest_passage(database) < MANY if wanted == AUTO else False
    why = f"fewer than {MANY:,} passages are searched as fast beside the workspace" if few else ""
    why = why or pgvector.why_not(database, make=make)
    if why and wanted == PGVECTOR:
        raise UsageError(f'index = "{PGVECTOR}": {why}. Or leave `index` out.')
    return (FAISS, why) if why else (PGVECTOR, "")


def state(vectors: Vectors[From], source: From) -> str:
    """The name of the state of ``vectors``, another one too once a backup was put in the place of the database."""
    from factcheck.index.opening import lined

    return lined(vectors.state(source), lineage(source))  # type: ignore[arg-type]  # what can be read


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
        from factcheck.index.opening import LINEAGE, Followed, open_index

        named = state(self._vectors, source)
        if self._opened and self._opened[0] == (encoder, named) and not self._opened[1].lacking:
            return self._opened[1]
        database = Followed(
            state=named,
            changes=lambda since: self._vectors.changes(source, since.partition(LINEAGE)[0]),
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
        self._opened = (encoder, named), index
        return index

    def follow(self, _encoder: str, _dimension: int) -> None:
        """Nothing to do: the folder is brought to what a session sees when it is opened for one."""

    settle = follow

    def compact(self, progress: Progress = silent) -> Compacted | None:
        """See index.tending.compact."""
        from factcheck.index import tending

        return tending.compact(self._path, progress)
