"""What a person should know before a day's work."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import databases
import pytest

from factcheck import Workspace
from factcheck.checking import health
from factcheck.checking.health import Diagnosis, Health
from factcheck.desk import staleness, standing
from factcheck.domain import Article, Claim, ClaimKind, Document, Reading, Span
from factcheck.store import backups, corpus, desk, migrations, quotations
from factcheck.store.database import make_engine

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The pier is 412 metres long."
ARTICLE = Article(text=TEXT, blocks=(), title="The pier")
CLAIM = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT, spans=(Span(0, len(TEXT)),))
SURVEY = Document(id="survey", text=TEXT)


@pytest.fixture
def made(tmp_path: Path, cache: Path) -> Iterator[Workspace]:
    """A workspace in order but for what a test does: an article that was read, one claim, decided; a backup."""
    with Workspace(tmp_path / "desk", user="ana", judge="rules", cache=cache) as opened:
        opened.corpus_add_documents([SURVEY])
        with opened.database.writing() as session:
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [CLAIM])
            quotations.put_article(session, ARTICLE.id, Reading("1", ()))
            quotations.put_documents(session, {("survey", 1): Reading("1", ())})
            standing.refresh_article(session, ARTICLE.id)
        opened.mark(CLAIM.id, "supported", cite="survey#0")
        opened.backup(tmp_path / "copy")
        yield opened


HALF = '{"note": "half"}'


def found(workspace: Workspace, what: str) -> Diagnosis:
    """The worst that is found of one thing."""
    order = [Health.OK, Health.WARN, Health.FAIL]
    return max((one for one in workspace.doctor() if one.what == what), key=lambda one: order.index(one.health))


def do(workspace: Workspace, statement: str, *values: object) -> None:
    with databases.opened_up(workspace.settings.workspace) as knife:
        knife.execute(statement, values)


def test_a_workspace_in_order_is_all_ok(made: Workspace) -> None:
    assert {one.what for one in made.doctor() if one.health is not Health.OK} == set()
    engine = "database, disk" if databases.ON_POSTGRES else "database, pages, disk, log file"
    within = "backup, index, texts, stale verdicts, archive, leases, clock, encoder, judge"
    assert ", ".join(dict.fromkeys(one.what for one in made.doctor())) == f"{engine}, {within}"


def test_every_finding_that_is_not_ok_has_a_remedy(made: Workspace) -> None:
    (made.settings.workspace / ".last-backup.json").unlink()
    do(made, "DELETE FROM vectors")
    do(made, "DELETE FROM encoded")
    do(made, "DELETE FROM quotations")
    do(made, "DELETE FROM readings")
    bad = [one for one in made.doctor() if one.health is not Health.OK]
    assert {one.what for one in bad} == {"backup", "index", "texts"}
    assert all(one.remedy.startswith("`factcheck ") for one in bad)


def test_stale_verdicts_are_counted(made: Workspace) -> None:
    with made.database.writing() as session:
        corpus.remove(session, "survey")
        staleness.enter(session, "survey", by="ana")
    assert "1 verdict" in found(made, "stale verdicts").words


def test_work_that_nobody_finished_is_named(made: Workspace) -> None:
    do(
        made,
        "INSERT INTO leases (claim_id, \"by\", taken, expires, work) VALUES (?, 'leo', '', 1.0, ?)",
        CLAIM.id,
        HALF,
    )
    assert f"{CLAIM.id} (leo)" in found(made, "leases").words


def test_a_clock_that_is_behind_is_noticed(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=2)
    monkeypatch.setattr("factcheck.desk.log.now", lambda: ahead.isoformat(timespec="seconds"))
    made.mark(CLAIM.id, "unverified", reason="conflicting")
    assert found(made, "clock").health is Health.WARN


def test_a_backup_that_is_old_or_gone_is_said(made: Workspace, tmp_path: Path) -> None:
    file = made.settings.workspace / backups.LAST
    said = json.loads(file.read_text(encoding="utf-8"))
    old = (datetime.now(UTC) - timedelta(days=30)).isoformat()
    file.write_text(json.dumps({**said, "at": old}), encoding="utf-8")
    assert "30 days ago" in found(made, "backup").words
    file.write_text(json.dumps({**said, "path": str(tmp_path / "gone")}), encoding="utf-8")
    assert "not there any more" in found(made, "backup").words


@pytest.mark.sqlite
def test_little_room_on_the_disk_is_said(made: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_LITTLE", 1 << 60)
    assert found(made, "disk").health is Health.WARN
    monkeypatch.setattr(health, "_NOTHING", 1 << 60)
    assert found(made, "disk").health is Health.FAIL


@pytest.mark.sqlite
def test_a_damaged_file_fails_and_the_rest_is_still_said(made: Workspace) -> None:
    folder = made.settings.workspace
    made.close()
    data = bytearray((folder / "factcheck.db").read_bytes())
    data[4096 * 3 : 4096 * 9] = b"\xff" * 4096 * 6
    (folder / "factcheck.db").write_bytes(data)
    with Workspace(folder, judge="rules", cache=made.settings.cache) as damaged:
        health_of = {one.what: one.health for one in damaged.doctor()}
    assert Health.FAIL in (health_of["pages"], health_of["database"])
    assert health_of["encoder"] is Health.OK


@pytest.mark.sqlite
def test_an_older_database_is_named_and_not_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "factcheck.db"
    migrations.upgrade(make_engine(f"sqlite:///{path}"), "0007")
    with Workspace(tmp_path) as opened:
        assert "older revision 0007" in found(opened, "database").words
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("SELECT version_num FROM alembic_version").fetchall() == [("0007",)]


def test_models_that_are_not_there_fail(made: Workspace) -> None:
    with Workspace(made.settings.workspace, encoder="nobody/no-such-model", judge="nobody/none") as opened:
        assert found(opened, "encoder").health is Health.FAIL
        assert found(opened, "judge").health is Health.FAIL


def test_settings_that_make_no_sense_are_a_finding(made: Workspace, run: Run) -> None:
    (made.settings.workspace / "factcheck.toml").write_text("evidence_shown = -4\n", encoding="utf-8")
    done = run("doctor", "--json", FACTCHECK_WORKSPACE=str(made.settings.workspace))
    assert done.returncode == 1
    (one,) = json.loads(done.stdout)
    assert (one["what"], one["health"]) == ("settings", "fail")
    assert "factcheck.toml, line 1" in one["words"]


def test_the_command_prints_a_line_each(made: Workspace, run: Run) -> None:
    done = run("doctor", FACTCHECK_WORKSPACE=str(made.settings.workspace), FACTCHECK_JUDGE="rules")
    assert done.returncode == 0
    told = "ok    stale verdicts: none" if databases.ON_POSTGRES else "ok    pages: SQLite finds the file whole"
    assert told in done.stdout.splitlines()
