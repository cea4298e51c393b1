"""Documents, passages, vectors and full-text rows.

Invariant: nothing is ever deleted. A changed document gets a new version and the old one
stops being current, so that a citation always finds the passage it was made from. No
function here commits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, Integer, cast, func, select, text, update
from sqlalchemy.orm import Session

from factcheck.domain import Document, Passage, Span, fingerprint, place_of, with_title
from factcheck.language.folding import composed
from factcheck.store import encoded, full_text, values
from factcheck.store.dialects import superseded_documents, upsert
from factcheck.store.plain import batches, matrix, rows
from factcheck.store.tables import CitationRow, DocumentRow, EntryRow, PassageRow, PrecedentRow, VectorRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MARK = 16  # digits of a fingerprint that tell states of a database apart


@dataclass(frozen=True, slots=True)
class CorpusStats:
    """Counts of what is current, and of what is kept only because it was once cited or shown."""

    documents: int
    passages: int
    superseded_documents: int
    undated_documents: int
    publishers: int
    claim_reviews: int
    vectors: Mapping[str, int]  # by encoder


class Changes(NamedTuple):
    """Keys of passages that came into the corpus or were in it, and of those that left it or never were in it."""

    come: list[int]
    gone: list[int]


class Known(NamedTuple):
    """The newest version of a stored document."""

    version: int
    sha256: str
    current: bool
    source: str  # the file it came from
    publisher: str | None = None
    published: date | None = None
    publisher_from: str | None = None
    published_from: str | None = None


# -- documents and passages -------------------------------------------------------------


def known(session: Session, ids: Iterable[str]) -> dict[str, Known]:
    """The newest version of each document of ``ids`` that is stored, by id."""
    found: dict[str, Known] = {}
    for some in batches(sorted(set(ids))):
        columns = (getattr(DocumentRow, name) for name in ("id", *Known._fields))
        rows = session.execute(select(*columns).where(DocumentRow.id.in_(some)).order_by(DocumentRow.version))
        found.update({row.id: Known(*row[1:]) for row in rows})
    return found


def add_version(session: Session, document: Document, version: int, spans: Sequence[Span], source: str) -> None:
    """Store ``document`` as ``version``, split at ``spans``, in place of the versions before it."""
    _supersede(session, document.id)
    row = DocumentRow(
        id=document.id,
        version=version,
        current=True,
        changed=_next_change(session),
        sha256=document.sha256,
        text=document.text,
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        published=document.published,
        extra=document.extra,
        source=source,
        published_from=document.published_from,
        publisher_from=document.publisher_from,
        places=values.places_column(document.places),
    )
    session.add(row)
    session.flush()
    passages = [
        _passage_row(row, passage_id(document.id, version, number), span, place_of(document.places, span))
        for number, span in enumerate(spans)
    ]
    session.add_all(passages)
    session.flush()
    title = composed(document.title or "")
    full_text.put(
        session,
        "passages_text",
        [{"key": item.key, "title": title, "text": composed(item.text)} for item in passages],
    )


def _passage_row(
    document: DocumentRow,
    id: str,  # noqa: A002 (it is the column's name)
    span: Span,
    place: str | None,
) -> PassageRow:
    words = span.of(document.text)
    return PassageRow(
        id=id,
        document_key=document.key,
        start=span.start,
        end=span.end,
        text=words,
        sha256=fingerprint(words),
        encoded_sha256=fingerprint(with_title(document.title, words)),
        place=place,
    )


def restore(session: Session, document_id: str, version: int) -> None:
    """Make a removed document current again."""
    session.execute(
        update(DocumentRow)
        .where(DocumentRow.id == document_id, DocumentRow.version == version)
        .values(current=True, changed=_next_change(session))
    )


def remove(session: Session, document_id: str) -> bool:
    """Stop using a document for new searches. Its passages stay for the citations made from them."""
    return _supersede(session, document_id) > 0


def _supersede(session: Session, document_id: str) -> int:
    changed = session.execute(
        update(DocumentRow)
        .where(DocumentRow.id == document_id, DocumentRow.current)
        .values(current=False, changed=_next_change(session))
        .returning(DocumentRow.key)
    )
    return len(changed.all())


def _next_change(session: Session) -> int:
    """The number of the next change of which documents are current: see ``changes``. Writers take turns."""
    return (session.scalar(select(func.max(DocumentRow.changed))) or 0) + 1


def passage_id(document_id: str, version: int, number: int) -> str:
    return f"{document_id}#{number}" if version == 1 else f"{document_id}@{version}#{number}"


_PASSAGE = select(
    PassageRow.key,
    PassageRow.id,
    PassageRow.text,
    PassageRow.start,
    PassageRow.end,
    PassageRow.place,
    DocumentRow.id.label("document_id"),
    DocumentRow.version,
    DocumentRow.title,
    DocumentRow.publisher,
    DocumentRow.url,
    DocumentRow.published,
    DocumentRow.current,
).join(DocumentRow, DocumentRow.key == PassageRow.document_key)


def all_passages(session: Session) -> Iterator[tuple[Passage, str, str]]:
    """Every stored passage, current or not, with its stored SHA-256 and its words in the document's text."""
    columns = _PASSAGE.add_columns(
        PassageRow.sha256,
        func.substr(
            DocumentRow.text, cast(PassageRow.start + 1, Integer), cast(PassageRow.end - PassageRow.start, Integer)
        ).label("words"),
    )
    for row in session.execute(columns.order_by(PassageRow.key)).yield_per(1000):
        yield values.passage(row), row.sha256, row.words


