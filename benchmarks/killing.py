"""The program in a process group of its own that can be killed with all that it started, after so many seconds.

It is forked of this process, which has imported everything and holds nothing open, so that a kill that comes early
meets the program and not Python's imports.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from trial_databases import TESTS

sys.path.append(str(TESTS))
import forked

T = TypeVar("T")
_LOOK = 0.001  # seconds between two looks whether it has ended
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_KEPT = ("FACTCHECK_CACHE",)

ready = forked.import_everything


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    code: int  # minus the signal's number if it was killed
    seconds: float
    out: list[str]
    err: str

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL


@dataclass(frozen=True)
class Program:
    """factcheck in ``folder``, storing where ``database_url`` says."""

    folder: Path
    database_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def environment(self, workspace: Path) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("FACTCHECK_", "PYTHON"))}
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        where = {"FACTCHECK_WORKSPACE": str(workspace), "FACTCHECK_DATABASE_URL": self.database_url}
        plain = {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1", "NO_COLOR": "1"}
        return {**inherited, **plain, **kept, **{key: value for key, value in where.items() if value}, **self.settings}

    def run(self, words: Sequence[str], workspace: Path, kill_after: float | None = None) -> Ended:
        """Run it to its end, or kill it and all that it started after ``kill_after`` seconds."""
        out, err = self.folder / "out", self.folder / "err"
        began = time.monotonic()
        pid = self._start(words, workspace, out, err)
        status = _ended(pid, None if kill_after is None else began + kill_after)
        seconds = time.monotonic() - began
        lines = out.read_text(encoding="utf-8", errors="replace").splitlines()
        return Ended(status, seconds, lines, err.read_text(encoding="utf-8", errors="replace"))

    def _start(self, words: Sequence[str], workspace: Path, out: Path, err: Path) -> int:
        environment = self.environment(workspace)
        request = {"environment": environment, "folder": str(self.folder), "arguments": list(words)}
        streams = ((os.devnull, os.O_RDONLY), (out, _NEW), (err, _NEW))
        files = [os.open(path, how | os.O_CLOEXEC, 0o644) for path, how in streams]
        pid = os.fork()
        if pid == 0:
            try:
                os.setsid()
                forked.become(request, files)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(1)  # nothing of the trial is to be done twice
        for file in files:
            os.close(file)
        return pid


def _ended(pid: int, until: float | None) -> int:
    """What the process ends with; once it is time it is killed. Workers that it leaves behind are killed too, before
    its number is given back and may be another's."""
    looking = os.WEXITED | os.WNOWAIT
    while until is not None and os.waitid(os.P_PID, pid, looking | os.WNOHANG) is None:
        if time.monotonic() >= until:
            with suppress(ProcessLookupError):  # a process that has only just been forked has no group yet
                os.killpg(pid, signal.SIGKILL)
            os.kill(pid, signal.SIGKILL)
            break
        time.sleep(_LOOK)
    os.waitid(os.P_PID, pid, looking)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@contextmanager
def folder(prefix: str) -> Iterator[Path]:
    """A temporary folder. Python's own would be removed by whatever is forked of this process, when it ends."""
    made = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def apart(function: Callable[[], T], environment: dict[str, str] | None = None) -> T:
    """What ``function`` answers in a fork: whatever it opens, this process holds nothing of it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.environ.update(environment or {})
            with os.fdopen(writing, "wb") as told:
                pickle.dump(function(), told)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        answer = told.read()
    if os.waitpid(pid, 0)[1]:
        raise RuntimeError("what was to be read could not be read")
    found: T = pickle.loads(answer)
    return found
