"""Claims that were checked before, their vectors and full-text rows.

Invariant: nothing is deleted, and nothing here is a passage: what a ClaimReview says can be
found as an earlier check and never as evidence. An own claim's verdict is read from the log,
so that it cannot be out of date. No function here commits.

A claim and its title have a vector each. In the index the claim's has the key ``2 × key``, the
title's ``2 × key + 1``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import func, select, text, union_all, update
from sqlalchemy.orm import Session

from factcheck.domain import ClaimReview, fingerprint
from factcheck.store import dossier, encoded, full_text
from factcheck.store.dialects import elements
from factcheck.store.remembered import review
from factcheck.store.tables import PrecedentRow, VectorRow

_FURTHER = re.compile(r"(?:#claim-\d+)?")
# By ranges of ids, so that their index serves; "." follows "-".
_AT_ADDRESSES = (
    "SELECT asked.value AS address, precedents.id, version, sha256, current, claim FROM {asked} AS asked CROSS JOIN "
    "precedents WHERE precedents.id >= asked.value AND precedents.id < asked.value || '#claim.' "
    "AND claim_id IS NULL ORDER BY version"
)


# -- writing ----------------------------------------------------------------------------


class KnownReview(NamedTuple):
    """The newest version of a stored ClaimReview."""

    id: str
    version: int
    sha256: str
    current: bool
    claim: str


def at_addresses(session: Session, addresses: Iterable[str]) -> dict[str, list[KnownReview]]:
    """The ClaimReviews that are stored under each of ``addresses``: under itself, and under it with a number
    (``further_id``), in the order of their ids."""
    found: dict[str, dict[str, KnownReview]] = {address: {} for address in addresses}
    asked = text(_AT_ADDRESSES.format(asked=elements(session, ":asked")))
    for row in session.execute(asked, {"asked": json.dumps(list(found))}):
        if _FURTHER.fullmatch(row.id, len(row.address)):
            found[row.address][row.id] = KnownReview(row.id, row.version, row.sha256, row.current, row.claim)
    return {address: sorted(known.values()) for address, known in found.items()}


def further_id(address: str, number: int) -> str:
    """The id of one more claim that is reviewed at an address; ``number`` counts from 2."""
    return f"{address}#claim-{number}"


def is_known(session: Session, review_id: str) -> bool:
    """Whether a ClaimReview of that id was ever stored."""
    query = select(PrecedentRow.key).where(PrecedentRow.id == review_id, PrecedentRow.claim_id.is_(None))
    return session.scalar(query.limit(1)) is not None


def add_review(session: Session, review: ClaimReview, version: int, source: str) -> None:
    """Store a ClaimReview in place of its earlier versions."""
    if version > 1:
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
    """Let a claim of our own be found again, by its words as they stand. To be called when it is decided."""
    claim = _flat(dossier.claim(session, claim_id)[0].text)
    own = PrecedentRow.claim_id == claim_id
    last = session.scalar(select(func.max(PrecedentRow.version)).where(own)) or 0
    if session.scalar(select(PrecedentRow.claim).where(own, PrecedentRow.current)) == claim:
        return
    session.execute(update(PrecedentRow).where(own).values(current=False))
    _add(
        session,
        PrecedentRow(
            id=claim_id,
            version=last + 1,
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


def hand_over(session: Session, claims: Mapping[str, str]) -> None:
    """Let claims of our own be found in the place of others that say the same: ``claims`` has the new id by the old.
    Only those are that could be found."""
    known = set(session.scalars(select(PrecedentRow.claim_id).where(PrecedentRow.claim_id.in_(list(claims)))))
    for old, new in claims.items():
        if old in known:
            remember(session, new)
            for claim_id, current in ((old, False), (new, True)):
                row = update(PrecedentRow).where(PrecedentRow.claim_id == claim_id)
                session.execute(row.values(current=current))


def _add(session: Session, row: PrecedentRow) -> None:
    session.add(row)
    session.flush()
    full_text.put(session, "precedents_text", [{"key": row.key, "claim": row.claim, "title": row.title or ""}])


def _flat(words: str) -> str:
    return " ".join(words.split())


# -- reading ----------------------------------------------------------------------------


def all_reviews(session: Session, *, current: bool = True) -> Iterator[tuple[ClaimReview, int, str]]:
    """ClaimReviews with their version and stored SHA-256, in the order in which they came."""
    query = select(PrecedentRow).where(PrecedentRow.claim_id.is_(None)).order_by(PrecedentRow.key)
    for row in session.scalars(query.where(PrecedentRow.current) if current else query).yield_per(200):
        yield review(row), row.version, row.sha256


def unindexed(session: Session) -> int:
    """How many precedents the full-text table lacks or has too many of; 0 in a sound database."""
    stored = session.scalar(select(func.count()).select_from(PrecedentRow)) or 0
    return abs(int(stored) - full_text.length(session, "precedents_text"))


def without_vector(session: Session, encoder: str, limit: int) -> dict[str, str]:
    """Claims and titles that ``encoder`` has not seen yet: fingerprint to words. Those that are not current are among
    them, because they may be again."""
    new = PrecedentRow.key > encoded.of(session, encoder).precedent
    claims = select(PrecedentRow.claim_sha256.label("sha256"), PrecedentRow.claim.label("words")).where(new)
    titles = select(PrecedentRow.title_sha256, PrecedentRow.title).where(new, PrecedentRow.title_sha256.is_not(None))
    texts = union_all(claims, titles).subquery()
    unseen = ~select(VectorRow.sha256).where(VectorRow.encoder == encoder, VectorRow.sha256 == texts.c.sha256).exists()
    rows = session.execute(select(texts.c.sha256, texts.c.words).where(unseen).order_by(texts.c.sha256).limit(limit))
    return {row.sha256: _flat(row.words) for row in rows}


def is_behind(session: Session, encoder: str) -> bool:
    """Whether claims or titles came since ``note_encoded`` noted last."""
    return encoded.of(session, encoder).precedent != encoded.newest(session).precedent


def note_encoded(session: Session, encoder: str) -> None:
    """Note that all claims and titles have a vector, if they have."""
    if not without_vector(session, encoder, 1):
        before = encoded.of(session, encoder)
        encoded.put(session, encoder, before._replace(precedent=encoded.newest(session).precedent))
