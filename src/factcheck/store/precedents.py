"""Claims that were checked before, their vectors and full-text rows.

Invariant: nothing is deleted, and nothing here is a passage: what a ClaimReview says can be
found as an earlier check and never as evidence. An own claim's verdict is read from the log,
so that it cannot be out of date. No function here commits.

A claim and its title have a vector each. In the index the claim's has the key ``2 × key``, the
title's ``2 × key + 1``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text, union_all, update
from sqlalchemy.orm import Session

from factcheck.domain import ClaimReview, Verdict, fingerprint
from factcheck.store.corpus import match_any, matrix
from factcheck.store.plain import batches
from factcheck.store.tables import ArticleRow, ClaimRow, PrecedentRow, VectorRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Remembered:
    """A claim that was checked before: one of our own, or what a ClaimReview reviews."""

    key: int
    claim: str
    title: str | None
    claim_id: str | None = None
    article_id: str | None = None
    article_title: str | None = None
    article_url: str | None = None
    review: ClaimReview | None = None


# -- writing ----------------------------------------------------------------------------


def fingerprints(session: Session, ids: Iterable[str]) -> dict[str, tuple[int, str, bool]]:
    """The newest version of each known ClaimReview of ``ids``, its SHA-256, and whether it is current."""
    found: dict[str, tuple[int, str, bool]] = {}
    for some in batches(list(ids)):
        rows = session.execute(
            select(PrecedentRow.id, PrecedentRow.version, PrecedentRow.sha256, PrecedentRow.current)
            .where(PrecedentRow.id.in_(some), PrecedentRow.claim_id.is_(None))
            .order_by(PrecedentRow.version)
        )
        found.update({row.id: (row.version, row.sha256, row.current) for row in rows})
    return found


def add_review(session: Session, review: ClaimReview, version: int, source: str) -> None:
    """Store a ClaimReview in place of its earlier versions."""
    remove_review(session, review.id)
    claim, title = _flat(review.claim), _flat(review.title or "")
    _add(
        session,
        PrecedentRow(
            id=review.id,
            version=version,
            current=True,
            claim_id=None,
            sha256=review.sha256,
            claim=review.claim,
            claim_sha256=fingerprint(claim),
            title=review.title,
            title_sha256=fingerprint(title) if title else None,
            rating=review.rating,
            publisher=review.publisher,
            url=review.url,
            claimant=review.claimant,
            published=review.published,
            verdict=review.verdict,
            source=source,
        ),
    )


def remove_review(session: Session, review_id: str) -> bool:
    """Let a ClaimReview no longer be found. Whether there was a current one of that id."""
    changed = session.execute(
        update(PrecedentRow)
        .where(PrecedentRow.id == review_id, PrecedentRow.claim_id.is_(None), PrecedentRow.current)
        .values(current=False)
        .returning(PrecedentRow.key)
    )
    return bool(changed.all())


def restore_review(session: Session, review_id: str, version: int) -> None:
    """Let a ClaimReview that was removed be found again."""
    session.execute(
        update(PrecedentRow).where(PrecedentRow.id == review_id, PrecedentRow.version == version).values(current=True)
    )


def remember(session: Session, claim_id: str) -> None:
    """Let a claim of our own be found again. To be called when it is decided; once is enough."""
    if session.scalar(select(PrecedentRow.key).where(PrecedentRow.claim_id == claim_id).limit(1)) is not None:
        return
    claim = _flat(session.get_one(ClaimRow, claim_id).text)
    _add(
        session,
        PrecedentRow(
            id=claim_id,
            version=1,
            current=True,
            claim_id=claim_id,
            sha256=fingerprint(claim),
            claim=claim,
            claim_sha256=fingerprint(claim),
            title=None,
            title_sha256=None,
            rating="",
            publisher="",
            url=None,
            claimant=None,
            published=None,
            verdict=None,
            source="",
        ),
    )


def _add(session: Session, row: PrecedentRow) -> None:
    session.add(row)
    session.flush()
    session.execute(
        text("INSERT INTO precedents_text (rowid, claim, title) VALUES (:key, :claim, :title)"),
        {"key": row.key, "claim": row.claim, "title": row.title or ""},
    )


def _flat(words: str) -> str:
    return " ".join(words.split())


# -- reading ----------------------------------------------------------------------------


def ids(session: Session, keys: Sequence[int]) -> dict[int, str]:
    """The ids of precedents by key: a claim's, or a ClaimReview's."""
    found: dict[int, str] = {}
    for some in batches(keys):
        rows = session.execute(select(PrecedentRow.key, PrecedentRow.id).where(PrecedentRow.key.in_(some)))
        found.update({row.key: row.id for row in rows})
    return found


def remembered(session: Session, keys: Iterable[int]) -> dict[int, Remembered]:
    query = (
        select(PrecedentRow, ClaimRow.article_id, ArticleRow.title, ArticleRow.url)
        .outerjoin(ClaimRow, ClaimRow.id == PrecedentRow.claim_id)
        .outerjoin(ArticleRow, ArticleRow.id == ClaimRow.article_id)
        .where(PrecedentRow.current)
    )
    found = {}
    for some in batches(sorted(set(keys))):
        for row, article_id, title, url in session.execute(query.where(PrecedentRow.key.in_(some))):
            review = None if row.claim_id else _review(row)
            found[row.key] = Remembered(row.key, row.claim, row.title, row.claim_id, article_id, title, url, review)
    return found


def all_reviews(session: Session, *, current: bool = True) -> Iterator[tuple[ClaimReview, int, str]]:
    """ClaimReviews with their version and stored SHA-256, in the order in which they came."""
    query = select(PrecedentRow).where(PrecedentRow.claim_id.is_(None)).order_by(PrecedentRow.key)
    for row in session.scalars(query.where(PrecedentRow.current) if current else query).yield_per(200):
        yield _review(row), row.version, row.sha256


def unindexed(session: Session) -> int:
    """How many precedents the full-text table lacks or has too many of; 0 in a sound database."""
    stored = session.scalar(select(func.count()).select_from(PrecedentRow)) or 0
    indexed = session.scalar(text("SELECT count(*) FROM precedents_text_docsize")) or 0
    return abs(int(stored) - int(indexed))


def _review(row: PrecedentRow) -> ClaimReview:
    return ClaimReview(
        id=row.id,
        claim=row.claim,
        rating=row.rating,
        publisher=row.publisher,
        url=row.url,
        title=row.title,
        claimant=row.claimant,
        published=row.published,
        verdict=Verdict(row.verdict) if row.verdict else None,
    )


def search_text(session: Session, query: str, limit: int, among: Sequence[int] | None = None) -> dict[int, float]:
    """BM25 of the current precedents that share words with ``query``, at most ``limit``, best first;
    of those in ``among`` only, if that is given."""
    match = match_any(query)
    if not match:
        return {}
    rows = session.execute(
        text(
            "SELECT precedents.key, -bm25(precedents_text) AS score FROM precedents_text "
            "JOIN precedents ON precedents.key = precedents_text.rowid "
            "WHERE precedents_text MATCH :match AND precedents.current "
            "AND (:among IS NULL OR precedents.key IN (SELECT value FROM json_each(:among))) "
            "ORDER BY bm25(precedents_text), precedents.key LIMIT :limit"
        ),
        {"match": match, "limit": limit, "among": None if among is None else str(list(among))},
    )
    return {row.key: row.score for row in rows}


# -- vectors ----------------------------------------------------------------------------


def without_vector(session: Session, encoder: str, limit: int) -> dict[str, str]:
    """Current claims and titles that ``encoder`` has not seen yet: fingerprint to words."""
    claims = select(PrecedentRow.claim_sha256.label("sha256"), PrecedentRow.claim.label("words"))
    titles = select(PrecedentRow.title_sha256, PrecedentRow.title).where(PrecedentRow.title_sha256.is_not(None))
    texts = union_all(claims.where(PrecedentRow.current), titles.where(PrecedentRow.current)).subquery()
    unseen = ~select(VectorRow.sha256).where(VectorRow.encoder == encoder, VectorRow.sha256 == texts.c.sha256).exists()
    rows = session.execute(select(texts.c.sha256, texts.c.words).where(unseen).order_by(texts.c.sha256).limit(limit))
    return {row.sha256: _flat(row.words) for row in rows}


def state(session: Session) -> str:
    """Names the set of current claims and titles: the same name, the same set, for nothing is ever deleted."""
    newest = session.scalar(select(func.max(PrecedentRow.key))) or 0
    gone = session.scalars(select(PrecedentRow.key).where(~PrecedentRow.current).order_by(PrecedentRow.key))
    return f"{newest}:{fingerprint(str(gone.all()))}"


def keys(session: Session) -> list[int]:
    """The index keys of all current claims and titles, whether they have a vector or not."""
    current = select(PrecedentRow.key, PrecedentRow.title_sha256).where(PrecedentRow.current)
    rows = session.execute(current).all()
    return [*(2 * row.key for row in rows), *(2 * row.key + 1 for row in rows if row.title_sha256)]


def vectors(
    session: Session, encoder: str, keys: Sequence[int], dimension: int
) -> tuple[list[int], NDArray[np.float32]]:
    """Those of the index ``keys`` that ``encoder`` has a vector for, and the vectors, a row of ``dimension`` each."""
    found: list[tuple[int, bytes]] = []
    for offset, sha256 in enumerate((PrecedentRow.claim_sha256, PrecedentRow.title_sha256)):
        for some in batches([key // 2 for key in keys if key % 2 == offset]):
            query = (
                select(PrecedentRow.key, VectorRow.vector)
                .join(VectorRow, (VectorRow.sha256 == sha256) & (VectorRow.encoder == encoder))
                .where(PrecedentRow.key.in_(some))
            )
            found.extend((2 * row.key + offset, row.vector) for row in session.execute(query))
    return [key for key, _ in found], matrix([vector for _, vector in found], dimension)


def vectors_of_texts(session: Session, encoder: str, hashes: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
    """The vectors of texts by their fingerprints, as far as there are any."""
    import numpy as np

    found = {}
    for some in batches(hashes):
        query = select(VectorRow.sha256, VectorRow.vector).where(
            VectorRow.encoder == encoder, VectorRow.sha256.in_(some)
        )
        found.update(
            {row.sha256: np.frombuffer(row.vector, "<f2").astype(np.float32) for row in session.execute(query)}
        )
    return found
