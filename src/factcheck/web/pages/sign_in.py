"""Saying who one is: by a token, or where none is needed by a name alone."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from factcheck.desk import tokens
from factcheck.errors import UsageError
from factcheck.web.guard import Posted, PostedByAnybody
from factcheck.web.people import Shared, SignInNeededError, by_token, enter, form_token, leave, visit
from factcheck.web.served import Served
from factcheck.web.showing import page

router = APIRouter()


@router.get("/sign-in")
def ask(request: Request, shared: Shared, to: str = "/queue") -> Response:
    return _form(request, shared, to)


@router.post("/sign-in")
def sign_in(request: Request, shared: Shared, form: PostedByAnybody) -> Response:
    to = _ours(str(form.get("to", "")))
    token = ""
    try:
        if shared.tokens() is None:
            name = tokens.checked_name(str(form.get("name", "")))
        else:
            token = str(form.get("token", "")).strip()
            name = by_token(request, token)
    except UsageError as problem:
        return _form(request, shared, to, str(problem), 422)
    except SignInNeededError:
        return _form(request, shared, to, "this is nobody's token. Ask whoever runs the desk for one.", 401)
    made = RedirectResponse(to, 303)
    enter(request, made, name, token)
    return made


@router.post("/sign-out")
def sign_out(request: Request, _form: Posted) -> Response:
    made = RedirectResponse("/sign-in", 303)
    leave(request, made)
    return made


def _form(request: Request, shared: Served, to: str, problem: str = "", status: int = 200) -> Response:
    """The page that asks. Its form is bound to this browser, which is told a random word for that if it has none."""
    visitor = request.cookies.get(shared.cookie) or secrets.token_urlsafe(32)
    made = page(
        request,
        "sign_in.html.j2",
        status,
        usual=shared.usual,
        by_token=shared.tokens() is not None,
        to=_ours(to),
        problem=problem,
        csrf=form_token(request, visitor),
    )
    if shared.cookie not in request.cookies:
        visit(request, made, visitor)
    return made


def _ours(to: str) -> str:
    """Where to go afterwards: a page of ours and of nobody else."""
    plain = to.isascii() and to.isprintable() and "\\" not in to
    return to if plain and to.startswith("/") and not to.startswith("//") else "/queue"
