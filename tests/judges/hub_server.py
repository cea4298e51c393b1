"""A hub of models on this machine, which serves what is in a folder and may break off or lie."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

REVISION = "a" * 40


@dataclass
class Hub:
    """The model ``name`` in ``folder``. The first answers for a file in ``breaks`` end after so many bytes; files in
    ``lies`` come with other bytes than are listed."""

    folder: Path
    name: str = "someone/tiny"
    licence: str | None = "mit"
    url: str = ""
    breaks: dict[str, int] = field(default_factory=dict)
    lies: set[str] = field(default_factory=set)
    gated: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)  # path, and what part of it

    def described(self) -> dict[str, Any]:
        card = {"license": self.licence} if self.licence else {}
        siblings = [self._sibling(path) for path in sorted(self.folder.iterdir())]
        return {"id": self.name, "sha": REVISION, "cardData": card, "siblings": siblings, "tags": []}

    def _sibling(self, path: Path) -> dict[str, Any]:
        content = path.read_bytes()
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
        found: dict[str, Any] = {"rfilename": path.name, "size": len(content), "blobId": blob}
        if path.suffix in (".safetensors", ".bin"):
            found["lfs"] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "pointerSize": 134}
        return found


@contextmanager
def serving_models(hub: Hub) -> Iterator[Hub]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            hub.asked.append((path, self.headers.get("Range", "")))
            if path.startswith(f"/api/models/{hub.name}"):
                headers = {"X-Error-Code": "GatedRepo"} if hub.gated else {}
                self._answer(403 if hub.gated else 200, json.dumps(hub.described()).encode(), headers)
            elif path.startswith(f"/{hub.name}/resolve/{REVISION}/"):
                self._file(hub.folder / path.rpartition("/")[2])
            else:
                self._answer(404, b"{}", {"X-Error-Code": "RepoNotFound"})

        def _file(self, path: Path) -> None:
            content = path.read_bytes()
            if path.name in hub.lies:
                content = b"?" + content[1:]
            start = int(self.headers.get("Range", "bytes=0-")[6:].partition("-")[0])
            headers = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
            length = hub.breaks.pop(path.name, None)
            self._answer(206 if start else 200, content[start:], headers, length)

        def _answer(self, status: int, body: bytes, headers: dict[str, str], length: int | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[:length])
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
