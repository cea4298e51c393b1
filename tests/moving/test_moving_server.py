"""`migrate`, `backup`, `restore`, `export` and `import` with PostgreSQL on either side."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import postgres_server
import pytest
from moving_samples import dump, make
from sqlalchemy import create_engine, exc, text

from factcheck import Workspace
from factcheck.checking import index_file
from factcheck.errors import FactcheckError, InputError, UsageError

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]

pytestmark = [pytest.mark.xdist_group("moving"), pytest.mark.sqlite]  # they say themselves where each desk is


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres_server.Server]:
    """A server with the database "empty", which is at this program's revision."""
    with postgres_server.running() as found:
        if found is None:
            pytest.skip(postgres_server.NOTHING)
        make_database(found, "empty")
        with on_server(found.url("empty"), tmp_path_factory.mktemp("server")) as template:
            template.make()
        yield found


def make_database(server: postgres_server.Server, name: str, template: str = "template1") -> str:
    engine = create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()
    return server.url(name)


@pytest.fixture
def there(server: postgres_server.Server, request: pytest.FixtureRequest) -> str:
    """The URL of an empty database of the test's own."""
    return make_database(server, request.node.name[:60], "empty")


def on_server(url: str, folder: Path) -> Workspace:
    return Workspace(folder, user="ana", database_url=url)


