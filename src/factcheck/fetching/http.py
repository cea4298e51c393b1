"""One request to one address, within limits of time and size, and again where that may help.

Invariant: what is sent goes to the host that was named and to no other: no redirect is followed, no proxy is asked,
certificates are verified, and a host that is this machine by name must be so by number. No answer is larger or takes
longer than its limits, however slowly it trickles in.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from threading import Timer

from factcheck.errors import InputError
from factcheck.fetching.address import Address, is_loopback

_TRIES = 4
_FIRST_PAUSE = 0.5  # seconds before the second try; each further one waits twice as long
_LONGEST_PAUSE = 15.0  # seconds, whatever a server asks for
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})  # statuses that may be gone at the next try


class FetchError(InputError):
    """No answer came. ``passing``: another try may do better."""

    def __init__(self, words: str, *, passing: bool) -> None:
        super().__init__(words)
        self.passing = passing

    def __reduce__(self) -> tuple[Callable[[str], FetchError], tuple[str]]:
        """What another process makes it of again."""
        return partial(FetchError, passing=self.passing), (str(self),)


@dataclass(frozen=True, slots=True)
class Limits:
    """``connect`` and ``total`` are seconds, ``size`` is bytes of an answer."""

    connect: float = 10.0
    total: float = 60.0
    size: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of whatever status; the names of ``headers`` are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def post(address: Address, path: str, body: bytes, headers: Mapping[str, str], limits: Limits) -> Response:
    """Send ``body`` to ``path`` below the address, once. Raises FetchError if there is no answer."""
    with _connected(address, limits) as connection, _deadline(connection, limits.total) as expired:
        try:
            connection.request("POST", address.below(path), body, dict(headers))
            answer = connection.getresponse()
            content = answer.read(limits.size + 1)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as problem:
            # Whatever a connection that is shut down meanwhile makes of a read, it is the time that was up.
            if expired or isinstance(problem, TimeoutError):
                raise _too_slow(address, limits) from None
            why = type(problem).__name__
            raise FetchError(f"{address.origin} broke off or answered no HTTP ({why}).", passing=True) from None
        if expired:
            raise _too_slow(address, limits)
    if len(content) > limits.size:
        raise FetchError(f"{address.origin} answered more than {limits.size:,} bytes.", passing=False)
    return Response(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)


def post_patiently(
    address: Address,
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    limits: Limits,
    sleep: Callable[[float], None] = time.sleep,
) -> Response:
    """``post``, up to four times: where no answer came in time, and where its status says that the server is busy or
    broken. The pauses grow, or are as long as the server asks for, and at most a minute.

    Raises FetchError as ``post`` does, after the last try.
    """
    pause = _FIRST_PAUSE
    for tries_left in reversed(range(_TRIES)):
        try:
            answer = post(address, path, body, headers, limits)
            if answer.status not in _PASSING or not tries_left:
                return answer
            asked = asked_pause(answer.headers.get("retry-after", ""))
        except FetchError as problem:
            if not problem.passing or not tries_left:
                raise
            asked = None
        sleep(min(_LONGEST_PAUSE, pause if asked is None else asked))
        pause *= 2
    raise AssertionError  # the last try returns or raises


def _too_slow(address: Address, limits: Limits) -> FetchError:
    return FetchError(f"{address.origin} did not answer within {limits.total:g} seconds.", passing=True)


@contextmanager
def _connected(address: Address, limits: Limits) -> Iterator[http.client.HTTPConnection]:
    connection = (
        http.client.HTTPSConnection(
            address.host, address.port, timeout=limits.connect, context=ssl.create_default_context()
        )
        if address.scheme == "https"
        else http.client.HTTPConnection(address.host, address.port, timeout=limits.connect)
    )
    try:
        connection.connect()
        _check_peer(address, connection.sock)
        connection.sock.settimeout(limits.total)
        yield connection
    except ssl.SSLCertVerificationError as problem:
        raise FetchError(
            f"{address.origin} has no certificate that this machine trusts ({problem.verify_message}).", passing=False
        ) from None
    except TimeoutError:
        raise FetchError(f"{address.origin} cannot be reached within {limits.connect:g} s.", passing=True) from None
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        raise FetchError(f"{address.origin} cannot be reached ({why}).", passing=True) from None
    finally:
        connection.close()


def _check_peer(address: Address, sock: socket.socket) -> None:
    peer = str(sock.getpeername()[0])
    if address.loopback and not is_loopback(peer):
        raise FetchError(f"{address.origin} is not this machine here, but {peer}. Nothing was sent.", passing=False)


@contextmanager
def _deadline(connection: http.client.HTTPConnection, seconds: float) -> Iterator[list[bool]]:
    """Shut the connection down after ``seconds``; what is yielded is empty until then.

    The time-out of a socket begins anew with each byte, so that it alone would let an answer trickle in for ever.
    """
    expired: list[bool] = []
    sock = connection.sock

    def shut() -> None:
        expired.append(True)
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()


def asked_pause(retry_after: str) -> float | None:
    """The seconds that a Retry-After header asks for: a number, or a date. None if it says neither."""
    with suppress(ValueError, OverflowError):
        return max(0.0, float(int(retry_after)))
    with suppress(ValueError, TypeError, OverflowError):
        when = parsedate_to_datetime(retry_after)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    return None
