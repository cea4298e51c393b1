"""The files that articles were read from: which article a file holds, and whether it was edited since.

Invariant: a file is known by where it stands, not by its name, and its bytes are compared before its text is read, so
that options it was read with do not matter.
"""

from __future__ import annotations

import hashlib
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from factcheck import store
from factcheck.errors import InputError, UsageError
from factcheck.files import explained, named, written

if TYPE_CHECKING:
    from factcheck.store import Source


class CheckedFile(NamedTuple):
    """Where a file stands, from the root, and the SHA-256 of its bytes."""

    path: str
    sha256: str


def file_of(name: str | Path | None) -> CheckedFile | None:
    """The file of that name; None if it is none, as standard input and texts from memory are. Raises InputError if it
    cannot be read."""
    if name is None or not Path(name).is_file():
        return None
    with explained(name), Path(name).open("rb") as stream:
        return CheckedFile(written(Path(name).resolve()), hashlib.file_digest(stream, "sha256").hexdigest())


def article_in(source: Source, name: str | Path, max_bytes: int) -> str:
    """The id of the article that was checked from the file ``name`` as it is now.

    Raises UsageError if the file was never checked, or has changed since, with the command that checks it.
    """
    from factcheck import articles

    file = file_of(name)
    if file is not None and (known := store.drafts.at_file(source, file.path, file.sha256)):
        return known
    read = articles.read(name, max_bytes=max_bytes).id
    if store.dossier.find_articles(source, read):
        return read
    checked = file and store.drafts.current_at(source, file=file.path, name=written(name))
    if not checked:
        raise UsageError(f"{written(name)} has not been checked: {_command(name)}")
    draft = store.standing.articles(source, checked)[checked[-1]].draft
    raise UsageError(f"{edited(name, draft)}; as it was then it is article {checked[-1]}.")


def edited(name: str | Path, draft: int) -> str:
    """That a file is not what was checked, with the command that checks it."""
    return f"{written(name)} has changed since it was checked as draft {draft}: {_command(name)}"


def _command(name: str | Path) -> str:
    return f"factcheck check {shlex.quote(str(name))}"


def is_edited(path: str | None, sha256: str | None, article_id: str, max_bytes: int) -> bool:
    """Whether a file that was checked holds another text now. One that is gone does not."""
    from factcheck import articles

    try:
        file = file_of(path and named(path))
        return (
            file is not None
            and file.sha256 != sha256
            and articles.read(named(file.path), max_bytes=max_bytes).id != article_id
        )
    except InputError:
        return True
