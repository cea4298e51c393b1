"""Who asks the API: names, tokens, pages of other sites."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from api_desk import V1, Desk, a_desk, is_refusal
from review_samples import FEES
from starlette.requests import Request

from factcheck.errors import UsageError
from factcheck.web import people
from factcheck.web.jobs import Notice
from factcheck.web.people import Person

NOTE = f"{V1}/claims/{FEES.id}/note"


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as made:
        yield made


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_without_a_name_the_usual_one_or_none(desk: Desk) -> None:
    is_refusal(desk.client.get(f"{V1}/claims"), 401)
    is_refusal(desk.client.post(NOTE, json={"text": "x"}), 401)
    assert desk.get(f"/claims/{FEES.id}/history").json() == []


def test_a_name_proves_nothing_and_the_record_says_so(desk: Desk) -> None:
    assert "authenticated" not in desk.post(f"/claims/{FEES.id}/note", text="x").json()["content"]


def test_a_name_is_read_as_utf_8_or_not_at_all(desk: Desk) -> None:
    made = desk.client.post(NOTE, json={"text": "x"}, headers={"X-Factcheck-As": "Zoë".encode()})
    assert made.json()["by"] == "Zoë"
    told = {"type": "http", "headers": [(b"x-factcheck-as", b"Zo\xeb")]}  # as it arrives; no client here sends it
    with pytest.raises(UsageError, match="UTF-8"):
        people._said_name(Request(told))


def test_what_came_of_a_job_is_told_to_who_asked_for_it(desk: Desk) -> None:
    def work(_progress: object, notice: Notice) -> str:
        notice("a page was left out")
        raise UsageError("no such page")

    job = desk.served.jobs.start("check", "a", Person("ana"), work)
    assert desk.served.jobs.wait(job, 60)
    told = desk.get(f"/jobs/{job.id}").json()
    assert (told["problem"], told["notices"]) == ("no such page", ["a page was left out"])
    told = desk.get(f"/jobs/{job.id}", by="leo").json()
    assert (told["state"], told["problem"], told["notices"], told["answer"]) == ("failed", None, [], None)


def test_a_token_proves_who_asks_and_the_record_says_so(desk: Desk) -> None:
    token = desk.workspace.add_user("ana")
    made = desk.client.post(NOTE, json={"text": "x"}, headers=bearer(token)).json()
    assert (made["by"], made["content"]["authenticated"]) == ("ana", "token")
    as_leo = desk.client.post(NOTE, json={"text": "x"}, headers={**bearer(token), "X-Factcheck-As": "leo"}).json()
    assert as_leo["by"] == "ana"


def test_once_somebody_has_a_token_a_name_opens_nothing(desk: Desk) -> None:
    desk.workspace.add_user("ana")
    is_refusal(desk.get("/claims"), 401)
    is_refusal(desk.client.get(f"{V1}/claims", headers=bearer("nobody's")), 401)
    is_refusal(desk.client.get(f"{V1}/claims", headers={"Authorization": "Basic YW5hOmFuYQ=="}), 401)
    assert desk.client.get(f"{V1}/version").status_code == 200


def test_the_token_of_somebody_who_was_removed_or_has_a_new_one_holds_no_more(desk: Desk) -> None:
    old = desk.workspace.add_user("ana")
    new = desk.workspace.add_user("ana")
    is_refusal(desk.client.get(f"{V1}/claims", headers=bearer(old)), 401)
    assert desk.client.get(f"{V1}/claims", headers=bearer(new)).status_code == 200
    desk.workspace.remove_user("ana")
    is_refusal(desk.client.get(f"{V1}/claims", headers=bearer(new)), 401)
    is_refusal(desk.get("/claims"), 401)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "elsewhere.example"},
    ],
)
def test_what_a_page_of_another_site_sends_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    given = {"X-Factcheck-As": "ana", **headers}
    is_refusal(desk.client.post(NOTE, json={"text": "x"}, headers=given), 403)
    assert desk.get(f"/claims/{FEES.id}/history").json() == []


def test_a_form_of_another_site_cannot_be_a_request_of_the_api(desk: Desk) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        answer = desk.client.post(NOTE, content=b'{"text": "x"}', headers={"content-type": kind})
        assert answer.status_code in (401, 403, 422)
    assert desk.get(f"/claims/{FEES.id}/history").json() == []


def test_the_description_and_its_page_are_there(desk: Desk) -> None:
    described = desk.client.get("/api/openapi.json").json()
    page = desk.client.get("/api").text
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            assert f"{method.upper()} {path}" in page
            assert one["responses"]["422"]["content"]["application/json"]["schema"]["$ref"].endswith("/Refusal")
    assert "https://" not in page.replace("https://example.org", "")
    assert {"HTTPBearer", "Name", "Browser"} <= set(described["components"]["securitySchemes"])
