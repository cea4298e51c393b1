"""Excel workbooks (.xlsx) to a draft.

Invariant: a cell is read as the program shows it: with its number of decimals, as a percentage, as a day.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any

from factcheck.articles.draft import Draft, Metadata, drafted
from factcheck.articles.office.cells import shown
from factcheck.articles.office.package import Package
from factcheck.articles.office.sheets import MAX_CELLS, Sheet, sheet_pieces
from factcheck.articles.properties import metadata_of
from factcheck.articles.safe_xml import attribute, local

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BUILT_IN = {
    9: "0%", 10: "0.00%", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: off


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    package: Package
    strings: list[str]
    formats: list[str]  # by the number of a cell's style
    is_1904: bool


def draft(data: bytes, name: str) -> Draft:
    """Raises InputError, naming the remedy, if the file is damaged, encrypted, or made to do harm."""
    package = Package(data, name)
    if package.has("xl/workbook.bin"):
        raise package.refusal("a binary workbook (.xlsb). Save it as .xlsx or .csv and hand in that")
    workbook = package.xml("xl/workbook.xml")
    is_1904 = any(attribute(one, "date1904") in ("1", "true") for one in workbook.iter("{*}workbookPr"))
    book = _Book(package, _strings(package), _formats(package), is_1904)
    targets = _targets(package)
    pieces, notices = sheet_pieces(
        _sheet(book, one, targets.get(_relation(one), "")) for one in workbook.iter("{*}sheet")
    )
    if any(part.endswith("vbaProject.bin") for part in package.parts):
        notices = (*notices, "it holds macros; they were not run")
    return drafted(pieces, _metadata(package), notices=notices)


def _targets(package: Package) -> dict[str, str]:
    """The parts of the sheets, by the ids that the workbook has for them."""
    part = "xl/_rels/workbook.xml.rels"
    relations = package.xml(part) if package.has(part) else ()
    return {
        attribute(one, "Id"): posixpath.normpath(posixpath.join("/xl", attribute(one, "Target"))).lstrip("/")
        for one in relations
    }


def _relation(sheet: Any) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _strings(package: Package) -> list[str]:
    part = "xl/sharedStrings.xml"
    return [_text(one) for one in package.elements(part, "{*}si")] if package.has(part) else []


def _text(element: Any) -> str:
    """The words of a string, without what says how they are pronounced."""
    return "".join(one.text or "" for one in element.iter("{*}t") if next(one.iterancestors("{*}rPh"), None) is None)


def _formats(package: Package) -> list[str]:
    if not package.has("xl/styles.xml"):
        return []
    styles = package.xml("xl/styles.xml")
    own = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in styles.iter("{*}numFmt")}
    found = []
    for group in styles.iterchildren("{*}cellXfs"):
        for style in group:
            number = attribute(style, "numFmtId")
            found.append(own.get(number) or _BUILT_IN.get(int(number) if number.isdecimal() else 0, ""))
    return found


# -- a sheet ----------------------------------------------------------------------------


def _sheet(book: _Book, said: Any, part: str) -> Sheet:
    sheet = Sheet(attribute(said, "name"), is_hidden=attribute(said, "state") in ("hidden", "veryHidden"))
    if sheet.is_hidden or not book.package.has(part):  # or it is a chart
        return sheet
    hidden_columns: set[int] = set()
    held: dict[int, list[str]] = {}
    hidden_rows: set[int] = set()
    count = number = 0
    for element in book.package.elements(part, "{*}col", "{*}row", "{*}mergeCell"):
        if local(element) == "col" and attribute(element, "hidden") in ("1", "true"):
            hidden_columns.update(
                range(int(attribute(element, "min")) - 1, min(int(attribute(element, "max")), 16_384))
            )
        elif local(element) == "row":
            number = int(attribute(element, "r") or number + 1)
            held[number] = _cells(book, element, sheet, hidden_columns)
            count += len(held[number])
            if attribute(element, "hidden") in ("1", "true"):
                hidden_rows.add(number)
        elif local(element) == "mergeCell":
            _merge(held, attribute(element, "ref"))
        if count > MAX_CELLS:
            raise book.package.refusal(f"more than {MAX_CELLS:,} cells. Hand in a part of it")
    before = 0
    for number, cells in held.items():
        if number > before + 1:
            sheet.add(number - 1, ())
        sheet.add(number, cells, hidden=number in hidden_rows)
        before = number
    return sheet


def _cells(book: _Book, row: Any, sheet: Sheet, hidden: set[int]) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren("{*}c"):
        place = _REFERENCE.fullmatch(attribute(cell, "r"))
        column = _column(place[1]) if place else len(cells)
        cells.extend([""] * (column - len(cells)))
        cells.append("" if column in hidden else _value(book, cell, sheet))
    return cells


def _column(letters: str) -> int:
    """ "A" is 0, "AB" is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(book: _Book, cell: Any, sheet: Sheet) -> str:
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        return _text(cell)
    value = next((one.text for one in cell.iterchildren("{*}v") if one.text), None)
    if value is None:
        sheet.uncomputed += next(cell.iterchildren("{*}f"), None) is not None
        return ""
    if kind == "s":
        return book.strings[int(value)] if int(value) < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind != "n":
        return str(value)
    style = attribute(cell, "s")
    at = int(style) if style.isdecimal() else 0
    return shown(value, book.formats[at] if at < len(book.formats) else "", is_1904=book.is_1904)


def _merge(held: dict[int, list[str]], reference: str) -> None:
    """Write what stands in the first of merged cells into each of them."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not start or not end:
        return
    left, right = _column(start[1]), _column(end[1])
    source = held.get(int(start[2]), [])
    words = source[left] if left < len(source) else ""
    for number in range(int(start[2]), min(int(end[2]), int(start[2]) + 10_000) + 1):
        if words and number in held:
            row = held[number]
            row.extend([""] * (right + 1 - len(row)))
            row[left : right + 1] = [words] * (right + 1 - left)


def _metadata(package: Package) -> Metadata:
    if not package.has("docProps/core.xml"):
        return Metadata()
    said = {local(element): element.text for element in package.xml("docProps/core.xml")}
    return metadata_of(said.get("title"), said.get("creator"), said.get("created"))
