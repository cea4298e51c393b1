"""Telling others of flags: a command, a webhook on a real server, files; nothing twice, and nothing lost."""

from __future__ import annotations

import base64
import hmac
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from flag_samples import flagged

from factcheck.errors import UsageError
from factcheck.fetching import webhook
from factcheck.flagging.channels import Channel, Command, DeliveryError, Sending, read_channel
from factcheck.flagging.notify import Delivered, deliver
from factcheck.flagging.outcome import FlaggedClaim
from factcheck.settings import JUDGE_KEY, WEBHOOK_KEY, webhook_key

AT = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef"
FEW = [flagged(1, "new"), flagged(2, "known-false", "new"), flagged(3, "new")]


class Kept:
    """What channels have accepted, as a database keeps it."""

    def __init__(self) -> None:
        self.keys: dict[str, set[int]] = {}

    def told(self, channel: str) -> set[int]:
        return set(self.keys.get(channel, ()))

    def accept(self, channel: str, keys: Sequence[int]) -> None:
        assert not self.told(channel) & set(keys), "told twice"
        self.keys.setdefault(channel, set()).update(keys)


def tell(kept: Kept, some: Sequence[FlaggedClaim], *channels: Channel, **sending: Any) -> tuple[Delivered, ...]:
    usual: dict[str, Any] = {"now": lambda: AT, "key": lambda: KEY, "sleep": lambda _: None}
    given = Sending(**{**usual, **sending})
    return deliver(channels, some, given, told=kept.told, accept=kept.accept)


# -- a command ----------------------------------------------------------------------------


def script(folder: Path, body: str) -> str:
    """A command line that runs Python."""
    path = folder / "told me.py"
    path.write_text(body)
    return f"'{sys.executable}' '{path}' 'two words' '$HOME; true'"


def test_a_command_reads_json_lines_and_no_shell_and_no_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WEBHOOK_KEY, KEY)
    monkeypatch.setenv(JUDGE_KEY, KEY)
    seen = tmp_path / "seen.json"
    body = (
        "import json, os, sys\n"
        "lines = [json.loads(line) for line in sys.stdin]\n"
        f"json.dump([sys.argv[1:], lines, [n for n in os.environ if n.endswith('_KEY')]], open({str(seen)!r}, 'w'))\n"
    )
    kept = Kept()
    channel = read_channel("ours", {"command": script(tmp_path, body), "rules": ["known-false"]})
    assert tell(kept, FEW, channel) == (Delivered("ours", 1),)
    argv, lines, keys = json.loads(seen.read_text())
    assert argv == ["two words", "$HOME; true"]
    assert [(line["key"], line["rules"][0]["rule"]) for line in lines] == [(2, "known-false")]
    assert not keys
    seen.unlink()
    assert tell(kept, FEW, channel) == (Delivered("ours", 0),)
    assert not seen.exists()


def test_a_command_that_fails_is_told_again_by_the_next_run(tmp_path: Path) -> None:
    kept = Kept()
    fails = read_channel("ours", {"command": script(tmp_path, "print('no disk\\x1b[31m'); raise SystemExit(3)")})
    (told,) = tell(kept, FEW, fails)
    assert (told.accepted, told.left) == (0, 3)
    assert told.problem.endswith("failed (exit code 3): no disk[31m.")
    works = read_channel("ours", {"command": script(tmp_path, "")})
    assert tell(kept, FEW, works) == (Delivered("ours", 3),)


def test_a_command_that_is_not_there_or_never_ends(tmp_path: Path) -> None:
    kept = Kept()
    child = tmp_path / "child"
    slow = "import os, subprocess, sys\n" + (
        f"p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(child)!r}, 'w').write(str(p.pid))\np.wait()\n"
    )
    missing, endless = (
        read_channel("missing", {"command": str(tmp_path / "none")}),
        read_channel("endless", {"command": script(tmp_path, slow), "seconds": 1}),
    )
    first, second = tell(kept, FEW, missing, endless)
    assert "cannot be run (No such file or directory). Name a program by its whole path." in first.problem
    assert "took longer than 1 s" in second.problem
    started = child.read_text() if child.exists() else ""  # on a slow machine it never came so far
    until = time.monotonic() + 30
    while started and not gone(int(started)):
        assert time.monotonic() < until
        time.sleep(0.01)


