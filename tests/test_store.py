"""The database: made, upgraded, refused, and never left half-written."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from factcheck import domain, settings
from factcheck.domain import Document, Span
from factcheck.errors import ConflictError, FactcheckError, IntegrityError, UsageError
from factcheck.store import (
    corpus,
    database,
    dossier,
    exists,
    migrations,
    open_database,
    postgres,
    remembered,
    sqlite_file,
)
from factcheck.store.tables import DocumentRow

DOCUMENT = Document(
    id="note-1", text="The wall is 350 km long. It was begun in 2022.", title="A wall", published=date(2025, 11, 1)
)
SPANS = [Span(0, 24), Span(25, 46)]


@pytest.fixture
def opened(tmp_path: Path) -> database.Database:
    return open_database(settings.load({"workspace": tmp_path}, {}))


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    assert max(migrations.known()) == database.REVISION


@pytest.mark.sqlite
def test_a_database_of_every_released_revision_is_backed_up_and_upgraded(tmp_path: Path) -> None:
    for revision in sorted(migrations.known() - {database.REVISION}):
        path = tmp_path / revision / "factcheck.db"
        path.parent.mkdir()
        migrations.upgrade(database.make_engine(f"sqlite:///{path}"), revision)
        with closing(sqlite3.connect(path)) as old, old:
            row = (1, "a", 1, 1, "", "Ships left port.", "Ships", None, None, None, "{}", "a.jsonl")
            columns = "key, id, version, current, sha256, text, title, publisher, url, published, extra, source"
            old.execute(f"INSERT INTO documents ({columns}) VALUES ({','.join('?' * len(row))})", row)
            old.execute(
                'INSERT INTO passages (key, id, document_key, start, "end", text, sha256) '
                "VALUES (1, 'a#0', 1, 0, 16, 'Ships left port.', '')"
            )
            if revision >= "0003":  # whose program knew what the encoder sees
                encoded = domain.fingerprint("Ships. Ships left port.")
                old.execute("UPDATE passages SET encoded_sha256 = ?", (encoded,))
            if revision > "0001":  # which has no full text yet
                old.execute("INSERT INTO passages_text (rowid, title, text) VALUES (1, 'Ships', 'Ships left port.')")
        opened = open_database(settings.load({"workspace": path.parent}, {}))
        with opened.reading() as session:
            assert [key for key, _ in corpus.search_text(session, "port", 5)] == [1]
            ((_, fingerprint, passage),) = corpus.passages_without_vector(session, "any encoder", 5)
            assert fingerprint == domain.fingerprint(passage.encoded)
        backup = path.with_name(f"factcheck.db.{revision}.bak")
        with closing(sqlite3.connect(backup)) as copy:
            assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)
            assert copy.execute("SELECT id FROM passages").fetchone() == ("a#0",)


@pytest.mark.sqlite
def test_claims_decided_before_there_was_a_memory_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "factcheck.db"
    migrations.upgrade(database.make_engine(f"sqlite:///{path}"), "0002")
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("INSERT INTO articles (id, sha256, text, blocks) VALUES ('a', '', 'Ships left.', '[]')")
        for claim in ("decided", "open"):
            old.execute(
                "INSERT INTO claims"
                " (id, article_id, number, active, kind, block, text, spans, flags, checkworthiness, reasons)"
                " VALUES (?, 'a', 1, 1, 'assertion', 'paragraph', 'Ships left port.', '[]', '[]', 0.2, '[]')",
                (claim,),
            )
        old.execute(
            "INSERT INTO decisions (claim_id, number, verdict, reason, note, by, at, previous_hash, hash)"
            " VALUES ('decided', 1, 'unverified', 'no-evidence', '', 'ana', '', '', '')"
        )
    with open_database(settings.load({"workspace": tmp_path}, {})).reading() as session:
        found = remembered.search_text(session, "port", 5)
        assert [one.claim_id for one in remembered.remembered(session, found).values()] == ["decided"]


@pytest.mark.sqlite
def test_a_database_from_a_newer_version_is_left_alone(tmp_path: Path, opened: database.Database) -> None:
    opened.close()
    path = tmp_path / "factcheck.db"
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    before = _dump(path)
    with pytest.raises(FactcheckError, match="newer version"):
        open_database(settings.load({"workspace": tmp_path}, {}))
    assert _dump(path) == before


@pytest.mark.sqlite
def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "factcheck.db")) as other, other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(FactcheckError, match="not one of factcheck's"):
        open_database(settings.load({"workspace": tmp_path}, {}))


@pytest.mark.sqlite
def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "factcheck.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(IntegrityError, match="not an SQLite database"):
        open_database(settings.load({"workspace": tmp_path}, {}))


@pytest.mark.parametrize(
    "url", ["nonsense", "sqlite://", "sqlite:///:memory:", "mysql://me:secret@somewhere/db", "x://y"]
)
def test_a_database_url_that_cannot_be_used_is_a_usage_error(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="sqlite"):
        open_database(settings.load({"workspace": tmp_path, "database_url": url}, {}))


def test_the_database_may_live_elsewhere(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'desk.db'}"
    open_database(settings.load({"workspace": tmp_path / "workspace"}, {"FACTCHECK_DATABASE_URL": url})).close()
    assert (tmp_path / "elsewhere" / "desk.db").exists()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "name",
    ["plain", "with space", "What now?", "50%20 off", "100%", "Who lied? May/June", "a#b", "ümlaut", "a?mode=ro"],
)
def test_a_workspace_lives_in_the_folder_that_is_named_whatever_its_name(tmp_path: Path, name: str) -> None:
    with open_database(settings.load({"workspace": tmp_path / name}, {})).writing() as session:
        corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
    assert [file.parent for file in tmp_path.rglob("factcheck.db")] == [tmp_path / name]
    assert exists(settings.load({"workspace": tmp_path / name}, {}))
    other = open_database(settings.load({"workspace": tmp_path / f"{name} too"}, {}))
    with other.reading() as session:
        assert corpus.stats(session).documents == 0


@pytest.mark.sqlite
@pytest.mark.parametrize("name", ["What now?", "50%20 off"])
def test_alembic_for_developers_finds_the_same_database(tmp_path: Path, name: str) -> None:
    open_database(settings.load({"workspace": tmp_path / name}, {})).close()
    command = [sys.executable, "-m", "alembic", "-c", str(Path(__file__).parents[1] / "alembic.ini"), "current"]
    environment = {**os.environ, "FACTCHECK_WORKSPACE": str(tmp_path / name), "FACTCHECK_DATABASE_URL": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert f"{database.REVISION} (head)" in done.stdout
    assert [file.parent for file in tmp_path.rglob("factcheck.db")] == [tmp_path / name]


# -- one that cannot be written -----------------------------------------------------------


@pytest.fixture
def sealed(opened: database.Database, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a document, which is taken for one that cannot be written. (Permissions do not bind root.)"""
    with opened.writing() as session:
        corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
    opened.close()
    monkeypatch.setattr(sqlite_file, "_is_writable", lambda _path: False)
    return Path(opened.place)


