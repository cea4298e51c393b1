"""The article in bytes that came from elsewhere: of a server, which says what they are, or of a stream.

Invariant: what a server says of its bytes is a hint: the bytes themselves tell a PDF from a page, and the words whether
the charset is right.
"""

from __future__ import annotations

from dataclasses import replace

from factcheck.articles.draft import Metadata
from factcheck.articles.reading import MAX_BYTES, Inspected, inspect
from factcheck.domain.flagging import Content
from factcheck.errors import InputError
from factcheck.files import FileKind, is_address, kind_of, kind_of_media

_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})


def inspect_content(
    content: Content, *, given: Metadata | None = None, max_bytes: int = MAX_BYTES, encoding: str | None = None
) -> Inspected:
    """The article in ``content``, with what became of everything that it prints.

    What came from an address is the article of that address unless ``given`` has another. Raises InputError as
    ``read`` does, and for a feed, which is none.
    """
    if content.media_type in _FEEDS:
        raise InputError(
            f"{content.name}: a feed of articles, and no article. `factcheck flag` reads feeds; here, give the address "
            "of one article."
        )
    if (kind := _kind(content)) is FileKind.JSON_LINES:
        raise InputError(
            f"{content.name}: JSON lines hold many documents and no article. Save them in a file, which "
            "`factcheck corpus add` and `factcheck flag` take."
        )
    told = given or Metadata()
    if is_address(content.name) and not told.url:
        told = replace(told, url=content.name)
    return inspect(
        content.data,
        name=content.name,
        given=told,
        max_bytes=max_bytes,
        encoding=encoding,
        kind=kind,
        charset=content.charset,
    )


def _kind(content: Content) -> FileKind | None:
    """What a server says of its bytes, where it says more than "text" or "bytes", or else what their name says."""
    return kind_of_media(content.media_type) or kind_of(content.name)
