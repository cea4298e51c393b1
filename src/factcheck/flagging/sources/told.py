"""What was fetched, told by how it begins: a feed, a sitemap, or a page.

Invariant: nothing is parsed; what declares entities of its own is refused before any parser sees it.
"""

from __future__ import annotations

import re
from enum import StrEnum

from factcheck.errors import InputError

_SEEN = 20_000  # bytes before which the first element stands
_BEFORE = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>)*+", re.S | re.I)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_ENTITY = re.compile(r"<!\s*ENTITY", re.I)
_JSON_FEED = re.compile(r'\s*\{.{0,2000}?"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/', re.S)


class ContentKind(StrEnum):
    """What content is, in the words of a message."""

    FEED = "a feed"
    JSON_FEED = "a JSON feed"
    SITEMAP = "a sitemap"
    INDEX = "an index of sitemaps"
    HTML = "a page (HTML)"
    OTHER = "something else"


_ROOTS = {
    "rss": ContentKind.FEED,
    "feed": ContentKind.FEED,
    "rdf": ContentKind.FEED,
    "channel": ContentKind.FEED,
    "urlset": ContentKind.SITEMAP,
    "sitemapindex": ContentKind.INDEX,
    "html": ContentKind.HTML,
}


def told(data: bytes) -> ContentKind:
    """What ``data`` is, by its first element or its first fields."""
    begin = _text(data[:_SEEN])
    if _JSON_FEED.match(begin):
        return ContentKind.JSON_FEED
    root = _ROOT.match(begin, _BEFORE.match(begin).end())  # type: ignore[union-attr]  # it matches nothing as well
    if root:
        return _ROOTS.get(root[1].lower(), ContentKind.HTML if re.search("<html", begin, re.I) else ContentKind.OTHER)
    return ContentKind.HTML if re.search("<!doctype html|<html", begin, re.I) else ContentKind.OTHER


def check_no_entities(text: str, name: str) -> None:
    """Raises InputError for XML that declares entities, which may grow without end or lead into files. ``text`` is what
    a parser is given, letter by letter: what was in its bytes may have hidden a declaration."""
    if _ENTITY.search(text):
        raise InputError(f"{name}: declares entities of its own, which are not resolved. Nothing of it was read.")


def _text(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    if b"\0" in head[:4]:
        return head.replace(b"\0", b"").decode("latin-1")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
