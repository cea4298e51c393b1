"""The passages for a claim's words: near in meaning or sharing words, as one ranking.

Invariant: a search sees one state of the corpus throughout: of the passages of one session those that have a vector,
and what is found depends on that state, the words asked and the encoder alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import evidence, store
from factcheck.checking.index_file import PASSAGES, index_of
from factcheck.domain import Encoder, Index, Passage, Progress, silent
from factcheck.evidence import Candidate, Listed, Ranking
from factcheck.store import Database, Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.index.tending import Compacted


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the corpus: a session, and an index of the vectors that this session sees. A passage that several
    claims find is fetched once."""

    session: Session
    index: Index
    _fetched: dict[int, Passage] = field(default_factory=dict)

    def passages(self, keys: Iterable[int]) -> dict[int, Passage]:
        """The passages of ``keys``, in the order of these."""
        wanted = sorted(set(keys))
        self._fetched.update(
            store.dossier.passages_by_key(self.session, [key for key in wanted if key not in self._fetched])
        )
        return {key: self._fetched[key] for key in wanted if key in self._fetched}


class Searcher:
    """The corpus of a workspace, to be searched with one encoder. The index is opened once for each state of it."""

    def __init__(
        self,
        database: Database,
        encoder: Encoder,
        workspace: Path,
        progress: Progress = silent,
        notice: Callable[[str], None] = lambda _: None,
        *,
        index: str = "auto",
    ) -> None:
        self._database = database
        self._encoder = encoder
        self._index = index_of(database, workspace / PASSAGES, index, progress=progress, notice=notice)
        self._progress = progress

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The corpus as it stands now. Passages without a vector are encoded first; those that others add meanwhile
        are left to the next snapshot."""
        model = self._encoder.key, self._encoder.dimension
        self._index.follow(*model)
        with self._database.reading() as session:
            index = self._index.at(session, *model)
            if not index.lacking:
                yield Snapshot(session, index)
                return
        self._encode_missing()
        self._index.follow(*model)
        with self._database.reading() as session:
            yield Snapshot(session, self._index.at(session, *model))

    def settle(self) -> None:
        """After much was added: let the index be what a large corpus wants."""
        self._index.settle(self._encoder.key, self._encoder.dimension)

    def compact(self, progress: Progress = silent) -> Compacted | None:
        """Make the index smaller, if there is one: see index.tending.compact."""
        self.settle()
        return self._index.compact(progress)

    def _encode_missing(self) -> None:
        from factcheck.checking.encoding import encode_missing

        with self._database.reading() as session:
            noted = not store.corpus.count_without_vector(session, self._encoder.key)
        if noted:  # and yet the index lacks some: they were lost, or somebody has encoded them just now
            with self._database.writing() as session:
                store.corpus.forget_encoded(session, self._encoder.key)
        encode_missing(self._database, self._encoder, self._progress)


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage of a search found, as keys of passages and scores, best first.

    ``fused`` is made of the two lists before it; ``ranked``, which a check goes by, heeds besides how much of the claim
    a sentence of the passage holds, and what is near to the claim with its contexts. ``passages`` has all of them.
    """

    dense: Listed
    lexical: Listed
    fused: Listed
    ranked: tuple[Candidate, ...]
    passages: Mapping[int, Passage]


def search(snapshot: Snapshot, queries: Sequence[str], vectors: NDArray[np.float32], day: date | None = None) -> Stages:
    """The passages for ``queries`` and their unit vectors, shape ``(len(queries), dimension)``.

    The first query is the claim's own; the others have a context in front. ``day`` is when the claim was made.
    """
    own, *others = (_nearest(snapshot, vector) for vector in vectors)
    lexical = _sharing_words(snapshot, queries[0])
    near = [Ranking(found, evidence.context_weight(queries[0])) for found in others]
    lists = [Ranking(own), Ranking(lexical)]
    passages = snapshot.passages(evidence.fuse([*lists, *near]))
    texts = {key: (passage.title or "", passage.text) for key, passage in passages.items()}
    close = evidence.closest_sentences(queries[0], texts)
    scores = evidence.fuse([*lists, *near, Ranking([*close.items()], evidence.CLOSEST_WEIGHT, shares=True)])
    far = sorted(scores.keys() - dict(own).keys())
    cosines = zip(far, snapshot.index.cosines(vectors[0], far), strict=True)
    similarity = dict(own) | {key: _rounded(cosine) for key, cosine in cosines}
    place = {key: number for number, (key, _) in enumerate(lexical, start=1)}
    found = [Candidate(key, score, similarity[key], place.get(key)) for key, score in scores.items()]
    return Stages(
        dense=own,
        lexical=lexical,
        fused=sorted(evidence.fuse(lists).items(), key=lambda item: (-item[1], item[0])),
        ranked=tuple(evidence.ordered(found, later_keys(passages, day))),
        passages=passages,
    )


def _nearest(snapshot: Snapshot, vector: NDArray[np.float32]) -> Listed:
    found = snapshot.index.search(vector, evidence.CANDIDATES)
    return [(key, _rounded(cosine)) for key, cosine in found]


def _rounded(cosine: float) -> float:
    """Without further digits, which are the machine's own; and zero without a sign, which not every database keeps."""
    return round(cosine, 6) + 0.0


def _sharing_words(snapshot: Snapshot, query: str) -> Listed:
    """By BM25. A passage that somebody is just adding has words before it has a vector; it waits for its vector."""
    found = store.corpus.search_text(snapshot.session, query, evidence.CANDIDATES)
    held = snapshot.index.holding([key for key, _ in found])
    return [(key, score) for key, score in found if key in held]


def later_keys(passages: Mapping[int, Passage], day: date | None) -> frozenset[int]:
    return frozenset(key for key, passage in passages.items() if evidence.is_later(passage, day))
