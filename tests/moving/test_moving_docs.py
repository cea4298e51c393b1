"""docs/moving.md: its commands are run as they stand, in its order, from a file to a server and back."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import postgres_server
import pytest
from moving_samples import dump, make

from factcheck import Workspace

PAGE = (Path(__file__).parents[2] / "docs" / "moving.md").read_text(encoding="utf-8")
SCALING = (Path(__file__).parents[2] / "docs" / "scaling.md").read_text(encoding="utf-8")
TABLE = '[keys]\nsupport = "y"\n'
MEASURED = Path(__file__).parents[2] / "benchmarks" / "results" / "moving.txt"
Start = Callable[..., "subprocess.Popen[str]"]

pytestmark = [pytest.mark.xdist_group("moving"), pytest.mark.sqlite]  # they say themselves where each desk is


@pytest.fixture(scope="module")
def server() -> Iterator[postgres_server.Server]:
    with postgres_server.running() as found:
        if found is None:
            pytest.skip(postgres_server.NOTHING)
        yield found


def blocks(*languages: str, page: str = PAGE) -> list[str]:
    return re.findall(rf"^```(?:{'|'.join(languages)})\n(.*?)^```$", page, re.M | re.S)


def test_the_commands_that_it_shows_move_a_desk_there_and_back(
    server: postgres_server.Server, tmp_path: Path, start: Start
) -> None:
    def here(words: str) -> str:
        for there, mine in (
            ("postgresql+psycopg://desk@db.example/desk", url("desk")),
            ("--host=db.example", f"--host={server.folder}"),
            ("/srv/", f"{tmp_path}/"),
        ):
            words = words.replace(there, mine)
        return words

    def url(database: str) -> str:
        return server.url(database).replace("tester@", "desk@")

    for made in (SCALING, PAGE):
        server.carry_out(*blocks("sql", page=made))
    (tmp_path / "backups").mkdir()
    with make(tmp_path / "desk") as desk:
        held, last = dump(desk), desk.history()[-1].hash
    around = {"PATH": f"{server.binaries}:{os.environ['PATH']}"}
    settings = tmp_path / "desk" / "factcheck.toml"
    settings.write_text(TABLE, encoding="utf-8")
    printed = ""
    for line in "".join(blocks("bash", "toml")).splitlines():
        program, *words = shlex.split(here(line))
        if program == "database_url":
            settings.write_text(f"{here(line)}\n{TABLE}", encoding="utf-8")  # in the first line
        elif program == "export":
            assert words == [f"FACTCHECK_WORKSPACE={tmp_path}/desk"]
        elif program == "factcheck":
            with start(*words, workspace=tmp_path / "desk") as process:
                out, err = process.communicate()
            assert process.returncode == 0, (line, err)
            printed += out
        else:
            subprocess.run([program, *words], env=around, check=True)
    assert printed.count(f"2 entries of the log, the last {last[:12]}") >= 2
    with Workspace(tmp_path / "desk", database_url=url("desk_again")) as dumped:
        assert dump(dumped) == held
        assert dumped.verify().damage == ()
    settings.write_text(TABLE, encoding="utf-8")
    with Workspace(tmp_path / "desk") as back:
        assert dump(back) == held
        assert back.verify().damage == ()


def test_it_says_what_each_exit_code_means() -> None:
    from factcheck import errors

    table = PAGE.partition("| it exits with |")[2].partition("\n\n")[0]
    said = {int(code) for code in re.findall(r"^\| (\d) \|", table, re.M)}
    raised = (errors.InputError, errors.UsageError, errors.ConflictError, errors.IntegrityError)
    assert said == {0, *(each.exit_code for each in raised)}


def test_what_it_says_of_time_is_what_was_measured() -> None:
    assert MEASURED.read_text(encoding="utf-8") in PAGE
