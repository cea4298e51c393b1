"""Arguments and options whose bytes are no UTF-8, of every command: a message, never a traceback."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from factcheck import Workspace, cli

ODD = os.fsdecode(b"caf\xff\xe9")
STORY = "A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe said on Monday.\n"
_SECONDS = 20  # for one command; none may wait for anything
_AHEAD = {"serve": ["--port", "70000"]}  # what would otherwise begin to serve


def commands(group: click.Group, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))
        else:
            yield (*above, name), command


def lines(name: tuple[str, ...], command: click.Command) -> Iterator[list[str]]:
    """The command with odd bytes for all its arguments, and for each of its options in turn."""
    arguments = [ODD for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option)]
    needed = [word for one in options if one.required for word in (one.opts[0], "x")]
    yield [*name, *needed, *arguments]
    for option in options:
        if not option.is_flag and not option.count:
            yield [*name, *needed, option.opts[0], ODD, *("x" for _ in arguments)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "story.txt").write_text(STORY)
    with Workspace(folder / "desk", cache=str(cache)) as workspace:
        workspace.check(folder / "story.txt")
    before = Path.cwd()
    os.chdir(folder)
    yield folder / "desk"
    os.chdir(before)


def test_no_command_ends_in_a_traceback(
    desk: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_CACHE", str(cache))
    monkeypatch.setenv("FACTCHECK_WORKSPACE", str(desk))
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("waits")))
    wrong, tried = [], 0
    for name, command in commands(cli.cli):
        for line in lines(name, command):
            tried += 1
            monkeypatch.setattr("sys.argv", ["factcheck", *line, *_AHEAD.get(name[0], ())])
            signal.alarm(_SECONDS)
            try:
                code = cli._run()
            except (Exception, SystemExit) as problem:
                wrong.append((line, repr(problem)))
                continue
            finally:
                signal.alarm(0)
            said = capsys.readouterr()
            try:
                (said.out + said.err).encode()
            except UnicodeEncodeError as problem:
                wrong.append((line, repr(problem)))
            if code not in (0, 1, 2, 3):
                wrong.append((line, code))
    assert wrong == []
    assert tried > 2 * len(cli.COMMANDS)
