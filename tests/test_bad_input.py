"""What goes wrong in practice: each with its own message and exit code, and nothing lost."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import databases
import pytest

from factcheck import Article, Document, Workspace
from factcheck.errors import FactcheckError

Run = Callable[..., "subprocess.CompletedProcess[str]"]

STORY = "A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe said on Monday.\n"
LINES = [{"id": f"note-{n}", "text": f"In {1900 + n} the wall was {n} km long."} for n in range(1, 51)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "notes.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    return path


def complaint(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The last line on standard error of a run that failed as it should: in words, without a traceback."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


# -- articles ---------------------------------------------------------------------------


def test_a_missing_file(run: Run) -> None:
    assert "nowhere.txt: no such file" in complaint(run("check", "nowhere.txt"), 1)


def test_a_directory(run: Run, tmp_path: Path) -> None:
    assert "a folder, not an article" in complaint(run("read", tmp_path), 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "white space"),
        (b"\x7fELF\x00\x01\x02" * 50, "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        ("“The wall is 350 km long,” she said. ".encode() * 30 + b"\xe2\x80 broken", "UTF-8"),
    ],
    ids=["empty", "blank", "binary", "pdf", "broken-utf-8"],
)
def test_a_file_that_is_no_text(run: Run, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(content)
    said = complaint(run("check", path), 1)
    assert str(path) in said
    assert words in said


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no disk
    said = complaint(run("check", path), 1)
    assert "200,000,000" in said
    assert "max_bytes" in said


def test_one_bad_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(STORY, encoding="utf-8")
    done = run("check", "nowhere.txt", good, "--json")
    assert "nowhere.txt" in complaint(done, 3)
    failed, report = json.loads(done.stdout)
    assert (failed["file"], "nowhere.txt" in failed["problem"]) == ("nowhere.txt", True)
    assert report["claims"]
    assert json.loads(run("articles", "--json").stdout)[0]["id"] == report["article"]["id"]


def test_standard_input_is_an_article(run: Run) -> None:
    done = run("check", "-", "--json", "--published", "2025-11-01", stdin=STORY)
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert report["article"]["source"] is None
    assert {claim["speaker"]["name"] for claim in report["claims"] if claim["speaker"]} == {"Jane Roe"}


def test_an_article_that_nothing_is_found_for_has_its_searches_recorded(run: Run) -> None:
    claims = json.loads(run("check", "-", "--json", stdin=STORY).stdout)["claims"]
    assert claims
    assert all(claim["evidence"] == [] and claim["search"]["query"] == claim["text"] for claim in claims)
    assert all(claim["suggestion"]["verdict"] is None for claim in claims)


# -- the corpus -------------------------------------------------------------------------


def test_a_bad_line_is_named_and_the_others_are_added(run: Run, corpus: Path) -> None:
    lines = corpus.read_text(encoding="utf-8").splitlines()
    lines[36] = '{"id": "note-37", "text": '
    corpus.write_text("\n".join(lines), encoding="utf-8")
    done = run("corpus", "add", corpus)
    assert f"{corpus}, line 37: not valid JSON" in complaint(done, 3)
    assert done.stdout == "49 new, 0 changed, 0 unchanged documents\n"


def test_a_corpus_without_ids_is_refused_line_by_line(run: Run, corpus: Path) -> None:
    corpus.write_text("\n".join(json.dumps({"text": line["text"]}) for line in LINES), encoding="utf-8")
    said = complaint(run("corpus", "add", corpus), 1)
    assert 'line 1: no "id"' in said
    assert "and 40 more" in said
    assert json.loads(run("corpus", "stats", "--json").stdout)["documents"] == 0


def test_lines_of_json_are_known_by_every_suffix_they_have(run: Run, corpus: Path) -> None:
    lines = corpus.read_bytes().splitlines(keepends=True)
    (corpus.parent / "some.ndjson").write_bytes(b"".join(lines[:20]))
    (corpus.parent / "more.jsonl.gz").write_bytes(gzip.compress(b"".join(lines[20:])))
    corpus.unlink()
    assert run("corpus", "add", corpus.parent).stdout == "50 new, 0 changed, 0 unchanged documents\n"


def test_a_corpus_that_is_missing(run: Run) -> None:
    assert "nowhere.jsonl" in complaint(run("corpus", "add", "nowhere.jsonl"), 1)


def test_adding_twice_changes_nothing_and_a_changed_document_is_a_new_version(run: Run, corpus: Path) -> None:
    assert run("corpus", "add", corpus).stdout == "50 new, 0 changed, 0 unchanged documents\n"
    assert run("corpus", "add", corpus).stdout == "0 new, 0 changed, 50 unchanged documents\n"
    corpus.write_text(json.dumps({**LINES[0], "text": "In 1901 there was no wall."}), encoding="utf-8")
    assert run("corpus", "add", corpus).stdout == "0 new, 1 changed, 0 unchanged documents\n"
    (found,) = json.loads(run("corpus", "search", "In 1901 there was no wall", "-n", "1", "--json").stdout)
    assert found["passage_id"] == "note-1@2#0"


# -- the workspace ----------------------------------------------------------------------


def test_a_model_that_does_not_exist(run: Run, corpus: Path) -> None:
    said = complaint(run("corpus", "add", corpus, FACTCHECK_ENCODER="nobody/no-such-model"), 1)
    assert "nobody/no-such-model" in said


def test_a_database_from_a_newer_version_is_left_alone(run: Run, corpus: Path, workspace: Path) -> None:
    run("corpus", "add", corpus)
    with databases.opened_up(workspace) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in complaint(run("corpus", "stats"), 1)


@pytest.fixture
def sealed(cache: Path) -> Iterator[Path]:
    """A workspace with a document and an article, in which nobody may write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace(folder, cache=cache, judge="rules") as desk:
            desk.corpus_add_documents([Document(id="note-1", text="The wall is 1 km long.")])
            desk.check(desk.article(STORY))
        for path in (*folder.iterdir(), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield folder
        folder.chmod(0o755)


READING: dict[str, Callable[[Workspace], object]] = {
    "queue": lambda desk: desk.queue()[1],
    "show": lambda desk: desk.show(desk.queue()[0][0].claim.id)[1].claim.text,
    "report": lambda desk: desk.report(desk.articles()[0].article.id).article.title,
    "history": lambda desk: desk.history(),
    "verify": lambda desk: desk.verify(),
    "corpus list": lambda desk: [row[0] for row in desk.corpus_list()],
    "corpus stats": lambda desk: desk.corpus_stats().documents,
    "corpus verify": lambda desk: desk.corpus_verify(),
}


@pytest.mark.sqlite
@pytest.mark.parametrize("verb", READING)
def test_a_read_only_workspace_is_read(sealed: Path, verb: str) -> None:
    said = without_root(lambda: READING[verb](Workspace(sealed)))
    with Workspace(sealed) as desk:
        assert said == repr(READING[verb](desk))


@pytest.mark.sqlite
def test_a_read_only_workspace_is_not_written_and_says_so(sealed: Path) -> None:
    story = Article("A wall", ())
    for write in (
        lambda desk: desk.corpus_remove("note-1"),
        lambda desk: desk.corpus_add_documents([]),
        lambda desk: desk.check(story),
        lambda desk: desk.mark("abcd", "unverified", reason="conflicting", by="ana"),
        lambda desk: desk.reopen("abcd", note="again", by="ana"),
    ):
        said = without_root(lambda write=write: write(Workspace(sealed)))  # type: ignore[misc]
        assert said.startswith("FactcheckError: ")
        assert "cannot be written. Make the workspace writable or name another" in said
    assert "the workspace cannot be made" in without_root(lambda: Workspace(sealed / "new").make())


@pytest.mark.sqlite
def test_a_workspace_on_a_read_only_disk_is_read(run: Run, corpus: Path, tiny_disk: Path) -> None:
    elsewhere = {"FACTCHECK_WORKSPACE": str(tiny_disk)}
    assert run("corpus", "add", corpus, **elsewhere).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(tiny_disk)], check=True)
    assert run("verify", **elsewhere).stdout == "everything matches its fingerprint\n"
    assert run("queue", "--json", **elsewhere).returncode == 0
    assert "cannot be written" in complaint(run("corpus", "remove", "note-1", **elsewhere), 1)


