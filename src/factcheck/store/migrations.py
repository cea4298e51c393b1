"""Alembic's side of the store: which revisions there are, and how to get to the newest.

Invariant: on SQLite a migration runs in one transaction of its own, with foreign keys off, because
SQLite rebuilds tables to alter them and would delete the rows that point at the old one. On
PostgreSQL, where no copy is made before, all of them run in one.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


def folder() -> Path:
    """``db/`` inside the installed package, or beside ``src/`` in a checkout."""
    package = Path(__file__).parents[1]
    shipped = package / "db"
    return shipped if shipped.is_dir() else package.parents[1] / "db"


def config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(folder()).replace("%", "%%"))
    return settings


def known() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(config()).walk_revisions())


def upgrade(engine: Engine, revision: str = "head") -> None:
    settings = config()
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, revision)
        return
    with engine.execution_options(writing=True).connect() as connection:
        # Ignored inside a transaction, so it goes to the driver before one begins.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)
        driver.execute("PRAGMA foreign_keys = ON")
