"""What the program writes to where not every letter can be shown, and what it reads when nothing is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import databases
import pytest

from factcheck import Workspace
from factcheck.cli.streams import in_ascii

PROGRAM = Path(sys.executable).with_name("factcheck")
STORY = """Bridge to reopen – “at last”

By Zoë Łuczak

“The bridge isn’t safe… not for 40-tonne lorries 😀,” Ana Ruiz, an engineer at Lund University, told Radio Kraków.

Minister Désirée Åberg said that crime had nearly doubled since 2019.
"""
TRANSCRIPT = (
    "Ana Ruiz: The bridge isn’t safe – not for 40-tonne lorries. Crime has “doubled” since 2019, Désirée Åberg said.\n"
)

Write = Callable[..., "subprocess.CompletedProcess[bytes]"]


class Desk(NamedTuple):
    """A workspace in which the story was checked and a claim decided, and the files beside it."""

    folder: Path
    claim: str
    article: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Desk:
    folder = tmp_path_factory.mktemp("streams")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    (folder / "transcript.txt").write_text(TRANSCRIPT, encoding="utf-8")
    pair = {"id": "p–1", "claim": "Crime has doubled…", "evidence": "Crime has “doubled” since 2019."}
    (folder / "pairs.jsonl").write_text(json.dumps(pair), encoding="utf-8")
    with Workspace(folder / "workspace", cache=cache, judge="rules") as opened:
        opened.corpus_add(folder / "transcript.txt")
        report = opened.check(folder / "story.txt")
        claim = report.claims[-1].claim.id
        opened.mark(claim, "unverified", reason="conflicting", note="“doubled” – or not…", by="Zoë")
        return Desk(folder, claim, report.article.id)


@pytest.fixture(scope="module")
def write(desk: Desk, cache: Path) -> Write:
    """Run the program in the desk's folder and give the bytes that it wrote."""

    def write(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("FACTCHECK_", "PYTHON"))}
        settings = {
            "FACTCHECK_WORKSPACE": str(desk.folder / "workspace"),
            "FACTCHECK_CACHE": str(cache),
            "FACTCHECK_JUDGE": "rules",
            "HF_HUB_OFFLINE": "1",
            "LC_ALL": "C.UTF-8",
        }
        environment = {**inherited, **databases.environment(), **settings, **options.pop("env", {})}  # type: ignore[dict-item]
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(PROGRAM), *arguments], env=environment, cwd=desk.folder, capture_output=True, check=False, **options
        )

    return write


def shown(done: subprocess.CompletedProcess[bytes], encoding: str) -> str:
    """What was written, read as what it was written in; without a traceback."""
    said = done.stderr.decode(encoding)
    assert "Traceback" not in said, said
    assert done.returncode == 0, said
    return done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859-15", "cp437", "cp1252", "ascii"])
def test_letters_that_an_output_lacks_are_plain_or_escaped_and_json_loses_none(
    write: Write, desk: Desk, encoding: str
) -> None:
    env = {"PYTHONIOENCODING": encoding}
    quoted = " ".join(shown(write("quotes", "story.txt", env=env), encoding).split())
    assert ("isn't safe" in quoted) or encoding == "cp1252"
    assert "\\U0001f600" in quoted
    lines = shown(write("quotes", "story.txt", "--json", env=env), "ascii")
    assert json.loads(lines)["text"] == STORY
    assert json.loads(shown(write("report", desk.article, "-f", "json", env=env), "ascii"))["article"]["id"]
    assert "Bridge to reopen" in shown(write("report", desk.article, env=env), encoding)
    assert "Bridge to reopen" in shown(write("report", desk.article, "-f", "md", env=env), encoding)
    page = shown(write("report", desk.article, "-f", "html", env=env), "utf-8")
    assert "“at last”" in page  # the page says that it is UTF-8, and so it is


