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

from factcheck.report import beside, changes, log, phrases, wordings
from factcheck.report.excerpts import excerpt, whole
from factcheck.report.holding import REPLY_TO_ALL, Blocker
from factcheck.report.links import web_address
from factcheck.report.marking import MarkedPiece, marked
from factcheck.report.method import method
from factcheck.report.model import ArticleReport, runs
from factcheck.report.outline import LABELLED, PLACES
from factcheck.report.plain import clean
from factcheck.report.sources import sources

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATES = Path(__file__).parent / "templates"
_GRAVEST_FIRST = ("contradicted", "stale", "unchecked", "pending", "unverified", "supported", "dismissed")
_COLOURS = {
    Blocker.CONTRADICTED: "contradicted",
    Blocker.NOT_SAID: "contradicted",
    Blocker.SAID_OTHERWISE: "contradicted",
    Blocker.MISQUOTED: "contradicted",
    Blocker.DISPUTED: "stale",
    Blocker.STALE: "stale",
    Blocker.RESTATED: "contradicted",
    Blocker.UNCHECKED: "unchecked",
    Blocker.SECOND: "pending",
    Blocker.OWN_VOICE: "unverified",
    Blocker.AWAITING_REPLY: "unverified",
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
    environment.filters.update(css=phrases.tone, web=web_address, runs=runs)
    environment.globals.update(
        phrases=phrases,
        wordings=wordings,
        labels=LABELLED,
        method=method,
        places=PLACES,
        colours=_COLOURS,
        excerpt=excerpt,
        whole=whole,
        beside=beside,
        changes=changes,
        log=log,
        reply_to_all=REPLY_TO_ALL,
        gravest=gravest,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return environment.get_template("report.html.j2")


def gravest(piece: MarkedPiece) -> str:
    """The class that colours a stretch which several claims may cover."""
    return min(map(phrases.tone, piece.claims), key=_GRAVEST_FIRST.index)
