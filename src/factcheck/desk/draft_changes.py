"""What a new draft has changed, told from the log and from where its claims stand now.

Invariant: which claim is which was settled when the draft was stored, and is read, not sought anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import aligning, standing
from factcheck.desk.carrying import identity
from factcheck.domain import GONE, Action, Claim, ClaimStanding, DraftChanges, DraftClaim, LogEntry, State

if TYPE_CHECKING:
    from factcheck.store import Source


def changes(source: Source, article_id: str) -> DraftChanges | None:
    """What became of the claims of the draft before an article; None of a first draft."""
    gone = standing.undone(entries := store.dossier.entries(source, article_id=article_id))
    drafted = [entry for entry in entries if entry.action is Action.DRAFTED and entry.number not in gone]
    if not drafted or drafted[-1].content["previous"] is None:
        return None
    told = drafted[-1].content
    previous_id = told["previous"]
    drafts = store.standing.articles(source, [article_id, previous_id])
    found = {claim.id: (claim, number) for one in (previous_id, article_id) for claim, number in _of(source, one)}
    stands = standing.claims(source, found)
    there = {claim_id for claim_id in found if stands[claim_id].state not in GONE}
    return DraftChanges(
        article_id=article_id,
        title=store.dossier.article(source, article_id).title,
        draft=told["draft"],
        previous_id=previous_id,
        previous_draft=drafts[previous_id].draft,
        kept=_in_order(_pair(found, stands, pair) for pair in told["kept"].items() if pair[0] in there),
        changed=_in_order(_pair(found, stands, pair) for pair in told["changed"].items() if pair[0] in there),
        vanished=_in_order(_alone(found, one) for one in told["vanished"] if one in there),
        new=_in_order(_alone(found, one) for one in told["new"] if one in there),
        lapsed=tuple(_lapsed(store.dossier.entries(source, article_id=previous_id), entries)),
    )


def _of(source: Source, article_id: str) -> list[tuple[Claim, int]]:
    return store.dossier.found_claims_of(source, article_id)


def _lapsed(before: Sequence[LogEntry], after: Sequence[LogEntry]) -> Iterator[Mapping[str, str]]:
    """What was signed off for all of an earlier draft and not carried over."""
    gone, known = standing.undone(before), {identity(entry) for entry in after}
    for entry in before:
        if entry.action is Action.SIGNED_OFF and entry.number not in gone and identity(entry) not in known:
            yield {
                "blocker": entry.content["blocker"] or "",
                "by": entry.content.get("by", entry.by),
                "note": entry.note,
            }


def _in_order(claims: Iterator[DraftClaim]) -> tuple[DraftClaim, ...]:
    return tuple(sorted(claims, key=lambda one: (one.claim.spans, one.number)))


def _alone(found: Mapping[str, tuple[Claim, int]], claim_id: str) -> DraftClaim:
    claim, number = found[claim_id]
    return DraftClaim(number, claim)


def _pair(
    found: Mapping[str, tuple[Claim, int]],
    stands: Mapping[str, ClaimStanding],
    pair: tuple[str, str],
) -> DraftClaim:
    new_id, old_id = pair
    (claim, number), (before, before_number) = found[new_id], found[old_id]
    where = stands[new_id]
    return DraftClaim(
        number=number,
        claim=claim,
        before=before,
        before_number=before_number,
        why=aligning.differences(before, claim),
        diff=aligning.diff(before.text, claim.text),
        decision=where.decision,
        stale=where.state is State.STALE,
    )
