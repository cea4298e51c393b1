"""`migrate` from file to file: all of it, whatever happens on the way."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from moving_samples import dump, make, put_many

from factcheck import Workspace
from factcheck.errors import ConflictError, FactcheckError, InputError, IntegrityError, UsageError
from factcheck.store import copying, putting, stored
from factcheck.store.location import as_setting
from factcheck.store.plain import REVISION, UNFINISHED
from factcheck.store.tables import Base

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]

pytestmark = [pytest.mark.xdist_group("moving"), pytest.mark.sqlite]  # they say themselves where each desk is


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/factcheck.db"


def sql(file: Path, *statements: str) -> list[tuple[object, ...]]:
    """Run statements past factcheck, and return what the last finds."""
    with closing(sqlite3.connect(file, timeout=30)) as knife, knife:
        found = [knife.execute(statement).fetchall() for statement in statements]
    return found[-1]


# -- all of it ----------------------------------------------------------------------------


def test_every_table_has_something_to_be_carried(here: Workspace) -> None:
    assert [name for name, (rows, _) in dump(here).items() if not rows] == []


def test_what_is_moved_is_the_same(large: Workspace, tmp_path: Path) -> None:
    said: list[tuple[str, int, int]] = []
    large.progress = lambda *words: said.append(words)
    before = (large.settings.workspace / "factcheck.db").read_bytes()
    moved = large.migrate(url(tmp_path / "new"))
    assert {table.name: (table.rows, table.sha256) for table in moved.tables} == dump(large)
    assert (moved.entries, moved.copied) == (2, True)
    with Workspace(tmp_path / "new") as new:
        assert dump(new) == dump(large)
        assert list(new.export_lines(vectors=True)) == list(large.export_lines(vectors=True))
        assert new.verify() == large.verify()
        assert new.queue() == large.queue()
        assert new.users() == large.users()
    assert (large.settings.workspace / "factcheck.db").read_bytes() == before
    copied = [(done, total) for what, done, total in said if what == "copied"]
    assert copied == sorted(copied)
    assert copied[-1][0] == copied[-1][1]
    full_text = (
        "SELECT passages_text FROM (SELECT rowid AS passages_text FROM passages_text WHERE passages_text MATCH '{}')"
    )
    for words in ("harbour AND 17", "unicode", "unfound"):
        asked = full_text.format(words)
        assert sql(tmp_path / "new" / "factcheck.db", asked) == sql(large.settings.workspace / "factcheck.db", asked)


def test_moved_already_it_is_compared(here: Workspace, tmp_path: Path) -> None:
    here.migrate(url(tmp_path / "new"))
    held = (tmp_path / "new" / "factcheck.db").read_bytes()
    assert not here.migrate(url(tmp_path / "new")).copied
    assert (tmp_path / "new" / "factcheck.db").read_bytes() == held


def test_moved_already_and_worked_at_it_is_the_same_still(here: Workspace, tmp_path: Path) -> None:
    here.migrate(url(tmp_path / "new"))
    sql(tmp_path / "new" / "factcheck.db", "UPDATE leases SET expires = expires + 60")
    assert not here.migrate(url(tmp_path / "new")).copied


def test_new_keys_follow_those_that_were_moved(here: Workspace, tmp_path: Path) -> None:
    here.migrate(url(tmp_path / "new"))
    with Workspace(tmp_path / "new", user="ana") as new:
        claim = here.queue()[0][0].claim.id
        new.note(claim, "Here.")
        here.note(claim, "There.")
        assert new.verify().damage == ()
        assert [len(each.history()) for each in (here, new)] == [3, 3]


# -- on the way ---------------------------------------------------------------------------

# When to kill, by what is found in the new database then.
MOMENTS = {
    "begun": f"SELECT 1 FROM alembic_version WHERE version_num = '{UNFINISHED}'",
    "documents": "SELECT 1 FROM documents",
    "full text": "SELECT 1 FROM passages_text_docsize",
}


def killed(start: Start, here: Workspace, there: Path, moment: str) -> None:
    """Start a move and kill it as soon as the new database has what ``moment`` says."""
    process = start("migrate", url(there), workspace=here.settings.workspace)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            if sql(there / "factcheck.db", MOMENTS[moment]):
                break
        except sqlite3.OperationalError:
            pass
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_killed_in_the_middle_and_run_again_it_ends_where_an_undisturbed_one_does(
    large: Workspace, tmp_path: Path, start: Start, run: Run
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    for moment in MOMENTS:
        killed(start, large, new, moment)
    with (
        Workspace(new) as unfinished,
        pytest.raises(FactcheckError, match=r"not come to its end\. Run `factcheck migrate`"),
    ):
        unfinished.history()
    assert run("queue", FACTCHECK_WORKSPACE=str(new)).returncode == 1
    assert "has not come to its end" in run("doctor", FACTCHECK_WORKSPACE=str(new)).stdout.replace("\n      ", " ")
    moved = large.migrate(url(new))
    assert moved.copied
    with Workspace(new) as whole:
        assert dump(whole) == dump(large)
        assert whole.verify() == large.verify()


def test_what_was_added_changed_and_removed_since_is_caught_up_with(here: Workspace, tmp_path: Path) -> None:
    new = tmp_path / "new"
    with Workspace(new) as target:
        target.make()
        copying.begin(target.database)
        with here.database.reading() as session:
            copying.copy(session, target.database, lambda *_: None, "here")
    here.note(here.queue()[0][0].claim.id, "Added.")
    here.corpus_remove("note-3")
    here.remove_user("Zoë")
    here.add_user("Leo")
    file = here.settings.workspace / "factcheck.db"
    sql(file, "DELETE FROM quotations", "DELETE FROM readings WHERE key = 7", "DELETE FROM leases")
    sql(file, "DELETE FROM passages_text_docsize WHERE 0", "UPDATE claims SET active = 0 WHERE number = 2")
    assert here.migrate(url(new)).copied
    with Workspace(new) as whole:
        assert dump(whole) == dump(here)
        assert whole.verify().damage == here.verify().damage


def test_that_the_source_was_written_meanwhile_is_said_and_the_next_run_catches_up(
    here: Workspace, tmp_path: Path
) -> None:
    claim = here.queue()[0][0].claim.id
    waiting = [lambda: Workspace(here.settings.workspace, user="leo").note(claim, "Meanwhile.")]

    def meanwhile(what: str, done: int, _: int) -> None:
        if what == "copied" and done and waiting:
            waiting.pop()()

    here.progress = meanwhile
    with pytest.raises(ConflictError, match=r"was written while it was copied \(entries by \+1\)"):
        here.migrate(url(tmp_path / "new"))
    with Workspace(tmp_path / "new") as new, pytest.raises(FactcheckError, match="not come to its end"):
        new.history()
    assert here.migrate(url(tmp_path / "new")).entries == 3
    with Workspace(tmp_path / "new") as new:
        assert dump(new) == dump(here)


def test_what_was_written_in_the_place_of_something_else_meanwhile_is_not_lost(here: Workspace, tmp_path: Path) -> None:
    """As when a token is made anew: no table has a row more or less."""
    file = here.settings.workspace / "factcheck.db"
    waiting = [lambda: sql(file, "UPDATE people SET token_sha256 = 'new'")]

    def meanwhile(what: str, *_: int) -> None:
        if what == "full text" and waiting:
            waiting.pop()()

    here.progress = meanwhile
    with pytest.raises(ConflictError, match=r"was written while it was copied \(rows of people have changed\)"):
        here.migrate(url(tmp_path / "new"))
    here.migrate(url(tmp_path / "new"))
    with Workspace(tmp_path / "new") as new:
        assert dump(new) == dump(here)


# -- what cannot be -----------------------------------------------------------------------


def test_a_place_that_holds_something_else_is_refused_and_left_alone(here: Workspace, tmp_path: Path) -> None:
    with make(tmp_path / "other", count=1) as other:
        held = dump(other)
        with pytest.raises(UsageError, match=r"holds something else \(1 article, .*, 2 entries of the log\).*nothing"):
            here.migrate(url(tmp_path / "other"))
        assert dump(other) == held


def test_a_finished_copy_of_a_desk_that_went_on_is_known_for_one_and_the_way_is_said(
    here: Workspace, tmp_path: Path
) -> None:
    here.migrate(url(tmp_path / "new"))
    claim = here.queue()[0][0].claim.id
    here.note(claim, "Since.")
    with pytest.raises(UsageError, match=r"this desk at another time \(entries: 2 there, 3 here\)\. To put .* --over"):
        here.migrate(url(tmp_path / "new"))
    here.backup(tmp_path / "copy")
    with Workspace(tmp_path / "elsewhere", database_url=url(tmp_path / "new")) as new:
        new.restore(tmp_path / "copy", over=True)
    assert not here.migrate(url(tmp_path / "new")).copied
    with Workspace(tmp_path / "new", user="leo") as new:
        new.note(claim, "Only there.")
    with pytest.raises(UsageError, match=r"entries: 4 there, 3 here\)\. It has entries of the log that .* lacks"):
        here.migrate(url(tmp_path / "new"))


def test_a_finished_copy_of_a_desk_without_a_log_is_known_by_what_it_read(tmp_path: Path) -> None:
    with Workspace(tmp_path / "desk") as desk:
        desk.make()
        with desk.database.writing() as session:
            put_many(session, 1)
        desk.migrate(url(tmp_path / "new"))
        desk.corpus_remove("note-1")
        with pytest.raises(UsageError, match=r"this desk at another time .*To put"):
            desk.migrate(url(tmp_path / "new"))


def test_a_place_that_holds_the_same_number_of_other_things_is_refused(here: Workspace, tmp_path: Path) -> None:
    here.migrate(url(tmp_path / "new"))
    sql(tmp_path / "new" / "factcheck.db", "UPDATE mutes SET note = 'another'")
    with pytest.raises(IntegrityError, match=r"not the same as .*: mutes \(1 and 1 rows\)"):
        here.migrate(url(tmp_path / "new"))


def test_the_beginning_of_a_copy_of_another_log_is_refused(here: Workspace, tmp_path: Path) -> None:
    with make(tmp_path / "other", count=1) as other:
        other.note(other.queue()[0][0].claim.id, "Only there.")
    sql(tmp_path / "other" / "factcheck.db", f"UPDATE alembic_version SET version_num = '{UNFINISHED}'")
    with pytest.raises(UsageError, match="the beginning of a copy of something else"):
        here.migrate(url(tmp_path / "other"))


@pytest.mark.parametrize(
    ("source", "target", "complaint"),
    [
        (".", ".", "is there already"),
        (".", "sqlite:///{desk}/../desk/factcheck.db", "is there already"),
        ("sqlite:///{new}/none.db", ".", "no such database"),
        (".", "{new}/factcheck.db", "Write sqlite:///PATH"),
        (".", "sqlite://", "in memory"),
    ],
)
def test_places_that_are_none_are_named(
    here: Workspace, tmp_path: Path, source: str, target: str, complaint: str
) -> None:
    names = {"desk": here.settings.workspace, "new": tmp_path / "new"}
    with pytest.raises(UsageError, match=complaint):
        here.migrate(target.format(**names), source.format(**names))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("side", ["source", "target"])
def test_a_database_of_a_newer_version_is_refused(here: Workspace, tmp_path: Path, side: str) -> None:
    with Workspace(tmp_path / "new") as new:
        new.make()
    file = (here.settings.workspace if side == "source" else tmp_path / "new") / "factcheck.db"
    sql(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FactcheckError, match="made by a newer version"):
        here.migrate(url(tmp_path / "new"))
    assert sql(tmp_path / "new" / "factcheck.db", "SELECT count(*) FROM articles") == [(0,)]


def test_a_copy_that_another_version_began_is_not_gone_on_with(here: Workspace, tmp_path: Path) -> None:
    with Workspace(tmp_path / "new") as new:
        new.make()
    sql(tmp_path / "new" / "factcheck.db", "UPDATE alembic_version SET version_num = '0001 unfinished'")
    with pytest.raises(FactcheckError, match="begun by another version"):
        here.migrate(url(tmp_path / "new"))


def test_a_damaged_record_is_not_moved(here: Workspace, tmp_path: Path) -> None:
    sql(here.settings.workspace / "factcheck.db", "UPDATE articles SET text = text || '!'")
    with pytest.raises(IntegrityError, match=r"damaged as that is: article .* not what was stored"):
        here.migrate(url(tmp_path / "new"))


def test_a_row_that_cannot_be_held_is_named(large: Workspace, tmp_path: Path) -> None:
    file = large.settings.workspace / "factcheck.db"
    sql(file, "PRAGMA foreign_keys = OFF", "UPDATE passages SET document_key = 77777 WHERE key = 1001")
    with pytest.raises(InputError, match=r"the row of passages with key 1001 cannot be stored .*FOREIGN KEY"):
        large.migrate(url(tmp_path / "new"))
    assert sql(tmp_path / "new" / "factcheck.db", "SELECT count(*) FROM passages") == [(1000,)]
    sql(file, "UPDATE passages SET document_key = 1001 WHERE key = 1001")
    assert large.migrate(url(tmp_path / "new")).copied


def test_another_who_fills_the_same_place_is_named(here: Workspace, tmp_path: Path) -> None:
    here.migrate(url(tmp_path / "new"))
    mutes = Base.metadata.tables["mutes"]
    with here.database.reading() as source, Workspace(tmp_path / "new") as new:
        rows = list(stored.rows(source, mutes))
        with pytest.raises(putting.Refused), new.database.writing() as session:
            putting.put(session, mutes, rows)
        with pytest.raises(ConflictError, match="another process is filling it"), new.database.writing() as session:
            putting.name_the_row(session, mutes, rows, "here")


def test_a_disk_that_is_full_ends_it_and_with_room_it_goes_on(large: Workspace, tmp_path: Path) -> None:
    with Workspace(tmp_path / "new") as new:
        new.make()
        pages = sql(tmp_path / "new" / "factcheck.db", "PRAGMA page_count")[0][0]
        engine = new.database._engine

        from sqlalchemy import event

        event.listen(engine, "connect", lambda driver, _: driver.execute(f"PRAGMA max_page_count = {pages + 60}"))
        engine.dispose()
        copying.begin(new.database)
        with large.database.reading() as session, pytest.raises(FactcheckError, match="no space left on the disk"):
            copying.copy(session, new.database, lambda *_: None, "here")
    assert large.migrate(url(tmp_path / "new")).copied
    with Workspace(tmp_path / "new") as new:
        assert dump(new) == dump(large)


# -- from the command line ----------------------------------------------------------------


def test_the_command_prints_what_it_compared_and_what_to_do_next(here: Workspace, tmp_path: Path, run: Run) -> None:
    desk = {"FACTCHECK_WORKSPACE": str(here.settings.workspace)}
    done = run("migrate", url(tmp_path / "new"), **desk)
    assert done.returncode == 0, done.stderr
    head, *tables, last = done.stdout.splitlines()
    assert head.split()[:2] == ["table", "rows"]
    assert len(tables) == len(stored.tables())
    assert "copied and compared; 2 entries of the log" in last
    assert f'in the first line, above any [table]: database_url = "{url(tmp_path / "new")}"' in done.stderr
    again = run("migrate", ".", url(tmp_path / "new"), "--json", **desk)
    said = json.loads(again.stdout)
    assert (again.returncode, said["copied"], len(said["tables"])) == (0, False, len(tables) - len(stored.PASSING))
    assert run("migrate", **desk).returncode == 2
    (here.settings.workspace / "factcheck.toml").write_text(
        f'database_url = "{url(tmp_path / "new")}"\n', encoding="utf-8"
    )
    assert run("history", **desk).stdout == run("history", FACTCHECK_WORKSPACE=str(tmp_path / "new")).stdout
    (here.settings.workspace / "factcheck.db").unlink()
    home = run("migrate", url(here.settings.workspace), **desk)
    assert (home.returncode, "database_url =" in home.stderr) == (0, False)
    assert f"remove `database_url` from {here.settings.workspace / 'factcheck.toml'}" in home.stderr
    back = run("migrate", ".", url(tmp_path / "back"), **desk)
    assert (back.returncode, sql(tmp_path / "back" / "factcheck.db", "SELECT version_num FROM alembic_version")) == (
        0,
        [(REVISION,)],
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("sqlite:///new.db", "sqlite:///{here}/new.db"),
        ("postgresql+psycopg://desk:se%40cret@db/desk", "postgresql+psycopg://desk@db/desk"),
        ("postgres://desk@db/desk?password=secret&sslmode=require", "postgres://desk@db/desk?sslmode=require"),
        (
            "postgresql://desk:secret@db/desk?options=-csearch_path%3D{{workspace}}",
            "postgresql://desk@db/desk?options=-csearch_path%3D{{workspace}}",
        ),
        ("postgresql://desk@/desk?host=%2Frun", "postgresql://desk@/desk?host=%2Frun"),
    ],
)
def test_a_place_is_named_so_that_it_is_found_from_anywhere_and_without_a_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_setting(given.format()) == said.format(here=tmp_path)
