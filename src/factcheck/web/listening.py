"""Where the server can be asked: its addresses and ports.

Invariant: either it listens at every address that was named, or at none and says why. Nothing is asked of a network but
what an address is called.
"""

from __future__ import annotations

import errno
import platform
import socket
from collections.abc import Sequence
from ipaddress import ip_address

from factcheck.errors import FactcheckError, UsageError

_WAITING = 1024  # connections that the system keeps for a server that is busy
_NOT_HERE = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class Listening:
    """Sockets that listen at ``hosts``, names or addresses, each at every address that it stands for. ``port`` 0 takes
    one that is free.

    Raises UsageError for what is no address of this machine, FactcheckError for a port that cannot be had.
    """

    def __init__(self, hosts: Sequence[str], port: int) -> None:
        self.sockets: list[socket.socket] = []
        self.hosts = tuple(hosts)
        self.port = port
        try:
            for host in hosts:
                self._listen(host)
        except BaseException:
            self.close()
            raise

    @property
    def open(self) -> bool:
        """Whether others than this machine may ask."""
        return not all(ip_address(one.getsockname()[0].partition("%")[0]).is_loopback for one in self.sockets)

    @property
    def names(self) -> frozenset[str]:
        """What the server may be called by whoever asks it, beside its addresses."""
        machine = {platform.node().lower(), platform.node().lower().partition(".")[0]} if self.open else set()
        return frozenset({"localhost", *(host.lower() for host in self.hosts), *machine} - {""})

    @property
    def addresses(self) -> list[str]:
        """Where to ask, as a browser wants it."""
        return [f"http://{f'[{host}]' if ':' in host else host}:{self.port}/" for host in self.hosts]

    def close(self) -> None:
        for one in self.sockets:
            one.close()

    def _listen(self, host: str) -> None:
        before = len(self.sockets)
        problem: OSError | None = None
        for family, address in _addresses(host):
            try:
                self._open(family, (address, self.port))
            except OSError as found:
                if found.errno not in _NOT_HERE:
                    raise FactcheckError(_explained(found, host, self.port)) from found
                problem = found  # of localhost, one of two addresses may not be there
        if len(self.sockets) == before:
            raise UsageError(
                f"--host {host}: no address of this machine. Name one of its own, or leave it out."
            ) from problem

    def _open(self, family: int, place: tuple[str, int]) -> None:
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            made.bind(place)
            made.listen(_WAITING)
        except BaseException:
            made.close()
            raise
        self.sockets.append(made)
        self.port = made.getsockname()[1]


def _addresses(host: str) -> list[tuple[int, str]]:
    if not host.strip():
        raise UsageError("--host: an address is wanted, such as 127.0.0.1.")
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as problem:
        raise UsageError(f"--host {host}: no address is known by that name. Write one, such as 127.0.0.1.") from problem
    return list(dict.fromkeys((int(family), str(place[0])) for family, _, _, _, place in found))


def _explained(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use already. Choose another with --port, or let --port 0 find one."
    if problem.errno == errno.EACCES:
        return f"port {port} of {host} is not this user's to open. Choose one above 1023 with --port."
    return f"port {port} of {host} cannot be opened ({problem.strerror}). Choose another with --port."
