"""`report` as it is asked for: how much of it, where it goes, what it ends with, and that it was given."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import databases
import pytest

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Action, Article, Claim, ClaimKind, Document, Span
from factcheck.report.plain import columns
from factcheck.store import corpus, desk

Run = Callable[..., CompletedProcess[str]]

PROGRAM = Path(sys.executable).with_name("factcheck")
SENTENCES = [f"Pier {number} is {100 + number} metres long." for number in range(1, 13)]
TEXT = " ".join(SENTENCES)
ARTICLE = Article(TEXT, (), title="The piers")
STARTS = [TEXT.index(sentence) for sentence in SENTENCES]
CLAIMS = [
    Claim(ARTICLE.id, ClaimKind.ASSERTION, words, (Span(at, at + len(words)),))
    for at, words in zip(STARTS, SENTENCES, strict=True)
]
SURVEY = Document("survey", "Pier 1 is 101 metres long.", publisher="Harbour Survey")


@pytest.fixture(autouse=True)
def filled(workspace: Path) -> None:
    with Workspace(workspace, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, SURVEY, 1, [Span(0, len(SURVEY.text))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, CLAIMS)
            standing.refresh_article(session, ARTICLE.id)


def dismiss(workspace: Path, *claims: Claim) -> None:
    with Workspace(workspace, user="ana") as opened:
        for claim in claims:
            opened.dismiss(claim.id, "trivial")


def reported(workspace: Path) -> list[str]:
    """Who was given the report, by the log."""
    with Workspace(workspace) as opened:
        return [entry.by for entry in opened.history(article=ARTICLE.id) if entry.action is Action.REPORTED]


def on_a_terminal(workspace: Path, *command: str, rows: int = 12, **env: str) -> tuple[str, int]:
    """What a terminal of ``rows`` lines shows of a command and of its pager, and the exit code."""
    asked = {**os.environ, "LINES": str(rows), "COLUMNS": "80", "TERM": "xterm", **env}
    asked = {name: value for name, value in asked.items() if name not in ("NO_COLOR", "FACTCHECK_USER")} | env
    ours, theirs = pty.openpty()
    program = [str(PROGRAM), "-w", str(workspace), *command]
    with subprocess.Popen(program, stdin=theirs, stdout=theirs, stderr=theirs, env=asked) as process:
        os.close(theirs)
        shown = b""
        while piece := _read(ours):
            shown += piece
        os.close(ours)
        return shown.decode(), process.wait()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says of a terminal that nobody holds any more
        return b""


# -- how much ---------------------------------------------------------------------------------


def test_it_is_short_unless_all_is_asked_for_wherever_it_goes(run: Run, tmp_path: Path) -> None:
    short, full = run("report", ARTICLE.id).stdout, run("report", ARTICLE.id, "--full").stdout
    assert "Not yet checked (12)" in short
    assert "How to read this report" in full
    assert "How to read this report" not in short
    run("report", ARTICLE.id, "-o", tmp_path / "short.txt")
    run("report", ARTICLE.id, "--full", "-o", tmp_path / "full.txt")
    assert "Not yet checked (12)" in (tmp_path / "short.txt").read_text()
    assert "How to read this report" in (tmp_path / "full.txt").read_text()
    assert "\x1b" not in short + full + (tmp_path / "short.txt").read_text()


@pytest.mark.parametrize("width", ["40", "60", "80", "120"])
def test_lines_fit_the_terminal(run: Run, width: str) -> None:
    for lines in (
        run("report", ARTICLE.id, COLUMNS=width).stdout,
        run("report", ARTICLE.id, "--full", COLUMNS=width).stdout,
    ):
        assert max(map(columns, lines.splitlines())) <= int(width)


def test_what_does_not_go_together_is_refused(run: Run) -> None:
    for options, told in (
        (("--full", "-f", "md"), "--full is said of text"),
        (("--open", "-f", "md"), "leave out --format md"),
        (("--since", "soon"), "--since soon: no day or time"),
    ):
        done = run("report", ARTICLE.id, *options)
        assert (done.returncode, told in done.stderr, done.stdout) == (2, True, "")


# -- the exit code ----------------------------------------------------------------------------


def test_the_exit_code_says_whether_the_article_is_held_and_is_asked_for(run: Run, workspace: Path) -> None:
    assert run("report", ARTICLE.id).returncode == 0
    held = run("report", ARTICLE.id, "--exit-code")
    assert (held.returncode, "HOLD: 12 not yet checked" in held.stdout) == (6, True)
    dismiss(workspace, *CLAIMS)
    clear = run("report", ARTICLE.id, "--exit-code", "-f", "json")
    assert (clear.returncode, json.loads(clear.stdout)["summary"]["hold"]) == (0, False)
    assert "6 held" in run("--help").stdout


def test_a_rule_that_the_desk_does_without_holds_nothing_in_any_command(run: Run, workspace: Path) -> None:
    dismiss(workspace, *CLAIMS[1:])
    run("mark", CLAIMS[0].id, "supported", "--cite", "survey#0", "--as", "ana")
    assert run("report", ARTICLE.id, "--exit-code").returncode == 6
    assert json.loads(run("articles", "--json").stdout)[0]["hold"] is True
    (workspace / "factcheck.toml").write_text("[hold]\nsingle-source = false\n", encoding="utf-8")
    done = run("report", ARTICLE.id, "--exit-code")
    assert (done.returncode, "Not used by this desk: single source." in done.stdout) == (0, True)
    assert json.loads(run("articles", "--json").stdout)[0]["hold"] is False
    assert json.loads(run("show", CLAIMS[0].id, "--json").stdout)["blockers"] == []
    (workspace / "factcheck.toml").write_text("[hold]\nsingel-source = false\n", encoding="utf-8")
    for command in (("report", ARTICLE.id), ("articles",), ("show", CLAIMS[0].id)):
        done = run(*command)
        assert done.returncode == 2, command
        assert "factcheck.toml, [hold]: unknown hold rule 'singel-source'. Did you mean 'single-source'?" in done.stderr


def test_a_reason_is_signed_off_by_the_name_of_its_rule(run: Run, workspace: Path) -> None:
    dismiss(workspace, *CLAIMS[1:])
    run("mark", CLAIMS[0].id, "supported", "--cite", "survey#0", "--as", "ana")
    for asked, told in (
        ("singel-source", "unknown hold rule 'singel-source'. Did you mean 'single-source'?"),
        ("not-yet-checked", "'not-yet-checked' cannot be signed off, because nobody has decided."),
        ("no-claim-found", "'no-claim-found' holds an article as a whole. Name the article."),
    ):
        done = run("sign-off", CLAIMS[0].id, asked, "--note", "so be it", "--as", "mia")
        assert (done.returncode, told in done.stderr) == (2, True)
    assert run("sign-off", CLAIMS[0].id, "single-source", "--note", "so be it", "--as", "mia").returncode == 0
    assert run("report", ARTICLE.id, "--exit-code").returncode == 0


# -- that it was given ------------------------------------------------------------------------


def test_what_was_done_since_the_readers_last_report_is_told(run: Run, workspace: Path) -> None:
    assert "Since" not in run("report", ARTICLE.id, "--as", "eve").stdout
    assert "nothing was done" in run("report", ARTICLE.id, "--as", "eve").stdout
    assert reported(workspace) == ["eve"]
    dismiss(workspace, CLAIMS[3])
    told = run("report", ARTICLE.id, "--as", "eve").stdout
    assert "Since your report of " in told
    assert "#4 “Pier 4 is 104 metres long.”: ana dismissed it as no claim" in " ".join(told.split())
    assert run("report", ARTICLE.id, "--as", "eve").stdout == told  # until there is more to tell
    assert "ana dismissed it" in run("report", ARTICLE.id, "--since", "2020-01-01", "--full").stdout
    assert reported(workspace)[:2] == ["eve", "eve"]  # and then whoever has the account


@pytest.mark.sqlite
def test_that_nobody_can_write_spoils_no_report(run: Run, workspace: Path) -> None:
    with databases.opened_up(workspace) as connection:
        connection.execute("UPDATE alembic_version SET version_num = version_num")
    folder = workspace
    modes = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
    for path in modes:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        done = run("report", ARTICLE.id, "--as", "eve")
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert (done.returncode, "Not yet checked (12)" in done.stdout, done.stderr) == (0, True, "")


# -- in a browser, as a PDF -------------------------------------------------------------------


def test_it_is_shown_in_the_browser_from_a_file_that_nobody_else_can_read(run: Run, tmp_path: Path) -> None:
    seen, browser = tmp_path / "seen", tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > {seen}\n', encoding="utf-8")
    browser.chmod(0o755)
    done = run("report", ARTICLE.id, "--open", BROWSER=f"{browser} %s", TMPDIR=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, "")
    page = Path(seen.read_text().removeprefix("file://"))
    assert str(page) in done.stderr
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    named = tmp_path / "a report.html"
    held = run("report", ARTICLE.id, "--open", "--exit-code", "-o", named, BROWSER=f"{browser} %s")
    assert (held.returncode, seen.read_text()) == (6, named.as_uri())


def test_where_no_browser_opens_the_file_is_there_and_the_remedy_is_said(run: Run, tmp_path: Path) -> None:
    done = run("report", ARTICLE.id, "--open", "-o", tmp_path / "r.html", BROWSER="false %s", PATH="", DISPLAY="")
    assert done.returncode == 1
    assert f"no browser could be opened. Open {tmp_path / 'r.html'} in one, or name one in the variable BROWSER." in (
        " ".join(done.stderr.split())
    )
    assert (tmp_path / "r.html").stat().st_size > 1000


def test_a_pdf_is_nothing_for_a_terminal(workspace: Path) -> None:
    shown, code = on_a_terminal(workspace, "report", ARTICLE.id, "-f", "pdf")
    assert (code, "name a file with -o FILE, or pipe it" in " ".join(shown.split())) == (2, True)


# -- on a terminal ----------------------------------------------------------------------------


@pytest.fixture
def pager(tmp_path: Path) -> tuple[str, Path]:
    """A pager that keeps what it is given, and is left at once."""
    kept, program = tmp_path / "paged", tmp_path / "pager"
    program.write_text(f"#!/bin/sh\ncat > {kept}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program), kept


def test_what_is_longer_than_the_screen_is_paged(workspace: Path, pager: tuple[str, Path]) -> None:
    program, kept = pager
    shown, code = on_a_terminal(workspace, "report", ARTICLE.id, "--as", "eve", PAGER=program)
    assert (shown, code) == ("", 0)
    assert "Not yet checked (12)" in kept.read_text()
    assert kept.read_text().endswith("\n")
    assert not kept.read_text().endswith("\n\n")
    assert reported(workspace) == ["eve"]
    kept.unlink()
    assert on_a_terminal(workspace, "report", ARTICLE.id, "--exit-code", PAGER=program)[1] == 6


@pytest.mark.parametrize(("options", "rows"), [(("--no-pager",), 12), ((), 200), (("-f", "md"), 12)])
def test_what_fits_or_is_not_to_be_paged_is_printed(
    workspace: Path, pager: tuple[str, Path], options: tuple[str, ...], rows: int
) -> None:
    program, kept = pager
    shown, code = on_a_terminal(workspace, "report", ARTICLE.id, *options, rows=rows, PAGER=program)
    assert ("Not yet checked" in shown, kept.exists(), code) == (True, False, 0)


def test_there_is_colour_on_a_terminal_alone_and_none_if_it_is_not_wanted(
    workspace: Path, pager: tuple[str, Path]
) -> None:
    assert "\x1b[1;31mHOLD" in on_a_terminal(workspace, "report", ARTICLE.id, "--no-pager")[0]
    assert "\x1b[" not in on_a_terminal(workspace, "report", ARTICLE.id, "--no-pager", NO_COLOR="1")[0]
    program, kept = pager
    on_a_terminal(workspace, "report", ARTICLE.id, PAGER=program)
    assert "\x1b" not in kept.read_text()  # of a pager that is not less nobody knows what it makes of colours


def test_a_decision_made_while_somebody_reads_is_new_to_them(run: Run, workspace: Path, tmp_path: Path) -> None:
    """The report is entered as given when the pager has it, not when the pager is left."""
    read, go = tmp_path / "read", tmp_path / "go"
    program = tmp_path / "pager"
    program.write_text(f"#!/bin/sh\ncat > {read}.part &\nwhile [ ! -e {go} ]; do sleep 0.05; done\n", encoding="utf-8")
    program.chmod(0o755)
    ours, theirs = pty.openpty()
    env = {**os.environ, "LINES": "12", "COLUMNS": "80", "TERM": "xterm", "PAGER": str(program)}
    command = [str(PROGRAM), "-w", str(workspace), "report", ARTICLE.id, "--as", "eve"]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    try:
        until = time.monotonic() + 120
        while reported(workspace) != ["eve"] and time.monotonic() < until:
            time.sleep(0.05)
        assert process.poll() is None
        dismiss(workspace, CLAIMS[0])
        go.touch()
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        os.close(ours)
        os.close(theirs)
    assert "ana dismissed it as no claim" in run("report", ARTICLE.id, "--as", "eve").stdout
