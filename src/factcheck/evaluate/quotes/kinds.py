"""Direct, mixed or indirect, by the quotation marks of the text alone.

Invariant: no code is shared with ``language.marks``, so that a fault in the pairing there shows in
the figures; time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcheck.domain import QuotationKind, Span

_DOUBLE = re.compile(r"``|''|[“”„‟«»\"]")
_ONLY_OPENERS = frozenset({"``", "“", "„", "‟", "«"})
_ONLY_CLOSERS = frozenset({"”", "»"})
_SINGLE = re.compile(r"['‘’\"]")
_LETTERS = re.compile(r"[A-Za-z]{2}")


def kind_of(text: str, content: Iterable[Span], inside: bytearray) -> QuotationKind:
    """The kind of a ``content``, ``inside`` being 1 where a character stands between marks."""
    told = {bool(inside[at]) for start, end in content for at in range(start, end) if text[at].isalnum()}
    if True not in told:
        return QuotationKind.INDIRECT
    return QuotationKind.MIXED if False in told else QuotationKind.DIRECT


def inside_marks(text: str) -> bytearray:
    """For each character, whether it stands between quotation marks, the marks themselves counted.

    Pairs do not nest and do not leave their paragraph; one that is not closed reaches its end.
    """
    inside = bytearray(len(text))
    for paragraph in re.finditer(r"[^\n]+", text):
        _fill_doubles(text, Span(*paragraph.span()), inside)
        _fill_singles(text, Span(*paragraph.span()), inside)
    return inside


def _fill_doubles(text: str, paragraph: Span, inside: bytearray) -> None:
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, *paragraph):
        if opened is None:
            opened = mark.start() if _opens(text, mark, paragraph) else None
        elif mark.group() not in _ONLY_OPENERS:
            _fill(inside, Span(opened, mark.end()))
            opened = None
    if opened is not None:
        _fill(inside, Span(opened, paragraph.end))


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    if mark.group() in _ONLY_OPENERS or mark.group() in _ONLY_CLOSERS:
        return mark.group() in _ONLY_OPENERS
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if mark.group() == "''":
        return not before.isalnum() and not after.isspace()
    is_inches = before.isdigit() and after.isspace()
    return not is_inches and (mark.end() < paragraph.end or before.isspace())


def _fill_singles(text: str, paragraph: Span, inside: bytearray) -> None:
    opened: int | None = None
    for found in _SINGLE.finditer(text, *paragraph):
        at, mark = found.start(), found.group()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        in_word, ends_word = _is_word(before) and _is_word(after), not _is_word(after)
        if opened is not None and mark in "'’" and ends_word:
            if _LETTERS.search(text, opened, at) and not any(inside[opened : at + 1]):
                _fill(inside, Span(opened, at + 1))
            opened = None
        elif mark in "'‘" and not _is_word(before) and before not in ("'", "’") and (_is_word(after) or after in "$."):
            opened = at if opened is None or mark == "'" else opened
        elif not in_word and mark != "‘":
            opened = None


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _fill(inside: bytearray, span: Span) -> None:
    inside[span.start : span.end] = b"\1" * (span.end - span.start)
