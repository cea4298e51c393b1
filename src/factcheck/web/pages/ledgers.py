"""The ledgers: what a speaker said, or an outlet wrote, over time, and how it fared."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from factcheck.errors import UsageError
from factcheck.web.asked import address, day, line, missing, page_number
from factcheck.web.people import Here
from factcheck.web.showing import page
from factcheck.workspace import Workspace

router = APIRouter()
_A_PAGE = 100  # names, or claims


@router.get("/ledgers")
def ledgers(request: Request, here: Here) -> Response:
    holding, outlets = line(request.query_params, "holding"), line(request.query_params, "of") == "outlets"
    found = here.outlets() if outlets else here.speakers()
    asked = holding.casefold()
    named = [
        one for one in found if asked in one.name.casefold() or any(asked in name.casefold() for name in one.names)
    ]
    number = page_number(request)
    return page(
        request,
        "ledgers.html.j2",
        named=named[(number - 1) * _A_PAGE : number * _A_PAGE],
        total=len(named),
        outlets=outlets,
        holding=holding,
        number=number,
        a_page=_A_PAGE,
        address=lambda to: address("/ledgers", of=outlets and "outlets", holding=holding, page=to),
        ledger_at=lambda name: address("/ledgers/outlet" if outlets else "/ledgers/speaker", name=name),
    )


@router.get("/ledgers/speaker")
def speaker(request: Request, here: Here) -> Response:
    return _ledger(request, here, "speaker")


@router.get("/ledgers/outlet")
def outlet(request: Request, here: Here) -> Response:
    return _ledger(request, here, "outlet")


def _ledger(request: Request, here: Workspace, of: str) -> Response:
    asked, problem, status = request.query_params, "", 200
    name = line(asked, "name")
    try:
        since, until = day(asked, "since"), day(asked, "until")
    except UsageError as refused:
        since = until = None
        problem, status = str(refused), 422
    try:
        found = here.ledger(
            speaker=name if of == "speaker" else None,
            outlet=name if of == "outlet" else None,
            since=since,
            until=until,
            by=here.settings.user,
        )
    except UsageError as refused:
        raise missing(refused) from refused
    number = page_number(request)
    lines = list(reversed(found.lines))
    return page(
        request,
        "ledger.html.j2",
        status,
        of=of,
        ledger=found,
        lines=lines[(number - 1) * _A_PAGE : number * _A_PAGE],
        name=name,
        since=line(asked, "since"),
        until=line(asked, "until"),
        problem=problem,
        number=number,
        a_page=_A_PAGE,
        address=lambda to: address(f"/ledgers/{of}", name=name, since=since, until=until, page=to),
    )
