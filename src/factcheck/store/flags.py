"""What unattended runs looked at, which claims say what was said before, which were flagged, and where that was told.

Invariant: a claim is flagged once, and the first that says something stays the first. No function here commits; what
is looked up needs nothing of SQLAlchemy (see ``plain``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.domain import Appearance, Flag
from factcheck.language.folding import composed
from factcheck.store import full_text
from factcheck.store.dialects import upsert
from factcheck.store.plain import batches, rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Row, Source

DONE, FAILED = "done", "failed"

_APPEARANCES = (
    "SELECT appearances.first_id, appearances.claim_id, coalesce(retired, false) AS retired, "
    "claims.article_id, articles.title, articles.publisher, "
    'articles.published AS "published/date", articles.url, articles.source, items.source AS item_source, '
    'items.number AS item, items.about AS "about/json" '
    "FROM appearances JOIN claims ON claims.id = appearances.claim_id JOIN articles ON articles.id = claims.article_id "
    "LEFT JOIN article_standing ON article_standing.article_id = articles.id "
    "LEFT JOIN items ON items.article_id = articles.id AND items.state = 'done' "
    "WHERE appearances.first_id IN :ids "
    "AND (NOT coalesce(retired, false) OR appearances.claim_id = appearances.first_id) "
    "ORDER BY appearances.claim_id <> appearances.first_id, coalesce(items.number, 0), appearances.key"
)
TODAY = """
    SELECT flags.key, flags.claim_id AS flagged_id, flags.rules, flags.at, claims.article_id AS flagged_in,
        coalesce(CASE WHEN retired THEN (
            SELECT later.claim_id FROM appearances AS later JOIN claims AS others ON others.id = later.claim_id
            JOIN article_standing AS standing ON standing.article_id = others.article_id
            WHERE later.first_id = flags.claim_id AND standing.story_id = article_standing.story_id
            AND NOT standing.retired ORDER BY later.key LIMIT 1
        ) END, flags.claim_id) AS claim_id
    FROM flags JOIN claims ON claims.id = flags.claim_id
    LEFT JOIN article_standing ON article_standing.article_id = claims.article_id
