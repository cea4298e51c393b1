"""Taking back what a person did: an entry that says what it undoes, never a deletion.

Invariant: what was done in one go is undone in one go (a split with the claims it made), and nobody takes back without
knowing it what a colleague has built on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import log, second, standing
from factcheck.domain import Action, LogEntry
from factcheck.errors import ConflictError, UsageError

if TYPE_CHECKING:
    from factcheck.store import Session

UNDOABLE = frozenset(
    {
        Action.DECIDED,
        Action.REOPENED,
        Action.SECOND_WANTED,
        Action.CORRECTED,
        Action.ADDED,
        Action.REPLACED,
        Action.DISMISSED,
        Action.RESTORED,
        Action.NOTED,
        Action.ASSIGNED,
        Action.ASKED,
        Action.ANSWERED,
        Action.SIGNED_OFF,
        Action.RELEASED,
    }
)
# What tells that nobody has done anything here: the entry was carried from an earlier draft, or a rule made it.
_NOBODYS = frozenset({"hash", "rule"})
_IN_ONE_GO = frozenset({Action.ADDED, Action.RESTORED, Action.REPLACED})


def undo(
    session: Session,
    claim_id: str | None = None,
    *,
    by: str,
    note: str = "",
    over: bool = False,
    editors: Sequence[str] = (),
) -> LogEntry:
    """Take back the newest thing that a person did and has not taken back yet, on one claim or on any, and say so in
    an entry. With a split or a join, what it made is withdrawn and what it replaced is there again.

    Raises UsageError if there is none, and for who would take back the asking for a blind second check that may be
    theirs to make, ConflictError if somebody else has done something with the claim since and
    ``over`` does not say that this is known.
    """
    who = by.strip()
    if not who:
        raise UsageError("undoing needs a name: --as NAME, or FACTCHECK_USER, or user in factcheck.toml.")
    target = _newest(session, who, claim_id)
    if target is None:
        where = f"on claim {claim_id} " if claim_id else ""
        raise UsageError(
            f"{who} has done nothing {where}that could be undone. `factcheck history` shows what was done."
        )
    if target.action is Action.SECOND_WANTED and target.claim_id:
        stands = standing.claims(session, [target.claim_id])[target.claim_id]
        second.check_unveiling(target.claim_id, stands, "Taking back the second check", by=who, editors=editors)
    together = _together(session, target)
    if not over:
        _check_unseen(session, together, who)
    made = [
        log.append(
            session,
            Action.UNDONE,
            entry.article_id,
            entry.claim_id,
            by=who,
            note=note,
            content={"undoes": entry.number, "action": entry.action.value},
        )
        for entry in together
    ]
    return made[together.index(target)]


def _newest(session: Session, by: str, claim_id: str | None) -> LogEntry | None:
    for about, number in store.log.newest_of(session, by, UNDOABLE, claim_id):
        entries = store.dossier.entries(session, [about])
        entry = next(entry for entry in entries if entry.number == number)
        if number not in standing.undone(entries) and not _NOBODYS & entry.content.keys():
            return entry
    return None


def _together(session: Session, target: LogEntry) -> list[LogEntry]:
    """``target``, and where claims were made of others, all entries that were appended in one go with it."""
    content = target.content
    if "into" not in content or "origin" not in content:
        return [target]
    about = dict.fromkeys((*content["origin"], *content["into"]))
    return [
        entry
        for entry in _standing_entries(session, list(about))
        if entry.action in _IN_ONE_GO
        and (entry.content.get("origin"), entry.content.get("into")) == (content["origin"], content["into"])
    ]


def _standing_entries(session: Session, claim_ids: Sequence[str]) -> list[LogEntry]:
    """The entries on claims that were not undone."""
    found: list[LogEntry] = []
    for claim_id in claim_ids:
        entries = store.dossier.entries(session, [claim_id])
        gone = standing.undone(entries)
        found += [entry for entry in entries if entry.number not in gone]
    return found


def _check_unseen(session: Session, together: Sequence[LogEntry], by: str) -> None:
    """Raises ConflictError if a colleague has done something since with the claims that ``together`` are about, or
    anybody with one that was made."""
    for undone in together:
        since = [
            entry
            for entry in _standing_entries(session, [undone.claim_id or ""])
            if entry.number > undone.number
            and entry.action is not Action.UNDONE
            and (entry.by != by or undone.action is Action.ADDED)
        ]
        if since:
            about = undone.claim_id or ""
            hidden = second.hidden_from(standing.claims(session, [about])[about], by)
            did = [entry.action if hidden else entry.verdict or entry.action for entry in since]
            told = "; ".join(f"{entry.by}: {what} ({entry.at})" for entry, what in zip(since, did, strict=True))
            raise ConflictError(
                f"claim {undone.claim_id}: {told} since. Nothing was undone. --over undoes it knowingly; `factcheck "
                f"history {undone.claim_id}` shows all."
            )
