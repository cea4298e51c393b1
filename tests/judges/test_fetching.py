"""What leaves the machine: where it may go, how long it may take, and that one room alone does it."""

from __future__ import annotations

import ast
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from chat_server import Canned, serving
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import UsageError
from factcheck.fetching import http
from factcheck.fetching.address import Address, is_loopback, read_address, sent_to
from factcheck.fetching.http import FetchError, Limits, post, post_patiently

SRC = Path(__file__).parents[2] / "src"


# -- addresses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://localhost:11434/v1", "localhost:11434"),
        ("http://127.0.0.1:8000/v1/", "127.0.0.1:8000"),
        ("http://127.9.8.7/v1", "127.9.8.7"),
        ("http://[::1]:8080", "[::1]:8080"),
        ("https://LOCALHOST/v1", "localhost"),
        ("http://localhost.:1234/v1", "localhost:1234"),
    ],
)
def test_this_machine_needs_no_leave(url: str, origin: str) -> None:
    address = read_address(url, "judge_url")
    assert (address.loopback, address.origin) == (True, origin)
    assert not address.path.endswith("/")


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.org/v1",
        "https://localhost.example.org/v1",
        "https://127.0.0.1.example.org/v1",
        "https://10.0.0.7/v1",
        "http://0.0.0.0:8000/v1",
        "http://[::]/v1",
        "http://[fe80::1]/v1",
        "http://2130706433/v1",
        "http://0x7f000001/v1",
        "http://127.1/v1",
        "https://192.168.0.10:8443/v1",
    ],
)
def test_every_other_host_does(url: str) -> None:
    with pytest.raises(UsageError, match="does not allow"):
        read_address(url, "judge_url", ["example.com", "org", "api.example"])


@pytest.mark.parametrize(
    "entry", ["api.example.org", "API.Example.ORG", "api.example.org:443", "https://api.example.org"]
)
def test_a_host_is_allowed_by_name(entry: str) -> None:
    address = read_address("https://api.example.org/v1", "judge_url", ["else.example", entry])
    assert (address.loopback, address.origin, address.below("x")) == (False, "api.example.org", "/v1/x")


def test_a_port_that_is_named_is_the_only_one_allowed() -> None:
    assert read_address("https://gpu.example:8443/v1", "judge_url", ["gpu.example:8443"]).port == 8443
    with pytest.raises(UsageError, match="does not allow"):
        read_address("https://gpu.example:9000/v1", "judge_url", ["gpu.example:8443"])


def test_plain_http_beyond_this_machine_must_be_allowed_as_such() -> None:
    with pytest.raises(UsageError, match=r'anybody to read.*"http://gpu.example"'):
        read_address("http://gpu.example:8000/v1", "judge_url", ["gpu.example"])
    assert read_address("http://gpu.example:8000/v1", "judge_url", ["http://gpu.example"]).scheme == "http"
    assert read_address("https://gpu.example/v1", "judge_url", ["http://gpu.example"]).scheme == "https"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:11434",
        "ftp://localhost/v1",
        "file:///etc/passwd",
        "http://",
        "http://user:sesame@localhost/v1",
        "http://localhost@example.org/v1",
        "http://localhost/v1?key=sesame",
        "http://localhost/v1#a",
        "http://localhost:99999/v1",
        "http://localhost:abc/v1",
        "http://local host/v1",
        "http://localhost\n.example.org/v1",
        "http://localhost\\@example.org/v1",
        "http://[::1/v1",
        "http://lоcalhost/v1",  # a Cyrillic о
    ],
)
def test_what_is_no_address_is_refused_and_secrets_in_it_are_not_shown(url: str) -> None:
    with pytest.raises(UsageError, match="judge_url: ") as problem:
        read_address(url, "judge_url", ["example.org"])
    assert "sesame" not in str(problem.value)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = read_address(text, "judge_url")
    except UsageError:
        return
    assert is_loopback(address.host)


