"""What goes wrong beyond one machine: each with one clear line and its exit code, and nothing that was stored is lost.

Every message is one that a user reads: which database, what is the matter, what to do.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGQUIT

import postgres_server
import pytest
from postgres_server import Server

from factcheck import Document, Workspace
from factcheck.checking.index_file import PASSAGES
from factcheck.checking.searching import Searcher
from factcheck.errors import FactcheckError

pytestmark = pytest.mark.xdist_group("outgrown_bad_input")

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Say = Callable[..., "subprocess.CompletedProcess[str]"]

PASSWORD = "s3cret-of-the-desk"  # (of a server that lives as long as this test)
NOTES = [{"id": f"note-{n}", "text": f"In {1900 + n} the wall was {n} km long."} for n in range(1, 9)]
STORY = "A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe said on Monday.\n"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server.running() as found:
        if found is None:
            pytest.skip(postgres_server.NOTHING)
        # Servers of tests confirm what is not yet written; this one crashes, and is to be believed.
        sql(found, "ALTER ROLE tester SET synchronous_commit = on")
        yield found


@pytest.fixture
def url(server: Server) -> str:
    """A schema of its own for each workspace of a test."""
    return in_schemas(server.url())


def in_schemas(url: str) -> str:
    return f"{url}&options=-csearch_path%3D{{workspace}}"


def sql(server: Server, *statements: str, workspace: Path | None = None) -> list[tuple[object, ...]]:
    """What the last of ``statements`` finds, asked by the role that may do anything, in the schema of a workspace."""
    import psycopg

    from factcheck.store.location import schema_of

    with psycopg.connect(f"host={server.folder} user=tester dbname=postgres", autocommit=True) as connection:
        if workspace is not None:
            connection.execute(f"SET search_path TO {schema_of(workspace)}")
        for statement in statements:
            found = connection.execute(statement)
        return found.fetchall() if found.description else []


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.jsonl"
    path.write_text("\n".join(map(json.dumps, NOTES)), encoding="utf-8")
    return path


@pytest.fixture
def say(run: Run, url: str) -> Say:
    """Run the program at the server."""
    return lambda *words, **more: run(*words, **{"FACTCHECK_DATABASE_URL": url, **more})


@pytest.fixture
def filled(say: Say, notes: Path) -> Path:
    """The notes, in a workspace at the server."""
    assert say("corpus", "add", notes).returncode == 0
    return notes


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a run said which failed as it should, without what is said of progress."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert PASSWORD not in done.stderr + done.stdout
    lines = [line for line in done.stderr.splitlines() if re.match("factcheck: ", line)]
    assert lines, done.stderr
    print(lines[-1])
    return lines[-1]


def documents(say: Say) -> int:
    return len(json.loads(say("corpus", "list", "--json").stdout))


# -- a server that goes away and comes back ---------------------------------------------------


def test_a_server_that_is_away(say: Say, server: Server, filled: Path) -> None:
    server.stop(SIGQUIT)
    try:
        reading = complaint(say("queue"), 1)
        writing = complaint(say("corpus", "add", filled), 1)
    finally:
        server.start_again()
    for said in (reading, writing):
        assert "its server cannot be reached. See that it runs" in said
    assert documents(say) == len(NOTES)
    assert say("verify").returncode == 0


def test_an_open_workspace_goes_on_when_its_server_is_back(
    server: Server, url: str, tmp_path: Path, cache: Path
) -> None:
    with Workspace(tmp_path / "desk", database_url=url, cache=cache, user="ana") as desk:
        desk.make()
        desk.share()  # as `serve` does
        desk.corpus_add_documents([Document("before", "The wall is 350 km long.")])
        assert desk.waiting().total == 0
        server.stop(SIGQUIT)
        try:
            for asked in (desk.waiting, desk.take, lambda: desk.corpus_add_documents([Document("lost", "No.")])):
                with pytest.raises(FactcheckError, match=r"its server (cannot be reached|went away)"):
                    asked()
        finally:
            server.start_again()
        assert desk.waiting().total == 0
        desk.corpus_add_documents([Document("after", "The wall is 351 km long.")])
        assert [one.id for one in desk.corpus_list()] == ["after", "before"]
        assert not desk.verify().damage


def test_a_server_that_goes_away_in_the_middle(
    say: Say, server: Server, workspace: Path, filled: Path, tmp_path: Path
) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text("".join(json.dumps({"id": f"m{n}", "text": f"Wall {n}."}) + "\n" for n in range(40)))
    sql(
        server,
        "CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN IF NEW.id = 'm20' THEN PERFORM pg_sleep(60); END IF; RETURN NEW; END$$",
        "CREATE TRIGGER linger BEFORE INSERT ON documents FOR EACH ROW EXECUTE FUNCTION linger()",
        workspace=workspace,
    )
    done: list[subprocess.CompletedProcess[str]] = []
    adding = threading.Thread(target=lambda: done.append(say("corpus", "add", many)))
    adding.start()
    sleeping = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    until = time.monotonic() + 60
    while not sql(server, sleeping) and time.monotonic() < until:
        time.sleep(0.02)
    server.stop(SIGQUIT)
    adding.join()
    server.start_again()
    said = complaint(done[0], 1)
    assert "its server went away in the middle. Nothing of this step was stored; run the command again" in said
    sql(server, "DROP TRIGGER linger ON documents", workspace=workspace)
    assert documents(say) == len(NOTES)
    assert say("corpus", "add", many).returncode == 0
    assert documents(say) == len(NOTES) + 40


# -- who may not come in ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guarded(server: Server) -> Server:
    """The server, with a database ``locked`` that wants a password."""
    rules = server.folder / "data" / "pg_hba.conf"
    rules.write_text(f"local locked all scram-sha-256\n{rules.read_text()}")
    sql(
        server,
        "CREATE DATABASE locked",
        f"CREATE ROLE clerk LOGIN PASSWORD '{PASSWORD}'",
        "GRANT CREATE ON DATABASE locked TO clerk",
        "SELECT pg_reload_conf()",
    )
    return server


def of_clerk(server: Server, password: str, scheme: str = "postgresql+psycopg") -> str:
    host = str(server.folder).replace("/", "%2F")
    return in_schemas(f"{scheme}://clerk{password and ':' + password}@/locked?host={host}")


def test_a_wrong_password_is_refused_and_shown_nowhere(run: Run, guarded: Server, notes: Path) -> None:
    for password in ("wrong-" + PASSWORD, ""):
        said = complaint(run("corpus", "add", notes, FACTCHECK_DATABASE_URL=of_clerk(guarded, password)), 1)
        assert "its server refuses the name or the password. Mend them in the database URL" in said
    assert run("corpus", "add", notes, FACTCHECK_DATABASE_URL=of_clerk(guarded, PASSWORD)).returncode == 0


def test_a_password_is_never_printed(run: Run, guarded: Server, notes: Path, workspace: Path) -> None:
    right = of_clerk(guarded, PASSWORD)
    commands = (["corpus", "add", notes], ["doctor"], ["verify"])
    for words in commands:
        done = run(*words, FACTCHECK_DATABASE_URL=right)
        assert PASSWORD not in done.stdout + done.stderr, words
    wrong = {
        right.replace("locked", "nowhere"): 1,
        right.replace("clerk", "nobody-of-that-name"): 1,
        right.replace("postgresql+psycopg", "mysql"): 2,
        right.replace("postgresql+psycopg", "postgresql+asyncpg"): 2,
        right.replace("@/", "@localhost:notaport/"): 2,
        right.replace("@/", "@[::1/"): 2,
        right.replace("options=", f"password={PASSWORD}&opt="): 2,
        right.replace("://", ":/"): 2,
    }
    for address, code in wrong.items():
        complaint(run("queue", FACTCHECK_DATABASE_URL=address), code)
    workspace.mkdir(exist_ok=True)
    (workspace / "factcheck.toml").write_text(f'database_url = "{right}"\nnonsense = 1\n', encoding="utf-8")
    complaint(run("queue"), 2)


def test_a_role_that_may_only_read(say: Say, run: Run, server: Server, workspace: Path, filled: Path, url: str) -> None:
    from factcheck.store.location import schema_of

    sql(
        server,
        "CREATE ROLE reader LOGIN",
        f"GRANT USAGE ON SCHEMA {schema_of(workspace)} TO reader",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema_of(workspace)} TO reader",
    )
    reader = {"FACTCHECK_DATABASE_URL": url.replace("tester@", "reader@")}
    before = say("corpus", "list", "--json").stdout
    for words in (["queue"], ["corpus", "stats"], ["verify"], ["corpus", "search", "wall"]):
        done = run(*words, **reader)
        assert done.returncode == 0, (words, done.stderr)
    assert run("corpus", "list", "--json", **reader).stdout == before
    for words in (["corpus", "add", filled], ["corpus", "remove", "note-1"], ["flag", filled.parent]):
        said = complaint(run(*words, **reader), 1)
        assert "it can only be read" in said
        assert "Name a server and a role that may" in said
    assert say("corpus", "list", "--json").stdout == before


# -- what the server lacks, or has too new -----------------------------------------------------------


def test_a_server_without_pgvector_will_do(run: Run, notes: Path, workspace: Path) -> None:
    with postgres_server.running(pgvector=False) as bare:
        if bare is None:
            pytest.skip(postgres_server.NOTHING)
        at = {"FACTCHECK_DATABASE_URL": in_schemas(bare.url())}
        assert run("corpus", "add", notes, **at).returncode == 0
        found = run("corpus", "search", "the wall in 1905", "--json", **at)
        assert found.returncode == 0, found.stderr
        assert json.loads(found.stdout)[0]["passage_id"].startswith("note-")
        assert run("verify", **at).returncode == 0
        said = complaint(run("corpus", "search", "wall", **at, FACTCHECK_INDEX="pgvector"), 2)
        assert "the server has no pgvector: install it there" in said


def test_a_database_of_a_newer_version_is_left_alone(say: Say, server: Server, workspace: Path, filled: Path) -> None:
    before = sql(server, "SELECT * FROM documents", workspace=workspace)
    sql(server, "UPDATE alembic_version SET version_num = '9999'", workspace=workspace)
    for words in (["queue"], ["corpus", "add", filled], ["verify"], ["flag", filled.parent]):
        said = complaint(say(*words), 1)
        assert "made by a newer version of factcheck (revision 9999" in said
        assert "Nothing was changed; upgrade factcheck." in said
    assert sql(server, "SELECT * FROM documents", workspace=workspace) == before


def test_a_schema_of_somebody_else_is_left_alone(say: Say, server: Server, workspace: Path, notes: Path) -> None:
    from factcheck.store.location import schema_of

    name = schema_of(workspace)
    sql(server, f"CREATE SCHEMA {name}", f"CREATE TABLE {name}.invoices (id int)")
    said = complaint(say("corpus", "add", notes), 1)
    assert "holds tables that are not factcheck's. Name another schema" in said


# -- a disk that fills up in the middle ------------------------------------------------------------------


@pytest.fixture
def tiny_disk(server: Server, tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes that the server may write; skips where mounting is not allowed."""
    folder = Path(str(server.folder)) / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    owner = (server.folder / "data").stat()
    shutil.chown(folder, owner.st_uid, owner.st_gid)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_server_whose_disk_is_full(
    say: Say, server: Server, workspace: Path, filled: Path, tiny_disk: Path, tmp_path: Path
) -> None:
    from factcheck.store.location import schema_of

    sql(server, f"CREATE TABLESPACE tiny LOCATION '{tiny_disk}'")
    sql(server, f"ALTER TABLE {schema_of(workspace)}.documents SET TABLESPACE tiny")
    big = tmp_path / "big.jsonl"
    words = [f"w{number * 7919 % 100_003}" for number in range(300_000)]  # such as does not compress to nothing
    lines = [{"id": f"big-{n}", "text": " ".join(words[n * 60_000 : (n + 1) * 60_000])} for n in range(5)]
    big.write_text("".join(json.dumps(line) + "\n" for line in lines * 4), encoding="utf-8")
    ballast = "CREATE TABLE ballast (x text) TABLESPACE tiny"
    sql(server, ballast, "ALTER TABLE ballast ALTER x SET STORAGE EXTERNAL")
    with suppress(Exception):
        sql(server, "INSERT INTO ballast SELECT repeat('x', 3000) FROM generate_series(1, 100000)")
    for size in (1000, 100):
        for _ in range(2000 // size):
            with suppress(Exception):
                sql(server, f"INSERT INTO ballast SELECT repeat('x', 3000) FROM generate_series(1, {size})")
    before = say("corpus", "list", "--json").stdout
    said = complaint(say("corpus", "add", big), 1)
    assert "no space left on the disk. Nothing of this step was stored; free some and run it again." in said
    assert say("corpus", "list", "--json").stdout == before
    assert say("verify").returncode == 0
    sql(server, "DROP TABLE ballast", f"ALTER TABLE {schema_of(workspace)}.documents SET TABLESPACE pg_default")
    sql(server, "DROP TABLESPACE tiny")


def test_a_statement_that_finds_the_disk_full(
    say: Say, server: Server, workspace: Path, filled: Path, tmp_path: Path
) -> None:
    """What a server says then, in the middle of a transaction, wherever mounting is not allowed."""
    sql(
        server,
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.id = 'm3' THEN RAISE "
        "'could not extend file \"base/5/1\": No space left on device' USING ERRCODE = '53100'; END IF; "
        "RETURN NEW; END$$",
        "CREATE TRIGGER full_disk BEFORE INSERT ON documents FOR EACH ROW EXECUTE FUNCTION full_disk()",
        workspace=workspace,
    )
    more = tmp_path / "more.jsonl"
    more.write_text("".join(json.dumps({"id": f"m{n}", "text": f"Wall {n}."}) + "\n" for n in range(6)))
    said = complaint(say("corpus", "add", more), 1)
    assert "no space left on the disk. Nothing of this step was stored" in said
    assert documents(say) == len(NOTES)


# -- the index file ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Workspace]:
    """A workspace with an index file."""
    with Workspace(tmp_path_factory.mktemp("indexed"), cache=cache) as desk:
        desk.corpus_add_documents([Document(**note) for note in NOTES])  # type: ignore[arg-type]
        desk.corpus_search("wall")
        yield desk


@pytest.mark.parametrize("how", ["of another model", "damaged", "cut", "empty", "text"])
def test_an_index_file_that_is_wrong_is_made_anew(indexed: Workspace, how: str) -> None:
    folder = indexed.settings.workspace
    files = [file for file in (folder / PASSAGES).iterdir() if file.name != "lock"]
    assert len(files) > 1
    right = nearest(indexed)
    assert len(right) == len(NOTES)
    for file in files:
        content = file.read_bytes()
        model = re.search(rb'"model": "[^"]*', content)
        file.write_bytes(
            {
                "of another model": content.replace(model.group(), model.group()[:-1] + b"?") if model else content,
                "damaged": content[: len(content) // 2] + b"\xff\x00\xff" + content[len(content) // 2 + 3 :],
                "cut": content[: len(content) // 3],
                "empty": b"",
                "text": b"This is no index.\n" * 50,
            }[how]
        )
    assert nearest(indexed) == right


def nearest(desk: Workspace) -> list[tuple[int, float]]:
    """The passages nearest to a question, by an index that is opened anew."""
    (vector,) = desk.encoder.encode(["the wall in 1905"])
    with Searcher(desk.database, desk.encoder, desk.settings.workspace).snapshot() as snapshot:
        return [(key, round(cosine, 6)) for key, cosine in snapshot.index.search(vector, 10)]


# -- the address -------------------------------------------------------------------------------------------


def test_the_usual_ways_of_writing_it_are_understood(run: Run, url: str, filled: Path) -> None:
    for scheme in ("postgres", "postgresql", "postgresql+psycopg"):
        at = {"FACTCHECK_DATABASE_URL": url.replace("postgresql+psycopg", scheme)}
        assert len(json.loads(run("corpus", "list", "--json", **at).stdout)) == len(NOTES), filled


@pytest.mark.parametrize(
    "typo",
    ["postgre://h/d", "postgresql+psycopg2://h/d", "posgresql://h/d", "C:/desk.db", "sqlite:desk"],
)
def test_a_typo_is_told_with_what_to_write(run: Run, typo: str) -> None:
    said = complaint(run("queue", FACTCHECK_DATABASE_URL=typo), 2)
    assert "Write sqlite:///PATH or postgresql+psycopg://USER@HOST/DATABASE." in said


def test_without_psycopg_it_says_what_to_install(tmp_path: Path, cache: Path) -> None:
    """A process in which psycopg cannot be imported, as where the extra was not installed."""
    program = (
        "import sys\n"
        "class Without:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0].startswith('psycopg'):\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "from factcheck.cli import main\n"
        "sys.argv[1:] = ['--workspace', sys.argv[1], 'queue']\n"
        "main()\n"
    )
    address = "postgresql+psycopg://clerk:" + PASSWORD + "@localhost/desk"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "desk")],
        env={"FACTCHECK_DATABASE_URL": address, "FACTCHECK_CACHE": str(cache), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "pip install 'factcheck[postgres]'" in complaint(done, 2)