def sql(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.begin() as connection:
        found = connection.execute(text(statement))
        rows = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return rows


@pytest.mark.parametrize(("many", "told"), [(1_000, True), (10_000, False)])
def test_what_makes_searches_fast_is_told_where_there_are_many_passages(
    large: Workspace, server: postgres_server.Server, monkeypatch: pytest.MonkeyPatch, many: int, told: bool
) -> None:
    monkeypatch.setattr(index_file, "MANY", many)
    said: list[str] = []
    large._notice = said.append
    large.migrate(make_database(server, f"many_{many}"))
    assert any("`factcheck corpus compact`" in words for words in said) == told


def test_there_and_back_it_is_the_same(large: Workspace, server: postgres_server.Server, tmp_path: Path) -> None:
    there = make_database(server, "there_and_back")
    moved = large.migrate(there)
    assert {table.name: (table.rows, table.sha256) for table in moved.tables} == dump(large)
    lines = list(large.export_lines(vectors=True))
    with on_server(there, tmp_path / "server") as new:
        assert dump(new) == dump(large)
        assert list(new.export_lines(vectors=True)) == lines
        assert new.verify() == large.verify()
        assert new.queue() == large.queue()
        assert new.story() == large.story()
        with large.database.reading() as mine, new.database.reading() as theirs:
            from factcheck.store import corpus

            asked = [{key for key, _ in corpus.search_text(each, "wall number 17", 5_000)} for each in (mine, theirs)]
            assert asked[0] == asked[1]
        assert not large.migrate(there).copied
        again = new.migrate(f"sqlite:///{tmp_path}/back/factcheck.db")
    assert again.tables == moved.tables
    with Workspace(tmp_path / "back") as back:
        assert dump(back) == dump(large)
        assert list(back.export_lines(vectors=True)) == lines
        assert back.verify() == large.verify()


def test_no_password_is_in_the_setting_that_it_names(here: Workspace, there: str, run: Run) -> None:
    with_password = there.replace("tester@", "tester:geheim@")
    done = run("migrate", with_password, FACTCHECK_WORKSPACE=str(here.settings.workspace))
    assert done.returncode == 0, done.stderr
    assert f'above any [table]: database_url = "{there}"' in done.stderr
    assert "put it into ~/.pgpass" in done.stderr
    assert "geheim" not in done.stdout + done.stderr


def test_a_zero_below_zero_which_a_file_knows_none_of_is_moved(here: Workspace, there: str, tmp_path: Path) -> None:
    here.migrate(there)
    sql(there, "UPDATE evidence SET similarity = '-0'")
    with on_server(there, tmp_path / "server") as on:
        assert on.migrate(f"sqlite:///{tmp_path}/back.db").copied


def test_from_server_to_server_and_new_keys_follow_those_that_were_moved(
    here: Workspace, there: str, server: postgres_server.Server, tmp_path: Path
) -> None:
    first = make_database(server, "first", "empty")
    here.migrate(first)
    here.migrate(there, first)
    with on_server(there, tmp_path / "server") as new:
        new.note(new.queue()[0][0].claim.id, "Here.")
        assert new.verify().damage == ()
        assert len(new.history()) == len(here.history()) + 1


MOMENTS = {
    "documents": "SELECT 1 FROM documents",
    "passages": "SELECT 1 FROM passages",
}


def test_killed_in_the_middle_and_run_again_it_ends_where_an_undisturbed_one_does(
    large: Workspace, there: str, tmp_path: Path, start: Start
) -> None:
    for moment in MOMENTS.values():
        process = start("migrate", there, workspace=large.settings.workspace)
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            try:
                if sql(there, moment):
                    break
            except exc.DBAPIError:
                time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    with on_server(there, tmp_path / "server") as new:
        with pytest.raises(FactcheckError, match="not come to its end"):
            new.history()
        assert large.migrate(there).copied
        assert dump(new) == dump(large)


def test_a_row_that_the_server_cannot_hold_is_named(here: Workspace, there: str, tmp_path: Path) -> None:
    with here.database.writing() as session:
        session.execute(text("UPDATE mutes SET note = :note"), {"note": "one\x00two"})
    with pytest.raises(InputError, match=r"factcheck.db: the row of mutes with key 1 cannot be stored .*NUL"):
        here.migrate(there)
    with here.database.writing() as session:
        session.execute(text("UPDATE mutes SET note = ''"))
    assert here.migrate(there).copied


def test_what_changed_since_is_caught_up_with(here: Workspace, there: str, tmp_path: Path) -> None:
    with here.database.writing() as session:
        session.execute(text("UPDATE mutes SET note = :note"), {"note": "one\x00two"})
    with pytest.raises(InputError):
        here.migrate(there)
    here.corpus_remove("note-3")
    with here.database.writing() as session:
        session.execute(text("UPDATE mutes SET note = ''"))
        session.execute(text("DELETE FROM vectors WHERE encoder = 'empty'"))
        session.execute(text("UPDATE passages SET place = 'page 1' WHERE key = 7"))
        session.execute(text("UPDATE documents SET extra = :extra WHERE key = 7"), {"extra": '{"b":1, "a": 2}'})
        session.execute(text("UPDATE mutes SET until = NULL"))
    moved = here.migrate(there)
    assert {table.name: (table.rows, table.sha256) for table in moved.tables} == dump(here)


def test_a_place_that_holds_something_else_is_refused(here: Workspace, there: str, tmp_path: Path) -> None:
    with make(tmp_path / "other", count=1) as other:
        other.migrate(there)
    with pytest.raises(UsageError, match="holds something else"):
        here.migrate(there)
    with pytest.raises(UsageError, match="is there already"):
        here.migrate(there, there)


# -- backup, restore, export, import ------------------------------------------------------


def test_a_backup_of_either_is_put_back_into_either(here: Workspace, there: str, tmp_path: Path) -> None:
    here.migrate(there)
    with on_server(there, tmp_path / "server") as new:
        new.settings.workspace.mkdir(exist_ok=True)
        held = new.backup(tmp_path / "from-server")
        assert held == here.backup(tmp_path / "from-file")
        assert sorted(file.name for file in (tmp_path / "from-server").iterdir()) == ["backup.json", "factcheck.db"]
        with Workspace(tmp_path / "file") as other:
            assert other.restore(tmp_path / "from-server").held == held
            assert dump(other) | {"people": None} == dump(here) | {"people": None}
        new.note(new.queue()[0][0].claim.id, "Since.")
        since = dump(new)
        with pytest.raises(UsageError, match="--over"):
            new.restore(tmp_path / "from-file")
        assert dump(new) == since
        restored = new.restore(tmp_path / "from-file", over=True)
        assert dump(new) == dump(here)
        assert new.verify() == here.verify()
        (kept,) = restored.kept
        with Workspace(kept) as before:
            assert dump(before) == since
        with pytest.raises(FactcheckError, match="append"), new.database.writing() as session:
            session.execute(text("DELETE FROM citations"))
        new.note(new.queue()[0][0].claim.id, "Again.")
        assert new.verify().damage == ()


def test_a_backup_is_put_back_into_an_empty_schema(here: Workspace, there: str, tmp_path: Path) -> None:
    held = here.backup(tmp_path / "copy")
    with on_server(there, tmp_path / "server") as new:
        restored = new.restore(tmp_path / "copy")
        assert (restored.held, restored.kept) == (held, ())
        assert dump(new) | {"people": None} == dump(here) | {"people": None}  # who has a token is no matter of backups


def test_no_backup_takes_a_desk_to_another_place_or_away_from_its_own(
    here: Workspace, there: str, tmp_path: Path, run: Run
) -> None:
    """Neither that of a desk on a server a folder, nor that of a folder a desk on a server."""
    server, setting = tmp_path / "server", f'database_url = "{there}"\n'
    here.migrate(there)
    here.backup(tmp_path / "from-file")
    server.mkdir()
    (server / "factcheck.toml").write_text(setting, encoding="utf-8")
    with Workspace(server, user="ana") as desk:
        desk.backup(tmp_path / "from-server")
        desk.note(desk.queue()[0][0].claim.id, "Since.")
    (tmp_path / "from-file" / "backup.json").unlink()
    (tmp_path / "from-file" / "factcheck.toml").write_text('[keys]\nsupport = "y"\n', encoding="utf-8")

    put_back = run("restore", tmp_path / "from-server", FACTCHECK_WORKSPACE=str(tmp_path / "new"))
    assert put_back.returncode == 0, put_back.stderr
    with Workspace(tmp_path / "new", user="ana") as new:
        new.note(new.queue()[0][0].claim.id, "In the folder.")
        assert [entry.note for entry in new.history()][2:] == ["In the folder."]
    over = run("restore", tmp_path / "from-file", "--over", FACTCHECK_WORKSPACE=str(server))
    assert over.returncode == 0, over.stderr
    assert over.stdout.startswith("restored into postgresql+psycopg://tester@/")
    assert (server / "factcheck.toml").read_text(encoding="utf-8") == f'{setting}[keys]\nsupport = "y"\n'
    with Workspace(server) as desk:
        assert dump(desk) == dump(here)


def test_an_export_of_either_is_imported_into_either(
    here: Workspace, there: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.checking import encoding, precedents

    for module in (encoding, precedents):  # without a model: vectors come with the file, or are made later
        monkeypatch.setattr(module, "encode_missing", lambda *_: None)
    here.export(tmp_path / "a.jsonl", vectors=True)
    with on_server(there, tmp_path / "server") as new:
        monkeypatch.setattr(type(new), "encoder", None)
        new.import_(tmp_path / "a.jsonl")
        new.export(tmp_path / "b.jsonl", vectors=True)
        assert new.verify() == here.verify()
    assert (tmp_path / "b.jsonl").read_bytes() == (tmp_path / "a.jsonl").read_bytes()