"""
"""Flags, each with the claim that it is of today: its own or, where a later draft has taken the place of the article,
the one that says the same there."""

_FLAGS = (
    "SELECT today.key, today.claim_id, flagged_id, claims.article_id, "  # noqa: S608 (all of it ours)
    f'rules AS "rules/json", today.at FROM ({TODAY}) AS today JOIN claims ON claims.id = today.claim_id'
)


class LookedAt(NamedTuple):
    """An item as a run left it. ``about`` is what it says of its article: title, publisher, published, url."""

    key: str
    source: str
    place: str
    sha256: str
    state: str
    problem: str
    article_id: str | None
    stamp: str | None
    about: Mapping[str, Any]
    at: str


class StoredFlag(NamedTuple):
    """A flag as it is stored: its number, whose it is, and why. The claim that was flagged is ``flagged_id``: the same,
    unless a later draft has taken the place of its article."""

    key: int
    claim_id: str
    article_id: str
    flags: tuple[Flag, ...]
    at: str
    flagged_id: str


# -- items --------------------------------------------------------------------------------


def looked_at(source: Source) -> dict[str, LookedAt]:
    """Every item that was looked at, by its key."""
    found = rows(
        source,
        "SELECT key, source, place, sha256, state, problem, article_id, stamp, "
        'about AS "about/json", at FROM items ORDER BY key',
    )
    return {row.key: LookedAt(**vars(row)) for row in found}


def stands_elsewhere(source: Source, article_id: str, key: str) -> bool:
    """Whether another item than ``key`` holds an article, word for word, and was looked at whole."""
    statement = "SELECT 1 AS one FROM items WHERE article_id = :id AND state = 'done' AND key <> :key LIMIT 1"
    return bool(rows(source, statement, id=article_id, key=key))


def item_of(source: Source, article_id: str) -> LookedAt | None:
    """The first item that holds an article."""
    found = rows(
        source,
        "SELECT key, source, place, sha256, state, problem, article_id, stamp, "
        'about AS "about/json", at FROM items WHERE article_id = :id ORDER BY number LIMIT 1',
        id=article_id,
    )
    return LookedAt(**vars(found[0])) if found else None


def put_item(session: Session, item: LookedAt) -> None:
    """Keep what became of an item in the place of what was kept of it before."""

    from sqlalchemy import func, select

    from factcheck.store.tables import ItemRow

    columns = item._asdict()
    following = select(func.coalesce(func.max(ItemRow.number), 0) + 1).scalar_subquery()
    row = upsert(session, ItemRow).values(**columns, number=following)
    session.execute(row.on_conflict_do_update(index_elements=["key"], set_=columns))


# -- claims that say the same -------------------------------------------------------------


def firsts(source: Source, claim_ids: Sequence[str]) -> dict[str, str]:
    """Which claim said first what each of these says, as far as a run has looked at them."""
    found = {}
    for some in batches(claim_ids):
        known = rows(source, "SELECT claim_id, first_id FROM appearances WHERE claim_id IN :ids", ids=some)
        found.update({row.claim_id: row.first_id for row in known})
    return found


def like(source: Source, text: str, limit: int) -> list[str]:
    """The claims, first to say something, that share most with the words of ``text``: at most ``limit`` ids, in the
    order in which they were said."""
    match = full_text.expression(source, "appearances_text", text)
    if not match:
        return []
    found = rows(
        source,
        f"SELECT appearances.key, claim_id FROM {full_text.found(source, 'appearances_text')} AS found "  # noqa: S608
        "JOIN appearances ON appearances.key = found.key ORDER BY score DESC, appearances.key LIMIT :limit",
        match=match,
        limit=limit,
    )
    return [row.claim_id for row in sorted(found, key=lambda row: int(row.key))]


def published_on(source: Source, article_ids: Sequence[str]) -> dict[str, date | None]:
    """The days on which articles were published."""
    found = {}
    for some in batches(article_ids):
        known = rows(source, 'SELECT id, published AS "published/date" FROM articles WHERE id IN :ids', ids=some)
        found.update({row.id: row.published for row in known})
    return found


def put_appearances(session: Session, first_of: Mapping[str, str], texts: Mapping[str, str], at: str) -> None:
    """Keep for each claim which said first what it says, which may be itself; ``texts`` has the words of those."""
    from factcheck.store.tables import AppearanceRow

    for claim_id, first_id in first_of.items():
        row = upsert(session, AppearanceRow).values(claim_id=claim_id, first_id=first_id, at=at)
        key = session.scalar(row.on_conflict_do_nothing().returning(AppearanceRow.key))
        if key is not None and claim_id == first_id:
            full_text.put(session, "appearances_text", [{"key": key, "claim": composed(texts[claim_id])}])


def appearances(source: Source, first_ids: Sequence[str]) -> dict[str, tuple[Appearance, ...]]:
    """Where each claim stands: one for each item that holds the text of an article that says it, the first first.
    Earlier drafts of an article are left out."""
    found: defaultdict[str, list[Appearance]] = defaultdict(list)
    for some in batches(first_ids):
        for row in _first_first(rows(source, _APPEARANCES, ids=some)):
            about = row.about or {}
            day = about.get("published")
            found[row.first_id].append(
                Appearance(
                    claim_id=row.claim_id,
                    article_id=row.article_id,
                    title=about.get("title", row.title),
                    publisher=about.get("publisher", row.publisher),
                    published=date.fromisoformat(day) if day else row.published,
                    url=about.get("url", row.url),
                    source=row.item_source or row.source,
                )
            )
    return {first_id: tuple(some) for first_id, some in found.items()}


def _first_first(found: list[Row]) -> list[Row]:
    """The first article of each claim, then the others in the order in which their items were met. A draft that was
    replaced is left out where something else says it."""
    stand = {row.first_id for row in found if not row.retired}
    left = [row for row in found if not row.retired or row.first_id not in stand]
    heads: dict[str, Row] = {}
    for row in left:
        heads.setdefault(row.first_id, row)
    others = [row for row in left if row is not heads[row.first_id]]
    return [*heads.values(), *sorted(others, key=lambda row: int(row.item or 0))]


# -- flags --------------------------------------------------------------------------------


def put_flags(session: Session, flags: Mapping[str, Sequence[Flag]], at: str) -> None:
    """Flag claims, each with the rules that it met; one that is flagged already stays as it was."""

    from factcheck.store.tables import FlagRow

    for claim_id, met in flags.items():
        rules = [{"rule": flag.rule, "why": flag.why} for flag in met]
        session.execute(upsert(session, FlagRow).values(claim_id=claim_id, rules=rules, at=at).on_conflict_do_nothing())


def untold(source: Source, channel: str) -> list[StoredFlag]:
    """The flags that were not told in a channel yet, oldest first."""
    where = "NOT EXISTS (SELECT 1 FROM deliveries WHERE flag_key = today.key AND channel = :channel)"
    return [_flag(row) for row in rows(source, f"{_FLAGS} WHERE {where} ORDER BY today.key", channel=channel)]


def since(source: Source, at: str) -> list[StoredFlag]:
    """The flags that were raised at that time (ISO 8601, UTC) or later, oldest first."""
    return [_flag(row) for row in rows(source, f"{_FLAGS} WHERE today.at >= :at ORDER BY today.key", at=at)]


def told(source: Source, channel: str) -> set[int]:
    """The keys of the flags that were told in a channel."""
    return {row.flag_key for row in rows(source, "SELECT flag_key FROM deliveries WHERE channel = :at", at=channel)}


def _flag(row: Row) -> StoredFlag:
    flags = tuple(Flag(one["rule"], one["why"]) for one in row.rules)
    return StoredFlag(row.key, row.claim_id, row.article_id, flags, row.at, row.flagged_id)


def put_told(session: Session, flag_keys: Iterable[int], channel: str, at: str) -> None:
    """Keep that flags were told in a channel."""

    from factcheck.store.tables import DeliveryRow

    told = [{"flag_key": key, "channel": channel, "at": at} for key in flag_keys]
    if told:
        session.execute(upsert(session, DeliveryRow).on_conflict_do_nothing(), told)