# -- a workspace that is not there --------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("queue",),
        ("show", "abcd"),
        ("mark", "abcd", "supported", "--cite", "1", "--as", "ana"),
        ("reopen", "abcd", "--note", "again", "--as", "ana"),
        ("report", "abc"),
        ("articles",),
        ("history",),
        ("verify",),
        ("corpus", "list"),
        ("corpus", "search", "wall"),
        ("corpus", "stats"),
        ("corpus", "verify"),
        ("corpus", "remove", "note-1"),
        ("wording", "The wall is 1 km long"),
    ],
    ids=" ".join,
)
@pytest.mark.sqlite
def test_asking_a_workspace_that_is_not_there_makes_none(run: Run, workspace: Path, command: tuple[str, ...]) -> None:
    said = complaint(run(*command), 2)
    assert f"{workspace / 'factcheck.db'}: no such database" in said
    assert "`factcheck check` and `factcheck corpus add` make a workspace" in said
    assert not workspace.exists()


@pytest.mark.sqlite
def test_a_mistyped_workspace_is_told_its_neighbour(run: Run, workspace: Path, corpus: Path) -> None:
    right, mistyped = workspace.with_name("newsroom"), workspace.with_name("newsrom")
    run("--workspace", right, "corpus", "add", corpus)
    said = complaint(run("--workspace", mistyped, "queue"), 2)
    assert f"Did you mean {right}?" in said
    assert not mistyped.exists()


