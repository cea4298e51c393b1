"""OpenDocument files, texts (.odt) and tables (.ods), to a draft.

Invariant: the text is what stands there with all tracked changes accepted; deletions, annotations and hidden words are
no part of it, and what was left out is counted in a notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from factcheck.articles.draft import Draft, Metadata, Piece, drafted
from factcheck.articles.office.notices import Counts
from factcheck.articles.office.package import Package
from factcheck.articles.office.sheets import Sheet, sheet_pieces
from factcheck.articles.office.styles import hint_of
from factcheck.articles.properties import metadata_of
from factcheck.articles.raised import raised
from factcheck.articles.rows import rows
from factcheck.articles.safe_xml import attribute, local
from factcheck.domain import BlockKind

_SKIPPED = frozenset(
    """tracked-changes annotation annotation-end note-citation sequence-decls variable-decls forms scripts ruby-text
    hidden-text hidden-paragraph bookmark title desc shapes named-expressions database-ranges""".split()
)
_INDEXES = frozenset("table-of-content alphabetical-index illustration-index table-index bibliography".split())
_MOST_REPEATED = 1_000  # cells or rows that are written once and meant often
_LONGEST_CELL = 60  # words; a table with longer ones arranges text


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says of its text: its parent, its name for people, and whether nobody sees it or it is raised."""

    parent: str
    name: str
    hidden: bool
    raised: bool


@dataclass(slots=True)
class _Reader:
    """The pieces of a document while it is read, and what was met on the way."""

    looks: dict[str, _Look]
    counts: Counts = field(default_factory=Counts)
    pieces: list[Piece] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def body(self, parent: Any, hint: BlockKind | None = None, why: str = "") -> None:
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                self.paragraph(element, hint, why)
            elif name == "table":
                self.table(element)
            elif name in _INDEXES:
                self.body(element, BlockKind.OTHER, "an index")
            elif name in ("list-item", "list-header"):
                self.body(element, BlockKind.LIST_ITEM, "item of a list")
            elif name == "section" and attribute(element, "display") == "none":
                self.counts.hidden += 1
            elif name and name not in _SKIPPED:
                self.body(element, hint, why)

    def paragraph(self, element: Any, hint: BlockKind | None, why: str) -> None:
        found, told = self._hint(element)
        words = self.words(element)
        self.pieces.append(Piece(words, hint or found, why if hint else told))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.body(box)

    def _hint(self, element: Any) -> tuple[BlockKind | None, str]:
        style, seen = attribute(element, "style-name"), set[str]()
        while style and style not in seen:
            seen.add(style)
            look = self.looks.get(style)
            if hint := hint_of(look.name if look and look.name else style):
                return hint, f"style “{style}”"
            style = look.parent if look else ""
        return (BlockKind.HEADING, "heading") if local(element) == "h" else (None, "")

    def words(self, parent: Any) -> str:
        """The words below ``parent``, as a reader sees them."""
        text = parent.text or ""
        for element in parent:
            text += self._word(element, text) + (element.tail or "")
        return text

    def _word(self, element: Any, before: str) -> str:
        match local(element):
            case "s":
                return " "
            case "tab" | "line-break":
                return " "
            case "note":
                self.notes.append(element)
            case "text-box":
                self.boxes.append(element)
            case "annotation":
                self.counts.comment(next((found.text or "" for found in element.iter("{*}creator")), ""))
            case "span":
                return self._span(element, before)
            case name if name and name not in _SKIPPED:
                return self.words(element)
        return ""

    def _span(self, element: Any, before: str) -> str:
        look = self.looks.get(attribute(element, "style-name"))
        words = self.words(element)
        if look and look.hidden:
            self.counts.hidden += bool(words.strip())
            return ""
        return raised(before, words.strip()) if look and look.raised else words

    def table(self, element: Any) -> None:
        cells = [line for _, _, line in _lines(element, self)]
        width = max(map(len, cells), default=0)
        if width < 2 or any(len(cell.split()) > _LONGEST_CELL for row in cells for cell in row):
            for cell in element.iter("{*}table-cell"):
                self.body(cell)
            return
        headings = sum(1 for group in element.iterchildren("{*}table-header-rows") for _ in group.iter("{*}table-row"))
        self.pieces.extend(Piece(line, BlockKind.ROW, "row of a table") for line in rows(cells, headings or None))


