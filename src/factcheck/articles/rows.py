"""Rows of a table as lines that stand alone: "Orvale — 2024: 1,200; 2025: 1,450".

Invariant: every cell that is not empty stands in exactly one line as it is printed, but for headings, which stand
beside each of their values; a unit in a heading is said with each bare number below or beside it, so that figures read
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

Cells = Sequence[Sequence[str]]
Column = Sequence[str]

_MOST_HEADING_COLUMNS = 3
_MOST_HEADING_ROWS = 4
_LONGEST_HEADING = 15  # words; a longer cell is prose
_LONGEST_LABEL = 5  # words of a heading in a table without any figures

_NUMBER = r"[-+−–]?\d+(?:[.,'’  ]\d+)*"
_FIGURE = re.compile(
    rf"\(?\s?[<>~≈±]?\s?[^\w\s(]{{0,3}}\s?{_NUMBER}\s?(?:[^\W\d_]{{1,4}}|[^\w\s]{{1,3}})?\s?\)?(?:\s?\[\w\])?"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:1[5-9]|20|21)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?"
_PERIOD = re.compile(
    rf"(?:(?:q[1-4]|h[12]|fy|{_MONTH}|\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}},?)[\s-]?)?(?:{_YEAR})(?:[\s-]?(?:q[1-4]|h[12]))?"
    r"|\d{4}-\d\d(?:-\d\d)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
    re.IGNORECASE,
)
# Of a row's heading: "(£m)", "(tonnes)", "%", and no name's "(M)".
_HAS_UNIT = re.compile(r"\((?:[^()]+\s)?(?:[^\W\d_]{2,}|[^()\s]*[^\w\s()][^()\s]*)\)$|%$")
_OF_TIME = re.compile(r"(?:years?|dates?|days?|months?|since|built|begun|\w+ed)\b", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "–", "—", "−", "..", "...", "…", ":"})
_SENTENCE = re.compile(r"[.!?]\s*$|\w:\s")


class _Shape(NamedTuple):
    """Where a table's headings stand: rows above its body, from ``first`` on, and columns at its left."""

    first: int
    heading_rows: int
    heading_columns: int


def rows(cells: Cells, header_rows: int | None = None, header_columns: int | None = None) -> list[str]:
    """The lines of a table, from rows of cells in which a cell that spans several is written in each of them.

    ``header_rows`` and ``header_columns`` say how many rows at the top and columns at the left hold headings; None:
    told by what stands in them. Lines above a heading row and notes among the rows stand by themselves; a row that
    only names a group stands before the rows of the group.
    """
    return [line for _, line in numbered(cells, header_rows, header_columns)]


def numbered(
    cells: Cells, header_rows: int | None = None, header_columns: int | None = None
) -> Iterator[tuple[int, str]]:
    """The lines with the place of the row that each was made of, counted from 0 in ``cells``. Where an empty row stands
    before one with other headings, another table begins. One that holds nothing but headings is given as they stand."""
    table = _rectangle(cells)
    starts = [0] if header_rows is not None else [0, *_further_tables(table)]
    for start, end in pairwise([*starts, len(table)]):
        for at, line in _of_one(table[start:end], header_rows, header_columns):
            yield start + at, line


def _further_tables(table: Cells) -> Iterator[int]:
    for at in range(1, len(table) - 1):
        if any(table[at]) and not any(table[at - 1]) and not _alone(table[at]):
            below = list(takewhile(any, table[at:]))
            if any(map(_is_figure, chain.from_iterable(below))) and _heading_rows(below):
                yield at


