"""Who asks: a name that a browser gave, or that a token proves.

Invariant: nothing is stored under a name that was not signed in with, and what was proved is said with what is stored.
Whoever has no token any more is out with their next request, whatever they signed in with.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from factcheck.desk import tokens
from factcheck.errors import UsageError
from factcheck.web.served import Served
from factcheck.web.sessions import HOURS, Session
from factcheck.workspace import Workspace

TOKEN = "token"  # noqa: S105 (what a person has proved who they are by)
AS = "x-factcheck-as"  # by which a program says in whose name it asks, where no token is needed
_API = "/api/"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``proof`` is by what they have proved it ("token"), "" if by nothing."""

    name: str
    proof: str = ""
    editor: bool = True


class SignInNeededError(Exception):
    """What needs a name was asked for without one, or with a token that is nobody's."""


class TooManyAttemptsError(Exception):
    """A token that is nobody's, after many others from the same address. ``seconds`` is how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


def served(request: Request) -> Served:
    """What all requests share."""
    found: Served = request.app.state.served
    return found


def person(request: Request) -> Person:
    """Who asks. Raises SignInNeededError if nobody has said, or shown a token where one is needed."""
    found = signed_in(request)
    if found is None:
        raise SignInNeededError
    return found


def workspace(request: Request) -> Workspace:
    """The workspace as who asks acts on it."""
    return served(request).of(person(request))


# As dependencies they run where the request arrives: a thread for each of them would cost more than they do.
async def _shared(request: Request) -> Served:
    return served(request)


async def _asking(request: Request) -> Person:
    return person(request)


async def _here(request: Request) -> Workspace:
    return workspace(request)


Asking = Annotated[Person, Depends(_asking)]
Here = Annotated[Workspace, Depends(_here)]
Shared = Annotated[Served, Depends(_shared)]


# -- who it is ------------------------------------------------------------------------------


def signed_in(request: Request) -> Person | None:
    """Who asks: by a token with a request to the API, else by the session of a browser; None if nobody has said.

    Raises SignInNeededError or TooManyAttemptsError for a token that is nobody's.
    """
    state = request.state
    if not hasattr(state, "person"):
        state.person = _found(request)
    found: Person | None = state.person
    return found


def is_api(request: Request) -> bool:
    return request.url.path.startswith(_API)


def bearer(request: Request) -> str | None:
    """The token that a request to the API carries; None if it carries none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and is_api(request) else None


def _found(request: Request) -> Person | None:
    shared = served(request)
    if (token := bearer(request)) is not None:
        return _person(shared, by_token(request, token), TOKEN)
    known = shared.tokens()
    session = shared.sessions.get(request.cookies.get(shared.cookie, ""))
    if session is not None:
        return _of_session(shared, session, known)
    if known is None and is_api(request) and (name := _said_name(request) or shared.usual):
        return _person(shared, tokens.checked_name(name))
    return None


def _said_name(request: Request) -> str:
    """The name that a program says, in UTF-8; "" if it says none. Raises UsageError for what is no UTF-8."""
    try:
        return request.headers.get(AS, "").encode("latin-1").decode("utf-8").strip()
    except UnicodeDecodeError as problem:
        raise UsageError(f"{AS}: a name in UTF-8 is wanted.") from problem


def _of_session(shared: Served, session: Session, known: dict[str, str] | None) -> Person | None:
    if known is None:
        return _person(shared, session.name)
    holds = bool(session.token) and hmac.compare_digest(known.get(session.name, ""), session.token)
    return _person(shared, session.name, TOKEN) if holds else None


def _person(shared: Served, name: str, proof: str = "") -> Person:
    editors = shared.workspace.settings.editors
    return Person(name, proof, not editors or name in editors)


def by_token(request: Request, token: str) -> str:
    """The name of whose token it is. Raises SignInNeededError, or TooManyAttemptsError where that happened too often.

    The right token is taken however many wrong ones came from its address, which many may share.
    """
    shared = served(request)
    if name := tokens.holder(shared.tokens() or {}, token):
        return name
    wait = shared.attempts.failed(request.client.host if request.client else "")
    raise TooManyAttemptsError(wait) if wait else SignInNeededError


# -- sessions of browsers -------------------------------------------------------------------


def enter(request: Request, response: Response, name: str, token: str = "") -> None:
    """Begin a session for ``name``, who has shown ``token`` if any was needed, in the place of any before."""
    shared = served(request)
    shared.sessions.end(request.cookies.get(shared.cookie, ""))
    session = shared.sessions.begin(name, tokens.hash_of(token) if token else "")
    _set_cookie(shared, response, session)


def leave(request: Request, response: Response) -> None:
    """End the session of a browser."""
    shared = served(request)
    shared.sessions.end(request.cookies.get(shared.cookie, ""))
    response.delete_cookie(shared.cookie, secure=shared.https, httponly=True, samesite="strict")


def visit(request: Request, response: Response, visitor: str) -> None:
    """Let a browser that has not signed in keep what the form to do so is bound to."""
    _set_cookie(served(request), response, visitor)


def _set_cookie(shared: Served, response: Response, value: str) -> None:
    response.set_cookie(
        shared.cookie, value, max_age=3600 * HOURS, path="/", secure=shared.https, httponly=True, samesite="strict"
    )


def form_token(request: Request, visitor: str | None = None) -> str:
    """What a form of ours carries, and no other site can know: bound to the session, or to ``visitor``."""
    shared = served(request)
    words = request.cookies.get(shared.cookie, "") if visitor is None else visitor
    return hmac.digest(shared.secret, f"form:{words}".encode(), "sha256").hex()
