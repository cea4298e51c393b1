"""The report as CommonMark.

Invariant: text from outside stays text. Whatever in it could begin markup is escaped, it
never holds a line break, and the only links are to http and https addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from factcheck.report.links import web_address
from factcheck.report.model import ArticleReport
from factcheck.report.nodes import Heading, ListItem, Node, Quote, TextLine
from factcheck.report.outline import outline
from factcheck.report.plain import one_line

# Beside CommonMark's own: tables, strike-through, formulas and references of its common extensions.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~$#]|:(?=//)|(?<=\bwww)\.|^[+=-]|^\d+[.)]")


def render_markdown(report: ArticleReport) -> str:
    """The report as CommonMark, claims in the order of need, without any raw HTML."""
    lines: list[str] = []
    before: Node | None = None
    for node in outline(report, needed=True):
        if before is not None and not (isinstance(node, ListItem) and isinstance(before, ListItem)):
            lines.append("")
        lines += _lines(node)
        before = node
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """``text`` on one line, with nothing left in it that CommonMark or its usual extensions would act on."""
    return _SPECIAL.sub(lambda found: f"{found.group()[:-1]}\\{found.group()[-1]}", one_line(text))


def _lines(node: Node) -> Iterator[str]:
    match node:
        case Heading(level, text):
            yield f"{'#' * level} {escape(text)}"
        case TextLine(text, hold):
            yield escape(text) if hold is None else f"**{escape(text)}**"
        case Quote(text):
            yield f"> {escape(text)}"
        case ListItem(label, text, depth):
            address = web_address(text) if label in ("Link", "Address") else None
            value = f"<{_encoded(address)}>" if address else escape(text)
            yield f"{'  ' * depth}- **{escape(label)}:** {value}"


def _encoded(address: str) -> str:
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~-._")