def _of_one(table: Cells, header_rows: int | None, header_columns: int | None) -> Iterator[tuple[int, str]]:
    shape = _shape(table, header_rows, header_columns)
    for at in range(shape.first):
        if line := _plainly(table[at]):
            yield at, line
    body = range(shape.first + shape.heading_rows, len(table))
    if not body:
        yield from ((at, line) for at in range(shape.first, len(table)) if (line := _plainly(table[at])))
        return
    from factcheck.articles import column_units  # it knows all units of figures, which take long to load

    headings = _headings(table[shape.first : body.start], shape.heading_columns) or [""] * len(table[0])
    units = [column_units.written_with(heading) for heading in headings]
    group = ""
    for at in body:
        row = table[at]
        if (alone := _alone(row)) and len(row) > 1:
            if at + 1 < body.stop and _names_group(alone, table[at + 1]):
                group = alone
            else:
                yield at, alone
        elif line := _line(row, headings, units, shape.heading_columns, group):
            yield at, line


def _names_group(alone: str, following: Column) -> bool:
    return _has_letter(alone) and not _SENTENCE.search(alone) and any(following) and not _alone(following)


# -- lines ------------------------------------------------------------------------------


def _line(
    row: Column, headings: Sequence[str], units: Sequence[Callable[[str], str]], heading_columns: int, group: str
) -> str:
    """One row: "its headings — column heading: value; …"."""
    from factcheck.articles import column_units

    own = [group, *(_own_heading(row[at], headings[at]) for at in range(heading_columns))]
    front = ", ".join(dict.fromkeys(part for part in own if part not in _NOTHING))
    unit = column_units.written_with(own[-1]) if _HAS_UNIT.search(own[-1]) else str
    values, before = [], None
    for at in range(heading_columns, len(row)):
        value, heading = row[at], headings[at]
        if value in _NOTHING or (heading and (value, heading) == before):  # one that spans several columns is said once
            continue
        before = (value, heading)
        written = units[at](value)
        if written == value and not _PERIOD.fullmatch(value):
            written = unit(value)
        values.append(f"{heading}: {written}" if heading else written)
    return (" — " if any(headings) else ": ").join(filter(None, (front, "; ".join(values))))


def _own_heading(cell: str, heading: str) -> str:
    """A row's heading; what a year or number is of is said with it."""
    return f"{heading} {cell}" if heading and cell not in _NOTHING and cell[:1].isdigit() else cell


def _headings(above: Cells, heading_columns: int) -> list[str]:
    """The headings over each column, the levels joined: "Rents, social", "Rents 2024"."""
    filled = [_spread(row, lower, heading_columns) for row, lower in pairwise(above)]
    columns = zip(*filled, *above[-1:], strict=True)
    return [_joined(dict.fromkeys(part.rstrip(" :") for part in column if part)) for column in columns]


def _joined(levels: Iterable[str]) -> str:
    joined = ""
    for level in levels:
        joined += (" " if _PERIOD.fullmatch(level) else ", ") * bool(joined) + level
    return joined


def _spread(row: Column, lower: Column, start: int) -> list[str]:
    """A heading written over the first of its columns stands over those at its right that a lower level parts."""
    filled = list(row)
    for at in range(max(start, 1) + 1, len(row)):
        if not row[at] and lower[at] and filled[at - 1]:
            filled[at] = filled[at - 1]
    return filled


def _plainly(row: Column) -> str:
    return _alone(row) or "; ".join(filter(None, row))


# -- where the headings are -------------------------------------------------------------


def _rectangle(cells: Cells) -> list[list[str]]:
    """The cells with their white space folded, every row as wide as the widest."""
    width = max(map(len, cells), default=0)
    return [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in cells]


def _shape(table: Cells, header_rows: int | None, header_columns: int | None) -> _Shape:
    first = _first_row(table) if header_rows is None else 0
    below = table[first:]
    if header_rows is None:
        header_rows = _heading_rows(below)
    if header_columns is None:
        header_columns = _heading_columns(below[header_rows:])
    return _Shape(first, min(header_rows, len(below)), header_columns)


def _first_row(table: Cells) -> int:
    """The first row that more than one column reaches: above it stand the table's name and notes."""
    return next((at for at, row in enumerate(table) if not _alone(row) and any(row)), 0)


