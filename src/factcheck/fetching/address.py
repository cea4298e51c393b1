"""Where requests may go.

Invariant: an address beyond this machine is one that the workspace allows by its host's name, and is spoken to over
TLS unless that name was allowed with ``http://`` in front.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from factcheck.errors import UsageError

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """A scheme, a host in small letters, a port, and a path without a slash at its end."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def loopback(self) -> bool:
        """What is sent there stays on this machine."""
        return is_loopback(self.host)

    @property
    def origin(self) -> str:
        """The host, with its port where that is not the usual one: "api.example.org", "[::1]:8080"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def below(self, path: str) -> str:
        return f"{self.path}/{path}"


def is_loopback(host: str) -> bool:
    """Whether ``host``, a name or a number, is this machine by definition. No name is looked up."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def sent_to(basis: str) -> str | None:
    """Where texts went that were judged by ``basis``, the name of a judge; None if they stayed on this machine."""
    if not basis.startswith("chat:"):
        return None
    origin = basis.rpartition("@")[2]
    return None if is_loopback(urlsplit(f"//{origin}").hostname or "") else origin


def read_address(url: str, setting: str, allowed: Iterable[str] = ()) -> Address:
    """The address that ``url`` names, where ``setting`` has it.

    ``allowed`` has the hosts that the workspace allows, each as "host", "host:port", or with "http://" in front where
    plain http will do. Raises UsageError for what is no such URL and for a host that is not allowed.
    """
    parts = _split(url, setting)
    scheme, host = parts.scheme, (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS or not host or parts.username is not None or parts.query or parts.fragment:
        raise UsageError(
            f"{setting}: '{_shown(parts)}' is no address of a server. It wants http:// or https://, a host, maybe a "
            "port and a path, and nothing else: https://host/v1. A key belongs into FACTCHECK_JUDGE_KEY."
        )
    address = Address(scheme, host, _port(parts, setting) or _PORTS[scheme], parts.path.rstrip("/"))
    if not address.loopback:
        _check_allowed(address, setting, allowed)
    return address


def _split(url: str, setting: str) -> SplitResult:
    if any(letter <= " " or letter in "\\\x7f" for letter in url) or not url.isascii():
        raise UsageError(f"{setting}: an address has no spaces, backslashes or letters beyond ASCII.")
    try:
        return urlsplit(url)
    except ValueError as problem:
        raise UsageError(f"{setting}: no address ({problem}). It wants one like https://host/v1.") from problem


def _port(parts: SplitResult, setting: str) -> int | None:
    try:
        return parts.port
    except ValueError as problem:
        raise UsageError(f"{setting}: a port is a whole number from 0 to 65,535.") from problem


def _shown(parts: SplitResult) -> str:
    """The address without what may be secret in it."""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _check_allowed(address: Address, setting: str, allowed: Iterable[str]) -> None:
    names = {address.origin, address.host, f"{address.host}:{address.port}"}
    entries = {entry.strip().lower().rstrip("/") for entry in allowed}
    plain = {entry.removeprefix("http://") for entry in entries if entry.startswith("http://")}
    known = {entry.removeprefix("https://") for entry in entries if not entry.startswith("http://")} | plain
    if not names & known:
        raise UsageError(
            f"{setting}: claims and passages would leave this machine for {address.origin}, which this workspace does "
            f'not allow. To allow it, add to its factcheck.toml: allow_endpoint = ["{address.host}"]'
        )
    if address.scheme == "http" and not names & plain:
        raise UsageError(
            f"{setting}: claims and passages would go to {address.origin} for anybody to read on the way. Use "
            f'https://, or allow it so in factcheck.toml: allow_endpoint = ["http://{address.host}"]'
        )
