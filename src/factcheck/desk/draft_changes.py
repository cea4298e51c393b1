"""What a new draft has changed, told from the log and from where its claims stand now.

Invariant: which claim is which was settled when the draft was stored, and is read, not sought anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import aligning, standing
from factcheck.domain import Action, Claim, ClaimStanding, DraftChanges, DraftClaim, State

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
    old, new = ({claim.id: (claim, n) for claim, n in _of(source, one)} for one in (previous_id, article_id))
    stands = standing.claims(source, [*new])
    return DraftChanges(
        article_id=article_id,
        title=store.dossier.article(source, article_id).title,
        draft=told["draft"],
        previous_id=previous_id,
        previous_draft=drafts[previous_id].draft,
        kept=_in_order(_pair(old, new, stands, pair) for pair in told["kept"].items()),
        changed=_in_order(_pair(old, new, stands, pair) for pair in told["changed"].items()),
        vanished=_in_order(DraftClaim(old[one][1], old[one][0]) for one in told["vanished"] if one in old),
        new=_in_order(DraftClaim(new[one][1], new[one][0]) for one in told["new"] if one in new),
    )


def _of(source: Source, article_id: str) -> list[tuple[Claim, int]]:
    return store.dossier.found_claims_of(source, article_id)


def _in_order(claims: Iterator[DraftClaim]) -> tuple[DraftClaim, ...]:
    return tuple(sorted(claims, key=lambda one: (one.claim.spans, one.number)))


def _pair(
    old: Mapping[str, tuple[Claim, int]],
    new: Mapping[str, tuple[Claim, int]],
    stands: Mapping[str, ClaimStanding],
    pair: tuple[str, str],
) -> DraftClaim:
    new_id, old_id = pair
    (claim, number), (before, before_number) = new[new_id], old[old_id]
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
