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

from factcheck.report import beside, changes, closing, log, phrases, templating, wordings
from factcheck.report.best import best
from factcheck.report.excerpts import Excerpt, excerpt, whole
from factcheck.report.folding import foldable, kept_back, printed
from factcheck.report.glance import HEIGHT, glance
from factcheck.report.holding import REPLY_TO_ALL, Blocker
from factcheck.report.links import web_address
from factcheck.report.marking import MarkedPiece, marked
from factcheck.report.method import BRIEF, method, not_used
from factcheck.report.model import ArticleReport, ClaimReport, runs
from factcheck.report.need import NOTHING_HOLDS, by_need
from factcheck.report.outline import LABELLED, PLACES
from factcheck.report.plain import shorten
from factcheck.report.sidenotes import side_notes
from factcheck.report.sources import rests_on, sources
from factcheck.report.twice import second_looks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Template

    from factcheck.domain import Evidence

_TEMPLATES = Path(__file__).parent / "templates"
_AT_LENGTH = 120  # letters of cited words that are printed once
_GRAVEST_FIRST = ("contradicted", "stale", "unchecked", "pending", "unverified", "supported", "dismissed")
BLOCKER_TONES = {
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
    blocks, needed = marked(report), by_need(report)
    return _template().render(
        report=report,
        blocks=[(block, side_notes(report, block)) for block in blocks],
        placed={number.item.number for block in blocks for piece in block.pieces for number in piece.numbers},
        figure=glance(report),
        needed=needed,
        cited_in=_cited_in(item for group in needed for item in group.items),
        sources=sources(report),
        resting=rests_on(report),
        looks=second_looks(report),
    )


def _cited_in(items: Iterable[ClaimReport]) -> dict[tuple[str, str], int]:
    """The number of the first claim, in the order of the page, in which words are cited at length, by passage and
    words."""
    first: dict[tuple[str, str], int] = {}
    for item in items:
        for made in filter(None, (item.decision, item.standing.second)):
            for citation in made.citations:
                if len(citation.exact) > _AT_LENGTH:
                    first.setdefault((citation.passage_id, citation.exact), item.number)
    return first


@cache
def _template() -> Template:
    from markupsafe import Markup

    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    environment = templating.environment(_TEMPLATES)
    environment.keep_trailing_newline = True  # the page is a file
    environment.filters.update(css=phrases.tone, web=web_address, runs=runs, shorten=shorten)
    environment.globals.update(
        phrases=phrases,
        closing=closing,
        wordings=wordings,
        labels=LABELLED,
        brief=BRIEF,
        method=method,
        not_used=not_used,
        nothing_holds=NOTHING_HOLDS,
        places=PLACES,
        colours=BLOCKER_TONES,
        best=best,
        closest=closest,
        foldable=foldable,
        kept_back=kept_back,
        printed=printed,
        whole=whole,
        beside=beside,
        changes=changes,
        log=log,
        reply_to_all=REPLY_TO_ALL,
        gravest=gravest,
        bead=HEIGHT,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return environment.get_template("report.html.j2")


def gravest(piece: MarkedPiece) -> str:
    """The class that colours a stretch which several claims may cover."""
    return min(map(phrases.tone, piece.claims), key=_GRAVEST_FIRST.index)


def closest(evidence: Evidence) -> Excerpt:
    """Of a passage, the sentence that comes closest to the claim, with what differs; or its beginning."""
    part = excerpt(evidence)
    if part.exact.start == part.exact.end:
        return part
    return Excerpt(part.exact._replace(end=part.exact.start), part.exact, part.exact._replace(start=part.exact.end))
