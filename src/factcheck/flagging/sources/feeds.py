"""Feeds: RSS, Atom and JSON Feed to entries.

Invariant: only bytes that are at hand are parsed, nothing of them names a file or is fetched; what is left out of a
feed is said.
"""

from __future__ import annotations

import html
import io
import json
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from factcheck.articles.dates import stamped
from factcheck.articles.safe_xml import OPTIONS
from factcheck.domain.flagging import Content, SourceItem
from factcheck.errors import InputError
from factcheck.files import is_address, named, readable
from factcheck.flagging.sources.contents import MARKUP, file_key, given_by, of_bytes, unpacked, with_title
from factcheck.flagging.sources.mending import words_of
from factcheck.flagging.sources.model import ArticleSource, Found, Means, unusable
from factcheck.flagging.sources.pages import address, page_item
from factcheck.flagging.sources.told import ContentKind, check_no_entities

MOST_ENTRIES = 5_000  # of one feed that are read
MOST_ELEMENTS = 300_000
_ENTRY = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]")
_LAST = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>")
_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|RDF|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.S | re.I)
_WHOLE = 400  # letters from which what an entry holds is the article and not a summary of it


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: where its article is, and what the feed says of it. ``whole`` is the article in HTML, if it is
    there."""

    link: str = ""
    id: str = ""
    title: str = ""
    published: str = ""
    updated: str = ""
    publisher: str = ""
    whole: str = ""
    at: datetime | None = None  # the later of both days


def of_feed(content: Content, kind: ContentKind, where: str, source: ArticleSource, means: Means) -> Iterator[Found]:
    """The articles that a feed names. ``where`` is the feed's address, or its file, for people. Raises InputError."""
    data = unpacked(content, means.max_bytes)
    base = content.name if is_address(content.name) else where
    with readable(where):
        if kind is ContentKind.JSON_FEED:
            entries, left, home = _of_json(data, where)
        else:
            entries, left, home = _of_xml(data, base, where)
    base = base if is_address(base) else home  # a file's links are meant from where its site is
    links = set[str]()
    for number, entry in enumerate(entries, 1):
        item = _item(entry, number, base, where, source, means)
        if isinstance(item, SourceItem) and item.key in links:
            continue
        links |= {item.key} if isinstance(item, SourceItem) else set()
        yield item
    if left:
        yield unusable(source, where, left)


def _item(entry: FeedEntry, number: int, base: str, where: str, source: ArticleSource, means: Means) -> Found:
    place = f"{where}, entry {number}"
    title = " ".join(entry.title.split())
    whole = with_title(entry.whole, title, MARKUP) if len(entry.whole) >= _WHOLE else None
    if entry.link == entry.id and not is_address(entry.link):  # what feedparser makes of an entry without a link
        entry = replace(entry, link="")
    url = address(_joined(base, entry.link.strip())) if entry.link else None
    said = {
        "title": title or None,
        "publisher": " ".join(entry.publisher.split()) or None,
        "published": stamped(entry.published or entry.updated),
    }
    said |= {f"{name}_from": "feed" for name in ("title", "publisher", "published") if said[name]}
    said = {name: value for name, value in said.items() if value}
    stamp = entry.updated or None
    if url:
        return page_item(url, source, means, said=said, modified=entry.at, stamp=stamp, instead=whole)
    if entry.link:
        return unusable(source, place, f"its link “{entry.link[:200]}” is no address of a page. Tell the publisher.")
    if whole is None:
        called = f" “{title[:80]}”" if title else ""
        return unusable(source, place, f"the entry{called} has neither a link nor an article. Tell the publisher.")
    return SourceItem(
        key=f"{_known_by(where)}#{entry.id or title}",
        source=source.title,
        place=place,
        read=lambda: of_bytes(whole, place, MARKUP),
        said={**said, **given_by(source)},
        language=source.language,
        modified=entry.at,
        stamp=stamp,
    )


def _known_by(where: str) -> str:
    return where if is_address(where) else file_key(named(where))


# -- RSS and Atom -------------------------------------------------------------------------


def _joined(base: str, link: str) -> str:
    """A link as it is meant from ``base``; one that is no link stays what it is."""
    try:
        return urljoin(base, link) if is_address(base) else link
    except ValueError:
        return link


