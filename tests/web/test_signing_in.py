"""Who asks: by a name where nobody needs a token, else by a token; and what ends that."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_server import browser, claim, csrf_of, served, sign_in, small_desk

from factcheck.desk import tokens
from factcheck.errors import UsageError
from factcheck.web import attempts, sessions
from factcheck.web.attempts import Attempts
from factcheck.web.people import AS, Person
from factcheck.web.served import Served
from factcheck.web.sessions import Sessions
from factcheck.workspace import Workspace

FIRST = claim("The pier is 412 metres long.").id


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return small_desk(tmp_path / "desk")


@pytest.fixture
def shared(desk: Workspace) -> Served:
    return served(desk)


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


# -- by a name ----------------------------------------------------------------------------


def test_without_a_name_every_page_leads_to_the_one_that_asks(shared: Served) -> None:
    client = browser(shared)
    answer = client.get("/queue?number=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?to=%2Fqueue%3Fnumber%3D2")
    assert client.post("/articles").headers["location"] == "/sign-in"


def test_a_name_is_offered_is_kept_and_proves_nothing(shared: Served) -> None:
    client = browser(shared)
    page = client.get("/sign-in").text
    assert 'value="ana"' in page
    assert "It proves nothing" in page
    sign_in(client, name="  Bo   Ek ")
    assert "Bo Ek" in client.get("/queue").text


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "a\x1bb", "a\u202eb"])
def test_what_is_no_name_is_refused_on_the_page_that_asked(shared: Served, name: str) -> None:
    client = browser(shared)
    csrf = csrf_of(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"csrf": csrf, "name": name})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("name", ["Zoë Çelik", "آنا‌بل", "李娜"])
def test_names_of_all_scripts_are_names(name: str) -> None:
    assert tokens.checked_name(name) == name


@pytest.mark.parametrize(
    ("to", "led"),
    [
        ("/articles", "/articles"),
        ("//evil.example", "/queue"),
        ("/\\evil.example", "/queue"),
        ("https://evil.example", "/queue"),
        ("/\n/evil.example", "/queue"),
        ("", "/queue"),
    ],
)
def test_afterwards_it_leads_to_a_page_of_ours_and_nowhere_else(shared: Served, to: str, led: str) -> None:
    client = browser(shared)
    csrf = csrf_of(client.get("/sign-in").text)
    answer = client.post("/sign-in", data={"csrf": csrf, "name": "bo", "to": to})
    assert answer.headers["location"] == led


def test_leaving_ends_the_session_and_not_only_the_cookie(shared: Served) -> None:
    client = browser(shared)
    csrf = sign_in(client, name="bo")
    cookie = client.cookies[shared.cookie]
    client.post("/sign-out", data={"csrf": csrf})
    client.cookies.set(shared.cookie, cookie)
    assert client.get("/queue").status_code == 303


def test_a_link_from_another_site_is_asked_once_more_from_here(shared: Served) -> None:
    """Browsers keep a strict cookie back where another site's link leads here."""
    client = browser(shared)
    page = client.get("/queue", headers={"sec-fetch-site": "cross-site"})
    assert page.status_code == 200
    assert 'content="0;url=/queue"' in page.text


def test_the_cookie_is_of_this_port_strict_and_for_no_script(shared: Served, desk: Workspace) -> None:
    said = browser(shared).get("/sign-in").headers["set-cookie"]
    assert said.startswith("factcheck-0=")
    assert "HttpOnly" in said
    assert "SameSite=strict" in said
    assert "Domain" not in said
    assert "Secure" not in said
    desk.add_user("bo")
    behind = served(desk, public="https://desk.example.org")
    said = browser(behind, base_url="https://localhost").get("/sign-in").headers["set-cookie"]
    assert said.startswith("__Host-factcheck=")
    assert "Secure" in said
    assert "Path=/" in said


def test_signing_in_gives_another_session_than_the_one_before(shared: Served) -> None:
    client = browser(shared)
    client.get("/sign-in")
    before = client.cookies[shared.cookie]
    sign_in(client, name="bo")
    first = client.cookies[shared.cookie]
    sign_in(client, name="bo")
    assert len({before, first, client.cookies[shared.cookie]}) == 3


# -- by a token ---------------------------------------------------------------------------


def test_a_token_is_long_random_and_stored_nowhere(desk: Workspace, tmp_path: Path) -> None:
    token, other = desk.add_user("bo"), desk.add_user("bo")
    assert token.startswith("factcheck_")
    assert len(token) >= len("factcheck_") + 43
    assert token != other
    desk.export(tmp_path / "out.jsonl")
    desk.backup(tmp_path / "copy")
    for file in [*tmp_path.rglob("*")]:
        if file.is_file():
            held = file.read_bytes()
            assert token.encode() not in held
            assert other.encode() not in held
    export = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert tokens.hash_of(other) not in export
    assert '"people"' not in export


def test_once_somebody_has_a_token_a_name_is_not_enough(shared: Served, desk: Workspace) -> None:
    client = browser(shared)
    sign_in(client, name="bo")
    token = desk.add_user("bo")
    assert client.get("/queue").status_code == 303
    page = client.get("/sign-in").text
    assert 'name="token"' in page
    assert 'name="name"' not in page
    sign_in(client, token=token)
    assert "signed in" in client.get("/queue").text


