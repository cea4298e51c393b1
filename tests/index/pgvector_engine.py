"""pgvector as an engine of the contract: a database of its own, filled as far as its vectors go."""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import one_server
from numpy.typing import NDArray
from sqlalchemy import text

from factcheck.domain import Index
from factcheck.settings import Settings
from factcheck.store import Database, open_database, pgvector, vector_table

Rows = dict[int, NDArray[np.float16]]
MODEL = "some-model:int8-1:0123456789ab"
EXACT, PENDING = 1_000, 20  # so that both ways of searching, and both of following, are gone


@cache
def database() -> Database:
    """One for all tests of a process."""
    stack = ExitStack()
    atexit.register(stack.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    return open_database(Settings(folder, folder, database_url=one_server.url()))


def bring(made: Database, rows: Rows) -> None:
    """Let ``rows`` be the vectors of all current passages, of a document each."""
    keys = list(rows)
    with made.writing() as session:
        change = 1 + vector_table.newest(session)
        known = set(session.scalars(text("SELECT key FROM documents")))
        current = set(session.scalars(text("SELECT key FROM documents WHERE current")))
        for now, changed in ((True, set(keys) - current), (False, current - set(keys))):
            session.execute(
                text("UPDATE documents SET current = :now, changed = :change WHERE key = ANY(CAST(:keys AS bigint[]))"),
                {"now": now, "change": change, "keys": list(changed)},
            )
        new = [key for key in keys if key not in known]
        session.execute(
            text(
                "INSERT INTO documents (key, id, version, current, sha256, text, extra, source, changed) "
                "SELECT key, key::text, 1, true, '', '', '{}', '', :change FROM unnest(CAST(:keys AS bigint[])) AS key"
            ),
            {"keys": new, "change": change},
        )
        session.execute(
            text(
                'INSERT INTO passages (key, id, document_key, start, "end", text, sha256, encoded_sha256) '
                "SELECT key, key::text, key, 0, 0, '', '', key::text FROM unnest(CAST(:keys AS bigint[])) AS key"
            ),
            {"keys": new},
        )
        session.execute(
            text(
                "INSERT INTO vectors (encoder, sha256, vector) "
                "SELECT :model, key::text, vector "
                "FROM unnest(CAST(:keys AS bigint[]), CAST(:vectors AS bytea[])) AS given (key, vector)"
            ),
            {"model": MODEL, "keys": new, "vectors": [rows[key].astype("<f2").tobytes() for key in new]},
        )


@contextmanager
def engine(_folder: Path) -> Iterator[object]:
    made = database()
    with made.writing() as session:
        vector_table.forget(session)
        session.execute(text("TRUNCATE documents, passages, vectors CASCADE"))
    assert pgvector.why_not(made, make=True) == ""
    table = pgvector.VectorTable(made, exact=EXACT, pending=PENDING)

    with ExitStack() as sessions:

        def brought(rows: Rows) -> Index:
            dimension = len(next(iter(rows.values()))) if rows else 16
            bring(made, rows)
            (table.settle if len(rows) > EXACT else table.follow)(MODEL, dimension)
            return table.at(sessions.enter_context(made.reading()), MODEL, dimension)

        yield brought
