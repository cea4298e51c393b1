"""The queue: what waits, who is at it, and the way to the next claim."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from factcheck.domain import WAITING, State, Verdict
from factcheck.store.queue import Waiting
from factcheck.web import acts
from factcheck.web.counting import counts
from factcheck.web.guard import posted
from factcheck.web.people import Here, Shared
from factcheck.web.said import Saying, gone_to, said, told
from factcheck.web.showing import page
from factcheck.web.showing_desk import time_of_day
from factcheck.web.way import DeskWay, way
from factcheck.workspace import Workspace

router = APIRouter()
_A_PAGE = 20  # claims
_PAGES = 1_000_000
_STATES = tuple(state.value.replace(" ", "-") for state in State if state in WAITING)
_PROPOSALS = (*(verdict.value for verdict in Verdict), "none")
_FLAGS = "misquoted restated opinion no-source anonymous-source unnamed-speaker denied recommendation".split()


@router.get("/")
def home() -> Response:
    return RedirectResponse("/queue", 303)


@router.get("/queue")
def queue(request: Request, here: Here) -> Response:
    asked = way(here, request.query_params)
    number = _number(request.query_params.get("page", "1"))
    wanted = here.waits_for(wanted=asked.wanted) if asked.mine else asked.wanted
    offset = (number - 1) * _A_PAGE
    items, total = here.queue(wanted, limit=_A_PAGE, offset=offset)
    left = counts(request).of(here)
    values: dict[str, Any] = {
        "items": items,
        "total": total,
        "first": offset + 1,
        "number": number,
        "pages": max(1, -(-total // _A_PAGE)),
        "way": asked,
        "left": left,
        "whose": _whose(left),
        "me": here.settings.user,
        "states": _STATES,
        "proposals": _PROPOSALS,
        "flags": _FLAGS,
        "said": said(request),
        "time_of_day": time_of_day,
        "listed": asked.wanted.decided,
    }
    return told(request, page(request, "queue.html.j2", **values))


@router.post("/desk/next")
def take_next(request: Request, here: Here, shared: Shared, form: Annotated[FormData, Depends(posted)]) -> Response:
    asked = way(here, form)
    if asked.wanted.decided:
        return listed(request, here, asked, 0)
    review = here.review(asked.wanted)
    if review.unwritable:
        return listed(request, here, asked, 0)
    if review.here is None:
        return gone_to(request, asked.to_queue(), Saying(review.nothing, problem=True))
    review.rest()
    answer = gone_to(request, asked.to(review.here.claim.id), Saying(review.last.words))
    if search := acts.search_anew(review, shared):
        answer.background = BackgroundTask(search)
    return answer


def listed(request: Request, here: Workspace, asked: DeskWay, at: int) -> Response:
    """To the claim at a place of a list of which nothing is taken."""
    items, _ = here.queue(asked.wanted, limit=1, offset=max(0, at))
    if not items or at < 0:
        return gone_to(request, asked.to_queue(), Saying("there is none behind it" if at > 0 else "there is none"))
    return RedirectResponse(replace(asked, at=at).to(items[0].claim.id), 303)


def _number(asked: str) -> int:
    return min(_PAGES, max(1, int(asked))) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1


def _whose(left: Waiting) -> str:
    """Whose the waiting claims are, in words."""
    given = [f"{name} {number:,}" for name, number in left.assigned.items() if name is not None]
    parts = (
        f"{left.today:,} due today" if left.today else "",
        f"assigned: {', '.join(sorted(given))}" if given else "",
        f"at work: {', '.join(f'{name} {number:,}' for name, number in left.held.items())}" if left.held else "",
    )
    return " · ".join(filter(None, parts))