def all_documents(session: Session, *, current: bool = True) -> Iterator[tuple[Document, int, str]]:
    """Documents with their version and stored SHA-256, by id."""
    query = select(DocumentRow).order_by(DocumentRow.id, DocumentRow.version)
    for row in session.scalars(query.where(DocumentRow.current) if current else query).yield_per(200):
        yield _document(row), row.version, row.sha256


def passages_of(session: Session, document_id: str) -> list[Passage]:
    """The passages of a document's current version, in text order."""
    query = _PASSAGE.where(DocumentRow.id == document_id, DocumentRow.current).order_by(PassageRow.key)
    return [values.passage(row) for row in session.execute(query)]


def documents_holding(session: Session, passage_keys: Sequence[int]) -> list[tuple[Document, int]]:
    """The documents of passages with their versions, each once, in the order of ``passage_keys``."""
    documents: dict[int, DocumentRow] = {}
    holders: dict[int, int] = {}
    for some in batches(list(dict.fromkeys(passage_keys))):
        query = select(PassageRow.key, PassageRow.document_key).where(PassageRow.key.in_(some))
        holders.update({row.key: row.document_key for row in session.execute(query)})
    for some in batches(sorted(set(holders.values()))):
        documents.update(
            {row.key: row for row in session.scalars(select(DocumentRow).where(DocumentRow.key.in_(some)))}
        )
    wanted = dict.fromkeys(holders[key] for key in passage_keys if key in holders)
    return [(_document(documents[key]), documents[key].version) for key in wanted]


def claims_citing(session: Session, document_id: str, *, current: bool = False) -> list[str]:
    """The ids of the claims of which an entry cites a passage of a document's earlier versions, or of its current
    one."""
    query = (
        select(EntryRow.claim_id)
        .join(CitationRow, CitationRow.entry_key == EntryRow.key)
        .join(PassageRow, PassageRow.id == CitationRow.passage_id)
        .join(DocumentRow, DocumentRow.key == PassageRow.document_key)
        .where(DocumentRow.id == document_id, DocumentRow.current.is_(current), EntryRow.claim_id.is_not(None))
    )
    return sorted({claim_id for claim_id in session.scalars(query) if claim_id})


def document(session: Session, version: tuple[str, int]) -> Document:
    """A version of a document, by its id and number."""
    query = select(DocumentRow).where(DocumentRow.id == version[0], DocumentRow.version == version[1])
    return _document(session.scalars(query).one())


