"""Claims of the queue and of the desk, and what was done with them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from factcheck.domain import Claim, Decision
from factcheck.report.desk_json import decision_as_dict

if TYPE_CHECKING:
    from factcheck.store.leases import Lease
    from factcheck.store.queue import QueueItem, Waiting
    from factcheck.workspace.desk import NamedClaim


def item_as_dict(item: QueueItem) -> dict[str, Any]:
    """A line of the queue."""
    claim = item.claim
    return {
        "id": claim.id,
        "article_id": claim.article_id,
        "article": item.article_title,
        "number": item.number,
        "kind": claim.kind,
        "text": claim.text,
        "speaker": claim.speaker.name if claim.speaker else None,
        "checkworthiness": round(claim.checkworthiness, 4),
        "flags": list(claim.flags),
        "urgent": item.urgent,
        "state": item.state,
        "suggested": item.suggested,
        "probability": None if item.probability is None else round(item.probability, 4),
        "verdict": item.verdict,
        "attribution": item.attribution,
        "by": item.by,
        "assigned": item.assigned,
        "due": item.due,
        "held_by": item.held_by,
        "entries": item.entries,
    }


def waiting_as_dict(left: Waiting) -> dict[str, Any]:
    """How many claims wait, and whose they are."""
    return {
        "total": left.total,
        "mine": left.mine,
        "article": left.article,
        "today": left.today,
        "states": {state.value: number for state, number in left.states.items()},
        "assigned": {name or "": number for name, number in left.assigned.items()},
        "held": dict(left.held),
    }


def named_as_dict(named: NamedClaim) -> dict[str, Any]:
    """Which claim was meant, and where it stands."""
    claim = named.claim
    return {
        "id": claim.id,
        "number": named.number,
        "kind": claim.kind.value,
        "text": claim.text,
        "speaker": claim.speaker.name if claim.speaker else None,
        "article": {"id": named.article_id, "title": named.article_title},
        "state": named.standing.state.value,
        "entries": named.standing.entries,
    }


def decided_as_dict(named: NamedClaim, made: Decision) -> dict[str, Any]:
    """What was decided, and on which claim."""
    return {**decision_as_dict(made), "claim": named_as_dict(named)}


def claim_as_it_stands(claim: Claim, number: int) -> dict[str, Any]:
    """A claim as a person has made or corrected it."""
    fields = {name: getattr(claim, name) for name in ("id", "article_id", "kind", "text", "cue", "origin")}
    return {
        **fields,
        "spans": [list(span) for span in claim.spans],
        "speaker": asdict(claim.speaker) if claim.speaker else None,
        "flags": list(claim.flags),
        "number": number,
    }


def lease_as_dict(lease: Lease) -> dict[str, Any]:
    """Who is at a claim, and until when (UTC)."""
    until = datetime.fromtimestamp(lease.expires, UTC).isoformat(timespec="seconds")
    return {"claim_id": lease.claim_id, "by": lease.by, "taken": lease.taken, "until": until, "attempt": lease.attempt}
