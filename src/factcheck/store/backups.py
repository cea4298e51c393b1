"""Copies of a database that is in use, and putting one back.

Invariant: a backup is there whole or not at all, and so is what is put back: it is copied into the database in one
transaction of SQLite's, so that whoever is killed in the middle leaves what was there, and whoever has it open goes
on with what is there then.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from factcheck.errors import FactcheckError, InputError, IntegrityError, UsageError
from factcheck.settings import SETTINGS_FILE
from factcheck.store.plain import BUSY_TIMEOUT_MS, DATABASE_FILE

if TYPE_CHECKING:
    from factcheck.store.database import Database

ARCHIVE = "archive"  # in a workspace and in a backup: what was fetched
MANIFEST = "backup.json"  # in a backup: when it was made, what it holds, the SHA-256 of its files
LAST = ".last-backup.json"  # in a workspace: when and where its last backup was made


class Contents(NamedTuple):
    """What a database holds."""

    revision: str
    articles: int
    claims: int
    documents: int
    entries: int
    last_hash: str  # of the newest entry; "" of an empty log

    @property
    def empty(self) -> bool:
        return not (self.articles or self.documents or self.entries)


def contents(path: Path) -> Contents:
    """What the database at ``path`` holds. Raises IntegrityError if it cannot be read."""
    with _reading(path) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        log = "entries" if "entries" in tables else "decisions"
        articles, claims, documents, entries = (
            _count(connection, name) for name in ("articles", "claims", "documents", log)
        )
        last = connection.execute(f"SELECT hash FROM {log} ORDER BY key DESC LIMIT 1").fetchone()  # noqa: S608
    return Contents(revision, articles, claims, documents, entries, last[0] if last else "")


def _count(connection: sqlite3.Connection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(found[0])


def page_problems(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a file: pages, indexes, foreign keys."""
    with _reading(path) as connection:
        found = [words for (words,) in connection.execute("PRAGMA quick_check") if words != "ok"]
        found += [f"{table}, row {row}: names a row that is not there" for table, row, *_ in _loose_keys(connection)]
    return found


