"""One ArticleReport, computed once, rendered many ways.

Invariant: a renderer is a pure function of the report. The same report gives the same
bytes, and nothing is shown that the report does not hold. A format is one module with one
function, named in ``FORMATS``; none is imported before it is asked for, because every
command of the command line begins by importing this package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.report.holding import Blocker
    from factcheck.report.model import ArticleReport, ClaimReport, Status
    from factcheck.report.to_block import render_block
    from factcheck.report.to_brief import render_brief
    from factcheck.report.to_claimreview import render_claimreview
    from factcheck.report.to_csv import render_csv
    from factcheck.report.to_html import render_html
    from factcheck.report.to_json import as_dict, claim_as_dict, render_json
    from factcheck.report.to_markdown import render_markdown
    from factcheck.report.to_text import render_claim, render_text

__all__ = [
    "FORMATS",
    "ArticleReport",
    "Blocker",
    "ClaimReport",
    "Status",
    "as_dict",
    "claim_as_dict",
    "render",
    "render_block",
    "render_brief",
    "render_claim",
    "render_claimreview",
    "render_csv",
    "render_html",
    "render_json",
    "render_markdown",
    "render_text",
]

FORMATS: Final = {
    "text": "render_text",
    "md": "render_markdown",
    "html": "render_html",
    "json": "render_json",
    "csv": "render_csv",
    "claimreview": "render_claimreview",
}
_HOMES: Final = {
    "ArticleReport": "model",
    "Blocker": "holding",
    "ClaimReport": "model",
    "Status": "model",
    "as_dict": "to_json",
    "claim_as_dict": "to_json",
    "render_block": "to_block",
    "render_brief": "to_brief",
    "render_claim": "to_text",
    "render_claimreview": "to_claimreview",
    "render_csv": "to_csv",
    "render_html": "to_html",
    "render_json": "to_json",
    "render_markdown": "to_markdown",
    "render_text": "to_text",
}


def render(report: ArticleReport, format: str) -> str:  # noqa: A002 - the word its users know
    """The report in one of ``FORMATS``, ending with a line feed.

    Raises UsageError for a format that is not among them, and where "claimreview" lacks what readers of one want.
    """
    if format not in FORMATS:
        raise UsageError(f"unknown report format '{format}'. Known: {', '.join(FORMATS)}.")
    made: str = __getattr__(FORMATS[format])(report)
    return made


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
