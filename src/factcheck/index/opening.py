"""The index that follows a database: opened, brought to what the database holds, compacted.

Invariant: after ``open_index`` the index holds exactly the keys wanted that the database has a vector for, each once,
with the database's vectors, whatever state the folder was in. What that costs follows from what changed since the
index was complete; a folder that cannot be believed is made anew, and that is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.domain import Progress, silent
from factcheck.errors import IntegrityError
from factcheck.index import faiss, folder
from factcheck.index.faiss import FaissIndex
from factcheck.index.folder import Held
from factcheck.index.segments import VectorSegment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from factcheck.index.segments import Keys

LINEAGE = "@"  # in the name of a state, before the lineage of the database
_BATCH = 10_000  # vectors fetched at once
_SAMPLE = 16  # vectors compared with the database's on opening
_FULL = 0.5  # of a whole segment, from where on no small ones are added to it
_RAGGED = 0.25  # share of a segment that may be gone before it is written anew
_WORTH_WAITING = 10_000  # vectors that are fetched a second time sooner than another process is waited for


@dataclass(frozen=True, slots=True)
class Sizes:
    """From how many vectors on a segment has codes, how many are kept at once while an index is built, and how many a
    whole segment has.

    Measured by benchmarks/index_million.py: below the first, comparing all is as soon. Few large segments are searched
    sooner than many small ones.
    """

    coded: int = 20_000
    built: int = 100_000
    whole: int = 1_000_000


SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class Followed:
    """The database as an index asks for it, in one state.

    ``changes`` has the keys that came and those that went since another state, or None where that cannot be told.
    ``keys`` are all that are wanted. ``vectors`` fetches unit vectors, of the keys asked for that have one: their
    keys, and an array of shape ``(len(keys), dimension)``.
    """

    state: str
    changes: Callable[[str], tuple[Sequence[int], Sequence[int]] | None]
    keys: Callable[[], Sequence[int]]
    vectors: Callable[[Sequence[int]], tuple[Sequence[int], NDArray[np.float16] | NDArray[np.float32]]]


def open_index(
    path: Path,
    database: Followed,
    *,
    model: str,
    dimension: int,
    few: int = 0,
    before: FaissIndex | None = None,
    progress: Progress = silent,
    notice: Callable[[str], None] = lambda _: None,
    sizes: Sizes = SIZES,
) -> FaissIndex:
    """The index of the wanted keys, taken from the folder ``path`` as far as that is right, and kept there. Where it
    cannot be kept, it works all the same.

    ``few`` and ``before`` are those of FaissIndex. ``notice`` hears of what was damaged. Raises IntegrityError if a
    fetched vector has the wrong shape or is not finite.
    """
    fetching = _Fetching(database, dimension, progress)
    held = folder.load(path, model, dimension)
    current, missing = _planned(held, fetching)
    if not missing.size and (_alike(current, held) or not (current.segments or held.segments or held.damage)):
        return FaissIndex(held, few, before)

    def waiting() -> bool:
        if len(missing) > _WORTH_WAITING:
            progress("waiting for another process that makes the index", 0, 0)
        return len(missing) > _WORTH_WAITING

    with folder.changing(path, waiting) as alone:
        if alone and not _alike(held, again := folder.load(path, model, dimension)):
            held = again
            current, missing = _planned(held, fetching)
        if damage := current.damage or held.damage:
            notice(f"{path}: {damage}; what is wrong with it is made anew from the database.")
        made = _with_vectors(current, missing, fetching, sizes, path if alone else None)
        if alone and not _alike(made, held):
            made = _kept(made, path)
    return FaissIndex(made, few, before)


def _alike(one: Held, other: Held) -> bool:
    """Whether two hold the same and know the same of it."""
    said = [(held.state, held.damage, held.lacking.tobytes()) for held in (one, other)]
    held = [[(part.name, part.crc32, part.gone.tobytes()) for part in held.segments] for held in (one, other)]
    return said[0] == said[1] and held[0] == held[1]


# -- what is to be done ------------------------------------------------------------------


def lined(state: str, lineage: str) -> str:
    """The name of a state of a database that has ``lineage``, which is another one once a backup took its place."""
    return f"{state}{LINEAGE}{lineage}" if lineage else state


def _planned(held: Held, fetching: _Fetching) -> tuple[Held, Keys]:
    """``held`` in the state of the database, without what went and with what came back, and the keys whose vectors
    are to be fetched."""
    database = fetching.database
    nothing = np.empty(0, np.int64)
    come, gone = (held.lacking, nothing) if held.state == database.state else _changed(held, database)
    current = replace(held.without(gone).with_again(come), damage="")
    other = held.state is not None and held.state.partition(LINEAGE)[2] != database.state.partition(LINEAGE)[2]
    if other or not _agrees(current, fetching):
        current = replace(folder.none(held.stamp.model, held.stamp.dimension), damage="is of another database")
        come = np.sort(np.asarray(database.keys(), np.int64))
    missing = come[~current.holds(come)]
    return replace(current, state=database.state, lacking=np.intersect1d(held.lacking, missing)), missing


def _changed(held: Held, database: Followed) -> tuple[Keys, Keys]:
    """The keys that are wanted beside those held, as far as they are not held already, and those that are not."""
    told = None if held.state is None else database.changes(held.state)
    if told is not None:
        come, gone = (np.unique(np.asarray(keys, np.int64)) for keys in told)
        return np.union1d(come, np.setdiff1d(held.lacking, gone)), gone
    wanted = np.sort(np.asarray(database.keys(), np.int64))
    return wanted, np.setdiff1d(held.keys(), wanted, assume_unique=True)


def _agrees(held: Held, fetching: _Fetching) -> bool:
    """Whether some vectors held are the database's: keys start again from 1 in another one. The newest of a segment is
    among them, for a database that was put back and grew again differs there."""
    some = max(2, _SAMPLE // max(1, len(held.segments)))
    sample = [np.setdiff1d(_spread(len(one.keys), some), one.gone) for one in held.segments]
    asked = [one.keys[places] for one, places in zip(held.segments, sample, strict=True)]
    true = fetching.vectors(np.concatenate([np.empty(0, np.int64), *asked]))
    if len(true.keys) < sum(map(len, sample)):
        return False
    return all(
        np.array_equal(one.rows[places], true.rows[np.searchsorted(true.keys, keys)])
        for one, places, keys in zip(held.segments, sample, asked, strict=True)
    )


def _spread(length: int, count: int) -> Keys:
    """About ``count`` places between the first and the last, both among them."""
    return np.unique(np.linspace(0, length - 1, count).astype(np.int64))


@dataclass(frozen=True, slots=True)
class _Fetching:
    """Vectors from the database."""

    database: Followed
    dimension: int
    progress: Progress

    def vectors(self, asked: Keys) -> VectorSegment:
        """Those of ``asked`` that have a vector."""
        if not asked.size:
            return _joined([], self.dimension)
        found, made = self.database.vectors(asked.tolist())
        keys, rows = np.asarray(found, np.int64), np.asarray(made)
        if rows.shape != (len(keys), self.dimension):
            raise IntegrityError(
                f"The database gave vectors of shape {rows.shape} where ({len(keys)}, {self.dimension}) was asked for. "
                "Restore the database from a backup."
            )
        broken = keys[~np.isfinite(rows).all(axis=1)]
        if broken.size:
            raise IntegrityError(
                f"The stored vector of passage {broken[0]} is damaged. Restore the database from a backup."
            )
        order = np.argsort(keys)
        return VectorSegment(keys[order], rows[order].astype(np.float16))

    def in_batches(self, asked: Keys, before: int, total: int) -> VectorSegment:
        """The same, a batch after the other; ``before`` and ``total`` are for those who watch."""
        batches = []
        for start in range(0, len(asked), _BATCH):
            batches.append(self.vectors(asked[start : start + _BATCH]))
            if total > _BATCH:
                self.progress("passages indexed", before + min(start + _BATCH, len(asked)), total)
        return _joined(batches, self.dimension)


# -- making segments -----------------------------------------------------------------------


def _with_vectors(held: Held, missing: Keys, fetching: _Fetching, sizes: Sizes, path: Path | None) -> Held:
    """``held`` with the vectors of ``missing``, as far as the database has them; the others are lacking.

    Of many, what was fetched is kept in the folder ``path`` piece by piece, if there is one, so that who is stopped
    goes on from the last piece; codes are made of all in the end.
    """
    made, lacking = held, [np.empty(0, np.int64)]
    for start in range(0, len(missing), sizes.built):
        asked = missing[start : start + sizes.built]
        fresh = fetching.in_batches(asked, start, len(missing))
        lacking.append(np.setdiff1d(asked, fresh.keys, assume_unique=True))
        made = replace(made, segments=(*made.segments, *([fresh] if len(fresh) else [])))
        if path is not None and start + sizes.built < len(missing):
            made = _kept(replace(made, state=None, lacking=np.empty(0, np.int64)), path)
    if len(missing) > sizes.built:
        fetching.progress("putting the index in order", 0, 0)
    settled = _settled(made.segments, sizes, merge=path is not None)
    return replace(made, segments=settled, state=held.state, lacking=np.concatenate(lacking))


def _kept(held: Held, path: Path) -> Held:
    try:
        return folder.save(path, held)
    except OSError:  # a cache that cannot be written is only slower
        return held


def _settled(held: tuple[VectorSegment, ...], sizes: Sizes, *, merge: bool) -> tuple[VectorSegment, ...]:
    """The same vectors, those of large segments with codes.

    With ``merge``, small segments are merged with what is not much smaller, so that there are few of them and each
    vector is written anew but few times; so are those of which much is gone. Whole ones stay.
    """
    parts = [one for one in held if not one.name or _lacks_codes(one, sizes)]
    if merge:
        parts += [one for one in held if one not in parts and len(one.gone) > _RAGGED * len(one.keys)]
        small = (one for one in held if one not in parts and len(one) < _FULL * sizes.whole)
        for one in sorted(small, key=len):
            if len(one) > 2 * sum(map(len, parts)):
                break
            parts.append(one)
    return (*(one for one in held if one not in parts), *_in_whole_ones(parts, sizes))


def _lacks_codes(one: VectorSegment, sizes: Sizes) -> bool:
    return len(one) >= sizes.coded and not one.codes.size and faiss.may_have_codes(one.rows.shape[1])


def _in_whole_ones(parts: Sequence[VectorSegment], sizes: Sizes) -> Iterator[VectorSegment]:
    """What ``parts`` hold, in whole segments as far as they fill some."""
    some: list[VectorSegment] = []
    for one in parts:
        some.append(one)
        if sum(map(len, some)) >= sizes.whole:
            yield from _made(some, sizes)
            some = []
    yield from _made(some, sizes) if some else ()


def _made(parts: Sequence[VectorSegment], sizes: Sizes) -> tuple[VectorSegment, ...]:
    """One segment of the vectors that ``parts`` hold, with codes if they are many; none if they hold nothing."""
    one = _joined(parts, parts[0].rows.shape[1])
    if not len(one):
        return ()
    return (replace(one, codes=faiss.codes(one.rows)) if _lacks_codes(one, sizes) else one,)


def _joined(parts: Sequence[VectorSegment], dimension: int) -> VectorSegment:
    """What ``parts`` hold, as one segment that has neither file nor codes."""
    keys = [np.delete(one.keys, one.gone) for one in parts]
    rows = [one.rows[one.live] if one.gone.size else one.rows for one in parts]
    all_keys = np.concatenate([np.empty(0, np.int64), *keys])
    all_rows = np.concatenate([np.empty((0, dimension), np.float16), *rows])
    if np.all(all_keys[1:] > all_keys[:-1]):  # what is new has mostly the greatest keys
        return VectorSegment(all_keys, all_rows)
    order = np.argsort(all_keys)
    return VectorSegment(all_keys[order], all_rows[order])


def compacted(held: Sequence[VectorSegment], sizes: Sizes) -> Iterator[VectorSegment]:
    """The same vectors without what is gone, in whole segments as far as they fill some. Those that are whole stay."""
    ragged = [one for one in held if one.gone.size or len(one) < _FULL * sizes.whole]
    yield from (one for one in held if one not in ragged)
    if len(ragged) == 1 and not ragged[0].gone.size:
        yield from ragged
        return
    yield from _in_whole_ones(ragged, sizes)
