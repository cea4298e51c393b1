"""The review queue: claims that wait for somebody, in the order in which they are looked at.

Invariant: the order is misquoted and restated claims first, then check-worthiness (to a tenth), deadline, article and
place; it follows an index, so that the next claim of a hundred thousand costs what the next of ten does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.domain import WAITING, Attribution, Claim, State, Verdict
from factcheck.store import dossier, values
from factcheck.store.dialects import elements, is_postgres
from factcheck.store.plain import batches, rows
from factcheck.store.standing import NEVER

if TYPE_CHECKING:
    from factcheck.store.plain import Row, Source


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims of the queue are wanted. None and False want all."""

    article: str | None = None  # its id
    speaker: str | None = None  # part of the name
    state: State | None = None
    flag: str | None = None  # of the claim; "misquoted" and "restated" too
    proposal: str | None = None  # a verdict, or "none"
    person: str | None = None  # who it is assigned to
    decided: bool = False  # claims with a verdict that stands, stale or not, instead
    waits_for: str | None = None  # what this person may decide next: see ``_waits_for``
    adjudicates: bool | None = None  # whether that person decides where two disagree; None: unless he is one of them


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of the review queue. ``urgent`` claims are misquoted or restate an opinion as fact.

    ``hidden`` says that somebody decided and that ``verdict``, ``attribution`` and ``by`` are kept from who looks.
    """

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
    held_until: float | None = None  # seconds since 1970
    attempt: int | None = None  # of that lease
    work: Mapping[str, Any] | None = None  # what who is at it has noted and cited so far
    second_by: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many claims wait: in all, for one person, of one article, until today's end; and whose they are."""

    total: int
    mine: int
    article: int | None
    today: int  # of articles that are due today or were before
    states: Mapping[State, int] = field(default_factory=dict)
    assigned: Mapping[str | None, int] = field(default_factory=dict)  # None: to nobody
    held: Mapping[str, int] = field(default_factory=dict)  # who is at how many just now


_ORDERED = ("urgency", "rank", "due", "claim_standing.article_id", "claim_standing.number")
_PLACE = ", ".join(_ORDERED)
_ORDER = f"ORDER BY {_PLACE}"
_LEASES = "LEFT JOIN leases ON leases.claim_id = claim_standing.claim_id AND leases.expires > :now"
_LOCKED = "FOR UPDATE OF claim_standing SKIP LOCKED"
_TAKEN = 'SELECT 1 AS one FROM leases WHERE claim_id = :id AND expires > :now AND "by" <> :taker'
_CLAIMS = "JOIN claims ON claims.id = claim_standing.claim_id"
_SEARCHES = (
    "LEFT JOIN suggestions ON suggestions.claim_id = claim_standing.claim_id "
    "LEFT JOIN searches ON searches.id = suggestions.search_id"
)
_COLUMNS = (
    "claim_standing.claim_id, claim_standing.number AS place, articles.title, searches.verdict AS suggested, "
    'searches.probability, state, attribution, claim_standing.verdict, claim_standing."by", assigned, due, urgency, '
    'entries, second_by, leases."by" AS held_by, leases.expires AS held_until, leases.attempt, '
    'leases.work AS "work/json"'
)
_LINES = f"FROM claim_standing {_SEARCHES} LEFT JOIN articles ON articles.id = claim_standing.article_id {_LEASES}"
_DECIDED = (
    "claim_standing.verdict IS NOT NULL AND state IN ('decided', 'stale') AND NOT EXISTS "
    "(SELECT 1 FROM article_standing WHERE article_id = claim_standing.article_id AND retired)"
)


def page(source: Source, wanted: Filters, *, now: float, limit: int, offset: int = 0) -> list[QueueItem]:
    """A page of the queue; ``now`` is seconds since 1970, by which leases have run out or not."""
    where, given = _where(source, wanted)
    found = rows(
        source,
        f"SELECT claim_standing.claim_id {_from(wanted)} WHERE {where} {_ORDER} LIMIT :limit OFFSET :offset",
        limit=limit,
        offset=offset,
        **given,
    )
    return items(source, [row.claim_id for row in found], now=now)


