"""What is answered in place of what was asked.

Invariant: a refusal has the shape of what was asked: a page for pages, ``{"error": "…"}`` for the API; it says what was
wrong and what can be done, and is sent even where nothing else works.
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


def refusal(
    request: Request, status: int, words: str, headers: Mapping[str, str] | None = None, **values: Any
) -> Response:
    """The answer ``words``. ``values`` are for the template, in place of what it would show."""
    if is_api(request):
        made: Response = JSONResponse({"error": clean(words)}, status)
    else:
        try:
            made = page(request, "refused.html.j2", status, words=words, **values)
        except Exception:  # whatever is wrong with the database, a page says what it can
            made = HTMLResponse(f"<!doctype html><title>factcheck</title><p>{html.escape(clean(words))}</p>", status)
    made.headers.update(headers or {})
    return made
