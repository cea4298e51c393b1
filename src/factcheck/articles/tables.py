"""CSV, and its like parted by semicolons or tabs, to a draft of rows that stand alone.

Invariant: a cell is read as it is printed, decimal commas included; each row is known by its number in the file.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.articles.rows import numbered
from factcheck.domain import BlockKind
from factcheck.files import ShapeError

MAX_ROWS = 300_000
_DELIMITERS = "\t;|,"  # where two part the lines alike, the first: a comma may stand within figures
_SAMPLE = 200  # lines looked at to tell what parts the cells
_LONGEST_CELL = 1_000_000


def draft(source: str) -> Draft:
    """Raises ShapeError where a table has more than MAX_ROWS rows, or cannot be parted into cells."""
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = _delimiter(source)
    cells: list[list[str]] = []
    numbers: list[int] = []
    reader = csv.reader(io.StringIO(source), delimiter=delimiter, skipinitialspace=True)
    begins = 1
    try:
        for row in reader:
            cells.append(row)
            numbers.append(begins)
            begins = reader.line_num + 1
            if len(cells) > MAX_ROWS:
                raise ShapeError(f"a table of more than {MAX_ROWS:,} rows; hand in a part of it")
    except csv.Error as problem:
        raise ShapeError(
            f"line {begins} cannot be read as CSV ({problem}); look for an open quotation mark"
        ) from problem
    return drafted(pieces(cells, [f"row {number}" for number in numbers]), Metadata())


def pieces(cells: Sequence[Sequence[str]], places: Sequence[str]) -> list[Piece]:
    """The lines of a table, each with the place of its row."""
    return [Piece(line, BlockKind.ROW, "row of a table", place=places[at]) for at, line in numbered(cells)]


def _delimiter(source: str) -> str:
    """What parts the cells: the sign that the most lines have equally often, outside of quotation marks."""
    lines = [line for line in source[: 200 * _SAMPLE].split("\n")[:_SAMPLE] if line.strip()]

    def evenness(sign: str) -> int:
        counts = Counter(_outside_quotes(line).count(sign) for line in lines)
        counts.pop(0, None)
        return max(counts.values(), default=0)

    return max(_DELIMITERS, key=evenness)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])
