"""Who is at which claim just now.

Invariant: a claim has one lease at most. What stands here is of no lasting worth: what is worth keeping of a lease that
has run out is written into the log (see ``desk.leases``). No function here commits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.store.dialects import is_postgres, upsert
from factcheck.store.plain import batches, rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Source


@dataclass(frozen=True, slots=True)
class Lease:
    """That ``by`` is at a claim until ``expires`` (seconds since 1970), with ``work`` not yet decided: note, citations
    and the like. ``attempt`` is another number whenever the claim is taken anew: whoever names another one is late."""

    claim_id: str
    by: str
    taken: str  # ISO 8601, UTC
    expires: float
    attempt: int
    work: Mapping[str, Any] | None = None


def of(source: Source, claim_id: str) -> Lease | None:
    """The lease on a claim, run out or not."""
    found = rows(
        source,
        'SELECT claim_id, "by", taken, expires, attempt, work AS "work/json" FROM leases WHERE claim_id = :id',
        id=claim_id,
    )
    return Lease(**vars(found[0])) if found else None


def lock(session: Session, claim_ids: Sequence[str]) -> None:
    """Let nobody else touch the leases on claims until the transaction ends, also not whoever takes the next of the
    queue without waiting for its turn. On SQLite one writes at a time anyway."""
    if is_postgres(session):
        for some in batches(claim_ids):
            rows(session, "SELECT 1 AS one FROM claim_standing WHERE claim_id IN :ids FOR UPDATE", ids=some)


def held(source: Source, article_id: str, *, now: float) -> dict[str, str]:
    """Who is at which claim of an article, by the claim's id; ``now`` is seconds since 1970."""
    found = rows(
        source,
        'SELECT leases.claim_id, leases."by" FROM leases JOIN claims ON claims.id = leases.claim_id '
        "WHERE claims.article_id = :id AND expires > :now",
        id=article_id,
        now=now,
    )
    return {row.claim_id: row.by for row in found}


def put(session: Session, lease: Lease) -> None:
    """Store a lease in place of the one before it on the same claim."""
    from factcheck.store.tables import LeaseRow

    columns = {
        "claim_id": lease.claim_id,
        "by": lease.by,
        "taken": lease.taken,
        "expires": lease.expires,
        "attempt": lease.attempt,
        "work": dict(lease.work) if lease.work else None,
    }
    statement = upsert(session, LeaseRow).values(columns)
    session.execute(statement.on_conflict_do_update(index_elements=["claim_id"], set_=columns))


def remove(session: Session, claim_id: str) -> None:
    from sqlalchemy import delete

    from factcheck.store.tables import LeaseRow

    session.execute(delete(LeaseRow).where(LeaseRow.claim_id == claim_id))
