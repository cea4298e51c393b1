"""The desk in a browser, with one person before the first claim."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_desk import CHROMIUM, Desk, PlainBrowser, app_of, serving


@pytest.fixture
def app(tmp_path: Path, cache: Path) -> Iterator[Any]:
    with app_of(tmp_path, cache=cache) as made:
        yield made


@pytest.fixture
def ana(app: Any) -> PlainBrowser:
    """Ana, before the first claim of the queue: the misquoted one."""
    return PlainBrowser(app).open("/queue").press("Take the next")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(tmp_path: Path, cache: Path, chromium: Any) -> Iterator[Desk]:
    with app_of(tmp_path, cache=cache) as app, serving(app) as address:
        made = Desk(app, address, chromium)
        yield made
        for context in chromium.contexts:
            context.close()
        assert made.problems == []
