"""Sheets of a spreadsheet as lines that stand alone, each known by its sheet and row.

Invariant: hidden sheets and rows are no part of the text, and their number is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from factcheck.articles.draft import Piece
from factcheck.articles.rows import numbered
from factcheck.domain import BlockKind
from factcheck.domain.text import counted

MAX_CELLS = 5_000_000


@dataclass(slots=True)
class Sheet:
    """A sheet's name, and its rows that hold something, with their numbers as the program shows them."""

    name: str
    is_hidden: bool = False
    cells: list[Sequence[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    hidden_rows: int = 0
    uncomputed: int = 0  # formulas whose value was never stored

    def add(self, number: int, cells: Sequence[str], *, hidden: bool = False) -> None:
        """Add a row; one without words keeps two tables apart."""
        if hidden:
            self.hidden_rows += any(cells)
        else:
            self.cells.append(cells)
            self.numbers.append(number)


def sheet_pieces(sheets: Iterable[Sheet]) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces of all sheets that are seen, each under its name, and what there is to tell of them."""
    pieces: list[Piece] = []
    told: list[str] = []
    for sheet in sheets:
        if sheet.is_hidden:
            told.append(f"the sheet “{sheet.name}” is hidden and was not read")
            continue
        if sheet.hidden_rows:
            told.append(f"sheet “{sheet.name}”: {counted(sheet.hidden_rows, 'hidden row')} not read")
        if sheet.uncomputed:
            told.append(
                f"sheet “{sheet.name}”: {counted(sheet.uncomputed, 'formula')} without a stored value, not read. "
                "Open the file in its program, save it, and hand it in again"
            )
        lines = list(numbered(_used_columns(sheet.cells)))
        places = [f"sheet {sheet.name}, row {sheet.numbers[at]}" for at, _ in lines]
        pieces.extend(Piece(sheet.name, BlockKind.HEADING, "name of the sheet", place=place) for place in places[:1])
        pieces.extend(
            Piece(line, BlockKind.ROW, "row of a table", place=place)
            for (_, line), place in zip(lines, places, strict=True)
        )
    return pieces, tuple(told)


def _used_columns(cells: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows without the columns in which nothing stands."""
    used = sorted({at for row in cells for at, cell in enumerate(row) if cell})
    return [[row[at] if at < len(row) else "" for at in used] for row in cells]
