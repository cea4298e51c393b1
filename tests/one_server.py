"""One PostgreSQL for all tests of a process that want one beside whatever the others run on."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from functools import cache

import postgres_server
import pytest
from postgres_server import Server


@cache
def _started() -> Server | None:
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(postgres_server.running())


def server() -> Server:
    """The server, which ends with the process. Skips the test where there is none."""
    found = _started()
    if found is None:
        pytest.skip(postgres_server.NOTHING)
    return found


def url(schema: str = "{workspace}") -> str:
    """A database URL for a workspace's own schema, or for one that several share."""
    return f"{server().url()}&options=-csearch_path%3D{schema}"
