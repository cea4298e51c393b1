"""Storing articles, their claims and what the machine proposed. ``dossier`` reads them, ``log`` and ``standing`` keep
what people do.

Invariant: a new suggestion never replaces the one that a standing decision was made
beside; the statement that stores it says so itself. A claim's number in its article is given once. No function here
commits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import ColumnElement, insert, select, true, update
from sqlalchemy.orm import Session

from factcheck.domain import Article, Claim, ClaimOrigin, Search, State, fingerprint
from factcheck.store import compared, values
from factcheck.store.dialects import upsert
from factcheck.store.plain import batches
from factcheck.store.tables import (
    ArticleRow,
    ClaimRow,
    ClaimStandingRow,
    EvidenceRow,
    PassageRow,
    SearchRow,
    SuggestionRow,
)

# -- articles and claims ----------------------------------------------------------------


def put_article(session: Session, article: Article) -> None:
    """Store an article, or what is newly known about one whose text is already stored."""
    columns = values.article_columns(article)
    row = upsert(session, ArticleRow).values(columns)
    session.execute(row.on_conflict_do_update(index_elements=["id"], set_=columns))


def put_claims(session: Session, article_id: str, claims: Sequence[Claim]) -> None:
    """Store the claims of an article's newest extraction, in text order. Earlier ones that it lacks become inactive,
    but for those that a person made, which stay as they were made."""
    found = ClaimRow.origin == ClaimOrigin.MACHINE
    session.execute(update(ClaimRow).where(ClaimRow.article_id == article_id, found).values(active=False))
    _put_claims(session, article_id, claims, found)


def put_claim(session: Session, claim: Claim) -> None:
    """Store a claim that a person made."""
    _put_claims(session, claim.article_id, [claim], true())


def _put_claims(session: Session, article_id: str, claims: Sequence[Claim], known: ColumnElement[bool]) -> None:
    """Store claims, or what is newly told of those that are ``known``. Numbers are printed and quoted: one that was
    given stays, and a new claim gets the next that nobody had."""
    here = session.execute(select(ClaimRow.id, ClaimRow.number).where(ClaimRow.article_id == article_id)).all()
    numbers: dict[str, int] = {row.id: row.number for row in here}
    last = max(numbers.values(), default=0)
    for claim in claims:
        if claim.id not in numbers:
            last += 1
            numbers[claim.id] = last
            session.execute(insert(ClaimRow).values(values.claim_columns(claim, last)))
        else:
            columns = values.claim_columns(claim, numbers[claim.id])
            session.execute(update(ClaimRow).where(ClaimRow.id == claim.id, known).values(columns))


# -- what the machine proposes ----------------------------------------------------------


def put_search(session: Session, search: Search, passage_keys: dict[str, int], at: str) -> None:
    """Enter a search into the ledger (the same search is one entry) and let its claim show it,
    unless a decision stands on that claim. One that is stale has to be made anew, beside what is found now."""
    search_id = _search_id(search)
    entered = session.execute(
        upsert(session, SearchRow)
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
    stands = ClaimStandingRow.verdict.is_not(None) & (ClaimStandingRow.state != State.STALE)
    undecided = ~select(ClaimStandingRow.claim_id).where(ClaimStandingRow.claim_id == claim_id, stands).exists()
    session.execute(
        upsert(session, SuggestionRow)
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
