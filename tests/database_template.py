"""New databases in tests are copies of one that the migrations made: they take a third of a second each time, and
seconds on PostgreSQL.

Tests of migrations ask for a revision, or upgrade what is there, and get the real thing.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import postgres_server
from databases import STATEMENTS

from factcheck import settings
from factcheck.store import database, migrations, postgres

_FILE = "factcheck.db"


def make(folder: Path) -> Path:
    """The database that the migrations make, in ``folder``. The first one on a server leaves its statements there."""
    database.open_database(settings.load({"workspace": folder}, {"FACTCHECK_DATABASE_URL": ""})).close()
    return folder


def copy_for_new_ones(template: Path) -> Callable[[], None]:
    """Let new databases of this process be copies of ``template``, until what is returned is called."""
    real = migrations.upgrade

    def upgrade(engine: Any, revision: str = "head") -> None:
        on_server = engine.dialect.name == "postgresql"
        if revision != "head" or not (_is_new_schema if on_server else _is_new_file)(engine):
            real(engine, revision)
        elif not on_server:
            _copy(engine, template / _FILE)
        elif (template / STATEMENTS).exists():
            _fill(engine, template / STATEMENTS)
        else:
            real(engine)
            _keep(engine, template / STATEMENTS)

    def restore() -> None:
        migrations.upgrade = real

    migrations.upgrade = upgrade
    return restore


def _is_new_file(engine: Any) -> bool:
    with closing(engine.raw_connection()) as connection:
        return not connection.driver_connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _copy(engine: Any, file: Path) -> None:
    with closing(engine.raw_connection()) as connection, closing(sqlite3.connect(file)) as source:
        source.backup(connection.driver_connection)


def _is_new_schema(engine: Any) -> bool:
    return postgres.revision(engine) is None


def _fill(engine: Any, statements: Path) -> None:
    with closing(engine.raw_connection()) as connection:
        connection.driver_connection.execute(statements.read_text(encoding="utf-8"))
        connection.driver_connection.commit()


def _keep(engine: Any, statements: Path) -> None:
    """Write the statements that make the schema of ``engine``, for whichever schema comes first on the search_path."""
    folder = postgres_server.binaries()
    if folder is None or "host" not in engine.url.query:
        return
    with engine.connect() as connection:
        schema = postgres.schema(connection)
    words = [folder / "pg_dump", "--schema", schema, "--no-owner", "--inserts", "-h", engine.url.query["host"]]
    made = subprocess.run(
        [*words, "-U", "tester", engine.url.database], check=True, capture_output=True, encoding="utf-8"
    )
    kept = (line for line in made.stdout.replace(f"{schema}.", "").splitlines() if _is_wanted(line))
    new = statements.with_name(f"{STATEMENTS}.{os.getpid()}")
    new.write_text("\n".join(kept), encoding="utf-8")
    new.replace(statements)


def _is_wanted(line: str) -> bool:
    return not line.startswith(("--", "SET ", "SELECT pg_catalog.set_config", "CREATE SCHEMA", "\\"))