def stats(session: Session) -> CorpusStats:
    """What there is. Counted are entries of indices: no text is read, however many documents there are."""
    (current,) = rows(
        session,
        "SELECT count(*) AS documents, count(*) FILTER (WHERE published IS NULL) AS undated, "
        "count(DISTINCT publisher) AS publishers FROM documents WHERE current",
    )
    (gone,) = rows(session, f"SELECT count(*) AS documents FROM documents WHERE {superseded_documents(session)}")  # noqa: S608
    (passages,) = rows(
        session,
        "SELECT (SELECT count(*) FROM passages) - (SELECT count(*) FROM documents "  # noqa: S608
        f"JOIN passages ON passages.document_key = documents.key WHERE {superseded_documents(session)}) AS number",
    )
    vectors = session.execute(select(VectorRow.encoder, func.count()).group_by(VectorRow.encoder))
    reviews = select(func.count()).where(PrecedentRow.current, PrecedentRow.claim_id.is_(None))
    return CorpusStats(
        documents=current.documents,
        passages=passages.number,
        superseded_documents=gone.documents,
        undated_documents=current.undated,
        publishers=current.publishers,
        claim_reviews=session.scalar(reviews) or 0,
        vectors={row[0]: row[1] for row in vectors},
    )


# -- vectors ----------------------------------------------------------------------------


def count_without_vector(session: Session, encoder: str) -> int:
    """How many current passages ``encoder`` has not seen yet. Asked is only about what came since it had seen all."""
    return sum(
        session.scalar(select(func.count()).select_from(some.order_by(None).subquery())) or 0
        for some in _without_vector(session, encoder)
    )


class Unseen(NamedTuple):
    """A passage that has no vector yet: its key, and the fingerprint of what the encoder is to see."""

    key: int
    fingerprint: str
    passage: Passage


def passages_without_vector(session: Session, encoder: str, limit: int, after: int = 0) -> list[Unseen]:
    """Current passages that ``encoder`` has not seen yet, by their keys; those behind ``after``, so that whoever asks
    for some at a time does not have the database go through all of them each time."""
    found: list[Unseen] = []
    for some in _without_vector(session, encoder, after):
        query = some.limit(limit - len(found))
        found += [Unseen(row.key, row.encoded_sha256, values.passage(row)) for row in session.execute(query)]
    return found


def is_behind(session: Session, encoder: str) -> bool:
    """Whether passages came or came back since ``note_encoded`` noted last."""
    return encoded.of(session, encoder)[:2] != encoded.newest(session)[:2]


def note_encoded(session: Session, encoder: str) -> None:
    """Note that all current passages have a vector, if they have."""
    if not passages_without_vector(session, encoder, 1):
        before = encoded.of(session, encoder)
        encoded.put(session, encoder, encoded.newest(session)._replace(precedent=before.precedent))


def forget_encoded(session: Session, encoder: str) -> None:
    """Forget what was noted, so that every passage is looked up once."""
    encoded.forget(session, encoder)


def _without_vector(session: Session, encoder: str, after: int = 0):  # type: ignore[no-untyped-def]  # Select is too generic to name
    """Those of documents that came back, and those that are new: two statements, in the order of their keys, so that
    each has an index."""
    mark = encoded.of(session, encoder)
    unseen = (
        _PASSAGE.add_columns(PassageRow.encoded_sha256)
        .outerjoin(VectorRow, (VectorRow.sha256 == PassageRow.encoded_sha256) & (VectorRow.encoder == encoder))
        .where(DocumentRow.current, VectorRow.sha256.is_(None))
    )
    key = PassageRow.key + 0  # a sum, which no index has: all keys up to the mark are more than what changed
    back = unseen.where(_of_changed(mark.changed), key <= mark.passage, key > after).order_by(key)
    return back, unseen.where(PassageRow.key > max(mark.passage, after)).order_by(PassageRow.key)


def add_vectors(session: Session, encoder: str, hashes: Sequence[str], vectors: Iterable[NDArray[np.float32]]) -> None:
    """Store unit vectors, one for each of ``hashes``, as float16. Known ones stay as they are."""
    rows = [
        {"encoder": encoder, "sha256": sha256, "vector": vector.astype("<f2").tobytes()}
        for sha256, vector in zip(hashes, vectors, strict=True)
    ]
    if rows:
        session.execute(upsert(session, VectorRow).on_conflict_do_nothing(), rows)


