"""The long parts of filling the corpus – reading documents, and passages to vectors – here or elsewhere.

Invariant: workers are handed texts and hand back what was found, and never open the database: whoever asked stores it,
a shard a transaction, in the order of the passages. So a run that was stopped anywhere and is run again encodes what
has no vector yet, and at most the shards that were on their way are encoded twice. The vectors are the same wherever
they are made: a worker whose encoder is another is refused.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from factcheck import quotes, store
from factcheck.checking import encoded, quotations
from factcheck.domain import Document, Encoder, Progress, Reading, silent
from factcheck.errors import FactcheckError, UsageError
from factcheck.settings import Settings
from factcheck.store import Database
from factcheck.workers import LostError, Spread, in_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
R = TypeVar("R")

BATCH = 64  # documents stored, or passages encoded, in one transaction
_MOST_FAILED = 3  # shards, beyond which it is no matter of one of them
_encoders: list[Encoder] = []  # the one of this worker


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the work is done, if not in this process, and what is needed to do it there."""

    settings: Settings
    spread: Spread

    def done(
        self, work: Callable[[T], R], items: Iterable[T], start: Callable[[], None]
    ) -> Iterator[tuple[T, R | FactcheckError]]:
        return in_order(work, items, workers=self.spread.workers, on=self.spread.on, start=start)


def elsewhere(settings: Settings, spread: Spread | None) -> Elsewhere | None:
    """None if the work is done in this process."""
    return None if spread is None or spread.is_here else Elsewhere(settings, spread)


# -- reading --------------------------------------------------------------------------------

Readings = dict[str, Reading | None]  # by text; None if it is too long to be read


@dataclass(frozen=True, slots=True)
class _Unread:
    documents: Sequence[Document]

    @property
    def place(self) -> str:
        return f"{len(self.documents)} documents, {self.documents[0].id} first" if self.documents else "no documents"


def read_all(batches: Iterable[Sequence[Document]], away: Elsewhere | None = None) -> Iterator[Readings]:
    """What the documents of each batch were read into; nothing of one that no worker could read."""
    if away is None:
        yield from (_read(_Unread(batch)) for batch in batches)
        return
    for _, read in away.done(_read, map(_Unread, batches), partial(_begin_reading, quotes.READER)):
        yield {} if isinstance(read, FactcheckError) else read


def _read(batch: _Unread) -> Readings:
    return {document.text: quotations.read_document(document) for document in batch.documents}


def _begin_reading(reader: str) -> None:
    if reader != quotes.READER:
        raise UsageError(
            f"{_here()} reads texts by version {quotes.READER} and not {reader}. Install the same on both."
        )


# -- encoding -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shard:
    """Texts that have no vector, by their fingerprints; ``passages`` is how many passages hold them."""

    place: str
    texts: dict[str, str]
    passages: int


def encode_missing(
    database: Database, encoder: Encoder, progress: Progress = silent, away: Elsewhere | None = None
) -> None:
    """Give every current passage its vector, a batch a transaction.

    With ``away``, a shard that cannot be encoded there is left out, and its error raised when the others are done.
    """
    with database.reading() as session:
        total = store.corpus.count_without_vector(session, encoder.key)
    if total:
        _encode_all(database, encoder, total, progress, away)
    encoded.note(database, store.corpus, encoder.key)


def _encode_all(database: Database, encoder: Encoder, total: int, progress: Progress, away: Elsewhere | None) -> None:
    done, on_their_way = 0, set[str]()
    failed: list[FactcheckError] = []
    try:
        for shard, vectors in _encoded(encoder, _shards(database, encoder.key, on_their_way), away):
            if isinstance(vectors, FactcheckError):
                failed.append(vectors)
                if away is None or len(failed) > _MOST_FAILED:
                    break
                continue
            with database.writing() as session:
                store.corpus.add_vectors(session, encoder.key, list(shard.texts), vectors)
            on_their_way.difference_update(shard.texts)
            done += shard.passages
            progress("passages encoded", done, max(total, done))
    except LostError as problem:
        raise LostError(f"{problem} {done:,} of {total:,} passages were encoded and stored.") from problem
    if failed:
        raise failed[0]


def _shards(database: Database, encoder: str, on_their_way: set[str]) -> Iterator[_Shard]:
    """What has no vector, a batch at a time; no text that is on its way in another shard."""
    last = 0
    while True:
        with database.reading() as session:
            found = store.corpus.passages_without_vector(session, encoder, BATCH, after=last)
        if not found:
            return
        last = found[-1].key
        texts = {one.fingerprint: one.passage.encoded for one in found if one.fingerprint not in on_their_way}
        on_their_way.update(texts)
        yield _Shard(f"passages {found[0].passage.id} to {found[-1].passage.id}", texts, len(found))


def _encoded(
    encoder: Encoder, shards: Iterable[_Shard], away: Elsewhere | None
) -> Iterator[tuple[_Shard, NDArray[np.float32] | FactcheckError]]:
    if away is None:
        return in_order(partial(_encode, encoder), shards)
    return away.done(_encode_there, shards, partial(_begin_encoding, away.settings, encoder.key))


def _encode(encoder: Encoder, shard: _Shard) -> NDArray[np.float32]:
    return encoder.encode(list(shard.texts.values()))


def _encode_there(shard: _Shard) -> NDArray[np.float32]:
    return _encode(_encoders[-1], shard)


def _begin_encoding(settings: Settings, key: str) -> None:
    from factcheck import encoder

    made = encoder.load(settings, progress=lambda _: None)
    if made.key != key:
        raise UsageError(
            f"{_here()} has the encoder {made.key}, and {key} is wanted. Install the same version and model there."
        )
    _encoders[:] = [made]


def _here() -> str:
    return f"the worker on {platform.node()}"
