"""The review queue: claims that wait for somebody, in the order in which they are looked at.

Invariant: the order is misquoted and restated claims first, then check-worthiness (to a tenth), deadline, article and
place; it follows an index, so that the next claim of a hundred thousand costs what the next of ten does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain import Attribution, Claim, State, Verdict
from factcheck.store import dossier, values
from factcheck.store.plain import rows
from factcheck.store.standing import NEVER

if TYPE_CHECKING:
    from factcheck.store.plain import Source


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims of the queue are wanted. None and False want all."""

    article: str | None = None  # its id
    speaker: str | None = None  # part of the name
    state: State | None = None
    flag: str | None = None  # of the claim; "misquoted" and "restated-opinion" too
    proposal: str | None = None  # a verdict, or "none"
    person: str | None = None  # who it is assigned to
    decided: bool = False  # claims that wait for nobody instead


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of the review queue. ``urgent`` claims are misquoted or restate an opinion as fact."""

    claim: Claim
    number: int
    article_title: str | None
    suggested: Verdict | None
    probability: float | None
    state: State
    attribution: Attribution | None
    verdict: Verdict | None  # the one that stands, stale or not
    by: str | None  # who decided
    assigned: str | None
    due: str | None
    urgent: bool
    entries: int  # the number of the newest entry on the claim
    held_by: str | None = None  # who is at it just now


_ORDER = "ORDER BY urgency, rank, due, claim_standing.article_id, claim_standing.number"
_JOINED = (
    "FROM claim_standing JOIN claims ON claims.id = claim_standing.claim_id "
    "LEFT JOIN articles ON articles.id = claim_standing.article_id "
    "LEFT JOIN suggestions ON suggestions.claim_id = claims.id "
    "LEFT JOIN searches ON searches.id = suggestions.search_id "
    "LEFT JOIN leases ON leases.claim_id = claims.id AND leases.expires > :now"
)
_COLUMNS = (
    "claim_standing.claim_id, claim_standing.number AS place, articles.title, searches.verdict AS suggested, "
    'searches.probability, state, attribution, claim_standing.verdict, claim_standing."by", assigned, due, urgency, '
    'entries, leases."by" AS held_by'
)


def page(source: Source, wanted: Filters, *, now: float, limit: int, offset: int = 0) -> list[QueueItem]:
    """A page of the queue; ``now`` is seconds since 1970, by which leases have run out or not."""
    where, given = _where(wanted)
    found = rows(
        source,
        f"SELECT {_COLUMNS} {_JOINED} WHERE {where} {_ORDER} LIMIT :limit OFFSET :offset",
        now=now,
        limit=limit,
        offset=offset,
        **given,
    )
    claims = {claim.id: claim for claim, _ in dossier.claims(source, [row.claim_id for row in found])}
    return [
        QueueItem(
            claim=claims[row.claim_id],
            number=row.place,
            article_title=row.title,
            suggested=values.verdict(row.suggested),
            probability=row.probability,
            state=State(row.state),
            attribution=Attribution(row.attribution) if row.attribution else None,
            verdict=values.verdict(row.verdict),
            by=row.by,
            assigned=row.assigned,
            due=None if row.due == NEVER else row.due,
            urgent=row.urgency == 0,
            entries=row.entries,
            held_by=row.held_by,
        )
        for row in found
    ]


def length(source: Source, wanted: Filters, *, now: float) -> int:
    """How many claims ``wanted`` has in all."""
    where, given = _where(wanted)
    return int(rows(source, f"SELECT count(*) AS number {_JOINED} WHERE {where}", now=now, **given)[0].number)


def _where(wanted: Filters) -> tuple[str, dict[str, object]]:
    """The condition of ``wanted`` and what it is given. What a user wrote is given, never written into it."""
    decided = "NOT waiting AND state = 'decided' AND (active OR entries > 0)"
    parts: list[str] = [decided if wanted.decided else "waiting"]
    given: dict[str, object] = {}
    if wanted.article is not None:
        parts.append("claim_standing.article_id = :article")
        given["article"] = wanted.article
    if wanted.speaker is not None:
        parts.append(
            "json_extract(coalesce(corrected, '{}'), '$.speaker.name') LIKE :speaker ESCAPE '\\' OR "
            "json_extract(claims.speaker, '$.name') LIKE :speaker ESCAPE '\\'"
        )
        given["speaker"] = _like(wanted.speaker)
    if wanted.state is not None:
        parts.append("state = :state")
        given["state"] = wanted.state.value
    if wanted.flag is not None:
        named = "EXISTS (SELECT 1 FROM json_each(claims.flags) WHERE value = :flag)"
        parts.append(f"{named} OR (:flag = 'misquoted' AND urgency = 0 AND restates IS NULL)")
        given["flag"] = wanted.flag
    if wanted.proposal is not None:
        parts.append("coalesce(searches.verdict, 'none') = :proposal")
        given["proposal"] = wanted.proposal
    if wanted.person is not None:
        parts.append("assigned = :person")
        given["person"] = wanted.person
    return " AND ".join(f"({part})" for part in parts), given


def _like(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