def _of_xml(data: bytes, base: str, where: str) -> tuple[Iterator[FeedEntry], str, str]:
    """The entries, what is to be said of those that are not among them, and the address of the site."""
    import feedparser

    text = words_of(data, where)
    check_no_entities(text, where)
    bounded, left = _bounded(text)
    headers = {"content-type": "application/xml; charset=utf-8"}
    headers |= {"content-location": base} if is_address(base) else {}
    stream = io.BytesIO(_mended(bounded, where))
    parsed = feedparser.parse(stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    entries: list[Mapping[str, Any]] = parsed.entries
    if not left and not _END.search(text[-5_000:]):
        left = f"the feed ends in the middle, behind entry {len(entries):,}; what it has was read. Fetch it again."
    publisher = str(parsed.feed.get("title", ""))
    return (_entry(entry, publisher) for entry in entries), left, str(parsed.feed.get("link", ""))


def _mended(text: str, where: str) -> bytes:
    """A feed as well-formed XML, whatever it was. feedparser's way with what is not well formed takes a time that grows
    with the square of its length."""
    from lxml import etree

    root = etree.fromstring(text.encode(), etree.XMLParser(recover=True, encoding="utf-8", **OPTIONS))
    if root is None:
        raise InputError(f"{where}: a feed that cannot be read, for it is no XML. Tell the publisher.")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise InputError(f"{where}: a feed of more than {MOST_ELEMENTS:,} elements is not read. Tell the publisher.")
    made: bytes = etree.tostring(root, encoding="utf-8")
    return made


def _bounded(data: str) -> tuple[str, str]:
    """A feed with as many entries as are read, cut before it is parsed."""
    starts = [found.start() for _, found in zip(range(MOST_ENTRIES + 1), _ENTRY.finditer(data), strict=False)]
    if len(starts) <= MOST_ENTRIES:
        return data, ""
    *_, last = _LAST.finditer(data)
    count = sum(1 for _ in _ENTRY.finditer(data))
    return (
        data[: starts[-1]] + data[last.end() :],
        f"a feed of {count:,} entries, of which the first {MOST_ENTRIES:,} are read. A sitemap may have the others.",
    )


def _entry(entry: Mapping[str, Any], publisher: str) -> FeedEntry:
    # feedparser answers "published" to whoever asks for an "updated" that is not there.
    fields: dict[str, Any] = dict(entry)
    bodies = [body for body in fields.get("content", ()) if "html" in str(body.get("type"))]
    times = filter(None, (_time(fields.get(name)) for name in ("published_parsed", "updated_parsed")))
    return FeedEntry(
        link=str(fields.get("link", "")),
        id=str(fields.get("id", "")),
        title=_plain(str(fields.get("title", ""))),
        published=str(fields.get("published", "")),
        updated=str(fields.get("updated", "")),
        publisher=_plain(str((fields.get("source") or {}).get("title", "") or publisher)),
        whole=str(bodies[0].get("value", "")) if bodies else "",
        at=max(times, default=None),
    )


def _plain(markup: str) -> str:
    """A headline without the markup that some feeds have in it."""
    return html.unescape(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", markup))


def _time(parsed: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


# -- JSON Feed ----------------------------------------------------------------------------


def _of_json(data: bytes, where: str) -> tuple[Iterator[FeedEntry], str, str]:
    try:
        feed = json.loads(data)
        items = feed.get("items") or []
    except (ValueError, AttributeError, RecursionError) as problem:
        raise InputError(f"{where}: a JSON feed that cannot be read ({problem}). Tell the publisher.") from problem
    objects = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    more = len(objects) - MOST_ENTRIES
    left = f"a feed of {len(objects):,} entries, of which the first {MOST_ENTRIES:,} are read." if more > 0 else ""
    publisher = _text(feed, "title")
    return (_of_object(item, publisher) for item in objects[:MOST_ENTRIES]), left, _text(feed, "home_page_url")


def _of_object(item: Mapping[str, Any], publisher: str) -> FeedEntry:
    published, updated = _text(item, "date_published"), _text(item, "date_modified")
    times = filter(None, map(moment, (published, updated)))
    return FeedEntry(
        link=_text(item, "url") or _text(item, "external_url"),
        id=_text(item, "id"),
        title=_text(item, "title"),
        published=published,
        updated=updated,
        publisher=publisher,
        whole=_text(item, "content_html"),
        at=max(times, default=None),
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def moment(text: str) -> datetime | None:
    """A time in ISO 8601, or None; one without a zone is taken as UTC."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
