"""Storing articles, their claims, what the machine proposed and what people decided; the queue. ``dossier`` reads them.

Invariant: a new suggestion never replaces the one that a standing decision was made
beside; the statement that stores it says so itself. No function here commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.orm import Session, aliased

from factcheck.domain import (
    Article,
    Claim,
    Decision,
    Search,
    Verdict,
    fingerprint,
)
from factcheck.store import compared, values
from factcheck.store.plain import batches
from factcheck.store.tables import (
    ArticleRow,
    CitationRow,
    ClaimRow,
    DecisionRow,
    EvidenceRow,
    PassageRow,
    SearchRow,
    SuggestionRow,
)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One line of the review queue."""

    claim: Claim
    number: int
    article_title: str | None
    suggested: Verdict | None
    probability: float | None
    verdict: Verdict | None  # the one that stands, if any


# -- articles and claims ----------------------------------------------------------------


def put_article(session: Session, article: Article) -> None:
    """Store an article, or what is newly known about one whose text is already stored."""
    _put(session, ArticleRow, values.article_columns(article))


def put_claims(session: Session, article_id: str, claims: Sequence[Claim]) -> None:
    """Store the claims of an article's newest extraction. Earlier ones that it lacks become inactive."""
    session.execute(update(ClaimRow).where(ClaimRow.article_id == article_id).values(active=False))
    for number, claim in enumerate(claims, start=1):
        _put(session, ClaimRow, values.claim_columns(claim, number))


def _put(session: Session, table: type[ArticleRow | ClaimRow], columns: dict[str, Any]) -> None:
    statement = upsert(table).values(columns)
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=columns))


# -- what the machine proposes ----------------------------------------------------------


def put_search(session: Session, search: Search, passage_keys: dict[str, int], at: str) -> None:
    """Enter a search into the ledger (the same search is one entry) and let its claim show it,
    unless a decision stands on that claim."""
    search_id = _search_id(search)
    entered = session.execute(
        upsert(SearchRow)
        .values(
            id=search_id,
            claim_id=search.claim_id,
            query=search.query,
            encoder=search.encoder,
            stance_basis=search.stance_basis,
            index_version=search.index_version,
            verdict=search.suggestion.verdict,
            probability=search.suggestion.probability,
            reasons=list(search.suggestion.reasons),
            wording=values.wording_column(search.wording),
            at=at,
        )
        .on_conflict_do_nothing()
        .returning(SearchRow.id)
    ).all()
    if entered:
        session.add_all(
            EvidenceRow(**compared.evidence_columns(search_id, item, passage_keys)) for item in search.evidence
        )
        session.flush()
    _suggest(session, search.claim_id, search_id)


def _suggest(session: Session, claim_id: str, search_id: str) -> None:
    last = aliased(DecisionRow)
    undecided = ~(
        select(DecisionRow.key)
        .where(
            DecisionRow.claim_id == claim_id,
            DecisionRow.verdict.is_not(None),
            DecisionRow.number == select(func.max(last.number)).where(last.claim_id == claim_id).scalar_subquery(),
        )
        .exists()
    )
    session.execute(
        upsert(SuggestionRow)
        .values(claim_id=claim_id, search_id=search_id)
        .on_conflict_do_update(index_elements=["claim_id"], set_={"search_id": search_id}, where=undecided)
    )


def _search_id(search: Search) -> str:
    return fingerprint(json.dumps(asdict(search), sort_keys=True, default=str))


def passage_keys(session: Session, ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(sorted(set(ids))):
        rows = session.execute(select(PassageRow.id, PassageRow.key).where(PassageRow.id.in_(some)))
        found.update({row.id: row.key for row in rows})
    return found


# -- the queue --------------------------------------------------------------------------


def queue(session: Session, *, article_id: str | None, decided: bool, limit: int, offset: int) -> list[QueueItem]:
    """Claims without a standing verdict (or with one, if ``decided``), most worth checking first."""
    query = _queue_query(decided).add_columns(ArticleRow.title, SearchRow.verdict, SearchRow.probability)
    query = (
        query.join(ArticleRow, ArticleRow.id == ClaimRow.article_id)
        .outerjoin(SuggestionRow, SuggestionRow.claim_id == ClaimRow.id)
        .outerjoin(SearchRow, SearchRow.id == SuggestionRow.search_id)
        .order_by(ClaimRow.checkworthiness.desc(), ClaimRow.article_id, ClaimRow.number)
        .limit(limit)
        .offset(offset)
    )
    if article_id is not None:
        query = query.where(ClaimRow.article_id == article_id)
    return [
        QueueItem(
            values.claim(row),
            row.number,
            title,
            values.verdict(suggested),
            probability,
            values.verdict(stands),
        )
        for row, stands, title, suggested, probability in session.execute(query)
    ]


def queue_length(session: Session, *, article_id: str | None, decided: bool) -> int:
    query = _queue_query(decided)
    if article_id is not None:
        query = query.where(ClaimRow.article_id == article_id)
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _queue_query(decided: bool) -> Select[ClaimRow, str | None]:
    latest = aliased(DecisionRow)
    later = aliased(DecisionRow)
    newest = ~select(later.key).where(later.claim_id == latest.claim_id, later.number > latest.number).exists()
    stands = latest.verdict.is_not(None) if decided else latest.verdict.is_(None)
    return (
        select(ClaimRow, latest.verdict)
        .select_from(ClaimRow)
        .outerjoin(latest, and_(latest.claim_id == ClaimRow.id, newest))
        .where(ClaimRow.active, stands)
    )


# -- decisions --------------------------------------------------------------------------


def append_decision(session: Session, decision: Decision) -> None:
    row = DecisionRow(**{name: getattr(decision, name) for name in _DECISION_FIELDS})
    session.add(row)
    session.flush()
    for number, item in enumerate(decision.citations):
        session.add(
            CitationRow(
                decision_key=row.key,
                number=number,
                passage_id=item.passage_id,
                passage_sha256=item.passage_sha256,
                exact=item.exact,
                prefix=item.prefix,
                suffix=item.suffix,
                start=item.span.start,
                end=item.span.end,
            )
        )
    session.flush()


_DECISION_FIELDS = (
    "claim_id",
    "number",
    "verdict",
    "previous_verdict",
    "reason",
    "note",
    "by",
    "at",
    "previous_hash",
    "hash",
)


def last_hash(session: Session) -> str | None:
    return session.scalar(select(DecisionRow.hash).order_by(DecisionRow.key.desc()).limit(1))
