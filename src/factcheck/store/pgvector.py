"""The index of a shared database: pgvector, which searches a table beside the passages.

Invariant: what is searched is what the session sees: the rows of the table, and compared exactly besides, whatever has
changed since the table was brought up to date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from factcheck.domain import Progress, silent
from factcheck.errors import FactcheckError, UsageError
from factcheck.store import vector_table
from factcheck.store.plain import matrix
from factcheck.store.vector_table import CHANGED, IndexTable, sent

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from factcheck.store.database import Database

EXACT = 20_000  # vectors up to which all are compared: about ten milliseconds
_IN_VIEW = 400  # vectors of the graph that a search keeps in view
PENDING = 500  # changes that are compared by themselves rather than written into the table
_TIE = 1e-5  # cosines that half precision may round differently
_OLDEST = (0, 8)  # pgvector before it knows no iterative scan


# -- whether there is one ---------------------------------------------------------------


def newest_passage(database: Database) -> int:
    """About how many passages there are: the newest one's key."""
    with database.reading() as session:
        return session.scalar(text("SELECT coalesce(max(key), 0) FROM passages")) or 0


def why_not(database: Database, *, make: bool = False) -> str:
    """Why this database has no pgvector to be used, and what to do about it; "" where it has, or could have.

    ``make``: the extension is made where the server offers it and the role may.
    """
    if database.is_file:
        return "the database is not on PostgreSQL: move it there first (factcheck migrate)"
    try:
        database.check_writable()
    except FactcheckError:
        return "this database can only be read, and pgvector wants a table in it"
    with database.reading() as session:
        version = session.scalar(text("SELECT extversion FROM pg_extension WHERE extname = 'vector'"))
        offered = session.scalar(text("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'"))
        may = session.scalar(text("SELECT has_schema_privilege(current_schema(), 'CREATE')"))
    if version is None and offered is None:
        return "the server has no pgvector: install it there (Debian: postgresql-16-pgvector)"
    if _parts(version or offered or "") < _OLDEST:
        return f"pgvector {version or offered} is too old: install 0.8 or newer, then ALTER EXTENSION vector UPDATE"
    if not may:
        return "this role may not make tables in the workspace's schema: GRANT CREATE ON SCHEMA to it"
    return "" if version or not make else _created(database)


