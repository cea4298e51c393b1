"""Where work is to be done, and that where it was done is gone.

Invariant: what somebody writes for a place is a place, or is refused before any work begins.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from factcheck.errors import FactcheckError, UsageError

LOCAL, RAY = "local", "ray"
MOST = 1_000  # workers


class LostError(FactcheckError):
    """The cluster that was at work is gone; what it had done by then is kept."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Where work is done: ``on`` "local" by processes of this machine; on "ray" by the cluster that RAY_ADDRESS names,
    or else one that is started here; or on the Ray cluster at an address. By so many ``workers``; if none are said, by
    one here, and by as many as a cluster has cores. Raises UsageError for a place that is none."""

    workers: int | None = None
    on: str = LOCAL

    def __post_init__(self) -> None:
        if self.on not in (LOCAL, RAY) and not _is_address(self.on):
            raise UsageError(
                f"'{self.on}' is no place to work: '{LOCAL}', '{RAY}', or the address of a Ray cluster such as "
                "head:6379 or ray://head:10001."
            )
        if self.workers is not None and not 1 <= self.workers <= MOST:
            raise UsageError(f"workers is {self.workers}; it wants 1 to {MOST:,}.")

    @property
    def is_here(self) -> bool:
        """Whether the work is done in this very process."""
        return self.on == LOCAL and (self.workers or 1) == 1

    @property
    def address(self) -> str | None:
        """Of the Ray cluster that is joined; None if one is started here."""
        named = os.environ.get("RAY_ADDRESS", "") if self.on == RAY else self.on
        return None if named in ("", LOCAL) else named


HERE = Spread()


def _is_address(named: str) -> bool:
    host, _, port = named.removeprefix("ray://").rpartition(":")
    return bool(host) and not set(host) & set("/ @") and port.isdecimal()
