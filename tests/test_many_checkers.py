"""Several people at one file, one of them killed every moment: nothing that was confirmed is lost or doubled.

Sixteen at thousands of claims are let loose in benchmarks/many_checkers.py, which this runs small.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.domain import Action
from factcheck.settings import load
from factcheck.store import open_database

ROOT = Path(__file__).parents[1]
CLAIMS, CHECKERS = 60, 5


pytestmark = pytest.mark.xdist_group("many checkers")


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The workspace after several decided its claims, and what the benchmark said of that."""
    folder = tmp_path_factory.mktemp("desk")
    command = [sys.executable, str(ROOT / "benchmarks" / "many_checkers.py"), "--workspace", str(folder)]
    options = ["--claims", str(CLAIMS), "--checkers", str(CHECKERS), "--kill-every", "0.2", "--kills", "3"]
    made = subprocess.run([*command, *options], check=False, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stdout + made.stderr
    return folder, made.stdout


def test_every_confirmed_decision_stands_once_and_every_claim_has_one(worked: tuple[Path, str]) -> None:
    folder, _ = worked
    lines = [line for file in folder.glob("said-????") for line in file.read_bytes().split(b"\n")[:-1]]
    confirmed = [told["hash"] for told in map(json.loads, lines) if "hash" in told]
    with Workspace(folder) as workspace:
        decided = [entry for entry in workspace.history() if entry.action is Action.DECIDED]
        assert workspace.verify().sound
    assert CLAIMS - CHECKERS <= len(confirmed) == len(set(confirmed))
    assert set(confirmed) <= {entry.hash for entry in decided}
    assert set(Counter(entry.claim_id for entry in decided).values()) == {1}
    assert len(decided) == CLAIMS


def test_nobody_read_of_a_lock(worked: tuple[Path, str]) -> None:
    folder, told = worked
    said = b"".join(file.read_bytes() for file in folder.glob("said-*"))
    assert b"lock" not in said
    assert b"refused" not in said
    assert int(told.split(" killed")[0].rsplit(" ", 1)[1]) > 0


def test_a_reader_waits_for_no_writer(worked: tuple[Path, str]) -> None:
    folder, _ = worked
    with open_database(load({"workspace": folder}, {})).writing(), Workspace(folder) as other:
        assert other.queue()[1] == 0
        assert len(other.history()) >= CLAIMS


def test_writers_in_one_process_wait_for_each_other_too(tmp_path: Path) -> None:
    with Workspace(tmp_path, user="ana") as workspace:
        workspace.make()
        inside, most = [], []

        def write() -> None:
            with workspace.database.writing():
                inside.append(1)
                most.append(len(inside))
                inside.pop()

        threads = [threading.Thread(target=write) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == [1] * 20
