"""Who has signed in with which browser.

Invariant: a browser keeps a random name of a session and nothing else; what it stands for is known here alone, until
it is ended, runs out, or the server ends.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

HOURS = 12  # that somebody stays signed in
MOST = 10_000  # sessions; the oldest are let go of


@dataclass(frozen=True, slots=True)
class Session:
    """``token`` is the SHA-256 of the token that was shown, "" where none was."""

    name: str
    token: str
    until: float


class Sessions:
    """The sessions of one server. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, Session] = {}  # the oldest first
        self._lock = Lock()

    def begin(self, name: str, token: str = "") -> str:
        """Begin a session and return its secret name."""
        made = secrets.token_urlsafe(32)
        with self._lock:
            self._held[made] = Session(name, token, self._clock() + 3600 * HOURS)
            while len(self._held) > MOST:
                del self._held[next(iter(self._held))]
        return made

    def get(self, session: str) -> Session | None:
        found = self._held.get(session)
        if found is None or found.until > self._clock():
            return found
        self.end(session)
        return None

    def end(self, session: str) -> None:
        with self._lock:
            self._held.pop(session, None)
