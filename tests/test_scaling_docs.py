"""docs/scaling.md: its SQL is carried out by an administrator, its commands are run, and its table adds up."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import postgres_server
import psycopg
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


def carry_out(server: Server, statements: str) -> None:
    """As psql does it."""
    database = "postgres"
    for line in filter(None, map(str.strip, statements.splitlines())):
        if line.startswith("\\connect "):
            database = line.split()[1]
            continue
        with psycopg.connect(f"host={server.folder} user=tester dbname={database}", autocommit=True) as connection:
            connection.execute(line.encode())


@pytest.mark.sqlite
def test_the_move_there_and_back_as_it_is_written(run: Run, server: Server, workspace: Path, tmp_path: Path) -> None:
    (setting_up,) = blocks("sql", "Moving into PostgreSQL")
    carry_out(server, setting_up)
    notes = tmp_path / "notes.jsonl"
    notes.write_text('{"id": "a", "text": "There are 14 bridges in the town."}\n', encoding="utf-8")
    assert run("corpus", "add", notes).returncode == 0
    here = URL.replace("db.example", "").replace("desk@/desk", f"desk@/desk?host={server.folder}")
    moving, saying, searching, back = blocks("sh", "Moving into PostgreSQL")
    before = run("corpus", "list", "--json").stdout

    assert all(URL in line or "db.example" not in line for line in PAGE.splitlines() if "factcheck --work" in line)
    for line in (moving + saying + searching).replace(URL, here).splitlines():
        if line.startswith("echo "):
            subprocess.run(line, shell=True, check=True, cwd=workspace)
            (workspace / "factcheck.db").rename(tmp_path / "old.db")
            continue
        done = run(*in_folder(line, workspace))
        assert done.returncode == 0, (line, done.stderr)
    assert (tmp_path / "before-the-move").is_dir()
    assert not (workspace / "factcheck.db").exists()
    assert run("corpus", "list", "--json").stdout == before

    (line,) = back.splitlines()
    line = line.replace(URL, here).replace("sqlite:///factcheck.db", f"sqlite:///{workspace / 'factcheck.db'}")
    done = run(*in_folder(line, workspace))
    assert done.returncode == 0, done.stderr
    (workspace / "factcheck.toml").unlink()
    assert run("corpus", "list", "--json").stdout == before


def in_folder(line: str, workspace: Path) -> list[str]:
    """The words of a command line that is given in ``workspace``."""
    words = [word.strip("'") for word in line.split()]
    assert words[:3] == ["factcheck", "--workspace", "."]
    return ["--workspace", str(workspace), *(re.sub(r"^\.\./", f"{workspace.parent}/", word) for word in words[3:])]


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
