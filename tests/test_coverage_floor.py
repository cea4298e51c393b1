"""The floor under the coverage of every file: what `make coverage` fails on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "coverage_floor.py"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    shares = {"src/bell.py": (10, 90.0), "src/clapper.py": (4, 50.0), "src/empty.py": (0, 100.0)}
    files = {
        name: {"summary": {"num_statements": count, "percent_covered": share}}
        for name, (count, share) in shares.items()
    }
    file = tmp_path / "coverage.json"
    file.write_text(json.dumps({"files": files}))
    return file


def floor(report: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOOL, report, *options], check=False, capture_output=True, text=True)


def test_a_file_below_the_floor_fails_and_is_named(report: Path) -> None:
    done = floor(report)
    assert (done.returncode, done.stdout) == (1, "")
    assert "1 files of 2" in done.stderr
    assert "50.0 %  src/clapper.py" in done.stderr
    assert "bell" not in done.stderr


def test_above_the_floor_the_least_tested_file_is_named(report: Path) -> None:
    done = floor(report, "--least", "40")
    assert (done.returncode, done.stdout) == (0, "2 files; the least tested one: 50.0 %  src/clapper.py\n")
