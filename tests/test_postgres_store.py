"""What is PostgreSQL's own: its transactions, its upgrade, and that it keeps exactly what SQLite keeps."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import one_server
import pytest
from sqlalchemy import exc, text

from factcheck import settings
from factcheck.domain import Document, Span
from factcheck.errors import ConflictError, FactcheckError, InputError, IntegrityError
from factcheck.store import (
    Database,
    corpus,
    dialects,
    fetches,
    flags,
    migrations,
    open_database,
    postgres,
    remedies,
    restoring,
)
from factcheck.store.database import make_engine
from factcheck.store.location import url_of
from factcheck.store.plain import REVISION, rows
from factcheck.store.remedies import without_password

pytestmark = pytest.mark.xdist_group("postgres store")

WALL = Document(
    id="note-1", text="The wall is 350 km long. It was begun in 2022.", title="A wall", extra={"b": 1, "a": 2}
)
SPANS = [Span(0, 24), Span(25, 46)]


def opened(folder: Path, url: str = "") -> Database:
    return open_database(settings.load({"workspace": folder}, {"FACTCHECK_DATABASE_URL": url or one_server.url()}))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database with one document."""
    database = opened(tmp_path_factory.mktemp("server"))
    with database.writing() as session:
        corpus.add_version(session, WALL, 1, SPANS, "a.jsonl")
    yield database
    database.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The same in SQLite's file."""
    folder = tmp_path_factory.mktemp("file")
    database = opened(folder, f"sqlite:///{folder / 'factcheck.db'}")
    with database.writing() as session:
        corpus.add_version(session, WALL, 1, SPANS, "a.jsonl")
    yield database
    database.close()


# -- transactions -------------------------------------------------------------------------


def test_a_reader_sees_one_state_and_waits_for_nobody(made: Database) -> None:
    with made.reading() as before:
        assert corpus.stats(before).documents == 1
        with made.writing() as session:
            corpus.add_version(session, Document(id="later", text="Later."), 1, [Span(0, 6)], "a.jsonl")
            assert corpus.stats(before).documents == 1  # while it is being written
        assert corpus.stats(before).documents == 1  # and after
    with made.writing() as session:
        assert corpus.remove(session, "later")


def test_nothing_is_written_where_it_is_only_read(made: Database) -> None:
    with pytest.raises(FactcheckError, match="it can only be read"), made.reading() as session:
        corpus.remove(session, "note-1")


