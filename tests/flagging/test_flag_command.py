"""`factcheck flag` as cron runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from factcheck.cli.flag import _deadline
from factcheck.errors import UsageError

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Start = Callable[..., "subprocess.Popen[str]"]
STORY = "Riverton to lose libraries\n\nThe Riverton council voted to close 14 of its 52 libraries by March 2026.\n"

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_what_a_night_job_sees(run: Run, tmp_path: Path, workspace: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(STORY)
    (inbox / "cut.pdf").write_bytes(b"%PDF-1.7")

    planned = run("flag", inbox, "--dry-run")
    assert [json.loads(line)["state"] for line in planned.stdout.splitlines()] == ["new", "new"]
    assert not workspace.exists()

    found = run("flag", inbox, "--exit-code", "--publisher", "The Courier")
    lines = [json.loads(line) for line in found.stdout.splitlines()]
    assert found.returncode == 3, found.stderr
    assert {line["type"] for line in lines} == {"claim", "failure"}
    assert [line["place"].endswith("cut.pdf") for line in lines if line["type"] == "failure"] == [True]
    assert {line["article"]["publisher"] for line in lines if line["type"] == "claim"} == {"The Courier"}
    assert "cut.pdf" in found.stderr
    assert "articles: 1 new, 0 changed, 0 unchanged, 1 failed" in found.stderr

    (inbox / "cut.pdf").unlink()
    (inbox / "b.txt").write_text("Alford\n\nAlford sold 31 trams in 2024.\n")
    assert run("flag", inbox, "--exit-code", "--publisher", "The Courier").returncode == 10
    again = run("--quiet", "flag", inbox, "--exit-code", "--publisher", "The Courier")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_a_request_to_end_is_heeded_after_the_item_at_hand(start: Start, workspace: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(STORY)
    process = start("flag", inbox, "--watch", "3600", workspace=workspace)
    assert process.stdout is not None
    assert "Riverton" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said


def test_a_deadline_is_a_time_of_the_day_or_minutes() -> None:
    now = datetime(2025, 11, 5, 22, 30).astimezone()
    assert _deadline(None, now) is None
    assert _deadline("45", now) == now.timestamp() + 45 * 60
    assert _deadline("23:00", now) == now.timestamp() + 30 * 60
    assert _deadline("06:00", now) == pytest.approx(now.timestamp() + 7.5 * 3600)
    with pytest.raises(UsageError, match="HH:MM"):
        _deadline("soon", now)


def test_a_few_kills_change_nothing(cache: Path) -> None:
    words = "--kills 1 --items 3 --what flag --database sqlite --seed".split()
    command = [sys.executable, str(BENCHMARKS / "kills.py"), *words, str(int(time.time()))]
    done = subprocess.run(command, env={**os.environ, "FACTCHECK_CACHE": str(cache)}, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()
