"""What was fetched: which answer came from where and when, and what was read from it.

Invariant: a row names bytes that lie in the archive already, or that are those of an earlier row of the same hash.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from factcheck.store.plain import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from factcheck.store.plain import Source

_COLUMNS = 'key, url, final_url, at, status, headers AS "headers/json", sha256, size, archive, "offset", record_id'


class KeptFetch(NamedTuple):
    """An answer that was fetched: as it was asked for, where the redirects led, when (ISO 8601, UTC), its status and
    headers, hash and size of its body, and the record of it: a file below the workspace, the byte where it begins, its
    id. ``key`` is 0 of one that is not stored yet."""

    key: int
    url: str
    final_url: str
    at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    sha256: str
    size: int
    archive: str | None = None
    offset: int | None = None
    record_id: str | None = None


class DocumentOrigin(NamedTuple):
    """Where the version of a document came from that holds a passage: its file or address, and the key of the answer
    that it was read from, if it was fetched."""

    document_id: str
    version: int
    source: str
    url: str | None
    fetch_key: int | None


def put(session: Session, fetch: KeptFetch) -> int:
    """Store an answer; its key."""
    from factcheck.store.tables import FetchRow

    values = {**fetch._asdict(), "headers": [list(pair) for pair in fetch.headers]}
    del values["key"]
    row = FetchRow(**values)
    session.add(row)
    session.flush()
    return row.key


def by_key(source: Source, key: int) -> KeptFetch | None:
    """The answer of that key."""
    return _one(source, "WHERE key = :key", key=key)


def newest(source: Source, url: str) -> KeptFetch | None:
    """The last answer to a request for ``url``, whose bytes are kept."""
    return _one(source, "WHERE url = :url ORDER BY key DESC LIMIT 1", url=url)


def archived(source: Source, sha256: str) -> KeptFetch | None:
    """The last answer of this hash that has a record of its own."""
    return _one(source, "WHERE sha256 = :sha256 AND archive IS NOT NULL ORDER BY key DESC LIMIT 1", sha256=sha256)


def with_records(source: Source) -> Iterator[KeptFetch]:
    """Every answer that has a record of its own, file by file."""
    for row in rows(source, f'SELECT {_COLUMNS} FROM fetches WHERE archive IS NOT NULL ORDER BY archive, "offset"'):  # noqa: S608
        yield _fetch(row)


def origin_of(source: Source, passage_id: str) -> DocumentOrigin | None:
    """Where the document of a passage came from; None if there is no such passage."""
    found = rows(
        source,
        "SELECT documents.id, version, source, documents.url, fetch_key FROM passages "
        "JOIN documents ON documents.key = passages.document_key "
        "LEFT JOIN fetched_documents ON fetched_documents.document_key = documents.key WHERE passages.id = :id",
        id=passage_id,
    )
    return next((DocumentOrigin(row.id, row.version, row.source, row.url, row.fetch_key) for row in found), None)


def of_article(source: Source, article_id: str) -> KeptFetch | None:
    """The answer that an article was read from last; None if it was not fetched."""
    return _one(
        source, "JOIN fetched_articles ON fetches.key = fetch_key WHERE article_id = :article_id", article_id=article_id
    )


def name_document(session: Session, document_id: str, version: int, fetch_key: int) -> None:
    """Say which answer a version of a document was read from; the first one stays."""
    from sqlalchemy import insert, select

    from factcheck.store.tables import DocumentRow, FetchedDocumentRow

    of_version = (DocumentRow.id == document_id) & (DocumentRow.version == version)
    key = session.scalar(select(DocumentRow.key).where(of_version))
    if key is not None and session.get(FetchedDocumentRow, key) is None:
        session.execute(insert(FetchedDocumentRow).values(document_key=key, fetch_key=fetch_key))


def name_article(session: Session, article_id: str, fetch_key: int) -> None:
    """Say which answer an article was read from, in the place of any before."""
    from sqlalchemy import delete, insert

    from factcheck.store.tables import FetchedArticleRow

    session.execute(delete(FetchedArticleRow).where(FetchedArticleRow.article_id == article_id))
    session.execute(insert(FetchedArticleRow).values(article_id=article_id, fetch_key=fetch_key))


def _one(source: Source, which: str, **given: object) -> KeptFetch | None:
    return next((_fetch(row) for row in rows(source, f"SELECT {_COLUMNS} FROM fetches {which}", **given)), None)  # noqa: S608


def _fetch(row: KeptFetch) -> KeptFetch:
    values = {name: getattr(row, name) for name in KeptFetch._fields}
    return KeptFetch(**{**values, "headers": tuple((name, value) for name, value in values["headers"])})
