"""The log of the desk a page at a time, newest first.

Invariant: nothing is written here, and nothing of SQLAlchemy is needed (see ``plain``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from factcheck.domain import Action
from factcheck.store.plain import rows

if TYPE_CHECKING:
    from factcheck.store.plain import Source

_MOST_PEOPLE = 200


class EntryName(NamedTuple):
    """What tells an entry from all others."""

    article_id: str
    claim_id: str | None
    number: int


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries are wanted: of whom, about which article; None wants all. What ``hidden_claims`` were answered with
    is kept from ``reader``, and so is what others were told of ``hidden_articles``."""

    person: str | None = None
    article_id: str | None = None
    reader: str = ""
    hidden_claims: Collection[str] = ()
    hidden_articles: Collection[str] = ()
    telling: Collection[Action] = ()


def page(source: Source, wanted: LogFilter, *, limit: int, offset: int) -> list[EntryName]:
    """A page of the entries, newest first."""
    where, given = _where(wanted)
    asked = f"SELECT article_id, claim_id, number FROM entries {where} ORDER BY key DESC LIMIT :limit OFFSET :offset"  # noqa: S608
    found = rows(source, asked, limit=limit, offset=offset, **given)
    return [EntryName(**vars(row)) for row in found]


def length(source: Source, wanted: LogFilter) -> int:
    """How many entries ``wanted`` has in all."""
    where, given = _where(wanted)
    asked = f"SELECT count(*) AS number FROM entries {where}"  # noqa: S608
    return int(rows(source, asked, **given)[0].number)


def newest_hash(source: Source) -> str:
    """The hash of the newest entry of all, on which no other rests; "" of an empty log."""
    found = rows(source, "SELECT hash FROM entries ORDER BY key DESC LIMIT 1")
    return str(found[0].hash) if found else ""


def people(source: Source) -> list[str]:
    """Who has entered something, by name; a few hundred at most."""
    # From one name to the next in the index: DISTINCT would read every entry.
    found = rows(
        source,
        'WITH RECURSIVE people(name) AS (SELECT min("by") FROM entries UNION ALL '
        'SELECT (SELECT min("by") FROM entries WHERE "by" > name) FROM people WHERE name IS NOT NULL) '
        "SELECT name FROM people WHERE name IS NOT NULL LIMIT :most",
        most=_MOST_PEOPLE,
    )
    return [row.name for row in found]


def claims_between_two(source: Source) -> list[str]:
    """The ids of the claims that one has answered, if not wholly, and another may have still to check."""
    found = rows(
        source,
        "SELECT claim_id FROM claim_standing WHERE state NOT IN ('decided', 'disputed') "
        'AND "by" IS NOT NULL AND second_by IS NULL ORDER BY claim_id',
    )
    return [row.claim_id for row in found]


def _where(wanted: LogFilter) -> tuple[str, dict[str, object]]:
    """The condition of ``wanted`` and what it is given. What a user wrote is given, never written into it."""
    parts: list[str] = []
    given: dict[str, object] = {}
    if wanted.person is not None:
        parts.append('"by" = :person')
        given["person"] = wanted.person
    if wanted.article_id is not None:
        parts.append("article_id = :article")
        given["article"] = wanted.article_id
    if wanted.hidden_claims:
        parts.append("claim_id IS NULL OR action NOT IN :telling OR claim_id NOT IN :claims")
        parts.append('action <> :reported OR "by" = :reader OR article_id NOT IN :articles')
        given["telling"] = [action.value for action in wanted.telling]
        given["claims"], given["articles"] = list(wanted.hidden_claims), list(wanted.hidden_articles)
        given["reported"], given["reader"] = Action.REPORTED.value, wanted.reader
    return (f"WHERE {' AND '.join(f'({part})' for part in parts)}" if parts else ""), given
