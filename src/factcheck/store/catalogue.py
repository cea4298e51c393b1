"""The corpus to be looked through: its documents a page at a time, and one of them whole with its versions.

Invariant: nothing is written here, and nothing of SQLAlchemy is needed (see ``plain``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from factcheck.domain import Document, Passage
from factcheck.store import values
from factcheck.store.plain import rows

if TYPE_CHECKING:
    from factcheck.store.plain import Source

_LISTED = (
    'SELECT id, version, published AS "published/date", publisher, title, published_from, publisher_from '
    "FROM documents WHERE current"
)
_HOLDING = (
    " AND (lower(id) LIKE :words ESCAPE '\\' OR lower(coalesce(title, '')) LIKE :words ESCAPE '\\' "
    "OR lower(coalesce(publisher, '')) LIKE :words ESCAPE '\\')"
)


class ListedDocument(NamedTuple):
    """A current document of the corpus."""

    id: str
    version: int
    published: date | None
    publisher: str | None
    title: str | None
    published_from: str | None = None  # where it was read: "text", "path", "given", …
    publisher_from: str | None = None


class DocumentVersion(NamedTuple):
    """One version of a document. Where it was removed from the corpus, none of them is ``current``."""

    version: int
    current: bool
    source: str  # the file it came from
    sha256: str


def listed(source: Source, words: str = "", *, limit: int | None = None, offset: int = 0) -> list[ListedDocument]:
    """A page of the current documents, or all of them, by id; those alone whose id, title or publisher holds
    ``words``."""
    given: dict[str, object] = {"words": _like(words)} if words else {}
    page = ""
    if limit is not None:
        page = "LIMIT :limit OFFSET :offset"
        given |= {"limit": limit, "offset": offset}
    asked = f"{_LISTED}{_HOLDING if words else ''} ORDER BY id {page}"
    return [ListedDocument(**vars(row)) for row in rows(source, asked, **given)]


def count(source: Source, words: str) -> int:
    """How many documents ``listed`` has in all."""
    given = {"words": _like(words)} if words else {}
    asked = f"SELECT count(*) AS number FROM documents WHERE current{_HOLDING if words else ''}"  # noqa: S608
    return int(rows(source, asked, **given)[0].number)


def versions(source: Source, document_id: str) -> list[DocumentVersion]:
    """All versions of a document, oldest first; none if it is unknown."""
    asked = 'SELECT version, current AS "current/bool", source, sha256 FROM documents WHERE id = :id ORDER BY version'
    return [DocumentVersion(**vars(row)) for row in rows(source, asked, id=document_id)]


def document(source: Source, document_id: str, version: int) -> Document:
    """A version of a document that there is."""
    (row,) = rows(
        source,
        'SELECT id, text, title, publisher, url, published AS "published/date", published_from, publisher_from, '
        'extra AS "extra/json", places AS "places/json" FROM documents WHERE id = :id AND version = :version',
        id=document_id,
        version=version,
    )
    row.places = values.places(row.places)
    return Document(**vars(row))


def passages(source: Source, document_id: str, version: int) -> list[Passage]:
    """The passages of a version, in text order."""
    found = rows(
        source,
        'SELECT passages.id, passages.text, passages.start, passages."end", place, documents.id AS document_id, '
        "documents.version, documents.title, documents.publisher, documents.url, documents.published AS "
        '"published/date", documents.current AS "current/bool" FROM passages '
        "JOIN documents ON documents.key = passages.document_key "
        "WHERE documents.id = :id AND documents.version = :version ORDER BY passages.start, passages.key",
        id=document_id,
        version=version,
    )
    return [values.passage(row) for row in found]


def _like(words: str) -> str:
    escaped = words.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