def _created(database: Database) -> str:
    with database.claiming() as session:
        vector_table.lock(session)
        try:
            with session.begin_nested():
                session.execute(text("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public"))
        except ProgrammingError:
            return "this role may not make extensions: have an administrator say CREATE EXTENSION vector in it"
    return ""


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table of vectors: how many, whether by a graph, its size in bytes, and whether many changes are not in it."""

    encoder: str
    vectors: int
    graph: bool
    size: int
    behind: bool


def described(session: Session) -> list[DescribedTable]:
    """The tables of vectors, one for each encoder that was searched with."""
    return [
        DescribedTable(
            table.encoder,
            table.held,
            vector_table.is_graph(session, table.name),
            session.scalar(text("SELECT pg_total_relation_size(:name)"), {"name": table.name}) or 0,
            vector_table.many(session, table, PENDING),
        )
        for table in vector_table.tables(session)
    ]


class VectorTable:
    """The vectors of passages in the database, to be searched there. Stands where an ``IndexFile`` stands."""

    def __init__(
        self, database: Database, *, exact: int = EXACT, pending: int = PENDING, progress: Progress = silent
    ) -> None:
        self._database = database
        self._exact, self._pending = exact, pending
        self._progress = progress
        self._trusted: set[str] = set()  # tables that were compared with what is stored

    def at(self, session: Session, encoder: str, dimension: int) -> PgVectorIndex:
        """The vectors of ``encoder`` as ``session`` sees them. Raises UsageError
        if ``follow`` has never been called."""
        table = vector_table.table_of(session, encoder, dimension)
        if table is None:
            raise UsageError("the vectors are not in a table for pgvector yet. Run `factcheck corpus compact`.")
        session.execute(
            text(
                "SELECT set_config('hnsw.ef_search', :many, true), "
                "set_config('hnsw.iterative_scan', 'relaxed_order', true)"
            ),
            {"many": str(_IN_VIEW)},
        )
        return PgVectorIndex(session, table, _changes(session, table))

    def follow(self, encoder: str, dimension: int, pending: int | None = None) -> None:
        """Bring the table up to what is stored, where more than ``pending`` passages have changed since.

        In transactions of its own, a few seconds each, which wait for no writer; what they have stored is not done
        again after a kill. Where somebody else is at it, that is left to them, unless there is nothing to search yet.
        """
        with self._database.reading() as session:
            table = vector_table.table_of(session, encoder, dimension)
            most = self._pending if pending is None else pending
            if table and not vector_table.many(session, table, most) and self._is_of_this_database(session, table):
                return
        self._fill(encoder, dimension)

    def settle(self, encoder: str, dimension: int) -> None:
        """After much was added: bring the table up to what is stored, and build the graph where one pays and there is
        none. Whoever searches meanwhile goes on as before."""
        self.follow(encoder, dimension, 0)
        with self._database.claiming() as session:
            vector_table.lock(session)
            table = vector_table.made(session, encoder, dimension)
            if table.held > self._exact and not vector_table.is_graph(session, table.name):
                self._progress("building the index of vectors", 0, table.held)
                vector_table.build(session, table)
                self._progress("building the index of vectors", table.held, table.held)
            session.execute(text(f"ANALYZE {table.name}"))

    def compact(self, _progress: Progress = silent) -> None:
        """Nothing to do: the server cleans up behind what was removed by itself."""

    def _is_of_this_database(self, session: Session, table: IndexTable) -> bool:
        if table.name not in self._trusted and not vector_table.agrees(session, table):
            return False
        self._trusted.add(table.name)
        return True

    def _fill(self, encoder: str, dimension: int) -> None:
        after, whole, upto, done = 0, True, -1, 0
        while True:
            with self._database.claiming() as session:
                found = vector_table.table_of(session, encoder, dimension)
                if not vector_table.lock(session, wait=found is None or found.changed < 0):
                    return
                if found is None:  # or no more: what was written so far is gone with it
                    after, whole = 0, True
                table = vector_table.made(session, encoder, dimension)
                if after == 0:
                    if not self._is_of_this_database(session, table):
                        table = vector_table.emptied(session, table)
                    upto = vector_table.newest(session)
                    vector_table.remove_gone(session, table)
                rows = vector_table.missing(session, table, after)
                with_vector = [(row.key, row.vector) for row in rows if row.vector is not None]
                whole = whole and len(with_vector) == len(rows)
                vector_table.copy(session, table, with_vector)
                if not rows:
                    if whole:
                        vector_table.say(session, table, changed=upto)
                    return
            after, done = rows[-1].key, done + len(rows)
            self._progress("writing vectors for pgvector", done, 0)


# -- what is searched -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Changes:
    """What a session sees that is not in the table yet: keys and unit vectors of what came, keys of what went, and how
    many have come that have no vector yet."""

    keys: NDArray[np.int64]
    rows: NDArray[np.float32]
    gone: tuple[int, ...]
    lacking: int


def _changes(session: Session, table: IndexTable) -> _Changes:
    found = session.execute(
        text(
            f"SELECT passages.key, documents.current, vectors.vector {CHANGED.format(name=table.name)} "
            "ORDER BY passages.key"
        ),
        {"changed": table.changed, "encoder": table.encoder},
    ).all()
    came = [(row.key, row.vector) for row in found if row.current and row.vector is not None]
    return _Changes(
        np.asarray([key for key, _ in came], np.int64),
        matrix([vector for _, vector in came], table.dimension),
        tuple(row.key for row in found if not row.current),
        sum(row.current and row.vector is None for row in found),
    )


class PgVectorIndex:
    """A table of vectors as one session sees it, valid as long as that. Implements domain.Index.

    ``lacking`` counts the keys that were wanted and have no vector yet.
    """

    def __init__(self, session: Session, table: IndexTable, changes: _Changes) -> None:
        self._session, self._table, self._changes = session, table, changes
        self.lacking = changes.lacking

    @property
    def version(self) -> str:
        """Names what was searched: the model, how many vectors, and the newest one's key."""
        statement, given = f"SELECT max(key) FROM {self._table.name}", {}  # noqa: S608
        if self._changes.gone:
            statement, given = (
                f"{statement} WHERE key <> ALL(CAST(:gone AS bigint[]))",
                {"gone": list(self._changes.gone)},
            )
        newest = max(self._session.scalar(text(statement), given) or 0, *self._changes.keys.tolist(), 0)
        return f"{self._table.encoder}:{len(self)}:{newest}"

    def __len__(self) -> int:
        return self._table.held + len(self._changes.keys) - len(self._changes.gone)

    def holding(self, keys: Sequence[int]) -> set[int]:
        """Those of ``keys`` that the index holds."""
        return set(self._rows_of(keys)[0].tolist())

    def cosines(self, vector: NDArray[np.float32], keys: Sequence[int]) -> list[float]:
        """The cosine of a unit vector with that of each of ``keys``, all of which the index holds."""
        held, rows = self._rows_of(keys)
        order = np.argsort(held)
        places = order[np.searchsorted(held[order], np.asarray(keys, np.int64))]
        cosines: list[float] = (rows[places] @ vector).tolist()
        return cosines

    def search(
        self, vector: NDArray[np.float32], count: int, among: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """At most ``count`` pairs (key, cosine) for a unit vector, best first, ties by key; of those in ``among`` only,
        if that is given.

        Exact, up to ``EXACT`` vectors; of more, those that the graph comes upon, ranked exactly.
        """
        if count <= 0 or len(self) == 0:
            return []
        came, rows = self._changes.keys, self._changes.rows
        if among is not None:
            kept = np.isin(came, among)
            came, rows = came[kept], rows[kept]
        asked = count
        while True:
            # Equals of the last one may lie beyond it, and the tie is to be decided here.
            asked = 2 * asked
            found, near = self._nearest(vector, asked, among)
            keys = np.concatenate([found, came])
            exact = np.concatenate([near, rows]).astype(np.float64) @ vector.astype(np.float64)
            best = np.lexsort((keys, -exact))[:count]
            if len(found) < asked or exact[: len(found)].min() < exact[best[-1]] - _TIE:
                return [(int(keys[place]), float(exact[place])) for place in best]

    def _nearest(
        self, vector: NDArray[np.float32], count: int, among: Sequence[int] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The keys and vectors of ``count`` rows of the table that are near, by half-precision products."""
        name, schema = self._table.name, self._table.schema
        given: dict[str, object] = {"vector": _written(vector), "count": count}
        conditions = ["true"]
        if self._changes.gone:
            conditions.append("key <> ALL(CAST(:gone AS bigint[]))")
            given["gone"] = list(self._changes.gone)
        if among is not None:
            conditions.append("key = ANY(CAST(:among AS bigint[]))")
            given["among"] = [int(key) for key in among]
        return self._read(
            f"SELECT key, {schema}.halfvec_send(vector) AS vector FROM {name} "  # noqa: S608
            f"WHERE {' AND '.join(conditions)} "
            f"ORDER BY vector OPERATOR({schema}.<#>) CAST(:vector AS {self._table.kind}) LIMIT :count",
            given,
        )

    def _rows_of(self, keys: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Those of ``keys`` that are held, and their vectors, in no order."""
        wanted = [int(key) for key in keys if key not in self._changes.gone]
        found, rows = self._read(
            f"SELECT key, {self._table.schema}.halfvec_send(vector) AS vector FROM {self._table.name} "  # noqa: S608
            "WHERE key = ANY(CAST(:keys AS bigint[]))",
            {"keys": wanted},
        )
        came = np.isin(self._changes.keys, wanted)
        return np.concatenate([found, self._changes.keys[came]]), np.concatenate([rows, self._changes.rows[came]])

    def _read(self, statement: str, given: dict[str, object]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        rows = self._session.execute(text(statement), given).all()
        vectors = np.array([sent(row.vector) for row in rows], np.float32).reshape(len(rows), self._table.dimension)
        return np.asarray([row.key for row in rows], np.int64), vectors


def _written(vector: NDArray[np.float32]) -> str:
    return "[" + ",".join(map(str, vector.astype(np.float16).tolist())) + "]"