def next_free(source: Source, wanted: Filters, *, by: str, now: float, after: str | None = None) -> str | None:
    """The id of the first claim of ``wanted`` that nobody but ``by`` is at; None if there is none.

    ``after`` is the id of a claim: only what comes behind it in the queue is looked at. On PostgreSQL the claim is
    locked until the transaction ends; one that somebody else has locked is passed over, not waited for.
    """
    where, given = _where(source, wanted)
    if after is not None:
        where += f" AND ({_PLACE}) > (SELECT {_PLACE} FROM claim_standing WHERE claim_id = :past)"  # noqa: S608
        given["past"] = after
    shared = is_postgres(source)
    first = (
        f"SELECT claim_standing.claim_id {_from(wanted)} {_LEASES} "
        f'WHERE {where} AND (leases."by" IS NULL OR leases."by" = :taker) {_ORDER} LIMIT 1'
    )
    while True:
        found = rows(source, f"{first} {_LOCKED if shared else ''}", now=now, taker=by, **given)
        if not found:
            return None
        # What was leased while the statement ran is seen by the next one alone: only the claim's own row was locked.
        if not shared or not rows(source, _TAKEN, id=found[0].claim_id, now=now, taker=by):
            return str(found[0].claim_id)


def items(source: Source, claim_ids: Sequence[str], *, now: float) -> list[QueueItem]:
    """The lines of these claims, in that order, whether they wait or not."""
    statement = f"SELECT {_COLUMNS} {_LINES} WHERE claim_standing.claim_id IN :ids"
    known = {row.claim_id: row for some in batches(claim_ids) for row in rows(source, statement, ids=some, now=now)}
    claims = {claim.id: claim for claim, _ in dossier.claims(source, claim_ids)}
    return [_item(known[claim_id], claims[claim_id]) for claim_id in claim_ids]


def _item(row: Row, claim: Claim) -> QueueItem:
    return QueueItem(
        claim=claim,
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
        held_until=row.held_until,
        attempt=row.attempt,
        work=row.work,
        second_by=row.second_by,
    )


def length(source: Source, wanted: Filters) -> int:
    """How many claims ``wanted`` has in all."""
    where, given = _where(source, wanted)
    return int(rows(source, f"SELECT count(*) AS number {_from(wanted)} WHERE {where}", **given)[0].number)


def waiting(source: Source, mine: Filters, *, article: str | None, now: float, tomorrow: str) -> Waiting:
    """What waits, and whose it is. ``mine`` says for whom (``waits_for``); ``tomorrow`` is the day after today, as
    ISO."""
    # One pass over the index: grouping by state would sort every claim that waits.
    theirs = " AND ".join(f"({part})" for part in _waits_for(mine.adjudicates))
    states = ", ".join(f"{_COUNT} (WHERE state = '{state}') AS \"{state.name}\"" for state in _STATES)
    counts = f"{_COUNT} (WHERE {theirs}) AS mine, {_COUNT} (WHERE assigned IS NULL) AS nobodys, {states}"
    (all_of_them,) = rows(
        source,
        f"SELECT count(*) AS number, {_COUNT} (WHERE due < :tomorrow) AS pressing, "
        f"{_COUNT} (WHERE article_id = :article) AS here, {counts} {_WAITING}",
        tomorrow=tomorrow,
        article=article,
        me=mine.waits_for,
    )
    given = rows(
        source,
        f"SELECT assigned, count(*) AS number {_WAITING} AND assigned IS NOT NULL GROUP BY assigned",
    )
    held = rows(
        source,
        'SELECT "by", count(*) AS number FROM leases WHERE expires > :now GROUP BY "by" ORDER BY "by"',
        now=now,
    )
    assigned: dict[str | None, int] = {row.assigned: row.number for row in given}
    if all_of_them.nobodys:
        assigned[None] = all_of_them.nobodys
    return Waiting(
        total=all_of_them.number,
        mine=all_of_them.mine,
        article=None if article is None else all_of_them.here,
        today=all_of_them.pressing,
        states={state: number for state in _STATES if (number := getattr(all_of_them, state.name))},
        assigned=assigned,
        held={row.by: row.number for row in held},
    )


