"""Making a database smaller and full text quicker, while others are at work.

Invariant: nothing is lost that a person gave or did, or that is shown, cited or searched for. What is dropped are
vectors, which are made again when their document comes back. Every step is a short transaction of its own, or none, so
that whoever is killed here has done a part of the work and no harm. No function here commits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, func, or_, select, text
from sqlalchemy.orm import Session

from factcheck.store import encoded
from factcheck.store.dialects import is_postgres, superseded_documents
from factcheck.store.encoded import Mark
from factcheck.store.plain import batches, rows
from factcheck.store.tables import DocumentRow, PassageRow, PrecedentRow, VectorRow

FULL_TEXT = ("passages_text", "precedents_text", "appearances_text")
_PAGES = 1_000  # of a full-text table that are merged in one transaction


class Pages(NamedTuple):
    """Of a database file: bytes in all, and bytes of pages that hold nothing and are filled next."""

    size: int
    free: int


def pages(session: Session) -> Pages | None:
    """How much of a database file holds nothing; None of a server's."""
    if is_postgres(session):
        return None
    page, count, free = (
        session.scalar(text(f"PRAGMA {what}")) for what in ("page_size", "page_count", "freelist_count")
    )
    return Pages(page * count, page * free)


# -- vectors that nothing needs -----------------------------------------------------------


def unneeded_vectors(session: Session) -> tuple[list[str], Mark]:
    """The fingerprints of what superseded passages alone were encoded from, and up to where the database was looked
    at. Reads all passages once."""
    superseded = set(
        session.scalars(
            text(
                "SELECT DISTINCT encoded_sha256 FROM documents "  # noqa: S608 (ours)
                f"JOIN passages ON passages.document_key = documents.key WHERE {superseded_documents(session)}"
            )
        )
    )
    seen = encoded.newest(session)
    if superseded:
        current = select(PassageRow.encoded_sha256).join(DocumentRow, DocumentRow.key == PassageRow.document_key)
        for sha256 in session.scalars(current.where(DocumentRow.current)).yield_per(10_000):
            superseded.discard(sha256)
        for row in session.execute(select(PrecedentRow.claim_sha256, PrecedentRow.title_sha256)):
            superseded -= set(row)
    return sorted(superseded), seen


def drop_vectors(session: Session, hashes: Sequence[str], seen: Mark) -> int:
    """Delete the vectors of ``hashes``, but of what came or came back since ``seen``; how many there were."""
    passages = select(PassageRow.encoded_sha256).join(DocumentRow, DocumentRow.key == PassageRow.document_key)
    wanted = set(session.scalars(passages.where(PassageRow.key > seen.passage)))
    changed = select(DocumentRow.key).where(DocumentRow.changed > seen.changed)
    wanted |= set(session.scalars(passages.where(PassageRow.document_key.in_(changed))))
    new = select(PrecedentRow.claim_sha256, PrecedentRow.title_sha256).where(PrecedentRow.key > seen.precedent)
    wanted |= {sha256 for row in session.execute(new) for sha256 in row}
    encoders = _encoders(session)
    dropped = 0
    for some in batches([sha256 for sha256 in hashes if sha256 not in wanted]):
        named = or_(*[(VectorRow.encoder == one) & VectorRow.sha256.in_(some) for one in encoders])
        dropped += session.execute(delete(VectorRow).where(named)).rowcount if encoders else 0  # type: ignore[attr-defined]
    return dropped


def _encoders(session: Session) -> list[str]:
    """Whose vectors there are, from one to the next in the index."""
    found: list[str] = []
    while last := session.scalar(select(func.min(VectorRow.encoder)).where(VectorRow.encoder > (found or [""])[-1])):
        found.append(last)
    return found


# -- full text ----------------------------------------------------------------------------


def merge_full_text(session: Session, table: str, *, begin: bool) -> bool:
    """Merge a part of what a full-text table consists of into one; whether there is more to do. ``begin`` with all of
    it, else go on. Does nothing on PostgreSQL, whose own vacuum does it.

    Source: "The merge command", SQLite FTS5, section 6.8: a negative number begins, and less than two changes say that
    all is done.
    """
    if is_postgres(session):
        return False
    before = session.scalar(text("SELECT total_changes()")) or 0
    # Both come from here; a virtual table takes its commands as a column of its own name.
    number = -_PAGES if begin else _PAGES
    session.execute(text(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', {number})"))  # noqa: S608
    return (session.scalar(text("SELECT total_changes()")) or 0) - before >= 2


def segments(session: Session, table: str) -> int:
    """How many segments a search of a full-text table looks into; 1 at best, and 0 on PostgreSQL."""
    if is_postgres(session):
        return 0
    return int(rows(session, f"SELECT count(DISTINCT segid) AS number FROM {table}_idx")[0].number)  # noqa: S608
