"""What several test files share: the encoder, a workspace, and the program as a user runs it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import database_template
import databases
import hypothesis
import postgres_server
import pytest
from forked import Forker
from postgres_server import Server

from factcheck.domain import Encoder
from factcheck.settings import Settings

# Tests run beside each other, one for each core: whatever each starts is to take no more than one.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A job in the background may have been started with interrupts ignored, and would hand that on.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("untimed", deadline=None, max_examples=25)
hypothesis.settings.load_profile("untimed")

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]
PROGRAM = Path(sys.executable).with_name("factcheck")
READ_WHEN_USED = frozenset("COLUMNS LINES NO_COLOR TERM HOME XDG_DATA_HOME PATH EDITOR VISUAL".split())
SECONDS = 300  # for one run of the program, the first of which exports the encoder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and gold files that is not part of the project."""
    folder = os.environ.get("FACTCHECK_SHARED")
    if not folder:
        pytest.skip("FACTCHECK_SHARED is not set: it names the folder with the articles this test reads")
    return Path(folder)


@pytest.fixture(scope="session")
def cache(pytestconfig: pytest.Config) -> Path:
    """Where encoders are kept from one test run to the next. Whoever comes first exports, the others wait."""
    given = os.environ.get("FACTCHECK_CACHE")
    return Path(given) if given else Path(pytestconfig.cache.mkdir("factcheck"))  # type: ignore[union-attr]


@pytest.fixture(scope="session")
def encoder(cache: Path) -> Encoder:
    """The default encoder."""
    from factcheck import encoder

    return encoder.load(Settings(workspace=cache, cache=cache))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite's own file where the tests run on PostgreSQL."""
    if databases.ON_POSTGRES:
        for item in items:
            if item.get_closest_marker("sqlite"):
                item.add_marker(pytest.mark.skip(reason="about SQLite's own file, or its driver"))


@pytest.fixture(scope="session", autouse=True)
def database_server() -> Iterator[Server | None]:
    """The server that has the databases of this run; None if they are SQLite's files."""
    if not databases.ON_POSTGRES:
        yield None
        return
    with postgres_server.running() as server:
        if server is None:
            pytest.fail(postgres_server.NOTHING)
        yield server
        databases.use_for_all("")


@pytest.fixture(scope="session", autouse=True)
def new_databases(tmp_path_factory: pytest.TempPathFactory, database_server: Server | None) -> Iterator[Path]:
    """A folder with new databases, which those that tests make are copies of."""
    made = database_template.make(tmp_path_factory.mktemp("template"))
    restore = database_template.copy_for_new_ones(made)
    if database_server is not None:
        databases.use_for_all(database_server.url_of_workspaces, made)
    yield made
    restore()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace that is not there yet."""
    return tmp_path / "workspace"


def surroundings(cache: Path, workspace: Path, given: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program that sees a terminal without colour, and none of the caller's settings."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("FACTCHECK_", "PYTHON"))}
    settings = {"FACTCHECK_WORKSPACE": str(workspace), "FACTCHECK_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    terminal = {"NO_COLOR": "1", "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    return {**inherited, **databases.environment(), **terminal, **settings, **given}


@pytest.fixture(scope="session")
def start(cache: Path, new_databases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start the program in a process of its own: ``start("check", "a.txt", workspace=folder)``.

    It is forked of one that has imported everything, unless ``environment`` has what Python reads when it starts.
    """
    folder = tmp_path_factory.getbasetemp()
    forker = Forker(surroundings(cache, cache, {}), new_databases)

    def start(*arguments: str | Path, workspace: Path, **environment: str) -> Any:
        words = [str(each) for each in arguments]
        around = surroundings(cache, workspace, environment)
        if all(key.startswith("FACTCHECK_") or key in READ_WHEN_USED for key in environment):
            return forker.start(words, environment=around, folder=folder)
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        return subprocess.Popen([str(PROGRAM), *words], env=around, cwd=folder, encoding="utf-8", **pipes)  # type: ignore[call-overload]

    yield start
    forker.close()


@pytest.fixture
def run(workspace: Path, start: Start) -> Run:
    """Run the program to its end in the test's own workspace: ``run("check", "-", stdin="…")``."""

    def run(*arguments: str | Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        with start(*arguments, workspace=workspace, **environment) as process:
            out, err = process.communicate(stdin, timeout=SECONDS)
        assert process.returncode is not None
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    return run