STANDS = "(CASE WHEN corrected -> '{name}' IS NULL THEN claims.{name} ELSE corrected ->> '{name}' END)"
"""A field of a claim as it stands: what a person says of it, null too, before what was found."""
STANDS_JSON = STANDS.replace("->>", "->")
"""The same of a field that is kept as JSON."""
_WAITING = "FROM claim_standing WHERE waiting = true"
_COUNT = "count(*) FILTER"
_STATES = [state for state in State if state in WAITING]


def _from(wanted: Filters) -> str:
    """The tables that the condition of ``wanted`` speaks of. Few of them: all but one would be read for each claim."""
    joined = ["FROM claim_standing"]
    if wanted.speaker is not None or wanted.flag is not None:
        joined.append(_CLAIMS)
    if wanted.proposal is not None:
        joined.append(_SEARCHES)
    return " ".join(joined)


def _where(source: Source, wanted: Filters) -> tuple[str, dict[str, object]]:
    """The condition of ``wanted`` and what it is given. What a user wrote is given, never written into it."""
    parts: list[str] = [_DECIDED if wanted.decided else "waiting = true"]
    given: dict[str, object] = {}
    if wanted.article is not None:
        parts.append("claim_standing.article_id = :article")
        given["article"] = wanted.article
    if wanted.speaker is not None:
        name = f"{STANDS_JSON.format(name='speaker')} ->> 'name'"
        parts.append(f"lower({name}) LIKE lower(:speaker) ESCAPE '\\'")
        given["speaker"] = _like(wanted.speaker)
    if wanted.state is not None:
        parts.append("state = :state")
        given["state"] = wanted.state.value
    if wanted.flag is not None:
        flags = elements(source, STANDS_JSON.format(name="flags"))
        named = f":flag IN (SELECT value FROM {flags} AS flags)"  # noqa: S608
        misquoted = ":flag = 'misquoted' AND urgency = 0 AND restates IS NULL"
        parts.append(f"{named} OR ({misquoted}) OR (:flag = 'restated' AND restates IS NOT NULL)")
        given["flag"] = wanted.flag
    if wanted.proposal is not None:
        parts.append("coalesce(searches.verdict, 'none') = :proposal")
        given["proposal"] = wanted.proposal
    if wanted.person is not None:
        parts.append("assigned = :person")
        given["person"] = wanted.person
    if wanted.waits_for is not None:
        parts += _waits_for(wanted.adjudicates)
        given["me"] = wanted.waits_for
    return " AND ".join(f"({part})" for part in parts), given


def _waits_for(adjudicates: bool | None) -> list[str]:
    """What of the waiting claims is ``:me``'s to decide: nobody checks himself, an editor decides where two disagree,
    and what is assigned to somebody who has not yet decided is his."""
    did, other = 'claim_standing."by"', "second_by"
    disputed = "state <> 'disputed'"
    if adjudicates is None:
        disputed += f" OR ({did} <> :me AND {other} <> :me)"
    theirs = f"state IN ('second check', 'disputed') AND assigned IN ({did}, {other})"
    if adjudicates:
        disputed = "true"
    return [f"state <> 'second check' OR {did} <> :me", disputed, f"assigned IS NULL OR assigned = :me OR ({theirs})"]


def _like(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def checked_twice(source: Source) -> list[str]:
    """The ids of the claims that a second person has decided too, at any time."""
    found = rows(
        source,
        "SELECT DISTINCT claim_id FROM entries "
        "WHERE action = 'decided' AND content ->> 'answer' = 'second' ORDER BY claim_id",
    )
    return [row.claim_id for row in found]
