"""docs/api.md: what it tells a reader to type works, and every command has its address or a reason for having none."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import review_samples
from api_desk import V1, a_desk
from test_readme import commands, prints

from factcheck.cli import COMMANDS

Start = Callable[..., "subprocess.Popen[str]"]
ROOT = Path(__file__).parents[1]
PAGE = "docs/api.md"
USUAL = "http://127.0.0.1:8765"
_ROW = re.compile(r"^\| (`[a-z-]+`|none) \| (.*) \|$", re.M)
_ADDRESS = re.compile(r"`((?:GET|POST|PUT|PATCH|DELETE) /[^`]*)`")


@pytest.fixture(scope="module")
def table() -> dict[str, str]:
    page = (ROOT / PAGE).read_text(encoding="utf-8").partition("## Commands and addresses")[2]
    return {command.strip("`"): told for command, told in _ROW.findall(page)}


@pytest.fixture(scope="module")
def offered() -> set[str]:
    with a_desk() as desk:
        described = desk.app.openapi()["paths"]
    return {f"{method.upper()} {path.removeprefix(V1)}" for path, methods in described.items() for method in methods}


def test_every_command_is_offered_or_left_to_the_command_line_with_a_reason(table: dict[str, str]) -> None:
    assert set(table) - {"none"} == set(COMMANDS)
    for command, told in table.items():
        assert _ADDRESS.search(told) or re.search(r"left to the command line[:,] \w.{10}", told), command


def test_every_address_stands_in_the_table_and_is_there(table: dict[str, str], offered: set[str]) -> None:
    listed = [address for told in table.values() for address in _ADDRESS.findall(told)]
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == offered


@pytest.fixture(scope="module")
def server(start: Start, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of its own process."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    folder = tmp_path_factory.mktemp("served")
    review_samples.lay_out(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with start("serve", "--port", str(port), workspace=folder) as process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if "the desk is at" in line or "error" in line)
        assert f":{port}" in said
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_what_the_page_tells_to_type_works(server: str) -> None:
    told = [one for one in commands(PAGE) if one.words.startswith("curl")]
    assert len(told) >= 7
    for one in told:
        words, _, shown = f"{one.words}\n{one.shown}".partition("\n")
        while words.endswith("\\"):
            more, _, shown = shown.partition("\n")
            words = f"{words[:-1]} {more}"
        made = subprocess.run(["bash", "-c", words.replace(USUAL, server)], capture_output=True, text=True, check=True)
        printed = made.stdout.replace("\r", "").strip("\n")
        assert prints(printed, shown), f"{words}\n{printed[:500]}"
