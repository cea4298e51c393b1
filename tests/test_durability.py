"""Killed at any instant, a workspace ends where an undisturbed one does."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired

import databases
import pytest

Start = Callable[..., Popen[str]]

CORPUS = Path(__file__).parents[1] / "corpora" / "iraq-isis-2025"
ARTICLE = CORPUS / "examples" / "advisers-stay.txt"
KILLS = 4  # at two steps; what is killed is done again, which takes seconds each


def contents(workspace: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the wall-clock times."""
    with databases.opened_up(workspace) as connection:
        found = {}
        for name in connection.tables():
            wanted = ", ".join(f'"{column}"' for column in connection.columns(name) if column != "at")
            found[name] = sorted(connection.execute(f"SELECT {wanted} FROM {name}").fetchall(), key=repr)
    return found


@pytest.fixture
def steps() -> tuple[tuple[str, ...], tuple[str, ...]]:
    return ("corpus", "add", str(CORPUS / "reference.jsonl")), ("check", str(ARTICLE), "--json")


def test_killed_at_random_instants_it_ends_in_the_same_state(
    tmp_path: Path, start: Start, steps: tuple[tuple[str, ...], ...]
) -> None:
    chance = random.Random(20251101)
    calm = tmp_path / "calm"
    took, said = [], []
    for step in steps:
        began = time.monotonic()
        process = start(*step, workspace=calm)
        said.append(process.communicate()[0])
        assert process.returncode == 0
        took.append(time.monotonic() - began)

    for trial in range(KILLS // len(steps)):
        workspace = tmp_path / f"trial-{trial}"
        for step, seconds, undisturbed in zip(steps, took, said, strict=True):
            victim = start(*step, workspace=workspace)
            time.sleep(chance.uniform(0, seconds))
            victim.send_signal(signal.SIGKILL)
            victim.communicate()
            again = start(*step, workspace=workspace)
            answer = again.communicate()[0]
            assert again.returncode == 0
            if "--json" in step:
                assert answer == undisturbed
        assert contents(workspace) == contents(calm)
        verified = start("verify", workspace=workspace)
        assert verified.communicate()[0] == "everything matches its fingerprint\n"


ADDING = """
import sys
from factcheck import Workspace
from factcheck.domain import Document
with Workspace(sys.argv[1]) as desk:
    for turn in range(1000):
        text = "Troops and advisers left the base in Iraq, the coalition said of convoy {} of {}."
        desk.corpus_add_documents([Document(f"{turn} {n}", text.format(n, turn)) for n in range(64)])
        print(turn, flush=True)
"""


def test_a_check_beside_a_corpus_that_is_being_added_to_sees_one_state_of_it(
    tmp_path: Path, start: Start, steps: tuple[tuple[str, ...], ...], cache: Path
) -> None:
    assert start(*steps[0], workspace=tmp_path).wait() == 0
    environment = {**os.environ, "FACTCHECK_CACHE": str(cache)}
    with Popen([sys.executable, "-c", ADDING, str(tmp_path)], stdout=PIPE, text=True, env=environment) as adding:
        try:
            assert adding.stdout is not None
            assert adding.stdout.readline() == "0\n"
            checks = [start(*steps[1], workspace=tmp_path) for _ in range(2)]
            complaints = [check.communicate()[1] for check in checks]
            assert [check.returncode for check in checks] == [0] * len(checks), complaints
            assert adding.poll() is None
        finally:
            adding.kill()
    verified = start("verify", workspace=tmp_path)
    assert verified.communicate()[0] == "everything matches its fingerprint\n"


def test_an_interrupt_ends_with_130_and_a_rerun_goes_on(
    tmp_path: Path, start: Start, steps: tuple[tuple[str, ...], ...]
) -> None:
    process = start(*steps[0], workspace=tmp_path)
    deadline = time.monotonic() + 60
    while not databases.is_there(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.01)
    while process.poll() is None:  # Python loses one that arrives while it destroys an object
        process.send_signal(signal.SIGINT)
        with suppress(TimeoutExpired):
            process.wait(5)
    _, complaint = process.communicate()
    assert process.returncode == 130
    assert "interrupted" in complaint
    assert "Traceback" not in complaint
    assert start(*steps[0], workspace=tmp_path).wait() == 0
