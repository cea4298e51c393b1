"""Storing what texts were read into: the quotations of articles and of document versions.

Invariant: a text has one reading or none; a new one takes the place of the old one whole. No function here commits.
``dossier`` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from factcheck.domain import Reading
from factcheck.store import values
from factcheck.store.dossier import Version
from factcheck.store.tables import DocumentRow, QuotationRow, ReadingRow


def put_article(session: Session, article_id: str, reading: Reading) -> None:
    """Store what was read in an article, in place of what was read before."""
    _put(
        session, ReadingRow.article_id == article_id, ReadingRow(article_id=article_id, reader=reading.reader), reading
    )


def put_documents(session: Session, readings: Mapping[Version, Reading]) -> None:
    """Store what was read in versions of documents, in place of what was read before."""
    for (document_id, version), reading in readings.items():
        query = select(DocumentRow.key).where(DocumentRow.id == document_id, DocumentRow.version == version)
        key = session.scalars(query).one()
        _put(session, ReadingRow.document_key == key, ReadingRow(document_key=key, reader=reading.reader), reading)


def _put(session: Session, same: ColumnElement[bool], row: ReadingRow, reading: Reading) -> None:
    before = select(ReadingRow.key).where(same).scalar_subquery()
    session.execute(delete(QuotationRow).where(QuotationRow.reading_key == before))
    session.execute(delete(ReadingRow).where(same))
    session.add(row)
    session.flush()
    found = [values.quotation_columns(one, number) for number, one in enumerate(reading.quotations, start=1)]
    if found:
        session.execute(insert(QuotationRow), [{"reading_key": row.key, **columns} for columns in found])
