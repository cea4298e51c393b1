"""The table that pgvector searches, beside the passages: made, filled, brought up to date, with a graph over it.

Invariant: each function leaves the table holding what it says it holds, whenever the process is killed; whoever writes
it has its lock. It is derived: no migration makes it, nothing exports it, and one that is not of this database is
filled anew.

HNSW: Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using hierarchical navigable small
world graphs", 2018.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from factcheck.domain import fingerprint
from factcheck.errors import UsageError
from factcheck.store.dialects import is_postgres
from factcheck.store.plain import matrix
from factcheck.store.postgres import INDEXING, KEY

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

TABLES = "vector_index"  # what the names of the tables begin with; the one of just this name says how far they are
_NEIGHBOURS, _LOOKED_AT = 16, 64  # of a vector in the graph; looked at to find them
_BATCH = 10_000  # vectors written at once
_SAMPLE = 16  # vectors compared with those stored
_MEMORY_MB = (64, 2_048)  # least and most that a graph is built in
_BYTES = 1_200  # of memory that a vector of 384 needs while the graph is built; more by the dimension
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"


@dataclass(frozen=True, slots=True)
class IndexTable:
    """The table of one encoder's vectors. ``changed`` is how far of ``documents.changed`` it is, -1 if it is new;
    ``held`` counts its rows; ``schema`` has the extension, which the search path need not have."""

    name: str
    schema: str
    encoder: str
    dimension: int
    changed: int
    held: int

    @property
    def kind(self) -> str:
        return f"{self.schema}.halfvec({self.dimension})"


def table_of(session: Session, encoder: str, dimension: int) -> IndexTable | None:
    """The table as ``session`` sees it; None if there is none."""
    wanted = (encoder, dimension)
    return next((table for table in tables(session) if (table.encoder, table.dimension) == wanted), None)


def tables(session: Session) -> list[IndexTable]:
    """The tables of all encoders."""
    if session.scalar(text("SELECT to_regclass(:name)"), {"name": TABLES}) is None:
        return []
    found = session.execute(
        text(
            "SELECT name, quote_ident(nspname), encoder, dimension, changed, held FROM pg_extension "  # noqa: S608
            f"JOIN pg_namespace ON pg_namespace.oid = extnamespace CROSS JOIN {TABLES} WHERE extname = 'vector' "
            "ORDER BY encoder, dimension"
        )
    )
    return [IndexTable(*row) for row in found]


def made(session: Session, encoder: str, dimension: int) -> IndexTable:
    """The table, made if there is none; for whoever has the lock."""
    if known := table_of(session, encoder, dimension):
        return known
    name = f"{TABLES}_{fingerprint(f'{encoder} {dimension}')[:16]}"
    session.execute(
        text(
            f"CREATE TABLE IF NOT EXISTS {TABLES} (encoder text, dimension integer, name text NOT NULL, "
            "changed bigint NOT NULL, held bigint NOT NULL, PRIMARY KEY (encoder, dimension))"
        )
    )
    session.execute(
        text(f"INSERT INTO {TABLES} VALUES (:encoder, :dimension, :name, -1, 0)"),  # noqa: S608
        {"encoder": encoder, "dimension": dimension, "name": name},
    )
    table = table_of(session, encoder, dimension)
    if table is None:
        raise UsageError("pgvector was removed from the database. Say CREATE EXTENSION vector in it.")
    # PLAIN: rows are small enough to lie whole in the table, and are read sooner so.
    session.execute(text(f"CREATE TABLE {name} (key bigint PRIMARY KEY, vector {table.kind} NOT NULL)"))
    session.execute(text(f"ALTER TABLE {name} ALTER COLUMN vector SET STORAGE PLAIN"))
    return table


def forget(session: Session) -> None:
    """Drop all tables of vectors; they are made again when they are needed."""
    if not is_postgres(session) or session.scalar(text("SELECT to_regclass(:name)"), {"name": TABLES}) is None:
        return
    # Alone at once: whoever searches reads this one first, and two that wait for each other never end.
    session.execute(text(f"LOCK TABLE {TABLES} IN ACCESS EXCLUSIVE MODE"))
    for name in session.scalars(text(f"SELECT name FROM {TABLES}")).all():  # noqa: S608
        session.execute(text(f"DROP TABLE IF EXISTS {name}"))
    session.execute(text(f"DROP TABLE {TABLES}"))


# Of documents that changed since, the passages that are current and not in the table, or in it and not current.
CHANGED = (
    "FROM documents JOIN passages ON passages.document_key = documents.key "
    "LEFT JOIN {name} AS held ON held.key = passages.key "
    "LEFT JOIN vectors ON vectors.sha256 = passages.encoded_sha256 AND vectors.encoder = :encoder "
    "WHERE documents.changed > :changed AND documents.current <> (held.key IS NOT NULL)"
)


def lock(session: Session, *, wait: bool = True) -> bool:
    """Write the tables alone until the transaction ends; whether that could be had."""
    key = KEY.format(which=INDEXING)
    if not wait:
        return bool(session.scalar(text(f"SELECT pg_try_advisory_xact_lock({key})")))
    session.execute(text(f"SELECT pg_advisory_xact_lock({key})"))
    return True


def newest(session: Session) -> int:
    """The number of the last change of a document."""
    return session.scalar(text("SELECT coalesce(max(changed), 0) FROM documents")) or 0


def many(session: Session, table: IndexTable, least: int) -> bool:
    """Whether more than ``least`` passages have changed since ``table`` was brought up to date."""
    inner = f"SELECT 1 {CHANGED.format(name=table.name)} LIMIT {least + 1}"
    given = {"changed": table.changed, "encoder": table.encoder}
    return (session.scalar(text(f"SELECT count(*) FROM ({inner}) AS differing"), given) or 0) > least  # noqa: S608


def missing(session: Session, table: IndexTable, after: int) -> Sequence[Any]:
    """The keys behind ``after`` that the table lacks, some at a time, with their vectors; None where one has none."""
    return session.execute(
        text(
            f"SELECT passages.key, vectors.vector {CHANGED.format(name=table.name)} "
            f"AND documents.current AND passages.key > :after ORDER BY passages.key LIMIT {_BATCH}"
        ),
        {"changed": table.changed, "encoder": table.encoder, "after": after},
    ).all()


def remove_gone(session: Session, table: IndexTable) -> None:
    """Remove what is no more current."""
    gone = session.execute(
        text(
            f"DELETE FROM {table.name} USING passages, documents "  # noqa: S608
            f"WHERE passages.key = {table.name}.key AND documents.key = passages.document_key "
            "AND documents.changed > :changed AND NOT documents.current"
        ),
        {"changed": table.changed},
    )
    say(session, table, more=-gone.rowcount)  # type: ignore[attr-defined]


def emptied(session: Session, table: IndexTable) -> IndexTable:
    """The table without a row. Whoever searches it just now sees what they saw: TRUNCATE would not let them."""
    session.execute(text(f"DELETE FROM {table.name}"))  # noqa: S608
    say(session, table, changed=-1, more=-table.held)
    return made(session, table.encoder, table.dimension)


def say(session: Session, table: IndexTable, *, changed: int | None = None, more: int = 0) -> None:
    """Keep how far the table is, and how many rows it has ``more``."""
    session.execute(
        text(
            f"UPDATE {TABLES} SET changed = coalesce(:changed, changed), held = held + :more "  # noqa: S608
            "WHERE name = :name"
        ),
        {"changed": changed, "more": more, "name": table.name},
    )


def copy(session: Session, table: IndexTable, rows: Sequence[tuple[int, bytes]]) -> None:
    """Write rows as PostgreSQL's binary COPY has them: the vectors are sent as they are, never as digits."""
    if not rows:
        return
    dimension = table.dimension
    line = np.dtype(
        [
            ("columns", ">i2"),
            ("key_bytes", ">i4"),
            ("key", ">i8"),
            ("vector_bytes", ">i4"),
            ("dimension", ">i2"),
            ("unused", ">i2"),
            ("vector", ">f2", (dimension,)),
        ]
    )
    made = np.zeros(len(rows), line)
    made["columns"], made["key_bytes"], made["vector_bytes"], made["dimension"] = 2, 8, 4 + 2 * dimension, dimension
    made["key"] = [key for key, _ in rows]
    made["vector"] = matrix([vector for _, vector in rows], dimension)
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} (key, vector) FROM STDIN (FORMAT BINARY)") as sink:
        sink.write(_HEADER + made.tobytes() + _TRAILER)
    say(session, table, more=len(rows))


def agrees(session: Session, table: IndexTable) -> bool:
    """Whether the vectors of ``table`` are those stored: keys start again from 1 in another database."""
    if table.changed > newest(session):
        return False
    name = table.name
    rows = session.execute(
        text(
            f"SELECT {table.schema}.halfvec_send(held.vector) AS held, vectors.vector AS stored "  # noqa: S608
            f"FROM (SELECT min(key) AS first, max(key) AS last FROM {name}) AS ends, "
            f"generate_series(first, last, (last - first) / {_SAMPLE} + 1) AS place, "
            f"LATERAL (SELECT key, vector FROM {name} WHERE key >= place ORDER BY key LIMIT 1) AS held "
            "LEFT JOIN passages ON passages.key = held.key "
            "LEFT JOIN vectors ON vectors.sha256 = passages.encoded_sha256 AND vectors.encoder = :encoder"
        ),
        {"encoder": table.encoder},
    )
    return all(row.stored is not None and np.array_equal(sent(row.held), _stored(row.stored)) for row in rows)


def sent(vector: bytes) -> NDArray[np.float16]:
    """A vector as ``halfvec_send`` gives it: its dimension, two bytes of no use, big-endian numbers."""
    return np.frombuffer(vector, ">f2", offset=4)


def _stored(vector: bytes) -> NDArray[np.float16]:
    return np.frombuffer(vector, "<f2")


# -- the graph --------------------------------------------------------------------------


def is_graph(session: Session, name: str) -> bool:
    """Whether the vectors of a table are searched by a graph, not one by one."""
    return session.scalar(text("SELECT to_regclass(:name)"), {"name": f"{name}_hnsw"}) is not None


def build(session: Session, table: IndexTable) -> None:
    """Build the graph, in as much memory as it wants."""
    least, most = _MEMORY_MB
    wanted = table.held * (_BYTES + 2 * max(0, table.dimension - 384)) // 1_000_000
    session.execute(  # a graph that does not fit is built at half the speed
        text("SELECT set_config('maintenance_work_mem', :memory, true)"),
        {"memory": f"{min(max(wanted, least), most)}MB"},
    )
    statement = text(
        f"CREATE INDEX {table.name}_hnsw ON {table.name} USING hnsw (vector {table.schema}.halfvec_ip_ops) "
        f"WITH (m = {_NEIGHBOURS}, ef_construction = {_LOOKED_AT})"
    )
    try:
        with session.begin_nested():
            session.execute(statement)
    except OperationalError:  # several processes build it in shared memory, of which a container may have little
        session.execute(text("SET LOCAL max_parallel_maintenance_workers = 0"))
        session.execute(statement)
