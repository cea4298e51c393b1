"""Pages from templates.

Invariant: every outside text is cleaned and escaped on its way into a page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from starlette.responses import HTMLResponse

from factcheck.report import phrases, templating
from factcheck.report.links import web_address
from factcheck.report.model import hashed, runs
from factcheck.report.plain import shorten
from factcheck.web.people import form_token, signed_in

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of ours, with who is signed in and what its forms must carry."""
    made = environment().get_template(template)
    known = {"person": signed_in(request), "csrf": form_token(request), "path": request.url.path}
    return HTMLResponse(made.render({**known, **values}), status)


def _sentence(words: str) -> str:
    """The words as a sentence begins."""
    return words[:1].upper() + words[1:]


@cache
def environment() -> Environment:
    """Where the templates are, and what all of them may call."""
    made = templating.environment(_TEMPLATES)
    made.filters.update(web=web_address, sentence=_sentence)
    made.globals.update(phrases=phrases, shorten=shorten, hashed=hashed, runs=runs)
    return made
