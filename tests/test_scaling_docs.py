"""docs/scaling.md: its SQL is carried out by an administrator, its commands are run, and its table adds up."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import postgres_server
import pytest
from postgres_server import Server

Run = Callable[..., "subprocess.CompletedProcess[str]"]

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "scaling.md").read_text(encoding="utf-8")
URL = "postgresql+psycopg://desk@db.example/desk"

pytestmark = pytest.mark.xdist_group("scaling_docs")


def blocks(language: str, after: str) -> list[str]:
    part = PAGE.partition(f"## {after}")[2].partition("\n## ")[0]
    return re.findall(rf"^```{language}\n(.*?)^```$", part, re.M | re.S)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server.running() as found:
        if found is None:
            pytest.skip(postgres_server.NOTHING)
        yield found


@pytest.mark.sqlite
def test_a_desk_moves_into_what_it_has_an_administrator_make(run: Run, server: Server, workspace: Path) -> None:
    (setting_up,), (setting,) = (blocks(language, "Moving into PostgreSQL") for language in ("sql", "toml"))
    server.carry_out(setting_up)
    notes = workspace.parent / "notes.jsonl"
    notes.write_text('{"id": "a", "text": "There are 14 bridges in the town."}\n', encoding="utf-8")
    assert run("corpus", "add", notes).returncode == 0
    before = run("corpus", "list", "--json").stdout
    here = f"postgresql+psycopg://desk@/desk?host={server.folder}"
    assert run("migrate", here).returncode == 0
    (workspace / "factcheck.db").unlink()
    (workspace / "factcheck.toml").write_text(f'{setting.replace(URL, here)}[keys]\nsupport = "y"\n', encoding="utf-8")

    (searching,) = blocks("sh", "Moving into PostgreSQL")
    for line in searching.splitlines():
        done = run(*in_folder(line, workspace))
        assert done.returncode == 0, (line, done.stderr)
    assert run("corpus", "list", "--json").stdout == before
    assert not (workspace / "factcheck.db").exists()


def test_it_leaves_the_move_to_its_own_page() -> None:
    part = PAGE.partition("## Moving into PostgreSQL")[2].partition("\n## ")[0]
    assert "](moving.md)" in part
    assert not re.search(r"^factcheck .*(migrate|backup)", part, re.M)


def in_folder(line: str, workspace: Path) -> list[str]:
    """The words of a command line that is given in ``workspace``."""
    words = [word.strip("'") for word in line.split()]
    assert words[:3] == ["factcheck", "--workspace", "."]
    return ["--workspace", str(workspace), *words[3:]]


def test_the_commands_that_spread_work_have_the_options_that_it_shows(run: Run) -> None:
    (spreading,) = blocks("console", "Spreading the work")
    for line in spreading.splitlines():
        words = line.partition("#")[0].partition("factcheck ")[2].split()
        command = [word for word in words[:2] if word.isalpha()]
        said = run(*command, "--help").stdout
        for option in (word for word in words if word.startswith("--")):
            assert option in said, line


def test_the_table_of_costs_is_the_product_of_its_slopes() -> None:
    table = PAGE.partition("| | 1 M |")[2].partition("\n\n")[0]
    scale = (1e6, 1e7, 1e8, 1e9)
    units = {"MB": 1e6, "GB": 1e9, "TB": 1e12}
    checked = 0
    for line in table.splitlines():
        slope = re.search(r"at ([\d.]+) kB", line)
        cells = [cell.strip() for cell in line.strip("|").split("|")][1:]
        if slope is None or len(cells) != len(scale):
            continue
        for passages, cell in zip(scale, cells, strict=True):
            if found := re.match(r"([\d.]+) (MB|GB|TB)", cell):
                told = float(found[1]) * units[found[2]]
                assert told == pytest.approx(float(slope[1]) * 1e3 * passages, rel=0.06), (line, cell)
                checked += 1
    assert checked >= 12


def test_the_picture_is_there_and_names_what_runs_where() -> None:
    picture = (DOCS / "scaling.svg").read_text(encoding="utf-8")
    for name in ("SQLite", "PostgreSQL", "pgvector", "Ray", "Milvus", "prefers-color-scheme: dark"):
        assert name in picture
    assert "](scaling.svg)" in PAGE
