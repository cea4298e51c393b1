"""Draw the desk in a browser for the docs: ``python tools/web_pictures.py [FOLDER]``.

Checks the shipped sample article against the shipped corpus, decides most of its claims as ``tools/picture.py`` does,
serves that on a free port of this machine and lets a headless Chromium draw its pages. A page that is not there is
left out, and said. Set CHROMIUM to the browser if it is not found.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import picture
import uvicorn
from PIL import Image  # comes with matplotlib
from playwright.sync_api import sync_playwright

from factcheck import Workspace
from factcheck.report.model import ArticleReport
from factcheck.web.app import create_app
from factcheck.web.served import Served

COLOURS = 64
PERSON, COLLEAGUE = "Alma Reyes", "Ben Osei"


class Shot(NamedTuple):
    """One picture: its name, the page, the window in CSS pixels, and the colour scheme."""

    name: str
    path: str
    width: int = 1180
    height: int = 860
    scheme: str = "light"


def shots(report: ArticleReport) -> Iterator[Shot]:
    """What is drawn."""
    article = f"/articles/{report.article.id}"
    waiting = next(item for item in report.claims if item.decision is None)
    desk = f"/claims/{waiting.claim.id}"
    yield Shot("web-queue", "/queue")
    yield Shot("web-desk", desk)
    yield Shot("web-article", article)
    yield Shot("web-report", f"{article}/report")
    yield Shot("web-corpus", "/corpus?q=advisers%20stay%20at%20the%20air%20base")
    yield Shot("web-article-360", article, 360, 740)
    yield Shot("web-desk-360", desk, 360, 740)
    yield Shot("web-desk-dark", desk, scheme="dark")
    yield Shot("web-article-dark", article, scheme="dark")


@contextmanager
def listening(workspace: Workspace) -> Iterator[str]:
    """The address at which ``workspace`` is served."""
    served = Served(workspace, frozenset({"127.0.0.1"}), PERSON)
    server = uvicorn.Server(uvicorn.Config(create_app(served), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            sys.exit("the server did not start")
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def draw(browser: Any, address: str, shot: Shot, to: Path) -> None:
    """Draw one page as somebody who has signed in sees it."""
    context = browser.new_context(
        base_url=address, color_scheme=shot.scheme, viewport={"width": shot.width, "height": shot.height}
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("main input[name=name]", PERSON)
    page.click("main button")
    page.wait_for_url("**/queue")
    answer = page.goto(shot.path)
    if answer is None or answer.status != 200:
        print(f"{shot.name}: not drawn, {shot.path} is not there")
    else:
        seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        file = to / f"{shot.name}.png"
        seen.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        print(f"{file.name}: {file.stat().st_size // 1000} kB")
    context.close()


def main() -> None:
    to = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else picture.PICTURE.parent
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, picture.BROWSERS)), None)
    if chromium is None:
        sys.exit("No Chromium found. Install it, or name it: CHROMIUM=/path/to/chromium python tools/web_pictures.py")
    os.chdir(picture.ROOT)  # pages show the article's address as it was given
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "workspace", user=PERSON) as desk:
        report = picture.sample(desk)
        desk.due(report.article.id, date.fromisoformat("2026-12-01"), by=PERSON)
        desk.take(next(item.claim.id for item in reversed(report.claims) if item.decision is None), by=COLLEAGUE)
        with listening(desk) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for shot in shots(report):
                draw(browser, address, shot, to)
            browser.close()


if __name__ == "__main__":
    main()
