"""Outside text made fit for a terminal.

Invariant: nothing that ``clean`` returns can move the cursor, change the colour, reorder
the letters a reader sees, or fail to encode as UTF-8.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

# C0 and C1 controls but tab and line feed, the bidi embeddings, overrides and isolates, and
# halves of surrogate pairs. Joiners and the plain direction marks stay: scripts need them.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
HALVES = re.compile("[\ud800-\udfff]")  # of surrogate pairs: what was no UTF-8, and cannot be stored
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ESCAPED = re.compile(f"{HIDDEN.pattern}|[\u2028\u2029]")
_WIDE = frozenset("WF")


def clean(text: str) -> str:
    """``text`` without control characters; every kind of line break becomes ``\\n``, a tab a space."""
    return HIDDEN.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def one_line(text: str) -> str:
    """``clean`` text with every run of white space made one space."""
    return " ".join(clean(text).split())


def json_text(value: object, indent: int | None = 2) -> str:
    """``value`` as JSON in readable letters, indented or (None) on one line, ending with a line feed.

    Nothing is lost: what ``clean`` would strip is written as an escape. Raises ValueError for
    a number that JSON does not have.
    """
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text) + "\n"


def columns(text: str) -> int:
    """How many terminal columns ``text`` takes: two for wide East Asian letters, none for combining marks."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if char in "\u200b\u200c\u200d\ufe0f" or unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1


def wrap(text: str, width: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """``text`` broken at spaces into lines of at most ``width`` columns.

    The first line begins with ``indent``, the others with ``hanging`` (default: the same). A word
    longer than a line, such as a link, is left whole so that it can be copied.
    """
    return list(_lines(text.split(), width, indent, indent if hanging is None else hanging))


def _lines(words: list[str], width: int, indent: str, hanging: str) -> Iterator[str]:
    line, taken, empty = indent, columns(indent), True
    for word in words:
        needed = columns(word) + (not empty)
        if not empty and taken + needed > width:
            yield line
            line, taken, empty = hanging, columns(hanging), True
            needed -= 1
        line += word if empty else f" {word}"
        taken, empty = taken + needed, False
    if not empty:
        yield line


def shorten(text: str, width: int) -> str:
    """``text`` on one line, cut between words and outside figures to at most ``width`` columns with an ellipsis."""
    line = one_line(text)
    if columns(line) <= width:
        return line
    from factcheck.report.cutting import end_within

    room = next(at for at, taken in enumerate(accumulate(map(_width, line))) if taken >= width)
    return f"{line[: end_within(line, room)].rstrip(' ,;:')}…"


def fitted(text: str, width: int) -> str:
    """``text`` as a cell of a table: on one line, cut or filled to exactly ``width`` columns."""
    cell = clean(shorten(one_line(text), width))
    return cell + " " * (width - columns(cell))
