"""What no request gets past: foreign names of this machine, forms of other sites, pages within pages.

Invariant: nothing is stored for a request that came from a page of somebody else, and no page of ours runs or fetches
what is not ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from factcheck.web.people import form_token

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """An ASGI middleware. ``hosts`` are the names under which this server may be asked; a page that resolves its own
    name to this machine is refused by them."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if why := self._refused(scope, headers):
            await PlainTextResponse(f"refused: {why}\n", 403)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    found.setdefault(name, value)
                found.setdefault("content-security-policy", POLICY)
            await send(message)

        await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope, headers: Mapping[str, Any]) -> str:
        """Why a request is refused; "" if it is not."""
        host = headers.get("host", "")
        if urlsplit(f"//{host}").hostname not in self._hosts:
            return f"this server is not called {host}. Ask for one of {', '.join(sorted(self._hosts))}."
        if scope["method"] in _SAFE:
            return ""
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "this was sent from a page of another site."
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "this was sent from a page of another site."
        return ""


async def posted(request: Request) -> FormData:
    """The fields of a form of ours. Raises HTTPException 403 for one that is not."""
    import hmac

    form = await request.form()
    if not hmac.compare_digest(str(form.get("csrf", "")), form_token(request)):
        raise HTTPException(403, "this form is not of this session. Open its page again.")
    return form
