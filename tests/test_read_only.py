"""A workspace that cannot be written – for want of permission, on a read-only or a full disk – can still be read."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Article, Claim, ClaimKind, Document, Span
from factcheck.store import corpus, desk

pytestmark = pytest.mark.sqlite  # who may write a file, its folder and its disk
Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The pier is 412 metres long. It was closed in May."
ARTICLE = Article(text=TEXT, blocks=(), title="The pier")
LONG = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT[:28], spans=(Span(0, 28),))
CLOSED = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT[29:], spans=(Span(29, len(TEXT)),))
SURVEY = Document(id="survey", text="The pier is 412 metres long.")

READING = {
    "queue": ["queue", "--json"],
    "show": ["show", LONG.id, "--json"],
    "report": ["report", ARTICLE.id, "--format", "json"],
    "history": ["history", LONG.id, "--json"],
    "verify": ["verify", "--json"],
    "articles": ["articles", "--json"],
}


def fill(folder: Path) -> None:
    """An article with two claims, one of them decided; all of it written into the database itself."""
    with Workspace(folder, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, SURVEY, 1, [Span(0, len(SURVEY.text))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [LONG, CLOSED])
            standing.refresh_article(session, ARTICLE.id)
        opened.mark(LONG.id, "supported", cite="survey#0")


def leave_a_log(folder: Path, *, shared: bool) -> None:
    """Decide the other claim, and leave the decision in the write-ahead log, as a process does that is killed; with the
    file of shared memory that goes with it, or (as on a copy of the folder) without."""
    kept = folder.parent / "kept"
    with Workspace(folder, user="leo") as opened:
        opened.mark(CLOSED.id, "unverified", reason="conflicting")
        with closing(sqlite3.connect(folder / "factcheck.db")):
            kept.mkdir()
            for file in folder.glob("factcheck.db*"):
                shutil.copyfile(file, kept / file.name)
    for file in kept.iterdir():
        shutil.copyfile(file, folder / file.name)
    if not shared:
        (folder / "factcheck.db-shm").unlink()
    assert (folder / "factcheck.db-wal").stat().st_size > 0
    shutil.rmtree(kept)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system with a workspace on it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here, which takes root and Linux")
    try:
        fill(folder / "desk")
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def answers(run: Run, folder: Path) -> dict[str, object]:
    """What each reading command says."""
    said = {}
    for name, arguments in READING.items():
        done = run(*arguments, FACTCHECK_WORKSPACE=str(folder))
        assert done.returncode == 0, (name, done.stderr)
        said[name] = json.loads(done.stdout)
    return said


def sealed(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)


def filled_up(disk: Path) -> None:
    """Leave no byte of the disk free."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    assert shutil.disk_usage(disk).free == 0


@pytest.mark.parametrize("hinder", [sealed, filled_up])
def test_every_reading_command_says_the_same_as_before(disk: Path, run: Run, hinder: Callable[[Path], None]) -> None:
    answers(run, disk / "desk")  # the first report is entered, and the next one tells what was done since
    before = answers(run, disk / "desk")
    hinder(disk)
    assert answers(run, disk / "desk") == before


@pytest.mark.parametrize("shared", [True, False], ids=["with shared memory", "without"])
@pytest.mark.parametrize("hinder", [sealed, filled_up])
def test_what_is_in_the_log_alone_is_read_too(
    disk: Path, run: Run, hinder: Callable[[Path], None], shared: bool
) -> None:
    leave_a_log(disk / "desk", shared=shared)
    files = sorted(file.name for file in (disk / "desk").iterdir())
    hinder(disk)
    said = answers(run, disk / "desk")
    queue = said["queue"]
    assert isinstance(queue, dict)
    assert queue["total"] == 0
    assert sorted(file.name for file in (disk / "desk").iterdir()) >= files or hinder is filled_up


def test_a_decision_on_a_full_disk_says_that_there_is_no_space(disk: Path, run: Run) -> None:
    filled_up(disk)
    done = run(
        "mark",
        CLOSED.id,
        "unverified",
        "--reason",
        "conflicting",
        "--as",
        "leo",
        FACTCHECK_WORKSPACE=str(disk / "desk"),
    )
    assert done.returncode == 1
    assert "no space left on the disk" in done.stderr
    assert "Traceback" not in done.stderr
    (disk / "filler").unlink()
    done = run(
        "mark",
        CLOSED.id,
        "unverified",
        "--reason",
        "conflicting",
        "--as",
        "leo",
        FACTCHECK_WORKSPACE=str(disk / "desk"),
    )
    assert done.returncode == 0


def test_a_decision_on_a_read_only_disk_says_so(disk: Path, run: Run) -> None:
    sealed(disk)
    done = run("reopen", LONG.id, "--note", "again", "--as", "leo", FACTCHECK_WORKSPACE=str(disk / "desk"))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_a_read_only_workspace_is_backed_up(disk: Path, run: Run, tmp_path: Path) -> None:
    sealed(disk)
    done = run("backup", tmp_path / "copy", FACTCHECK_WORKSPACE=str(disk / "desk"))
    assert done.returncode == 0, done.stderr
    with Workspace(tmp_path / "copy") as copy:
        assert len(copy.history()) == 1


def test_doctor_says_that_it_cannot_be_written(disk: Path, run: Run) -> None:
    sealed(disk)
    done = run("doctor", "--json", FACTCHECK_WORKSPACE=str(disk / "desk"))
    found = {(one["what"], one["health"]) for one in json.loads(done.stdout)}
    assert {("database", "ok"), ("database", "warn"), ("pages", "ok"), ("disk", "fail"), ("clock", "ok")} <= found
