"""Word documents (.docx) to a draft.

Invariant: the text is what stands there with all tracked changes accepted; deletions, comments, hidden words and the
numbers of notes are no part of it, and what was left out is counted in a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.articles.office.notices import Counts
from factcheck.articles.office.package import Package
from factcheck.articles.office.styles import hint_of
from factcheck.articles.properties import metadata_of
from factcheck.articles.raised import raised
from factcheck.articles.rows import rows
from factcheck.articles.safe_xml import attribute, local
from factcheck.domain import BlockKind

_DOCUMENT = "word/document.xml"
_SKIPPED = frozenset(
    "del moveFrom instrText delInstrText delText Fallback pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr "
    "commentReference annotationRef footnoteRef endnoteRef rt".split()
)
_LONGEST_CELL = 60  # words; a table with longer ones arranges text
_MOST_COLUMNS = 100
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class _Style:
    """A style by its name in English, with the one it is based on."""

    name: str
    based_on: str
    outline: bool
    hidden: bool


@dataclass(slots=True)
class _Reader:
    """The pieces of a document while it is read, and what was met on the way."""

    styles: dict[str, _Style]
    counts: Counts = field(default_factory=Counts)
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # the contents of text boxes, read behind their paragraph
    before: str = ""  # words of a paragraph whose end was deleted: it goes on with the next

    # -- paragraphs ---------------------------------------------------------------------

    def body(self, parent: Any) -> None:
        for element in parent:
            match local(element):
                case "p":
                    self.paragraph(element)
                case "tbl":
                    self.table(element)
                case name if name not in _SKIPPED:
                    self.body(element)

    def paragraph(self, element: Any, hint: BlockKind | None = None, why: str = "") -> None:
        words = self.before + self.words(element)
        self.before = words if _child(element, "pPr", "rPr", "del") is not None else ""
        if not self.before:
            found, told = self._hint(element)
            self.pieces.append(Piece(words, hint or found, why or told))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.body(box)

    def _hint(self, element: Any) -> tuple[BlockKind | None, str]:
        name = _said(element, "pPr", "pStyle")
        is_outlined = _child(element, "pPr", "outlineLvl") is not None
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            seen.add(name)
            if hint := hint_of(self.styles[name].name):
                return hint, f"style “{self.styles[name].name}”"
            is_outlined = is_outlined or self.styles[name].outline
            name = self.styles[name].based_on
        if is_outlined:
            return BlockKind.HEADING, "level of the outline"
        if _child(element, "pPr", "numPr") is not None:
            return BlockKind.LIST_ITEM, "numbered or with a bullet"
        return None, ""

    def words(self, parent: Any) -> str:
        """The words below ``parent``, as a reader sees them."""
        text = ""
        for element in parent:
            name = local(element)
            self._count(element, name)
            if name in _SKIPPED:
                continue
            if name == "r":
                text += self._run(element, text)
            elif name == "txbxContent":
                self.boxes.append(element)
            elif name in ("t", "delText"):
                text += element.text or ""
            elif name in _SIGNS:
                text += _SIGNS[name]
            elif name == "sym":
                text += _symbol(attribute(element, "char"))
            else:
                text += self.words(element)
        return text

    def _run(self, element: Any, before: str) -> str:
        if _is_on(_child(element, "rPr", "vanish")) or self._is_hidden(_said(element, "rPr", "rStyle")):
            self.counts.hidden += bool(self.words(element).strip())
            return ""
        words = self.words(element)
        return raised(before, words.strip()) if _said(element, "rPr", "vertAlign") == "superscript" else words

    def _is_hidden(self, style: str) -> bool:
        return style in self.styles and self.styles[style].hidden

    def _count(self, element: Any, name: str) -> None:
        if name in ("ins", "moveTo"):
            self.counts.insert(attribute(element, "author"))
        elif name in ("del", "moveFrom"):
            self.counts.delete(attribute(element, "author"))

    # -- tables -------------------------------------------------------------------------

    def table(self, element: Any) -> None:
        """Its rows; or, of a table that only arranges text, what stands in its cells."""
        found = [row for row in element.iterchildren("{*}tr") if _child(row, "trPr", "del") is None]
        cells: list[list[str]] = []
        for row in found:
            above = cells[-1] if cells else []
            line: list[str] = []
            for cell, span in self._cells(row):
                merged = _child(cell, "tcPr", "vMerge")
                goes_on = merged is not None and attribute(merged, "val") != "restart" and len(line) < len(above)
                line.extend([above[len(line)] if goes_on else self._cell(cell)] * span)
            cells.append(line)
        if max(map(len, cells), default=0) < 2 or any(
            len(cell.split()) > _LONGEST_CELL for row in cells for cell in row
        ):
            for row in found:
                for cell, _ in self._cells(row):
                    self.body(cell)
            return
        headings = sum(_is_on(_child(row, "trPr", "tblHeader")) for row in found)
        self.pieces.extend(Piece(line, BlockKind.ROW, "row of a table") for line in rows(cells, headings or None))

    def _cells(self, row: Any) -> Iterator[tuple[Any, int]]:
        """The cells of a row, each with how many columns it spans."""
        for cell in row.iter("{*}tc"):
            if next(cell.iterancestors("{*}tr"), None) is row:
                span = _said(cell, "tcPr", "gridSpan")
                yield cell, max(1, min(int(span), _MOST_COLUMNS)) if span.isdecimal() else 1

    def _cell(self, cell: Any) -> str:
        paragraphs = (one for one in cell.iter("{*}p") if next(one.iterancestors("{*}txbxContent"), None) is None)
        return " ".join(filter(None, (self.words(paragraph).strip() for paragraph in paragraphs)))


_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-", "ptab": " "}


def draft(data: bytes, name: str) -> Draft:
    """Raises InputError, naming the remedy, if the file is damaged, encrypted, or made to do harm."""
    package = Package(data, name)
    part = _DOCUMENT if package.has(_DOCUMENT) else _document(package)
    reader = _Reader(_styles(package))
    for running in sorted(part for part in package.parts if re.fullmatch(r"word/(?:header|footer)\d*\.xml", part)):
        words = " ".join(_Reader(reader.styles).words(package.xml(running)).split())
        reader.pieces.append(Piece(words, why="header or footer of the pages", dropped=True))
    reader.body(package.xml(part)[0])
    reader.pieces.append(Piece(reader.before))
    for kind in ("footnote", "endnote"):
        _notes(package, reader, kind)
    if package.has("word/comments.xml"):
        for comment in package.xml("word/comments.xml").iter("{*}comment"):
            reader.counts.comment(attribute(comment, "author"))
    reader.counts.macros = any(part.endswith("vbaProject.bin") for part in package.parts)
    return drafted(reader.pieces, _metadata(package), notices=reader.counts.notices())


def _document(package: Package) -> str:
    """The part that holds the text, where it is called otherwise."""
    for relation in package.xml("_rels/.rels") if package.has("_rels/.rels") else ():
        if attribute(relation, "Type").endswith("/officeDocument"):
            return attribute(relation, "Target").lstrip("/")
    return _DOCUMENT


def _styles(package: Package) -> dict[str, _Style]:
    if not package.has("word/styles.xml"):
        return {}
    return {
        attribute(style, "styleId"): _Style(
            _said(style, "name"),
            _said(style, "basedOn"),
            outline=_child(style, "pPr", "outlineLvl") is not None,
            hidden=_is_on(_child(style, "rPr", "vanish")),
        )
        for style in package.xml("word/styles.xml").iter("{*}style")
    }


def _notes(package: Package, reader: _Reader, kind: str) -> None:
    part = f"word/{kind}s.xml"
    if not package.has(part):
        return
    for note in package.xml(part).iter(f"{{*}}{kind}"):
        if attribute(note, "type") in ("", "normal"):
            words = " ".join(reader.words(paragraph).strip() for paragraph in note.iter("{*}p"))
            reader.pieces.append(Piece(words, BlockKind.OTHER, kind))
            reader.counts.notes += 1


def _metadata(package: Package) -> Metadata:
    if not package.has("docProps/core.xml"):
        return Metadata()
    said = {local(element): element.text for element in package.xml("docProps/core.xml")}
    return metadata_of(said.get("title"), said.get("creator"), said.get("created"))


def _said(element: Any, *names: str) -> str:
    """The value of a child as ``_child`` finds it, or nothing."""
    found = _child(element, *names)
    return "" if found is None else attribute(found, "val")


def _child(element: Any, *names: str) -> Any:
    """The first child of that name, of the first child of the one before …, or None."""
    for name in names:
        element = next((child for child in element if local(child) == name), None)
        if element is None:
            return None
    return element


def _is_on(switch: Any) -> bool:
    return switch is not None and attribute(switch, "val").lower() not in _OFF


def _symbol(code: str) -> str:
    """A letter of a font of symbols, where it is one of Unicode as well."""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if 0xE000 <= ord(letter) < 0xF900 else letter
