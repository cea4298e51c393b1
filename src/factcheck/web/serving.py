"""Running the server.

Invariant: it is asked on this machine alone, unless a person said otherwise and has given tokens out. However it is
ended, nothing is stored by half.
"""

from __future__ import annotations

import os
import signal
import sys
from asyncio import BaseTransport, TimerHandle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from factcheck.errors import UsageError
from factcheck.web.app import create_app
from factcheck.web.guard import STANDING
from factcheck.web.listening import Listening
from factcheck.web.served import Served
from factcheck.workspace import Workspace

_HEAD_SECONDS = 20  # that a client may take to say what it wants, and to send what nobody reads any more
_IDLE_SECONDS = 15  # that a connection is kept for the next request; browsers let go of it earlier
_LEAVING_SECONDS = 5  # that the end waits for answers that are being made
_HEAD_BYTES = 65_536
_CONNECTIONS = 1_000


def run(
    workspace: Workspace,
    hosts: Sequence[str],
    port: int,
    *,
    usual: str = "",
    public: str = "",
    ready: Callable[[list[str]], None],
) -> None:
    """Serve until interrupted, or told to end. ``ready`` hears where, once it can be asked.

    Raises UsageError for an address that others reach while nobody has a token and for rules of the desk that cannot be
    kept, and FactcheckError for a workspace that
    cannot be written, or a port that cannot be had.
    """
    workspace.database.check_writable()
    workspace.check_rules()
    listening = Listening(hosts, port)
    try:
        _check_tokens(workspace, listening, public)
        offered = urlsplit(public).hostname
        served = Served(
            workspace,
            listening.names | ({offered} if offered else set()),
            usual,
            public,
            open=listening.open,
            port=listening.port,
        )
        server = _Server(served, lambda: ready([public + "/"] if public else listening.addresses))
        server.run(sockets=listening.sockets)
    finally:
        listening.close()
    if not served.jobs.close():
        sys.stderr.flush()
        os._exit(0)  # a thread that is busy in a library would be torn out of it


def checked_public(address: str) -> str:
    """Where a proxy offers the desk, as browsers say it of a page: "https://desk.example.org". Raises UsageError."""
    try:
        found = urlsplit(address)
        known = found.scheme in ("http", "https") and found.hostname and (found.port is None or found.port > 0)
    except ValueError:
        known = False
    if not known or found.path.strip("/") or found.query or found.fragment or "@" in found.netloc:
        raise UsageError(f"--public {address}: wants an address without a path, such as https://desk.example.org.")
    return f"{found.scheme}://{found.netloc.lower()}"


def _check_tokens(workspace: Workspace, listening: Listening, public: str) -> None:
    """Raises UsageError where others than who sits at this machine may ask and nobody has a token."""
    if (listening.open or public) and not workspace.users():
        where = f"--public {public}" if public else f"--host {' --host '.join(listening.hosts)}"
        raise UsageError(
            f"{where} lets others than this machine in, and nobody has a token. Give each person one first: "
            "factcheck serve --add-user NAME."
        )


class _Server(uvicorn.Server):
    """It ends when it is told to, by Ctrl-C or SIGTERM, and goes back to who has started it."""

    def __init__(self, served: Served, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(served),
                http=_Connection,
                loop="asyncio",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                log_level="warning",
                server_header=False,
                proxy_headers=False,
                h11_max_incomplete_event_size=_HEAD_BYTES,
                limit_concurrency=_CONNECTIONS,
                timeout_keep_alive=_IDLE_SECONDS,
                timeout_graceful_shutdown=_LEAVING_SECONDS,
            )
        )
        self._served, self._ready = served, ready

    async def startup(self, sockets: list[Any] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        self._served.end()  # whoever waits is told so
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


class _Connection(H11Protocol):
    """A client's connection, which is closed where it takes too long to say what it wants."""

    _late: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]  # as asyncio says it
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._late is not None and self.cycle is not None and not self.cycle.response_complete:
            self._late.cancel()

    def send_400_response(self, msg: str) -> None:
        """As its parent, with what every answer says of itself."""
        said = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close"), *STANDING]
        answer = h11.Response(status_code=400, headers=said, reason=b"Bad Request")
        for event in (answer, h11.Data(data=f"{msg}\n".encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def on_response_complete(self) -> None:
        self._wait()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._late is not None:
            self._late.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is not None:
            self._late.cancel()
        self._late = self.loop.call_later(_HEAD_SECONDS, self.transport.close)
