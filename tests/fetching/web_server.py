"""A site on this machine's loopback that answers whatever a test wants, well or badly."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Page = Callable[["Visit"], None]


class Visit(BaseHTTPRequestHandler):
    """A request. A page answers it by ``say``, or writes to ``wfile`` whatever it likes."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.site.asked.append((self.path, dict(self.headers)))
        page = self.server.site.pages.get(self.path.partition("?")[0])
        with suppress(OSError):
            if page is None:
                self.say(b"", status=404)
            else:
                page(self)

    def say(self, body: bytes, status: int = 200, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, *_: object) -> None:
        pass


@dataclass
class Site:
    """A running site: its pages by their paths, and what it was asked for with which headers."""

    port: int
    scheme: str = "http"
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def page(self, path: str, body: bytes = b"", **headers: str) -> None:
        self.pages[path] = lambda visit: visit.say(body, **headers)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.pages[path] = lambda visit: visit.say(b"", status=status, Location=to)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def site(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site for as long as the block lasts; with TLS where there is a ``context``."""
    server = Server(("127.0.0.1", 0), Visit)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.site = Site(server.server_address[1], "https" if context else "http")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()


def reset(visit: Visit) -> None:
    """Break a connection off as a host does that has crashed."""
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    visit.connection.close()


def certificate(folder: Path, name: str) -> ssl.SSLContext:
    """What serves with a certificate for ``name`` that nobody signed but itself."""
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name}"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context
