"""Files that were uploaded, kept in the folder ``uploads`` of the workspace.

Invariant: a file that was given is never overwritten by another without somebody saying so, and none is written
outside that folder. So a document keeps the file that it was read from, and its id.
"""

from __future__ import annotations

import filecmp
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from factcheck.errors import FactcheckError, UsageError
from factcheck.report.plain import one_line
from factcheck.settings import Settings

FOLDER = "uploads"
_LONGEST = 120  # letters of a name
_MOST_BYTES = 200  # of a name: file systems hold 255
_UNFIT = re.compile(r'[\\/:*?"<>|]')  # in names of files, on one system or another


def keep(settings: Settings, name: str, given: BinaryIO, *, newer: bool = False) -> Path:
    """Write an uploaded file to where it stays. ``newer`` puts it in the place of another of that name.

    Raises UsageError for a file that is larger than ``max_bytes``, and where another file has the name;
    FactcheckError where it cannot be written.
    """
    folder = settings.workspace / FOLDER
    path = folder / safe_name(name)
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
            written = Path(file.name)
            shutil.copyfileobj(given, file)
    except OSError as problem:
        raise FactcheckError(f"{folder}: cannot be written ({problem.strerror}).") from problem
    try:
        if written.stat().st_size > settings.max_bytes:
            raise UsageError(f"{path.name}: larger than the {settings.max_bytes:,} bytes that are read (max_bytes).")
        if path.exists() and not newer and not filecmp.cmp(path, written, shallow=False):
            raise UsageError(
                f"another file called '{path.name}' was uploaded before. Rename this one, or say that it is a newer "
                "version of that one."
            )
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
    path.chmod(0o644)
    return path


def safe_name(name: str) -> str:
    """The name of a file without folders and without signs that no name may hold; "upload" if nothing is left."""
    base = PureWindowsPath(PurePosixPath(name).name).name
    fit = _UNFIT.sub("-", one_line(unicodedata.normalize("NFC", base))).strip(" .-")
    stem, dot, ending = fit.rpartition(".")
    stem, ending = (stem, f"{dot}{ending[:12]}") if dot else (ending, "")
    stem = stem[:_LONGEST]
    while len(f"{stem}{ending}".encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return f"{stem.strip(' .') or 'upload'}{ending}"
