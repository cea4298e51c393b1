"""The log of the desk, newest first, and whether it is still what was written."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from factcheck.domain import Progress
from factcheck.domain.text import counted
from factcheck.errors import IntegrityError, UsageError
from factcheck.web.asked import address, line, page_number
from factcheck.web.guard import Posted
from factcheck.web.people import Asking, Here, Person, Shared
from factcheck.web.served import Served
from factcheck.web.showing import page
from factcheck.web.working import Notice, Work, address_of

router = APIRouter()
_A_PAGE = 50  # entries
_NAMED = 20  # problems told; more are counted


@router.get("/history")
def history(request: Request, here: Here, who: Asking) -> Response:
    asked, number = request.query_params, page_number(request)
    person, article, problem, status = line(asked, "person"), line(asked, "article"), "", 200
    try:
        found = here.log_page(
            person=person or None,
            article=article or None,
            limit=_A_PAGE,
            offset=(number - 1) * _A_PAGE,
            by=who.name,
        )
    except UsageError as refused:
        found, problem, status = here.log_page(limit=_A_PAGE, by=who.name), str(refused), 422
    return page(
        request,
        "history.html.j2",
        status,
        found=found,
        asked_person=person,
        asked_article=article,
        number=number,
        a_page=_A_PAGE,
        sound=line(asked, "verified") == "sound",
        problem=problem,
        address=lambda to: address("/history", person=person, article=article, page=to),
    )


@router.post("/history/verify")
def verify(who: Asking, shared: Shared, _form: Posted) -> Response:
    return RedirectResponse(address_of(shared, who, "verify", "the record", _verifying(shared, who)), 303)


def _verifying(shared: Served, who: Person) -> Work:
    """Every fingerprint computed anew. Raises IntegrityError for damage."""

    def work(progress: Progress, notice: Notice) -> str:
        here = shared.workspace.beside(who.name, authenticated=who.proof, progress=progress, notice=notice)
        found = here.verify()
        for told in found.stale[:_NAMED]:
            notice(f"stale: {told}")
        if found.damage:
            more = f" and {counted(len(found.damage) - _NAMED, 'more problem')}" if len(found.damage) > _NAMED else ""
            raise IntegrityError(f"damage: {'; '.join(found.damage[:_NAMED])}{more}")
        return "/history?verified=sound"

    return work
