"""Tables that hold data, row by row; tables that set a page are none.

Invariant: each value stands once, beside the headings of its column and row.
"""

from __future__ import annotations

from typing import Any

_PROSE_CELL = 80  # characters in a cell from which on it is no datum


def rows_of(table: Any) -> list[str] | None:
    """The rows of ``table`` as words, or None if the table sets the page."""
    if _is_layout(table):
        return None
    grid = _grid(table)
    headers = 1 if grid and _is_heading_row(table) else 0
    return rows(grid, headers, 1 if _heads_rows(table) else 0)


def _is_layout(table: Any) -> bool:
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return True
    cells = [len(words_of(cell)) for cell in table.iter("td")]
    if not cells or len(list(table.iter("tr"))) < 2:  # noqa: PLR2004 - one row compares nothing
        return True
    if table.find(".//th") is not None:
        return False
    long = sum(size for size in cells if size >= _PROSE_CELL)
    return 2 * long >= sum(cells) or all(len(row) < 2 for row in table.iter("tr"))  # noqa: PLR2004