def _loose_keys(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    yield from connection.execute("PRAGMA foreign_key_check")


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    from factcheck.store import sqlite_file

    plain = f"{path.absolute().as_uri()}?mode=ro", None
    address, copy = sqlite_file.reading_address(path) if sqlite_file.unwritable(path) else plain
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield connection
    except (sqlite3.Error, TypeError) as problem:  # TypeError: a table that should have a row has none
        raise IntegrityError(f"{path}: cannot be read as a database of factcheck ({problem}).") from problem
    finally:
        if copy is not None:
            copy.cleanup()


# -- making one ---------------------------------------------------------------------------


@contextmanager
def made_whole(target: Path) -> Iterator[Path]:
    """A new folder beside ``target`` that takes its name at the end, or is removed if anything fails.

    Raises UsageError if ``target`` is there, FactcheckError if it cannot be made.
    """
    if target.exists():
        raise UsageError(f"{target}: is there already, and a backup overwrites nothing. Name another.")
    try:
        partial = Path(tempfile.mkdtemp(prefix=f"{target.name}.incomplete-", dir=target.absolute().parent))
    except OSError as problem:
        raise FactcheckError(f"{target}: cannot be made ({problem.strerror}). Name another place.") from problem
    try:
        yield partial
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    _sync(target.absolute().parent)


@contextmanager
def new_file(target: Path) -> Iterator[IO[bytes]]:
    """A new file beside ``target`` that takes its name at the end, or is removed if anything fails.

    Raises UsageError if ``target`` is there, FactcheckError if it cannot be made.
    """
    if target.exists():
        raise UsageError(f"{target}: is there already, and an export overwrites nothing. Name another.")
    partial = target.with_name(f"{target.name}.incomplete-{os.getpid()}")
    try:
        file = partial.open("wb")
    except OSError as problem:
        raise FactcheckError(f"{target}: cannot be made ({problem.strerror}). Name another place.") from problem
    try:
        with file:
            yield file
        partial.rename(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _sync(target)


def copy_out(database: Database, settings_file: Path, folder: Path) -> None:
    """Copy a database that may be in use, and its settings, into ``folder``."""
    target = folder / DATABASE_FILE
    with database.reading() as session, closing(sqlite3.connect(target)) as copy:
        source = session.connection().connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
        except sqlite3.Error as problem:
            raise FactcheckError(f"{target}: the copy failed ({problem}). Nothing was kept of it.") from problem
    _sync(target)
    if settings_file.is_file():
        shutil.copyfile(settings_file, folder / SETTINGS_FILE)


def copy_archive(source: Path, target: Path) -> None:
    """Copy what was fetched from one folder to the other, while more may be fetched. Such files only grow, so that one
    that is there already, and is not shorter, has all that the other has."""
    for file in sorted((source / ARCHIVE).glob("*.gz")):
        kept = target / ARCHIVE / file.name
        if kept.is_file() and kept.stat().st_size >= file.stat().st_size:
            continue
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_name(f".{kept.name}.new")
        shutil.copyfile(file, new)
        _sync(new)
        new.replace(kept)


def write_manifest(folder: Path, held: Contents, version: str) -> None:
    """Say in a backup when it was made, what it holds, and what its files are."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    hashes = {str(file.relative_to(folder)): sha256_of(file) for file in files}
    said = {"format": 1, "made": _now(), "factcheck": version, **held._asdict(), "sha256": hashes}
    (folder / MANIFEST).write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    _sync(folder / MANIFEST)


def remember(workspace: Path, backup: Path) -> None:
    """Keep in the workspace when it was last backed up, where that can be written."""
    with suppress(OSError):
        said = json.dumps({"at": _now(), "path": str(backup.absolute())})
        (workspace / LAST).write_text(said + "\n", encoding="utf-8")


def last(workspace: Path) -> tuple[datetime, str] | None:
    """When and where the last backup was made, if any was."""
    try:
        said = json.loads((workspace / LAST).read_text(encoding="utf-8"))
        return datetime.fromisoformat(said["at"]), said["path"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


# -- putting one back ---------------------------------------------------------------------


def files_of(backup: Path) -> tuple[Path, Path | None]:
    """The database of a backup, and its settings if it has any. Raises InputError if it is none.

    ``backup`` is a folder that ``backup`` made, or a database file such as an upgrade leaves.
    """
    if backup.is_file():
        return backup, None
    database, settings = backup / DATABASE_FILE, backup / SETTINGS_FILE
    if not database.is_file():
        raise InputError(f"{backup}: no backup: a folder with {DATABASE_FILE}, or such a file, is wanted.")
    return database, settings if settings.is_file() else None


def check_files(backup: Path) -> None:
    """Raises IntegrityError if a file of a backup is not what it was when it was made."""
    manifest = backup / MANIFEST
    if not manifest.is_file():
        return
    try:
        hashes = json.loads(manifest.read_text(encoding="utf-8"))["sha256"]
        wrong = [name for name, sha256 in hashes.items() if sha256_of(backup / name) != sha256]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise IntegrityError(f"{manifest}: cannot be read ({problem}). Nothing was restored.") from problem
    if wrong:
        raise IntegrityError(
            f"{backup / wrong[0]}: not what it was when the backup was made (its SHA-256 differs). Nothing was "
            "restored; take another backup."
        )


@contextmanager
def temporary_place(beside: Path) -> Iterator[Path]:
    """A folder on the disk of ``beside`` that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=beside, ignore_cleanup_errors=True) as place:
        yield Path(place)


def keep_aside(path: Path) -> Path:
    """Copy the database at ``path`` beside it before another takes its place; one that is broken, as it is."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.name}.before-restore-{stamp}")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(aside)) as copy:
            source.backup(copy)
    except sqlite3.Error:
        for end in ("", "-wal"):
            file = path.with_name(path.name + end)
            if file.exists():
                shutil.copyfile(file, aside.with_name(aside.name + end))
    _sync(aside)
    return aside


def keep_people(present: Path, copy: Path) -> None:
    """Let the copy hold the people with tokens that the database at ``present`` holds; its own where there is none
    that can be read, or one from before there were such."""
    try:
        with closing(sqlite3.connect(f"{present.absolute().as_uri()}?mode=ro", uri=True)) as source:
            people = source.execute("SELECT name, token_sha256, since FROM people").fetchall()
    except sqlite3.Error:
        return
    with closing(sqlite3.connect(copy)) as target, target:
        target.execute("DELETE FROM people")
        target.executemany("INSERT INTO people (name, token_sha256, since) VALUES (?, ?, ?)", people)


def put_back(copy: Path, path: Path) -> None:
    """Make the database at ``path`` hold what ``copy`` holds, in one transaction. Where it is broken beyond that, its
    file is replaced."""
    try:
        _fill(copy, path)
    except sqlite3.OperationalError as problem:
        raise FactcheckError(f"{path}: cannot be written ({problem}). What was there is there still.") from problem
    except sqlite3.DatabaseError:
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        copy.replace(path)
        _sync(path.parent)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")


def _fill(copy: Path, path: Path) -> None:
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(path)) as target:
        target.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        source.backup(target)
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def put_settings(file: Path, target: Path) -> Path | None:
    """Put the settings of a backup in their place; those that were there and differ are kept beside, and named."""
    aside = None
    if target.is_file() and target.read_bytes() != file.read_bytes():
        aside = target.with_name(f"{target.name}.before-restore-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}")
        shutil.copyfile(target, aside)
    new = target.with_name(f".{target.name}.new")
    shutil.copyfile(file, new)
    new.replace(target)
    return aside


# -- files --------------------------------------------------------------------------------


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync(path: Path) -> None:
    """Make sure that a file or folder is on the disk, where the disk can say so."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
