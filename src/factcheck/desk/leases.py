"""Who is at a claim just now: leases, which run out.

Invariant: a claim is one person's at a time. A lease is taken inside the transaction that found the claim free, so two
people are never given the same one; work that a lease still held when it ran out is in the log before the claim is
given to somebody else. Whoever names the lease that they believe to hold stores nothing once the claim was taken since,
by whomever (fencing).
"""

from __future__ import annotations

import secrets
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

_FIRST = 2**30  # attempts are counted up from a number below it, and fit into 32 bits


def take(session: Session, claim_id: str, *, by: str, minutes: float, attempt: int | None = None) -> Lease:
    """Give a claim to ``by`` for ``minutes``, from now. Who had it before has it back with the work that was kept.

    ``attempt`` is that of the lease that ``by`` believes to hold. Raises ConflictError if somebody else is at the
    claim, and if it was taken again since that.
    """
    who = _named(by)
    before = _of(session, claim_id)
    make_way(session, claim_id, by=who, attempt=attempt)
    work = before.work if before and before.by == who else None
    lease = Lease(claim_id, who, log.now(), time.time() + 60 * minutes, _attempt(before, attempt), work)
    store.leases.put(session, lease)
    return lease


def renew(
    session: Session,
    claim_id: str,
    *,
    by: str,
    minutes: float,
    work: Mapping[str, Any] | None = None,
    attempt: int | None = None,
) -> Lease:
    """Keep a claim for ``minutes`` more, from now, with ``work`` in place of what was kept (None leaves that).

    One that ran out is taken again. Raises ConflictError as ``take`` does.
    """
    log.check_signs(work)
    lease = take(session, claim_id, by=by, minutes=minutes, attempt=attempt)
    if work is not None:
        lease = replace(lease, work=work or None)
        store.leases.put(session, lease)
    return lease


def release(session: Session, claim_id: str, *, by: str, attempt: int | None = None) -> None:
    """Let go of a claim. Work that was kept stays for who comes back to it, or goes into the log with who comes next.

    Nothing happens where ``by`` has no lease on it, or has taken it again since ``attempt``.
    """
    lease = _of(session, claim_id)
    if lease is None or lease.by != _named(by) or _late(lease, attempt):
        return
    if lease.work:
        store.leases.put(session, replace(lease, expires=min(lease.expires, time.time())))
    else:
        store.leases.remove(session, claim_id)


def make_way(session: Session, claim_id: str, *, by: str, over: bool | None = None, attempt: int | None = None) -> None:
    """See to it that ``by`` may act on a claim: a lease of somebody else that ran out is removed, its work entered into
    the log.

    Raises ConflictError for one that has not, and where the claim was taken since the lease of ``attempt`` that ``by``
    believes to hold, unless ``over``; None where that cannot be said.
    """
    lease = _of(session, claim_id)
    if lease is None:
        return
    own, live = lease.by == by.strip(), lease.expires > time.time()
    if over and (own or live):
        return
    if live and not own:
        until = _time_of_day(lease.expires)
        ways = f"Take another, or ask {lease.by}" + ("" if over is None else "; --over decides it all the same")
        raise ConflictError(f"claim {claim_id}: {lease.by} is at it until {until}. Nothing was stored. {ways}.")
    if _late(lease, attempt):
        raise ConflictError(_taken_since(lease, by))
    if own:
        return
    if lease.work:
        article_id = store.dossier.claim(session, claim_id)[0].article_id
        told = {"holder": lease.by, "taken": lease.taken, "work": dict(lease.work)}
        log.append(session, Action.LAPSED, article_id, claim_id, by=by, content=told)
    store.leases.remove(session, claim_id)


def leaves_work(session: Session, claim_id: str, *, by: str) -> bool:
    """Whether somebody else has left work at a claim, which goes into the log when ``by`` takes it."""
    lease = _of(session, claim_id)
    return lease is not None and lease.by != by.strip() and bool(lease.work)


def end(session: Session, claim_id: str, *, by: str) -> None:
    """Remove the lease that ``by`` has on a claim with its work, which is done."""
    lease = _of(session, claim_id)
    if lease is not None and lease.by == by.strip():
        store.leases.remove(session, claim_id)


def _of(session: Session, claim_id: str) -> Lease | None:
    """The lease on a claim, which nobody else changes until the transaction ends."""
    store.leases.lock(session, [claim_id])
    return store.leases.of(session, claim_id)


def _attempt(before: Lease | None, known: int | None) -> int:
    """The number of a lease that is taken after ``before``: the same as long as that runs or is known to be the newest.

    The first is any number: leases that were let go leave nothing behind from which it could be counted on, and what
    somebody still holds of them in a window long left open is not to be this one.
    """
    if before is None:
        return secrets.randbelow(_FIRST) if known is None else known
    return before.attempt + (before.attempt != known and before.expires <= time.time())


def _late(lease: Lease, attempt: int | None) -> bool:
    return attempt is not None and lease.attempt != attempt


def _taken_since(lease: Lease, by: str) -> str:
    at = datetime.fromisoformat(lease.taken).astimezone().strftime("%H:%M")
    begin = f"claim {lease.claim_id}: the time that you had it for ran out"
    if lease.by == by.strip():
        return f"{begin}, and you took it again elsewhere at {at}. Nothing was stored. Go on there, or look at it anew."
    return f"{begin}, and {lease.by} took it at {at}. Nothing was stored. Look at it anew and take it again."


def _time_of_day(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%H:%M")


def _named(by: str) -> str:
    if not by.strip():
        raise UsageError("taking a claim needs a name: --as NAME, or FACTCHECK_USER, or user in factcheck.toml.")
    log.check_signs(by)
    return by.strip()
