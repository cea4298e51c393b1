"""What a folder holds for the corpus: the files that are read, and those that are not, by their names.

Invariant: every file below the folder is read or named, but for hidden ones, what systems leave behind, and our own.
Nothing is waited for: what is no file but a pipe or a device is only named.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck import corpus, settings
from factcheck.checking import index_file
from factcheck.domain.text import counted
from factcheck.errors import InputError
from factcheck.files import kind_of
from factcheck.store.plain import DATABASE_FILE

_LITTER = frozenset("thumbs.db desktop.ini __macosx icon\r".split(" "))
_OURS = (DATABASE_FILE, index_file.PASSAGES, index_file.PRECEDENTS, settings.SETTINGS_FILE)  # and their copies
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
            kinds[_kind_said(file)].append(file.name)
        said = ", ".join(f"{len(names):,} {kind} ({_some(names)})" for kind, names in sorted(kinds.items()))
        remedy = _REMEDY if any(not _is_special(file) for file in self.others) else _BY_NAME
        noun = "item" if any(file.is_dir() for file in self.others) else "file"
        return f"{folder}: {counted(len(self.others), noun)} passed over: {said}. {remedy}"


def _kind_said(file: Path) -> str:
    """ ".doc", "without a suffix", or what is no file."""
    if file.is_dir():
        return "linked folder" if file.is_symlink() else "folder that may not be opened"
    if _is_special(file):
        return "pipe, socket or device"
    return file.suffix.lower() or "without a suffix"


def _is_special(file: Path) -> bool:
    """Whether ``file`` is there and no file: reading it might wait for ever."""
    try:
        return file.exists() and not file.is_file()
    except OSError:  # whoever reads it says what is wrong
        return False


def _below(folder: Path) -> Iterator[Path]:
    """All that lies below ``folder``, of folders those that are not gone into: linked ones, which may lead in a circle,
    and closed ones."""
    closed: list[OSError] = []
    for inner, folders, files in os.walk(folder, onerror=closed.append):
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
    listed = (file for file in sorted(_below(path)) if not file.name.startswith(_OURS))
    visible = [file for file in listed if not _is_litter(file.relative_to(path))]
    is_read = {file: bool(kind_of(file)) and not _is_special(file) for file in visible}
    found = Found(*(tuple(file for file in visible if is_read[file] is wanted) for wanted in (True, False)))
    if not found.files:
        raise InputError(found.remark(path) or f"{path}: holds no file. Name the folder that has the texts.")
    return found


def _is_litter(file: Path) -> bool:
    return any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in file.parts)
