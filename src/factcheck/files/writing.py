"""Files that stand there whole or not at all.

Invariant: whoever opens a file while it is written, or after whoever wrote it was killed, finds what was there before
or all of what is new.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from factcheck.errors import FactcheckError


def put_whole(target: Path, data: bytes) -> None:
    """Write a file in the place of what was there, whole or not at all. Raises FactcheckError if that cannot be."""
    with _made_beside(target, data) as made:
        made.replace(target)


def put_beside(target: Path, data: bytes) -> Path:
    """Write a file, whole or not at all, under a name that no file has yet: ``target``, or that with a number.

    Raises FactcheckError if that cannot be.
    """
    with _made_beside(target, data) as made:
        number, free = 1, target
        while not _linked(made, free):
            number += 1
            free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        return free


@contextmanager
def _made_beside(target: Path, data: bytes) -> Iterator[Path]:
    """A file with ``data`` in the folder of ``target``, safe on the disk; gone behind this unless it was renamed."""
    made = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        with made.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield made
    except OSError as problem:
        told = problem.strerror or problem
        raise FactcheckError(f"{target}: cannot be written ({told}). Make the folder, or grant it.") from problem
    finally:
        with suppress(OSError):
            made.unlink()


def _linked(made: Path, name: Path) -> bool:
    """Give a file a name that none has yet. False if one has it."""
    try:
        os.link(made, name)
    except FileExistsError:
        return False
    except OSError:  # a file system without links, where whoever is quicker by a hair wins
        if name.exists():
            return False
        made.rename(name)
    return True