def test_utf_8_is_written_as_ever(write: Write) -> None:
    assert "isn’t safe… not" in shown(write("quotes", "story.txt"), "utf-8")
    assert "“at last”" in shown(write("quotes", "story.txt", "--json"), "utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "story.txt"),
        ("check", "story.txt", "--json"),
        ("quotes", "story.txt", "--explain"),
        ("quotes", "story.txt", "--profile"),
        ("quotes", "story.txt", "--format", "table"),
        ("stance", "pairs.jsonl"),
        ("wording", "story.txt", "--in", "transcript.txt"),
        ("wording", "Crime has “doubled” since…", "--json"),
        ("corpus", "add", "transcript.txt"),
        ("corpus", "list"),
        ("corpus", "search", "“doubled” crime"),
        ("corpus", "stats"),
        ("corpus", "verify"),
        ("articles",),
        ("queue",),
        ("queue", "--decided", "--json"),
        ("show", "CLAIM"),
        ("show", "CLAIM", "--json"),
        ("mark", "CLAIM", "unverified", "--reason", "conflicting", "--note", "“so”", "--as", "Zoë"),
        ("reopen", "CLAIM", "--note", "– again –", "--as", "Zoë"),
        ("history",),
        ("verify",),
        ("evaluate", "stance", "--help"),
        ("stance", "--help"),
    ],
    ids=" ".join,
)
def test_every_command_can_be_read_where_there_is_nothing_but_ascii(
    write: Write, desk: Desk, arguments: tuple[str, ...]
) -> None:
    given = [desk.claim if word == "CLAIM" else word for word in arguments]
    written = shown(write(*given, env={"PYTHONIOENCODING": "ascii"}), "ascii")
    assert written
    if "--json" in arguments:
        assert json.loads(written)


def test_errors_are_told_where_not_every_letter_can_be_shown(write: Write) -> None:
    for arguments in (("check", "Łuczak – story.txt"), ("mark", "abc", "“true”")):
        done = write(*arguments, env={"PYTHONIOENCODING": "ascii"})
        assert done.returncode in (1, 2)
        assert b"Traceback" not in done.stderr
        assert done.stderr.isascii()


@pytest.mark.parametrize("text", ["", "plain", "é", "“…”", "😀", "\u2028é\x7f"])
def test_json_in_ascii_is_the_same_json(text: str) -> None:
    written = in_ascii(json.dumps({text: text}, ensure_ascii=False))
    assert written.isascii()
    assert json.loads(written) == {text: text}


# -- streams that are closed --------------------------------------------------------------


@pytest.mark.parametrize("command", ["check -", "quotes -", "wording -", "stance -"])
def test_a_closed_standard_input_is_an_error_that_says_so(write: Write, command: str) -> None:
    done = write(*command.split(), preexec_fn=lambda: os.close(0))
    assert done.returncode == 1
    assert done.stderr == b"factcheck: standard input: closed. Give a file, or pipe the text into the command.\n"


@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_output_is_no_reason_to_fail(write: Write, closed: int) -> None:
    done = write("quotes", "story.txt", "missing.txt", preexec_fn=lambda: os.close(closed))
    assert done.returncode == 3
    assert b"Traceback" not in done.stdout + done.stderr


# -- addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "check ADDRESS",
        "quotes ADDRESS",
        "quotes ADDRESS.jsonl",
        "corpus add ADDRESS",
        "corpus add ADDRESS.jsonl",
        "corpus add ADDRESS.json",
        "wording ADDRESS",
        "wording story.txt --in ADDRESS",
        "stance ADDRESS",
    ],
)
def test_an_address_is_not_fetched_and_the_error_says_what_to_do(write: Write, command: str) -> None:
    done = write(*command.replace("ADDRESS", "https://courier.example/news/1").split())
    fetching = command.startswith(("check", "corpus add"))  # if that was allowed
    assert done.returncode == (2 if fetching else 1)
    assert b"factcheck: https://courier.example/news/1" in done.stderr
    assert b": an address, and nothing is fetched" in done.stderr
    assert b"ave the page in a browser and give that file." in done.stderr
    assert (b"--allow-network" in done.stderr) is fetching