@pytest.mark.parametrize(
    ("basis", "host"),
    [
        ("rules", None),
        ("factcheck-stance-minilm-l6", None),
        ("owner/model@v2", None),
        ("chat:small@localhost:11434", None),
        ("chat:small@127.0.0.1", None),
        ("chat:small@[::1]:80", None),
        ("chat:small@api.example.org", "api.example.org"),
        ("chat:me@home@10.0.0.7:8000", "10.0.0.7:8000"),
    ],
)
def test_from_the_name_of_a_judge_one_can_tell_whether_text_left(basis: str, host: str | None) -> None:
    assert sent_to(basis) == host


# -- requests -----------------------------------------------------------------------------

QUICK = Limits(connect=2, total=0.5, size=1000)


def there(url: str) -> Address:
    return read_address(url, "url")


def test_an_answer_comes_as_it_was_given() -> None:
    with serving(Canned(b"hello", 201, {"X-Odd": "1"})) as server:
        answer = post(there(server.url), "ask", b"{}", {"X-Mine": "2"}, QUICK)
    assert (answer.status, answer.body, answer.headers["x-odd"]) == (201, b"hello", "1")
    assert (server.headers[0]["X-Mine"], server.headers[0]["path"]) == ("2", "/v1/ask")


def test_an_answer_too_large_is_cut_off() -> None:
    with serving(Canned(b"x" * 1001)) as server, pytest.raises(FetchError, match="more than 1,000 bytes") as problem:
        post(there(server.url), "", b"{}", {}, QUICK)
    assert not problem.value.passing
    with serving(Canned(b"x" * 1000)) as server:
        assert len(post(there(server.url), "", b"{}", {}, QUICK).body) == 1000


@pytest.mark.parametrize("canned", [Canned(b"x" * 900, wait=5), Canned(b"x" * 900, trickle=0.1)])
def test_time_is_up_however_it_is_spent(canned: Canned) -> None:
    start = time.monotonic()
    with serving(canned) as server, pytest.raises(FetchError, match=r"within 0\.5 seconds") as problem:
        post(there(server.url), "", b"{}", {}, QUICK)
    assert problem.value.passing
    assert time.monotonic() - start < 3


@pytest.fixture
def raw() -> Iterator[tuple[str, list[bytes]]]:
    """A server that writes bytes as they are, whatever HTTP says."""
    import socket

    answers: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                connection.recv(65_536)
                for piece in answers:
                    try:
                        connection.sendall(piece)
                    except OSError:
                        break
                    time.sleep(0.1 if len(answers) > 1 else 0)

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}", answers
    listening.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: zz\r\n\r\n",
        b"\x00" * 100,
        b"HTTP/1.1 2OO OK\r\n\r\n",
    ],
)
def test_what_is_no_http_is_said_to_be_none(raw: tuple[str, list[bytes]], answer: bytes) -> None:
    url, answers = raw
    answers.append(answer)
    try:
        found = post(there(url), "", b"{}", {}, QUICK)
    except FetchError as problem:
        assert "broke off or answered no HTTP" in str(problem)  # noqa: PT017
    else:
        assert found.body == b""


def test_headers_that_trickle_in_are_cut_off(raw: tuple[str, list[bytes]]) -> None:
    url, answers = raw
    answers += [b"HTTP/1.1 200 OK\r\n", *(b"X-A: 1\r\n" for _ in range(90))]
    start = time.monotonic()
    with pytest.raises(FetchError, match="did not answer within"):
        post(there(url), "", b"{}", {}, QUICK)
    assert time.monotonic() - start < 3


def test_nobody_there_is_said_plainly() -> None:
    with serving(Canned()) as server:
        pass
    with pytest.raises(FetchError, match="cannot be reached") as problem:
        post(there(server.url), "", b"{}", {}, QUICK)
    assert problem.value.passing
    unknown = Address("https", "no-such-host.invalid", 443, "")
    with pytest.raises(FetchError, match=r"no-such-host\.invalid cannot be reached"):
        post(unknown, "", b"{}", {}, QUICK)


def test_a_redirect_is_an_answer_like_any_other() -> None:
    with serving(Canned(b"", 307, {"Location": "http://192.0.2.1/"})) as server:
        answer = post_patiently(there(server.url), "", b"{}", {}, QUICK)
    assert (answer.status, len(server.requests)) == (307, 1)


