"""Opening what a user names: a file, a compressed one, or standard input.

Invariant: whatever goes wrong is an InputError that names the file and the remedy. An address is
never fetched, only told apart from a file that is missing.
"""

from __future__ import annotations

import gzip
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO

from factcheck.errors import InputError
from factcheck.files.names import written

_PIPED = "What a program writes is read from standard input: name it -."
_ADDRESS = re.compile(r"(https?|ftp):/+(?=\S+$)", re.I)  # a Path has made one stroke of two


def is_address(name: str | Path) -> bool:
    """Whether ``name`` is the address of a page rather than the name of a file."""
    return bool(_ADDRESS.match(str(name)))


def address(name: str | Path) -> str:
    """An address as it is written, whatever a Path has made of it."""
    return _ADDRESS.sub(r"\1://", str(name), count=1)


@contextmanager
def opened(path: str | Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, decompressed if its name ends in .gz; "-" is standard input.

    Raises InputError, also for what goes wrong while it is read.
    """
    name = str(path)
    with explained(path):
        if name == "-":
            yield standard_input()
            return
        with gzip.open(name) if name.lower().endswith(".gz") else Path(name).open("rb") as stream:
            yield stream  # type: ignore[misc]  # a GzipFile is read like any other


@contextmanager
def regular(path: str | Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, decompressed if its name ends in .gz, where nobody may be there to end a wait.

    Raises InputError, also for a pipe, a socket or a device, which is not opened, and for what goes wrong while it is
    read.
    """
    with explained(path):
        _check_regular(path, Path(path).stat().st_mode)
        # What has become a pipe meanwhile is opened without waiting for whoever writes into it.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC), "rb") as stream:
            _check_regular(path, os.fstat(stream.fileno()).st_mode)
            with gzip.open(stream) if str(path).lower().endswith(".gz") else nullcontext(stream) as unpacked:
                yield unpacked  # type: ignore[misc]  # a GzipFile is read like any other


def _check_regular(path: str | Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError
    if not stat.S_ISREG(mode):
        raise InputError(f"{written(path)}: a pipe, socket or device, not a file. {_PIPED}")


def check_no_pipe(path: str | Path) -> None:
    """Raises InputError for a pipe by name, into which nobody may write. What the shell makes of <(…) is none."""
    if stat.S_ISFIFO(Path(path).stat().st_mode) and not os.fspath(path).startswith(("/dev/", "/proc/")):
        raise InputError(f"{written(path)}: a pipe, not a file. {_PIPED}")


def standard_input() -> IO[bytes]:
    """The bytes of standard input. Raises InputError if it was closed, as ``<&-`` does."""
    if sys.stdin is None:
        raise InputError("standard input: closed. Give a file, or pipe the text into the command.")
    return sys.stdin.buffer


@contextmanager
def explained(path: str | Path) -> Iterator[None]:
    """Make of what the system says about ``path`` an InputError with a remedy."""
    if "\0" in str(path):
        raise InputError(f"{str(path)!r}: no name of a file. Take the NUL character out of it.")
    name = written(path)
    try:
        yield
    except FileNotFoundError as problem:
        raise InputError(_missing(path)) from problem
    except PermissionError as problem:
        raise InputError(f"{name}: no permission to read it. Grant it (chmod u+r) or copy the file.") from problem
    except IsADirectoryError as problem:
        raise InputError(f"{name}: a folder, not a file. Name the files in it.") from problem
    except (gzip.BadGzipFile, EOFError, zlib.error) as problem:
        raise InputError(f"{name}: cannot be read as gzip ({problem}). Compress the file anew.") from problem
    except OSError as problem:
        told = problem.strerror or problem
        raise InputError(f"{name}: cannot be read ({told}). Copy it to a local disk and try again.") from problem


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Make of what a reader trips over in ``name`` an InputError with a remedy: one bad file is no other's end."""
    try:
        yield
    except RecursionError as problem:
        raise InputError(
            f"{name}: nested too deep to be read. Save its words as plain text and hand in that."
        ) from problem
    except MemoryError as problem:
        raise InputError(f"{name}: too large for the memory there is. Hand in the article alone.") from problem
    except ValueError as problem:
        raise InputError(f"{name}: broken ({problem}). Save it anew from the program that made it.") from problem


def _missing(path: str | Path) -> str:
    if is_address(path):
        return f"{address(path)}: an address, and nothing is fetched. Save the page in a browser and give that file."
    return f"{written(path)}: no such file. Check the name, and the folder you are in."
