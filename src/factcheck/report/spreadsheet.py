"""Rows for a spreadsheet, as CSV.

Invariant: no cell is a formula, whichever of comma, semicolon, tab or bar a program parts the lines at; and nothing is
lost: what nobody can see is written so that it can be seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Begins a file, because Excel reads UTF-8 as such only with it; other programs skip it (Python: ``utf-8-sig``)."""

# What a program may pass over before it looks for a formula, besides white space and what is no letter at all:
# quotation marks, and what has no shape.
_PASSED = frozenset("\"'`´“”„‟‘’‚‛«»‹›\u2800\u3164\u115f\u1160\uffa0\u034f\u180b\u180c\u180d\u180f")
_VARIATIONS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))  # of the letter before, unseen without one
_FORMULA = frozenset("=+-@＝＋－＠﹦﹢﹣﹫")
_HIDING = frozenset("\t\r\n\0")  # some programs drop them, and with them what stood before the formula
_BEGINNING = re.compile(r"(?<=[;|\t\n])")  # of a cell, for a program that parts lines there
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
    return _UNSEEN.sub(_seen, _guarded(_BREAKS.sub("\n", text)))


def _guarded(text: str) -> str:
    """``text`` with an apostrophe wherever a cell may begin with a formula."""
    first, *others = _BEGINNING.split(text)
    return _piece(first, _HIDING) + "".join(_piece(one) for one in others)


def _piece(text: str, hiding: frozenset[str] = frozenset()) -> str:
    begins = next((one for one in text if one in hiding or not _is_passed(one)), "")
    return f"'{text}" if begins in _FORMULA or begins in hiding else text


def _is_passed(letter: str) -> bool:
    if letter in "\t\n":
        return False
    unseen = letter.isspace() or unicodedata.category(letter)[0] in "CZ" or letter in _PASSED
    return unseen or any(ord(letter) in variation for variation in _VARIATIONS)


def _seen(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
