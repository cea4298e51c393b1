"""Flags and mutes as JSON, for the command line and the API.

Invariant: a flag is told as it is told everywhere (``flagging.outcome.as_dict``), with where it stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from factcheck.flagging.outcome import FlaggedClaim, as_dict
from factcheck.store.mutes import KeptMute

if TYPE_CHECKING:
    from factcheck.workspace.flags import ListedFlag


def flags_as_dict(listed: Sequence[ListedFlag], told: Sequence[FlaggedClaim], total: int) -> dict[str, Any]:
    """A page of flags, and how many there are in all; ``told`` has the same flags in the same order. ``flagged`` is
    the claim that was flagged, which an earlier draft of the article has; ``id`` is that claim as it stands now."""
    flags = [
        {
            **as_dict(flagged),
            "flagged": {"claim": one.line.flagged_id, "article": one.line.flagged_in},
            "state": one.state.value,
            "assigned": one.line.assigned,
            "muted_by": [mute.key for mute in one.mutes],
        }
        for one, flagged in zip(listed, told, strict=True)
    ]
    return {"total": total, "flags": flags}


def mute_as_dict(kept: KeptMute) -> dict[str, Any]:
    """A mute: who wants no flags of what, why, until when (the last day), and who lifted it."""
    mute = kept.mute
    return {
        "number": mute.key,
        "what": mute.what.value,
        "value": mute.value,
        "note": mute.note,
        "by": mute.by,
        "at": mute.at,
        "until": mute.until.isoformat() if mute.until else None,
        "lifted_by": kept.lifted_by,
        "lifted_at": kept.lifted_at,
    }
