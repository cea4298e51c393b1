"""Copies of a database that is in use: how they are made, what they hold, what they come to.

Invariant: a backup is there whole or not at all, and is one file of SQLite's with what belongs to it, so that one of
any workspace can be put back into any other.
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
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from factcheck.domain.interfaces import Progress, silent
from factcheck.errors import FactcheckError, InputError, IntegrityError, UsageError
from factcheck.settings import SETTINGS_FILE
from factcheck.store.plain import DATABASE_FILE
from factcheck.version import __version__

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.settings import Settings
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
    sync(target.absolute().parent)


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
    sync(target)


def copy_out(database: Database, settings: Settings, folder: Path, progress: Progress = silent) -> Contents:
    """Copy a database that may be in use, of one state of it, and the settings into ``folder``, and say what that
    holds. The copy is one of SQLite's, whatever ``database`` is."""
    target = folder / DATABASE_FILE
    with database.reading() as session:
        source = session.connection().connection.driver_connection
        if isinstance(source, sqlite3.Connection):
            _copy_pages(source, target)
        else:
            _copy_rows(session, database.place, beside(settings, folder), progress)
    sync(target)
    file = settings.workspace / SETTINGS_FILE
    if file.is_file():
        shutil.copyfile(file, folder / SETTINGS_FILE)
    return contents(target)


def beside(settings: Settings, folder: Path) -> Settings:
    """The settings of the database in ``folder``."""
    return replace(settings, workspace=folder, database_url="")


def _copy_pages(source: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as copy:
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
        except sqlite3.Error as problem:
            raise FactcheckError(f"{target}: the copy failed ({problem}). Nothing was kept of it.") from problem


def _copy_rows(session: Session, place: str, target: Settings, progress: Progress) -> None:
    from factcheck.store import copying
    from factcheck.store.database import open_database

    with closing(open_database(target)) as copy:
        copying.copy(session, copy, progress, place)
    file = target.workspace / DATABASE_FILE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    for left in target.workspace.iterdir():  # the locks of those who wrote it
        if left != file:
            left.unlink()


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
        sync(new)
        new.replace(kept)


def write_manifest(folder: Path, held: Contents) -> None:
    """Say in a backup when it was made, what it holds, and what its files are."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    hashes = {str(file.relative_to(folder)): sha256_of(file) for file in files}
    said = {"format": 1, "made": _now(), "factcheck": __version__, **held._asdict(), "sha256": hashes}
    (folder / MANIFEST).write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    sync(folder / MANIFEST)


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


def put_settings(text: str, target: Path) -> Path | None:
    """Put the settings of a backup in their place; those that were there and differ are kept beside, and named."""
    aside = None
    if target.is_file() and target.read_bytes() != text.encode():
        aside = target.with_name(f"{target.name}.before-restore-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S%f')}")
        shutil.copyfile(target, aside)
    new = target.with_name(f".{target.name}.new")
    new.write_bytes(text.encode())
    new.replace(target)
    return aside


# -- files --------------------------------------------------------------------------------


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make sure that a file or folder is on the disk, where the disk can say so."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
