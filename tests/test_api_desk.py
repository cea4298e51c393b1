"""The desk over the API: the queue, deciding, correcting, two people, what is refused and how."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from api_desk import V1, Desk, a_desk, is_refusal
from review_samples import ARTICLE, CRANES, FEES, GIFT, QUAY, SHIPS

from factcheck.report import claim_as_dict


@pytest.fixture
def desk() -> Iterator[Desk]:
    with a_desk() as made:
        yield made


# -- the queue ----------------------------------------------------------------------------


def test_the_queue_is_what_the_command_prints(desk: Desk) -> None:
    told = desk.get("/claims").json()
    assert told["total"] == 5
    assert [one["id"] for one in told["claims"]][:2] == [SHIPS.id, FEES.id]
    assert told["waiting"]["total"] == 5


def test_a_page_of_the_queue(desk: Desk) -> None:
    told = desk.get("/claims", limit=2, offset=4).json()
    assert (told["total"], len(told["claims"])) == (5, 1)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"speaker": "ferro"}, {FEES.id, SHIPS.id}),
        ({"flag": "misquoted"}, {SHIPS.id}),
        ({"proposal": "supported"}, {FEES.id}),
        ({"status": "stale"}, set()),
        ({"status": "second-check"}, set()),
        ({"article": ARTICLE.id[:6], "mine": True}, {one.id for one in (FEES, SHIPS, CRANES, QUAY, GIFT)}),
        ({"person": "leo"}, set()),
        ({"decided": True}, set()),
    ],
)
def test_the_queue_is_filtered(desk: Desk, asked: dict[str, object], expected: set[str]) -> None:
    assert {one["id"] for one in desk.get("/claims", **asked).json()["claims"]} == expected


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 0},
        {"limit": 501},
        {"offset": -1},
        {"offset": 10**30},
        {"status": "new"},
        {"proposal": "maybe"},
        {"speker": "x"},
        {"mine": "perhaps"},
        {"article": "x" * 501},
        {"speaker": "\x00"},
    ],
)
def test_a_filter_that_is_none_is_refused(desk: Desk, asked: dict[str, object]) -> None:
    is_refusal(desk.get("/claims", **asked), 422)


def test_the_next_claim_is_taken_and_nobody_else_is_given_it(desk: Desk) -> None:
    first = desk.post("/claims/next").json()
    assert first["claim"]["id"] == SHIPS.id
    assert first["until"] > "2026"
    second = desk.post("/claims/next", by="leo").json()
    assert second["claim"]["id"] == FEES.id
    assert "ana is at it" in is_refusal(desk.post(f"/claims/{SHIPS.id}/take", by="leo"), 409)
    held = next(one for one in desk.get("/claims", by="leo").json()["claims"] if one["id"] == SHIPS.id)
    assert held["held_by"] == "ana"


def test_work_is_kept_with_a_lease_and_comes_back_to_its_person(desk: Desk) -> None:
    desk.post(f"/claims/{FEES.id}/take")
    assert desk.post(f"/claims/{FEES.id}/renew", note="half read").json()["by"] == "ana"
    assert desk.post(f"/claims/{FEES.id}/let-go").status_code == 204
    assert desk.post(f"/claims/{FEES.id}/take").json()["work"] == {"note": "half read"}


def test_nothing_is_left_to_take(desk: Desk) -> None:
    assert desk.post("/claims/next", speaker="nobody").json() == {
        "claim": None,
        "until": None,
        "attempt": None,
        "work": None,
    }


# -- one claim ----------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [FEES.id, FEES.id[:5], f"{ARTICLE.id}%231"])
def test_a_claim_by_its_id_its_beginning_and_its_number(desk: Desk, asked: str) -> None:
    told = desk.get(f"/claims/{asked}").json()
    assert told["id"] == FEES.id
    assert told == claim_as_dict(*desk.workspace.show(FEES.id))


@pytest.mark.parametrize(("asked", "status"), [("zzzzzz", 404), (f"{ARTICLE.id}%2399", 404), ("zz", 422), ("8", 422)])
def test_a_claim_that_is_not_there(desk: Desk, asked: str, status: int) -> None:
    is_refusal(desk.get(f"/claims/{asked}"), status)
    is_refusal(desk.post(f"/claims/{asked}/note", text="x"), status)


def test_a_decision_and_the_same_again(desk: Desk) -> None:
    made = desk.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["1"], note="read", after=0).json()
    assert (made["verdict"], made["attribution"], made["by"], made["added"]) == ("supported", "not-found", "ana", True)
    assert made["citations"][0]["passage_id"] == "minutes#0"
    assert made["claim"]["state"] == "decided"
    again = desk.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["1"]).json()
    assert (again["added"], again["number"]) == (False, made["number"])
    assert [one["action"] for one in desk.get(f"/claims/{FEES.id}/history").json()] == ["decided"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"verdict": "supported"}, 422, "needs at least one citation"),
        ({"verdict": "unverified"}, 422, "needs a reason"),
        ({}, 422, "nothing was decided"),
        ({"verdict": "true"}, 422, "verdict"),
        ({"verdict": "supported", "cite": ["1:words that stand nowhere"]}, 422, "stand"),
        ({"verdict": "supported", "cite": ["nowhere#0"]}, 422, "no passage"),
        ({"verdict": "supported", "cite": "1"}, 422, "cite"),
        ({"verdict": "supported", "cite": ["1"], "as": "leo"}, 422, "as"),
        ({"verdict": "supported", "cite": ["1"], "after": 3}, 409, "Nothing was stored"),
        ({"verdict": "supported", "cite": ["1"], "after": -1}, 422, "after"),
        ({"verdict": "supported", "cite": ["1"], "after": "0"}, 422, "after"),
        ({"verdict": "supported", "cite": ["1"], "over": "yes"}, 422, "over"),
        ({"verdict": "supported", "cite": ["1"], "note": "n" * 20_001}, 422, "note"),
        ({"verdict": "supported", "cite": ["1"], "note": "a\x00b"}, 422, "NUL"),
        ({"verdict": "supported", "reuse": "zzzzzz"}, 404, "zzzzzz"),
    ],
)
def test_a_decision_that_is_refused_stores_nothing(
    desk: Desk, body: dict[str, object], status: int, words: str
) -> None:
    assert words in is_refusal(desk.post(f"/claims/{FEES.id}/decision", **body), status)
    assert desk.get(f"/claims/{FEES.id}/history").json() == []


def test_half_a_surrogate_pair_is_refused(desk: Desk) -> None:
    headers = {"X-Factcheck-As": "ana", "content-type": "application/json"}
    answer = desk.client.post(f"{V1}/claims/{FEES.id}/note", content=b'{"text": "\\ud800"}', headers=headers)
    is_refusal(answer, 422)


def test_what_is_no_json_is_refused_in_the_same_shape(desk: Desk) -> None:
    headers = {"X-Factcheck-As": "ana", "content-type": "application/json"}
    for wrong in (b"{", b"[]", b"\xff\xfe", b'{"text": NaN}', b"null", b"1" * 5000):
        answer = desk.client.post(f"{V1}/claims/{FEES.id}/note", content=wrong, headers=headers)
        assert answer.status_code in (400, 422)
        is_refusal(answer, answer.status_code)


def test_a_colleagues_decision_is_overruled_knowingly(desk: Desk) -> None:
    desk.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["1"])
    other = {"verdict": "unverified", "reason": "no-evidence"}
    assert "ana" in is_refusal(desk.post(f"/claims/{FEES.id}/decision", by="leo", **other), 409)
    is_refusal(desk.post(f"/claims/{FEES.id}/decision", by="leo", over=True, **other), 422)
    made = desk.post(f"/claims/{FEES.id}/decision", by="leo", over=True, note="not his words", **other).json()
    assert (made["by"], made["verdict"]) == ("leo", "unverified")


def test_reopened_dismissed_noted_and_undone(desk: Desk) -> None:
    desk.post(f"/claims/{FEES.id}/decision", verdict="supported", cite=["1"])
    assert desk.post(f"/claims/{FEES.id}/reopen", note="the figure was mended").json()["verdict"] is None
    assert desk.post(f"/claims/{FEES.id}/note", text="ask again").json()["action"] == "noted"
    assert desk.post("/undo").json()["content"]["action"] == "noted"
    assert desk.post(f"/claims/{QUAY.id}/dismiss", reason="no-claim").json()["action"] == "dismissed"
    assert desk.get("/claims").json()["total"] == 4
    assert desk.post("/undo", claim=QUAY.id).json()["claim_id"] == QUAY.id
    is_refusal(desk.post("/undo", by="leo"), 422)
    is_refusal(desk.post(f"/claims/{QUAY.id}/dismiss", reason="boring"), 422)
    is_refusal(desk.post(f"/claims/{CRANES.id}/reopen", note="why"), 422)


def test_a_claim_is_assigned_once(desk: Desk) -> None:
    assert desk.post(f"/claims/{FEES.id}/assign", to="leo").json()["done"] is True
    assert desk.post(f"/claims/{FEES.id}/assign", to="leo").json() == {"done": False, "entry": None}
    assert desk.post(f"/claims/{FEES.id}/assign", to=None).json()["entry"]["content"]["to"] is None


def test_replies_and_signatures(desk: Desk) -> None:
    assert desk.post(f"/claims/{FEES.id}/ask", whom="Ada Ferro", way="phone", when="2026-03-05").status_code == 200
    assert desk.post(f"/claims/{FEES.id}/answered", answer="It stands.").json()["content"]["whom"] == "Ada Ferro"
    assert (
        desk.post(f"/claims/{FEES.id}/sign-off", note="seen", blocker="single source").json()["action"] == "signed-off"
    )
    is_refusal(desk.post(f"/claims/{FEES.id}/ask", whom="Ada Ferro", way="phone", when="9999-01-01"), 422)
    is_refusal(desk.post(f"/claims/{FEES.id}/ask", whom="Ada Ferro", way="phone", when="yesterday"), 422)
    is_refusal(desk.post(f"/claims/{QUAY.id}/answered", answer="No."), 422)


def test_a_verdict_is_released_and_withdrawn(desk: Desk) -> None:
    is_refusal(desk.post(f"/claims/{CRANES.id}/release"), 422)
    desk.post(f"/claims/{CRANES.id}/decision", verdict="supported", cite=["1"])
    assert "no web address" in is_refusal(desk.post(f"/claims/{CRANES.id}/release"), 422)
    with desk.workspace.database.writing() as session:
        session.execute(sa.text("UPDATE articles SET url = 'https://port.example/fees'"))
    assert desk.post(f"/claims/{CRANES.id}/release").json()["content"]["released"] is True
    graph = desk.get(f"/articles/{ARTICLE.id}/report", format="claimreview").json()
    assert "ClaimReview" in str(graph)
    assert desk.post(f"/claims/{CRANES.id}/release", withdraw=True).json()["content"]["released"] is False


# -- what a claim is ----------------------------------------------------------------------


def test_a_claim_is_corrected_split_joined_and_added(desk: Desk) -> None:
    made = desk.post(f"/claims/{FEES.id}/correct", speaker="Ada Ferro-Lund", search=False).json()
    assert made["speaker"]["name"] == "Ada Ferro-Lund"
    parts = desk.post(f"/claims/{CRANES.id}/split", parts=["the wall is 350 metres long"], search=False).json()
    assert [one["text"] for one in parts] == ["The port has 14 cranes", "the wall is 350 metres long"]
    first, second = (one["id"] for one in parts)
    joined = desk.post(f"/claims/{first}/join", others=[second], search=False).json()
    assert joined["id"] == CRANES.id
    added = desk.post(f"/articles/{ARTICLE.id}/claims", words="The mayor called the fees", search=False)
    assert added.status_code == 201
    assert desk.client.get(added.headers["location"], headers={"X-Factcheck-As": "ana"}).json()["number"] == 8


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"/claims/{FEES.id}/correct", {"words": "words that stand nowhere"}),
        (f"/claims/{FEES.id}/correct", {"spans": [[5, 2]]}),
        (f"/claims/{FEES.id}/correct", {"spans": [[0, 10**12]]}),
        (f"/claims/{FEES.id}/correct", {"spans": [[0]]}),
        (f"/claims/{FEES.id}/correct", {"words": "fees", "spans": [[0, 3]]}),
        (f"/claims/{FEES.id}/correct", {"kind": "poem"}),
        (f"/claims/{CRANES.id}/correct", {"role": "crane"}),
        (f"/claims/{FEES.id}/split", {"parts": []}),
        (f"/claims/{FEES.id}/split", {"parts": ["nowhere in it"]}),
        (f"/claims/{FEES.id}/join", {"others": [FEES.id]}),
        (f"/claims/{FEES.id}/join", {"others": [CRANES.id]}),
        (f"/articles/{ARTICLE.id}/claims", {}),
        (f"/articles/{ARTICLE.id}/claims", {"words": FEES.text}),
    ],
)
def test_what_is_no_claim_is_refused(desk: Desk, path: str, body: dict[str, object]) -> None:
    is_refusal(desk.post(path, **body), 422)


# -- two people ---------------------------------------------------------------------------


def test_a_blind_second_check_is_told_nowhere(desk: Desk) -> None:
    desk.post(f"/claims/{CRANES.id}/decision", verdict="contradicted", cite=["1"], note="xyzzy")
    assert desk.post(f"/claims/{CRANES.id}/second-check", blind=True, by="mia").status_code == 200
    for path in (
        "/claims",
        f"/claims/{CRANES.id}",
        f"/claims/{CRANES.id}/history",
        f"/articles/{ARTICLE.id}/report",
        f"/articles/{ARTICLE.id}/report?format=md",
        f"/articles/{ARTICLE.id}/report?format=csv",
        f"/articles/{ARTICLE.id}/history",
        "/history",
        "/ledger?outlet=Skerra",
    ):
        answer = desk.get(path, by="leo")
        assert answer.status_code == 200, path
        assert "xyzzy" not in answer.text, path
        assert '"verdict": "contradicted"' not in answer.text, path
    taken = desk.post(f"/claims/{CRANES.id}/take", by="leo")
    assert taken.json()["claim"]["verdict"] is None
    stale = is_refusal(
        desk.post(f"/claims/{CRANES.id}/decision", by="leo", verdict="supported", cite=["1"], after=0), 409
    )
    assert "contradicted" not in stale
    answer = desk.post(f"/claims/{CRANES.id}/decision", by="leo", verdict="supported", cite=["1"])
    assert answer.json()["claim"]["state"] == "disputed"
    assert desk.get("/agreement").json()["claims"] == 1


def test_who_is_no_editor_gets_no_export() -> None:
    with a_desk() as desk:
        assert desk.get("/export").status_code == 200
    with a_desk() as desk:
        (desk.workspace.settings.workspace / "factcheck.toml").write_text('editors = ["eva"]\n')
        folder = desk.workspace.settings.workspace
        with a_desk(folder) as edited:
            is_refusal(edited.get("/export"), 403)
            assert edited.get("/export", by="eva").text.count("\n") > 10
            is_refusal(edited.post(f"/claims/{FEES.id}/sign-off", note="x"), 422)
