"""A small server with the OpenAI chat interface on this machine, which answers as it is told, also badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Canned:
    """An answer. ``wait`` seconds pass before it, ``trickle`` seconds between two of its bytes."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    wait: float = 0.0
    trickle: float = 0.0


def wrote(content: object, tokens: tuple[int, int] = (100, 20)) -> Canned:
    """The answer of a server whose model wrote ``content``."""
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    choice = {"message": {"role": "assistant", "content": content}}
    return Canned(json.dumps({"choices": [choice], "usage": usage}).encode())


def said(stance: str, words: str = "", reason: str = "It says so.") -> Canned:
    """The answer of a server whose model did what it was asked."""
    return wrote(json.dumps({"stance": stance, "words": words, "reason": reason}))


@dataclass
class ChatServer:
    """``answer`` makes an answer of the number of a request (from 0) and of its body."""

    answer: Callable[[int, dict[str, Any]], Canned]
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0

    @property
    def passages(self) -> list[str]:
        """The passages that were asked about."""
        return [json.loads(body["messages"][-1]["content"])["passage"] for body in self.requests]


@contextmanager
def serving(answer: Callable[[int, dict[str, Any]], Canned] | Canned) -> Iterator[ChatServer]:
    """A server on a free port of the loopback, until the block is left."""
    chat = ChatServer(answer if callable(answer) else lambda *_: answer)
    lock, now = threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            with lock:
                now[0] += 1
                chat.most_at_once = max(chat.most_at_once, now[0])
                number = len(chat.requests)
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                chat.requests.append(body)
                chat.headers.append({**self.headers, "path": self.path})
            canned = chat.answer(number, body)
            time.sleep(canned.wait)
            with lock:  # before a byte is written: whoever has the answer may ask again at once
                now[0] -= 1
            with suppress(OSError):  # whoever asked may have gone
                self._write(canned)

        def _write(self, canned: Canned) -> None:
            self.send_response(canned.status)
            for name, value in canned.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(canned.body)))
            self.end_headers()
            pieces = [canned.body[n : n + 1] for n in range(len(canned.body))] if canned.trickle else [canned.body]
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
                time.sleep(canned.trickle)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    chat.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield chat
    finally:
        server.shutdown()
        server.server_close()
