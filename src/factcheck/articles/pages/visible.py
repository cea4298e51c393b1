"""What of a page no reader sees: hidden elements, screen-reader words, scripts, the fallbacks of players.

Invariant: an answer depends on one element and its neighbours alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

UNSEEN_TAGS = frozenset(
    """amp-ad amp-analytics amp-consent amp-sidebar annotation annotation-xml applet area audio base canvas datalist
    embed frame frameset head iframe input link map meta meter noembed noframes noscript object optgroup option param
    progress rp rt script select source style svg template textarea title track video""".split()
)
_READ_OUT = (
    r"(?:visually|element|aural)[-_]?hidden|screen[-_]?reader|(?:^|[\s_-])(?:sr[-_]?only|vh)(?:$|\s)"
    r"|off-?screen|assistive-text|(?:a11y|accessib\w*|text)[-_]?hidden|hidden[-_](?:text|accessible)|show-for-sr"
)
_READ_OUT_CLASS = re.compile(_READ_OUT, re.IGNORECASE)
_UNSEEN_CLASS = re.compile(
    rf"{_READ_OUT}|(?:^|\s)(?:(?:is|u|js|d|display)[-_])?(?:hidden|none|invisible|hide)(?:$|\s)", re.IGNORECASE
)
_SHOWN_AGAIN = re.compile(r"(?:^|\s)(?:d-)?(?:sm|md|lg|xl)[-:]", re.IGNORECASE)  # on wider screens
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?\b"
    r"|clip-path\s*:\s*inset\(\s*(?:50|100)%|font-size\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)


def is_unseen(element: Any, lifted: bool = False) -> bool:
    """Whether a browser shows nothing of ``element``, or only reads it out.

    ``lifted`` of a page that a script is to uncover: what its elements hide is shown, and what stands there for
    browsers without scripts.
    """
    if element.tag in UNSEEN_TAGS:
        return not lifted or element.tag != "noscript"
    if lifted:
        return False
    attributes = element.attrib
    if not attributes:
        return False
    style, names = attributes.get("style"), attributes.get("class")
    return (
        ("hidden" in attributes and attributes["hidden"].lower() != "until-found")
        or (style is not None and _UNSEEN_STYLE.search(style) is not None)
        or (names is not None and _is_unseen_class(names))
        or (attributes.get("aria-hidden", "").lower() == "true" and not _is_read_out_otherwise(element))
    )


def _is_read_out_otherwise(element: Any) -> bool:
    """Whether the words of ``element`` are seen and a neighbour holds them for those who have the page read to them."""
    beside = (element.getprevious(), element.getnext())
    return any(one is not None and _READ_OUT_CLASS.search(one.get("class") or "") for one in beside)


@lru_cache(maxsize=4096)
def _is_unseen_class(names: str) -> bool:
    return _UNSEEN_CLASS.search(names) is not None and not _SHOWN_AGAIN.search(names)
