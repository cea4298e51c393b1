"""New databases in tests are copies of one that the migrations made: they take a third of a second each time.

Tests of migrations ask for a revision, or upgrade what is there, and get the real thing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from factcheck import settings
from factcheck.store import database, migrations


def make(folder: Path) -> Path:
    """The database that the migrations make, in ``folder``."""
    database.open_database(settings.load({"workspace": folder}, {})).close()
    return folder / "factcheck.db"


def copy_for_new_ones(template: Path) -> Callable[[], None]:
    """Let new databases of this process be copies of ``template``, until what is returned is called."""
    real = migrations.upgrade

    def upgrade(engine: Any, revision: str = "head") -> None:
        if engine.dialect.name != "sqlite":
            real(engine, revision)
            return
        with closing(engine.raw_connection()) as connection:
            target = connection.driver_connection
            if revision == "head" and not target.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                with closing(sqlite3.connect(template)) as source:
                    source.backup(target)
                return
        real(engine, revision)

    def restore() -> None:
        migrations.upgrade = real

    migrations.upgrade = upgrade
    return restore
