"""The application: its pages and its API behind one guard.

Invariant: made of one value alone, so that a test runs the very thing that a newsroom runs.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from factcheck.errors import ConflictError, FactcheckError, InputError, TooLargeError, UnknownError, UsageError
from factcheck.version import __version__
from factcheck.web import api, pages
from factcheck.web.guard import Guard
from factcheck.web.people import SignInNeededError, TooManyAttemptsError, bearer, is_api
from factcheck.web.refusing import refusal
from factcheck.web.served import Served
from factcheck.web.showing import page
from factcheck.web.turns import BusyError, EndingError

_STATIC = Path(__file__).parent / "static"
_STATUS: tuple[tuple[type[FactcheckError], int], ...] = (
    (EndingError, 503),
    (BusyError, 503),
    (TooLargeError, 413),
    (ConflictError, 409),
    (UnknownError, 404),
    (UsageError, 422),
    (InputError, 422),
    (FactcheckError, 500),
)
_WORDS = {404: "there is nothing at this address.", 405: "this address does not take that."}


def create_app(served: Served) -> FastAPI:
    """The desk in a browser, on the workspace of ``served``."""
    made = FastAPI(
        title="factcheck",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,  # it would lead past a proxy, to where the server itself listens
    )
    made.state.served = served
    made.add_middleware(Guard)
    made.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for router in pages.ROUTERS:
        made.include_router(router, include_in_schema=False)
    made.include_router(api.router)
    made.add_exception_handler(SignInNeededError, _to_sign_in)
    made.add_exception_handler(TooManyAttemptsError, _too_many)
    made.add_exception_handler(FactcheckError, _failed)
    made.add_exception_handler(HTTPException, _refused)
    made.add_exception_handler(RequestValidationError, _malformed)
    return made


def status_of(problem: FactcheckError) -> int:
    """The HTTP status of a failure that factcheck expects."""
    return next(status for kind, status in _STATUS if isinstance(problem, kind))


# They run where the request arrives, for they are short; pages of refusals are rare.


async def _to_sign_in(request: Request, _problem: Exception) -> Response:
    if is_api(request):
        wrong = "this token is nobody's" if bearer(request) is not None else "say who you are"
        words = f"{wrong}: Authorization: Bearer TOKEN, or sign in."
        return refusal(request, 401, words, {"www-authenticate": 'Bearer realm="factcheck"'})
    to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method != "GET":
        return RedirectResponse("/sign-in", 303)
    if request.headers.get("sec-fetch-site") == "cross-site":
        # A browser keeps back the cookie where a link of another site leads here: it is asked once more, from here.
        return page(request, "onward.html.j2", to=to)
    return RedirectResponse(f"/sign-in?to={quote(to, safe='')}", 303)


async def _too_many(request: Request, problem: Exception) -> Response:
    seconds = max(1, round(getattr(problem, "seconds", 1)))
    words = f"too many tokens from here were nobody's. Wait {seconds} seconds."
    return refusal(request, 429, words, {"retry-after": str(seconds)})


async def _failed(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, FactcheckError)
    return refusal(request, status_of(problem), str(problem), code=problem.exit_code)


async def _refused(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    plain = problem.detail in ("Not Found", "Method Not Allowed")
    words = _WORDS[problem.status_code] if plain and problem.status_code in _WORDS else str(problem.detail)
    return refusal(request, problem.status_code, words, problem.headers)


async def _malformed(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RequestValidationError)
    wrong = [(".".join(map(str, one["loc"][1:])) or one["loc"][0], one["msg"]) for one in problem.errors()]
    return refusal(request, 422, f"{'; '.join(f'{place}: {what}' for place, what in wrong)}.")
