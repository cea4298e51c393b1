"""One unattended run at a time among all who use a database on a server.

Invariant: the lock is the server's, which takes it back from whoever dies or goes away. It is held by a transaction
that does nothing else and keeps nothing from being cleaned up, so that a pooler does not hand its connection on.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sqlalchemy import exc, text

from factcheck.store import postgres
from factcheck.store.remedies import explained

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import Connection

_LONGEST = 63  # bytes of the name by which a connection is known
_LONGEST_HOST = 16
_KEY = postgres.KEY.format(which=postgres.RUNNING)
_HOLDER = (
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "  # noqa: S608
    "WHERE locktype = 'advisory' AND granted "
    "AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    f"AND objsubid = 1 AND ((classid::bigint << 32) | objid::bigint) = {_KEY}"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the lock, and since when (ISO 8601, UTC)."""

    process: int
    host: str
    by: str
    since: str


class RunLock:
    """Take it with ``taken``; it is let go by ``close``, and when the process ends, however it does."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def taken(self, by: str) -> bool:
        """Whether it could be had for a run of ``by``."""
        with explained(postgres.place(self._engine.url)):
            if self._connection is None:
                self._connection = self._engine.connect()
                self._connection.detach()  # ends with this lock, and serves nobody after it
            if self._connection.scalar(text(f"SELECT pg_try_advisory_xact_lock({_KEY})")):
                told = {"name": _named(os.getpid(), by)}
                self._connection.execute(
                    text(
                        "SELECT set_config('application_name', :name, true), "
                        "set_config('idle_in_transaction_session_timeout', '0', true)"
                    ),
                    told,
                )
                return True
            self._connection.rollback()
            return False

    def holder(self) -> Holder | None:
        """Who has it; None where nobody has, or does not say who it is yet."""
        with explained(postgres.place(self._engine.url)), self._engine.connect() as connection:
            name = connection.scalar(text(_HOLDER))
        words = str(name).split(" ")
        if len(words) != _WORDS or words[0] != _FLAG or not (words[1] + words[2]).isdecimal():
            return None
        since = datetime.fromtimestamp(int(words[2]), UTC).isoformat(timespec="seconds")
        return Holder(int(words[1]), words[3], unquote(words[4]), since)

    def close(self) -> None:
        """Let it go."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(exc.DBAPIError):  # it went away with its server, and the lock with it
                connection.close()


_FLAG, _WORDS = "flag", 5


def _named(process: int, by: str) -> str:
    """By what name the connection is known: who holds the lock, since when, from where."""
    host = quote(os.uname().nodename, safe=".-")[:_LONGEST_HOST]
    begin = f"{_FLAG} {process} {int(time.time())} {host} "
    room = _LONGEST - len(begin)
    whole = ""
    for letter in by:
        if len(whole) + len(quote(letter)) > room:
            break
        whole += quote(letter)
    return begin + whole
