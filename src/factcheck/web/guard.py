"""What no request gets past: foreign names of this machine, forms of other sites, pages within pages, too much.

Invariant: nothing is stored for a request that came from a page of somebody else, no page of ours runs or fetches what
is not ours, and no answer tells where in the program something went wrong.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time
from collections.abc import AsyncIterator, Iterable
from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

import anyio
from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from factcheck.web.mishaps import unexpected
from factcheck.web.people import AS, Asking, bearer, form_token, is_api, served, signed_in
from factcheck.web.refusing import refusal
from factcheck.web.served import Served

LONGEST_ADDRESS = 8_000  # bytes, with its question
LONGEST_HEADERS = 32_000  # bytes, of all
MOST_OF_A_FORM = 1_000_000  # bytes
UPLOADS = frozenset(
    f"{where}{what}"
    for where in ("", "/api/v1")
    for what in ("/articles", "/corpus", "/corpus/documents", "/read", "/quotes", "/wording", "/stance")
)
"""Where whoever has signed in may send as much as a file may hold (``max_bytes``), beside evidence for a claim."""
_EVIDENCE = re.compile(r"/claims/[^/]+/act")
CSRF = "x-csrf-token"
_FILES = 20  # of a form
_PATIENCE = 30.0  # seconds that a client may take for the next piece
_AT_FIRST = 60.0  # seconds for all, and
_LEAST_RATE = 20_000  # bytes a second from then on
_STATIC = "/static/"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none, browsers would not say where a form of ours comes from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
STANDING = [(name.encode(), value.encode()) for name, value in _ALWAYS.items()]
"""The headers of every answer."""
_NAMES = frozenset(name for name, _ in STANDING)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_ELSEWHERE = "this was sent from a page of another site."


def policy(*, styles: Iterable[str] = ()) -> str:
    """What a page may fetch and run. ``styles`` are the exact words of style elements that it has within it; a handler
    sets the result as ``content-security-policy`` of its answer."""
    hashes = (base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles)
    own = "".join(f" 'sha256-{one}'" for one in hashes)
    return (
        f"default-src 'none'; style-src 'self'{own}; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


POLICY = policy()


class Guard:
    """An ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._answer(scope, receive, _Answer(scope, send))
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        request = Request(scope)
        try:
            early = _early(request)
            if early is None:
                early = _allowed(scope) if scope["method"] == "OPTIONS" else None
            if early is not None:
                await early(scope, receive, answer)
                return
            asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
            await self._app(asked, _Body(receive, _most(request)), answer)
        except ClientDisconnect:
            return
        except Exception:
            words = unexpected(f"{scope['method']} {scope['path']}")
            if not answer.began:
                await refusal(request, 500, words, code=1)(scope, receive, answer)


class _Answer:
    """Where an answer is sent: what every answer says of itself is added."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._head = scope["method"] == "HEAD"
        self._cached = "no-cache" if scope["path"].startswith(_STATIC) else "no-store"
        self.began = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.began = True
            said = message["headers"] = [pair for pair in message.get("headers", ()) if pair[0] not in _NAMES]
            said += STANDING
            headers = MutableHeaders(raw=said)
            headers.setdefault("content-security-policy", POLICY)
            headers.setdefault("cache-control", self._cached)
        elif self._head:
            message = {**message, "body": b""}
        await self._send(message)


class _Body:
    """Where the body of a request comes from: at most ``most`` bytes of it, and not too slowly."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._most = receive, most
        self._length, self._began, self._whole = 0, time.monotonic(), False

    async def __call__(self) -> Message:
        if self._whole:  # what follows is that the client has left, whenever that is
            return await self._receive()
        left = _AT_FIRST + self._length / _LEAST_RATE - (time.monotonic() - self._began)
        try:
            with anyio.fail_after(max(0.0, min(_PATIENCE, left))):
                message = await self._receive()
        except TimeoutError as problem:
            raise HTTPException(408, "this came too slowly. Send it again.") from problem
        self._length += len(message.get("body", b""))
        if self._length > self._most:
            raise HTTPException(413, _too_large(self._most))
        self._whole = not message.get("more_body", False)
        return message


def _most(request: Request) -> int:
    """How many bytes a request may send."""
    path = request.url.path
    large = request.method == "POST" and (path in UPLOADS or _EVIDENCE.fullmatch(path)) and _is_signed_in(request)
    return MOST_OF_A_FORM + (served(request).workspace.settings.max_bytes if large else 0)


def _is_signed_in(request: Request) -> bool:
    try:
        return signed_in(request) is not None
    except Exception:  # whoever handles the request meets it again, and says so
        return False


def _too_large(most: int) -> str:
    return f"this is larger than the {most:,} bytes that are taken here. max_bytes in the settings says how many."


