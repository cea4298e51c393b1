"""Saying who one is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from factcheck.web.guard import posted
from factcheck.web.people import COOKIE, Shared, cookie_of
from factcheck.web.showing import page

router = APIRouter()


@router.get("/sign-in")
def ask(request: Request, shared: Shared, to: str = "/queue") -> Response:
    return page(request, "sign_in.html.j2", usual=shared.usual, to=_ours(to))


@router.post("/sign-in")
def sign_in(shared: Shared, form: Annotated[FormData, Depends(posted)]) -> Response:
    name = str(form.get("name", "")).strip()
    if not name:
        raise HTTPException(422, "a name is wanted.")
    made = RedirectResponse(_ours(str(form.get("to", ""))), 303)
    made.set_cookie(COOKIE, cookie_of(shared, name), httponly=True, samesite="strict")
    return made


@router.post("/sign-out")
def sign_out(_form: Annotated[FormData, Depends(posted)]) -> Response:
    made = RedirectResponse("/sign-in", 303)
    made.delete_cookie(COOKIE)
    return made


def _ours(to: str) -> str:
    """Where to go afterwards: a page of ours and of nobody else."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/queue"
