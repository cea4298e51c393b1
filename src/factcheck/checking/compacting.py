"""A corpus made smaller and quicker to search: what nothing needs is dropped, what lies in pieces is joined.

Invariant: whatever is found, shown or cited is the same before and after. Others work on meanwhile, each step in a
short turn of its own; killed anywhere, it has done a part and no harm, and run again it goes on. To give pages back to
the disk alone takes a turn that is as long as the database is large, so that only who asks for it has it.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.domain import Progress, silent
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.index.tending import Compacted
    from factcheck.store import Database

_TOGETHER = 1_000  # vectors dropped in one transaction


@dataclass(frozen=True, slots=True)
class Tidied:
    """What compacting gained. ``segments`` are what searches by words look into, ``free`` are bytes of the file that
    hold nothing and are filled next; sizes are None where the database is no file."""

    vectors: int  # dropped
    segments_before: int
    segments: int
    index: Compacted | None
    size_before: int | None
    size: int | None
    free: int | None
    seconds: float


def compact(
    database: Database,
    index: Callable[[Progress], Compacted | None],
    progress: Progress = silent,
    *,
    vacuum: bool = False,
) -> Tidied:
    """Drop the vectors that nothing needs, join the segments of full text, compact the ``index``; with ``vacuum`` give
    back what the file does not use, while nobody can write. On a server its own VACUUM does that, and nobody waits.

    Raises UsageError where there is no room for the copy of the file that this takes.
    """
    began = time.monotonic()
    database.check_writable()
    with database.reading() as session:
        before, segments_before = store.compacting.pages(session), _segments(session)
    if vacuum and before is not None:
        _check_room(Path(database.place), before.size)
    dropped = _drop_vectors(database, progress)
    for table in store.compacting.FULL_TEXT:
        _merge(database, table, progress)
    gained = index(progress)
    if vacuum or before is None:
        progress("database vacuumed", 0, 0)
        database.vacuum()
    with database.reading() as session:
        after, segments = store.compacting.pages(session), _segments(session)
    return Tidied(
        vectors=dropped,
        segments_before=segments_before,
        segments=segments,
        index=gained,
        size_before=before.size if before else None,
        size=after.size if after else None,
        free=after.free if after else None,
        seconds=time.monotonic() - began,
    )


def _drop_vectors(database: Database, progress: Progress) -> int:
    with database.reading() as session:
        hashes, seen = store.compacting.unneeded_vectors(session)
    dropped = 0
    for first in range(0, len(hashes), _TOGETHER):
        with database.writing() as session:
            dropped += store.compacting.drop_vectors(session, hashes[first : first + _TOGETHER], seen)
        progress("vectors dropped", min(first + _TOGETHER, len(hashes)), len(hashes))
    return dropped


def _merge(database: Database, table: str, progress: Progress) -> None:
    """Turn after turn, so that others come to write between two."""
    more, done = True, 0
    while more:
        with database.writing() as session:
            more = store.compacting.merge_full_text(session, table, begin=done == 0)
        done += 1
        progress("parts of full text merged", done, 0)


def _segments(session: store.Session) -> int:
    return sum(store.compacting.segments(session, table) for table in store.compacting.FULL_TEXT)


def _check_room(file: Path, size: int) -> None:
    free = shutil.disk_usage(file.parent).free
    if free < 2 * size:
        raise UsageError(
            f"{file}: --vacuum writes the database anew and needs {2 * size:,} bytes free on its disk; there are "
            f"{free:,}. Free some, or compact without --vacuum."
        )
