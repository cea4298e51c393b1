"""What is where, which key does what, and how to read what is shown."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from factcheck.report.method import BRIEF
from factcheck.web.people import Shared
from factcheck.web.showing import page
from factcheck.workspace.reviewing.keys import DEFAULTS, keys

router = APIRouter()


@router.get("/help")
def help_page(request: Request, shared: Shared) -> Response:
    """Shown to whoever asks, signed in or not."""
    settings = shared.workspace.settings
    by_act = keys(settings.keys).by_act
    listed = [(by_act[act], words) for act, (_, _, words) in DEFAULTS.items()]
    return page(request, "help.html.j2", keys=listed, method=BRIEF, minutes=settings.lease_minutes)
