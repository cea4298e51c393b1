"""New databases in tests are copies of one that the migrations made: they take a third of a second each time, and
seconds on PostgreSQL.

Tests of migrations ask for a revision, or upgrade what is there, and get the real thing.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from databases import STATEMENTS
from postgres_server import Server

from factcheck import settings
from factcheck.store import database, location, migrations

_FILE = "factcheck.db"


def make(folder: Path, server: Server | None = None) -> Path:
    """The database that the migrations make, in ``folder``: as a file, and as statements too where there is a
    ``server``."""
    _made(folder, "").close()
    if server is not None:
        _made(folder, server.url_of_workspaces).close()
        schema = location.schema_of(folder)
        words = [server.binaries / "pg_dump", "--schema", schema, "--no-owner", "--inserts", "-h", server.folder]
        made = subprocess.run([*words, "-U", "tester", "postgres"], check=True, capture_output=True, encoding="utf-8")
        kept = (line for line in made.stdout.replace(f"{schema}.", "").splitlines() if _is_wanted(line))
        (folder / STATEMENTS).write_text("\n".join(kept), encoding="utf-8")
    return folder


def _made(folder: Path, url: str) -> database.Database:
    return database.open_database(settings.load({"workspace": folder}, {"FACTCHECK_DATABASE_URL": url}))


def _is_wanted(line: str) -> bool:
    return not line.startswith(("--", "SET ", "SELECT pg_catalog.set_config", "CREATE SCHEMA", "\\"))


def copy_for_new_ones(template: Path) -> Callable[[], None]:
    """Let new databases of this process be copies of ``template``, until what is returned is called."""
    real = migrations.upgrade

    def upgrade(engine: Any, revision: str = "head") -> None:
        if revision != "head" or not (_fill if engine.dialect.name == "postgresql" else _copy)(engine, template):
            real(engine, revision)

    def restore() -> None:
        migrations.upgrade = real

    migrations.upgrade = upgrade
    return restore


def _copy(engine: Any, template: Path) -> bool:
    with closing(engine.raw_connection()) as connection:
        target = connection.driver_connection
        if target.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return False
        with closing(sqlite3.connect(template / _FILE)) as source:
            source.backup(target)
        return True


def _fill(engine: Any, template: Path) -> bool:
    if not (template / STATEMENTS).exists():  # tests on SQLite that have a server of their own
        return False
    with closing(engine.raw_connection()) as connection:
        target = connection.driver_connection
        if target.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone()[0]:
            return False
        target.execute((template / STATEMENTS).read_text(encoding="utf-8"))
        target.commit()
        return True
