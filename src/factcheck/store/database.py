"""Opening, upgrading and guarding the database.

Invariant: a database is used only at the revision this program was written for. An older
one is upgraded (a file is copied before), a newer one is left alone, one that cannot be written is read
as it stands, and a transaction that fails for any cause leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Engine, exc, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from factcheck.errors import ConflictError, FactcheckError, UsageError
from factcheck.settings import Settings
from factcheck.store import postgres, sqlite_file
from factcheck.store.location import has_content, path_of, url_of
from factcheck.store.plain import REVISION, UNFINISHED
from factcheck.store.remedies import explained, without_password
from factcheck.store.run_lock import RunLock


def _ignore(_: str) -> None:
    pass


class Database:
    """A database at the right revision. Make one with :func:`open_database`."""

    def __init__(
        self,
        engine: Engine,
        *,
        unwritable: str = "",
        copy: TemporaryDirectory[str] | None = None,
        proved: tuple[str, str] = ("", ""),
    ) -> None:
        self._engine = engine
        self._proved = proved  # who writes, and by what they have proved it; "" if by nothing
        self._unwritable = unwritable  # why it cannot be written; "" where it can
        self._copy = copy  # of the database, which is read in its place as long as this is open

    @property
    def place(self) -> str:
        """The file, or the URL without its password."""
        return _place(self._engine)

    @property
    def is_file(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def of_somebody(self, name: str, authenticated: str) -> Database:
        """The same database for somebody who has proved who they are, and by what ("token")."""
        return Database(self._engine, unwritable=self._unwritable, copy=self._copy, proved=(name, authenticated))

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database throughout and stores nothing.

        Raises ConflictError if the database cannot be written here and somebody else wrote it meanwhile.
        """
        before = self._last_written()
        engine = self._engine if self.is_file else self._engine.execution_options(**postgres.SNAPSHOT)
        with explained(self.place), Session(engine) as session:
            yield session
        if self._last_written() != before:
            raise ConflictError(f"{self.place}: somebody wrote it while it was read. Run the command again.")

    def check_writable(self) -> None:
        """Raises FactcheckError where the database cannot be written, before any work is done for it."""
        if self._unwritable:
            raise FactcheckError(f"{self.place}: {self._unwritable}")

    def _last_written(self) -> int | None:
        """When a file that is read without locks changed last; None of any other, whose readers are kept apart."""
        return Path(self.place).stat().st_mtime_ns if self._unwritable and self.is_file else None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes become visible all at once at the end, or not at all. Writers wait for each other.

        Raises FactcheckError where the database cannot be written, ConflictError if others write for too long.
        """
        with self._storing(writing=True) as session:
            yield session

    @contextmanager
    def claiming(self) -> Iterator[Session]:
        """As ``writing``, for what is no part of the record (leases, tables that follow from others) and locks what it
        touches: on PostgreSQL it does not wait for those who write. On SQLite everybody takes turns.
        """
        with self._storing(writing=self.is_file) as session:
            yield session

    @contextmanager
    def _storing(self, *, writing: bool) -> Iterator[Session]:
        self.check_writable()
        engine = self._engine.execution_options(writing=writing)
        turn = sqlite_file.turn(Path(self.place)) if self.is_file else nullcontext()
        with turn, explained(self.place), Session(engine) as session, session.begin():
            connection = session.connection()  # takes the lock here, not at some later statement
            if not self.is_file:
                postgres.tell(connection)
            session.info["proved"] = self._proved
            yield session

    def run_lock(self) -> RunLock:
        """What one unattended run at a time holds, of all machines that use a database on a server."""
        return RunLock(self._engine)

    def vacuum(self) -> None:
        """Write the file anew without the pages that hold nothing: nobody else can write it meanwhile. On a server
        tables are vacuumed and analysed while others work on."""
        self.check_writable()
        turn = sqlite_file.turn(Path(self.place)) if self.is_file else nullcontext()
        with turn, explained(self.place), closing(self._engine.raw_connection()) as connection:
            if not self.is_file:
                connection.driver_connection.autocommit = True  # type: ignore[union-attr]  # psycopg's
            connection.cursor().execute("VACUUM" if self.is_file else "VACUUM (ANALYZE)")
            connection.invalidate()  # how it is set is nobody else's

    def close(self) -> None:
        self._engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()


# -- opening ----------------------------------------------------------------------------


def open_database(settings: Settings, notice: Callable[[str], None] = _ignore, *, unfinished: bool = False) -> Database:
    """Open the database of ``settings``, making or upgrading it first if need be; ``notice`` is told of an upgrade
    that makes no copy.

    One that cannot be written, for want of permission, on a read-only or a full disk, is opened for reading.
    ``unfinished``: also one that a move has not filled to its end, which nobody else is to use.

    Raises FactcheckError if there is none and it cannot be made, if it would have to be upgraded and cannot, or
    if it is from a newer version; IntegrityError if the file is no database.
    """
    url = url_of(settings)
    fit = {REVISION, UNFINISHED} if unfinished else {REVISION}
    if url.get_backend_name() == "postgresql":
        return _open_on_server(url, settings.workspace, notice, fit)
    path = path_of(settings)
    if has_content(path) and (why := sqlite_file.unwritable(path)):
        return _open_as_it_stands(path, why)
    _make_folder(path.parent)
    engine = make_engine(url)
    with explained(_place(engine)):
        # A file without content is one that somebody is making, and is not to be looked into.
        if not has_content(path) or _revision(engine) not in fit:
            _bring_up_to_date(engine, path)
    return Database(engine)


def make_engine(url: str | URL) -> Engine:
    """An engine for the database at ``url``, with foreign keys and real transactions (DDL included)."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "postgresql":
            return postgres.make_engine(address)
        return sqlite_file.make_engine(address)
    except (exc.ArgumentError, exc.NoSuchModuleError, ModuleNotFoundError) as problem:
        raise UsageError(without_password(f"database URL {str(url)!r}: {problem}. Write sqlite:///PATH.")) from problem


