"""The server as its users run it: begun, ended, killed, asked by many at once and by those who mean no good."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from desk_server import SENTENCES, claim, csrf_of, ended, sign_in, small_desk

from factcheck import Workspace

Start = Callable[..., "subprocess.Popen[str]"]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
SOON = 60.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve") / "desk"
    small_desk(folder).close()
    return folder


@pytest.fixture(scope="module")
def address(start: Start, folder: Path) -> Iterator[str]:
    with ended(start("serve", "--port", "0", workspace=folder)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=SOON) as made:
        yield made


# -- beginning ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--host", "0.0.0.0"), 2, "factcheck serve --add-user NAME"),
        (("--host", "127.0.0.1", "--host", "::"), 2, "factcheck serve --add-user NAME"),
        (("--public", "https://desk.example.org"), 2, "factcheck serve --add-user NAME"),
        (("--public", "https://desk.example.org/desk"), 2, "without a path"),
        (("--public", "desk"), 2, "without a path"),
        (("--host", ""), 2, "an address is wanted"),
        (("--host", "192.0.2.1"), 2, "no address of this machine"),
        (("--port", "65536"), 2, "65536"),
        (("--users", "--add-user", "bo"), 2, "each stand alone"),
        (("--json",), 2, "--json goes with --users"),
        (("--remove-user", "nobody"), 2, "no user 'nobody'"),
        (("--add-user", " "), 2, "a name is wanted"),
    ],
)
def test_what_cannot_be_served_says_why(
    start: Start, folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    port = () if "--port" in arguments else ("--port", "0")  # the usual one may be somebody's
    with start("serve", *port, *arguments, workspace=folder) as process:
        out, said = process.communicate(timeout=SOON)
    assert process.returncode == code, said
    assert words in said
    assert "Traceback" not in said
    assert out == ""


@pytest.mark.parametrize(
    "rules", ["[hold]\nfrobnicate = true\n", "[hold]\nunchecked = false\n", 'second_check = ["frobnicate"]\n']
)
def test_rules_that_are_none_are_refused_before_anybody_asks(start: Start, tmp_path: Path, rules: str) -> None:
    small_desk(tmp_path / "desk").close()
    (tmp_path / "desk" / "factcheck.toml").write_text(rules, encoding="utf-8")
    with start("serve", "--port", "0", workspace=tmp_path / "desk") as process:
        _, said = process.communicate(timeout=SOON)
    assert process.returncode == 2, said
    assert "factcheck.toml" in said
    assert "the desk is at" not in said


def test_a_port_that_is_in_use_is_named(start: Start, folder: Path, address: str) -> None:
    port = address.rpartition(":")[2]
    with start("serve", "--port", port, workspace=folder) as process:
        _, said = process.communicate(timeout=SOON)
    assert process.returncode == 1
    assert f"port {port} of 127.0.0.1 is in use already" in said


def test_a_workspace_that_is_not_there_is_not_made(run: Run, workspace: Path) -> None:
    done = run("serve")
    assert done.returncode == 2
    assert "`factcheck check` and `factcheck corpus add` make a workspace." in done.stderr
    assert not workspace.exists()


def test_tokens_are_printed_once_and_their_names_are_listed(start: Start, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    small_desk(desk).close()

    def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
        with start("serve", *arguments, workspace=desk) as process:
            out, said = process.communicate(timeout=SOON)
        return subprocess.CompletedProcess(arguments, process.returncode, out, said)

    added = serve("--add-user", "Ana Bell")
    assert re.fullmatch(r"factcheck_[\w-]{43}\n", added.stdout)
    assert added.stdout.strip() not in added.stderr
    (known,) = json.loads(serve("--users", "--json").stdout)
    assert known["name"] == "Ana Bell"
    assert serve("--users").stdout.startswith("Ana Bell  since 20")
    assert serve("--remove-user", "Ana Bell").returncode == 0
    assert json.loads(serve("--users", "--json").stdout) == []


# -- ending -------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(start: Start, folder: Path, how: signal.Signals) -> None:
    process = start("serve", "--port", "0", "--host", "localhost", workspace=folder)
    with ended(process) as address, httpx.Client(base_url=address) as client:
        assert client.get("/sign-in").status_code == 200
        process.send_signal(how)
        _, said = process.communicate(timeout=SOON)
        assert process.returncode == 0
        assert said == ""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_ended_during_a_check_it_leaves_nothing_by_half(start: Start, tmp_path: Path, how: signal.Signals) -> None:
    desk = tmp_path / "desk"
    small_desk(desk).close()
    process = start("serve", "--port", "0", workspace=desk)
    with ended(process) as address, httpx.Client(base_url=address, timeout=SOON) as client:
        csrf = sign_in(client, name="bo")
        text = "\n\n".join(f"The wall of town {number} is {number} km long, Jane Roe said." for number in range(300))
        place = client.post("/articles", data={"csrf": csrf, "text": text}).headers["location"]
        until = time.monotonic() + SOON
        while client.get(f"{place}.json").json()["words"] in ("waiting for its turn", "beginning"):
            assert time.monotonic() < until
        process.send_signal(how)
        process.communicate(timeout=SOON)
    with Workspace(desk) as opened:
        assert [one.title for one in opened.current_articles()] == ["The pier"]
        assert not opened.verify().damage
        assert opened.queue()[1] == len(SENTENCES)


# -- two people, and many -----------------------------------------------------------------


def test_two_people_at_once_see_each_other(address: str, folder: Path) -> None:
    with Workspace(folder, user="eva") as opened:
        opened.take(claim(SENTENCES[1]).id)
        with httpx.Client(base_url=address, timeout=SOON) as one, httpx.Client(base_url=address, timeout=SOON) as two:
            sign_in(one, name="eva")
            sign_in(two, name="leo")
            assert "eva" in two.get("/queue").text
        opened.release(claim(SENTENCES[1]).id)


def test_many_read_while_others_write_and_nobody_meets_a_lock(address: str, folder: Path) -> None:
    def ask(number: int) -> list[int]:
        with httpx.Client(base_url=address, timeout=SOON) as client:
            sign_in(client, name=f"p{number}")
            return [client.get(path).status_code for path in ("/queue", "/jobs", "/articles/new") for _ in range(3)]

    def write(number: int) -> int:
        with Workspace(folder, user=f"w{number}") as opened:
            for _ in range(10):
                opened.note(claim(SENTENCES[2]).id, "seen")
        return 200

    with ThreadPoolExecutor(24) as pool:
        writers = [pool.submit(write, number) for number in range(3)]
        readers = [pool.submit(ask, number) for number in range(16)]
        assert {status for reader in readers for status in reader.result()} == {200}
        assert {writer.result() for writer in writers} == {200}
    with Workspace(folder) as opened:
        assert opened.verify().damage == ()


# -- who means no good --------------------------------------------------------------------


def test_two_hundred_megabytes_are_refused_before_they_are_sent(address: str, client: httpx.Client) -> None:
    sign_in(client, name="bo")
    sent = 0

    def body() -> Iterator[bytes]:
        nonlocal sent
        while sent < 200_000_000:
            sent += 1_000_000
            yield b"x" * 1_000_000

    headers = {"content-length": "200000000", "content-type": "multipart/form-data; boundary=a"}
    status = 413
    with contextlib.suppress(httpx.WriteError, httpx.RemoteProtocolError):  # it may hang up on who goes on
        status = client.post("/articles", content=body(), headers=headers).status_code
    assert status == 413
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=SOON) as raw:
        raw.sendall(f"POST /articles HTTP/1.1\r\nhost: {host}\r\ncontent-length: 200000000\r\n\r\n".encode())
        assert raw.recv(12) == b"HTTP/1.1 413"  # nothing of the body was sent


@pytest.mark.parametrize(
    "request_words",
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nhost: localhost\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nhost: evil.example\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",  # noqa: E501
    ],
)
def test_what_is_no_request_of_a_browser_is_refused(address: str, request_words: bytes) -> None:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=SOON) as raw:
        raw.sendall(request_words)
        answer = raw.recv(65_536)
    assert answer.startswith(b"HTTP/1.1 4")
    assert b"x-content-type-options: nosniff" in answer
    assert b"uvicorn" not in answer


def test_a_token_shows_in_nothing_that_the_server_says(start: Start, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    with small_desk(desk) as opened:
        token = opened.add_user("bo")
    process = start("serve", "--port", "0", workspace=desk)
    with ended(process) as address, httpx.Client(base_url=address, timeout=SOON) as client:
        sign_in(client, token=token)
        assert "signed in" in client.get("/queue").text
        csrf = csrf_of(client.get("/queue").text)
        for path in (f"/queue?token={token}", f"/{token}"):
            client.get(path)
        client.post("/sign-out", data={"csrf": csrf})
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=SOON)
        assert token not in said
