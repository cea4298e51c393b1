"""What was done, told once on the page that is gone to afterwards.

Invariant: only words that this server signed are told, on the page that they are meant for.
"""

from __future__ import annotations

import base64
import hmac
import json
from typing import NamedTuple

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from factcheck.report.plain import shorten
from factcheck.web.people import served

_COOKIE = "factcheck-said"
_SECONDS = 60
_MOST = 400  # characters


class Saying(NamedTuple):
    """What is told, and whether it is a refusal."""

    words: str
    problem: bool = False


def gone_to(request: Request, address: str, said: Saying | None = None) -> Response:
    """To ``address`` (303), where ``said`` is told."""
    made = RedirectResponse(address, 303)
    if said is not None and said.words:
        path = address.partition("?")[0]
        told = json.dumps([path, shorten(said.words[: 4 * _MOST], _MOST), said.problem])
        packed = base64.urlsafe_b64encode(told.encode()).decode()
        value = f"{packed}.{_signature(request, packed)}"
        made.set_cookie(_COOKIE, value, max_age=_SECONDS, httponly=True, samesite="strict")
    return made


def said(request: Request) -> Saying | None:
    """What is to be told on this page; None if nothing is."""
    packed, _, signature = request.cookies.get(_COOKIE, "").partition(".")
    if not packed or not hmac.compare_digest(signature.encode(), _signature(request, packed).encode()):
        return None
    path, words, problem = json.loads(base64.urlsafe_b64decode(packed))
    return Saying(words, problem) if path == request.url.path else None


def told(request: Request, answer: Response) -> Response:
    """``answer``, after which it is not told again."""
    if said(request) is not None:
        answer.delete_cookie(_COOKIE)
    return answer


def _signature(request: Request, packed: str) -> str:
    return hmac.digest(served(request).secret, f"said:{packed}".encode(), "sha256").hex()
