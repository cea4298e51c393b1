"""When a host may be asked again.

Invariant: no host is asked sooner than it wants or than is polite; one that wants more patience than there is, is left
alone for the rest of the run, and one that has not answered twice, for a while: it does not hold up the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from factcheck.fetching.http import FetchError

_PATIENCE = 2  # requests in a row without an answer
_REST = 600.0  # seconds that a host is left alone behind them


class Pace:
    """The hosts of a run, each with the time from which on it may be asked again."""

    def __init__(self, longest: float, sleep: Callable[[float], None], notice: Callable[[str], None]) -> None:
        self._longest, self._sleep, self._notice = longest, sleep, notice
        self._next: dict[str, float] = {}
        self._failed: dict[str, list[float]] = {}  # when each request failed, of those since the last answer

    def wait(self, host: str, url: str) -> None:
        """Wait until ``host`` may be asked. Raises FetchError where that takes too long."""
        failed = self._failed.get(host, [])
        if len(failed) >= _PATIENCE and time.monotonic() < failed[-1] + _REST:
            raise FetchError(
                f"{url}: {host} has not answered {len(failed)} times, and is left alone for {_REST / 60:.0f} minutes. "
                "Try again then.",
                passing=True,
            )
        seconds = self._next.get(host, 0.0) - time.monotonic()
        if seconds > self._longest:
            raise FetchError(
                f"{url}: {host} wants {seconds:,.0f} seconds without a request, more than the {self._longest:g} that "
                "are waited here. Try again then.",
                passing=True,
            )
        if seconds > 2:
            self._notice(f"{host} wants a pause: waiting {seconds:.0f} seconds.")
        if seconds > 0:
            self._sleep(seconds)

    def next_after(self, host: str, seconds: float) -> None:
        """Leave ``host`` alone for so many seconds from now."""
        self._next[host] = max(self._next.get(host, 0.0), time.monotonic() + seconds)

    def failed(self, host: str) -> None:
        """``host`` has not answered in time, or not at all."""
        self._failed.setdefault(host, []).append(time.monotonic())

    def answered(self, host: str) -> None:
        self._failed.pop(host, None)
