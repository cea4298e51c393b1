"""What is answered in place of what was asked.

Invariant: a refusal has the shape of what was asked: a page for pages, ``{"error": "…", "code": 2}`` for the API; it
says what was wrong and what can be done, and is sent even where nothing else works.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from factcheck.report.plain import clean
from factcheck.web.people import is_api
from factcheck.web.showing import page

# A page for which nothing is looked up: of whom it is for, and which claims wait.
_BARE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark"><title>Not just now – factcheck</title>'
    '<link rel="stylesheet" href="/static/desk.css"></head>'
    "<body><main><h1>That does not work just now</h1><p>{words}</p>"
    "<p>What you typed is in the page before this one: go back to it, and try again in a moment.</p>"
    '<p><a href="/queue">The queue</a></p></main></body></html>\n'
)


def refusal(
    request: Request,
    status: int,
    words: str,
    headers: Mapping[str, str] | None = None,
    *,
    code: int = 2,
    **values: Any,
) -> Response:
    """The answer ``words``; ``code`` is what the command line would exit with, for the API, and ``values`` are for the
    template, in place of what it would show."""
    if is_api(request):
        made: Response = JSONResponse({"error": clean(words), "code": code}, status)
    else:
        try:
            made = page(request, "refused.html.j2", status, words=words, **values)
        except Exception:  # whatever is wrong with the database, a page says what it can
            made = HTMLResponse(_BARE.format(words=html.escape(clean(words))), status)
    made.headers.update(headers or {})
    return made
