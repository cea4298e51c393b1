"""One request for one page, within limits of time and size.

Invariant: what a server says of the length of its answer is not believed, an answer is unpacked only as far as it may
be large, and whatever goes wrong is a FetchError that names the URL, what happened and what to do.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from factcheck.errors import InputError
from factcheck.fetching.http import FetchError
from factcheck.fetching.permitted import without_secret
from factcheck.version import __version__

if TYPE_CHECKING:
    import httpx

    from factcheck.fetching.guarded import Deadline, Resolve

_LONGEST = 8000  # letters of a URL
_SAVE_IT = "Open it in a browser, save the page, and give that file."
_GZIP = 16 + zlib.MAX_WBITS
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetch may take. Seconds and bytes.

    ``total`` is for one answer with all its redirects, pauses left out; ``size`` counts the bytes as they come and as
    they are unpacked. ``pause`` lies between two requests to one host, unless that is this machine, or longer where
    its robots.txt asks so; a host that wants more than ``longest_pause`` is not waited for.
    """

    connect: float = 10.0
    total: float = 60.0
    size: int = 50_000_000
    robots_size: int = 512_000
    redirects: int = 5
    tries: int = 3  # where a server says that it is busy
    pause: float = 1.0
    longest_pause: float = 60.0


class PageAnswer(NamedTuple):
    """What a server answered; ``body`` is unpacked, and b"" of an answer without the status 200. ``peer`` is the
    number of the host that was asked, ``sent`` are the headers of the request."""

    url: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    peer: str | None
    sent: Headers

    def header(self, name: str) -> str | None:
        """The first header of that name, in whatever case it was sent."""
        return first_of(self.headers, name)


def first_of(headers: Iterable[Sequence[str]], name: str) -> str | None:
    """The value of the first header of that name, in whatever case it was sent."""
    return next((value for known, value in headers if known.lower() == name), None)