def state(session: Session) -> str:
    """Names the set of current passages: the same name, the same set. Nothing is deleted, and each change of which
    documents are current has a number of its own."""
    newest = session.scalar(select(func.max(PassageRow.key))) or 0
    change = session.scalar(select(func.max(DocumentRow.changed))) or 0
    last = select(DocumentRow.id, DocumentRow.current).where(DocumentRow.changed == change)
    changed = session.execute(last.order_by(DocumentRow.key.desc()).limit(1)).first() if change else None
    return f"{newest}:{change}:{_mark_of_passage(session, newest)}:{fingerprint(str(changed))[:_MARK]}"


def _mark_of_passage(session: Session, key: int) -> str:
    """What a passage of another database, or of one that was put back and grew again, hardly has in common with it."""
    found = session.execute(select(PassageRow.id, PassageRow.encoded_sha256).where(PassageRow.key == key)).first()
    return fingerprint(str(found))[:_MARK]


def changes(session: Session, since: str) -> Changes | None:
    """What became of passages since the database was in the state ``since``; None where that cannot be told, because
    this is another database, or an earlier state of it."""
    newest, change, mark, last = since.split(":")
    now = state(session).split(":")
    if int(now[0]) < int(newest) or int(now[1]) < int(change) or _mark_of_passage(session, int(newest)) != mark:
        return None
    if now[1] == change and now[3] != last:
        return None
    passages = select(PassageRow.key, DocumentRow.current).join(DocumentRow, DocumentRow.key == PassageRow.document_key)
    found: dict[int, bool] = {}
    for some in (PassageRow.key > int(newest), _of_changed(int(change))):
        found.update({row.key: row.current for row in session.execute(passages.where(some))})
    return Changes([key for key in found if found[key]], [key for key in found if not found[key]])


def _of_changed(since: int) -> ColumnElement[bool]:
    """Passages of documents that changed since then. Not as a join: SQLite would go through all passages."""
    return PassageRow.document_key.in_(select(DocumentRow.key).where(DocumentRow.changed > since))


def keys(session: Session) -> list[int]:
    """The keys of all current passages, whether they have a vector or not."""
    gone = select(DocumentRow.key).where(~DocumentRow.current)
    return list(session.scalars(select(PassageRow.key).where(PassageRow.document_key.not_in(gone))))


def vectors(
    session: Session, encoder: str, keys: Sequence[int], dimension: int
) -> tuple[list[int], NDArray[np.float32]]:
    """Those of ``keys`` that ``encoder`` has a vector for, and the vectors, a row of ``dimension`` each."""
    found: list[tuple[int, bytes]] = []
    for some in batches(keys):
        query = (
            select(PassageRow.key, VectorRow.vector)
            .join(VectorRow, (VectorRow.sha256 == PassageRow.encoded_sha256) & (VectorRow.encoder == encoder))
            .where(PassageRow.key.in_(some))
        )
        found.extend((row.key, row.vector) for row in session.execute(query))
    return [key for key, _ in found], matrix([vector for _, vector in found], dimension)


# -- full text --------------------------------------------------------------------------


def search_text(session: Session, query: str, count: int) -> list[tuple[int, float]]:
    """Keys of the current passages that share words with ``query`` and their BM25, best first, ties by key."""
    match = full_text.expression(session, "passages_text", query)
    if not match:
        return []
    # Few are superseded and many share a word: no other table is asked about each of those.
    joined = "documents JOIN passages ON passages.document_key = documents.key"
    superseded = f"SELECT passages.key FROM {joined} WHERE {superseded_documents(session)}"  # noqa: S608
    rows = session.execute(
        text(
            f"SELECT key, score FROM {full_text.found(session, 'passages_text')} AS found "  # noqa: S608
            f"WHERE key NOT IN ({superseded}) ORDER BY score DESC, key LIMIT :count"
        ),
        {"match": match, "count": count},
    )
    return [(row.key, row.score) for row in rows]


def unindexed_passages(session: Session) -> int:
    """How many passages the full-text table lacks or has too many of; 0 in a sound database."""
    stored = session.scalar(select(func.count()).select_from(PassageRow)) or 0
    return abs(int(stored) - full_text.length(session, "passages_text"))


# -- rows to values ---------------------------------------------------------------------


def _document(row: DocumentRow) -> Document:
    return Document(
        id=row.id,
        text=row.text,
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        published=row.published,
        extra=row.extra,
        published_from=row.published_from,
        publisher_from=row.publisher_from,
        places=values.places(row.places),
    )
