"""Sitemaps and their indices: addresses with the time they were changed.

Invariant: the number of sitemaps, of addresses and how deep indices lie in each other are bounded, and what is beyond
is said.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from factcheck.articles.dates import stamped
from factcheck.articles.safe_xml import OPTIONS, local
from factcheck.domain.flagging import Content
from factcheck.errors import InputError
from factcheck.flagging.sources.contents import unpacked
from factcheck.flagging.sources.feeds import moment
from factcheck.flagging.sources.mending import words_of
from factcheck.flagging.sources.model import ArticleSource, Found, Means, unusable
from factcheck.flagging.sources.pages import address, page_item
from factcheck.flagging.sources.told import ContentKind, check_no_entities, told

MOST_ADDRESSES = 50_000
DEEPEST = 3  # an index in an index in an index
_END = re.compile(r"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.S | re.I)
_NEWS = {"title": "title", "publication_date": "published", "name": "publisher"}


@dataclass(slots=True)
class _Walk:
    """What was met on the way through one source."""

    source: ArticleSource
    means: Means
    seen: set[str] = field(default_factory=set)
    addresses: int = 0

    @property
    def is_full(self) -> bool:
        return self.addresses > MOST_ADDRESSES


def of_sitemap(content: Content, where: str, source: ArticleSource, means: Means) -> Iterator[Found]:
    """The pages that a sitemap names, or the sitemaps of an index. Raises InputError if it cannot be read."""
    walk = _Walk(source, means, {where})
    yield from _of_content(content, where, walk, 1)
    if walk.is_full:
        problem = f"more than {MOST_ADDRESSES:,} addresses, of which the first are read. Name its sitemaps one by one."
        yield unusable(source, where, problem)


def _of_content(content: Content, where: str, walk: _Walk, depth: int) -> Iterator[Found]:
    data = unpacked(content, walk.means.max_bytes)
    kind = told(data)
    if kind not in (ContentKind.SITEMAP, ContentKind.INDEX):
        raise InputError(f"{where}: no sitemap but {kind}. `url` names a page, `feed` a feed.")
    for entry in _entries(data, where):
        if walk.is_full:
            return
        link = address(entry.get("loc", ""))
        if link is None:
            said = entry.get("loc", "")[:200]
            yield unusable(walk.source, where, f"“{said}” is no address of a page. Tell the publisher.")
        elif kind is ContentKind.INDEX:
            yield from _inner(link, walk, depth + 1)
        else:
            walk.addresses += 1
            if not walk.is_full:
                yield _page(link, entry, walk)


def _inner(url: str, walk: _Walk, depth: int) -> Iterator[Found]:
    """The pages of a sitemap that an index names; what cannot be had is named, and the others are read."""
    if url in walk.seen:
        return
    walk.seen.add(url)
    try:
        if depth > DEEPEST:
            raise InputError(f"{url}: an index within {DEEPEST} others is not opened. Name it by itself.")
        if len(walk.seen) > MOST_ADDRESSES:
            raise InputError(f"{url}: more than {MOST_ADDRESSES:,} sitemaps. Name it by itself.")
        yield from _of_content(walk.means.get(url), url, walk, depth)
    except InputError as problem:
        yield unusable(walk.source, url, problem)


def _page(url: str, entry: dict[str, str], walk: _Walk) -> Found:
    changed = entry.get("lastmod", "")
    day = stamped(entry.get("published", ""))
    said: dict[str, Any] = {name: entry[name] for name in ("title", "publisher") if entry.get(name)}
    said |= {"published": day} if day else {}
    said |= {f"{name}_from": "sitemap" for name in list(said)}
    # A day alone stays the same when a page is changed twice in it.
    stamp = changed if ":" in changed else None
    return page_item(url, walk.source, walk.means, said=said, modified=moment(changed), stamp=stamp)


def _entries(data: bytes, where: str) -> Iterator[dict[str, str]]:
    """The fields of every ``url`` and ``sitemap``, each let go when it was read. Raises InputError behind those
    of one that ends in the middle, whose last entry may be cut and is left out."""
    from lxml import etree

    text, found = words_of(data, where), 0
    check_no_entities(text, where)
    is_whole = _END.search(text[-2_000:])
    before: dict[str, str] | None = None
    stream = io.BytesIO(text.encode())
    for _, element in etree.iterparse(stream, events=("end",), recover=True, encoding="utf-8", **OPTIONS):
        if local(element) not in ("url", "sitemap"):
            continue
        if before is not None:
            yield before
        before, found = _fields(element), found + 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    if before is not None and is_whole:
        yield before
    if not is_whole:
        raise InputError(f"{where}: the sitemap ends in the middle, behind entry {found:,}. Fetch it again.")


def _fields(element: Any) -> dict[str, str]:
    """What it says of a page, by name; of its pictures nothing."""
    news = (inner for child in element if local(child) == "news" for inner in child.iter())
    named = [(local(child), child) for child in element if local(child) in ("loc", "lastmod")]
    named += [(_NEWS[local(inner)], inner) for inner in news if local(inner) in _NEWS]
    return {name: words for name, one in named if (words := " ".join((one.text or "").split()))}
