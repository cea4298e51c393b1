"""From reference material to searchable passages.

Invariant: what is stored becomes visible one batch of documents at a time and whole. A run that
was stopped anywhere and is run again ends in the state that an undisturbed run ends in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from factcheck import articles, corpus, precedents, store
from factcheck.checking import quotations
from factcheck.checking.precedents import add_reviews
from factcheck.checking.precedents import encode_missing as encode_precedents
from factcheck.domain import ClaimReview, Document, Encoder, Progress, Reading, silent
from factcheck.errors import InputError
from factcheck.settings import Settings
from factcheck.store import Database, Session
from factcheck.store.dossier import Version

BATCH = 64  # documents stored, or passages encoded, in one transaction

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
FEED_SUFFIXES = frozenset({".json", ".jsonld"})  # ClaimReviews
SUFFIXES = TEXT_SUFFIXES | JSONL_SUFFIXES | FEED_SUFFIXES


@dataclass(frozen=True, slots=True)
class Failure:
    """One item of a batch that could not be used: where it stands and why."""

    place: str
    problem: str


@dataclass(slots=True)
class Added:
    """What adding to the corpus came to, by document, and by ClaimReview for the memory."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    reviews: dict[str, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})
    failures: list[Failure] = field(default_factory=list)


def add_to_corpus(
    database: Database, encoder: Encoder, paths: Iterable[Path], settings: Settings, progress: Progress = silent
) -> Added:
    """Add the documents of files and folders. Known ones are left alone, changed ones get a new version.

    A file or a line that cannot be used is named in ``failures`` and the rest go on.
    """
    added = Added()
    documents = (item for path in paths for item in _documents(database, path, settings, added))
    add_documents(database, encoder, documents, progress, added)
    encode_precedents(database, encoder, progress)
    return added


def add_documents(
    database: Database,
    encoder: Encoder,
    documents: Iterable[tuple[Document, str]],
    progress: Progress = silent,
    added: Added | None = None,
) -> Added:
    """Add documents, each with the file it came from, and count them in ``added``."""
    added = added or Added()
    for batch in _batches(documents):
        _store(database, encoder, batch, added)
        progress("documents read", added.new + added.changed + added.unchanged, 0)
    encode_missing(database, encoder, progress)
    return added


def _documents(database: Database, path: Path, settings: Settings, added: Added) -> Iterator[tuple[Document, str]]:
    try:
        for file in _files(path):
            if file.suffix.lower() in FEED_SUFFIXES | JSONL_SUFFIXES and precedents.is_feed(file):
                _remember(database, file, settings, added)
            else:
                yield from _lines(file, added) if file.suffix.lower() in JSONL_SUFFIXES else _article(file, settings)
    except InputError as problem:
        added.failures.append(Failure(str(path), str(problem)))


def _files(path: Path) -> list[Path]:
    """The files meant by a file, a folder, or the name of a reference set that comes with factcheck."""
    if not path.exists() and (corpus.shipped() / path).is_dir():
        path = corpus.shipped() / path
    if not path.is_dir():
        return [path]
    if documents := corpus.documents_of(path):
        return [documents]
    found = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
    if not found:
        raise InputError(f"{path}: holds no file that can be read (JSON, JSONL, text, Markdown, HTML).")
    return found


def _remember(database: Database, file: Path, settings: Settings, added: Added) -> None:
    """Put the ClaimReviews of a feed into the memory: they say what was claimed and are no documents."""

    def usable() -> Iterator[ClaimReview]:
        for item in precedents.read_feed(file, settings.max_bytes):
            if isinstance(item, precedents.BadItem):
                added.failures.append(Failure(f"{file}, {item.place}", item.problem))
            else:
                yield item

    for outcome in add_reviews(database, usable(), str(file)):
        added.reviews[outcome] += 1


def _lines(file: Path, added: Added) -> Iterator[tuple[Document, str]]:
    for item in corpus.read_jsonl(file):
        if isinstance(item, corpus.BadLine):
            added.failures.append(Failure(f"{file}, line {item.number}", item.problem))
        else:
            yield item, str(file)


def _article(file: Path, settings: Settings) -> Iterator[tuple[Document, str]]:
    article = articles.read(file, max_bytes=settings.max_bytes)
    document = Document(
        id=article.url or file.name,
        text=article.text,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
    )
    yield document, str(file)


def _store(database: Database, encoder: Encoder, batch: Sequence[tuple[Document, str]], added: Added) -> None:
    readings = _read_new(database, [document for document, _ in batch])
    with database.writing() as session:
        known = store.corpus.fingerprints(session, (document.id for document, _ in batch))
        for document, source in batch:
            version, sha256, current = known.get(document.id, (0, "", False))
            if sha256 == document.sha256 and current:
                added.unchanged += 1
                continue
            if sha256 == document.sha256:
                store.corpus.restore(session, document.id, version)
            else:
                store.corpus.add_version(session, document, version + 1, corpus.split(document, encoder), source)
                _keep(session, (document.id, version + 1), document, readings)
                known[document.id] = (version + 1, document.sha256, True)
            added.new += not version
            added.changed += bool(version)


def _read_new(database: Database, batch: Sequence[Document]) -> dict[str, Reading | None]:
    """What the documents that are not stored as they are were read into, by their text. It takes longer than storing
    them, so it is done while others may write."""
    with database.reading() as session:
        known = store.corpus.fingerprints(session, (document.id for document in batch))
    new = {document.text: document for document in batch if document.sha256 != known.get(document.id, (0, ""))[1]}
    return {text: quotations.read_document(document) for text, document in new.items()}


def _keep(session: Session, version: Version, document: Document, readings: dict[str, Reading | None]) -> None:
    """Store what a document was read into; one that another process has changed meanwhile is read here."""
    read = readings[document.text] if document.text in readings else quotations.read_document(document)
    if read is not None:
        store.quotations.put_documents(session, {version: read})


def encode_missing(database: Database, encoder: Encoder, progress: Progress = silent) -> None:
    """Give every current passage its vector, a batch a transaction."""
    with database.reading() as session:
        total = store.corpus.count_without_vector(session, encoder.key)
    done = 0
    while done < total:
        with database.reading() as session:
            wanted = dict(store.corpus.passages_without_vector(session, encoder.key, BATCH))
        if not wanted:
            return
        vectors = encoder.encode([passage.encoded for passage in wanted.values()])
        with database.writing() as session:
            store.corpus.add_vectors(session, encoder.key, list(wanted), vectors)
        done += len(wanted)
        progress("passages encoded", done, max(total, done))


def _batches(items: Iterable[tuple[Document, str]]) -> Iterator[list[tuple[Document, str]]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch
