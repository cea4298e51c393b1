"""pgvector as an index: how long it is built, how fast and how surely it finds, its size; exact search beside it.

    python benchmarks/pgvector.py [--vectors 50000] [--kept FILE.npz] [--shared FOLDER] [--queries 200] [--url URL]

Vectors are those of real passages and as many mixed from them as are wanted (see passage_vectors.py); queries are real
and none of them is stored. The server is --url's, or one that is started for the time, with its data on this disk.
Latencies are those of ``search(vector, 10)`` as the product asks it, one at a time, and include the ranking of what the
graph found by the exact vectors. The filter leaves one of a hundred: by the graph alone it is asked with and without
pgvector's iterative scan, and as the product asks it, where the planner may go by the keys.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "index"))
import passage_vectors
import postgres_server
from pgvector_engine import MODEL, bring
from sqlalchemy import text

from factcheck import encoder, settings
from factcheck.settings import Settings
from factcheck.store import Database, Session, open_database, pgvector, vector_table
from factcheck.store.pgvector import PgVectorIndex, VectorTable

TEN = 10
IN_VIEW = (40, 100, 200, 400, 800)
FILTER = 100  # one of so many is left


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--vectors", type=int, default=50_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--url", default="")
    asked = parser.parse_args()
    rows, queries = _vectors(asked.vectors, asked.queries, asked.shared, asked.kept)
    with ExitStack() as stack:
        server = None if asked.url else stack.enter_context(postgres_server.running())
        if not asked.url and server is None:
            print(postgres_server.NOTHING)
            return 1
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = asked.url or (server.url() if server else "")
        database = open_database(Settings(folder, folder, database_url=f"{url}&options=-csearch_path%3D{{workspace}}"))
        stack.callback(database.close)
        _machine(database)
        _measure(database, rows, queries)
    return 0


def _vectors(
    count: int, queries: int, shared: Path | None, kept: Path | None
) -> tuple[NDArray[np.float16], NDArray[np.float32]]:
    real = passage_vectors.real(encoder.load(settings.load({"workspace": Path.cwd()})), shared, kept)
    missing = max(0, count - len(real.passages))
    made = [real.passages[:count].astype(np.float16), *passage_vectors.mixed(real.passages, missing, seed=1)]
    return np.concatenate(made)[:count], real.questions[:queries].astype(np.float32)


def _machine(database: Database) -> None:
    with database.reading() as session:
        version = session.scalar(text("SELECT version()"))
    print(f"{os.cpu_count()} cores, {platform.system()}; {version}")


def _measure(database: Database, rows: NDArray[np.float16], queries: NDArray[np.float32]) -> None:
    count, dimension = rows.shape
    assert not pgvector.why_not(database, make=True)
    exact = rows.astype(np.float32) @ queries.T
    true = [set((np.argpartition(-exact[:, n], TEN)[:TEN] + 1).tolist()) for n in range(len(queries))]
    for start in range(0, count, 10_000):
        bring(database, dict(enumerate(rows[: start + 10_000], start=1)))
    table = VectorTable(database, exact=10**9)
    took = _seconds(lambda: table.settle(MODEL, dimension))
    print(f"{count:,} vectors of {dimension}; copied into the table of halfvec in {took:.1f} s")
    with database.reading() as session:
        _told("exact, no graph", *_searched(table.at(session, MODEL, dimension), queries, true))
    built = VectorTable(database, exact=0)
    took = _seconds(lambda: built.settle(MODEL, dimension))
    with database.reading() as session:
        (made,) = vector_table.tables(session)
        graph, whole = (
            session.scalar(text("SELECT pg_relation_size(:name)"), {"name": name}) or 0
            for name in (f"{made.name}_hnsw", made.name)
        )
        print(
            f"graph (HNSW) built in {took:.1f} s; {graph / count:,.0f} bytes a vector, the table {whole / count:,.0f}"
        )
        index = built.at(session, MODEL, dimension)
        for many in IN_VIEW:
            session.execute(text(f"SET LOCAL hnsw.ef_search = {many}"))
            _told(f"graph, {many} in view", *_searched(index, queries, true))
        built.at(session, MODEL, dimension)
        told = {"vector": str(queries[0].tolist()), "count": 2 * TEN}
        plan = session.scalars(text(f"EXPLAIN {_nearest(made, 'true')}"), told).all()
        print(f"as the product has it, the planner goes by {'the graph' if 'hnsw' in str(plan) else 'all vectors'}")
        _filtered(session, index, made, rows, queries)


def _filtered(
    session: Session,
    index: PgVectorIndex,
    made: vector_table.IndexTable,
    rows: NDArray[np.float16],
    queries: NDArray[np.float32],
) -> None:
    """How much is found where a filter leaves one of a hundred."""
    keys = np.arange(1, len(rows) + 1, FILTER)
    exact = rows[keys - 1].astype(np.float32) @ queries.T
    true = [set(keys[np.argpartition(-exact[:, n], TEN)[:TEN]].tolist()) for n in range(len(queries))]
    statement = text(_nearest(made, f"key % {FILTER} = 1"))
    _told(
        "filter, as the product asks", *_timed(lambda query: _keys(index.search(query, TEN, among=keys)), queries, true)
    )
    for name in ("enable_seqscan", "enable_bitmapscan"):
        session.execute(text(f"SET LOCAL {name} = off"))
    for scan in ("off", "relaxed_order"):
        session.execute(text(f"SET LOCAL hnsw.iterative_scan = {scan}"))
        session.execute(text("SET LOCAL hnsw.ef_search = 40"))

        def ask(query: NDArray[np.float32]) -> set[int]:
            return set(session.scalars(statement, {"vector": str(query.tolist()), "count": TEN}))

        _told(f"filter, graph, iterative_scan {scan}", *_timed(ask, queries, true))


def _nearest(made: vector_table.IndexTable, condition: str) -> str:
    return (
        f"SELECT key FROM {made.name} WHERE {condition} "
        f"ORDER BY vector OPERATOR({made.schema}.<#>) CAST(:vector AS {made.kind}) LIMIT :count"
    )


Found = tuple[float, float, float, float]  # median ms, ms of the slowest of 20, rows found, recall


def _searched(index: PgVectorIndex, queries: NDArray[np.float32], true: list[set[int]]) -> Found:
    return _timed(lambda query: _keys(index.search(query, TEN)), queries, true)


def _keys(found: Iterable[tuple[int, float]]) -> set[int]:
    return {key for key, _ in found}


def _timed(
    search: Callable[[NDArray[np.float32]], set[int]], queries: NDArray[np.float32], true: list[set[int]]
) -> Found:
    for query in queries[:5]:  # what is read for the first time is not what is measured
        search(query)
    times, found = [], []
    for query in queries:
        begin = time.perf_counter()
        found.append(search(query))
        times.append(1000 * (time.perf_counter() - begin))
    right = sum(len(one & best) for one, best in zip(found, true, strict=True))
    slow = sorted(times)[int(0.95 * len(times))]
    return float(np.median(times)), slow, sum(map(len, found)) / len(found), right / (TEN * len(queries))


def _told(what: str, median: float, slow: float, found: float, recall: float) -> None:
    print(f"{what:36} median {median:6.2f} ms, p95 {slow:6.2f} ms, {found:4.1f} of 10 rows, recall@10 {recall:.3f}")


def _seconds(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