def test_writers_wait_for_each_other_and_not_for_ever(made: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []

    def write(number: int) -> None:
        with made.writing():
            done.append(number)

    with made.writing():
        waiting = threading.Thread(target=write, args=[1])
        waiting.start()
        waiting.join(0.3)
        assert done == []
    waiting.join()
    assert done == [1]
    monkeypatch.setattr(postgres, "LONGEST_WAIT", 0.05)
    with made.writing(), pytest.raises(ConflictError, match="another process"), made.writing():
        pytest.fail("two writers at once")


@pytest.mark.parametrize(
    "statement", ["UPDATE entries SET note = ''", "DELETE FROM citations", "TRUNCATE entries CASCADE"]
)
def test_the_log_is_appended_to_and_never_edited(made: Database, statement: str) -> None:
    with pytest.raises(IntegrityError, match="never edited"), made.writing() as session:
        session.execute(text(statement))


def test_what_two_write_at_once_is_a_conflict_and_a_step_that_failed_goes_no_further(made: Database) -> None:
    with pytest.raises(ConflictError, match="at the same time"), made.writing() as session:
        corpus.add_version(session, WALL, 1, SPANS, "a.jsonl")

    def go_on() -> None:
        with made.writing() as session:
            with pytest.raises(exc.DBAPIError):
                session.connection().exec_driver_sql("SELECT nothing")
            session.connection().exec_driver_sql("SELECT 1")

    with pytest.raises(FactcheckError, match="an earlier statement"):
        go_on()


# -- what is kept -------------------------------------------------------------------------


def test_texts_are_in_the_order_of_their_bytes_and_whole_numbers_have_64_bits(made: Database) -> None:
    fetch = fetches.KeptFetch(0, "u", "u", "t", 200, (), "0" * 64, 5_000_000_000, "a.warc", 6_000_000_000)
    ids = ["Zebra", "apple", "Éclair", "a b", "a-b", "\U0001f600", "\uffee"]
    with made.writing() as session:
        key = fetches.put(session, fetch)
        for one in ids:
            corpus.add_version(session, Document(id=one, text="x"), 1, [Span(0, 1)], "a.jsonl")
    with made.reading() as session:
        kept = fetches.by_key(session, key)
        assert kept is not None
        assert (kept.size, kept.offset) == (5_000_000_000, 6_000_000_000)
        listed = [row.id for row in rows(session, "SELECT id FROM documents WHERE text = 'x' ORDER BY id")]
        assert listed == sorted(ids, key=str.encode)
    with made.writing() as session:
        for one in ids:
            corpus.remove(session, one)


def test_json_comes_back_letter_by_letter(made: Database) -> None:
    odd = {"b": 1, "a": [1.0, 0.1, 1e-300, 2**60], "nul": "a\0b", "half": "\ud800", "é": None}
    with made.writing() as session:
        corpus.add_version(session, Document(id="odd", text="x", extra=odd), 1, [Span(0, 1)], "a.jsonl")
    with made.reading() as session:
        (found,) = [one for one, _, _ in corpus.all_documents(session) if one.id == "odd"]
        assert list(found.extra.items()) == list(odd.items())
    with made.writing() as session:
        corpus.remove(session, "odd")


def test_what_it_cannot_keep_is_refused_and_leaves_nothing(made: Database) -> None:
    for bad, complaint in (
        (Document(id="bad", text="a\0b"), "holds a NUL character"),
        (Document(id="bad", text="x", extra={"n": float("nan")}), "none that JSON has"),
    ):
        with pytest.raises(InputError, match=complaint), made.writing() as session:
            corpus.add_version(session, bad, 1, [Span(0, 1)], "a.jsonl")
    with made.reading() as session:
        assert corpus.known(session, ["bad"]) == {}


def test_more_names_than_a_statement_takes_parameters(made: Database) -> None:
    with made.reading() as session:
        assert set(corpus.known(session, ["note-1", *map(str, range(66_000))])) == {"note-1"}


def test_items_stay_in_the_order_in_which_they_were_met(made: Database) -> None:
    with made.writing() as session:
        for key in ("z", "a", "m", "z"):
            flags.put_item(session, flags.LookedAt(key, "s", key, "0", "done", "", None, None, {}, "t"))
    with made.reading() as session:
        assert [row.key for row in rows(session, "SELECT key FROM items ORDER BY number")] == ["z", "a", "m"]


def test_keys_that_were_given_by_hand_are_given_to_nobody_else(made: Database) -> None:
    columns, words = 'what, value, note, "by", at', "'words', '', '', '', ''"
    with made.writing() as session:
        session.execute(text(f"INSERT INTO mutes (key, {columns}) VALUES (70, {words})"))
        dialects.advance_sequences(session)
        session.execute(text(f"INSERT INTO mutes ({columns}) VALUES ({words})"))
        assert [row.key for row in rows(session, "SELECT key FROM mutes ORDER BY key")] == [70, 71]


@pytest.mark.parametrize(
    "query",
    [
        "wall",
        "WALLS",
        "beginning",
        "350",
        "350 km",
        "begun-in",
        "the",
        "it's 2022",
        "",
        "\0",
        "a* & !b | (c:d)",
        "Ünïcode",
    ],
)
def test_the_same_words_find_the_same_passages_on_both(made: Database, file: Database, query: str) -> None:
    with made.reading() as server, file.reading() as session:
        assert [key for key, _ in corpus.search_text(server, query, 5)] == [
            key for key, _ in corpus.search_text(session, query, 5)
        ]


# -- upgrades -----------------------------------------------------------------------------


def test_an_older_one_is_upgraded_and_it_is_said_that_no_copy_is_made(tmp_path: Path) -> None:
    chosen = settings.load({"workspace": tmp_path}, {"FACTCHECK_DATABASE_URL": one_server.url()})
    engine = make_engine(url_of(chosen))
    with postgres.upgrade_lock(engine):
        migrations.upgrade(engine, "0013")
    with engine.begin() as connection:
        for number, key in enumerate(("b", "a")):
            row = f"('{key}', 's', 'p', '0', 'done', '', '{{}}', '2026-01-0{number + 1}')"
            connection.execute(
                text(f"INSERT INTO items (key, source, place, sha256, state, problem, about, at) VALUES {row}")
            )
    engine.dispose()
    told: list[str] = []
    database = open_database(chosen, told.append)
    (said,) = told
    assert f"from revision 0013 to {REVISION}" in said
    assert "pg_dump" in said
    with database.reading() as session:
        assert [row.key for row in rows(session, "SELECT key FROM items ORDER BY number")] == ["b", "a"]
    database.close()


def test_an_upgrade_that_fails_leaves_the_old_one_whole(tmp_path: Path) -> None:
    chosen = settings.load({"workspace": tmp_path}, {"FACTCHECK_DATABASE_URL": one_server.url()})
    engine = make_engine(url_of(chosen))
    with postgres.upgrade_lock(engine):
        migrations.upgrade(engine, "0011")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mutes (key integer)"))  # which 0013 makes
    with pytest.raises(exc.ProgrammingError):
        open_database(chosen)
    assert postgres.revision(engine) == "0011"
    engine.dispose()


def test_every_remedy_names_something_to_do() -> None:
    told = [words for table in (remedies._SQLITE, remedies._SQLSTATES, remedies._UNCONNECTED) for _, _, words in table]
    assert all((words.endswith(".") and words[0].islower()) or words.startswith("PostgreSQL") for words in told)


@pytest.mark.parametrize(
    ("search_path", "schema"),
    [
        ("NewsRoom_1,public", "newsroom_1"),
        ("%22News,Room%22,public", "News,Room"),
        ("%22a%22%22b%22", 'a"b'),
        ("x" * 70, "x" * 63),
    ],
)
def test_a_schema_is_the_one_that_the_server_understands(tmp_path: Path, search_path: str, schema: str) -> None:
    for _ in range(2):
        database = opened(tmp_path, one_server.url(search_path))
        with database.reading() as session:
            assert session.scalar(text("SELECT current_schema()")) == schema
            assert session.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 0
            where = text("SELECT count(*) FROM pg_tables WHERE schemaname = :name AND tablename = 'entries'")
            assert session.scalar(where, {"name": schema}) == 1
        database.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana:geheim@host/desk",
        "postgresql://ana:very geheim@host/desk",
        "postgresql://ana:p@geheim@host/desk",
        "postgresql://ana@host/desk?password=geheim",
        "postgresql://ana@host/desk?sslpassword=geheim&x=1",
    ],
)
def test_no_password_is_shown(tmp_path: Path, url: str) -> None:
    given = settings.load({"workspace": tmp_path}, {"FACTCHECK_DATABASE_URL": url})
    assert "geheim" not in without_password(url)
    assert "geheim" not in restoring.placed(given).name


@pytest.mark.parametrize("isolation", ["repeatable read", "serializable"])
def test_writers_see_what_those_before_them_wrote_whatever_the_server_is_set_to(tmp_path: Path, isolation: str) -> None:
    """A stricter isolation would let who waited for their turn see what was there before it."""
    setting = isolation.replace(" ", "%5C%20")
    database = opened(tmp_path, f"{one_server.url()}%20-cdefault_transaction_isolation%3D{setting}")
    begun, stored = threading.Event(), threading.Event()
    seen: list[int] = []

    def second() -> None:
        begun.wait()
        with database.writing() as session:
            seen.append(corpus.stats(session).documents)
        stored.set()

    other = threading.Thread(target=second)
    other.start()
    with database.writing() as session:
        corpus.add_version(session, WALL, 1, SPANS, "a.jsonl")
        begun.set()
        assert not stored.wait(0.5)
    other.join()
    database.close()
    assert seen == [1]
