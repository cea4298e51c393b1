"""A workspace of a million passages, or of as many as asked, made by script.

    python benchmarks/million.py WORKSPACE [--passages 1000000] [--collections FOLDER ...] [--start WORKSPACE]

The real ones come first: the shipped reference sets, and the documents of ``--collections``, folders as BEIR has them.
They are split and encoded as `corpus add` does it. What is asked beyond them is made of them, five passages a document:

Text. A passage begins with a sentence of a real one, drawn evenly, and goes on with sentences of the 64 real passages
that are nearest to that in meaning, up to a length drawn around 500 characters. So words keep the frequencies that
they have in the real ones, and stand together with the words that they stand together with there. A larger corpus
has also more different words (Heaps' law): a word that at most two real passages have is in three of four places
replaced by a made one, of the beginning of one rare word and the end of another, the rank of which among a million is
drawn with Zipf's exponent 1; rare digits are replaced by others.
Vectors. The vector of a made passage is the mean of those of the real passages whose sentences it has, weighed by how
many characters it has of each, and brought to length 1.

Documents and vectors are written as the store writes them, a batch a transaction, and are taken as read: nobody
speaks in them. Each document follows from its number alone. So a run that is killed goes on where it was when it is
started again, with the same outcome; a larger number makes a workspace grow, and ``--start`` begins with a copy of a
smaller one.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert, text

from factcheck import Workspace, corpus, store
from factcheck.checking.corpus import encode_missing
from factcheck.domain import Document, Span, fingerprint, with_title
from factcheck.evaluate.retrieval import collection
from factcheck.files import ItemError
from factcheck.language.folding import composed
from factcheck.language.sentences import sentences
from factcheck.language.tokens import WORD
from factcheck.quotes import READER
from factcheck.store.tables import DocumentRow, PassageRow

BATCH = 400  # documents a transaction
EACH = 5  # passages of a made document
NEAR = 64  # real passages whose sentences may stand together with those of one
RARE = 2  # real passages that have a rare word, at most
REPLACED = 0.75  # of the places where a rare word stands
DIFFERENT = 1_000_000  # made words
_MADE = "made"  # the source of what is made
_SEED = 7


class Real(NamedTuple):
    """The real passages: their sentences, cut at their rare words, and their vectors, a row each."""

    titles: list[str | None]
    sentences: list[list[list[str]]]  # of each passage, each in pieces of which every second is a rare word
    near: list[list[int]]  # of each passage, the numbers of those nearest to it
    vectors: NDArray[np.float32]
    heads: list[str]
    tails: list[str]


class Made(NamedTuple):
    document: Document
    spans: list[Span]
    vectors: list[NDArray[np.float32]]


def make(workspace: Path, passages: int, collections: Sequence[Path] = (), start: Path | None = None) -> None:
    """Make a workspace of that many passages, or go on making it."""
    if start is not None and not (workspace / store.plain.DATABASE_FILE).exists():
        copy(start, workspace)
    with Workspace(workspace, user="benchmark") as desk:
        desk.make()
        _add_real(desk, collections, passages)
        encode_missing(desk.database, desk.encoder, _progress("real passages encoded"))
        held, made = _counts(desk)
        if held < passages:
            real = _real(desk, held - EACH * made)
            _add_made(desk, real, made, made + -(-(passages - held) // EACH))


def copy(start: Path, workspace: Path) -> None:
    """Copy the database of a workspace; under its name it stands only whole."""
    workspace.mkdir(parents=True, exist_ok=True)
    fresh = workspace / "copied"
    store.back_up(start / store.plain.DATABASE_FILE, fresh)
    fresh.replace(workspace / store.plain.DATABASE_FILE)
    for index in start.glob("*.faiss*"):
        if index.is_file():
            shutil.copy(index, workspace / index.name)


# -- the real ones ------------------------------------------------------------------------


def _documents(collections: Sequence[Path]) -> Iterator[Document]:
    for folder in sorted(corpus.shipped().iterdir()):
        if file := corpus.documents_of(folder):
            yield from (one for one in corpus.read_jsonl(file) if not isinstance(one, ItemError))
    for folder in collections:
        for one in collection.read_gold(folder).documents:
            yield Document(f"{folder.name}/{one.id}", one.text, one.title)


def _add_real(desk: Workspace, collections: Sequence[Path], most: int) -> None:
    """Store the real documents that are not stored yet, until there are ``most`` passages."""
    documents = list(_documents(collections))
    with desk.database.reading() as session:
        known = store.corpus.known(session, [one.id for one in documents])
    lacking = [one for one in documents if one.id not in known]
    held, made = _counts(desk)
    if made or held >= most:
        return
    for first in range(0, len(lacking), BATCH):
        with desk.database.writing() as session:
            for document in lacking[first : first + BATCH]:
                spans = corpus.split(document, desk.encoder)[: most - held]
                if spans:
                    store.corpus.add_version(session, document, 1, spans, "real")
                    held += len(spans)
            _take_as_read(session)


def _real(desk: Workspace, count: int) -> Real:
    with desk.database.reading() as session:
        keys = list(range(1, count + 1))  # the real ones were stored first
        found = store.dossier.passages_by_key(session, keys)
        known, vectors = store.corpus.vectors(session, desk.encoder.key, keys, desk.encoder.dimension)
    vectors = vectors[np.argsort(known)]
    passages = [found[key] for key in keys]
    often = Counter(word for one in passages for word in {word.lower() for word in WORD.findall(one.text)})
    rare = {word for word, number in often.items() if number <= RARE and len(word) > 2}
    cut = [[_pieces(span.of(one.text), rare) for span in sentences(one.text)] for one in passages]
    letters = sorted(word for word in rare if word.isalpha() and word.isascii())
    heads = sorted({word[: (len(word) + 1) // 2] for word in letters})
    tails = sorted({word[(len(word) + 1) // 2 :] for word in letters})
    return Real([one.title for one in passages], cut, _nearest(vectors), vectors, heads, tails)


def _pieces(sentence: str, rare: set[str]) -> list[str]:
    pieces, end = [], 0
    for word in WORD.finditer(sentence):
        if word.group().lower() in rare:
            pieces += [sentence[end : word.start()], word.group()]
            end = word.end()
    return [*pieces, sentence[end:]]


def _nearest(vectors: NDArray[np.float32]) -> list[list[int]]:
    found: list[list[int]] = []
    for first in range(0, len(vectors), 1000):
        cosines = vectors[first : first + 1000] @ vectors.T
        found += np.argpartition(-cosines, min(NEAR, len(vectors) - 1), axis=1)[:, :NEAR].tolist()
    return found


# -- and those made of them ---------------------------------------------------------------


def made(real: Real, number: int) -> Made:
    """The made document of that number."""
    rng = random.Random(_SEED * DIFFERENT + number)
    words, vectors = [], []
    title = None
    for place in range(EACH):
        passage, parents = _passage(real, rng)
        words.append(passage)
        if place == 0:
            title = real.titles[next(iter(parents))]
        vector = np.asarray(list(parents.values()), np.float32) @ real.vectors[list(parents)]
        vectors.append(vector / np.linalg.norm(vector))
    spans, start = [], 0
    for passage in words:
        spans.append(Span(start, start + len(passage)))
        start += len(passage) + 1
    return Made(Document(f"made-{number:07}", "\n".join(words), title), spans, vectors)


def _passage(real: Real, rng: random.Random) -> tuple[str, dict[int, int]]:
    """The words of a passage, and how many characters it has of which real ones."""
    first = int(rng.random() * len(real.vectors))
    length = max(80.0, 500 * rng.lognormvariate(0, 0.35))
    parents: dict[int, int] = {}
    words: list[str] = []
    one, filled, near = first, 0, real.near[first]
    while filled < length:
        of_it = real.sentences[one]
        sentence = _reworded(real, of_it[int(rng.random() * len(of_it))], rng)
        words.append(sentence)
        filled += len(sentence) + 1
        parents[one] = parents.get(one, 0) + len(sentence)
        one = near[int(rng.random() * len(near))]
    return " ".join(words), parents


def _reworded(real: Real, pieces: list[str], rng: random.Random) -> str:
    """A sentence with most of its rare words replaced."""
    if len(pieces) == 1:
        return pieces[0]
    told = list(pieces)
    for number in range(1, len(told), 2):
        if rng.random() < REPLACED:
            told[number] = _word(real, told[number], int(DIFFERENT ** rng.random()))
    return "".join(told)


def _word(real: Real, word: str, rank: int) -> str:
    """The made word of that rank, in the shape of the one that it replaces."""
    if not word.isalpha():
        return str(rank * 7919)[: len(word)]
    fresh = real.heads[rank * 31 % len(real.heads)] + real.tails[rank * 7919 % len(real.tails)]
    return fresh.capitalize() if word[0].isupper() else fresh


def _add_made(desk: Workspace, real: Real, done: int, wanted: int) -> None:
    told = _progress("made documents stored")
    for first in range(done, wanted, BATCH):
        batch = [made(real, number) for number in range(first, min(first + BATCH, wanted))]
        with desk.database.writing() as session:
            _store(session, desk.encoder.key, batch)
            _take_as_read(session)
        told("", first + len(batch) - done, wanted - done)


def _store(session: store.Session, encoder: str, batch: Sequence[Made]) -> None:
    """What ``store.corpus.add_version`` and ``add_vectors`` do for one document, for many at once."""
    document_key, passage_key = _newest(session, "documents") + 1, _newest(session, "passages") + 1
    documents, passages, words = [], [], []
    for key, (document, spans, _) in enumerate(batch, start=document_key):
        documents.append(
            {"key": key, "id": document.id, "version": 1, "current": True, "sha256": document.sha256, "extra": {}}
            | {"text": document.text, "title": document.title, "source": _MADE}
        )
        for number, span in enumerate(spans):
            of_it = span.of(document.text)
            encoded = fingerprint(with_title(document.title, of_it))
            passages.append(
                {"key": passage_key, "id": store.corpus.passage_id(document.id, 1, number), "document_key": key}
                | {"start": span.start, "end": span.end, "text": of_it, "sha256": fingerprint(of_it)}
                | {"encoded_sha256": encoded}
            )
            words.append({"key": passage_key, "title": composed(document.title or ""), "text": composed(of_it)})
            passage_key += 1
    session.connection().execute(insert(DocumentRow.__table__), documents)
    session.connection().execute(insert(PassageRow.__table__), passages)
    session.execute(text("INSERT INTO passages_text (rowid, title, text) VALUES (:key, :title, :text)"), words)
    vectors = [vector for one in batch for vector in one.vectors]
    store.corpus.add_vectors(session, encoder, [one["encoded_sha256"] for one in passages], vectors)


def _newest(session: store.Session, table: str) -> int:
    return int(session.scalar(text(f"SELECT max(key) FROM {table}")) or 0)


def _take_as_read(session: store.Session) -> None:
    session.execute(
        text(
            "INSERT INTO readings (document_key, reader) SELECT key, :reader FROM documents "
            "WHERE key > coalesce((SELECT max(document_key) FROM readings), 0)"
        ),
        {"reader": READER},
    )


def _counts(desk: Workspace) -> tuple[int, int]:
    """How many passages there are, and how many made documents."""
    with desk.database.reading() as session:
        passages = session.scalar(text("SELECT count(*) FROM passages")) or 0
        documents = session.scalar(
            text("SELECT count(*) FROM documents WHERE id >= 'made-' AND id < 'made.' AND source = :made"),
            {"made": _MADE},
        )
        return int(passages), int(documents or 0)


def _progress(what: str):  # type: ignore[no-untyped-def]
    began = time.monotonic()

    def tell(_what: str, done: int, total: int) -> None:
        left = (time.monotonic() - began) / done * (total - done) if done else 0
        end = "\n" if done >= total else ""
        print(f"\r{what}: {done:,} of {total:,}, {left / 60:.1f} min left  ", end=end, file=sys.stderr, flush=True)

    return tell


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--collections", type=Path, nargs="*", default=[])
    parser.add_argument("--start", type=Path)
    given = parser.parse_args()
    there = [folder for folder in given.collections if folder.is_dir()]
    for folder in set(given.collections) - set(there):
        print(f"{folder}: not there, left out", file=sys.stderr)
    began = time.monotonic()
    make(given.workspace, given.passages, there, given.start)
    size = sum(file.stat().st_size for file in given.workspace.glob("factcheck.db*"))
    print(f"{given.workspace}: {size / 1e6:,.0f} MB, {(time.monotonic() - began) / 60:.1f} min")


if __name__ == "__main__":
    main()
