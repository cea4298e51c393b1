"""The desk at which a draft was decided."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import databases
import pytest
from draft_samples import CLAIMS, COUNCIL, ENGINES, FERRY, NOTE, Desk

from factcheck import Workspace
from factcheck.domain import (
    Encoder,
)

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, cache: Path, encoder: Encoder) -> Path:
    """A folder with a workspace in which the article was checked and each of its claims decided by ana."""
    folder = tmp_path_factory.mktemp("drafts")
    file = folder / "ferry.txt"
    file.write_text(FERRY, encoding="utf-8")
    with Workspace(folder / "workspace", cache=cache, judge="rules", user="ana") as workspace:
        workspace.encoder = encoder
        workspace.corpus_add_documents([NOTE])
        report = workspace.check(file)
        assert len(report.claims) == CLAIMS
        for item in report.claims:
            if item.claim.text == ENGINES:
                workspace.mark(item.claim.id, "supported", cite=f"plan#0:{ENGINES}", note="as planned")
            else:
                workspace.mark(item.claim.id, "unverified", reason="no-evidence")
    return folder


@pytest.fixture
def desk(checked: Path, tmp_path: Path, cache: Path, encoder: Encoder) -> Iterator[Desk]:
    """A copy of it, of which the file is another's."""
    databases.copied(checked, tmp_path / "desk")
    file = tmp_path / "desk" / "ferry.txt"
    with databases.opened_up(tmp_path / "desk" / "workspace") as connection:
        connection.execute("UPDATE articles SET file = ?", (str(file),))
    said: list[str] = []
    with Workspace(
        tmp_path / "desk" / "workspace", cache=cache, judge="rules", user="bea", notice=said.append
    ) as opened:
        opened.encoder = encoder
        yield Desk(opened, file, said)


@pytest.fixture
def council(tmp_path: Path, cache: Path, encoder: Encoder) -> Iterator[Desk]:
    """A new workspace and a file of three claims that was checked."""
    with Workspace(tmp_path / "workspace", cache=cache, judge="rules", user="ana") as opened:
        opened.encoder = encoder
        made = Desk(opened, tmp_path / "council.txt", [])
        made.check(COUNCIL)
        yield made
