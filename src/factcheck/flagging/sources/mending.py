"""XML as it is written in the wild, before a parser sees it.

Invariant: time is linear in the length; what stands in CDATA is left as it is.
"""

from __future__ import annotations

import html
import re
from codecs import getincrementaldecoder
from contextlib import suppress

from factcheck.articles.decoding import decode

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # which XML does not have
_AMPERSAND = re.compile(r"&(?:(#?)(\w{1,31});)?")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_CDATA = "<![CDATA["


def words_of(data: bytes, where: str) -> str:
    """The words of a feed or a sitemap, whatever encoding it names; one that ends in the middle of a letter ends before
    it. Ampersands that stand for themselves, and letters by their names in HTML, are written as XML has them.

    Raises InputError for what is no text.
    """
    first, *others = _CONTROLS.sub("", _decoded(data, where)).split(_CDATA)
    made = [_AMPERSAND.sub(_in_xml, first)]
    for part in others:
        inside, end, outside = part.partition("]]>")
        made += (_CDATA, inside, end, _AMPERSAND.sub(_in_xml, outside))
    return "".join(made)


def _decoded(data: bytes, where: str) -> str:
    if b"\0" not in data[:4]:
        with suppress(UnicodeDecodeError):
            return getincrementaldecoder("utf-8-sig")().decode(data)
    return decode(data, where).text


def _in_xml(found: re.Match[str]) -> str:
    if found[1] or found[2] in _OF_XML:
        return found[0]
    letter = html.unescape(found[0]) if found[2] else "&"
    return f"&amp;{letter[1:]}" if letter.startswith("&") else letter
