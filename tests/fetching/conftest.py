"""A site on this machine, empty for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_server import Site, site


@pytest.fixture(scope="module")
def running() -> Iterator[Site]:
    with site() as made:
        yield made


@pytest.fixture
def web(running: Site) -> Site:
    running.pages.clear()
    running.asked.clear()
    return running
