"""A desk's database made by an earlier version: upgraded, with everything that was decided in it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from factcheck import Workspace
from factcheck.domain import Verdict, fingerprint
from factcheck.store import database, migrations
from factcheck.store.tables import Base

Run = Callable[..., CompletedProcess[str]]

pytestmark = pytest.mark.sqlite  # files that earlier versions made
DATABASES = Path(__file__).parent / "data" / "databases"
HISTORY = json.loads((DATABASES / "history.json").read_text(encoding="utf-8"))  # as 0006 printed it
OLD = "0006"
ARTICLE = "a9c8a08fa4fdb9a7"


@pytest.fixture
def old(workspace: Path) -> Path:
    """A workspace with the database of a desk at revision 0006: five claims, six decisions, one of them on a document
    that has changed since."""
    workspace.mkdir()
    return Path(shutil.copy(DATABASES / f"{OLD}.db", workspace / "factcheck.db"))


def test_a_copy_of_the_old_database_is_left_beside_it(old: Path, run: Run) -> None:
    with closing(sqlite3.connect(old)) as before:
        dump = list(before.iterdump())
    assert run("queue").returncode == 0
    with closing(sqlite3.connect(old.with_name(f"factcheck.db.{OLD}.bak"))) as copy:
        assert list(copy.iterdump()) == dump
    with closing(sqlite3.connect(old)) as now:
        assert now.execute("SELECT version_num FROM alembic_version").fetchall() == [(database.REVISION,)]


def test_every_decision_is_kept_letter_by_letter(old: Path, run: Run) -> None:
    assert decisions(run) == HISTORY


def test_every_decision_keeps_its_hash_and_the_chain_goes_on_from_it(old: Path, run: Run) -> None:
    entries = json.loads(run("history", "--json").stdout)
    hashes = [entry["hash"] for entry in entries]
    assert hashes[: len(HISTORY)] == [entry["hash"] for entry in HISTORY]
    assert [entry["previous_hash"] for entry in entries[1:]] == hashes[:-1]


def decisions(run: Run) -> list[dict[str, object]]:
    """The entries of the log that decide or reopen, in the words in which 0006 printed decisions."""
    found = []
    for entry in json.loads(run("history", "--json").stdout):
        if entry["action"] in ("decided", "reopened"):
            fields = {**entry, **entry["content"]}
            for citation in fields["citations"]:
                del citation["retrieved"]
            found.append({name: fields[name] for name in HISTORY[0]})
    return found


def test_what_was_sound_is_sound_and_what_was_stale_is_stale_and_waits_again(old: Path, run: Run) -> None:
    done = run("verify", "--json")
    assert done.returncode == 7
    found = json.loads(done.stdout)
    stale = "harbour-2 was changed or removed after harbour-2#0 was cited"
    assert found["damage"] == []
    assert found["stale"] == [f"claim 6d6a35a17549 ({ARTICLE}#3), supported by ana: {stale}"]
    assert "6d6a35a17549" in run("queue").stdout


@pytest.mark.parametrize("upgraded_by", ["report", "queue"])
def test_the_report_is_made_from_what_is_stored(old: Path, run: Run, upgraded_by: str) -> None:
    arguments = {"report": [ARTICLE], "queue": []}[upgraded_by]
    assert run(upgraded_by, *arguments).returncode == 0
    report = json.loads(run("report", ARTICLE, "--format", "json").stdout)
    decided = {claim["id"]: (claim["decision"] or {}).get("verdict") for claim in report["claims"]}
    last = {entry["claim_id"]: entry["verdict"] for entry in HISTORY}
    assert decided == last


def test_what_was_found_before_was_compared_with_nothing_and_takes_no_side(old: Path, run: Run) -> None:
    assert run("queue").returncode == 0
    report = json.loads(run("report", ARTICLE, "--format", "json").stdout)
    shown = [evidence for claim in report["claims"] for evidence in claim["evidence"]]
    assert {(evidence["stance"], evidence["comparison"]) for evidence in shown} == {("on the subject", None)}
    assert {evidence["computed"]["stance"] for evidence in shown} > {"neutral"}
    proposed = [claim["suggestion"] for claim in report["claims"]]
    assert sorted(str(one["verdict"]) for one in proposed) == ["None", "None", "None", "contradicted", "supported"]
    assert all((one["probability"] is None) == (one["verdict"] is None) for one in proposed)
    text = run("report", ARTICLE, "--full").stdout
    assert "contradicted, by an earlier version of factcheck" in " ".join(text.split())
    assert "Compared: by an earlier version of factcheck; check the article again" in text


def test_claims_that_shared_a_number_get_numbers_of_their_own(old: Path) -> None:
    with closing(sqlite3.connect(old)) as before, before:
        numbers = dict(before.execute("SELECT id, number FROM claims"))
        columns = [row[1] for row in before.execute("PRAGMA table_info(claims)")]
        values = ", ".join({"id": "substr(id, 2) || 'z'", "active": "0"}.get(name, f'"{name}"') for name in columns)
        before.execute(f"INSERT INTO claims SELECT {values} FROM claims")
    with Workspace(old.parent) as desk:
        desk.queue()
    with closing(sqlite3.connect(old)) as now:
        after = dict(now.execute("SELECT id, number FROM claims"))
        kept = dict(now.execute("SELECT claim_id, number FROM claim_standing"))
    assert {claim_id: after[claim_id] for claim_id in numbers} == numbers
    assert sorted(after.values()) == [*range(1, 2 * len(numbers) + 1)]
    assert kept == after


def test_checked_again_it_is_compared(old: Path, run: Run, tmp_path: Path) -> None:
    with Workspace(old.parent) as desk:
        text = desk.report(ARTICLE).article.text
    (tmp_path / "again.txt").write_text(text, encoding="utf-8")
    again = json.loads(run("check", tmp_path / "again.txt", "--json").stdout)
    waiting = [claim for claim in again["claims"] if not claim["verdict"]]
    assert waiting
    assert all(evidence["comparison"] for claim in waiting for evidence in claim["evidence"])


def test_an_old_article_and_old_documents_are_read_again_and_keep_their_verdicts(old: Path, run: Run) -> None:
    documents = json.loads(run("corpus", "reread", "--json").stdout)
    assert documents == {"documents": 3, "read_first": 3, "changed": []}
    (article,) = json.loads(run("check", "--again", ARTICLE, "--json").stdout)
    assert (article["before"], article["quotations"], article["changes"]) == (None, 3, [])
    assert decisions(run) == HISTORY
    assert len(json.loads(run("verify", "--json").stdout)["stale"]) == 1


def test_nothing_is_read_in_an_old_database_by_looking_at_it(old: Path, cache: Path) -> None:
    with Workspace(old.parent, cache=cache) as desk:
        report = desk.report(ARTICLE)
        assert [item.verdict for item in report.claims].count(Verdict.SUPPORTED) == 2
        assert desk.show("6d6a")[1].stale
    with closing(sqlite3.connect(old)) as now:
        assert now.execute("SELECT count(*) FROM readings").fetchone() == (0,)


def test_models_and_migrations_describe_one_database(tmp_path: Path, old: Path) -> None:
    fresh = database.make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    upgraded = database.make_engine(f"sqlite:///{old}")
    for engine in (fresh, upgraded):
        migrations.upgrade(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
            differing = [one for one in compare_metadata(context, Base.metadata) if not _is_full_text(one)]
        assert differing == []


def _is_full_text(difference: object) -> bool:
    """SQLite's own tables, of which the models know nothing."""
    return isinstance(difference, tuple) and difference[0] == "remove_table" and "_text" in difference[1].name


@pytest.mark.parametrize("revision", sorted(migrations.known() - {database.REVISION}))
def test_an_article_of_every_revision_can_be_shown(workspace: Path, cache: Path, revision: str) -> None:
    workspace.mkdir()
    path = workspace / "factcheck.db"
    migrations.upgrade(database.make_engine(f"sqlite:///{path}"), revision)
    text = "“The weir will hold,” Dana Orlov said."
    article = fingerprint(text)[:16]
    with closing(sqlite3.connect(path)) as made, made:
        blocks = json.dumps([["paragraph", 0, len(text)]])
        made.execute("INSERT INTO articles (id, sha256, text, blocks) VALUES (?, '', ?, ?)", (article, text, blocks))
        made.execute(
            "INSERT INTO claims"
            " (id, article_id, number, active, kind, block, text, spans, flags, checkworthiness, reasons)"
            " VALUES ('c1', ?, 1, 1, 'direct', 'paragraph', 'The weir will hold,', '[[1, 20]]', '[]', 0.2, '[]')",
            (article,),
        )
    with Workspace(workspace, cache=cache) as desk:
        assert [item.claim.text for item in desk.report(article).claims] == ["The weir will hold,"]
        assert desk.show("c1")[1].search is None
