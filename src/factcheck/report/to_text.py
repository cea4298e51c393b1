"""The report for the terminal and for plain-text mail.

Invariant: plain lines of the given width, in which nothing from outside can act on the
terminal; colour only repeats what the words say.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from factcheck.domain import Article
from factcheck.report.claim_outline import claim_outline
from factcheck.report.model import ArticleReport, ClaimReport
from factcheck.report.nodes import Heading, ListItem, Node, Quote, TextLine
from factcheck.report.outline import outline
from factcheck.report.paint import Paint
from factcheck.report.plain import columns, one_line, wrap
from factcheck.report.to_short import render_short

_RULES = {1: "═", 2: "─"}


def render_text(report: ArticleReport, width: int = 100, colour: bool = False, full: bool = False) -> str:
    """The report in lines of at most ``width`` columns: what an editor needs, or ``full`` of all that is known. Links
    are never broken."""
    return _laid_out(outline(report), width, Paint(colour)) if full else render_short(report, width, colour)


def render_claim(article: Article, item: ClaimReport, width: int = 100, colour: bool = False) -> str:
    """One claim as it stands in the whole report, behind the paragraphs it comes from."""
    alone = ArticleReport(article, (item,), "", "", "", "", 0)
    return _laid_out(chain(_context(article, item), claim_outline(alone, item)), width, Paint(colour))


def _context(article: Article, item: ClaimReport) -> Iterator[Node]:
    yield Heading(2, article.title or "Article without a headline")
    for block in article.blocks:
        if any(block.span.overlaps(span) for span in item.claim.spans):
            yield TextLine(block.span.of(article.text))


def _laid_out(nodes: Iterator[Node], width: int, paint: Paint) -> str:
    lines: list[str] = []
    before: Node | None = None
    for node in nodes:
        if before is not None and not (isinstance(node, ListItem) and isinstance(before, ListItem | Quote)):
            lines.append("")
        lines += _lines(node, width, paint)
        before = node
    return "\n".join(lines) + "\n"


def _lines(node: Node, width: int, paint: Paint) -> Iterator[str]:
    match node:
        case Heading():
            yield from _heading(node, width, paint)
        case TextLine(text, hold):
            for line in wrap(one_line(text), width):
                yield line if hold is None else paint.hold(line, hold)
        case Quote(text):
            yield from wrap(one_line(text), width, "  │ ")
        case ListItem(label, text, depth):
            indent = "  " * (depth + 1)
            yield from wrap(f"{one_line(label)}: {one_line(text)}", width, indent, f"{indent}  ")


def _heading(node: Heading, width: int, paint: Paint) -> Iterator[str]:
    lines = wrap(one_line(node.text), width)
    for line in lines:
        yield paint.strong(line) if node.item is None else paint.status(line, node.item)
    if node.level in _RULES:
        yield _RULES[node.level] * max(map(columns, lines), default=0)