@pytest.mark.sqlite
def test_a_database_that_cannot_be_written_is_read_and_nothing_is_left_beside_it(sealed: Path) -> None:
    before = _fingerprints(sealed.parent)
    read = open_database(settings.load({"workspace": sealed.parent}, {}))
    with read.reading() as session:
        assert [document.id for document, _, _ in corpus.all_documents(session)] == ["note-1"]
    with pytest.raises(FactcheckError, match="cannot be written"), read.writing():
        pytest.fail("it can be written")
    with pytest.raises(FactcheckError, match="cannot be written"):
        read.check_writable()
    assert _fingerprints(sealed.parent) == before


@pytest.mark.sqlite
def test_what_another_has_written_into_the_log_is_read_too(
    opened: database.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened.writing() as session:  # and its log stays, as long as it is open
        corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
    monkeypatch.setattr(sqlite_file, "_is_writable", lambda _path: False)
    read = open_database(settings.load({"workspace": Path(opened.place).parent}, {}))
    with read.reading() as session:
        assert corpus.stats(session).documents == 1


@pytest.mark.sqlite
def test_a_write_by_another_while_it_is_read_without_locks_is_a_conflict(sealed: Path) -> None:
    read = open_database(settings.load({"workspace": sealed.parent}, {}))
    with pytest.raises(ConflictError, match="wrote it while it was read"), read.reading():
        _remove_the_note(sealed)


@pytest.mark.sqlite
def test_an_old_database_that_cannot_be_written_says_that_it_cannot_be_upgraded(sealed: Path) -> None:
    with closing(sqlite3.connect(sealed)) as older, older:
        older.execute("UPDATE alembic_version SET version_num = '0002'")
    with pytest.raises(FactcheckError, match=r"older version .*0002.*cannot be upgraded because it cannot be written"):
        open_database(settings.load({"workspace": sealed.parent}, {}))


@pytest.mark.sqlite
def test_a_newer_or_damaged_database_that_cannot_be_written_says_that(sealed: Path) -> None:
    with closing(sqlite3.connect(sealed)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FactcheckError, match="newer version"):
        open_database(settings.load({"workspace": sealed.parent}, {}))
    sealed.write_bytes(b"not a database at all" * 100)
    with pytest.raises(IntegrityError, match="not an SQLite database"):
        open_database(settings.load({"workspace": sealed.parent}, {}))


def _remove_the_note(path: Path) -> None:
    other = database.Database(database.make_engine(f"sqlite:///{path}"))
    with other.writing() as session:
        corpus.remove(session, "note-1")
    other.close()


def _fingerprints(folder: Path) -> dict[str, str]:
    return {file.name: domain.fingerprint(repr(file.read_bytes())) for file in folder.iterdir()}


def test_many_who_open_a_new_workspace_at_once_all_succeed(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            open_database(settings.load({"workspace": tmp_path}, {})).close()
        except BaseException as problem:
            failures.append(problem)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_transaction_that_fails_leaves_nothing(opened: database.Database) -> None:
    def fail() -> None:
        with opened.writing() as session:
            corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        fail()
    with opened.reading() as session:
        assert corpus.stats(session).documents == 0
        assert corpus.search_text(session, "wall", 5) == []


@pytest.mark.sqlite
def test_a_full_database_says_so_and_keeps_what_it_had(opened: database.Database) -> None:
    with opened.writing() as session:
        corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
    big = Document(id="big", text="word " * 200_000)

    def fill() -> None:
        with opened.writing() as session:
            session.connection().exec_driver_sql("PRAGMA max_page_count = 60")
            corpus.add_version(session, big, 1, [Span(0, len(big.text))], "b.jsonl")

    with pytest.raises(FactcheckError, match="no space left"):
        fill()
    with opened.reading() as session:
        assert [document.id for document, _, _ in corpus.all_documents(session)] == ["note-1"]


def test_a_writer_that_waits_too_long_is_a_conflict(
    tmp_path: Path, opened: database.Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "LONGEST_WAIT", 0.05)
    monkeypatch.setattr(postgres, "LONGEST_WAIT", 0.05)
    impatient = open_database(settings.load({"workspace": tmp_path}, {}))
    with opened.writing(), pytest.raises(ConflictError, match="another process"), impatient.writing():
        pytest.fail("two writers at once")


def test_a_changed_document_is_a_new_version_and_the_old_passages_stay(opened: database.Database) -> None:
    changed = Document(id="note-1", text="The wall is 400 km long.", title="A wall")
    with opened.writing() as session:
        corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
        corpus.add_version(session, changed, 2, [Span(0, 24)], "a.jsonl")
    with opened.reading() as session:
        assert [item.id for item in corpus.passages_of(session, "note-1")] == ["note-1@2#0"]
        old = dossier.passages_by_id(session, ["note-1#0"])["note-1#0"]
        assert (old.text, old.current) == ("The wall is 350 km long.", False)
        assert corpus.search_text(session, "350", 5) == []
        assert session.scalar(select(DocumentRow.current).where(DocumentRow.version == 2)) is True


@pytest.mark.parametrize(
    "query", ["COVID-19", "can't", '"', "AND OR NOT", "a* NEAR(b)", "col:umn", "wall's -wall", "ß İ", "\0"]
)
def test_full_text_search_takes_any_words(opened: database.Database, query: str) -> None:
    with opened.writing() as session:
        corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
    with opened.reading() as session:
        assert isinstance(corpus.search_text(session, query, 5), list)


def _dump(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(line for line in connection.iterdump() if not re.match("(BEGIN|COMMIT)", line))


@pytest.mark.sqlite
def test_a_backup_is_whole_while_somebody_writes(tmp_path: Path, opened: database.Database) -> None:
    with opened.writing() as session:
        corpus.add_version(session, DOCUMENT, 1, SPANS, "a.jsonl")
        sqlite_file.back_up(Path(opened.place), tmp_path / "copy.db")
    with opened.reading() as session:
        assert corpus.stats(session).documents == 1
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(tmp_path / "copy.db", restored / "factcheck.db")
    with open_database(settings.load({"workspace": restored}, {})).reading() as session:
        assert corpus.stats(session).documents == 0
