"""What a browser hands in: texts, files, and what is said of them.

Invariant: a file that was handed in lies on this machine without a name, and is gone with whoever holds it, even where
the program is killed. What it was called is a word, and never where anything is read or written.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from typing import IO, TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile

from factcheck.checking import publication
from factcheck.errors import UsageError
from factcheck.report.links import web_address
from factcheck.report.plain import clean

if TYPE_CHECKING:
    from factcheck.articles import Metadata

_LONGEST_NAME = 200  # characters
_LONGEST_WORDS = 1_000  # characters of a title, a publisher, an address
_SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in: what it was called, its length in bytes, and its bytes."""

    name: str
    length: int
    file: IO[bytes]

    def read(self) -> bytes:
        self.file.seek(0)
        return self.file.read()


def file_in(form: FormData, field: str = "file") -> Upload | None:
    """The file of a form, kept until nobody holds it any more; None where none was chosen."""
    found = files_in(form, field)
    return found[0] if found else None


def files_in(form: FormData, field: str = "file") -> list[Upload]:
    """The files of a form, each kept until nobody holds it any more."""
    chosen = [one for one in form.getlist(field) if isinstance(one, UploadFile) and one.filename]
    return [_kept(one) for one in chosen]


def _kept(given: UploadFile) -> Upload:
    file = tempfile.TemporaryFile(prefix="factcheck-")  # noqa: SIM115 (it is closed with the job that reads it)
    given.file.seek(0)
    shutil.copyfileobj(given.file, file)
    return Upload(base_name(given.filename or ""), file.tell(), file)


def base_name(name: str) -> str:
    """What a file is called, without where it lay: no folder, nothing that a terminal or a log would act on."""
    last = " ".join(clean(_SEPARATORS.split(name)[-1]).split()) or "file"
    head, dot, suffix = last.rpartition(".")
    if len(last) <= _LONGEST_NAME:
        return last
    return f"{head[: _LONGEST_NAME - 20]}…{dot}{suffix}"[:_LONGEST_NAME] if dot else last[:_LONGEST_NAME]


def words_in(form: FormData, field: str, longest: int = _LONGEST_WORDS) -> str | None:
    """A field of one line; None if it is empty. Raises UsageError for one that is too long."""
    found = " ".join(str(form.get(field, "")).split())
    if len(found) > longest:
        raise UsageError(f"{field}: up to {longest:,} characters are taken, and this has {len(found):,}.")
    return found or None


def day_in(form: FormData, field: str) -> date | None:
    """A day, as YYYY-MM-DD; None if the field is empty. Raises UsageError for what is none."""
    found = words_in(form, field)
    try:
        return date.fromisoformat(found) if found else None
    except ValueError as problem:
        raise UsageError(f"{field}: {found} is no day. Write it as YYYY-MM-DD.") from problem


def given_in(form: FormData) -> Metadata:
    """What a person says of a text: its title, publisher, day and address. Raises UsageError for what cannot be."""
    from factcheck.articles import Metadata

    address, day = words_in(form, "url"), day_in(form, "published")
    if address and not web_address(address):
        raise UsageError("url: an address begins with http:// or https://.")
    publication.check_given(day, date.today())
    return Metadata(title=words_in(form, "title"), publisher=words_in(form, "publisher"), published=day, url=address)