def _place(engine: Engine) -> str:
    if engine.dialect.name == "sqlite" and engine.url.database:
        return engine.url.database
    return postgres.place(engine.url)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise FactcheckError(
            f"{folder}: the workspace cannot be made ({problem.strerror}). Name another with --workspace."
        ) from problem


def _open_as_it_stands(path: Path, why: str) -> Database:
    engine, copy = sqlite_file.reading_engine(path)
    with explained(str(path)):
        found = _revision(engine)
    if found != REVISION:
        _refuse_newer(str(path), found)
        raise _cannot_be_upgraded(str(path), found, why)
    return Database(engine, unwritable=why, copy=copy)


def _open_on_server(url: URL, workspace: Path, notice: Callable[[str], None], fit: Collection[str]) -> Database:
    engine = make_engine(url)
    place = _place(engine)
    with explained(place):
        found = postgres.revision(engine)
        if found not in fit:
            _refuse_newer(place, found)
        why = postgres.unwritable(engine) if found is not None else ""
        if found is not None and found not in fit and why:
            raise _cannot_be_upgraded(place, found, why)
        if found not in fit:
            _bring_server_up_to_date(engine, notice)
    _make_folder(workspace)
    return Database(engine, unwritable=why)


def _cannot_be_upgraded(place: str, found: str | None, why: str) -> FactcheckError:
    return FactcheckError(
        f"{place}: made by an older version of factcheck (revision {found}, this one needs {REVISION}), and it "
        f"cannot be upgraded because {why}"
    )


# -- making and upgrading ----------------------------------------------------------------


def _revision(engine: Engine) -> str | None:
    """The revision of the file, or None if it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            if inspect(connection).get_table_names():
                raise FactcheckError(
                    f"{_place(engine)}: a database, but not one of factcheck's. Name another workspace."
                )
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    from factcheck.store import migrations

    with sqlite_file.upgrade_lock(path.parent):
        found = _revision(engine) if has_content(path) else None  # another process may have done it meanwhile
        _refuse_newer(str(path), found)
        if found is not None and found != REVISION:
            sqlite_file.back_up(path, path.with_name(f"{path.name}.{found}.bak"))
        if found != REVISION:
            sqlite_file.log_ahead(engine)
            migrations.upgrade(engine)


def _bring_server_up_to_date(engine: Engine, notice: Callable[[str], None]) -> None:
    from factcheck.store import migrations

    with postgres.upgrade_lock(engine):
        found = postgres.revision(engine)  # another process may have done it meanwhile
        _refuse_newer(_place(engine), found)
        if found is not None and found != REVISION:
            postgres.say_there_is_no_copy(found, REVISION, notice)
        if found != REVISION:
            migrations.upgrade(engine)


def _refuse_newer(place: str, found: str | None) -> None:
    from factcheck.store import migrations

    if found is not None and found.endswith(" unfinished"):
        way = "Run `factcheck migrate` again as it was run, and it goes on where it was; or remove this database."
        if found != UNFINISHED:
            way = "It was begun by another version of factcheck. Remove this database and begin anew."
        raise FactcheckError(f"{place}: something is being moved here, and that has not come to its end. {way}")
    if found is not None and found != REVISION and found not in migrations.known():
        raise FactcheckError(
            f"{place}: made by a newer version of factcheck (revision {found}, this one knows {REVISION}). "
            "Nothing was changed; upgrade factcheck."
        )
