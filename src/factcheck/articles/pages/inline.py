"""What stands inside a line and is no word of it: footnote marks, exponents, drawn signs.

Invariant: an element that is neither a note's mark nor hidden keeps its words, whatever its name and class.
"""

from __future__ import annotations

import re
from typing import Any

_MARK = re.compile(
    r"\s*[\[(]?\s*(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[a-h]|[ivx]{1,4}|[*†‡§¶#]{1,3}|note \d+)\s*[\])]?\s*$"
)
_NOTE_NAME = re.compile(
    r"foot-?note|(?:note|fn|end)-?ref|fnref|citation|\bnoteref|(?:^|[\s_-])reference(?:$|\s)", re.IGNORECASE
)
_NOTE_PLACE = re.compile(r"#.*(?:note|fn|ref|cite)", re.IGNORECASE)
# What a raised number makes an exponent of: a unit of length or time, the base ten, a single letter
_BASE = re.compile(
    r"(?:(?:^|[\s\d./])(?:[kcdmµμn]?m|ft|feet|in|inch|yd|mi|miles?|met(?:re|er)s?|s|sec)|(?<![\d.,])10|[×·x]\s?\d+"
    r"|(?:^|[\s(=+−-])[A-Za-z])$"
)
_EXPONENT = re.compile(r"\s*[-−–]?\d{1,2}\s*$")
_RAISED = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
_LONGEST_SIGN = 8  # code points of a drawn sign's name, as of 👩‍🚒


def is_note_mark(element: Any) -> bool:
    """Whether ``element`` is a link to a footnote: <a class="footnote-ref">4</a>, <a href="#fn4">[4]</a>."""
    if element.tag != "a" and element.tag != "span":
        return False
    names = " ".join(element.get(name) or "" for name in ("class", "id", "role", "rel", "epub:type"))
    says = _NOTE_NAME.search(names) or (element.tag == "a" and _NOTE_PLACE.match(element.get("href") or ""))
    return bool(says) and _MARK.match("".join(element.itertext())) is not None


def raised(element: Any, before: str) -> str | None:
    """What <sup> adds behind ``before``: an exponent, nothing for a note's mark, None where its words are words."""
    words = "".join(element.itertext())
    if _EXPONENT.match(words) and _BASE.search(before) and element.find(".//a") is None:
        return words.strip().translate(_RAISED)
    return "" if _MARK.match(words) else None


def drawn(picture: Any) -> str:
    """The sign that an inline picture stands for, as of an emoji; nothing for any other picture."""
    sign = (picture.get("alt") or "").strip()
    return sign if 0 < len(sign) <= _LONGEST_SIGN and not any(map(_is_plain, sign)) else ""


def _is_plain(letter: str) -> bool:
    return letter.isalnum() or letter.isspace() or letter.isascii()
