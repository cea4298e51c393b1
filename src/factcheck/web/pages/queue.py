"""The queue: what waits, and who is at it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from factcheck.web.people import Here
from factcheck.web.showing import page
from factcheck.workspace.reviewing.filters import NAMES, parsed

router = APIRouter()
_A_PAGE = 20  # claims


@router.get("/")
def home() -> Response:
    return RedirectResponse("/queue", 303)


@router.get("/queue")
def queue(request: Request, here: Here, number: int = 1) -> Response:
    asked = " ".join(f'{name}="{value}"' for name in NAMES if (value := request.query_params.get(name)))
    wanted = parsed(asked, here.settings.user)
    items, total = here.queue(wanted, limit=_A_PAGE, offset=(number - 1) * _A_PAGE, by=here.settings.user)
    return page(request, "queue.html.j2", items=items, total=total, wanted=wanted)
