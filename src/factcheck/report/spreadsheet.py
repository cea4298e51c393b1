"""Rows for a spreadsheet, as CSV.

Invariant: no cell is a formula, whichever of comma, semicolon, tab or bar a program parts the lines at; and nothing is
lost: what nobody can see is written so that it can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Begins a file, because Excel reads UTF-8 as such only with it; other programs skip it (Python: ``utf-8-sig``)."""

# What a program may pass over before it looks for a formula: white space, quotation marks, what has no shape.
_PASSED = (
    " \x00-\x08\x0b-\x1f\x7f-\xa0\xad\u061c\u1680\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\"'`´“”„‟‘’‚‛«»‹›"
)
_FORMULA = r"=+\-@＝＋－＠﹦﹢﹣﹫"
_OPENS = re.compile(
    # A cell begins here, and a formula in it, or white space that hides one;
    rf"\A(?=[{_PASSED}]*[{_FORMULA}\t\r\n\0])"
    # or it would begin here for a program that parts lines elsewhere.
    rf"|(?<=[;|\t\n])(?=[{_PASSED}]*[{_FORMULA}])"
)
_BREAKS = re.compile("\r\n|[\u2028\u2029\x85]")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """``rows``, the first of them the header, as CSV after RFC 4180: commas, every cell in quotation marks, lines that
    end in ``\\r\\n``; with a byte order mark in front."""
    return BOM + "".join(f"{','.join(map(_quoted, row))}\r\n" for row in rows)


def _quoted(value: object) -> str:
    escaped = cell(value).replace('"', '""')
    return f'"{escaped}"'


def cell(value: object) -> str:
    """A value as the text of a cell; None is empty.

    What a program could take for a formula gets an apostrophe in front. Line breaks are ``\\n``, other control
    characters their pictures (␀), and what turns the direction of writing its number (⟨U+202E⟩).
    """
    text = "" if value is None else str(value)
    return _UNSEEN.sub(_seen, _OPENS.sub("'", _BREAKS.sub("\n", text)))


def _seen(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
