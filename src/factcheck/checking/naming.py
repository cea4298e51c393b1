"""What a document is called: by its address, or by the end of its file's path.

Invariant: two files never share an id that was made from their paths, and a file keeps the id it has,
wherever it is added from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck import files
from factcheck.domain import Document
from factcheck.store.corpus import Known

_READS_AS_VERSION = re.compile(r".@[0-9]+$")  # "notes@2#0" is a passage of the second version of "notes"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document to be added, and the file it came from.

    ``names`` are the ids that it may have if its file is to give it one, shortest first, and ``shortest`` says
    which of them is the first to be taken. A document that says its own id has none. ``was_read`` says that its
    publisher and day were looked for in a file, where a record would have said them. ``fetch`` is the key of the
    answer that it was read from, if it was fetched.
    """

    document: Document
    source: str
    names: tuple[str, ...] = ()
    shortest: int = 0
    was_read: bool = False
    fetch: int | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """Every id that matters for what it is to be called."""
        return self.names or (self.document.id,)


def from_file(document: Document, file: Path, below: Path) -> Incoming:
    """An item that is named by its path: as much of it as lies below the folder ``below``, or more.

    ``file`` lies in that folder. Links in between are followed, so that a folder has one path; that of the file
    itself is not, because it may point elsewhere tomorrow.
    """
    inside = file.relative_to(below)
    parts = [files.written(part) for part in (below.resolve() / inside).parts[1:]]
    names = tuple("/".join(parts[-count:]) for count in range(1, len(parts) + 1))
    return Incoming(document, files.written(below.resolve() / inside), names, len(inside.parts) - 1)


def named(item: Incoming, known: Mapping[str, Known]) -> Document:
    """The document under the id that it has, or else under the shortest that no other file holds.

    ``known`` has the documents that are stored, for all that ``item.asked``. A text that is the same to the letter
    is the same document, whatever file it came from.
    """
    if not item.names:
        return item.document
    held = (name for name in item.names if name in known and is_same_file(known[name].source, item.source))
    sha256 = item.document.sha256
    free = (name for name in item.names[item.shortest :] if name not in known or known[name].sha256 == sha256)
    return replace(item.document, id=next(held, None) or next(free, item.names[-1]))


def is_same_file(one: str, other: str) -> bool:
    """Whether two paths, the first as it was stored at some time, mean one file."""
    if one == other:
        return True
    try:
        return bool(one) and Path(files.named(one)).samefile(files.named(other))
    except (OSError, ValueError):  # one is gone, or no path at all
        return False


def reads_as_version(document_id: str) -> bool:
    """Whether passages of a document of this id could be taken for those of another's later version."""
    return bool(_READS_AS_VERSION.search(document_id))
