"""How far long work is: a line that moves on a terminal, a line now and then elsewhere, and nothing when not wanted."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.cli.progress import ProgressLine

PROGRAM = Path(sys.executable).with_name("factcheck")
STORY = "Bridge to reopen\n\n“The bridge is safe,” Ana Ruiz, an engineer, told the Lund Courier.\n\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def lines(stream: io.StringIO) -> list[str]:
    return stream.getvalue().splitlines()


def test_elsewhere_there_is_a_line_every_ten_seconds_with_rate_and_time_left(clock: Clock) -> None:
    told = ProgressLine(stream := io.StringIO(), clock)
    for second in range(45):
        clock.now = second
        told("claims searched", second * 20, 1_000)
    told("claims searched", 1_000, 1_000)
    assert lines(stream) == [
        "claims searched: 200 of 1,000, 20 a second, 40 s left",
        "claims searched: 400 of 1,000, 20 a second, 30 s left",
        "claims searched: 600 of 1,000, 20 a second, 20 s left",
        "claims searched: 800 of 1,000, 20 a second, 10 s left",
        "claims searched: 1,000 of 1,000",
    ]


def test_work_of_a_moment_says_nothing_elsewhere(clock: Clock) -> None:
    told = ProgressLine(stream := io.StringIO(), clock)
    with told.step("reading story.txt"):
        clock.now = 5
    told("documents read", 64, 0)
    told.close()
    assert stream.getvalue() == ""


def test_a_step_that_says_nothing_is_heard_of_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.cli.progress._BEAT", 0.01)
    monkeypatch.setattr("factcheck.cli.progress._ELSEWHERE", 0.02)
    told = ProgressLine(stream := io.StringIO())
    with told.step("reading story.txt"):
        time.sleep(1.2)
    told.close()
    assert "reading story.txt: 1 s" in lines(stream)
    assert len(lines(stream)) > 5
    written = stream.getvalue()
    time.sleep(0.1)
    assert stream.getvalue() == written


def test_on_a_terminal_one_line_is_written_over_and_taken_away(clock: Clock) -> None:
    told = ProgressLine(stream := Terminal(), clock)
    for second in (1, 2, 3):
        clock.now = second
        told("documents read", second * 5, 0)
    told.hide()
    clock.now = 4
    told.close()
    assert stream.getvalue() == (
        "\r\033[Kdocuments read: 5\r\033[Kdocuments read: 10, 10 a second, 1 s"
        "\r\033[Kdocuments read: 15, 7.5 a second, 2 s\r\033[K"
    )


@pytest.mark.parametrize(("seconds", "told"), [(59, "59 s"), (61, "1 min 1 s"), (5_400, "1 h 30 min")])
def test_long_times_are_told_in_minutes_and_hours(clock: Clock, seconds: int, told: str) -> None:
    line = ProgressLine(stream := io.StringIO(), clock)
    line("reading big.txt", 0, 0)
    clock.now = seconds
    line("reading big.txt", 0, 0)
    assert lines(stream) == [f"reading big.txt: {told}"]


def test_who_wants_no_progress_gets_none() -> None:
    told = ProgressLine(None)
    with told.step("reading"):
        told("claims searched", 1, 1)
    told.close()


# -- the program --------------------------------------------------------------------------


def seen_on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the program writes to a terminal that both its outputs go to."""
    reader, terminal = pty.openpty()
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    told: list[bytes] = []

    def read() -> Iterator[bytes]:
        try:
            while part := os.read(reader, 65_536):
                yield part
        except OSError:  # Linux says that the other end was closed
            return

    listener = threading.Thread(target=lambda: told.extend(read()))
    listener.start()
    done = subprocess.run(
        [str(PROGRAM), *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        env={"TERM": "xterm", **inherited, **environment},
    )
    os.close(terminal)
    listener.join()
    os.close(reader)
    assert done.returncode == 0
    return b"".join(told).decode()


@pytest.fixture(scope="module")
def long_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.txt"
    path.write_text(STORY * 1_500, encoding="utf-8")
    return path


def test_reading_a_long_article_moves_on_a_terminal_and_is_gone_before_the_answer(long_story: Path) -> None:
    seen = seen_on_a_terminal("quotes", str(long_story), NO_COLOR="1")
    progress, mark, answer = seen.partition("“‹The bridge is safe")
    assert f"\r\x1b[Kreading {long_story}" in progress
    assert progress.endswith("\r\x1b[K")
    assert mark
    assert "\x1b[" not in answer.partition("\r\x1b[K")[0]


def test_quiet_and_dumb_terminals_see_no_line_that_moves(long_story: Path) -> None:
    assert "reading" not in seen_on_a_terminal("--quiet", "quotes", str(long_story))
    assert "\x1b[K" not in seen_on_a_terminal("quotes", str(long_story), TERM="dumb")
