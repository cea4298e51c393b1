"""The folder of an index: its segments, and the manifest that says which of them count.

Invariant: the manifest is replaced whole, after the segments that it names are on the disk. So whoever is killed
anywhere leaves the index that was there before, or the next one. One process changes a folder at a time; those that
read wait for nobody.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from factcheck.index import segments
from factcheck.index.segments import NEW, SUFFIX, DamagedError, IndexStamp, VectorSegment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from factcheck.index.segments import Keys

MANIFEST = "manifest"
_LOCK = "lock"
_FORMAT = 4
_LOOKS = 5  # at a folder that others change meanwhile


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What an index holds: segments that share no key. ``state`` names the state of the database that it was complete
    in, but for the keys ``lacking`` a vector; None if in none."""

    stamp: IndexStamp
    segments: tuple[VectorSegment, ...] = ()
    state: str | None = None
    lacking: Keys = field(default_factory=lambda: np.empty(0, np.int64))
    damage: str = ""  # what was found wrong, in words

    def __len__(self) -> int:
        return sum(map(len, self.segments))

    def holds(self, keys: Keys) -> NDArray[np.bool_]:
        """Which of ``keys`` have their vector here."""
        held = np.zeros(len(keys), np.bool_)
        for segment in self.segments:
            held |= segment.holds(keys)
        return held

    def keys(self) -> Keys:
        """All keys with a vector here, ascending."""
        each = [np.delete(segment.keys, segment.gone) for segment in self.segments]
        return np.sort(np.concatenate([np.empty(0, np.int64), *each]))

    def without(self, keys: Keys) -> Held:
        return replace(self, segments=tuple(one.without(keys) for one in self.segments)) if keys.size else self

    def with_again(self, keys: Keys) -> Held:
        return replace(self, segments=tuple(one.with_again(keys) for one in self.segments)) if keys.size else self


def none(model: str, dimension: int) -> Held:
    return Held(IndexStamp(_FORMAT, model, dimension))


def stamp(folder: Path) -> IndexStamp | None:
    """Of what the folder has an index; None where there is none of this version, or it is damaged."""
    with suppress(DamagedError, KeyError, TypeError):
        header, _, _ = segments.read_file(folder / MANIFEST, whole=True)
        if header["format"] == _FORMAT:
            return IndexStamp(_FORMAT, str(header["model"]), int(header["dimension"]))
    return None


def load(folder: Path, model: str, dimension: int) -> Held:
    """What the folder holds of ``model``, as far as it can be believed. Of damage, ``Held.damage`` says what it was,
    and no state is claimed."""
    for _ in range(_LOOKS):
        before = _identity(folder)
        held = _load(folder, none(model, dimension))
        if not held.damage or before == _identity(folder):  # else others have just put other segments in their place
            break
    return held


def _identity(folder: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        found = (folder / MANIFEST).stat()
        return found.st_ino, found.st_mtime_ns
    return None


def _load(folder: Path, empty: Held) -> Held:
    if not (folder / MANIFEST).exists():
        return empty
    try:
        header, mapped, start = segments.read_file(folder / MANIFEST, whole=True)
        if {name: header.get(name) for name in IndexStamp._fields} != empty.stamp._asdict():
            return replace(empty, damage="is of another model or another version")
        numbers = np.frombuffer(mapped, "<i8", -1, start)
        *gone, lacking = np.split(numbers, np.cumsum([one["gone"] for one in header["segments"]]))
        listed, state = header["segments"], header["state"]
    except (DamagedError, ValueError, TypeError, KeyError):
        return replace(empty, damage="is damaged")
    found = []
    for one, places in zip(listed, gone, strict=True):
        with suppress(DamagedError):
            found.append(replace(segments.read(folder, empty.stamp, one["name"], one["crc32"]), gone=places))
    if len(found) < len(listed):
        lost = f"has lost {len(listed) - len(found)} of {len(listed)} segments to damage"
        return replace(empty, segments=tuple(found), damage=lost)
    return replace(empty, segments=tuple(found), state=state, lacking=lacking)


def save(folder: Path, held: Held) -> Held:
    """Keep ``held``; segments without a file get one. Files that no longer count are removed. Only for who has the
    folder's lock; raises OSError where it cannot be written."""
    kept = tuple(one if one.name else segments.write(one, folder, held.stamp) for one in held.segments)
    _sync(folder)
    listed = [{"name": one.name, "crc32": one.crc32, "gone": len(one.gone)} for one in kept]
    header = {**held.stamp._asdict(), "state": held.state, "segments": listed}
    numbers = np.concatenate([*(one.gone for one in kept), held.lacking]).astype("<i8")
    segments.write_file(folder / MANIFEST, header, numbers)
    _sync(folder)
    counted = {f"{one.name}{SUFFIX}" for one in kept}
    for file in folder.iterdir():
        if file.name.startswith(NEW) or (file.suffix == SUFFIX and file.name not in counted):
            file.unlink(missing_ok=True)
    return replace(held, segments=kept, damage="")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def changing(folder: Path, waiting: Callable[[], bool]) -> Iterator[bool]:
    """The folder's lock, for who is about to change what it holds: whether it was got. If others have it, ``waiting``
    says whether to wait for it. A process that is killed leaves the lock with its life."""
    try:
        folder.mkdir(exist_ok=True)
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:  # a cache that cannot be written is only slower
        yield False
        return
    try:
        yield _locked(descriptor, waiting)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, waiting: Callable[[], bool]) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if not waiting():
            return False
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:  # a disk that knows no locks
        return False
    return True
