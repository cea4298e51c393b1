"""How often somebody failed to sign in from where.

Invariant: what is kept is bounded, whoever asks how often. A token has 256 random bits, so that no number of guesses
finds one; this keeps those who try from filling the messages of the server and its time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

SECONDS = 60.0
MOST = 10  # failures of one address within that time
_ADDRESSES = 10_000


class Attempts:
    """Failed attempts by address. ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, tuple[float, int]] = {}  # address → when its time began, failures since
        self._lock = Lock()

    def failed(self, address: str) -> float:
        """Count a failure. How many seconds its address should wait, 0 if it need not."""
        now = self._clock()
        with self._lock:
            since, count = self._failed.pop(address, (now, 0))
            if now - since >= SECONDS:
                since, count = now, 0
            self._failed[address] = since, count + 1
            while len(self._failed) > _ADDRESSES:
                del self._failed[next(iter(self._failed))]
        return since + SECONDS - now if count >= MOST else 0.0
