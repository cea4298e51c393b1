"""All articles that sources name, one after the other.

Invariant: an item comes once, whatever sources name it; a source that cannot be read is named and the others go on.
Of a stream, and of the items, one is held at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path

from factcheck.domain.flagging import Content, SourceItem
from factcheck.errors import FactcheckError, InputError
from factcheck.files import is_address, readable
from factcheck.flagging.sources import feeds, folder, pages, records, sitemaps
from factcheck.flagging.sources.contents import of_file, unpacked
from factcheck.flagging.sources.model import ArticleSource, Fetch, Found, Means, SourceKind, unusable
from factcheck.flagging.sources.told import ContentKind, told


def items(sources: Sequence[ArticleSource], *, fetch: Fetch | None, max_bytes: int) -> Iterator[Found]:
    """What ``sources`` hold, in their order: items, and what is none with what a person reads about it.

    ``fetch`` gets what stands at an address and raises InputError; None where the network is not allowed. Nothing is
    read of an item before its ``read`` is called, but for lines of a stream and the entries of a feed.
    """
    means, seen = Means(fetch, max_bytes), set[bytes]()
    for source in sources:
        for found in _of(source, means):
            if isinstance(found, SourceItem):
                key = hashlib.blake2b(found.key.encode("utf-8", "surrogatepass"), digest_size=16).digest()
                if key in seen or _is_older(found, source.since):
                    continue
                seen.add(key)
                yield replace(found, since=source.since)
            else:
                yield found


def _of(source: ArticleSource, means: Means) -> Iterator[Found]:
    try:
        with readable(source.title):
            yield from _READERS[source.kind](source, means)
    except FactcheckError as problem:
        yield unusable(source, source.title, problem)


def _is_older(item: SourceItem, since: date | None) -> bool:
    """Whether all that is known of its days lies before ``since``."""
    changed = item.modified.astimezone(UTC).date() if item.modified else None
    days = [day for day in (changed, item.said.get("published")) if day]
    return bool(since and days and max(days) < since)


def _of_url(source: ArticleSource, means: Means) -> Iterator[Found]:
    """What an address names: told by what is there."""
    url = _address(source)
    content = means.get(url)
    kind = told(unpacked(content, means.max_bytes))
    if kind in (ContentKind.FEED, ContentKind.JSON_FEED):
        yield from feeds.of_feed(content, kind, url, source, means)
    elif kind in (ContentKind.SITEMAP, ContentKind.INDEX):
        yield from sitemaps.of_sitemap(content, url, source, means)
    else:
        yield pages.page_item(url, source, Means(lambda _: content, means.max_bytes))


def _of_feed(source: ArticleSource, means: Means) -> Iterator[Found]:
    where, content = _content(source, means)
    kind = told(unpacked(content, means.max_bytes))
    if kind not in (ContentKind.FEED, ContentKind.JSON_FEED):
        raise InputError(f"{where}: no feed but {kind}. Look for the address of its feed, or name it as `url`.")
    yield from feeds.of_feed(content, kind, where, source, means)


def _of_sitemap(source: ArticleSource, means: Means) -> Iterator[Found]:
    where, content = _content(source, means)
    yield from sitemaps.of_sitemap(content, where, source, means)


def _content(source: ArticleSource, means: Means) -> tuple[str, Content]:
    if is_address(source.location):
        url = _address(source)
        return url, means.get(url)
    content = of_file(Path(source.location), means.max_bytes)
    return content.name, content


def _address(source: ArticleSource) -> str:
    url = pages.address(source.location)
    if url is None:
        raise InputError(f"{source.title}: no address of the web. Write https://…")
    return url


def _path(
    read: Callable[[Path, ArticleSource, Means], Iterator[Found]],
) -> Callable[[ArticleSource, Means], Iterator[Found]]:
    return lambda source, means: read(Path(source.location), source, means)


_READERS: Mapping[SourceKind, Callable[[ArticleSource, Means], Iterator[Found]]] = {
    SourceKind.FOLDER: folder.of_folder,
    SourceKind.FILE: _path(folder.of_file_named),
    SourceKind.JSONL: _path(records.of_lines),
    SourceKind.URLS: _path(pages.of_list),
    SourceKind.URL: _of_url,
    SourceKind.FEED: _of_feed,
    SourceKind.SITEMAP: _of_sitemap,
    SourceKind.STDIN: records.of_standard_input,
}
