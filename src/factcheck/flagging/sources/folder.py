"""Files on this machine: of a folder, or named.

Invariant: every file below a folder gives items or is named; nothing that is no file is opened, and no link leads out.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from factcheck import files
from factcheck.checking.folders import FileStanding, told_apart
from factcheck.errors import FactcheckError, InputError
from factcheck.files import FileKind, explained, kind_of, written
from factcheck.flagging.sources import feeds, pages, records, sitemaps
from factcheck.flagging.sources.contents import file_item, head_of, of_file
from factcheck.flagging.sources.model import ArticleSource, Found, Means, unusable
from factcheck.flagging.sources.told import ContentKind, told

_LOOKED_AT = 65_536  # bytes of a file whose name does not tell what it holds
_TOLD_BY_CONTENT = {None, FileKind.TEXT, FileKind.NEWSML, FileKind.JSON}
_WHY_NOT = {
    FileStanding.SPECIAL: "a pipe, socket or device, which is not opened. What a program writes is read from standard "
    "input, as a source named -.",
    FileStanding.LINKED_FOLDER: "a link to a folder, which is not followed. Name that folder as a source.",
    FileStanding.LINK_OUT: "a link that leads out of the folder and is not followed. Name the file as a source.",
    FileStanding.LINK_NOWHERE: "a link that leads nowhere. Remove it or mend it.",
    FileStanding.CLOSED: "a folder that may not be opened. Grant it (chmod u+rx).",
}
_UNKNOWN = (
    "a kind of file that is not read. Save it as PDF, .docx, .odt, text or HTML, or keep it elsewhere; what begins "
    "with a dot is passed over."
)


def of_folder(source: ArticleSource, means: Means) -> Iterator[Found]:
    """What the files below a folder hold, in the order of their names. Raises InputError for what is no folder."""
    with explained(source.location):
        if not stat.S_ISDIR(Path(source.location).stat().st_mode):
            raise InputError(f"{source.title}: a file, not a folder. Name it as what it is, or the folder it is in.")
        listed = told_apart(Path(source.location))
    for path, standing in listed:
        name = written(path)
        if standing is not FileStanding.FILE:
            yield unusable(source, name, _WHY_NOT[standing])
        elif kind_of(path) is None:
            yield unusable(source, name, _UNKNOWN)
        else:
            yield from _of_file(path, source, means)


def _of_file(path: Path, source: ArticleSource, means: Means) -> Iterator[Found]:
    name = written(path)
    try:
        with files.readable(name):
            yield from of_file_named(path, source, means)
    except FactcheckError as problem:
        yield unusable(source, name, problem)


def of_file_named(path: Path, source: ArticleSource, means: Means) -> Iterator[Found]:
    """What a file holds: one article, or those of a stream, a feed, a sitemap or a list of addresses.

    Raises InputError if it cannot be read.
    """
    kind = kind_of(path)
    if kind is FileKind.JSON_LINES:
        yield from records.of_lines(path, source, means)
        return
    head = head_of(path, _LOOKED_AT) if kind in _TOLD_BY_CONTENT else b""
    found = told(head)
    if found in (ContentKind.FEED, ContentKind.JSON_FEED):
        yield from feeds.of_feed(of_file(path, means.max_bytes), found, written(path), source, means)
    elif found in (ContentKind.SITEMAP, ContentKind.INDEX):
        yield from sitemaps.of_sitemap(of_file(path, means.max_bytes), written(path), source, means)
    elif kind in (None, FileKind.TEXT) and pages.begins_as_list(head):
        yield from pages.of_list(path, source, means)
    elif kind is FileKind.JSON and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield from records.of_list(path, source, means)
    else:
        yield file_item(path, source, means)
