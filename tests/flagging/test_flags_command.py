"""`factcheck flags`: what it prints, at any width, and what it refuses."""

from __future__ import annotations

import email
import json
import subprocess
import sys
from collections.abc import Callable
from email.policy import default as mail_policy
from pathlib import Path

import pytest
from flag_samples import ARTICLE, claim, raise_flags

from factcheck import Workspace, cli
from factcheck.domain import ClaimKind, Speaker
from factcheck.report.plain import columns

pytestmark = pytest.mark.xdist_group("flags")  # at one desk, one after the other

FIRST = claim()
SECOND = claim("attacks on lorries", kind=ClaimKind.INDIRECT, speaker=Speaker("Dana\x1b[31m Orlov\u202e 漢字", "he"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flags") / "desk"
    with Workspace(folder, user="ana") as opened:
        opened.make()
        raise_flags(opened, ARTICLE, (FIRST, ("known-false", "new")), (SECOND, ("new",)))
    return folder


@pytest.fixture
def flags(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """The command as the command line runs it, in this process: exit code, output, messages."""
    monkeypatch.setenv("FACTCHECK_WORKSPACE", str(folder))
    monkeypatch.setenv("FACTCHECK_USER", "ana")

    def run(*words: str, width: int = 100) -> tuple[int, str, str]:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setattr(sys, "argv", ["factcheck", "flags", *words])
        code = cli._run()
        told = capfd.readouterr()
        return code, told.out, told.err

    return run


def test_the_list_fits_the_terminal_and_nothing_in_it_acts_on_one(flags: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = flags()
    assert code == 0
    assert out.splitlines()[0].split() == ["FLAG", "CLAIM", "SINCE", "STATE", "RULES", "WHO", "WORDS"]
    assert [line.split()[:2] for line in out.splitlines()[1:]] == [["2", SECOND.id], ["1", FIRST.id]]
    assert "known-false,…" in out or "known-false, new" in out
    assert err.strip() == "factcheck: 2 flags"
    for width in (40, 60, 72, 80, 88, 100, 160):
        _, out, _ = flags(width=width)
        assert max(map(columns, out.splitlines())) <= width
        assert not set(out) & set("\x1b\u202e")
        assert FIRST.id in out


def test_filters(flags: Callable[..., tuple[int, str, str]]) -> None:
    assert flags("--rule", "known-false")[1].count("\n") == 2
    assert flags("--since", "2026-11-03")[1] == ""
    assert flags("--since", "2026-11-01")[1].count("\n") == 3
    assert flags("--limit", "1")[2].strip() == "factcheck: 2 flags, 1 to 1 shown"
    code, _, err = flags("--since", "last week")
    assert (code, "Write 2026-12-01, today or yesterday, or 2026-12-01T14:30" in err) == (2, True)
    assert flags("--taken", "--muted")[0] == 2


def test_taking_and_muting(flags: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = flags("take", "1", "--as", "leo")
    assert (code, f"{FIRST.id} taken by leo" in out) == (0, True)
    assert flags("take", FIRST.id[:5], "--as", "leo")[2].strip().endswith("it is so already; nothing was stored")
    code, _, err = flags("take", "1")
    assert (code, "leo's" in err) == (4, True)
    assert "at leo" in flags("--taken")[1]
    code, out, _ = flags("mute", "words", "lorry", "--until", "tomorrow", "--note", "the\nstrike")
    assert code == 0
    assert out.startswith("1 words “lorry” until ")
    assert out.endswith(": the strike\n")
    assert json.loads(flags("mutes", "--json")[1])[0]["note"] == "the\nstrike"
    assert flags("mutes")[1].startswith("1 words “lorry”")
    assert [one["key"] for one in json.loads(flags("--muted", "--json")[1])["flags"]] == [2]
    assert flags("digest")[2].strip() == "factcheck: no open flags"
    assert flags("unmute", "1", "--as", "eva")[1].count("lifted by eva") == 1
    assert flags("mutes")[2].strip() == "factcheck: nothing is muted"
    assert "lifted by eva" in flags("mutes", "--lifted")[1]
    assert flags("mute", "words", "lorry", "--until", "2026-01-01")[0] == 2
    assert flags("mute", "words", "lorry", "--until", "2026-12-24T10:00")[0] == 2
    assert flags("mute", "words", "x\udcff")[0] == 2


def test_a_digest_is_printed_or_written(flags: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    code, out, _ = flags("digest", "--rule", "new")
    assert (code, out.startswith("# 1 new claim to look at")) == (0, True)
    target = tmp_path / "morning.md"
    target.write_text("yesterday's")
    assert flags("digest", "-o", str(target))[0] == 0
    assert target.read_text().startswith("# 1 new claim")
    assert [path.name for path in tmp_path.iterdir()] == ["morning.md"]
    code, out, _ = flags("digest", "--form", "mail", "--to", "desk@courier.example", "--from", "f@courier.example")
    message = email.message_from_string(out, policy=mail_policy)
    assert (code, message["To"], message["Subject"]) == (0, "desk@courier.example", "1 new claim to look at")
    assert flags("digest", "--form", "mail")[0] == 2
    assert flags("digest", "-o", str(tmp_path / "none" / "a.md"))[0] == 1


def test_help_and_bytes_that_are_no_utf8(run: Callable[..., subprocess.CompletedProcess[str]], folder: Path) -> None:
    assert "factcheck flags take 17 --as ana" in run("flags", "--help").stdout
    done = run("flags", "mute", "speaker", "\udcff", "--as", "ana", FACTCHECK_WORKSPACE=str(folder))
    assert (done.returncode, "not UTF-8" in done.stderr) == (2, True)
