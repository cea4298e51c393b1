"""Running the server.

Invariant: it is asked on this machine alone, unless a person said otherwise and has given tokens out.
"""

from __future__ import annotations

import uvicorn

from factcheck.web.app import create_app
from factcheck.web.served import Served
from factcheck.workspace import Workspace

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def run(workspace: Workspace, host: str, port: int, usual: str) -> None:
    """Serve until interrupted."""
    hosts = LOOPBACK if host in LOOPBACK else frozenset({host})
    uvicorn.run(create_app(Served(workspace, hosts, usual)), host=host, port=port, log_level="warning")