def test_who_makes_a_workspace_says_so_once(run: Run, workspace: Path, corpus: Path) -> None:
    assert f"a new workspace was made: {workspace}" in run("corpus", "add", corpus).stderr
    assert "a new workspace" not in run("corpus", "add", corpus).stderr
    other = workspace.with_name("other")
    assert f"a new workspace was made: {other}" in run("--workspace", other, "check", "-", stdin=STORY).stderr
    assert run("--workspace", other, "articles").returncode == 0


@pytest.mark.sqlite
def test_a_newcomer_who_has_named_no_workspace_is_told_how_to_begin(run: Run, tmp_path: Path) -> None:
    at_home = {"FACTCHECK_WORKSPACE": "", "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    said = complaint(run("queue", **at_home), 2)
    assert "nothing here yet: `factcheck corpus add`" in said
    assert list(tmp_path.rglob("factcheck.db")) == []


def without_root(action: Callable[[], object]) -> str:
    """What ``action`` says when it is done by somebody whom file permissions bind: nothing binds root."""
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        if os.geteuid() == 0:
            os.setuid(65534)
        try:
            said = repr(action())
        except FactcheckError as problem:
            said = f"{type(problem).__name__}: {problem}"
        except BaseException as problem:
            said = f"unexpected {problem!r}"
        os.write(write, said.encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as answer:
        return answer.read()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a database, but not for a corpus."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here, which takes root and Linux")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.sqlite
def test_a_full_disk(run: Run, corpus: Path, tiny_disk: Path, tmp_path: Path) -> None:
    run("corpus", "add", corpus, FACTCHECK_WORKSPACE=str(tiny_disk))
    before = run("corpus", "list", "--json", FACTCHECK_WORKSPACE=str(tiny_disk)).stdout
    assert len(json.loads(before)) == 50
    big = tmp_path / "big.jsonl"
    big.write_text(json.dumps({"id": "big", "text": "The wall is long. " * 60_000}), encoding="utf-8")
    said = complaint(run("corpus", "add", big, FACTCHECK_WORKSPACE=str(tiny_disk)), 1)
    assert "no space left" in said
    assert run("corpus", "list", "--json", FACTCHECK_WORKSPACE=str(tiny_disk)).stdout == before
    assert run("verify", FACTCHECK_WORKSPACE=str(tiny_disk)).returncode == 0


def test_settings_that_make_no_sense(run: Run, workspace: Path) -> None:
    workspace.mkdir()
    (workspace / "factcheck.toml").write_text("evidence_shown = -4\n", encoding="utf-8")
    assert "factcheck.toml, line 1: 'evidence_shown' wants a whole number from 1 to 100" in complaint(run("queue"), 2)


@pytest.mark.parametrize(
    "arguments",
    [("chekc",), ("check",), ("queue", "--limit", "0"), ("mark", "abc", "true"), ("report", "abc", "-f", "doc")],
)
def test_a_command_that_makes_no_sense_exits_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert "Usage" in complaint(run(*arguments), 2)


@pytest.mark.parametrize("name", ["nonsense", "", "undefined", "punycode", "idna", "unicode_escape", "rot13"])
def test_a_name_of_no_encoding_of_text_exits_with_2(run: Run, name: str) -> None:
    for command in (("read", "-"), ("check", "-"), ("corpus", "add", "-")):
        assert "the name of no encoding" in complaint(run(*command, "--encoding", name, stdin=STORY), 2)


def test_a_file_that_its_reader_trips_over_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a.eml").write_text(nested)
    (tmp_path / "c" / "b.eml").write_text(f"Content-Type: text/plain; charset=undefined\n\n{STORY}")
    done = run("corpus", "add", str(tmp_path / "c"))
    assert "a.eml: nested too deep to be read" in complaint(done, 3)
    assert "1 new" in done.stdout


def test_an_unknown_claim_or_article_exits_with_2(run: Run) -> None:
    run("check", "-", stdin=STORY)
    assert "no claim 'abcd'" in complaint(run("show", "abcd"), 2)
    assert "no article 'abcd'" in complaint(run("report", "abcd"), 2)
