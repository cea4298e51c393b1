"""What stands inside a line and is no word of it: footnote marks, exponents, drawn signs.

Invariant: an element that is neither a note's mark nor hidden keeps its words, whatever its name and class.
"""

from __future__ import annotations

import re
from typing import Any

_MARK = re.compile(
    r"\s*[\[(]?\s*(?:\d{1,3}(?:\s*[,–-]\s*\d{1,3})*|[a-d]|[ivx]{1,4}|[*†‡§¶#]{1,3}|note \d+)\s*[\])]?\s*$"
)
_NOTE_NAME = re.compile(
    r"foot-?note|(?:note|fn|end)-?ref|fnref|citation|\bnoteref|(?:^|[\s_-])reference(?:$|\s)", re.IGNORECASE
)
_NOTE_PLACE = re.compile(r"#.*(?:note|fn|ref|cite)", re.IGNORECASE)
# What a raised number is an exponent of: a unit of length or time, a single letter, ten or the base after a cross.
_BASE = re.compile(
    r"(?:(?:^|[\s\d./])(?:[kcdmµμn]?m|ft|feet|in|inch|yd|mi|miles?|met(?:re|er)s?|s|sec)|[×·x]\s?\d+"
    r"|(?:^|[\s(=+−-])[b-hj-zR])$"
)
_TEN = re.compile(r"(?<![\d.,])10$")
_EXPONENT = re.compile(r"\s*[-−–]?\d{1,2}\s*$")
_FOOTNOTES = frozenset(("1", "2"))  # behind a bare ten
_RAISED = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
_SIGNS = {"TM": "™", "SM": "℠", "R": "®", "(R)": "®"}
_LONGEST_SIGN = 8  # code points of a drawn sign's name, as of 👩‍🚒


def is_note_mark(element: Any) -> bool:
    """Whether ``element`` is a link to a footnote: <a class="footnote-ref">4</a>, <a href="#fn4">[4]</a>."""
    if not element.attrib:
        return False
    names = " ".join(element.get(name) or "" for name in ("class", "id", "role", "rel", "epub:type"))
    says = _NOTE_NAME.search(names) or (element.tag == "a" and _NOTE_PLACE.match(element.get("href") or ""))
    return bool(says) and _MARK.match("".join(element.itertext())) is not None


def raised(element: Any, before: str) -> str | None:
    """What <sup> adds behind ``before``: an exponent, nothing for a note's mark, None where its words are words."""
    words = "".join(element.itertext()).strip()
    is_power = _BASE.search(before) or (_TEN.search(before) and words not in _FOOTNOTES)
    if is_power and _EXPONENT.match(words) and element.find(".//a") is None:
        return words.translate(_RAISED)
    return _SIGNS.get(words, "" if _MARK.match(words) else None)


def drawn(picture: Any) -> str:
    """The sign that an inline picture stands for, as of an emoji; nothing for any other picture."""
    sign = (picture.get("alt") or "").strip()
    return sign if 0 < len(sign) <= _LONGEST_SIGN and not any(map(_is_plain, sign)) else ""


def _is_plain(letter: str) -> bool:
    return letter.isalnum() or letter.isspace() or letter.isascii()
