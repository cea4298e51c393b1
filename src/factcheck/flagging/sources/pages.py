"""Addresses that articles stand at, alone or in a list.

Invariant: an address has one spelling, is of the web, and is fetched when its article is asked for and not before.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from factcheck.domain.flagging import Content, SourceItem
from factcheck.errors import InputError
from factcheck.files import written
from factcheck.flagging.sources.contents import given_by, of_bytes, of_file
from factcheck.flagging.sources.model import ArticleSource, Found, Means, unusable
from factcheck.flagging.sources.told import ContentKind, told

_PORTS = {"http": 80, "https": 443}
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029\ud800-\udfff]")
_NOT_PAGES = {ContentKind.FEED, ContentKind.JSON_FEED, ContentKind.SITEMAP, ContentKind.INDEX}
_COMMENT = re.compile(r"(?:^|\s)#.*")
_LOOKED_AT = 65_536  # bytes of a text that may be a list of addresses


def address(text: str) -> str | None:
    """The address in one spelling: scheme and host in small letters, no fragment. None if it is none of the web."""
    text = text.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host or _NO_ADDRESS.search(text):
        return None
    user, at, _ = parts.netloc.rpartition("@")
    host = f"[{host}]" if ":" in host else host
    netloc = f"{user}{at}{host}" + (f":{port}" if port and port != _PORTS[scheme] else "")
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))


def page_item(
    url: str,
    source: ArticleSource,
    means: Means,
    *,
    place: str = "",
    said: Mapping[str, Any] | None = None,
    modified: datetime | None = None,
    stamp: str | None = None,
    instead: bytes | None = None,
) -> SourceItem:
    """The article at ``url``, an ``address``. ``instead`` is the article in HTML, for when the page cannot be had."""
    return SourceItem(
        key=url,
        source=source.title,
        place=place or url,
        read=_reader(url, means, instead),
        said={"url": url, **(said or {}), **given_by(source)},
        language=source.language,
        modified=modified,
        stamp=stamp,
    )


def _reader(url: str, means: Means, instead: bytes | None) -> Callable[[], Content]:
    def read() -> Content:
        try:
            content = means.get(url)
        except InputError:
            if instead is None:
                raise
            return of_bytes(instead, url, "text/html")
        found = told(content.data)
        if found in _NOT_PAGES:
            raise InputError(f"{url}: {found}, not a page. Name it as a source by itself.")
        return content

    return read


def is_list(data: bytes) -> bool:
    """Whether a text holds addresses, one a line, and nothing else but remarks behind #, as far as it is given."""
    lines = [line for _, line in _lines(data)]
    return bool(lines) and all(address(line) for line in lines)


def of_list(path: Path, source: ArticleSource, means: Means) -> Iterator[Found]:
    """The pages that a text file names, one a line, remarks behind #. Raises InputError if it cannot be read."""
    name = written(path)
    for number, line in _lines(of_file(path, means.max_bytes).data):
        place = f"{name}, line {number}"
        url = address(line)
        if url is None:
            yield unusable(source, place, f"“{written(line[:80])}” is no address. Write https://…, one a line.")
        else:
            yield page_item(url, source, means)


def begins_as_list(head: bytes) -> bool:
    """The same as ``is_list`` of the beginning of a file, whose last line may be cut."""
    return is_list(head.rpartition(b"\n")[0] if len(head) >= _LOOKED_AT else head)


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(io.BytesIO(data), 1):
        text = _COMMENT.sub("", line.decode("utf-8-sig", "surrogateescape")).strip()
        if text:
            yield number, text
