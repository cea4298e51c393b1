"""A report on paper, by a real browser."""

from __future__ import annotations

import os
import stat
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pypdfium2
import pytest
from report_browser import CHROMIUM
from report_samples import hostile, sample

from factcheck.errors import FactcheckError, UsageError
from factcheck.report import render
from factcheck.report.printing import found, printed
from factcheck.settings import load

with_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary folders of this test's own, in which what is left over can be seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def running(word: str) -> list[str]:
    """The processes whose command has this word."""
    commands = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            commands.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return [command for command in commands if word in command]


def script(folder: Path, lines: str) -> str:
    """A program that stands in the place of a browser."""
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@with_browser
def test_a_report_is_printed_whole_and_its_pages_are_counted(apart: Path) -> None:
    made = printed(render(sample(), "html"))
    document = pypdfium2.PdfDocument(made.data)
    assert made.pages == len(document) > 1
    document.close()
    assert "Ferry tolls at Lowmere" in words(made.data)
    assert list(apart.iterdir()) == []
    assert running(str(apart)) == []


@with_browser
def test_a_page_asks_nobody_for_anything(apart: Path) -> None:
    asked: list[str] = []

    class Told(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        port = server.server_port
        page = f"<!doctype html><title>x</title><img src='http://127.0.0.1:{port}/a.png'><img src='http://localhost:{port}/b'>"
        assert printed(f"{page}<p>Here.").pages == 1
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


@with_browser
def test_hostile_text_is_printed_as_text() -> None:
    assert "alert(1)" in words(printed(render(hostile(), "html")).data)


def test_without_a_browser_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FactcheckError, match=r"no browser that prints was found\. Install Chromium.*--format html"):
        printed("<p>x")


def test_a_browser_that_is_named_and_not_there_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="browser '/nowhere/chrome': no such program"):
        printed("<p>x", "/nowhere/chrome")


def test_a_browser_is_named_by_path_by_name_and_by_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = script(tmp_path, "exit 0")
    assert found(path) == path
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert found("browser") == path
    assert load({"workspace": tmp_path}, {"FACTCHECK_BROWSER": path}).browser == path


def test_a_browser_that_prints_nothing_is_told_with_its_last_words(tmp_path: Path, apart: Path) -> None:
    with pytest.raises(FactcheckError, match=r"printed nothing \(it said: no sandbox\)"):
        printed("<p>x", script(tmp_path, "echo 'no sandbox' >&2; exit 1"))
    assert list(apart.iterdir()) == []


def test_a_browser_that_takes_too_long_is_ended_with_its_children(tmp_path: Path, apart: Path) -> None:
    child = "4183.5"
    with pytest.raises(FactcheckError, match=r"took longer than 0\.5 seconds"):
        printed("<p>x", script(tmp_path, f"sleep {child} & sleep {child}"), seconds=0.5)
    until = time.monotonic() + 30  # what was killed is gone when the system comes to it
    while running(f"sleep {child}") and time.monotonic() < until:
        time.sleep(0.05)
    assert running(f"sleep {child}") == []
    assert list(apart.iterdir()) == []


def test_the_page_is_nobody_elses_to_read_and_the_environment_is_not_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "abc")
    seen = tmp_path / "seen"
    with pytest.raises(FactcheckError):
        printed("<p>x", script(tmp_path, f"stat -c %a . > {seen}; env >> {seen}"))
    told = seen.read_text(encoding="utf-8")
    assert told.startswith("700\n")
    assert "SECRET_TOKEN" not in told