def draft(data: bytes, name: str) -> Draft:
    """Raises InputError, naming the remedy, if the file is damaged, encrypted, or made to do harm."""
    package = Package(data, name)
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise package.refusal("protected by a password. Save it without one and hand in that")
    content = package.xml("content.xml")
    reader = _Reader(_looks(content) | (_looks(package.xml("styles.xml")) if package.has("styles.xml") else {}))
    _count_changes(content, reader.counts)
    reader.counts.macros = any(part.startswith("Basic/") and part.endswith(".xml") for part in package.parts)
    sheets = next(content.iter("{*}spreadsheet"), None)
    if sheets is not None:
        pieces, notices = sheet_pieces(_sheet(table, reader) for table in sheets.iterchildren("{*}table"))
        return drafted(pieces, _metadata(package), notices=(*notices, *reader.counts.notices()))
    for text in content.iter("{*}body"):
        reader.body(text)
    for note in reader.notes:
        for body in note.iter("{*}note-body"):
            words = " ".join(reader.words(paragraph).strip() for paragraph in body.iter("{*}p"))
            reader.pieces.append(Piece(words, BlockKind.OTHER, attribute(note, "note-class") or "footnote"))
            reader.counts.notes += 1
    return drafted(reader.pieces, _metadata(package), notices=reader.counts.notices())


def _looks(root: Any) -> dict[str, _Look]:
    found = {}
    for style in root.iter("{*}style"):
        text = [one for one in style if local(one) == "text-properties"]
        table = [one for one in style if local(one) == "table-properties"]
        found[attribute(style, "name")] = _Look(
            attribute(style, "parent-style-name"),
            attribute(style, "display-name"),
            any(attribute(one, "display") in ("none", "false") for one in (*text, *table)),
            any(attribute(one, "text-position").startswith(("super", "3")) for one in text),
        )
    return found


def _count_changes(content: Any, counts: Counts) -> None:
    for changed in content.iter("{*}changed-region"):
        for change in changed:
            author = next((found.text or "" for found in change.iter("{*}creator")), "")
            if local(change) == "insertion":
                counts.insert(author)
            elif local(change) == "deletion":
                counts.delete(author)


# -- tables -----------------------------------------------------------------------------


def _lines(table: Any, reader: _Reader) -> Iterator[tuple[int, bool, list[str]]]:
    """The rows of a table: number in it, whether it is hidden, and its cells, one that spans several in each."""
    number = 1
    below: dict[int, tuple[str, int]] = {}
    for row in table.iter("{*}table-row"):
        if next(row.iterancestors("{*}table"), None) is not table:
            continue
        line: list[str] = []
        for cell in row:
            if local(cell) not in ("table-cell", "covered-table-cell"):
                continue
            words = " ".join(filter(None, (reader.words(p).strip() for p in cell.iterchildren("{*}p", "{*}h"))))
            columns, spanned = (_count(cell, f"number-columns-{how}") for how in ("repeated", "spanned"))
            if local(cell) == "covered-table-cell" and not words:
                words = below.get(len(line), ("", 0))[0] or (line[-1] if line else "")
            if (deep := _count(cell, "number-rows-spanned")) > 1:
                below |= {len(line) + at: (words, number + deep) for at in range(spanned)}
            line.extend([words] * columns)
        below = {at: held for at, held in below.items() if held[1] > number + 1}
        repeated = _count(row, "number-rows-repeated")
        for _ in range(repeated if any(line) else 1):
            yield number, attribute(row, "visibility") in ("collapse", "filter"), line
            number += 1
        number += 0 if any(line) else repeated - 1


def _count(element: Any, name: str) -> int:
    said = attribute(element, name)
    return min(int(said), _MOST_REPEATED) if said.isdecimal() and int(said) else 1


def _sheet(table: Any, reader: _Reader) -> Sheet:
    look = reader.looks.get(attribute(table, "style-name"))
    sheet = Sheet(attribute(table, "name"), is_hidden=bool(look and look.hidden))
    for number, hidden, line in _lines(table, reader):
        sheet.add(number, line, hidden=hidden)
    return sheet


def _metadata(package: Package) -> Metadata:
    if not package.has("meta.xml"):
        return Metadata()
    said = {local(element): element.text for element in package.xml("meta.xml").iter()}
    return metadata_of(
        said.get("title"),
        said.get("initial-creator") or said.get("creator"),
        said.get("creation-date") or said.get("date"),
    )
