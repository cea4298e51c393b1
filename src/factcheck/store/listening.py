"""Hearing that somebody else has changed a database on a server, without asking for what was changed.

Invariant: a version that was told once is told again only while nothing was changed. Whoever stores something tells of
it in the same transaction, and what was told before a question is asked is heard before the question is answered; so
one short question tells, on the connection that listens, whether anything is new. A pooler that hands connections
round, and a server that is a copy of another, let nobody listen; there the server is asked which transactions it has
seen.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from factcheck.store import postgres
from factcheck.store.database import make_engine
from factcheck.store.location import url_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from factcheck.settings import Settings


class Listener:
    """One connection, on which one thread asks at a time. It is made anew when it was lost. Without ``listening`` the
    server is asked, as where nobody may listen."""

    def __init__(self, settings: Settings, *, listening: bool = True) -> None:
        self._listening = listening
        self._engine = make_engine(url_of(settings))
        self._lock = Lock()
        self._connection: Connection | None = None
        self._listens = False
        self._heard = 0  # and connections made: what was told while there was none is not known

    def version(self) -> int | None:
        """A number that is another one once somebody has changed the database; None while it cannot be reached."""
        with self._lock:
            for _ in range(2):  # one that is found to be lost is made anew at once
                try:
                    return self._asked(self._connection or self._connect())
                except DBAPIError:
                    self._stop()
            return None

    def close(self) -> None:
        with self._lock:
            self._stop()
            self._engine.dispose()

    def _asked(self, connection: Connection) -> int:
        if self._listens:
            connection.scalar(text("SELECT 1"))
            return hash((self._heard,))
        return hash(connection.scalar(text("SELECT CAST(pg_current_snapshot() AS text)")))

    def _connect(self) -> Connection:
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        driver: Any = connection.connection.driver_connection
        connection.detach()
        self._connection, self._listens = connection, False
        self._heard += 1
        told = text("SELECT pg_backend_pid() AS process, pg_is_in_recovery() AS copy")
        process, copy = connection.execute(told).one()
        if self._listening and process == driver.info.backend_pid and not copy:
            driver.add_notify_handler(self._hear)
            channel = connection.scalar(text(f"SELECT {postgres.CHANNEL}"))
            connection.execute(text(f"LISTEN {channel}"))
            self._listens = True
        return connection

    def _hear(self, _notification: object) -> None:
        self._heard += 1

    def _stop(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            try:
                connection.close()
            except DBAPIError:
                connection.invalidate()
