"""The application: its pages and its API behind one guard.

Invariant: made of one value alone, so that a test runs the very thing that a newsroom runs.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from factcheck.errors import ConflictError, FactcheckError, UsageError
from factcheck.version import __version__
from factcheck.web import api, pages
from factcheck.web.guard import Guard
from factcheck.web.people import SignInNeededError
from factcheck.web.served import Served
from factcheck.web.showing import page

_STATIC = Path(__file__).parent / "static"
_STATUS: tuple[tuple[type[FactcheckError], int], ...] = ((ConflictError, 409), (UsageError, 422), (FactcheckError, 500))


def create_app(served: Served) -> FastAPI:
    """The desk in a browser, on the workspace of ``served``."""
    made = FastAPI(
        title="factcheck", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json"
    )
    made.state.served = served
    made.add_middleware(Guard, hosts=served.hosts)
    made.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for router in pages.ROUTERS:
        made.include_router(router, include_in_schema=False)
    made.include_router(api.router)
    made.add_exception_handler(SignInNeededError, _to_sign_in)
    made.add_exception_handler(FactcheckError, _refused)
    made.add_exception_handler(HTTPException, _refused)
    return made


def status_of(problem: FactcheckError) -> int:
    """The HTTP status of a failure that factcheck expects."""
    return next(status for kind, status in _STATUS if isinstance(problem, kind))


def _to_sign_in(request: Request, _problem: Exception) -> Response:
    if request.url.path.startswith("/api/"):
        return api.refused(401, "say who you are: Authorization: Bearer TOKEN, or sign in.")
    return RedirectResponse(f"/sign-in?to={quote(request.url.path)}", 303)


def _refused(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    words = str(problem.detail) if isinstance(problem, HTTPException) else str(problem)
    if isinstance(problem, FactcheckError):
        status = status_of(problem)
    if request.url.path.startswith("/api/"):
        return api.refused(status, words)
    return page(request, "refused.html.j2", status, words=words)
