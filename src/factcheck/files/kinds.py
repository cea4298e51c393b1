"""What a file holds, told by its suffix.

Invariant: this is the only table of suffixes; a kind that is added here is known to every command.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from factcheck.files.opening import is_address


class FileKind(StrEnum):
    """What is written in a file."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    WORD = "docx"
    OPEN_DOCUMENT = "opendocument"  # of text or of tables
    EXCEL = "xlsx"
    CSV = "csv"  # or parted by semicolons or tabs
    SUBTITLES = "subtitles"  # SubRip, WebVTT
    MAIL = "mail"
    NINJS = "ninjs"  # IPTC's news in JSON
    NEWSML = "newsml"  # NewsML-G2 and NITF
    JSON_LINES = "jsonl"  # an object a line
    JSON = "json"  # one value


ARTICLES = frozenset(FileKind) - {FileKind.JSON_LINES, FileKind.JSON}
_KINDS = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".srt": FileKind.SUBTITLES,
    ".vtt": FileKind.SUBTITLES,
    ".eml": FileKind.MAIL,
    ".ninjs": FileKind.NINJS,
    ".xml": FileKind.NEWSML,
    ".newsml": FileKind.NEWSML,
    ".nitf": FileKind.NEWSML,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".pdf": FileKind.PDF,
    ".docx": FileKind.WORD,
    ".docm": FileKind.WORD,  # with macros, which nobody runs
    ".dotx": FileKind.WORD,
    ".odt": FileKind.OPEN_DOCUMENT,
    ".ott": FileKind.OPEN_DOCUMENT,
    ".ods": FileKind.OPEN_DOCUMENT,
    ".xlsx": FileKind.EXCEL,
    ".xlsm": FileKind.EXCEL,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".tab": FileKind.CSV,
    ".jsonl": FileKind.JSON_LINES,
    ".ndjson": FileKind.JSON_LINES,
    ".jsonl.gz": FileKind.JSON_LINES,
    ".ndjson.gz": FileKind.JSON_LINES,
    ".json": FileKind.JSON,
    ".jsonld": FileKind.JSON,
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA = {
    "text/html": FileKind.HTML,
    "application/xhtml+xml": FileKind.HTML,
    "application/pdf": FileKind.PDF,
    "text/markdown": FileKind.MARKDOWN,
    "text/csv": FileKind.CSV,
    "text/tab-separated-values": FileKind.CSV,
    "text/vtt": FileKind.SUBTITLES,
    "application/x-subrip": FileKind.SUBTITLES,
    "message/rfc822": FileKind.MAIL,
    f"{_OFFICE}.wordprocessingml.document": FileKind.WORD,
    f"{_OFFICE}.spreadsheetml.sheet": FileKind.EXCEL,
    "application/vnd.oasis.opendocument.text": FileKind.OPEN_DOCUMENT,
    "application/vnd.oasis.opendocument.spreadsheet": FileKind.OPEN_DOCUMENT,
    "application/jsonl": FileKind.JSON_LINES,
    "application/x-ndjson": FileKind.JSON_LINES,
    "application/json": FileKind.JSON,
    "application/ninjs+json": FileKind.NINJS,
    "application/vnd.iptc.g2.newsitem+xml": FileKind.NEWSML,
}


def kind_of(path: str | Path) -> FileKind | None:
    """The kind that the suffix of ``path`` tells, in whatever case it is written, or None. Of an address the path
    alone is looked at: a host in Moldova is no Markdown."""
    name = urlsplit(str(path)).path if is_address(path) else path
    return _KINDS.get(_suffix(Path(name).name))


def kind_of_media(media_type: str | None) -> FileKind | None:
    """The kind that a server says it sends ("text/html"), None where that says nothing surer than the name does."""
    return _MEDIA.get(media_type or "")


def stem(path: str | Path) -> str:
    """The name of a file without the suffix that tells its kind: what a set of data is called."""
    name = Path(path).name
    return name[: -len(_suffix(name))] if kind_of(path) else name


def _suffix(name: str) -> str:
    """The suffix in lower case, the one before it included if the file is compressed with gzip."""
    path = Path(name.lower())
    return "".join(path.suffixes[-2:]) if path.suffix == ".gz" else path.suffix
