"""What somebody wants no flags of, and which flags that leaves.

Invariant: a mute takes flags away and nothing else: the claim stays in the queue. Whether one holds follows from what
it says and the day alone, so that lifting it brings back what it hid.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from factcheck.domain import Claim, Flag, Mute, MuteKind
from factcheck.flagging import phrases
from factcheck.flagging.naming import is_speaker
from factcheck.flagging.outcome import FlaggedClaim


def unmuted(mutes: Iterable[Mute], claim: Claim, flags: Sequence[Flag], today: date) -> tuple[Flag, ...]:
    """The flags of ``claim`` that no mute takes away."""
    left = tuple(flags)
    for mute in mutes:
        left = _left(mute, claim, left, today)
    return left


def muted_by(mutes: Iterable[Mute], claim: Claim, flags: Sequence[Flag], today: date) -> tuple[Mute, ...]:
    """The mutes that together leave none of the flags of ``claim``; none if some are left."""
    left, took = tuple(flags), []
    for mute in mutes:
        fewer = _left(mute, claim, left, today)
        if len(fewer) < len(left):
            left = fewer
            took.append(mute)
    return () if left else tuple(took)


def without_muted(mutes: Iterable[Mute], flagged: FlaggedClaim, today: date) -> FlaggedClaim | None:
    """A flagged claim as it is told, without the rules that are muted; None if none is left."""
    left = unmuted(mutes, flagged.claim, flagged.flags, today)
    return replace(flagged, flags=left) if left else None


def _left(mute: Mute, claim: Claim, flags: tuple[Flag, ...], today: date) -> tuple[Flag, ...]:
    if mute.until is not None and mute.until < today:
        return flags
    match mute.what:
        case MuteKind.RULE:
            name = mute.value.casefold()
            return tuple(flag for flag in flags if flag.rule.casefold() != name)
        case MuteKind.CLAIM:
            met = claim.id == mute.value
        case MuteKind.SPEAKER:
            met = is_speaker(mute.value, claim.speaker)
        case MuteKind.WORDS:
            met = phrases.find(mute.value, claim.text) is not None
    return () if met else flags