def test_nobodys_token_is_refused(shared: Served, desk: Workspace) -> None:
    desk.add_user("bo")
    client = browser(shared)
    csrf = csrf_of(client.get("/sign-in").text)
    for token in ("", "factcheck_" + "a" * 43, "\x00", "é" * 50):
        answer = client.post("/sign-in", data={"csrf": csrf, "token": token})
        assert answer.status_code == 401, token
        assert token == "" or token not in answer.text


def test_whoever_is_removed_is_out_at_once_and_no_door_opens(shared: Served, desk: Workspace) -> None:
    token = desk.add_user("bo")
    client, program = browser(shared), browser(shared, headers={"authorization": f"Bearer {token}"})
    sign_in(client, token=token)
    assert program.get("/api/v1/who").json() == {"name": "bo", "proof": "token"}
    desk.remove_user("bo")
    assert client.get("/queue").status_code == 303
    assert program.get("/api/v1/who").status_code == 401
    csrf = csrf_of(client.get("/sign-in").text)
    assert client.post("/sign-in", data={"csrf": csrf, "name": "bo"}).status_code == 401
    with pytest.raises(UsageError, match="no user 'bo'"):
        desk.remove_user("bo")


def test_a_new_token_ends_the_old_one_and_its_sessions(shared: Served, desk: Workspace) -> None:
    client = browser(shared)
    sign_in(client, token=desk.add_user("bo"))
    desk.add_user("bo")
    assert client.get("/queue").status_code == 303


def test_others_than_this_machine_need_a_token_though_nobody_has_one(desk: Workspace) -> None:
    for shared in (served(desk, open=True), served(desk, public="https://desk.example.org")):
        assert 'name="token"' in browser(shared).get("/sign-in").text


def test_too_many_that_are_nobodys_are_told_to_wait_and_the_right_one_is_not(shared: Served, desk: Workspace) -> None:
    token = desk.add_user("bo")
    client = browser(shared)
    csrf = csrf_of(client.get("/sign-in").text)
    answers = [client.post("/sign-in", data={"csrf": csrf, "token": "wrong"}) for _ in range(attempts.MOST + 1)]
    assert [one.status_code for one in answers] == [401] * attempts.MOST + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= attempts.SECONDS
    sign_in(client, token=token)


def test_failures_are_forgotten_and_of_few_addresses() -> None:
    clock = _Clock()
    tried = Attempts(clock)
    for _ in range(attempts.MOST):
        tried.failed("a")
    assert tried.failed("a") > 0
    clock.now += attempts.SECONDS
    assert tried.failed("a") == 0
    for number in range(20_000):
        tried.failed(str(number))
    assert len(tried._failed) == 10_000


def test_sessions_run_out_and_are_of_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _Clock()
    held = Sessions(clock)
    first = held.begin("bo")
    clock.now += 3600 * sessions.HOURS
    assert held.get(first) is None
    monkeypatch.setattr(sessions, "MOST", 3)
    names = [held.begin("bo") for _ in range(5)]
    assert [held.get(name) is not None for name in names] == [False, False, True, True, True]


# -- what the record says -----------------------------------------------------------------


def test_the_record_says_who_has_signed_in_and_is_whole(shared: Served, desk: Workspace) -> None:
    shared.of(Person("bo", "token")).mark(FIRST, "unverified", reason="no-evidence")
    shared.of(Person("leo")).note(FIRST, "seen")
    told = desk.story(FIRST)
    assert any("bo found it unverified (no evidence) (signed in with a token)" in line for line in told)
    assert any(line.endswith("leo noted: seen") for line in told)
    assert not desk.verify().damage


def test_what_is_entered_in_anothers_name_is_not_said_to_be_proved(shared: Served, desk: Workspace) -> None:
    shared.of(Person("bo", "token")).mark(FIRST, "unverified", reason="no-evidence", by="leo")
    assert "authenticated" not in desk.history(FIRST)[-1].content


def test_a_backup_lets_nobody_in_who_was_removed_since(desk: Workspace, tmp_path: Path) -> None:
    desk.add_user("bo")
    desk.add_user("eva")
    desk.backup(tmp_path / "copy")
    desk.remove_user("bo")
    desk.restore(tmp_path / "copy", over=True)
    assert [one.name for one in desk.users()] == ["eva"]


# -- programs -----------------------------------------------------------------------------


def test_a_program_says_in_whose_name_it_asks_where_no_token_is_needed(shared: Served) -> None:
    program = browser(shared)
    assert program.get("/api/v1/who").json() == {"name": "ana", "proof": ""}
    assert program.get("/api/v1/who", headers={AS: "Bo"}).json() == {"name": "Bo", "proof": ""}
    assert program.get("/api/v1/who", headers={AS: "x" * 200}).status_code == 422


def test_a_program_shows_its_token_with_each_request_where_one_is_needed(shared: Served, desk: Workspace) -> None:
    token = desk.add_user("bo")
    program = browser(shared)
    for headers in ({}, {AS: "bo"}, {"authorization": "Bearer nobodys"}, {"authorization": f"Basic {token}"}):
        answer = program.get("/api/v1/who", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "error" in answer.json()
    known = program.get("/api/v1/who", headers={"authorization": f"bearer {token}"})
    assert known.json() == {"name": "bo", "proof": "token"}
    assert (
        program.get("/queue", headers={"authorization": f"Bearer {token}"}).status_code == 303
    )  # pages want a session
