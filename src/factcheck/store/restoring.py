"""Where the database of a workspace stands, for whoever puts another in its place.

Invariant: what is put back is there whole or not at all: it is copied in one transaction, so that whoever is killed in
the middle leaves what was there, and whoever has it open goes on with what is there then. What was there is kept
first.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from factcheck.errors import FactcheckError, IntegrityError
from factcheck.store import backups, location
from factcheck.store.dialects import begin_lineage
from factcheck.store.plain import BUSY_TIMEOUT_MS

if TYPE_CHECKING:
    from factcheck.settings import Settings
    from factcheck.store.database import Database
    from factcheck.store.people import TokenHolder


class PlacedDatabase(Protocol):
    """A database in its place."""

    name: str  # what it is called in messages
    folder: Path  # what is made for it for a while stands there

    def is_free(self) -> bool:
        """Whether there is nothing that anybody could miss."""

    def keep_aside(self) -> Path | None:
        """Copy it to the workspace before another takes its place; None if there is nothing."""

    def people(self) -> list[TokenHolder] | None:
        """Who has a token here; None if that cannot be known."""

    def put_back(self, copy: Path) -> None:
        """Make it hold what the SQLite database ``copy`` holds, which is at this program's revision."""


def placed(settings: Settings) -> PlacedDatabase:
    """The database that ``settings`` name, in its place."""
    if location.url_of(settings).get_backend_name() == "sqlite":
        return _InFile(location.path_of(settings))
    return _OnServer(settings)


def keep_people(people: list[TokenHolder] | None, copy: Path) -> None:
    """Let the copy hold those who have a token here; its own where that is not known."""
    if people is None:
        return
    with closing(sqlite3.connect(copy)) as target, target:
        target.execute("DELETE FROM people")
        target.executemany("INSERT INTO people (name, token_sha256, since) VALUES (?, ?, ?)", people)


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")


class _InFile:
    """A file of SQLite's, which copies whole databases in one transaction."""

    def __init__(self, path: Path) -> None:
        self.name, self.folder, self._path = str(path), path.parent, path

    def is_free(self) -> bool:
        if not location.has_content(self._path):
            return True
        try:
            return backups.contents(self._path).empty
        except IntegrityError:
            return False  # broken, and still somebody's

    def keep_aside(self) -> Path | None:
        """One that is broken is kept as it is."""
        path = self._path
        if not location.has_content(path):
            return None
        aside = path.with_name(f"{path.name}.before-restore-{_stamp()}")
        try:
            with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(aside)) as copy:
                source.backup(copy)
        except sqlite3.Error:
            for end in ("", "-wal"):
                file = path.with_name(path.name + end)
                if file.exists():
                    shutil.copyfile(file, aside.with_name(aside.name + end))
        backups.sync(aside)
        return aside

    def people(self) -> list[TokenHolder] | None:
        from factcheck.store import people

        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as source:
                return people.everybody(source)
        except sqlite3.Error:  # none, a broken one, or one from before there were people
            return None

    def put_back(self, copy: Path) -> None:
        """Where the file is broken beyond filling it, it is replaced."""
        path = self._path
        with closing(sqlite3.connect(copy)) as connection:
            begin_lineage(connection)
        try:
            self._fill(copy)
        except sqlite3.OperationalError as problem:
            raise FactcheckError(f"{path}: cannot be written ({problem}). What was there is there still.") from problem
        except sqlite3.DatabaseError:
            for end in ("-wal", "-shm"):
                path.with_name(path.name + end).unlink(missing_ok=True)
            copy.replace(path)
            backups.sync(path.parent)
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")

    def _fill(self, copy: Path) -> None:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(self._path)) as target:
            target.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            source.backup(target)
            target.execute("PRAGMA journal_mode = WAL")
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _OnServer:
    """A database of a server, which is emptied and filled in one transaction."""

    def __init__(self, settings: Settings) -> None:
        from factcheck.store import postgres

        self.name = postgres.place(location.url_of(settings))
        self.folder, self._settings = settings.workspace, settings

    def is_free(self) -> bool:
        from factcheck.store import stored

        if not location.exists(self._settings):
            return True
        with closing(self._opened()) as database, database.reading() as session:
            return stored.state(session).empty

    def keep_aside(self) -> Path | None:
        """As a backup."""
        if self.is_free():
            return None
        aside = self._settings.workspace / f"before-restore-{_stamp()}"
        with backups.made_whole(aside) as folder, closing(self._opened()) as database:
            held = backups.copy_out(database, self._settings, folder)
            backups.write_manifest(folder, held)
        return aside

    def people(self) -> list[TokenHolder] | None:
        from factcheck.store import people

        if not location.exists(self._settings):
            return None
        with closing(self._opened()) as database, database.reading() as session:
            return people.everybody(session)

    def put_back(self, copy: Path) -> None:
        from factcheck.store import copying, database

        here = database.open_database(backups.beside(self._settings, copy.parent))
        with closing(here), closing(self._opened()) as there, here.reading() as source, there.writing() as target:
            copying.replace(source, target, str(copy))

    def _opened(self) -> Database:
        from factcheck.store.database import open_database

        return open_database(self._settings, unfinished=True)
