"""What a folder holds for the corpus: the files that are read, and those that are not, by their names.

Invariant: every file below the folder is read or named, but for hidden ones, what systems leave behind, and our own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
            kinds[file.suffix.lower() or "without a suffix"].append(file.name)
        said = ", ".join(f"{len(names):,} {kind} ({_some(names)})" for kind, names in sorted(kinds.items()))
        return f"{folder}: {counted(len(self.others), 'file')} passed over: {said}. {_REMEDY}"


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
    listed = (file for file in sorted(path.rglob("*")) if not file.is_dir() and not file.name.startswith(_OURS))
    visible = [file for file in listed if not _is_litter(file.relative_to(path))]
    found = Found(tuple(filter(kind_of, visible)), tuple(file for file in visible if not kind_of(file)))
    if not found.files:
        raise InputError(found.remark(path) or f"{path}: holds no file. Name the folder that has the texts.")
    return found


def _is_litter(file: Path) -> bool:
    return any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in file.parts)
