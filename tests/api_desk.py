"""A desk behind its API: the sample of ``review_samples`` served to a client of this process."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import review_samples
from fastapi.testclient import TestClient
from httpx import Response

from factcheck import Workspace
from factcheck.web.app import create_app
from factcheck.web.served import Served

V1 = "/api/v1"
SECONDS = 120  # that a job may take


class Desk:
    """The API of one workspace, asked in anybody's name."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.served = Served(workspace, frozenset({"testserver"}))
        self.app = create_app(self.served)
        self.client = TestClient(self.app)

    def get(self, path: str, by: str = "ana", **asked: Any) -> Response:
        return self.client.get(f"{V1}{path}", params=asked or None, headers={"X-Factcheck-As": by})

    def post(self, path: str, by: str = "ana", **body: Any) -> Response:
        return self.client.post(f"{V1}{path}", json=body, headers={"X-Factcheck-As": by})

    def delete(self, path: str, by: str = "ana") -> Response:
        return self.client.delete(f"{V1}{path}", headers={"X-Factcheck-As": by})

    def finished(self, started: Response) -> dict[str, Any]:
        """The job that was started, when it is over."""
        assert started.status_code == 202, started.text
        job = self.served.jobs.get(started.json()["id"])
        assert job is not None
        assert self.served.jobs.wait(job, SECONDS)
        told: dict[str, Any] = self.client.get(started.headers["location"], headers={"X-Factcheck-As": "ana"}).json()
        return told


@contextmanager
def a_desk(folder: Path | None = None, **settings: Any) -> Iterator[Desk]:
    """The sample desk in a folder, a temporary one if none is given."""
    made = folder or Path(tempfile.mkdtemp(prefix="factcheck-api-"))
    review_samples.lay_out(made)
    try:
        with Workspace(made, **settings) as workspace:
            desk = Desk(workspace)
            yield desk
            desk.served.jobs.close()
    finally:
        if folder is None:
            shutil.rmtree(made, ignore_errors=True)


def is_refusal(answer: Response, status: int) -> str:
    """The words of a refusal, after asserting that it has their one shape."""
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert set(told) == {"error", "code"}, told
    assert isinstance(told["error"], str)
    assert told["error"]
    assert isinstance(told["code"], int)
    return str(told["error"])