def test_a_name_of_this_machine_that_leads_elsewhere_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "is_loopback", lambda _: False)  # as if the resolver had lied
    with serving(Canned(b"{}")) as server, pytest.raises(FetchError, match="Nothing was sent"):
        post(there(server.url), "", b"{}", {}, QUICK)
    assert server.requests == []


# -- again --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "pauses"),
    [
        ({}, [0.5, 1.0, 2.0]),
        ({"Retry-After": "3"}, [3.0, 3.0, 3.0]),
        ({"Retry-After": "86400"}, [15.0, 15.0, 15.0]),
        ({"Retry-After": "9" * 400}, [0.5, 1.0, 2.0]),
        ({"Retry-After": "-5"}, [0.0, 0.0, 0.0]),
        ({"Retry-After": "soon"}, [0.5, 1.0, 2.0]),
        ({"Retry-After": "9" * 5000}, [0.5, 1.0, 2.0]),
        ({"Retry-After": formatdate(0)}, [0.0, 0.0, 0.0]),
        ({"Retry-After": formatdate(4e9)}, [15.0, 15.0, 15.0]),
    ],
)
def test_pauses_grow_or_are_what_the_server_asks_for_within_reason(asked: dict[str, str], pauses: list[float]) -> None:
    slept: list[float] = []
    with serving(Canned(b"{}", 503, asked)) as server:
        answer = post_patiently(there(server.url), "", b"{}", {}, QUICK, sleep=slept.append)
    assert (answer.status, len(server.requests), slept) == (503, 4, pauses)


def test_what_will_not_pass_is_not_tried_again() -> None:
    slept: list[float] = []
    for status in (400, 401, 404, 501):
        with serving(Canned(b"{}", status)) as server:
            assert post_patiently(there(server.url), "", b"{}", {}, QUICK, sleep=slept.append).status == status
    assert slept == []


def test_after_the_last_try_the_reason_is_given() -> None:
    slept: list[float] = []
    with serving(Canned()) as server:
        pass
    with pytest.raises(FetchError, match="cannot be reached"):
        post_patiently(there(server.url), "", b"{}", {}, QUICK, sleep=slept.append)
    assert slept == [0.5, 1.0, 2.0]


# -- TLS ----------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A server with a certificate of its own making, and where that is."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not on this machine: it makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        key,
        "-out",
        certificate,
    ]
    subprocess.run([*made, *subject], check=True, capture_output=True)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, certificate
    server.shutdown()
    server.server_close()


def test_a_certificate_that_nobody_vouches_for_is_refused(
    secure: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate = secure
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with pytest.raises(FetchError, match="no certificate that this machine trusts") as problem:
        post(there(f"https://localhost:{port}"), "", b"{}", {}, QUICK)
    assert not problem.value.passing
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert post(there(f"https://localhost:{port}"), "", b"{}", {}, QUICK).body == b"{}"
    with pytest.raises(FetchError, match="no certificate"):  # it is good for the name alone
        post(there(f"https://127.0.0.1:{port}"), "", b"{}", {}, QUICK)


# -- one door -----------------------------------------------------------------------------


def test_no_other_room_speaks_to_a_network() -> None:
    """import-linter looks after the libraries; this after what of urllib and asyncio could, and the hub's own calls."""
    speaking = {"urllib.request", "ftplib", "smtplib", "telnetlib", "poplib", "imaplib", "xmlrpc", "asyncio"}
    speaking |= {"socketserver", "aiohttp", "http_get", "hf_hub_download", "HfApi"}
    found = set()
    for path in (SRC / "factcheck").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {node.module or "", *(alias.name for alias in node.names)}
                names |= {f"{node.module}.{alias.name}" for alias in node.names}
            else:
                continue
            # What a screen waits for its keys with, and a server for whoever asks it.
            own = {"asyncio"} if path.parent.name == "tui" or path.name == "serving.py" else set()
            if names & speaking - own and path.parent.name != "fetching":
                found.add(path.name)
    assert found == set()