def gone(process: int) -> bool:
    """Whether a process has ended, perhaps without anybody having asked how."""
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True
    return state.rpartition(")")[2].split()[0] == "Z"


# -- a webhook ----------------------------------------------------------------------------


class Hook(BaseHTTPRequestHandler):
    """Answers with what it is told to, one after the other, and keeps what came."""

    answers: list[tuple[int, dict[str, str]]]
    came: list[tuple[str, dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.came.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        if status == 0:  # breaks off
            self.connection.close()
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"told")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def served(*answers: tuple[int, dict[str, str]]) -> Iterator[tuple[str, type[Hook]]]:
    """The address of a server on this machine, and what came there."""
    hook = type("One", (Hook,), {"answers": list(answers), "came": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), hook)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", hook
    finally:
        server.shutdown()
        server.server_close()


def test_a_webhook_is_signed_and_known_again() -> None:
    with served() as (address, hook):
        channel = read_channel("hook", {"webhook": f"{address}/desk/new?team=1"})
        assert tell(Kept(), FEW, channel) == (Delivered("hook", 3),)
        assert tell(Kept(), FEW, channel) == (Delivered("hook", 3),)  # as if nobody had kept that it was accepted
    (path, headers, body), (_, again, same) = hook.came
    assert path == "/desk/new?team=1"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(KEY.encode(), signed, "sha256")).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert headers["webhook-timestamp"] == str(int(AT.timestamp()))
    assert headers["content-type"] == "application/json"
    told = json.loads(body)
    assert (told["type"], told["timestamp"]) == ("claims.flagged", FEW[0].at)
    assert [one["key"] for one in told["data"]["flags"]] == [1, 2, 3]
    assert (again["webhook-id"], same) == (headers["webhook-id"], body)


def test_a_webhook_that_is_busy_is_asked_again_as_it_wishes_and_not_for_ever() -> None:
    pauses: list[float] = []
    with served((429, {"Retry-After": "7"}), (503, {}), (0, {}), (204, {})) as (address, hook):
        assert tell(Kept(), FEW, read_channel("hook", {"webhook": address}), sleep=pauses.append) == (
            Delivered("hook", 3),
        )
    assert pauses == [7.0, 1.0, 2.0]
    assert len({headers["webhook-id"] for _, headers, _ in hook.came}) == 1
    assert len({body for _, _, body in hook.came}) == 1
    kept = Kept()
    with served(*[(500, {})] * 4) as (address, hook):
        (told,) = tell(kept, FEW, read_channel("hook", {"webhook": address}))
        assert len(hook.came) == 4
        assert (told.left, told.problem) == (3, f"{address.removeprefix('http://')} answered 500: told.")
        assert tell(kept, FEW, read_channel("hook", {"webhook": address})) == (Delivered("hook", 3),)


def test_a_webhook_that_refuses_or_sends_elsewhere_is_asked_once() -> None:
    for status in (302, 400, 410):
        with served((status, {"Location": "http://127.0.0.1:9/"})) as (address, hook):
            (told,) = tell(Kept(), FEW, read_channel("hook", {"webhook": address}))
            assert (told.left, len(hook.came)) == (3, 1)
            assert f"answered {status}" in told.problem


def test_many_flags_go_in_pieces_and_what_arrived_is_kept() -> None:
    kept, many = Kept(), [flagged(key) for key in range(1, 251)]
    with served((200, {}), (400, {})) as (address, hook):
        channel = read_channel("hook", {"webhook": address})
        (told,) = tell(kept, many, channel)
        assert (told.accepted, told.left) == (100, 150)
        assert tell(kept, many, channel) == (Delivered("hook", 150),)
    sizes = [len(json.loads(body)["data"]["flags"]) for _, _, body in hook.came]
    assert sizes == [100, 100, 100, 50]
    ids = [headers["webhook-id"] for _, headers, _ in hook.came]
    assert ids[1] == ids[2]


