"""The bytes of an item, and the item of a file.

Invariant: nothing is held before it is asked for, nothing is waited for, and no more than the bytes that are allowed
are read; a file has one key however its path is spelled.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import io
import os
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from factcheck.domain.flagging import Content, SourceItem
from factcheck.errors import InputError, TooLargeError
from factcheck.files import explained, regular, written
from factcheck.flagging.sources.model import ArticleSource, Means

PLAIN, MARKUP, NEWS = "text/plain", "text/html", "application/json"  # media types of what no file or server names
_GZIP = b"\x1f\x8b"


def of_bytes(data: bytes, name: str, media_type: str | None = None, file: str | None = None) -> Content:
    """Bytes that are at hand."""
    charset = "utf-8" if media_type else None
    return Content(data, name, hashlib.sha256(data).hexdigest(), file=file, media_type=media_type, charset=charset)


def of_file(path: Path, max_bytes: int) -> Content:
    """The bytes of a file. Raises InputError, TooLargeError where it has more than ``max_bytes``."""
    with regular(path) as stream:
        data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise TooLargeError(
            f"{written(path)}: larger than the {max_bytes:,} bytes allowed. Hand in the article alone, or raise "
            "max_bytes in the settings."
        )
    return of_bytes(data, written(path), file=written(os.path.realpath(path)))


def head_of(path: Path, size: int) -> bytes:
    """How a file begins. Raises InputError."""
    with regular(path) as stream:
        return stream.read(size)


def file_key(path: str | Path) -> str:
    """What a file is known by: its path from the root, links followed."""
    return written(os.path.realpath(path))


def file_item(path: Path, source: ArticleSource, means: Means) -> SourceItem:
    """The article in a file. Raises InputError where it is gone by now."""
    with explained(path):
        facts = path.stat()
    return SourceItem(
        key=file_key(path),
        source=source.title,
        place=written(path),
        read=lambda: of_file(path, means.max_bytes),
        said=given_by(source),
        language=source.language,
        modified=datetime.fromtimestamp(facts.st_mtime, UTC),
        stamp=f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns}",
    )


def given_by(source: ArticleSource) -> Mapping[str, Any]:
    """What a person said of all articles of a source."""
    return {"publisher": source.publisher, "publisher_from": "given"} if source.publisher else {}


def unpacked(content: Content, max_bytes: int) -> bytes:
    """The bytes of a feed or sitemap, which may be compressed. Raises InputError."""
    if not content.data.startswith(_GZIP):
        return content.data
    try:
        with gzip.open(io.BytesIO(content.data)) as stream:
            data = stream.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as problem:
        raise InputError(f"{content.name}: cannot be read as gzip ({problem}). Try it later.") from problem
    if len(data) > max_bytes:
        raise TooLargeError(f"{content.name}: more than the {max_bytes:,} bytes allowed, once it is unpacked.")
    return data


def with_title(words: str, title: str, media_type: str) -> bytes:
    """A text or a piece of HTML under its headline, unless it has it."""
    if media_type == MARKUP:
        if "<html" in words[:1000].lower():
            return words.encode()
        head = html.escape(title)
        page = f"<title>{head}</title></head><body><article><h1>{head}</h1>{words}</article></body></html>"
        return f'<!doctype html><html><head><meta charset="utf-8">{page}'.encode()
    first = words.lstrip().partition("\n")[0]
    return (words if not title or first.strip() == title.strip() else f"{title.strip()}\n\n{words}").encode()
