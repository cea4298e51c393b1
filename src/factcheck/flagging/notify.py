"""Telling everybody who wants to know of what is new.

Invariant: a channel is told of a flag until it has accepted it, and never after; what one channel does is nothing to
the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.errors import FactcheckError
from factcheck.flagging.channels import Channel, Sending

if TYPE_CHECKING:
    from factcheck.flagging.outcome import FlaggedClaim

__all__ = ["Channel", "Delivered", "Sending", "deliver"]


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of telling a channel: how many flags it accepted, how many are left for the next run, and why."""

    channel: str
    accepted: int
    left: int = 0
    problem: str = ""


def deliver(
    channels: Iterable[Channel],
    flagged: Sequence[FlaggedClaim],
    sending: Sending,
    *,
    told: Callable[[str], set[int]],
    accept: Callable[[str, Sequence[int]], None],
) -> tuple[Delivered, ...]:
    """Tell each channel of those of ``flagged`` that it wants and has not been told of, a piece at a time.

    ``told`` has the keys of flags that a channel of that name accepted, and ``accept`` keeps further ones for good: it
    is called after each piece, so that whoever is stopped between the two tells that piece again, with the same id.
    """
    return tuple(_tell(channel, flagged, sending, told(channel.name), accept) for channel in channels)


def _tell(
    channel: Channel,
    flagged: Sequence[FlaggedClaim],
    sending: Sending,
    told: set[int],
    accept: Callable[[str, Sequence[int]], None],
) -> Delivered:
    waiting = [one for one in flagged if one.key not in told and channel.wants(one.flags)]
    done = 0
    for start in range(0, len(waiting), channel.most):
        piece = waiting[start : start + channel.most]
        try:
            channel.send(piece, sending)
        except FactcheckError as problem:
            return Delivered(channel.name, done, len(waiting) - done, str(problem))
        accept(channel.name, [one.key for one in piece])
        done += len(piece)
    return Delivered(channel.name, done)
