"""Vectors for trials with very many passages: real ones, and as many more as are wanted, mixed from real ones.

Real: the passages of the shipped reference sets and of the collections that are named (folders as BEIR has them:
``corpus.jsonl.gz``, ``queries*.jsonl.gz``), split and encoded as the product does it. Encoding them is minutes of
work, so that they can be kept in a file.

Mixed: a real vector and two of its ten nearest, weighed at random (Dirichlet, 1 each), plus noise: normal, in each
coordinate as wide as real vectors are there, times ``NOISE``; made unit length and rounded to float16, as stored ones
are. So topics stay topics, no two vectors are equal, and what was made of one real vector lies as close together as
passages on one matter do. Questions are always real, and of texts that nothing was mixed from.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factcheck import corpus
from factcheck.domain import Document, Encoder, with_title

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOISE = 0.35  # times the width of each coordinate; a mixed vector has a cosine of about .9 with what it was mixed from
_NEAR = 10  # neighbours that are mixed in
_CHUNK = 50_000


class Real(NamedTuple):
    """Unit vectors, float32: of passages and of questions, a row each."""

    passages: NDArray[np.float32]
    questions: NDArray[np.float32]


def real(encoder: Encoder, collections: Sequence[Path], kept: Path | None) -> Real:
    """The real vectors, from the file ``kept`` if it is there."""
    if kept is not None and kept.is_file():
        with np.load(kept) as file:
            return Real(file["passages"], file["questions"])
    texts = [
        with_title(one.title, span.of(one.text))
        for one in documents(collections)
        for span in corpus.split(one, encoder)
    ]
    asked = [record["text"] for record in _records(collections, "queries*.jsonl.gz")] or texts[::10]
    made = Real(encoder.encode(sorted(set(texts) - set(asked))), encoder.encode(sorted(set(asked))))
    if kept is not None:
        np.savez(kept, passages=made.passages, questions=made.questions)
    return made


def documents(collections: Sequence[Path]) -> Iterator[Document]:
    """The documents of the shipped reference sets, and of the collections."""
    for folder in sorted(corpus.shipped().iterdir()):
        if folder.is_dir() and (file := corpus.documents_of(folder)):
            yield from (one for one in corpus.read_jsonl(file) if isinstance(one, Document))
    for number, record in enumerate(_records(collections, "corpus.jsonl.gz")):
        if record["text"].strip():
            yield Document(f"{record['_id']} {number}", record["text"], title=record["title"] or None)


def _records(collections: Sequence[Path], pattern: str) -> Iterator[dict[str, str]]:
    for path in (path for folder in collections for path in sorted(folder.glob(pattern))):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def mixed(vectors: NDArray[np.float32], count: int, seed: int) -> Iterator[NDArray[np.float16]]:
    """``count`` unit vectors mixed from ``vectors``, in batches."""
    random = np.random.default_rng(seed)
    near = _nearest(vectors)
    width = vectors.std(axis=0) * NOISE
    for start in range(0, count, _CHUNK):
        size = min(_CHUNK, count - start)
        first = random.integers(len(vectors), size=size)
        others = near[first[:, None], random.integers(near.shape[1], size=(size, 2))]
        weights = random.dirichlet((1, 1, 1), size).astype(np.float32)
        made = weights[:, :1] * vectors[first]
        for place in range(2):
            made += weights[:, place + 1 : place + 2] * vectors[others[:, place]]
        made += random.standard_normal(made.shape, np.float32) * width
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        yield made.astype(np.float16)


def _nearest(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """The places of the nearest neighbours of each vector, itself left out."""
    found = []
    for start in range(0, len(vectors), 2_000):
        cosines = vectors[start : start + 2_000] @ vectors.T
        found.append(np.argpartition(-cosines, _NEAR + 1, axis=1)[:, : _NEAR + 1])
    return np.concatenate(found)
