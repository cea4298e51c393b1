"""What README.md and corpora/README.md tell a reader to type is what works, and prints what they show."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = Path(sys.executable).with_name("factcheck")
ELSEWHERE = ("make", "pip", "uv")  # what installs, and what has tests of its own
LEFT_OUT = "[...]"
_BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.M | re.S)


class Command(NamedTuple):
    """A line to type and the lines that are shown below it."""

    words: str
    shown: str


def blocks(page: str, language: str) -> list[str]:
    return [found[2] for found in _BLOCK.finditer((ROOT / page).read_text(encoding="utf-8")) if found[1] == language]


def commands(page: str) -> Iterator[Command]:
    for block in blocks(page, "console"):
        told = "\n".join(line for line in block.splitlines() if not line.startswith("# "))
        for words, shown in re.findall(r"^\$ (.*)\n?((?:(?!\$ ).*(?:\n|\Z))*)", told, re.M):
            yield Command(words, shown.strip("\n"))


def prints(printed: str, shown: str) -> bool:
    """Whether what is printed is what is shown; where the page leaves something out, anything may stand."""
    first, *others = shown.split(LEFT_OUT)
    place = len(first)
    for part in others:
        if (found := printed.find(part, place)) < 0:
            return False
        place = found + len(part)
    return printed.startswith(first) and printed.endswith(others[-1] if others else first)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What of a fresh clone the pages speak of."""
    for folder in ("corpora", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture
def environment(checkout: Path, cache: Path) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("FACTCHECK_", "PYTHON"))}
    settings = {"FACTCHECK_WORKSPACE": str(checkout / "workspace"), "FACTCHECK_CACHE": str(cache)}
    settings["PATH"] = os.pathsep.join((str(PROGRAM.parent), os.environ["PATH"]))
    return {**inherited, **settings, "NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8", "HF_HUB_OFFLINE": "1"}


@pytest.mark.parametrize("page", ["README.md", "corpora/README.md"])
def test_every_command_of_the_page_works_as_printed(page: str, checkout: Path, environment: dict[str, str]) -> None:
    typed = [command for command in commands(page) if command.words.split()[0] not in ELSEWHERE]
    assert typed
    for command in typed:
        names = [part.split()[0] for part in command.words.split(" | ")]
        assert names in (["factcheck"], ["printf", "factcheck"])
        done = subprocess.run(
            ["sh", "-c", command.words],
            cwd=checkout,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{command.words}\n{done.stderr}"
        if command.shown:
            assert prints(done.stdout.strip("\n"), command.shown), f"{command.words}\n{done.stdout}"


@pytest.mark.parametrize(
    ("shown", "same"),
    [
        ("a b c", True),
        ("a [...] c", True),
        ("[...]c", True),
        ("[...]b", False),
        ("a c", False),
        ("[...]c[...]b[...]", False),
    ],
)
def test_what_is_left_out_may_be_anything_and_the_rest_may_not(shown: str, same: bool) -> None:
    assert prints("a b c", shown) is same


def test_the_page_shows_what_its_commands_print() -> None:
    """Else the test above would prove little."""
    shown = [command for command in commands("README.md") if command.shown]
    assert len(shown) > 10
    assert all(command.shown.replace(LEFT_OUT, "").strip() for command in shown)


def test_the_lines_of_python_run(checkout: Path, environment: dict[str, str]) -> None:
    (program,) = blocks("README.md", "python")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=checkout,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("HOLD: ")


def test_every_file_that_the_page_links_to_is_there() -> None:
    for page in ("README.md", "corpora/README.md", "examples/README.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / page).read_text(encoding="utf-8")):
            assert ((ROOT / page).parent / target).exists(), f"{page}: {target}"


def test_the_example_files_say_that_they_are_examples() -> None:
    told = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    for file in (ROOT / "examples").iterdir():
        assert f"`{file.name}`" in told or file.name == "README.md"
        assert "invented" in file.read_text(encoding="utf-8")
