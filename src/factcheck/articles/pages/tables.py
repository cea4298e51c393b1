"""Tables that hold data, row by row; tables that set a page are none.

Invariant: each value stands once, beside the headings of its column and row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from factcheck.articles.pages.markup import words_of
from factcheck.articles.rows import rows

_PROSE_CELL = 80  # characters in a cell from which on it is no datum
_MOST_SPANNED = 50  # columns or rows, whatever a page says
_MOST_CELLS = 100_000


def rows_of(table: Any, words_in: Callable[[Any], str]) -> list[str] | None:
    """The caption and the rows of ``table`` as lines, or None if the table sets the page.

    ``words_in`` gives the words of a cell that a reader sees.
    """
    if _is_layout(table):
        return None
    caption = [words_in(one) for one in table.iterchildren("caption")]
    lines = list(table.iter("tr"))
    header_rows = next((at for at, line in enumerate(lines) if line.find("td") is not None), len(lines))
    declared = table.find(".//th") is not None
    header_columns = int(all(line.find("th") is not None for line in lines[header_rows:]))
    return [
        *filter(None, caption),
        *rows(_grid(lines, words_in), header_rows if declared and header_rows else None, header_columns or None),
    ]


def _is_layout(table: Any) -> bool:
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return True
    lines = [[cell for cell in line if cell.tag in ("td", "th")] for line in table.iter("tr")]
    if max(map(len, lines), default=0) < 2:
        return True
    sizes = [len(words_of(cell)) for line in lines for cell in line]
    if table.find(".//th") is not None and len(lines) > 1:
        return False
    return len(lines) < 2 or 2 * sum(size for size in sizes if size >= _PROSE_CELL) >= sum(sizes)


def _grid(lines: list[Any], words_in: Callable[[Any], str]) -> list[list[str]]:
    """The cells row by row, one that spans several written in each of them."""
    table: list[dict[int, str]] = [{} for _ in lines]
    held = 0
    for at, line in enumerate(lines):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while column in table[at]:
                column += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            held += wide * high
            if held > _MOST_CELLS:
                wide = high = 1
            words = words_in(cell)
            for row in table[at : at + high]:
                row.update((column + k, words) for k in range(wide))
            column += wide
    return [[row.get(column, "") for column in range(max(row, default=-1) + 1)] for row in table]


def _span(cell: Any, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(max(int(said), 1), _MOST_SPANNED) if said.isdecimal() else 1