def test_nothing_leaves_for_a_host_that_is_not_allowed_and_nothing_unsigned(monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = tell(Kept(), FEW, read_channel("hook", {"webhook": "https://hooks.courier.example/x"}))
    assert "would leave this machine for hooks.courier.example" in told.problem
    assert "allow_endpoint" in told.problem
    with served() as (address, hook):
        for key, expected in (("", "not set"), ("short", "too short"), ("whsec_%", "no base64")):
            (told,) = tell(Kept(), FEW, read_channel("hook", {"webhook": address}), key=lambda: key)
            assert told.problem.startswith("FACTCHECK_WEBHOOK_KEY")
            assert expected in told.problem
        assert hook.came == []
        secret = "whsec_" + base64.b64encode(KEY.encode()).decode()
        assert tell(Kept(), FEW, read_channel("hook", {"webhook": address}), key=lambda: secret) == (
            Delivered("hook", 3),
        )
    moment, body = hook.came[0][1]["webhook-timestamp"], hook.came[0][2]
    assert (
        hook.came[0][1]["webhook-signature"]
        == f"v1,{webhook.signature(hook.came[0][1]['webhook-id'], moment, body, KEY)}"
    )
    assert webhook_key({WEBHOOK_KEY: f" {KEY} "}) == KEY
    with pytest.raises(UsageError, match=WEBHOOK_KEY):
        webhook_key({WEBHOOK_KEY: "ключ"})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("ftp://hooks.courier.example/x", "no address of a webhook"),
        ("https://me:secret@hooks.courier.example/x", "no name, password or fragment"),
        ("https://hooks.courier.example/x#y", "no name, password or fragment"),
        ("https://hooks.courier.example/a b", "no spaces"),
        ("https://hooks.courier.example:99999/a", "a port is"),
        ("https://[::1/a", "no address"),
        ("hooks.courier.example", "no address of a webhook"),
    ],
)
def test_what_is_no_webhook(url: str, expected: str) -> None:
    with pytest.raises(UsageError, match=expected) as raised:
        webhook.read_webhook(url, "hook", ["hooks.courier.example"])
    assert "secret" not in str(raised.value)


def test_a_person_is_told_that_claims_leave_the_machine() -> None:
    there = webhook.read_webhook("https://hooks.courier.example/x", "hook", ["hooks.courier.example"])
    assert (there.beyond, there.address.below(there.path)) == ("hooks.courier.example", "/x")
    assert webhook.read_webhook("http://127.0.0.1:1/", "hook", []).beyond is None


# -- files --------------------------------------------------------------------------------


def test_a_digest_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    kept = Kept()
    channel = read_channel("file", {"digest": "night-{day}-{time}.md"}, folder=tmp_path)
    assert tell(kept, FEW[:1], channel) == (Delivered("file", 1),)
    assert tell(kept, FEW, channel) == (Delivered("file", 2),)
    assert tell(kept, FEW, channel) == (Delivered("file", 0),)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "night-2026-11-30-0600-2.md",
        "night-2026-11-30-0600.md",
    ]
    nowhere = read_channel("lost", {"digest": "none/night.md"}, folder=tmp_path)
    (told,) = tell(kept, FEW, nowhere)
    assert (told.left, told.problem) == (
        3,
        f"{tmp_path}/none/night.md: cannot be written (No such file or directory). Make the folder, or grant it.",
    )
    assert len(list(tmp_path.iterdir())) == 2


# -- all together -------------------------------------------------------------------------


def test_what_one_channel_does_is_nothing_to_the_others(tmp_path: Path) -> None:
    class Broken(Command):
        def send(self, flagged: Sequence[FlaggedClaim], sending: Sending) -> None:
            raise DeliveryError("broken")

    kept = Kept()
    file = read_channel("file", {"digest": "a.md"}, folder=tmp_path)
    first, second = tell(kept, FEW, Broken("broken", ("x",)), file)
    assert (first.problem, first.left, second.accepted) == ("broken", 3, 3)


def test_a_run_that_is_stopped_between_sending_and_keeping_sends_the_same_again(tmp_path: Path) -> None:
    """At least once: the id tells the receiver."""

    class Stopped(Kept):
        def accept(self, channel: str, keys: Sequence[int]) -> None:
            raise KeyboardInterrupt

    stop: Callable[[], Kept] = Stopped
    with served() as (address, hook):
        channel = read_channel("hook", {"webhook": address})
        with pytest.raises(KeyboardInterrupt):
            tell(stop(), FEW, channel)
        tell(Kept(), FEW, channel)
    assert hook.came[0][1]["webhook-id"] == hook.came[1][1]["webhook-id"]
