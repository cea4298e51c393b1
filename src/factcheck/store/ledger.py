"""Claims over many articles, by who said them and by which outlet printed them.

Invariant: of several drafts only the current one is read, and nothing that a person said is no claim. A ledger takes as
many statements for ten thousand claims as for ten. Nothing is written here, and nothing of SQLAlchemy is needed (see
``plain``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from factcheck.domain import (
    GONE,
    Attribution,
    ClaimKind,
    LedgerLine,
    LedgerName,
    Speaker,
    SpeakerKind,
    State,
)
from factcheck.store import values
from factcheck.store.plain import batches, rows
from factcheck.store.queue import STANDS, STANDS_JSON

if TYPE_CHECKING:
    from factcheck.store.plain import Row, Source

_NAME = f"({STANDS_JSON.format(name='speaker')} ->> 'name')"
_KIND = f"({STANDS_JSON.format(name='speaker')} ->> 'kind')"
_GONE = ", ".join(f"'{state.value}'" for state in sorted(GONE))
_STANDING = (
    "FROM claims LEFT JOIN claim_standing ON claim_standing.claim_id = claims.id "
    "LEFT JOIN article_standing ON article_standing.article_id = claims.article_id "
    f"WHERE NOT coalesce(retired, false) AND (active OR entries > 0) AND coalesce(state, 'open') NOT IN ({_GONE})"
)
# The day an article was first checked is asked for only where its publication is not known.
_ARTICLES = (
    'SELECT articles.id, title, publisher, url, published AS "published/date", CASE WHEN published IS NULL THEN '
    "(SELECT min(at) FROM searches JOIN claims ON claims.id = searches.claim_id "
    "WHERE claims.article_id = articles.id) END AS checked FROM articles "
    "LEFT JOIN article_standing ON article_standing.article_id = articles.id "
    "WHERE NOT coalesce(retired, false) ORDER BY articles.id"
)
_SPEAKERS = (
    f"SELECT {_NAME} AS name, {_KIND} AS kind, claims.article_id, count(*) AS number {_STANDING} "
    f"AND {_NAME} IS NOT NULL AND {STANDS.format(name='kind')} <> 'assertion' GROUP BY 1, 2, 3"
)
_COUNTS = f"SELECT claims.article_id, count(*) AS number {_STANDING} GROUP BY claims.article_id"
_LINES = (
    f"SELECT claims.id, claims.number, claims.article_id, {STANDS.format(name='text')} AS words, "
    f'{STANDS.format(name="kind")} AS kind, {STANDS_JSON.format(name="speaker")} AS "speaker/json", '
    f"{STANDS_JSON.format(name='flags')} AS \"flags/json\", coalesce(state, 'open') AS state, attribution, verdict, "
    f'claim_standing."by" AS who, urgency = 0 AND restates IS NULL AS "misquoted/bool" {_STANDING}'
)


class _Place(NamedTuple):
    """An article that a ledger can speak of."""

    title: str | None
    outlet: str | None
    url: str | None
    day: date | None
    published: bool


def speakers(source: Source) -> list[LedgerName]:
    """Everybody who is quoted under a name, a line for each name and kind, by name. Whoever has no name ("officials")
    is nobody in particular and left out."""
    places = _places(source)
    said: dict[tuple[str, SpeakerKind], dict[str, int]] = {}  # how many claims in which article
    for row in rows(source, _SPEAKERS):
        said.setdefault((row.name, SpeakerKind(row.kind)), {})[row.article_id] = row.number
    return [
        _named(name, places, list(claims), sum(claims.values()), kind)
        for (name, kind), claims in sorted(said.items())
        if kind is not SpeakerKind.ANONYMOUS
    ]


def outlets(source: Source) -> list[LedgerName]:
    """Every outlet that an article names as its publisher, a line for each spelling, by name."""
    places = _places(source)
    claims = {row.article_id: row.number for row in rows(source, _COUNTS)}
    found: dict[str, list[str]] = {}
    for article_id, place in places.items():
        if place.outlet:
            found.setdefault(place.outlet, []).append(article_id)
    return [
        _named(name, places, article_ids, sum(claims.get(article_id, 0) for article_id in article_ids), None)
        for name, article_ids in sorted(found.items())
    ]


def of_speaker(source: Source, names: Sequence[str]) -> list[LedgerLine]:
    """What was said under any of ``names``, by day, article and number."""
    places = _places(source)
    asked = f"{_LINES} AND {_NAME} IN :names AND {STANDS.format(name='kind')} <> 'assertion'"
    found = [row for some in batches(list(names)) for row in rows(source, asked, names=some)]
    return _lines(found, places)


def of_outlet(source: Source, names: Sequence[str]) -> list[LedgerLine]:
    """What stands in the articles of an outlet that goes by ``names``, by day, article and number."""
    places = {article_id: place for article_id, place in _places(source).items() if place.outlet in set(names)}
    asked = f"{_LINES} AND claims.article_id IN :ids"
    found = [row for some in batches(list(places)) for row in rows(source, asked, ids=some)]
    return _lines(found, places)


def within(lines: Iterable[LedgerLine], since: date | None, until: date | None) -> list[LedgerLine]:
    """The lines from the day ``since`` to the day ``until``; where one is given, none of an unknown day."""
    first, last = since or date.min, until or date.max
    return [line for line in lines if (first <= line.day <= last if line.day else since is until is None)]


def veiled(lines: Iterable[LedgerLine], hidden: Callable[[Sequence[str]], set[str]]) -> list[LedgerLine]:
    """The lines without what ``hidden`` says, of the ids of claims that somebody has answered and that
    are not decided, is kept from the reader."""
    told = list(lines)
    kept = hidden([line.claim_id for line in told if line.by and line.state is not State.DECIDED])
    return [
        replace(line, attribution=None, verdict=None, by=None, hidden=True) if line.claim_id in kept else line
        for line in told
    ]


def _places(source: Source) -> dict[str, _Place]:
    return {
        row.id: _Place(row.title, row.publisher, row.url, _day(row), row.published is not None)
        for row in rows(source, _ARTICLES)
    }


def _day(row: Row) -> date | None:
    return row.published or (date.fromisoformat(row.checked[:10]) if row.checked else None)


def _named(
    name: str, places: Mapping[str, _Place], article_ids: Sequence[str], claims: int, kind: SpeakerKind | None
) -> LedgerName:
    days = [day for article_id in article_ids if (day := places[article_id].day)]
    return LedgerName(
        name, (name,), claims, frozenset(article_ids), min(days, default=None), max(days, default=None), kind
    )


def _lines(found: Iterable[Row], places: Mapping[str, _Place]) -> list[LedgerLine]:
    made = (_line(row, places[row.article_id]) for row in found if row.article_id in places)
    return sorted(made, key=lambda line: (line.day or date.max, line.article_id, line.number))


def _line(row: Row, place: _Place) -> LedgerLine:
    line = LedgerLine(
        claim_id=row.id,
        number=row.number,
        article_id=row.article_id,
        title=place.title,
        outlet=place.outlet,
        url=place.url,
        day=place.day,
        published=place.published,
        words=row.words,
        kind=ClaimKind(row.kind),
        speaker=Speaker(**{**row.speaker, "kind": SpeakerKind(row.speaker["kind"])}) if row.speaker else None,
        state=State(row.state),
        attribution=Attribution(row.attribution) if row.attribution else None,
        verdict=values.verdict(row.verdict),
        by=row.who,
        denied="denied" in row.flags,
    )
    return replace(line, differs=row.misquoted and line.answered in (None, Attribution.NOT_FOUND))
