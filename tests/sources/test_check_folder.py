"""`check` of a folder and of many files: each as if it were named, in a few lines, and what failed with the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from factcheck import cli

STORY = "A wall of {0} km\n\nThe wall is {0} km long, Interior Minister Jane Roe said on Monday.\n"


class Done(NamedTuple):
    code: int
    stdout: str
    stderr: str


Check = Callable[..., Done]


@pytest.fixture
def check(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """`factcheck check` in this process, which has its models already."""
    monkeypatch.chdir(tmp_path)
    for name, value in (("WORKSPACE", tmp_path / "desk"), ("CACHE", cache)):
        monkeypatch.setenv(f"FACTCHECK_{name}", str(value))

    def check(*arguments: str) -> Done:
        monkeypatch.setattr("sys.argv", ["factcheck", "check", *arguments])
        code = cli._run()
        return Done(code, *capsys.readouterr())

    return check


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    for number, name in enumerate((b"a.txt", b"b.txt", b"caf\xe9.txt", b"line\nbreak.txt")):
        (folder / os.fsdecode(name)).write_text(STORY.format(100 + number))
    (folder / "empty.txt").touch()
    (folder / "wire.jsonl").write_text(json.dumps({"text": STORY.format(200)}) + "\n{\n")
    os.mkfifo(folder / "pipe.txt")
    return folder


def test_a_folder_is_checked_whole_and_shown_briefly(check: Check, stories: Path) -> None:
    done = check("stories")
    assert done.code == 3
    blocks = done.stdout.split("\n\n")
    assert len(blocks) == 5
    assert all(len(block.strip().splitlines()) == 4 for block in blocks)
    assert "A wall of 100 km\n" in blocks[0]
    assert "a.txt" in blocks[0]
    assert r"caf\xe9.txt" in blocks[2]
    failed = [line for line in done.stderr.splitlines() if line.startswith("factcheck: stories/")]
    assert [line.rpartition("stories/")[2].partition(":")[0] for line in failed] == [
        "empty.txt",
        "pipe.txt",
        "wire.jsonl, line 2",
    ]
    assert r"line\x0abreak.txt: claims searched" in done.stderr
    assert "5 articles checked, 3 failed, 5 without a publication date, 10 claims." in done.stderr
    told = json.loads(check("stories", "--json").stdout)
    assert [one["problem"].rpartition("stories/")[2][:9] for one in told if "problem" in one] == [
        "empty.txt",
        "pipe.txt:",
        "wire.json",
    ]
    assert [len(one["claims"]) for one in told if "claims" in one] == [2, 2, 2, 2, 2]


def test_few_files_are_shown_whole_and_one_is_an_object(check: Check, stories: Path) -> None:
    one, other = "stories/a.txt", "stories/b.txt"
    assert check(one, other).stdout.count("Jane Roe") == 2
    assert "Jane Roe" in check("stories/wire.jsonl", "--full").stdout
    assert json.loads(check(one, "--json").stdout)["claims"]
    told = json.loads(check(one, "stories/empty.txt", "--json").stdout)
    assert ["claims" in told[0], set(told[1])] == [True, {"file", "problem"}]
    assert "--draft-of is said of one FILE" in check("stories", "--draft-of", "abc").stderr
    pipe = check("stories/pipe.txt")
    assert (pipe.code, "a pipe, not a file" in pipe.stderr) == (1, True)


def test_a_folder_without_a_file_is_no_success(check: Check, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    done = check("nothing")
    assert (done.code, "no file to read" in done.stderr) == (1, True)
