"""Posts of social networks that a page embeds: the words, and who wrote them.

Invariant: of an embedded post only what its author wrote is quoted; handle, link and date are no words of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from factcheck.articles.lines import SEE_ABROAD, SHARED_ABROAD, is_placeholder
from factcheck.domain import BlockKind

_POST = re.compile(
    r"(?:^|[\s_-])(?:(?:twitter|x)-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-(?:post|video|xfbml)"
    r"|text-post-media|reddit-(?:embed|card)|truth-?social-embed|imgur-embed-pub)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\s*(?:♬[^\n]*|https?://\S+|pic\.(?:twitter|x)\.com/\S+|(?:\w+\.)+(?:com|org|net|ly|co|social)/\S+)"
)
# How posts end: "— Jo Vane (@jovane) May 3, 2024", or "A post shared by Jo Vane (@jovane)" and a day.
_SIGNED = re.compile(
    r"(?:^|\s)(?:[—–-]{1,2}\s?|(?:(?:a )?(?:post|photo|video|reel)(?: shared| posted)?|gepostet|posted) (?:by|von) "
    rf"|{SHARED_ABROAD} |ein von (?=[^()@\n]{{2,60}}\(@[\w.]+\) geteilter ))"
    r"(?P<who>[^()@\n]{2,60}?)\s*\(?\s?@(?P<handle>[\w.@-]+)\s?\)?[^\n]*$"
    r"|(?:^|\s)(?:posted by|a post shared by) (?P<poster>[^()@\n]{2,60}?)(?: on .*)?$",
    re.IGNORECASE,
)
_CALL = re.compile(
    rf"^(?:(?:view|see|watch) (?:this|the) (?:post|photo|reel|video|tweet) on \w+|{SEE_ABROAD})\s*"
    r"|(?:view|see) (?:this|the|more) .{0,40}$",
    re.I,
)


def is_post(element: Any) -> bool:
    return element.tag in ("blockquote", "div", "section") and _POST.search(element.get("class") or "") is not None


def within(noscript: Any) -> Any | None:
    """The post that stands in <noscript> for browsers which cannot show it otherwise."""
    return next((one for one in noscript.iter("blockquote", "div") if is_post(one)), None)


def read(post: Any) -> Iterator[tuple[str, BlockKind]]:
    """The words of ``post`` as a block quote, and as a paragraph below them "— Name" if it says whose they are."""
    words = " ".join(" ".join(post.itertext()).split())
    signed = _SIGNED.search(words)
    said = _CALL.sub("", _ADDRESS.sub("", words[: signed.start()] if signed else words)).strip()
    if not said or is_placeholder(said):
        return  # what stands where a post was
    yield said, BlockKind.BLOCK_QUOTE
    if signed and (who := signed["who"] or signed["poster"]):
        yield f"— {who.strip()}", BlockKind.PARAGRAPH
