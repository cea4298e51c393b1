"""pgvector in particular: the graph, what is pending, whose table it is, and where there is none."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import one_server
import pgvector_engine
import postgres_server
import pytest
from engines import unit
from pgvector_engine import MODEL, bring
from sqlalchemy import text

from factcheck import Workspace
from factcheck.checking import index_file
from factcheck.checking.searching import search
from factcheck.domain import Document
from factcheck.errors import UsageError
from factcheck.settings import Settings
from factcheck.store import open_database, vector_table
from factcheck.store.pgvector import VectorTable

pytestmark = pytest.mark.xdist_group("pgvector")

MANY, DIMENSION = 3_000, 32
RANDOM = np.random.default_rng(7)
CENTRES = RANDOM.normal(size=(60, DIMENSION))
ROWS = unit(CENTRES[RANDOM.integers(60, size=MANY)] + 0.6 * RANDOM.normal(size=(MANY, DIMENSION)))
QUERIES = unit(CENTRES[:20] + 0.6 * RANDOM.normal(size=(20, DIMENSION))).astype(np.float32)
FEW = list(range(1, MANY + 1, 100))  # one of a hundred


def best(query: np.ndarray, keys: list[int], count: int = 10) -> list[int]:
    cosines = ROWS[np.array(keys) - 1].astype(np.float32) @ query
    return [keys[place] for place in np.argsort(-cosines)[:count]]


@pytest.fixture(scope="module")
def table() -> Iterator[VectorTable]:
    """Thousands of vectors, with a graph."""
    with pgvector_engine.engine(Path()):
        bring(pgvector_engine.database(), dict(enumerate(ROWS, start=1)))
        made = VectorTable(pgvector_engine.database(), exact=1_000)
        made.settle(MODEL, DIMENSION)
        yield made


def test_a_graph_is_built_where_there_are_many(table: VectorTable) -> None:
    with pgvector_engine.database().reading() as session:
        found = table.at(session, MODEL, DIMENSION)
        (made,) = vector_table.tables(session)
        assert vector_table.is_graph(session, made.name)
        session.execute(text("SET LOCAL enable_seqscan = off"))  # so few are compared sooner one by one
        plan = session.scalars(
            text(
                f"EXPLAIN SELECT key FROM {made.name} "
                f"ORDER BY vector OPERATOR({made.schema}.<#>) (SELECT vector FROM {made.name} LIMIT 1) LIMIT 20"
            )
        ).all()
        assert any("_hnsw" in line for line in plan), plan
        hits = [
            len({key for key, _ in found.search(query, 10)} & {*best(query, [*range(1, MANY)])}) for query in QUERIES
        ]
    assert sum(hits) >= 0.98 * 10 * len(QUERIES)


def test_among_few_of_many_as_many_are_found_as_were_asked_for(table: VectorTable) -> None:
    with pgvector_engine.database().reading() as session:
        found = table.at(session, MODEL, DIMENSION)
        for query in QUERIES:
            assert [key for key, _ in found.search(query, 10, among=FEW)] == best(query, FEW)


def test_a_filter_that_leaves_one_of_a_hundred_is_searched_by_the_graph_too(table: VectorTable) -> None:
    """The graph alone looks at so many, and finds too few of them; it goes on until there are enough."""
    with pgvector_engine.database().reading() as session:
        (made,) = vector_table.tables(session)
        table.at(session, MODEL, DIMENSION)
        session.execute(text("SET LOCAL enable_seqscan = off"))
        session.execute(text("SET LOCAL enable_bitmapscan = off"))
        session.execute(text("SET LOCAL hnsw.ef_search = 40"))
        statement = text(
            f"SELECT key FROM {made.name} WHERE key % 100 = 1 ORDER BY vector OPERATOR({made.schema}.<#>) "
            f"CAST(:vector AS {made.kind}) LIMIT 10"
        )
        told = {"vector": str(QUERIES[0].tolist())}
        assert len(session.scalars(statement, told).all()) == 10
        session.execute(text("SET LOCAL hnsw.iterative_scan = off"))
        assert len(session.scalars(statement, told).all()) < 10


def test_who_is_killed_while_the_table_is_filled_goes_on_where_he_was(
    table: VectorTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_table, "_BATCH", 1_000)
    database = pgvector_engine.database()
    with database.writing() as session:
        vector_table.forget(session)

    class KilledError(Exception):
        pass

    def killed(_what: str, done: int, _total: int) -> None:
        if done == 2_000:
            raise KilledError

    with pytest.raises(KilledError):
        VectorTable(database, progress=killed).follow(MODEL, DIMENSION)
    with database.reading() as session:
        (half,) = vector_table.tables(session)
        assert (half.held, half.changed) == (2_000, -1)
        assert len(VectorTable(database).at(session, MODEL, DIMENSION)) == MANY
    seen: list[int] = []
    VectorTable(database, progress=lambda _what, done, _total: seen.append(done)).follow(MODEL, DIMENSION)
    assert seen == [1_000]
    with database.reading() as session:
        assert [one.held for one in vector_table.tables(session)] == [MANY]


def test_a_backup_put_back_while_the_table_is_filled_leaves_none_out(
    table: VectorTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_table, "_BATCH", 1_000)
    database = pgvector_engine.database()
    waiting = [1_000]

    def put_back(_what: str, done: int, _total: int) -> None:
        if done in waiting:
            waiting.remove(done)
            with database.writing() as session:
                vector_table.forget(session)

    with database.writing() as session:
        vector_table.forget(session)
    VectorTable(database, progress=put_back).follow(MODEL, DIMENSION)
    with database.reading() as session:
        assert [one.held for one in vector_table.tables(session)] == [MANY]


def test_a_backup_is_put_back_beside_who_searches(table: VectorTable) -> None:
    database, found = pgvector_engine.database(), []
    table.follow(MODEL, DIMENSION)

    def put_back() -> None:
        with database.writing() as session:
            vector_table.forget(session)
        found.append("put back")

    other = threading.Thread(target=put_back)
    with database.reading() as session:
        assert vector_table.table_of(session, MODEL, DIMENSION)
        other.start()
        until = time.monotonic() + 20
        waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not session.scalar(waits) and time.monotonic() < until:
            time.sleep(0.01)
        assert len(table.at(session, MODEL, DIMENSION).search(ROWS[0].astype(np.float32), 5)) == 5
    other.join()
    assert found == ["put back"]


def test_a_table_of_another_database_is_filled_anew(table: VectorTable) -> None:
    database = pgvector_engine.database()
    table.follow(MODEL, DIMENSION)
    with database.writing() as session:
        session.execute(text("UPDATE vectors SET vector = (SELECT vector FROM vectors WHERE sha256 = '1')"))
    other = VectorTable(database)
    other.follow(MODEL, DIMENSION)
    with database.reading() as session:
        found = other.at(session, MODEL, DIMENSION).search(ROWS[0].astype(np.float32), 5)
    assert [key for key, _ in found] == [1, 2, 3, 4, 5]


# -- where it is used -----------------------------------------------------------------------

TEXTS = {
    "mill": "The mill on the Tarn was built in 1840 and has twelve looms.",
    "port": "Ships with grain wait before the harbour because the crane broke.",
    "tax": "The town raised its tax on second homes by two per cent in May.",
}


def test_a_claim_finds_by_pgvector_what_it_finds_by_faiss(tmp_path: Path, cache: Path) -> None:
    told = {}
    for engine in ("faiss", "pgvector"):
        folder = tmp_path / engine
        with Workspace(folder, cache=cache, database_url=one_server.url(), index=engine) as desk:
            desk.corpus_add_documents([Document(id=name, text=words) for name, words in TEXTS.items()])
            vectors = desk.encoder.encode(["Grain ships queue at the port."])
            with desk.searcher.snapshot() as snapshot:
                first = search(snapshot, ["Grain ships queue at the port."], vectors)
            desk.corpus_remove("port")
            with desk.searcher.snapshot() as snapshot:
                told[engine] = first.dense, search(snapshot, ["Grain ships queue at the port."], vectors).dense
            (line,) = [one for one in desk.doctor() if one.what == "index"][-1:]
            assert ("pgvector: 3 vectors" in line.words) is (engine == "pgvector"), line
    assert told["pgvector"] == told["faiss"]
    assert [len(found) for found in told["faiss"]] == [3, 2]


def test_few_passages_are_searched_beside_the_workspace_and_many_in_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = pgvector_engine.database()
    assert index_file.engine(database, "auto")[0] == "faiss"
    monkeypatch.setattr(index_file, "MANY", 0)
    assert index_file.engine(database, "auto") == ("pgvector", "")
    file = open_database(Settings(tmp_path, tmp_path, database_url=f"sqlite:///{tmp_path}/factcheck.db"))
    try:
        assert index_file.engine(file, "auto") == ("faiss", "")
        with pytest.raises(UsageError, match=r'index = "pgvector": the database is not on PostgreSQL: .*migrate'):
            index_file.engine(file, "pgvector")
    finally:
        file.close()


def test_a_word_that_is_no_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"index is .milvus.\. One of auto, faiss, pgvector"):
        index_file.engine(pgvector_engine.database(), "milvus")


def test_without_pgvector_the_server_is_searched_beside_the_workspace(tmp_path: Path) -> None:
    with postgres_server.running(pgvector=False) as server:
        if server is None:
            pytest.skip(postgres_server.NOTHING)
        database = open_database(Settings(tmp_path, tmp_path, database_url=server.url()))
        try:
            with pytest.raises(UsageError, match="the server has no pgvector: install it there"):
                index_file.engine(database, "pgvector")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(index_file, "MANY", 0)
                assert index_file.engine(database, "auto", make=True)[0] == "faiss"
        finally:
            database.close()


def test_who_may_make_no_extension_is_told_who_may(tmp_path: Path) -> None:
    with pgvector_engine.database().claiming() as session:
        session.execute(text("DROP ROLE IF EXISTS modest"))
        session.execute(text("CREATE ROLE modest LOGIN"))
    server = one_server.server()
    raw = pgvector_engine.database()._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    raw.execute(text("CREATE DATABASE modest OWNER modest"))
    raw.close()
    address = server.url("modest").replace("tester@", "modest@") + "&options=-csearch_path%3D{workspace}"
    database = open_database(Settings(tmp_path, tmp_path, database_url=address))
    try:
        assert index_file.engine(database, "pgvector") == ("pgvector", "")  # it may be, for all that can be seen
        with pytest.raises(UsageError, match="may not make extensions: have an administrator say CREATE EXTENSION"):
            index_file.engine(database, "pgvector", make=True)
    finally:
        database.close()
