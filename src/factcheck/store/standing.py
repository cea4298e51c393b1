"""Where claims and articles stand, kept for the queue and for lists.

Invariant: derived of the log, the claims and their suggestions by ``desk.standing``; nothing is known here alone.
No function here commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.domain import ArticleStanding
from factcheck.store.dialects import upsert
from factcheck.store.plain import batches, rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.store.plain import Source

NEVER = "9999-12-31"  # the deadline of what has none, which comes after all others

_ARTICLES = (
    'SELECT article_id, story_id, draft, previous_id, retired AS "retired/bool", closed AS "closed/bool", due, '
    "assigned FROM article_standing"
)


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """What of a claim its standing depends on beside the log."""

    claim_id: str
    article_id: str
    number: int
    active: bool
    checkworthiness: float
    restates: str | None
    wording: Mapping[str, Any] | None  # as stored with the search whose suggestion it shows


def known(source: Source, claim_ids: Iterable[str]) -> Iterator[KnownClaim]:
    """What the standing of each of ``claim_ids`` depends on beside the log."""
    for some in batches(list(claim_ids)):
        for row in rows(
            source,
            'SELECT claims.id, article_id, number, active AS "active/bool", checkworthiness, restates, '
            'searches.wording AS "wording/json" FROM claims LEFT JOIN suggestions ON suggestions.claim_id = claims.id '
            "LEFT JOIN searches ON searches.id = suggestions.search_id WHERE claims.id IN :ids",
            ids=some,
        ):
            yield KnownClaim(
                row.id, row.article_id, row.number, row.active, row.checkworthiness, row.restates, row.wording
            )


def stored_claims(source: Source, claim_ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The rows that are kept of where ``claim_ids`` stand, by claim; JSON as its text."""
    asked = batches(list(claim_ids))
    found = (
        row for some in asked for row in rows(source, "SELECT * FROM claim_standing WHERE claim_id IN :ids", ids=some)
    )
    return {row.claim_id: vars(row) for row in found}


def all_claims(source: Source) -> list[str]:
    """The ids of all claims of all articles."""
    return [row.id for row in rows(source, "SELECT id FROM claims ORDER BY article_id, number, id")]


def claims_of(source: Source, article_id: str) -> list[str]:
    """The ids of all claims of an article, active or not."""
    return [row.id for row in rows(source, "SELECT id FROM claims WHERE article_id = :id ORDER BY id", id=article_id)]


def put_claims(session: Session, standings: Sequence[dict[str, Any]]) -> None:
    """Store rows of ``ClaimStandingRow``, each a dictionary of all its columns."""

    from factcheck.store.tables import ClaimStandingRow

    if standings:
        statement = upsert(session, ClaimStandingRow)
        columns = {name: statement.excluded[name] for name in standings[0] if name != "claim_id"}
        session.execute(statement.on_conflict_do_update(index_elements=["claim_id"], set_=columns), list(standings))


def put_article(session: Session, standing: ArticleStanding) -> None:

    from factcheck.store.tables import ArticleStandingRow

    columns = {column.name: getattr(standing, column.name) for column in ArticleStandingRow.__table__.columns}
    statement = upsert(session, ArticleStandingRow).values(columns)
    session.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=columns))


def articles(source: Source, article_ids: Sequence[str] | None = None) -> dict[str, ArticleStanding]:
    """Where articles stand by the columns that are kept, all or those of ``article_ids``."""
    found = (
        rows(source, _ARTICLES)
        if article_ids is None
        else [
            row
            for some in batches(list(article_ids))
            for row in rows(source, f"{_ARTICLES} WHERE article_id IN :ids", ids=some)
        ]
    )
    return {row.article_id: ArticleStanding(**vars(row)) for row in found}
