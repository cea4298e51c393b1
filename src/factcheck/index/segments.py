"""Vectors in files that are never written into: a segment each.

Invariant: a file is whole under its name or not there, and a segment that is read says of itself what is known of it
elsewhere: which model, how many, which checksum.

A file is a line of JSON, padded, and then arrays: the keys, the vectors as the database has them, what FAISS made of
them. It is mapped: what is not asked for is not read.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]
    Rows = NDArray[np.float16]

SUFFIX = ".segment"
NEW = ".new-"  # how the name of a file begins that is being written
_ALIGNED = 64  # bytes; what follows the header begins at a multiple of it
_SMALL = 16_000_000  # bytes; files up to this size are compared with their checksum whenever they are read


class DamagedError(Exception):
    """A file that is not what it should be, or is not there."""


@dataclass(frozen=True, slots=True, eq=False)
class VectorSegment:
    """Vectors and their keys, ascending. ``gone`` has the places of those that are no longer held, ascending too.

    ``codes`` is what FAISS made of the vectors, as bytes; empty where all are compared. ``name`` is that of the file,
    and "" where there is none.
    """

    keys: Keys
    rows: Rows
    codes: NDArray[np.uint8] = field(default_factory=lambda: np.empty(0, np.uint8))
    gone: Keys = field(default_factory=lambda: np.empty(0, np.int64))
    name: str = ""
    crc32: int = 0

    def __len__(self) -> int:
        return len(self.keys) - len(self.gone)

    @property
    def live(self) -> Keys:
        """The places of the vectors that are held."""
        return np.delete(np.arange(len(self.keys)), self.gone)

    def places(self, keys: Keys) -> tuple[NDArray[np.bool_], Keys]:
        """Which of ``keys`` have a place here, gone or not, and the places of those."""
        places = np.searchsorted(self.keys, keys)
        inside = places < len(self.keys)
        inside[inside] = self.keys[places[inside]] == keys[inside]
        return inside, places[inside]

    def holds(self, keys: Keys) -> NDArray[np.bool_]:
        """Which of ``keys`` are held."""
        inside, places = self.places(keys)
        inside[inside] = ~np.isin(places, self.gone, assume_unique=True)
        return inside

    def without(self, keys: Keys) -> VectorSegment:
        """The same, ``keys`` no longer held as far as they were."""
        _, places = self.places(keys)
        fresh = np.setdiff1d(places, self.gone)
        return replace(self, gone=np.union1d(self.gone, fresh)) if fresh.size else self

    def with_again(self, keys: Keys) -> VectorSegment:
        """The same, those of ``keys`` held again that were gone."""
        if not self.gone.size:
            return self
        _, places = self.places(keys)
        again = np.intersect1d(places, self.gone)
        return replace(self, gone=np.setdiff1d(self.gone, again)) if again.size else self


class IndexStamp(NamedTuple):
    """What all files of an index have in common."""

    format: int
    model: str
    dimension: int


# -- segments and files ---------------------------------------------------------------------


def write(segment: VectorSegment, folder: Path, stamp: IndexStamp) -> VectorSegment:
    """``segment`` kept in ``folder``, mapped from there. Raises OSError where it cannot be written."""
    name = os.urandom(8).hex()
    content = (segment.keys.astype("<i8", copy=False), segment.rows.astype("<f2", copy=False), segment.codes)
    header = {**stamp._asdict(), "count": len(segment.keys), "codes": segment.codes.nbytes}
    crc32 = write_file(folder / f"{name}{SUFFIX}", header, *content)
    return replace(read(folder, stamp, name, crc32), gone=segment.gone)


def read(folder: Path, stamp: IndexStamp, name: str, crc32: int, *, whole: bool = False) -> VectorSegment:
    """The segment ``name``, which had ``crc32`` when it was written. That is computed anew if it is small, or with
    ``whole``; of others the size must be right. Raises DamagedError."""
    header, mapped, start = read_file(folder / f"{name}{SUFFIX}", whole=whole)
    try:
        count, codes = int(header["count"]), int(header["codes"])
        same = {**stamp._asdict(), "count": count, "codes": codes, "crc32": crc32} == header
        rows = start + 8 * count
        end = rows + 2 * count * stamp.dimension
        if not same or end + codes != len(mapped):
            raise DamagedError(name)
        if codes:  # which say where to look: here and there, and what lies between is not to be read along
            cast("mmap.mmap", mapped.obj).madvise(mmap.MADV_RANDOM, 0, end - end % mmap.PAGESIZE)
        return VectorSegment(
            keys=np.frombuffer(mapped, "<i8", count, start),
            rows=np.frombuffer(mapped, "<f2", count * stamp.dimension, rows).reshape(count, stamp.dimension),
            codes=np.frombuffer(mapped, np.uint8, codes, end),
            name=name,
            crc32=crc32,
        )
    except (ValueError, TypeError, KeyError) as problem:
        raise DamagedError(name) from problem


def write_file(path: Path, header: Mapping[str, object], *content: NDArray[Any]) -> int:
    """Write a file whole or not at all, and say its checksum."""
    parts = [np.ascontiguousarray(part).reshape(-1).view(np.uint8).data for part in content]
    crc32 = _checksum(header, *parts)
    line = json.dumps({**header, "crc32": crc32}).encode() + b"\n"
    fresh = path.with_name(f"{NEW}{path.name}")
    try:
        with fresh.open("wb") as file:
            file.writelines((line.ljust(_aligned(len(line))), *parts))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink()
        raise
    return crc32


def read_file(path: Path, *, whole: bool = False) -> tuple[dict[str, Any], memoryview, int]:
    """Header, bytes, and where the content begins in them. Raises DamagedError.

    Nobody writes into a file that stands there, and one that is replaced or removed stays for who has it mapped.
    """
    try:
        with path.open("rb") as file:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        end = bytes(mapped[:1_000_000]).find(b"\n") + 1
        header = json.loads(bytes(mapped[:end]))
        start = _aligned(end)
        if whole or len(mapped) <= _SMALL:
            said = {name: value for name, value in header.items() if name != "crc32"}
            if header["crc32"] != _checksum(said, mapped[start:]):
                raise DamagedError(path.name)
        return header, mapped, start
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise DamagedError(path.name) from problem


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _checksum(header: Mapping[str, object], *content: memoryview) -> int:
    checksum = zlib.crc32(json.dumps(header).encode())
    for part in content:
        checksum = zlib.crc32(part, checksum)
    return checksum
