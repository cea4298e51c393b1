"""What a folder holds: the files that are read, and those that are not, by their names.

Invariant: every file below the folder is read or named, but for hidden ones, what systems leave behind, and our own.
Nothing is waited for: what is no file but a pipe or a device is only named.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from factcheck import corpus, settings
from factcheck.checking import index_file
from factcheck.domain.text import counted
from factcheck.errors import InputError
from factcheck.files import kind_of, written
from factcheck.store.plain import DATABASE_FILE

_LITTER = frozenset("thumbs.db desktop.ini __macosx icon\r".split(" "))
_OURS = (DATABASE_FILE, *index_file.OLDER, settings.SETTINGS_FILE)  # and their copies
_INDICES = frozenset((index_file.PASSAGES, index_file.PRECEDENTS))
_NAMED = 3  # files of a kind that are named; more are counted
_BY_NAME = "Name by itself what is to be added."
_REMEDY = "Save them as PDF, .docx, .odt, .csv, text or HTML, or unpack them, and add that."


@dataclass(frozen=True, slots=True)
class Found:
    """Files to read, in order of their names, and others that nobody reads."""

    files: tuple[Path, ...]
    others: tuple[Path, ...] = ()

    def remark(self, folder: Path) -> str | None:
        """What was passed over, by kind: "reports: not read: 2 .doc (a.doc, b.doc)". None for nothing."""
        if not self.others:
            return None
        kinds: defaultdict[str, list[str]] = defaultdict(list)
        for file in self.others:
            kinds[_kind_said(file)].append(written(file.name))
        said = ", ".join(f"{len(names):,} {kind} ({_some(names)})" for kind, names in sorted(kinds.items()))
        remedy = _REMEDY if any(not _is_special(file) for file in self.others) else _BY_NAME
        noun = "item" if any(file.is_dir() for file in self.others) else "file"
        return f"{written(folder)}: {counted(len(self.others), noun)} passed over: {said}. {remedy}"


def _kind_said(file: Path) -> str:
    """ ".doc", "without a suffix", or what is no file."""
    if file.is_dir():
        return "linked folder" if file.is_symlink() else "folder that may not be opened"
    if _is_special(file):
        return "pipe, socket or device"
    return file.suffix.lower() or "without a suffix"


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:  # whoever reads it says what is wrong
        return True


def _is_special(file: Path) -> bool:
    """Whether ``file`` is there and no file: reading it might wait for ever."""
    try:
        return file.exists() and not file.is_file()
    except OSError:  # whoever reads it says what is wrong
        return False


class FileStanding(StrEnum):
    """What something below a folder is for whoever reads the folder's files."""

    FILE = "file"
    SPECIAL = "pipe, socket or device"
    LINKED_FOLDER = "linked folder"
    LINK_OUT = "link that leads out of the folder"
    LINK_NOWHERE = "link that leads nowhere"
    CLOSED = "folder that may not be opened"


def told_apart(folder: Path) -> list[tuple[Path, FileStanding]]:
    """All that lies below ``folder`` in order, hidden files, litter and our own left out. Nothing is opened, and no
    link to a folder is followed, so that the walk ends."""
    root = folder.resolve()
    return [(file, _standing(file, root)) for file in _visible(folder)]


def _standing(file: Path, root: Path) -> FileStanding:
    if file.is_symlink():
        if not _is_there(file):  # which a loop of links is not
            return FileStanding.LINK_NOWHERE
        if file.is_dir():
            return FileStanding.LINKED_FOLDER
        if not Path(os.path.realpath(file)).is_relative_to(root):
            return FileStanding.LINK_OUT
    elif file.is_dir():
        return FileStanding.CLOSED
    return FileStanding.SPECIAL if _is_special(file) else FileStanding.FILE


def _visible(folder: Path) -> list[Path]:
    listed = (file for file in sorted(_below(folder)) if not file.name.startswith(_OURS))
    return [file for file in listed if not _is_litter(file.relative_to(folder))]


def _below(folder: Path) -> Iterator[Path]:
    """All that lies below ``folder``, of folders those that are not gone into: linked ones, which may lead in a circle,
    and closed ones."""
    closed: list[OSError] = []
    for inner, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if name not in _INDICES]
        yield from (Path(inner, name) for name in files)
        yield from (link for name in folders if (link := Path(inner, name)).is_symlink())
    yield from (Path(problem.filename) for problem in closed)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def files_of(path: Path) -> Found:
    """The files meant by a file, a folder, or the name of a reference set that comes with factcheck.

    Raises InputError for a folder without a file that can be read.
    """
    if not path.exists() and (corpus.shipped() / path).is_dir():
        path = corpus.shipped() / path
    if not path.is_dir():
        return Found((path,))
    if documents := corpus.documents_of(path):
        return Found((documents,))
    visible = _visible(path)
    is_read = {file: bool(kind_of(file)) and not _is_special(file) for file in visible}
    found = Found(*(tuple(file for file in visible if is_read[file] is wanted) for wanted in (True, False)))
    if not found.files:
        raise InputError(found.remark(path) or f"{written(path)}: holds no file. Name the folder that has the texts.")
    return found


def _is_litter(file: Path) -> bool:
    return any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in file.parts)
