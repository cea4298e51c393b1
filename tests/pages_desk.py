"""A desk that is served: to a client in this process, and to a browser on a port of its own."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import databases
import httpx
import uvicorn
from starlette.testclient import TestClient

from factcheck import Workspace
from factcheck.web.app import create_app
from factcheck.web.served import Served

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


class Visitor:
    """Somebody who has signed in, as their browser: forms are sent with what their page carries."""

    def __init__(self, workspace: Workspace, name: str = "ana") -> None:
        self.served = Served(workspace, frozenset({"testserver"}))
        app = create_app(self.served)
        self.client = TestClient(app, follow_redirects=False)
        self.name = name
        self.sent("/sign-in", page="/sign-in", name=name)

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.client.get(path, params=query or None)

    def read(self, path: str, **query: str) -> str:
        """The page at ``path``, which must be there."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
        return answer.text

    def sent(self, path: str, *, page: str = "/help", files: Any = None, **fields: str) -> httpx.Response:
        """The answer to a form."""
        found = _CSRF.search(self.client.get(page).text)
        assert found, page
        return self.client.post(path, data={"csrf": found.group(1), **fields}, files=files)

    def came_of(self, answer: httpx.Response) -> str:
        """Where a form leads in the end: work that takes longer is waited for, and must have been done."""
        to = answer.headers["location"]
        if not to.startswith("/jobs/"):
            return to
        job = self.served.jobs.get(to.rpartition("/")[2])
        assert job is not None
        assert self.served.jobs.wait(job, 120)
        assert job.state == "done", job.problem
        return job.result


@contextmanager
def listening(workspace: Workspace) -> Iterator[str]:
    """The address at which a workspace is served to browsers."""
    app = create_app(Served(workspace, frozenset({"127.0.0.1"})))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 60
    while not server.started:
        assert time.monotonic() < end, "the server does not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(60)


@contextmanager
def chromium() -> Iterator[Any]:
    """A headless Chromium, as Playwright drives it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def copied(folder: Path, to: Path) -> Path:
    """A workspace of a test's own."""
    databases.copied(folder, to)
    return to
