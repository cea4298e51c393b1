"""What goes wrong in practice: each with its own message and exit code, and nothing lost."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from factcheck import Workspace
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
    assert "a folder, not an article" in complaint(run("check", tmp_path), 1)


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
    (report,) = json.loads(done.stdout)
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
    assert all(claim["suggestion"]["verdict"] == "unverified" for claim in claims)


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
    with closing(sqlite3.connect(workspace / "factcheck.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version" in complaint(run("corpus", "stats"), 1)


def test_a_read_only_workspace(corpus: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace(folder) as opened:
            assert opened.corpus_list() == []
        for path in (*folder.iterdir(), folder):
            path.chmod(0o555 if path.is_dir() else 0o444)
        assert without_root(lambda: Workspace(folder).corpus_remove("note-1")).startswith("FactcheckError")
        assert "--workspace" in without_root(lambda: Workspace(folder / "new").corpus_list())
        folder.chmod(0o755)


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
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted here, which takes root and Linux")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


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
    (workspace / "factcheck.toml").write_text("evidence_shown = 'many'\n", encoding="utf-8")
    assert "'evidence_shown' wants int" in complaint(run("queue"), 2)
    (workspace / "factcheck.toml").write_text("colour = true\n", encoding="utf-8")
    assert "unknown setting 'colour'" in complaint(run("queue"), 2)
    (workspace / "factcheck.toml").write_text("= true\n", encoding="utf-8")
    assert "not valid TOML" in complaint(run("queue"), 2)


@pytest.mark.parametrize(
    "arguments",
    [("chekc",), ("check",), ("queue", "--limit", "0"), ("mark", "abc", "true"), ("report", "abc", "-f", "doc")],
)
def test_a_command_that_makes_no_sense_exits_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    assert "Usage" in complaint(run(*arguments), 2)


def test_an_unknown_claim_or_article_exits_with_2(run: Run) -> None:
    assert "no claim 'abc'" in complaint(run("show", "abc"), 2)
    assert "no article 'abc'" in complaint(run("report", "abc"), 2)
