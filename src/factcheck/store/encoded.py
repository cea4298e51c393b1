"""Up to where texts have vectors, so that those that lack one are looked for among what came since.

Invariant: of an encoder that has a row here, every current passage up to ``passage`` whose document changed no later
than ``changed``, and every precedent up to ``precedent``, current or not, has a vector. A row that is lost costs time
and nothing else. No function here commits.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from factcheck.store.dialects import upsert
from factcheck.store.tables import DocumentRow, EncodedRow, PassageRow, PrecedentRow


class Mark(NamedTuple):
    """A key of ``passages``, a number of ``documents.changed``, a key of ``precedents``."""

    passage: int = 0
    changed: int = 0
    precedent: int = 0


def of(session: Session, encoder: str) -> Mark:
    """Up to where ``encoder`` is known to have seen everything."""
    row = session.get(EncodedRow, encoder, populate_existing=True)
    return Mark(row.passage, row.changed, row.precedent) if row else Mark()


def newest(session: Session) -> Mark:
    """The newest of everything that there is."""
    columns = (PassageRow.key, DocumentRow.changed, PrecedentRow.key)
    return Mark(*(session.scalar(select(func.max(column))) or 0 for column in columns))


def put(session: Session, encoder: str, mark: Mark) -> None:
    """Note that ``encoder`` has seen everything up to ``mark``."""
    row = upsert(session, EncodedRow).values(encoder=encoder, **mark._asdict())
    session.execute(row.on_conflict_do_update(index_elements=["encoder"], set_=mark._asdict()))


def forget(session: Session, encoder: str) -> None:
    """Forget what ``encoder`` has seen."""
    session.execute(delete(EncodedRow).where(EncodedRow.encoder == encoder))
