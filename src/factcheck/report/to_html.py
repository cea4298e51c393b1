"""The report as one HTML page that asks for nothing from anywhere.

Invariant: every outside text is cleaned and escaped on its way into the page, and the
page's own policy forbids all that is not in it: no script, no image, no font, no form.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.report import beside, phrases, wordings
from factcheck.report.excerpts import excerpt, whole
from factcheck.report.links import web_address
from factcheck.report.marking import MarkedPiece, marked
from factcheck.report.model import ArticleReport, Blocker, ClaimReport, runs
from factcheck.report.outline import LABELLED, PLACES
from factcheck.report.plain import clean
from factcheck.report.sources import sources

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = Path(__file__).parent / "templates"
_GRAVEST_FIRST = ("contradicted", "stale", "unchecked", "unverified", "supported")
_COLOURS = {
    Blocker.CONTRADICTED: "contradicted",
    Blocker.MISQUOTED: "contradicted",
    Blocker.STALE: "stale",
    Blocker.RESTATED: "contradicted",
    Blocker.UNCHECKED: "unchecked",
    Blocker.OWN_VOICE: "unverified",
    Blocker.SINGLE_SOURCE: "unverified",
}


def render_html(report: ArticleReport) -> str:
    """The whole report as a page of its own, for screens light and dark and for paper."""
    blocks = marked(report)
    placed = {number.item.number for block in blocks for piece in block.pieces for number in piece.numbers}
    return _template().render(report=report, blocks=blocks, placed=placed, sources=sources(report))


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters.update(css=css_class, web=web_address, runs=runs)
    environment.globals.update(
        phrases=phrases,
        wordings=wordings,
        labels=LABELLED,
        places=PLACES,
        colours=_COLOURS,
        excerpt=excerpt,
        whole=whole,
        beside=beside,
        gravest=gravest,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return environment.get_template("report.html.j2")


def css_class(item: ClaimReport) -> str:
    """The class that colours a claim. One whose citation is stale never looks as if it stood."""
    return "stale" if item.stale else item.status.name.lower()


def gravest(piece: MarkedPiece) -> str:
    """The class that colours a stretch which several claims may cover."""
    return min(map(css_class, piece.claims), key=_GRAVEST_FIRST.index)
