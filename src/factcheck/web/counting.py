"""How many claims wait: counted now and then, because to count ten thousand takes longer than to show a page of them.

Invariant: a number that is shown is at most ``SECONDS`` old.
"""

from __future__ import annotations

import time
from threading import Lock

from fastapi import Request

from factcheck.store.queue import Waiting
from factcheck.workspace import Workspace

SECONDS = 5.0
_MOST = 200  # people and articles remembered


class WaitingCounts:
    """What was counted of late, for each person and article."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None], tuple[float, Waiting]] = {}
        self._turn = Lock()

    def of(self, here: Workspace, article: str | None = None) -> Waiting:
        """How many claims wait, for who asks too, and of an article by its id."""
        key = (here.settings.user, article)
        with self._turn:  # whoever comes meanwhile waits for the same count
            at, found = self._known.get(key, (0.0, None))
            if found is None or time.monotonic() - at > SECONDS:
                found = here.waiting(article)
                if len(self._known) >= _MOST:
                    self._known.clear()
                self._known[key] = (time.monotonic(), found)
        return found

    def forget(self) -> None:
        """Count anew when next asked: something was decided here."""
        self._known.clear()


def counts(request: Request) -> WaitingCounts:
    """Those of this server."""
    state = request.app.state
    if not hasattr(state, "counts"):
        state.counts = WaitingCounts()
    made: WaitingCounts = state.counts
    return made
