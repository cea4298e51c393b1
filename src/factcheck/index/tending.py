"""The folder of an index as a person tends it: what is in it, whether it is sound, made smaller.

Invariant: the database is not asked; what an index holds is the same before and after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.domain import Progress, silent
from factcheck.index import folder, opening
from factcheck.index.opening import SIZES, Sizes
from factcheck.index.segments import DamagedError, read, write


@dataclass(frozen=True, slots=True)
class IndexOnDisk:
    """An index on the disk. ``memory`` is what a search needs of it besides what is mapped; both sizes are in bytes.
    ``damage`` says what is wrong with it, "" if nothing."""

    state: str | None
    vectors: int
    segments: int
    coded: int  # of the vectors, those found by codes first
    disk: int
    memory: int
    damage: str


@dataclass(frozen=True, slots=True)
class Compacted:
    """What an index took on the disk, in bytes, and what it has now."""

    before: int
    after: int
    vectors: int
    segments: int


def described(path: Path) -> IndexOnDisk | None:
    """What the folder ``path`` holds, every byte compared with its checksum; None where there is no index."""
    stamp = folder.stamp(path)
    if stamp is None:
        return None
    held = folder.load(path, stamp.model, stamp.dimension)
    damage = held.damage
    for segment in held.segments:
        try:
            read(path, stamp, segment.name, segment.crc32, whole=True)
        except DamagedError:
            damage = f"segment {segment.name} is damaged"
    return IndexOnDisk(
        state=held.state,
        vectors=len(held),
        segments=len(held.segments),
        coded=sum(len(one) for one in held.segments if one.codes.size),
        disk=_size(path),
        memory=sum(one.codes.nbytes or 4 * len(one) * stamp.dimension for one in held.segments),
        damage=damage,
    )


def compact(path: Path, progress: Progress = silent, sizes: Sizes = SIZES) -> Compacted | None:
    """Leave out what is gone and merge what is small; None where there is no index. Waits for those that change it.

    Raises OSError where the folder cannot be written.
    """
    before = _size(path)
    with folder.changing(path, lambda: True) as alone:
        stamp = folder.stamp(path)
        if stamp is None or not alone:
            return None
        held, segments = folder.load(path, stamp.model, stamp.dimension), []
        for one in opening.compacted(held.segments, sizes):
            segments.append(one if one.name else write(one, path, stamp))
            progress("vectors compacted", sum(map(len, segments)), len(held))
        made = replace(held, segments=tuple(segments))
        if set(made.segments) != set(held.segments):
            folder.save(path, made)
    return Compacted(before, _size(path), len(made), len(made.segments))


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else 0
