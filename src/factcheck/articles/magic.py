"""What bytes are, told by how they begin, whatever their file is called.

Invariant: only what is surely one kind is told; a ZIP archive is one by the names of what it holds, which are not
unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile

from factcheck.files import FileKind

_PDF_WITHIN = 1_024  # bytes: some programs write before the mark
_ZIP = b"PK\x03\x04"
_PARTS = {"word/document.xml": FileKind.WORD, "xl/workbook.xml": FileKind.EXCEL, "xl/workbook.bin": FileKind.EXCEL}
_MIMETYPE = 100  # bytes of the part of an OpenDocument that says what it is
_SLIDES = b"presentation"

_UNPACK = "Unpack it and hand in the files that it holds"
_EXPORT = "Save it as .docx, PDF, text or HTML and hand in that"
_WORDS = "Hand in its words: ocrmypdf makes a PDF with text of a scan"
_SPOKEN = "Hand in a transcript (.txt) or subtitles (.srt, .vtt)"
# How a file that nobody reads begins, what it is, and what to do.
_UNREAD = tuple(
    (re.compile(begins, re.DOTALL), what, remedy)
    for begins, what, remedy in (
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "a ZIP archive", _UNPACK),
        (rb".{257}ustar", "a TAR archive", _UNPACK),
        (rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ\0|\x28\xb5\x2f\xfd|\x1f\x9d", "compressed data", _UNPACK),
        (rb"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
        (rb"Rar!\x1a\x07", "a RAR archive", _UNPACK),
        (
            rb"\xd0\xcf\x11\xe0",
            "an old Microsoft Office file (.doc, .xls, .ppt, .msg)",
            "Save it as .docx, .xlsx, .eml or PDF and hand in that",
        ),
        (rb"\{\\rtf", "an RTF file", _EXPORT),
        (rb"%!PS", "a PostScript file", "Convert it to PDF and hand in that"),
        (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:heic|heif|mif1|avif)", "a picture", _WORDS),
        (rb"ID3|OggS|fLaC|RIFF.{4}(?:WAVE|AVI )|.{4}ftyp|\x1aE\xdf\xa3|\xff[\xfb\xf3\xf2]", "a recording", _SPOKEN),
        (rb"SQLite format 3\0", "a database", "Export its tables as .csv and hand in those"),
        (
            rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d",
            "a mailbox",
            "Save each mail as .eml and hand in those",
        ),
    )
)
_PACKED = (  # what a ZIP archive holds that is of a kind that nobody reads
    ("META-INF/container.xml", "an EPUB book"),
    ("ppt/presentation.xml", "a set of slides"),
    ("Index/Document.iwa", "a document of Pages, Numbers or Keynote"),
    ("Index.zip", "a document of Pages, Numbers or Keynote"),
)


def told_by(data: bytes) -> FileKind | None:
    """The kind that ``data`` is, or None for text and for what nobody reads."""
    if b"%PDF-" in data[:_PDF_WITHIN] and data.lstrip()[:1] != b"<":
        return FileKind.PDF
    names = _names(data)
    if "content.xml" in names and {"mimetype", "META-INF/manifest.xml"} & set(names):
        return None if _SLIDES in _mimetype(data) else FileKind.OPEN_DOCUMENT
    return next((_PARTS[name] for name in names if name in _PARTS), None)


def unread(data: bytes) -> str | None:
    """What ``data`` is that nobody reads, and the remedy: "a ZIP archive. Unpack it …". None for all else."""
    names, mimetype = _names(data), _mimetype(data)
    packed = next((what for name, what in _PACKED if name in names), "a set of slides" if _SLIDES in mimetype else None)
    if packed:
        return f"{packed}. {_EXPORT}"
    return next((f"{what}. {remedy}" for begins, what, remedy in _UNREAD if begins.match(data)), None)


def _names(data: bytes) -> list[str]:
    """The names of what a ZIP archive holds; nothing for other data."""
    if not data.startswith(_ZIP):
        return []
    try:
        return zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError):
        return []


def _mimetype(data: bytes) -> bytes:
    """What an archive says that it is in its first part, which is not packed."""
    return data[30 : 38 + _MIMETYPE] if data[30:38] == b"mimetype" else b""
