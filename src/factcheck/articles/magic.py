"""What bytes are, told by how they begin, whatever their file is called.

Invariant: only what is surely one kind is told; a ZIP archive is one by the names of what it holds, which are not
unpacked.
"""

from __future__ import annotations

import io
import zipfile

from factcheck.files import FileKind

_PDF_WITHIN = 1_024  # bytes: some programs write before the mark
_PARTS = {"word/document.xml": FileKind.WORD, "xl/workbook.xml": FileKind.EXCEL, "xl/workbook.bin": FileKind.EXCEL}


def told_by(data: bytes) -> FileKind | None:
    """The kind that ``data`` is, or None for text and for what nobody reads."""
    if b"%PDF-" in data[:_PDF_WITHIN] and data.lstrip()[:1] != b"<":
        return FileKind.PDF
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, RuntimeError, OSError):
        return None
    if "content.xml" in names and {"mimetype", "META-INF/manifest.xml"} & set(names):
        return FileKind.OPEN_DOCUMENT
    return next((_PARTS[name] for name in names if name in _PARTS), None)