# -- before anything is read ----------------------------------------------------------------


def _early(request: Request) -> Response | None:
    """The answer to a request that is refused for what its head says; None if it is not."""
    headers, shared = request.headers, served(request)
    if len(request.scope.get("raw_path") or b"") + len(request.scope["query_string"]) > LONGEST_ADDRESS:
        return refusal(request, 414, "this address is too long.")
    if sum(len(name) + len(value) for name, value in headers.raw) > LONGEST_HEADERS:
        return refusal(request, 431, "what comes with this request is too long. Clear the cookies of this site.")
    host = headers.get("host", "")
    if not _is_ours(host, shared):
        known = ", ".join(sorted(shared.hosts))
        return refusal(request, 403, f"this server is not called {host[:200]!r}. It is called {known}.", person=None)
    why = _forged(request, shared, host) if request.method not in _SAFE else _led(request)
    if why:
        return refusal(request, 403, why)
    length = headers.get("content-length", "0")
    if (most := _most(request)) < (int(length) if length.isdecimal() else 0):
        return refusal(request, 413, _too_large(most))
    return None


def _is_ours(host: str, shared: Served) -> bool:
    """Whether this server may be asked by that name: a page that lets its own name mean this machine is refused by it.

    An address is no name that somebody else can lead here. The port may be another: whoever reaches a desk from afar
    has it forwarded from one.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in shared.hosts:
        return True
    try:
        return ip_address(name).is_loopback or shared.open
    except ValueError:
        return False


def _led(request: Request) -> str:
    """Why a request that changes nothing is none that a page of another site may lead a browser to; "" if it may: what
    only programs ask for, and what takes long."""
    prints = request.url.path.endswith("/report") and request.query_params.get("format") == "pdf"
    return _ELSEWHERE if (is_api(request) or prints) and _from_elsewhere(request) else ""


def _from_elsewhere(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _forged(request: Request, shared: Served, host: str) -> str:
    """Why a request that may change something is no request of ours; "" if nothing is against it."""
    headers = request.headers
    origin = headers.get("origin")
    if origin is not None and not shared.is_own(origin, host):
        return _ELSEWHERE
    if _from_elsewhere(request):
        return _ELSEWHERE
    if not is_api(request) or bearer(request) is not None:
        return ""
    # A page of ours sends its token, or JSON from where it is; a program has no cookie and sends what no form can.
    if CSRF in headers:
        return "" if hmac.compare_digest(headers[CSRF].encode(), form_token(request).encode()) else _NOT_OURS
    json = headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
    if shared.cookie in request.cookies:
        return "" if json and origin else f"this wants {CSRF}, or application/json from a page of this site."
    if json or AS in headers or request.method != "POST":
        return ""
    return f"this wants application/json, or {AS} to say in whose name it is asked."


_NOT_OURS = "this form is not of this session. Open its page again."


def _allowed(scope: Scope) -> Response | None:
    """The answer to who asks what may be done with an address; None if there is none such."""
    routes = scope["app"].routes
    found = {
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in routes)
    }
    if not found:
        return None
    methods = found | {"OPTIONS"} | ({"HEAD"} if "GET" in found else set())
    return Response(status_code=204, headers={"allow": ", ".join(sorted(methods))})


# -- forms ----------------------------------------------------------------------------------


async def posted(request: Request, _who: Asking) -> FormData:
    """The fields of a form of ours, from somebody who has signed in. Raises HTTPException 403 for one that is not."""
    return await _form(request, MOST_OF_A_FORM, files=0)


async def posted_by_anybody(request: Request) -> FormData:
    """The fields of a form of ours. Raises HTTPException 403 for one that is not."""
    return await _form(request, MOST_OF_A_FORM, files=0)


async def uploaded(request: Request, _who: Asking) -> AsyncIterator[FormData]:
    """As ``posted``, of a form with files or a long text. Its files are there until the request is answered."""
    form = await _form(request, served(request).workspace.settings.max_bytes, files=_FILES)
    try:
        yield form
    finally:
        await form.close()


async def _form(request: Request, longest: int, files: int) -> FormData:
    form = await request.form(max_part_size=longest, max_files=files)
    known, shown = request.cookies.get(served(request).cookie), str(form.get("csrf", ""))
    if not known:
        raise HTTPException(403, "this browser has not kept the cookie of this site, which no form works without.")
    if not hmac.compare_digest(shown.encode("utf-8", "surrogatepass"), form_token(request).encode()):
        raise HTTPException(403, _NOT_OURS)
    return form


Posted = Annotated[FormData, Depends(posted)]
PostedByAnybody = Annotated[FormData, Depends(posted_by_anybody)]
Uploaded = Annotated[FormData, Depends(uploaded)]
