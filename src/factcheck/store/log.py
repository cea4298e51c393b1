"""Writing the log of the desk. ``dossier`` reads it.

Invariant: rows are added and never written again; triggers see to it. No function here commits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from factcheck.domain import Action, LogEntry
from factcheck.store import values
from factcheck.store.tables import CitationRow, EntryRow


def append(session: Session, entry: LogEntry) -> None:
    """Store an entry with its citations."""
    row = EntryRow(**values.entry_columns(entry))
    session.add(row)
    session.flush()
    for number, item in enumerate(entry.citations):
        session.add(
            CitationRow(
                entry_key=row.key,
                number=number,
                passage_id=item.passage_id,
                passage_sha256=item.passage_sha256,
                exact=item.exact,
                prefix=item.prefix,
                suffix=item.suffix,
                start=item.span.start,
                end=item.span.end,
                retrieved=item.retrieved,
            )
        )
    session.flush()


def last_hash(session: Session) -> str | None:
    """The hash of the newest entry; None of an empty log."""
    return session.scalar(select(EntryRow.hash).order_by(EntryRow.key.desc()).limit(1))


def length(session: Session) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count()).select_from(EntryRow)) or 0


def last_number(session: Session, article_id: str, claim_id: str | None) -> int:
    """The number of the newest entry on a claim, or on an article itself; 0 if there is none."""
    about = EntryRow.claim_id == claim_id
    if claim_id is None:
        about = EntryRow.claim_id.is_(None) & (EntryRow.article_id == article_id)
    return session.scalar(select(func.max(EntryRow.number)).where(about)) or 0


def newest_of(
    session: Session, by: str, actions: Collection[Action], claim_id: str | None = None
) -> Iterator[tuple[str, int]]:
    """Entries of a person on claims, or on the one named, the newest first: the claim's id and the entry's number."""
    mine = (EntryRow.by == by) & EntryRow.action.in_(actions) & EntryRow.claim_id.is_not(None)
    if claim_id is not None:
        mine &= EntryRow.claim_id == claim_id
    query = select(EntryRow.claim_id, EntryRow.number).where(mine).order_by(EntryRow.key.desc())
    for row in session.execute(query.execution_options(yield_per=50)):
        yield row.claim_id, row.number
