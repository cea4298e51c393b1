"""The answers that servers gave, so that no question is paid for twice, and what each request cost.

Invariant: an answer is kept whole or not at all, whatever ends the program; it is found again only for the same model
at the same place, the same instructions and the same texts.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, judge TEXT NOT NULL, stance TEXT NOT NULL, words TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
    at TEXT NOT NULL, judge TEXT NOT NULL, outcome TEXT NOT NULL,
    tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL, cost REAL NOT NULL
);
"""
_BUSY = 10.0  # seconds to wait for another program that writes


class KeptAnswer(NamedTuple):
    stance: str
    words: str
    reason: str


class KeptAnswers:
    """The file ``path``, made if it is not there, for its owner's eyes; used by several threads and programs at once.

    If it cannot be used, ``notice`` is told, and answers are remembered for as long as the program runs.
    """

    def __init__(self, path: Path, notice: Callable[[str], None]) -> None:
        self._lock = Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._database = self._opened(str(path))
        except (OSError, sqlite3.Error) as problem:
            notice(f"{path}: answers are not kept ({problem}). Remove the file if it is damaged, or grant it.")
            self._database = self._opened(":memory:")

    @staticmethod
    def _opened(path: str) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=_BUSY, check_same_thread=False, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(_SCHEMA)
        return database

    def find(self, key: str) -> KeptAnswer | None:
        with self._lock, suppress(sqlite3.Error):
            row = self._database.execute("SELECT stance, words, reason FROM answers WHERE key = ?", (key,)).fetchone()
            return KeptAnswer(*row) if row else None
        return None

    def keep(self, key: str, judge: str, answer: KeptAnswer) -> None:
        """Keep an answer. One that cannot be kept is asked for again, and nothing worse."""
        with self._lock, suppress(sqlite3.Error):
            self._database.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", (key, judge, *answer))

    def note(self, judge: str, outcome: str, tokens_in: int, tokens_out: int, cost: float) -> None:
        """Write down a request that was answered or tried, and what it cost."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._lock, suppress(sqlite3.Error):
            self._database.execute(
                "INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)", (now, judge, outcome, tokens_in, tokens_out, cost)
            )

    def close(self) -> None:
        with self._lock:
            self._database.close()
