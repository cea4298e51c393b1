"""Connections to addresses that were checked.

Invariant: a name is looked up once, every number that it has is checked, and the connection goes to one of the numbers
that were: no second look can lead elsewhere. A certificate is verified for the name. No proxy is asked, and nothing
takes longer than the time that is left, however slowly it trickles in.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from ipaddress import ip_address
from threading import Thread, Timer
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from factcheck.fetching.http import FetchError
from factcheck.fetching.permitted import is_named, is_odd_number, why_refused

if TYPE_CHECKING:
    from types import TracebackType

Resolve = Callable[[str, int], Sequence[str]]
"""The numbers of a host, as texts. Raises OSError where it has none."""

_TRIED = 4  # addresses of a host


def _named(host: str, port: int) -> str:
    """A host as the workspace would name it, and no other port of it."""
    shown = f"[{host}]" if ":" in host else host
    return host if port in (80, 443) else f"{shown}:{port}"


def resolve(host: str, port: int) -> Sequence[str]:
    """The numbers that this machine's own resolver has for a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class Deadline:
    """The time that one fetch has. When it is up, whatever is being waited for ends.

    The time-out of a socket begins anew with each byte, so that it alone would let an answer trickle in for ever.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._cords: list[socket.socket] = []
        self.expired = False
        self._timer = Timer(seconds, self._pull)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """Seconds."""
        return max(0.001, self._end - time.monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection, too, when the time is up."""
        with suppress(OSError):
            self._cords.append(connection.dup())  # what TLS makes of the first one leaves it closed

    def _pull(self) -> None:
        self.expired = True
        for cord in self._cords:
            with suppress(OSError):
                cord.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> Deadline:
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for cord in self._cords:
            cord.close()


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections for httpcore, each to an address that was checked just before.

    ``named`` has the hosts ("host" or "host:port") that may stand on private addresses; ``peer`` is what was last
    connected to.
    """

    def __init__(self, resolver: Resolve, named: Sequence[str], deadline: Deadline, connect: float) -> None:
        self._resolve, self._named, self._deadline, self._seconds = resolver, named, deadline, connect
        self._inner = httpcore.SyncBackend()
        self.peer: str | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (httpcore calls it so)
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        problem: Exception | None = None
        for address in self._checked(host, port)[:_TRIED]:
            seconds = min(self._seconds, self._deadline.left)
            try:
                stream = self._inner.connect_tcp(address, port, seconds, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                problem = failed
                continue
            self.peer = address
            self._deadline.watch(stream.get_extra_info("socket"))
            return stream
        raise problem or httpcore.ConnectError("it has no address")

    def connect_unix_socket(self, *_: object, **__: object) -> httpcore.NetworkStream:
        raise NotImplementedError

    def _checked(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, all of them checked. Raises FetchError where one may not be gone to."""
        named = is_named(host, port, self._named)
        if is_odd_number(host) and not named:
            raise FetchError(
                f"{host} is a number written in an odd way, which leads to different places in different programs. "
                "Nothing was sent. Write it as four numbers with dots (192.0.2.7), or use the host's name.",
                passing=False,
            )
        addresses = self._looked_up(host, port)
        for address in () if named else addresses:
            if why := why_refused(address):
                leads = "is" if address == host else f"leads to {address},"
                raise FetchError(
                    f"{host} {leads} {why}, which may be no business of a page. Nothing was sent. If this host is "
                    f'yours, name it in the workspace\'s factcheck.toml: allow_private = ["{_named(host, port)}"]',
                    passing=False,
                )
        return addresses

    def _looked_up(self, host: str, port: int) -> Sequence[str]:
        """What the resolver has for a host. It knows no time-out, so that it is left behind where it takes too long."""
        with suppress(ValueError):
            return [str(ip_address(host))]  # a number is its own
        found: list[Sequence[str] | Exception] = []

        def look() -> None:
            try:
                found.append(self._resolve(host, port))
            except (OSError, UnicodeError) as problem:
                found.append(problem)

        thread = Thread(target=look, daemon=True)
        thread.start()
        thread.join(min(self._seconds, self._deadline.left))
        if not found:
            raise FetchError(f"the name {host} could not be looked up in time. Try again later.", passing=True)
        if isinstance(found[0], Exception) or not found[0]:
            raise FetchError(
                f"there is no host {host} that this machine can find. Check the name, and that this machine is "
                "connected.",
                passing=True,
            )
        return found[0]


class CheckedTransport(httpx.BaseTransport):
    """What httpx sends requests with: one connection a request, made by a ``CheckedBackend``."""

    def __init__(self, backend: CheckedBackend, context: ssl.SSLContext, timeouts: dict[str, float]) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, max_connections=1, http1=True, http2=False, network_backend=backend
        )
        self._timeouts = timeouts

    def __enter__(self) -> CheckedTransport:
        return self

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, extensions={"timeout": dict(self._timeouts)}
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer))

    def close(self) -> None:
        self._pool.close()

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def verifying() -> ssl.SSLContext:
    """What verifies certificates: by the authorities that this machine trusts, or where it has none, by Mozilla's."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not ssl.get_default_verify_paths().capath:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def untrusted(problem: BaseException | None) -> str | None:
    """What is wrong with a certificate, if that is what a problem comes from."""
    while problem is not None:
        if isinstance(problem, ssl.SSLCertVerificationError):
            return problem.verify_message
        if isinstance(problem, ssl.SSLError):
            return problem.reason or "no TLS that can be spoken"
        problem = problem.__cause__ or problem.__context__
    return None
