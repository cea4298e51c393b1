"""What was fetched, kept as archives of the web keep it (WARC/1.1, ISO 28500:2017).

Invariant: a record is on the disk, whole, before anybody is told where it is, and is never changed. Each run writes a
file of its own, so that one that is killed in the middle of a record leaves a torn end and harms no other record.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from factcheck.errors import FactcheckError, IntegrityError
from factcheck.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.fetching.asking import PageAnswer

FOLDER = "archive"  # in the workspace
ENDING = ".warc.gz"
_FULL = 1_000_000_000  # bytes, after which another file is begun
# Of the bytes on the way, not of those that are kept: archives keep such headers under another name.
_OF_THE_WAY = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_DIGEST = "sha256:"


class Archived(NamedTuple):
    """Where a record is: the file's name within the archive, the byte at which the record begins, and its own id."""

    file: str
    offset: int
    record_id: str


class Archive:
    """The folder of a workspace with all that was fetched. Nothing is made before there is something to keep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path: Path | None = None
        self._one_at_a_time = Lock()

    def keep(self, answer: PageAnswer, at: datetime) -> Archived:
        """Keep an answer with the request for it, and say where. Raises FactcheckError if that cannot be written."""
        record_id, data = _records(answer, at)
        try:
            with self._one_at_a_time:
                path = self._begun()
                return Archived(path.name, _appended(path, data), record_id)
        except OSError as problem:
            raise FactcheckError(
                f"{self.folder}: what was fetched cannot be kept there ({problem.strerror}). Nothing of it is used. "
                "Make room, or make the workspace writable."
            ) from problem

    def _begun(self) -> Path:
        """The file of this run, begun if it is not there yet or is full."""
        if self._path is None or self._path.stat().st_size > _FULL:
            self.folder.mkdir(parents=True, exist_ok=True)
            stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            path = self.folder / f"{stamp}-{os.getpid()}-{secrets.token_hex(3)}{ENDING}"
            with path.open("xb") as file:
                file.write(_about(path.name))
            self._path = path
            with suppress(OSError):  # so that its name is on the disk, too
                handle = os.open(self.folder, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
        return self._path


def _appended(path: Path, data: bytes) -> int:
    """Put ``data`` at the end of a file and on the disk; where it begins. What does not fit is taken back."""
    with path.open("ab") as file:
        offset = file.tell()
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.truncate(path, offset)
            raise
    return offset


def _about(name: str) -> bytes:
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    info = {"software": f"factcheck/{__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(writer.create_warcinfo_record(name, info))
    return out.getvalue()


def _records(answer: PageAnswer, at: datetime) -> tuple[str, bytes]:
    """The record of an answer and behind it that of the request, each packed by itself; the id of the first."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    about = {
        "WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "WARC-Payload-Digest": _DIGEST + base64.b32encode(hashlib.sha256(answer.body).digest()).decode(),
    }
    if answer.peer:
        about["WARC-IP-Address"] = answer.peer
    response = writer.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        http_headers=StatusAndHeaders(
            f"{answer.status} {answer.reason}".strip(), _kept(answer.headers, len(answer.body)), protocol="HTTP/1.1"
        ),
        warc_headers_dict=about,
    )
    parts = urlsplit(answer.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    request = writer.create_warc_record(
        answer.url,
        "request",
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", list(answer.sent), is_http_request=True),
    )
    writer.write_request_response_pair(request, response)
    return response.rec_headers.get_header("WARC-Record-ID"), out.getvalue()


def _kept(headers: Iterable[tuple[str, str]], size: int) -> list[tuple[str, str]]:
    """The headers of an answer, as they are true of a body that is unpacked and ``size`` bytes long."""
    renamed = [(f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WAY else name, value) for name, value in headers]
    return [*renamed, ("Content-Length", str(size))]


def read(path: Path, offset: int) -> bytes:
    """The body of the answer whose record begins at ``offset``.

    Raises IntegrityError if there is none, or if it is not what was kept, by its SHA-256.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as file:
            file.seek(offset)
            for record in ArchiveIterator(file):
                if record.rec_type == "response":
                    body: bytes = record.content_stream().read()
                    said = record.rec_headers.get_header("WARC-Payload-Digest")
                    break
                raise _lost(path, offset, "another record stands there")
            else:
                raise _lost(path, offset, "no record stands there")
    except FileNotFoundError:
        raise _lost(path, offset, "the file is gone") from None
    except (OSError, ArchiveLoadFailed, ValueError, EOFError, AttributeError) as problem:
        raise _lost(path, offset, f"it cannot be read: {problem}") from problem
    if said != _DIGEST + base64.b32encode(hashlib.sha256(body).digest()).decode():
        raise _lost(path, offset, "its SHA-256 is not that of what was kept")
    return body


def _lost(path: Path, offset: int, why: str) -> IntegrityError:
    return IntegrityError(
        f"{path}, byte {offset}: what was fetched is not there any more ({why}). Put the file back from a backup."
    )
