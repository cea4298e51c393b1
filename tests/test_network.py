"""No command reaches for the network, whatever the settings say and whatever the environment does not say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.encoder import files

Run = Callable[..., "subprocess.CompletedProcess[str]"]

STORY = "A wall is built\n\nThe wall is 350 km long, Interior Minister Jane Roe said on Monday.\n"
NOTE = {"id": "wall", "text": "The wall is 300 km long, the ministry says."}

# Run by Python before anything else. What asks for an address or a connection is written down, and refused. A socket
# alone is nothing: urllib3 makes one when it is imported, to see whether the machine knows IPv6.
GUARD = """
import sys

REACHING = ("connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr")

def watch(event, arguments):
    if event.removeprefix("socket.") in REACHING:
        with open({log!r}, "a") as log:
            print(event, arguments, file=log)
        raise OSError("the network is forbidden")

sys.addaudithook(watch)
"""


@pytest.fixture
def offline(run: Run, tmp_path: Path) -> Run:
    """Run the program with no network and an empty hub cache. Whoever asks for one fails the test, even if caught."""
    log = tmp_path / "network.log"
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD.format(log=str(log)), encoding="utf-8")

    def offline(*arguments: str | Path, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        places = {"PYTHONPATH": str(tmp_path / "guard"), "HF_HOME": str(tmp_path / "hub")}
        done = run(
            *arguments, stdin=stdin, **{**places, "HF_HUB_OFFLINE": "0", "TRANSFORMERS_OFFLINE": "0", **settings}
        )
        assert not log.exists(), log.read_text(encoding="utf-8")
        return done

    return offline


def test_the_guard_would_notice_a_request(offline: Run, tmp_path: Path) -> None:
    guard = tmp_path / "guard" / "sitecustomize.py"
    asking = (
        "import contextlib, socket\nwith contextlib.suppress(OSError): socket.create_connection(('127.0.0.1', 9))\n"
    )
    guard.write_text(guard.read_text(encoding="utf-8") + asking, encoding="utf-8")
    with pytest.raises(AssertionError, match=r"socket\.getaddrinfo"):
        offline("--version")


def test_a_day_at_the_desk_asks_for_no_network(offline: Run, tmp_path: Path) -> None:
    note, story, page = tmp_path / "notes.jsonl", tmp_path / "story.txt", tmp_path / "page.html"
    note.write_text(json.dumps(NOTE), encoding="utf-8")
    story.write_text(STORY, encoding="utf-8")
    page.write_text(
        "<html><head><title>A wall</title><link rel='stylesheet' href='http://example.org/a.css'></head><body><article>"
        f"<h1>A wall</h1><p>{STORY}</p><img src='http://example.org/a.png'></article></body></html>",
        encoding="utf-8",
    )
    pair = json.dumps({"id": "1", "claim": "The wall is 350 km long.", "evidence": NOTE["text"]})
    for command in (("corpus", "add", note, page), ("check", story, page), ("report", story), ("verify",)):
        assert offline(*command).returncode == 0
    assert "wall#0" in offline("corpus", "search", "length of the wall").stdout
    assert offline("stance", "-", stdin=pair).returncode == 0
    assert offline("wording", "The wall is 300 km long").returncode == 0
    assert offline("quotes", story).returncode == 0


@pytest.mark.parametrize(
    ("command", "setting", "name", "remedy"),
    [
        (("corpus", "add"), "ENCODER", "someone/some-model", "hf download"),
        (("check",), "ENCODER", "some-model", "hf download"),
        (("check",), "JUDGE", "someone/some-model", "factcheck models get someone/some-model"),
    ],
)
def test_a_hub_name_that_is_not_here_is_refused_with_a_remedy(
    offline: Run, tmp_path: Path, command: tuple[str, ...], setting: str, name: str, remedy: str
) -> None:
    story = tmp_path / "story.txt"
    story.write_text(STORY, encoding="utf-8")
    done = offline(*command, story, **{f"FACTCHECK_{setting}": name})
    assert done.returncode == 1
    assert f"'{name}' is neither a folder nor a model in the" in done.stderr
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_that_is_not_allowed_is_not_even_looked_up(offline: Run) -> None:
    pair = json.dumps({"id": "1", "claim": "The wall is 350 km long.", "evidence": NOTE["text"]})
    away = {"FACTCHECK_JUDGE": "chat:big", "FACTCHECK_JUDGE_URL": "https://judge.example.org/v1"}
    done = offline("stance", "-", stdin=pair, **away)
    assert (done.returncode, done.stdout) == (2, "")
    assert "would leave this machine for judge.example.org" in done.stderr


def test_an_address_is_not_even_looked_up_unless_that_is_allowed(offline: Run) -> None:
    done = offline("check", "https://courier.example/news/1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--allow-network" in done.stderr


def test_a_hub_model_in_the_local_cache_is_used(offline: Run, tmp_path: Path) -> None:
    # The hub's own layout: refs/main names the snapshot.
    cached = tmp_path / "hub" / "hub" / "models--someone--some-model"
    (cached / "refs").mkdir(parents=True)
    (cached / "refs" / "main").write_text("0" * 40, encoding="utf-8")
    (cached / "snapshots").mkdir()
    (cached / "snapshots" / ("0" * 40)).symlink_to(files.find("all-MiniLM-L6-v2").folder)
    note = tmp_path / "notes.jsonl"
    note.write_text(json.dumps(NOTE), encoding="utf-8")
    done = offline("corpus", "add", note, FACTCHECK_ENCODER="someone/some-model")
    assert (done.returncode, done.stdout) == (0, "1 new, 0 changed, 0 unchanged documents\n")
    assert "vectors of someone/some-model:" in offline("corpus", "stats").stdout


def test_no_library_keeps_or_sends_reports_of_use(tmp_path: Path, cache: Path) -> None:
    program = (
        "from factcheck import encoder, settings\n"
        "from factcheck.stance.shipped import ShippedCrossEncoder\n"
        "encoder.load(settings.load({})).encode(['a pier'])\n"
        "ShippedCrossEncoder().score([('a pier', 'a pier')])\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "HF_"))}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "FACTCHECK_CACHE": str(cache)}
    subprocess.run([sys.executable, "-c", program], check=True, env={**environment, **home})
    assert [str(file) for file in tmp_path.rglob("*") if file.is_file()] == []
