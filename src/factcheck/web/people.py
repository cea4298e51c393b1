"""Who asks: a name that a browser gave, or that a token proves.

Invariant: nothing is stored under a name that was not signed in with, and what was proved is said with what is stored.
"""

from __future__ import annotations

import base64
import hmac
import time
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from factcheck.web.served import Served
from factcheck.workspace import Workspace

COOKIE = "factcheck"
_HOURS = 12  # that somebody stays signed in


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``proof`` is by what they have proved it ("token"), "" if by nothing."""

    name: str
    proof: str = ""
    editor: bool = True


class SignInNeededError(Exception):
    """A page that needs a name was asked for without one."""


def served(request: Request) -> Served:
    """What all requests share."""
    found: Served = request.app.state.served
    return found


def person(request: Request) -> Person:
    """Who asks. Raises SignInNeededError if nobody has said."""
    found = signed_in(request)
    if found is None:
        raise SignInNeededError
    return found


def workspace(request: Request) -> Workspace:
    """The workspace as who asks acts on it."""
    return served(request).of(person(request))


Asking = Annotated[Person, Depends(person)]
Here = Annotated[Workspace, Depends(workspace)]
Shared = Annotated[Served, Depends(served)]


# -- cookies --------------------------------------------------------------------------------


def cookie_of(shared: Served, name: str, proof: str = "") -> str:
    """What a browser keeps of who signed in."""
    until = int(time.time()) + 3600 * _HOURS
    words = base64.urlsafe_b64encode("\x1f".join((name, proof, str(until))).encode()).decode()
    return f"{words}.{_signature(shared, 'person', words)}"


def signed_in(request: Request) -> Person | None:
    """Who has signed in with this browser."""
    shared = served(request)
    words, _, signature = request.cookies.get(COOKIE, "").partition(".")
    if not words or not hmac.compare_digest(signature, _signature(shared, "person", words)):
        return None
    name, proof, until = base64.urlsafe_b64decode(words).decode().split("\x1f")
    if int(until) < time.time():
        return None
    editors = shared.workspace.settings.editors
    return Person(name, proof, not editors or name in editors)


def form_token(request: Request) -> str:
    """What a form of ours carries, and no other site can know."""
    return _signature(served(request), "form", request.cookies.get(COOKIE, ""))


def _signature(shared: Served, purpose: str, words: str) -> str:
    return hmac.digest(shared.secret, f"{purpose}:{words}".encode(), "sha256").hex()
