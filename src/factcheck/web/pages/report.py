"""The report on an article in each of its formats.

Invariant: the bytes are those that ``factcheck report`` gives the same person; that they were given is entered
afterwards.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request
from starlette.background import BackgroundTask
from starlette.responses import Response

from factcheck.errors import UsageError
from factcheck.report import FORMATS, render
from factcheck.report.model import ArticleReport
from factcheck.report.plain import one_line
from factcheck.web.asked import line, missing, part
from factcheck.web.people import Asking, Here, Shared

router = APIRouter()


PDF = "pdf"


class Shown(NamedTuple):
    """How a format leaves: what it is called here, its type, the ending of a file of it, and whether it opens in the
    browser."""

    words: str
    type: str
    ending: str
    opens: bool = False


_KNOWN: Mapping[str, Shown] = {
    "html": Shown("HTML", "text/html; charset=utf-8", "html", opens=True),
    PDF: Shown("PDF", "application/pdf", "pdf"),
    "text": Shown("Text", "text/plain; charset=utf-8", "txt", opens=True),
    "md": Shown("Markdown", "text/markdown; charset=utf-8", "md"),
    "csv": Shown("CSV", "text/csv; charset=utf-8", "csv"),
    "json": Shown("JSON", "application/json", "json"),
    "claimreview": Shown("ClaimReview", "application/ld+json", "jsonld"),
}
FORMATS_SHOWN: Mapping[str, Shown] = {name: _KNOWN[name] for name in _KNOWN if name in (*FORMATS, PDF)}
"""The formats that reports can be had in, in the order in which they are offered."""

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 60  # letters of a title in a file's name


@router.get("/articles/{article_id:id}/report")
def report(request: Request, here: Here, who: Asking, shared: Shared, article_id: str) -> Response:
    asked = line(request.query_params, "format") or "html"
    if asked not in FORMATS_SHOWN:
        raise HTTPException(422, f"no report format '{asked}'. One of {', '.join(FORMATS_SHOWN)}.")
    since = line(request.query_params, "since") or None
    try:
        found = here.report(article_id, by=who.name)
    except UsageError as problem:
        raise missing(problem) from problem
    if since is not None:
        found = here.report(article_id, by=who.name, since=since)
    body = shared.printed(found) if asked == PDF else render(found, asked).encode()
    shown = FORMATS_SHOWN[asked]
    headers = {} if shown.opens else {"content-disposition": f"attachment; {file_name(found, shown.ending)}"}
    if asked == "html":
        headers["content-security-policy"] = policy(body)
    told = BackgroundTask(here.reported, found, by=who.name)
    return Response(body, headers=headers, media_type=shown.type, background=told)


def policy(body: bytes) -> str:
    """What the report's own page may do: wear its own style, and nothing else."""
    style = _STYLE.search(body)
    digest = base64.b64encode(hashlib.sha256(style.group(1) if style else b"").digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )


def file_name(found: ArticleReport, ending: str) -> str:
    """The parameters of a Content-Disposition that name a file after the article, in ASCII and in all letters."""
    title = _NAME.sub("-", one_line(found.article.title or "")).strip(".-_")[:_LONGEST].rstrip(".-_")
    name = f"{title or 'article'}-{found.article.id[:8]}.{ending}"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"filename=\"{plain.lstrip('.-_') or f'report.{ending}'}\"; filename*=UTF-8''{part(name)}"