def _heading_rows(table: Cells) -> int:
    """How many rows of headings there are: rows without figures, above others that have some."""
    counts = [any(map(_is_figure, row)) for row in table]
    if not any(counts):
        return int(_is_row_of_labels(table) or _stands_over_periods(table))
    count = 0
    while (
        count < min(_MOST_HEADING_ROWS, len(table) - 1)
        and not counts[count]
        and (not count or _goes_on(table[count - 1], table[count]))
        and all(len(cell.split()) <= _LONGEST_HEADING for cell in table[count])
    ):
        count += 1
    if count and _are_periods(table[:count]) and not any(map(_has_letter, table[0])):
        return count if any(counts[count:]) else 0
    return count


def _goes_on(upper: Column, lower: Column) -> bool:
    """Whether a row below a row of headings holds headings as well: it parts or qualifies the upper ones."""
    from factcheck.articles import column_units

    if _alone(lower):
        return False
    values = [cell for cell in lower[1:] if cell]
    parts = any(lower[at] and (not upper[at] or upper[at] == upper[at - 1]) for at in range(1, len(lower)))
    return bool(values) and (parts or all(column_units.unit_of(cell) or _PERIOD.fullmatch(cell) for cell in values))


def _are_periods(headings: Cells) -> bool:
    return all(_PERIOD.fullmatch(cell) for row in headings for cell in row[1:] if cell)


def _is_row_of_labels(table: Cells) -> bool:
    """Whether the first row of a table without figures names its columns. Two columns are more often pairs."""
    first = table[0] if table else []
    return (
        len(table) > 1
        and len(first) > 2
        and all(cell and len(cell.split()) <= _LONGEST_LABEL for cell in first)
        and len(set(first)) == len(first)
    )


def _stands_over_periods(table: Cells) -> bool:
    """Whether the first row names a column of years or days: "Opened" over 1954. Over one alone it must be a word of
    time, because "Town, Lorn" over "Founded, 1954" are pairs."""
    body = [row for row in table[1:] if any(row)]
    return bool(body) and any(
        _names_periods(heading, alone=len(body) == 1) and all(_PERIOD.fullmatch(row[at]) for row in body)
        for at, heading in enumerate(table[0])
        if at
    )


def _names_periods(heading: str, *, alone: bool) -> bool:
    words = heading.split()
    return bool(words) and all(map(str.islower, words[1:])) and (not alone or bool(_OF_TIME.match(heading)))


def _heading_columns(body: Cells) -> int:
    """The fewest columns at the left, of words or periods, that tell every row from the others."""
    told = [row for row in body if not _alone(row)]
    width = len(told[0]) if told else 0
    if width == 2 and not any(_is_figure(cell) for row in told for cell in row):
        return 1
    for count in range(1, min(_MOST_HEADING_COLUMNS, width - 1) + 1):
        if not all(_is_heading(row[count - 1]) for row in told):
            return 0
        if len({tuple(row[:count]) for row in told}) == len(told):
            rest = any(_is_figure(cell) for row in told for cell in row[count:])
            return count if rest and any(row[0] for row in told) else 0
    return 0


def _is_heading(cell: str) -> bool:
    return not _is_figure(cell) and len(cell.split()) <= _LONGEST_HEADING


def _is_figure(cell: str) -> bool:
    """Whether a cell holds a figure that is no year or day."""
    return bool(_FIGURE.fullmatch(cell)) and not _PERIOD.fullmatch(cell)


def _has_letter(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def _alone(row: Column) -> str:
    """The one thing that a row says, in one cell or in words that span them all; empty for none or more."""
    said = [cell for cell in row if cell]
    spans_all = len(said) == len(row) and len(set(said)) == 1 and _has_letter(said[0])
    return said[0] if len(said) == 1 or spans_all else ""
