"""The words of a field without the markup and the entities they were written with.

Invariant: what is left are the author's words in their order, on one line.
"""

from __future__ import annotations

import html
import re

_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|time|"
    "tt|u"
)
_BLOCK = (
    "address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|"
    "hr|html|iframe|img|li|main|nav|ol|p|picture|pre|section|source|table|tbody|td|tfoot|th|thead|tr|ul|video|wbr"
)
_ATTRIBUTES = r"(?:\s[^<>]*)?/?"
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE}){_ATTRIBUTES}>", re.IGNORECASE)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK}){_ATTRIBUTES}>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});", re.IGNORECASE | re.ASCII)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")  # joiners are left: some scripts write with them
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_LONGEST = 50_000  # characters; a longer field is no claim, and is left as it is
_MOST_ESCAPED = 5  # times


def plain_words(text: str) -> str:
    """``text`` without tags, entities (also those that were escaped again), control characters and line breaks."""
    if len(text) <= _LONGEST:
        for _ in range(_MOST_ESCAPED):
            before = text
            text = _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", _HIDDEN.sub(" ", text)))
            text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
            if text == before:
                break
        text = _CONTROL.sub("", _UNSEEN.sub("", text))
    return " ".join(text.split())
