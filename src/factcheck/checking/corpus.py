"""From reference material to searchable passages.

Invariant: what is stored becomes visible one batch of documents at a time and whole. A run that
was stopped anywhere and is run again ends in the state that an undisturbed run ends in.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from factcheck import articles, corpus, precedents, store
from factcheck.articles import Metadata
from factcheck.checking import naming, provenance, publication, quotations
from factcheck.checking.added import Added, Failure, Replaced
from factcheck.checking.encoding import BATCH, Elsewhere, Readings, encode_missing, read_all
from factcheck.checking.folders import files_of
from factcheck.checking.naming import Incoming
from factcheck.checking.precedents import add_reviews
from factcheck.checking.precedents import encode_missing as encode_precedents
from factcheck.desk import staleness
from factcheck.desk.staleness import StaleVerdict
from factcheck.domain import Article, ClaimReview, Document, Encoder, Progress, silent
from factcheck.domain.flagging import Content
from factcheck.errors import InputError
from factcheck.files import FileKind, ItemError, address, explained, is_address, kind_of, readable, written
from factcheck.settings import Settings
from factcheck.store import Database, Session
from factcheck.store.corpus import Known
from factcheck.store.dossier import Version


def add_to_corpus(
    database: Database,
    encoder: Encoder,
    paths: Iterable[Path],
    settings: Settings,
    progress: Progress = silent,
    *,
    given: Metadata | None = None,
    encoding: str | None = None,
    fetch: Callable[[str], Content] | None = None,
    away: Elsewhere | None = None,
) -> Added:
    """Add the documents of files and folders. Known ones are left alone, changed ones get a new version.

    ``given`` has what a person says of all of them: their publisher, their day; ``encoding`` is what articles are
    written in, None where each file tells it. A file or a line that cannot be used is named in ``failures`` and the
    rest go on. ``fetch`` gets what an address among the paths leads to; without it such are files that are missing.
    ``away`` is where documents are read and passages encoded, if not in this process.
    """
    added = Added()

    def items(path: Path) -> Iterator[Incoming]:
        if fetch is not None and is_address(path):
            return _from_address(address(path), fetch, settings, added, encoding)
        return _items(database, path, settings, added, encoding)

    read = (item for path in paths for item in items(path))
    told = (replace(item, document=provenance.given_too(item.document, given or Metadata())) for item in read)
    _add(database, encoder, told, progress, added, settings.user, away)
    encode_precedents(database, encoder, progress)
    return added


def add_documents(
    database: Database,
    encoder: Encoder,
    documents: Iterable[tuple[Document, str]],
    progress: Progress = silent,
    *,
    by: str = "",
) -> Added:
    """Add documents, each with the file it came from, under the ids that they have. ``by`` is who adds them."""
    added = Added()
    _add(database, encoder, (Incoming(document, source) for document, source in documents), progress, added, by)
    return added


def remove_from_corpus(database: Database, document_id: str, by: str) -> list[StaleVerdict] | None:
    """Leave a document out of new searches, and say which verdicts that makes stale; None if there is none of that
    id."""
    with database.writing() as session:
        if not store.corpus.remove(session, document_id):
            return None
        return staleness.enter(session, document_id, by=by)


def _add(
    database: Database,
    encoder: Encoder,
    items: Iterable[Incoming],
    progress: Progress,
    added: Added,
    by: str,
    away: Elsewhere | None = None,
) -> None:
    taken = deque[list[Incoming]]()

    def unread() -> Iterator[Sequence[Document]]:
        for batch in _batches(items):
            taken.append(batch)
            yield _unread(database, batch)

    for readings in read_all(unread(), away):
        _store(database, encoder, taken.popleft(), readings, added, by)
        progress("documents read", added.new + added.changed + added.unchanged, 0)
    encode_missing(database, encoder, progress, away)


def _from_address(
    url: str, fetch: Callable[[str], Content], settings: Settings, added: Added, encoding: str | None
) -> Iterator[Incoming]:
    """The document that a page or a file on the web holds. Its id is the address where the redirects end."""
    try:
        content = fetch(url)
        article = articles.inspect_content(content, max_bytes=settings.max_bytes, encoding=encoding).article
    except InputError as problem:
        added.failures.append(Failure(url, str(problem)))
        return
    document = _document(article, content.name, Path(urlsplit(content.name).path or "/"), added)
    yield Incoming(document, content.name, was_read=True, fetch=content.fetch)


def _items(
    database: Database, path: Path, settings: Settings, added: Added, encoding: str | None
) -> Iterator[Incoming]:
    try:
        with explained(path):
            found = files_of(path)
    except InputError as problem:
        added.failures.append(Failure(written(path), str(problem)))
        return
    added.notices.extend(filter(None, [found.remark(path)]))
    for file in found.files:
        try:
            below = path if path.is_dir() else file.parent
            with readable(written(file)):
                yield from _items_of(database, file, below, settings, added, encoding)
        except InputError as problem:
            added.failures.append(Failure(written(file), str(problem)))


def _items_of(
    database: Database, file: Path, below: Path, settings: Settings, added: Added, encoding: str | None
) -> Iterator[Incoming]:
    if kind_of(file) is FileKind.JSON and articles.holds_ninjs(file, settings.max_bytes):
        yield _article(file, below, settings, added, encoding)
    elif precedents.is_feed(file):
        _remember(database, file, settings, added)
    elif kind_of(file) is FileKind.JSON_LINES:
        yield from _lines(file, settings, added)
    else:
        yield _article(file, below, settings, added, encoding)


def _remember(database: Database, file: Path, settings: Settings, added: Added) -> None:
    """Put the ClaimReviews of a feed into the memory: they say what was claimed and are no documents."""

    def usable() -> Iterator[ClaimReview]:
        for item in precedents.read_feed(file, settings.max_bytes):
            if isinstance(item, ItemError):
                added.failures.append(Failure(item.place, item.problem))
            elif isinstance(item, precedents.Unread):
                _count(added.not_read, item.kind)
            else:
                yield item

    for outcome in add_reviews(database, usable(), written(file)):
        added.reviews[outcome] += 1


def _lines(file: Path, settings: Settings, added: Added) -> Iterator[Incoming]:
    source = written(file.parent.resolve() / file.name)
    for item in corpus.read_jsonl(file, settings.max_bytes):
        if isinstance(item, ItemError):
            added.failures.append(Failure(item.place, item.problem))
        else:
            yield Incoming(item, source)


def _article(file: Path, below: Path, settings: Settings, added: Added, encoding: str | None) -> Incoming:
    article = articles.read(file, max_bytes=settings.max_bytes, encoding=encoding)
    document = _document(article, written(file), file.absolute(), added)
    item = replace(naming.from_file(document, file, below), was_read=True)
    return replace(item, names=(), shortest=0) if article.url else item


def _document(article: Article, name: str, file: Path, added: Added) -> Document:
    """The document of an article that is called ``name`` in messages; the name of ``file`` may hold its day."""
    article, doubt = publication.believed(provenance.signed(article, file), date.today())
    added.doubted += [f"{name}: {doubt.removesuffix('.')}"] if doubt else []
    added.notices.extend(f"{name}: {notice}" for notice in article.notices)
    return Document(
        id=article.url or written(file.name),
        text=article.text,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
        published_from=article.published_from,
        publisher_from=article.publisher_from,
        places=article.places,
    )


def _store(
    database: Database, encoder: Encoder, batch: Sequence[Incoming], readings: Readings, added: Added, by: str
) -> None:
    with database.writing() as session:
        known = store.corpus.known(session, (name for item in batch for name in item.asked))
        for item in batch:
            _store_one(session, encoder, item, known, readings, added, by)


def _store_one(
    session: Session,
    encoder: Encoder,
    item: Incoming,
    known: dict[str, Known],
    readings: Readings,
    added: Added,
    by: str,
) -> None:
    named = naming.named(item, known)
    before = known.get(named.id)
    document = provenance.kept(named, before)
    if document != named:
        added.kept.append(document.id)
    if before is None and naming.reads_as_version(document.id):
        problem = f"'{document.id}' ends as versions do, in @ and a number; give it another id or name"
        added.failures.append(Failure(item.source, problem))
        return
    if before and before.sha256 == document.sha256:
        added.changed += not before.current
        added.unchanged += before.current
        if not before.current:
            store.corpus.restore(session, document.id, before.version)
            added.valid_again += staleness.withdraw(session, document.id, by=by)
            known[document.id] = before._replace(current=True)
        _name_fetch(session, item, document.id, before.version)
        return
    version = before.version + 1 if before else 1
    store.corpus.add_version(session, document, version, corpus.split(document, encoder), item.source)
    _name_fetch(session, item, document.id, version)
    _keep(session, (document.id, version), document, readings)
    known[document.id] = Known(version, document.sha256, True, item.source)
    if before is not None:
        added.stale += staleness.enter(session, document.id, by=by)
    if item.was_read:
        _count(added.published_from, document.published_from or "")
        _count(added.publisher_from, document.publisher_from or "")
    added.new += before is None
    added.changed += before is not None
    if before is None and document.id in item.names[item.shortest + 1 :]:
        added.renamed.append(document.id)
    if before and not naming.is_same_file(before.source, item.source):
        added.replaced.append(Replaced(document.id, item.source, before.source))


def _name_fetch(session: Session, item: Incoming, document_id: str, version: int) -> None:
    if item.fetch is not None:
        store.fetches.name_document(session, document_id, version, item.fetch)


def _unread(database: Database, batch: Sequence[Incoming]) -> Sequence[Document]:
    """The documents that are not stored as they are, each text once. Reading them takes longer than storing them, so it
    is done while others may write."""
    with database.reading() as session:
        known = store.corpus.known(session, (name for item in batch for name in item.asked))
    named = (naming.named(item, known) for item in batch)
    documents = (provenance.kept(one, known.get(one.id)) for one in named)
    new = {one.text: one for one in documents if one.id not in known or one.sha256 != known[one.id].sha256}
    return list(new.values())


def _keep(session: Session, version: Version, document: Document, readings: Readings) -> None:
    """Store what a document was read into; one that another process has changed meanwhile, or that no worker could
    read, is read here."""
    read = readings[document.text] if document.text in readings else quotations.read_document(document)
    if read is not None:
        store.quotations.put_documents(session, {version: read})


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1


def _batches(items: Iterable[Incoming]) -> Iterator[list[Incoming]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch
