"""What no request gets past, whatever its page would do with it."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from desk_server import browser, csrf_of, served, sign_in, small_desk
from starlette.testclient import TestClient

from factcheck.web import guard
from factcheck.web.served import Served


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return served(small_desk(tmp_path_factory.mktemp("guard") / "desk"))


@pytest.fixture
def client(shared: Served) -> TestClient:
    """Somebody who has signed in."""
    made = browser(shared)
    sign_in(made, name="bo")
    return made


def csrf(client: TestClient) -> str:
    return csrf_of(client.get("/queue").text)


# -- by which name ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8765", "LOCALHOST:9000", "127.0.0.1:8765", "[::1]:8765", "127.8.8.8"]
)
def test_this_machine_may_be_asked_by_its_names_and_addresses(client: TestClient, host: str) -> None:
    assert client.get("/sign-in", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "10.0.0.5", "", "[", "user@evil.example", "evil\x01.example"]
)
@pytest.mark.parametrize("path", ["/queue", "/static/desk.css", "/api/v1/who", "/sign-in"])
def test_no_page_that_leads_its_own_name_here_is_answered(client: TestClient, host: str, path: str) -> None:
    assert client.get(path, headers={"host": host}).status_code == 403


def test_beyond_this_machine_addresses_are_taken_and_names_are_not(tmp_path: Path) -> None:
    afar = browser(served(small_desk(tmp_path / "desk"), open=True))
    assert afar.get("/sign-in", headers={"host": "10.0.0.5:80"}).status_code == 200
    assert afar.get("/sign-in", headers={"host": "evil.example"}).status_code == 403


# -- from which page ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://localhost"},
        {"origin": "http://localhost:3000"},
        {"origin": "http://localhost.evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/form", "/sign-in", "/api/v1/who"])
def test_what_a_page_of_another_site_sends_is_refused(client: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = client.post(path, data={"csrf": csrf(client)}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/api/v1/who", "/api/v1/jobs", "/articles/abcd/report?format=pdf"])
def test_no_other_site_leads_to_the_api_and_to_what_prints(client: TestClient, path: str, site: str) -> None:
    assert client.get(path, headers={"sec-fetch-site": site}).status_code == 403
    assert client.get(path, headers={"sec-fetch-site": "none"}).status_code != 403
    assert client.get("/help", headers={"sec-fetch-site": site}).status_code == 200  # a link leads to pages


def test_no_address_leads_past_a_proxy(client: TestClient) -> None:
    for path in ("/queue/", "/api/v1/jobs/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "location" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"origin": "http://localhost"}, {"sec-fetch-site": "same-origin"}])
def test_a_form_of_ours_is_taken(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/form", data={"csrf": csrf(client)}, headers=headers).status_code == 200


def test_a_form_needs_the_word_of_its_own_session(client: TestClient, shared: Served) -> None:
    other = browser(shared)
    foreign = sign_in(other, name="eva")
    for shown in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": "é"}, {"csrf": csrf(client)[:-1]}):
        assert client.post("/form", data=shown).status_code == 403, shown
    assert other.post("/form", data={"csrf": foreign}).status_code == 200


def test_the_form_to_sign_in_needs_the_cookie_that_came_with_it(shared: Served) -> None:
    client = browser(shared)
    word = csrf_of(client.get("/sign-in").text)
    client.cookies.clear()
    answer = client.post("/sign-in", data={"csrf": word, "name": "bo"})
    assert answer.status_code == 403
    assert "cookie" in answer.text


def test_behind_a_proxy_its_address_is_where_pages_come_from(tmp_path: Path) -> None:
    behind = served(small_desk(tmp_path / "desk"), public="https://desk.example.org")
    assert behind.is_own("https://desk.example.org", "desk.example.org")
    assert behind.is_own("https://desk.example.org", "127.0.0.1:8765")
    assert not behind.is_own("http://desk.example.org", "desk.example.org")
    assert not behind.is_own("https://evil.example", "desk.example.org")


# -- the API, asked with a cookie ---------------------------------------------------------


def test_with_a_cookie_the_api_wants_more_than_the_cookie(client: TestClient) -> None:
    def status(**how: object) -> int:
        return client.post("/api/v1/who", **how).status_code  # type: ignore[arg-type]

    assert status(data={"a": "1"}) == 403
    assert status(json={}) == 403  # a program has no cookie, a page says where it is from
    assert status(json={}, headers={"origin": "http://localhost"}) == 200
    assert status(data={"a": "1"}, headers={"origin": "http://localhost"}) == 403
    assert status(headers={guard.CSRF: csrf(client)}) == 200
    assert status(headers={guard.CSRF: "é".encode()}) == 403
    assert status(json={}, headers={guard.CSRF: "wrong", "origin": "http://localhost"}) == 403


def test_without_a_cookie_the_api_wants_what_no_form_can_send(shared: Served) -> None:
    program = browser(shared)
    assert program.post("/api/v1/who", data={"a": "1"}).status_code == 403
    assert program.post("/api/v1/who", files={"a": b"1"}).status_code == 403
    assert program.post("/api/v1/who", json={}).status_code == 200
    assert program.post("/api/v1/who", files={"a": b"1"}, headers={"x-factcheck-as": "bo"}).status_code == 200


# -- how much, how long -------------------------------------------------------------------


def test_a_form_of_more_than_a_megabyte_is_refused(client: TestClient) -> None:
    answer = client.post("/form", data={"csrf": csrf(client), "words": "x" * guard.MOST_OF_A_FORM})
    assert answer.status_code == 413
    assert "larger than" in answer.text


def test_what_does_not_say_how_much_it_is_is_refused_where_it_becomes_too_much(client: TestClient) -> None:
    sent = []

    def pieces() -> object:
        for number in range(100):
            sent.append(number)
            yield b"x" * 100_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/form", content=pieces(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_only_who_has_signed_in_may_send_a_long_text(shared: Served, client: TestClient) -> None:
    long = {"csrf": "wrong", "text": "x" * 2_000_000}
    assert browser(shared).post("/articles", data=long).status_code == 413
    assert client.post("/articles", data=long).status_code == 403  # read, and then not of this session
    assert client.post(f"/claims/{'a' * 16}/act", data=long).status_code == 403
    assert client.post(f"/claims/{'a' * 16}/release", data=long).status_code == 413


def test_long_addresses_and_long_heads_are_refused(client: TestClient) -> None:
    assert client.get("/queue?speaker=" + "x" * guard.LONGEST_ADDRESS).status_code == 414
    assert client.get("/queue", headers={"x-long": "x" * guard.LONGEST_HEADERS}).status_code == 431


# -- what is answered ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/queue", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/static/nowhere.js", 404),
        ("GET", "/static/%2e%2e/guard.py", 404),
        ("GET", "/static/desk.css", 200),
        ("DELETE", "/queue", 405),
        ("GET", "/api/v1/claims?limit=none", 422),
        ("POST", "/form", 403),
        ("GET", "/broken", 500),
        ("GET", "/jobs/nothing", 404),
        ("GET", "/sign-in", 200),
        ("GET", "/api/openapi.json", 200),
        ("GET", "/api/v1/nowhere", 404),
        ("PUT", "/api/v1/who", 405),
        ("OPTIONS", "/queue", 204),
        ("HEAD", "/queue", 200),
        ("HEAD", "/nowhere", 404),
    ],
)
def test_every_answer_keeps_browsers_from_what_is_not_ours(
    client: TestClient, method: str, path: str, status: int
) -> None:
    headers = {"x-factcheck-as": "bo", guard.CSRF: csrf(client)}
    answer = client.request(method, path, headers=headers)
    assert answer.status_code == status
    said = answer.headers
    assert said["x-content-type-options"] == "nosniff"
    assert said["referrer-policy"] == "same-origin"
    assert said["x-frame-options"] == "DENY"
    assert "default-src 'none'" in said["content-security-policy"]
    assert "unsafe" not in said["content-security-policy"]
    assert said["cache-control"] == ("no-cache" if path.startswith("/static") else "no-store")
    assert not any(name.startswith("access-control") for name in said)
    if method == "HEAD":
        assert answer.content == b""
    elif status >= 400 and path.startswith("/api"):
        assert set(answer.json()) == {"error", "code"}
    elif status >= 400:
        assert "<h1" in answer.text
        assert "Traceback" not in answer.text


def test_what_may_be_done_with_an_address_is_said(client: TestClient) -> None:
    assert client.options("/queue").headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.options("/sign-in").headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert client.delete("/queue").headers["allow"] == "GET"
    assert client.options("/nowhere").status_code == 404


def test_what_nobody_expected_is_told_to_who_runs_the_server_alone(
    client: TestClient, capfd: pytest.CaptureFixture[str]
) -> None:
    page = client.get("/broken?secret=word").text
    said = capfd.readouterr().err
    number = page.partition("under ")[2][:8]
    assert f"error {number} in GET /broken" in said
    assert "RuntimeError: nobody should read this" in said
    assert "RuntimeError" not in page
    assert "nobody should read this" not in page
    assert "secret" not in said


def test_a_page_may_have_styles_of_its_own_by_their_words(client: TestClient) -> None:
    words = base64.b64encode(hashlib.sha256(b"p {}").digest()).decode()
    said = client.get("/styled").headers["content-security-policy"]
    assert f"style-src 'self' 'sha256-{words}';" in said
    assert "script-src 'self';" in said


@pytest.mark.sqlite
def test_a_refusal_is_a_page_even_where_the_database_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    client = browser(served(small_desk(folder)))
    sign_in(client, name="bo")
    for file in folder.glob("factcheck.db*"):
        file.unlink()
    answer = client.get("/queue")
    assert answer.status_code in (422, 500)
    assert "<p" in answer.text
    assert "Traceback" not in answer.text
