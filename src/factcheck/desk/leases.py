"""Who is at a claim just now: leases, which run out.

Invariant: a claim is one person's at a time. A lease is taken inside the transaction that found the claim free, so two
people are never given the same one; work that a lease still held when it ran out is in the log before the claim is
given to somebody else.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.desk import log
from factcheck.domain import Action
from factcheck.errors import ConflictError, UsageError
from factcheck.store.leases import Lease

if TYPE_CHECKING:
    from factcheck.store import Session


def take(session: Session, claim_id: str, *, by: str, minutes: float) -> Lease:
    """Give a claim to ``by`` for ``minutes``, from now. Who had it before has it back with the work that was kept.

    Raises ConflictError if somebody else is at it.
    """
    who = _named(by)
    make_way(session, claim_id, by=who)
    before = store.leases.of(session, claim_id)
    kept = before.work if before else None
    lease = Lease(claim_id, who, log.now(), time.time() + 60 * minutes, kept)
    store.leases.put(session, lease)
    return lease


def renew(session: Session, claim_id: str, *, by: str, minutes: float, work: Mapping[str, Any] | None = None) -> Lease:
    """Keep a claim for ``minutes`` more, from now, with ``work`` in place of what was kept (None leaves that).

    One that ran out is taken again. Raises ConflictError if somebody else has the claim by now.
    """
    lease = take(session, claim_id, by=by, minutes=minutes)
    if work is not None:
        lease = replace(lease, work=work or None)
        store.leases.put(session, lease)
    return lease


def release(session: Session, claim_id: str, *, by: str) -> None:
    """Let go of a claim. Work that was kept stays for who comes back to it, or goes into the log with who comes next.

    Nothing happens where ``by`` has no lease on it.
    """
    lease = store.leases.of(session, claim_id)
    if lease is None or lease.by != _named(by):
        return
    if lease.work:
        store.leases.put(session, replace(lease, expires=min(lease.expires, time.time())))
    else:
        store.leases.remove(session, claim_id)


def make_way(session: Session, claim_id: str, *, by: str, over: bool | None = None) -> None:
    """See to it that ``by`` may act on a claim: a lease of somebody else that ran out is removed, its work entered into
    the log.

    Raises ConflictError for one that has not, unless ``over``; None where that cannot be said.
    """
    lease = store.leases.of(session, claim_id)
    if lease is None or lease.by == by.strip():
        return
    if lease.expires > time.time():
        if over:
            return
        until = datetime.fromtimestamp(lease.expires).astimezone().strftime("%H:%M")
        ways = f"Take another, or ask {lease.by}" + ("" if over is None else "; --over decides it all the same")
        raise ConflictError(f"claim {claim_id}: {lease.by} is at it until {until}. Nothing was stored. {ways}.")
    if lease.work:
        article_id = store.dossier.claim(session, claim_id)[0].article_id
        told = {"holder": lease.by, "taken": lease.taken, "work": dict(lease.work)}
        log.append(session, Action.LAPSED, article_id, claim_id, by=by, content=told)
    store.leases.remove(session, claim_id)


def end(session: Session, claim_id: str, *, by: str) -> None:
    """Remove the lease that ``by`` has on a claim with its work, which is done."""
    lease = store.leases.of(session, claim_id)
    if lease is not None and lease.by == by.strip():
        store.leases.remove(session, claim_id)


def _named(by: str) -> str:
    if not by.strip():
        raise UsageError("taking a claim needs a name: --as NAME, or FACTCHECK_USER, or user in factcheck.toml.")
    return by.strip()
