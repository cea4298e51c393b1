"""The flags that were raised, as a list shows them.

Invariant: nothing is written, and where a flagged claim stands is what the queue says of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain import Claim, Flag, State
from factcheck.store import dossier
from factcheck.store.flags import TODAY
from factcheck.store.plain import batches, rows

if TYPE_CHECKING:
    from factcheck.store.plain import Source

_LINES = (
    "SELECT today.key, today.claim_id, flagged_id, flagged_in, today.at, "  # noqa: S608 (all of it ours)
    'rules AS "rules/json", claims.article_id, '
    "articles.title, articles.publisher, coalesce(state, 'open') AS state, "
    'coalesce(waiting, false) AS "waiting/bool", assigned '
    f"FROM ({TODAY}) AS today "
    "JOIN claims ON claims.id = today.claim_id JOIN articles ON articles.id = claims.article_id "
    "LEFT JOIN claim_standing ON claim_standing.claim_id = today.claim_id"
)


@dataclass(frozen=True, slots=True)
class FlagLine:
    """A flag and its claim. ``waiting`` says that the claim waits for somebody, ``assigned`` whose it or its article
    is. The claim that was flagged is ``flagged_id`` in the article ``flagged_in``: the same, unless a later draft has
    taken that one's place."""

    key: int
    flagged_id: str
    flagged_in: str
    flags: tuple[Flag, ...]
    at: str
    claim: Claim
    article_id: str
    title: str | None
    publisher: str | None
    state: State
    waiting: bool
    assigned: str | None


def lines(source: Source, *, since: str = "", waiting: bool = False) -> list[FlagLine]:
    """All flags that were raised ``since`` a time (ISO 8601, UTC), newest first; with ``waiting`` those whose claims
    wait for somebody."""
    where = "WHERE today.at >= :since" + (" AND waiting" if waiting else "")
    return _lines(source, f"{_LINES} {where} ORDER BY today.key DESC", since=since)


def of_claims(source: Source, claim_ids: Sequence[str]) -> list[FlagLine]:
    """The flags of these claims, newest first."""
    where = "WHERE today.claim_id IN :ids OR flagged_id IN :ids"
    found = [line for some in batches(claim_ids) for line in _lines(source, f"{_LINES} {where}", ids=some)]
    return sorted(found, key=lambda line: -line.key)


def claim_of(source: Source, key: int) -> str | None:
    """The id of the claim that the flag of that number is of."""
    found = rows(source, "SELECT claim_id FROM flags WHERE key = :key", key=key)
    return found[0].claim_id if found else None


def rule_names(source: Source) -> set[str]:
    """Every rule by which a claim was flagged."""
    found = rows(source, 'SELECT DISTINCT CAST(rules AS text) AS "rules/json" FROM flags')
    return {one["rule"] for row in found for one in row.rules}


def _lines(source: Source, statement: str, **given: object) -> list[FlagLine]:
    found = rows(source, statement, **given)
    claims = {claim.id: claim for claim, _ in dossier.claims(source, [row.claim_id for row in found])}
    return [
        FlagLine(
            key=row.key,
            flagged_id=row.flagged_id,
            flagged_in=row.flagged_in,
            flags=tuple(Flag(one["rule"], one["why"]) for one in row.rules),
            at=row.at,
            claim=claims[row.claim_id],
            article_id=row.article_id,
            title=row.title,
            publisher=row.publisher,
            state=State(row.state),
            waiting=row.waiting,
            assigned=row.assigned,
        )
        for row in found
    ]
