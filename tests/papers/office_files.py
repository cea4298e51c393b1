"""Office files made part by part, as small as they can be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)
ODF = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "drawing")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{based}</w:style>'
    for id_, name, based in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", ""),
        ("Hausstil", "House heading", '<w:basedOn w:val="berschrift1"/>'),
        ("Zitat", "Quote", ""),
    )
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def docx(body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document of ``body``, the XML within w:body, and further parts by their names."""
    return package(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
            **(parts or {}),
        }
    )


def p(words: str, style: str = "", properties: str = "") -> str:
    """A paragraph of one run, or of XML where ``words`` is such."""
    look = (f'<w:pStyle w:val="{style}"/>' if style else "") + properties
    runs = words if words.startswith("<") else r(words)
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def odt(text: str, styles: str = "", meta: str = "") -> bytes:
    """An OpenDocument text of ``text``, the XML within office:text."""
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
    meta = f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>"
    return package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta})


def ods(tables: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def xlsx(
    sheets: Mapping[str, str], *, formats: str = "", strings: str = "", states: Mapping[str, str] | None = None
) -> bytes:
    """A workbook; each sheet is the XML within its worksheet. ``formats`` are codes parted by lines: styles 1, 2, …"""
    codes = formats.split("\n") if formats else []
    said = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}" state="{(states or {}).get(name, "visible")}"/>'
        for at, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    escaped = [code.replace("&", "&amp;").replace('"', "&quot;") for code in codes]
    styles = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(escaped))
    used = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(codes)))
    return package(
        {
            "[Content_Types].xml": TYPES,
            "xl/workbook.xml": f"<workbook {S} {R}><sheets>{said}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="x">{relations}</Relationships>',
            "xl/styles.xml": f"<styleSheet {S}><numFmts>{styles}</numFmts>"
            f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>',
            "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
            **{
                f"xl/worksheets/sheet{at}.xml": f"<worksheet {S}>{xml}</worksheet>"
                for at, xml in enumerate(sheets.values(), 1)
            },
        }
    )


def row(number: int, *cells: str | float | tuple[float, int], hidden: bool = False) -> str:
    """A row of a sheet: words, numbers, or numbers with the number of their style."""
    written = ""
    for at, cell in enumerate(cells):
        place = f"{chr(65 + at)}{number}"
        if isinstance(cell, str):
            written += f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>' if cell else ""
        else:
            value, style = cell if isinstance(cell, tuple) else (cell, 0)
            written += f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    mark = ' hidden="1"' if hidden else ""
    return f'<row r="{number}"{mark}>{written}</row>'
