"""What was fetched, as the archive of the workspace has it.

Invariant: bytes are handed on only if they are what was fetched, by the hash in the database; the archive is not
believed by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.errors import IntegrityError

if TYPE_CHECKING:
    from factcheck.store import Source
    from factcheck.store.fetches import KeptFetch


def record_of(source: Source, fetch: KeptFetch) -> KeptFetch | None:
    """The answer in whose record the bytes of ``fetch`` lie: itself, or an earlier one that it did not change."""
    return fetch if fetch.archive else store.fetches.archived(source, fetch.sha256)


def bytes_of(record: KeptFetch | None, workspace: Path) -> bytes:
    """The bytes of an answer. Raises IntegrityError where they are gone or are others now."""
    from factcheck.fetching import warc

    if record is None or record.archive is None or record.offset is None:
        raise IntegrityError("the bytes of this answer were not kept. Fetch the page again.")
    path = workspace / record.archive
    body = warc.read(path, record.offset)
    if hashlib.sha256(body).hexdigest() != record.sha256:
        raise IntegrityError(
            f"{path}, byte {record.offset}: not what was fetched from {record.final_url} (its SHA-256 differs). Put "
            "the file back from a backup."
        )
    return body


def problems(source: Source, workspace: Path) -> Iterator[str]:
    """Records that do not hold what was fetched, in words. A file that is not here is none: exports leave them out."""
    for record in store.fetches.with_records(source):
        if record.archive is None or not (workspace / record.archive).is_file():
            continue
        try:
            bytes_of(record, workspace)
        except IntegrityError as problem:
            yield f"fetched {record.at}: {problem}".rstrip(".")


def missing(source: Source, workspace: Path) -> list[str]:
    """The files of the archive that answers were kept in and that are not here, by name."""
    named = {record.archive for record in store.fetches.with_records(source) if record.archive}
    return sorted(name for name in named if not (workspace / name).is_file())
