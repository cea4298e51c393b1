"""From a file to stored claims, and from reference material to searchable passages.

Invariant: what is stored becomes visible one article, or one batch of documents, at a time
and whole. A run that was stopped anywhere and is run again ends in the state that an
undisturbed run ends in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from factcheck import articles, claims, corpus, evidence, memory, quotes, recall, review, searching, transcripts
from factcheck.domain import Article, Claim, ClaimReview, Document, Encoder, Progress
from factcheck.errors import InputError
from factcheck.searching import Checker
from factcheck.settings import Settings
from factcheck.store import Database, desk
from factcheck.store import corpus as shelf

BATCH = 64  # documents stored, or passages encoded, in one transaction

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
FEED_SUFFIXES = frozenset({".json", ".jsonld"})  # ClaimReviews
SUFFIXES = TEXT_SUFFIXES | JSONL_SUFFIXES | FEED_SUFFIXES


def silent(_what: str, _done: int, _total: int) -> None:
    """A Progress that says nothing."""


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


# -- the corpus -------------------------------------------------------------------------


def add_to_corpus(
    database: Database, encoder: Encoder, paths: Iterable[Path], settings: Settings, progress: Progress = silent
) -> Added:
    """Add the documents of files and folders. Known ones are left alone, changed ones get a new version.

    A file or a line that cannot be used is named in ``failures`` and the rest go on.
    """
    added = Added()
    documents = (item for path in paths for item in _documents(database, path, settings, added))
    add_documents(database, encoder, documents, progress, added)
    recall.encode_missing(database, encoder, progress)
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
            if file.suffix.lower() in FEED_SUFFIXES | JSONL_SUFFIXES and memory.is_feed(file):
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
        for item in memory.read_feed(file, settings.max_bytes):
            if isinstance(item, memory.BadItem):
                added.failures.append(Failure(f"{file}, {item.place}", item.problem))
            else:
                yield item

    for outcome in recall.add_reviews(database, usable(), str(file)):
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
        id=article.url or file.name, text=article.text, title=article.title, publisher=article.publisher,
        url=article.url, published=article.published,
    )  # fmt: skip
    yield document, str(file)


def _store(database: Database, encoder: Encoder, batch: Sequence[tuple[Document, str]], added: Added) -> None:
    with database.writing() as session:
        known = shelf.fingerprints(session, (document.id for document, _ in batch))
        for document, source in batch:
            version, sha256, current = known.get(document.id, (0, "", False))
            if sha256 == document.sha256 and current:
                added.unchanged += 1
                continue
            if sha256 == document.sha256:
                shelf.restore(session, document.id, version)
            else:
                shelf.add_version(session, document, version + 1, corpus.split(document, encoder), source)
                known[document.id] = (version + 1, document.sha256, True)
            added.new += not version
            added.changed += bool(version)


def encode_missing(database: Database, encoder: Encoder, progress: Progress = silent) -> None:
    """Give every current passage its vector, a batch a transaction."""
    with database.reading() as session:
        total = shelf.count_without_vector(session, encoder.key)
    done = 0
    while done < total:
        with database.reading() as session:
            wanted = dict(shelf.passages_without_vector(session, encoder.key, BATCH))
        if not wanted:
            return
        vectors = encoder.encode([passage.encoded for passage in wanted.values()])
        with database.writing() as session:
            shelf.add_vectors(session, encoder.key, list(wanted), vectors)
        done += len(wanted)
        progress("passages encoded", done, max(total, done))


def _batches(items: Iterable[tuple[Document, str]]) -> Iterator[list[tuple[Document, str]]]:
    iterator = iter(items)
    while batch := list(itertools.islice(iterator, BATCH)):
        yield batch


# -- checking an article ----------------------------------------------------------------


def find_claims(article: Article, settings: Settings) -> tuple[Claim, ...]:
    """Every quotation and checkable assertion of an article, in text order."""
    return claims.find(article, quotes.extract(article), minimum=settings.minimum_checkworthiness)


def check(checker: Checker, article: Article, progress: Progress = silent) -> None:
    """Extract, search, judge and store one article, in one transaction."""
    found = find_claims(article, checker.settings)
    queries = [evidence.queries_for(claim) for claim in found]
    vectors = checker.encoder.encode([query for some in queries for query in some])
    ends = list(itertools.accumulate((len(some) for some in queries), initial=0))
    searches = []
    library = transcripts.Library()
    with checker.database.reading() as session:
        for done, claim in enumerate(found, start=1):
            own = vectors[ends[done - 1] : ends[done]]
            search = searching.find(checker, session, article, claim, own)
            nearest = [key for key, _ in checker.index.search(own[0], transcripts.DOCUMENTS)]
            words = transcripts.for_claim(library, session, article, claim, nearest)
            searches.append(replace(search, wording=words))
            progress("claims searched", done, len(found))
    own_vectors = {some[0]: vectors[end] for some, end in zip(queries, ends, strict=False)}
    asked = recall.vectors_for(checker.encoder, found, own_vectors)
    with checker.database.writing() as session:
        desk.put_article(session, article)
        desk.put_claims(session, article.id, found)
        recall.keep_vectors(session, checker.encoder.key, asked)
        keys = desk.passage_keys(session, (item.passage.id for search in searches for item in search.evidence))
        for search in searches:
            desk.put_search(session, search, keys, review.now())
