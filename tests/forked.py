"""The program in a process of its own, without the seconds that importing takes.

A process that has imported everything and holds nothing open forks whenever a test runs the program. What comes of the
fork is what a fresh process is: its own memory, files, signals, environment and exit code. Tests of how the program
starts, is killed, or stands by its terminal start the real one.

    tests ──(arguments, files, a pipe for the answer)──► this process ──fork──► minder ──fork──► the program
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

_MOST = 1 << 20  # bytes of a request
_FILES = 4  # standard input, output, error, and the pipe for the answer


class Forked:
    """The program while it runs, with as much of ``subprocess.Popen`` as tests use."""

    def __init__(self, arguments: Sequence[str], pipes: Sequence[int], answer: IO[bytes]) -> None:
        self.args = list(arguments)
        self.stdin: IO[str] = os.fdopen(pipes[0], "w", encoding="utf-8", errors="surrogateescape")
        self.stdout: IO[str] = os.fdopen(pipes[1], encoding="utf-8")
        self.stderr: IO[str] = os.fdopen(pipes[2], encoding="utf-8")
        self.returncode: int | None = None
        self._answer = answer
        self.pid = int(answer.readline())

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._answer], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._answer], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
            self.returncode = int(self._answer.readline())
            self._answer.close()
        return self.returncode

    def communicate(self, input: str | None = None, timeout: float | None = None) -> tuple[str, str]:  # noqa: A002
        """As of Popen; a program that takes longer is killed before TimeoutExpired is raised."""
        with ThreadPoolExecutor(2) as readers:
            out, err = readers.submit(self.stdout.read), readers.submit(self.stderr.read)
            with suppress(BrokenPipeError):
                if input:
                    self.stdin.write(input)
                self.stdin.close()
            try:
                self.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            return out.result(), err.result()

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self.stdout, self.stderr, self.stdin):
            with suppress(BrokenPipeError):
                stream.close()
        self.wait()


class Forker:
    """The process that forks, started when it is first needed. New databases are copies of ``template``."""

    def __init__(self, environment: Mapping[str, str], template: Path) -> None:
        self._environment = dict(environment)
        self._template = template
        self._process: subprocess.Popen[bytes] | None = None
        self._door: socket.socket | None = None
        self._turn = threading.Lock()

    def start(self, arguments: Sequence[str], *, environment: Mapping[str, str], folder: Path) -> Forked:
        request = {"arguments": list(arguments), "environment": dict(environment), "folder": str(folder)}
        (given, feed), (out, printed), (err, said), (answer, told) = (os.pipe() for _ in range(_FILES))
        try:
            with self._turn:
                socket.send_fds(self._opened(), [json.dumps(request).encode()], [given, printed, said, told])
        finally:
            for end in (given, printed, said, told):
                os.close(end)
        return Forked(arguments, (feed, out, err), os.fdopen(answer, "rb", buffering=0))

    def _opened(self) -> socket.socket:
        if self._door is None:
            self._door, far_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with far_end:
                self._process = subprocess.Popen(
                    [sys.executable, __file__, str(far_end.fileno()), str(self._template)],
                    env=self._environment,
                    pass_fds=[far_end.fileno()],
                )
        return self._door

    def close(self) -> None:
        if self._door is not None and self._process is not None:
            self._door.close()
            self._process.wait()


# -- the process that forks --------------------------------------------------------------


def serve(door: socket.socket, template: Path) -> None:
    """Fork for each request until nobody can ask any more. New databases are copies of ``template``."""
    import gc

    import database_template

    import_everything()
    database_template.copy_for_new_ones(template)
    gc.collect()
    gc.freeze()  # what is shared is not looked through, and so not copied
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the minders
    while True:
        request, files, _, _ = socket.recv_fds(door, _MOST, _FILES)
        if not request:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            door.close()
            _mind(json.loads(request), files)
        for file in files:
            os.close(file)


def _mind(request: dict[str, Any], files: Sequence[int]) -> None:
    """Run the program in a fork of this one, say its number, and then what it ended with."""
    answer = files[-1]
    program = os.fork()
    if program == 0:
        os.close(answer)
        become(request, files[:-1])
    os.write(answer, b"%d\n" % program)
    _, status = os.waitpid(program, 0)
    os.write(answer, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def become(request: dict[str, Any], files: Sequence[int]) -> None:
    """Be the program, to the end."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["folder"])
    sys.argv = ["factcheck", *request["arguments"]]
    # As Python opens them for a program in the locale C.UTF-8.
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115
    os._exit(_ended())


def _ended() -> int:
    """What the program ends with; all that it would do at its end is done."""
    import traceback

    from factcheck.cli import main

    code: object = 1
    try:
        main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if not stream.closed:
            stream.flush()
    return code if isinstance(code, int) else int(code is not None)


def import_everything() -> None:
    """Whatever a command may import, but nothing that holds a thread, which would be lost in a fork."""
    import importlib
    import pkgutil

    import factcheck
    from factcheck.syntax import parse

    slow = "alembic.command faiss jinja2 lxml.html numpy onnxruntime sqlalchemy.orm tokenizers".split()
    for name in slow:
        importlib.import_module(name)
    for module in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
        if not module.name.startswith(("factcheck.web", "factcheck.tui", "factcheck.__main__")):
            importlib.import_module(module.name)
    parse(["She said so."])


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