def user_agent() -> str:
    """What this program calls itself: "factcheck/1.2 (+https://…)", the address that its package names."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        said = metadata("factcheck").get_all("Project-URL") or []
    except PackageNotFoundError:
        said = []
    source = next((line.partition(",")[2].strip() for line in said if line.startswith("Source,")), "")
    return f"factcheck/{__version__}" + (f" (+{source})" if source else "")


def read_url(url: str) -> httpx.URL:
    """A URL that may be asked for, without what stands behind "#".

    Raises InputError for what is none: another scheme than http and https, no host, a name or password before it.
    """
    import httpx

    shown = without_secret(url)
    if len(url) > _LONGEST:
        raise InputError(f"{shown[:60]}…: an address of more than {_LONGEST:,} letters. Give a shorter one.")
    try:
        read = httpx.URL(url.strip()).copy_with(fragment=None)
        port, host = read.port, read.host  # a name that no resolver can be asked for is no host
    except (httpx.InvalidURL, UnicodeError, ValueError) as problem:
        raise InputError(
            f"{shown}: no address of a page ({_without(str(problem), url)}). It wants one like https://host/page."
        ) from None
    if read.userinfo:
        raise InputError(
            f"{shown}: a name or password stands in the address, where it would be kept and shown. Take it out; a page "
            "that wants a login is saved in a browser and given as a file."
        )
    if read.scheme not in ("http", "https") or not host or not (port is None or 0 < port < 65_536):
        raise InputError(f"{shown}: only http:// and https:// with a host are fetched.")
    return read


def _without(words: str, url: str) -> str:
    return words if "@" not in url else "it cannot be parted"


class Asker:
    """Asks for pages, each with a connection of its own. ``private`` has the hosts that may be private ones."""

    def __init__(self, limits: FetchLimits, private: Sequence[str], resolver: Resolve | None) -> None:
        from factcheck.fetching import guarded

        self._limits, self._private = limits, private
        self._resolve = resolver or guarded.resolve
        self._context = guarded.verifying()
        self.agent = user_agent()

    def ask(
        self, url: httpx.URL, headers: Mapping[str, str], *, seconds: float, most: int, cut: bool = False
    ) -> PageAnswer:
        """What the server answers. No redirect is followed. ``most`` are the bytes that a body may have, a larger one
        is refused, or where it may be ``cut``, read so far. Raises FetchError."""
        import httpx

        from factcheck.fetching.guarded import CheckedBackend, CheckedTransport, Deadline

        said = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close", **headers}
        with Deadline(seconds) as deadline, _explained(str(url), deadline, self._limits):
            backend = CheckedBackend(self._resolve, self._private, deadline, self._limits.connect)
            timeouts = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
            request = httpx.Request("GET", url, headers=said)
            # The transport alone: a client keeps cookies, asks the environment for proxies, and reads redirects itself.
            with (
                CheckedTransport(backend, self._context, timeouts) as transport,
                closing(transport.handle_request(request)) as response,
            ):
                body = _body(response, most, cut) if response.status_code == 200 else b""
                return PageAnswer(
                    str(url),
                    response.status_code,
                    response.reason_phrase,
                    _pairs(response.headers),
                    body,
                    backend.peer,
                    _pairs(request.headers),
                )


def _pairs(headers: httpx.Headers) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def _body(response: httpx.Response, most: int, cut: bool) -> bytes:
    """The body of an answer. Raises FetchError for one that is larger than ``most``, or packed as nobody asked for."""
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > most and not cut:
        raise _too_large(f"has {int(length):,} bytes", most)
    packed = response.headers.get("content-encoding", "").strip().lower()
    chunks: Iterable[bytes] = response.iter_raw()
    if packed in ("gzip", "x-gzip"):
        chunks = _unpacked(chunks, most)
    elif packed not in ("", "identity"):
        raise FetchError(f"it was sent packed as {packed[:40]}, which nobody asked for. {_SAVE_IT}", passing=False)
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most and cut:
            break
        if len(body) > most:
            raise _too_large(f"{'unpacks to' if packed else 'has'} more than {most:,} bytes", most)
    return bytes(body[:most])


def _unpacked(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """What was packed with gzip, in pieces that are never larger than ``most`` and a byte."""
    unpack, read = zlib.decompressobj(_GZIP), 0
    for chunk in chunks:
        read += len(chunk)
        if read > most:
            raise _too_large(f"has more than {most:,} bytes", most)
        left = chunk
        while left:
            if unpack.eof:  # another member
                unpack = zlib.decompressobj(_GZIP)
            try:
                yield unpack.decompress(left, most + 1)
            except zlib.error as problem:
                raise FetchError(f"its gzip is broken ({problem}). Try again. {_SAVE_IT}", passing=True) from None
            left = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
    if read and not unpack.eof:
        raise FetchError(f"it broke off in the middle of its gzip. Try again. {_SAVE_IT}", passing=True)


def _too_large(what: str, most: int) -> FetchError:
    return FetchError(
        f"it {what}; at most {most:,} are read. Give the article alone, or raise max_bytes in the settings.",
        passing=False,
    )


@contextmanager
def _explained(url: str, deadline: Deadline, limits: FetchLimits) -> Iterator[None]:
    """Whatever goes wrong as a FetchError that names the URL."""
    import httpcore
    import httpx

    try:
        yield
    except FetchError as problem:
        raise FetchError(f"{url}: {problem}", passing=problem.passing) from None
    except (OSError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as problem:
        if deadline.expired:
            raise _too_slow(url, limits) from None
        raise _broken(url, problem, limits) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.UnsupportedProtocol, ValueError) as problem:
        raise FetchError(f"{url}: no answer that can be read ({problem}). {_SAVE_IT}", passing=False) from None
    if deadline.expired:  # a connection that is cut can look like the end of a body
        raise _too_slow(url, limits)


def _too_slow(url: str, limits: FetchLimits) -> FetchError:
    return FetchError(
        f"{url}: not answered whole within {limits.total:g} seconds. Try again later. {_SAVE_IT}", passing=True
    )


def _broken(url: str, problem: Exception, limits: FetchLimits) -> FetchError:
    import httpcore

    from factcheck.fetching import guarded

    if why := guarded.untrusted(problem):
        return FetchError(
            f"{url}: the host has no certificate that this machine trusts ({why}). Nothing was read. Check the "
            "address; where a connection is broken open on the way, add that authority to this machine's own.",
            passing=False,
        )
    if isinstance(problem, httpcore.ConnectTimeout):
        return FetchError(f"{url}: the host cannot be reached within {limits.connect:g} s. Try later.", passing=True)
    if isinstance(problem, httpcore.ConnectError):
        return FetchError(f"{url}: the host cannot be reached ({problem}). Try again later.", passing=True)
    if isinstance(problem, httpcore.TimeoutException):
        return _too_slow(url, limits)
    if isinstance(problem, httpcore.ProtocolError):
        return FetchError(f"{url}: the answer is cut short or no HTTP ({problem}). Try again. {_SAVE_IT}", passing=True)
    return FetchError(f"{url}: the connection broke off ({problem or 'no reason given'}). Try again.", passing=True)
