"""Flags over the API: the list, taking, muting; in one's own name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from api_desk import Desk, is_refusal
from flag_samples import ARTICLE, claim, raise_flags

from factcheck import Workspace


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Workspace(tmp_path_factory.mktemp("api") / "desk", user="ana") as opened:
        opened.make()
        raise_flags(opened, ARTICLE, (claim(), ("known-false", "new")), (claim("lorries"), ("new",)))
        served = Desk(opened)
        yield served
        served.served.jobs.close()


def test_flags_are_listed_taken_and_muted_in_ones_own_name(desk: Desk) -> None:
    told = desk.get("/flags").json()
    assert [(one["key"], one["state"]) for one in told["flags"]] == [(2, "open"), (1, "open")]
    assert told["flags"][1]["rules"][0] == {"rule": "known-false", "why": "found by known-false"}
    assert desk.get("/flags", rule="known-false", limit=1).json()["total"] == 1
    assert desk.get("/flags", since="2026-11-03").json() == {"total": 0, "flags": []}
    taken = desk.post("/flags/1/take", by="leo").json()
    assert (taken["done"], taken["entry"]["by"], taken["entry"]["content"]) == (True, "leo", {"to": "leo"})
    assert desk.post("/flags/1/take", by="leo").json()["done"] is False
    assert "leo's" in is_refusal(desk.post("/flags/1/take", by="ana"), 409)
    assert desk.post("/flags/1/take", by="ana", over=True).json()["done"] is True
    mute = desk.post("/mutes", by="eva", what="words", value="lorry", note="the strike", until="2126-12-24").json()
    assert (mute["by"], mute["until"]) == ("eva", "2126-12-24")
    assert [one["key"] for one in desk.get("/flags", state="muted").json()["flags"]] == [2]
    assert desk.post(f"/mutes/{mute['number']}/lift", by="leo").json()["lifted_by"] == "leo"
    assert desk.get("/mutes").json() == []
    assert len(desk.get("/mutes", lifted=True).json()) == 1
    assert [one["state"] for one in desk.get("/flags", state="all").json()["flags"]] == ["open", "taken"]


def test_what_is_refused(desk: Desk) -> None:
    is_refusal(desk.get("/flags", state="lost"), 422)
    is_refusal(desk.post("/flags/99999/take"), 404)
    is_refusal(desk.post("/mutes", what="place", value="Lund"), 422)
    is_refusal(desk.post("/mutes", what="words", value="lorry", until="2020-01-01"), 422)
    is_refusal(desk.post("/mutes/99/lift"), 404)
