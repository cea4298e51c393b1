"""One ArticleReport, computed once, rendered many ways.

Invariant: a renderer is a pure function of the report. The same report gives the same
bytes, and nothing is shown that the report does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from factcheck.errors import UsageError
from factcheck.report.model import ArticleReport, Blocker, ClaimReport, Status
from factcheck.report.to_brief import render_brief
from factcheck.report.to_html import render_html
from factcheck.report.to_json import as_dict, render_json
from factcheck.report.to_markdown import render_markdown
from factcheck.report.to_text import render_text

__all__ = [
    "FORMATS",
    "ArticleReport",
    "Blocker",
    "ClaimReport",
    "Status",
    "as_dict",
    "render",
    "render_brief",
    "render_text",
]

FORMATS: Final[dict[str, Callable[[ArticleReport], str]]] = {
    "text": render_text,
    "md": render_markdown,
    "html": render_html,
    "json": render_json,
}


def render(report: ArticleReport, format: str) -> str:  # noqa: A002 - the word its users know
    """The report in one of ``FORMATS``, ending with a line feed.

    Raises UsageError for a format that is not among them.
    """
    try:
        renderer = FORMATS[format]
    except KeyError:
        raise UsageError(f"unknown report format '{format}'. Known: {', '.join(FORMATS)}.") from None
    return renderer(report)
