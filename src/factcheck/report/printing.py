"""Pages of paper, by a browser that is installed.

Invariant: the browser is given one file in a folder of its own, a profile of its own and no network, has a limit of
time, and is gone with its children when this returns or fails. Alone in this package it is no function of the report:
browsers make what pages look like, and write the day into them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, NamedTuple

from factcheck.errors import FactcheckError, UsageError

SECONDS = 120.0  # for one report
_NAMES: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "brave-browser",
)
_USUAL_PLACES: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
    r"%PROGRAMFILES%\Google\Chrome\Application\chrome.exe",
    r"%PROGRAMFILES(X86)%\Google\Chrome\Application\chrome.exe",
    r"%LOCALAPPDATA%\Google\Chrome\Application\chrome.exe",
    r"%PROGRAMFILES%\Microsoft\Edge\Application\msedge.exe",
    r"%PROGRAMFILES(X86)%\Microsoft\Edge\Application\msedge.exe",
)
_REMEDY = (
    'Install Chromium, Chrome or Edge, or name one: browser = "/path/of/it" in factcheck.toml, or FACTCHECK_BROWSER. '
    "Or write the report with --format html, and print that from a browser of yours."
)
_FLAGS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers have little shared memory
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-breakpad",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--password-store=basic",
    "--use-mock-keychain",
    # No name is found, and whatever is asked for by its number goes to a port where nobody is.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--no-pdf-header-footer",
)
_KEPT_VARIABLES: Final = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "SYSTEMROOT",
    "FONTCONFIG_PATH",
    "FONTCONFIG_FILE",
)
_TOLD = 300  # characters of what a browser says when it fails


class PrintedReport(NamedTuple):
    """A PDF file, and how many pages it has."""

    data: bytes
    pages: int


def printed(html: str, browser: str = "", *, seconds: float = SECONDS) -> PrintedReport:
    """A page as PDF, by its print style. ``browser`` names the program that prints: a path or a name; empty: the first
    that is found.

    Raises UsageError where ``browser`` is none, FactcheckError where there is none at all and where it fails or takes
    longer than ``seconds``. The messages say what to do.
    """
    program = found(browser)
    with tempfile.TemporaryDirectory(prefix="factcheck-print-", dir=_room(program)) as name:
        folder = Path(name)
        page, pdf = folder / "report.html", folder / "report.pdf"
        page.write_text(html, encoding="utf-8")
        said = _run([program, *_flags(folder, pdf), page.as_uri()], folder, seconds)
        data = pdf.read_bytes() if pdf.is_file() else b""
    if not data.startswith(b"%PDF-"):
        raise FactcheckError(f"{program} printed nothing{_ending(said)}. {_REMEDY}")
    return PrintedReport(data, _pages(data))


def found(browser: str = "") -> str:
    """The program that prints: ``browser``, or the first that is installed. Raises as ``printed`` does."""
    if browser:
        named = shutil.which(browser) or shutil.which(str(Path(browser).expanduser()))
        if named is None:
            raise UsageError(f"browser '{browser}': no such program. {_REMEDY}")
        return named
    places = (os.path.expandvars(place) for place in _USUAL_PLACES)
    program = next(filter(None, map(shutil.which, (*_NAMES, *places))), None)
    if program is None:
        raise FactcheckError(f"no browser that prints was found. {_REMEDY}")
    return program


def _flags(folder: Path, pdf: Path) -> Iterator[str]:
    yield from _FLAGS
    yield f"--user-data-dir={folder / 'profile'}"
    yield f"--print-to-pdf={pdf}"
    if sys.platform != "win32" and os.geteuid() == 0:
        yield "--no-sandbox"  # as root Chromium runs without one only; the page has no script


def _room(program: str) -> Path | None:
    """Where the folder is made: where temporary ones are, but for a browser that is a snap, which sees only its own."""
    whole = Path(program).resolve()
    its_own = Path.home() / "snap" / "chromium" / "common"
    return its_own if "snap" in (*Path(program).parts, whole.name) and its_own.is_dir() else None


def _run(command: list[str], folder: Path, seconds: float) -> str:
    """Run a browser to its end, and what it said. Raises FactcheckError where it cannot be run or takes too long."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    said = folder / "said"
    try:
        with said.open("wb") as to, _gone_after(command, {**kept, "HOME": str(folder)}, folder, to) as process:
            process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise FactcheckError(f"{command[0]} took longer than {seconds:g} seconds to print. {_REMEDY}") from None
    except OSError as problem:
        raise FactcheckError(f"{command[0]} cannot be run ({problem.strerror}). {_REMEDY}") from problem
    return said.read_text(encoding="utf-8", errors="replace")


@contextmanager
def _gone_after(
    command: list[str], environment: dict[str, str], folder: Path, to: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, of which nothing is left afterwards, however that came."""
    process = subprocess.Popen(  # noqa: S603 - a program that was found, and no shell
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=to,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()


def _ending(said: str) -> str:
    """The last thing that a browser said, in brackets; nothing where it said nothing."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return f" (it said: {lines[-1][-_TOLD:]})" if lines else ""


def _pages(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()
