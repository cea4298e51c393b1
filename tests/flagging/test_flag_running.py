"""Unattended runs: only what is new, once, whatever stops them."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from factcheck import Workspace
from factcheck.domain import ClaimKind, Content, SourceItem, Unusable
from factcheck.errors import ConflictError, InputError
from factcheck.flagging.listing import Plan
from factcheck.flagging.lock import LOCK_FILE, run_lock
from factcheck.flagging.outcome import FailedItem, FlaggedClaim, Summary, as_dict, summary_as_dict, summary_lines
from factcheck.workers import Spread
from factcheck.workspace import flag_worker

pytestmark = pytest.mark.xdist_group("flag runs")  # at one desk, one after the other

DAY = date(2025, 11, 5)
CLOSE = "The Riverton council voted to close 14 of its 52 libraries by March 2026."
QUOTED = '"We have kept 11 branches open for as long as we could," said Anna Crewe, the mayor of Riverton.'
BUDGET = "The budget of Riverton fell by 4.5 per cent to 120 million euros in 2025."
STORY = f"Riverton to lose 14 libraries\n\n{CLOSE}\n\n{QUOTED}\n\n{BUDGET}\n"
OUTLETS = {
    "Courier": STORY,
    "Herald": f"Libraries close in Riverton\n\n{CLOSE[:-1]}, after a heated debate.\n\n{QUOTED}\n\n{BUDGET}\n",
    "Gazette": f"Fewer books for Riverton\n\n{QUOTED}\n\n{CLOSE.replace('14', 'fourteen')}\n\n{BUDGET}\n",
    "Echo": f"{CLOSE}\n\n{BUDGET}\n\n{QUOTED}\n\nResidents will meet at the town hall on Friday.\n",
    "Mirror": STORY,  # word for word, as agencies' copy is printed
}


def item(key: str, text: str | None, said: Mapping[str, Any] | None = None, **more: Any) -> SourceItem:
    def read() -> Content:
        if text is None:
            raise InputError(f"{key}: cannot be read. Grant it.")
        data = text.encode()
        return Content(data, f"{key}.txt" if "." not in key else key, sha256(data).hexdigest())

    told = {"publisher": key.partition("/")[0], "published": DAY} if said is None else dict(said)
    return SourceItem(key, "the wire", f"{key}, line 1", read, told, **more)


class Found:
    """What a run gave."""

    def __init__(self, desk: Workspace, items: Iterable[SourceItem | Unusable], plan: Plan | None = None, **how: Any):
        told = list(desk.flag(items, plan, **how))
        self.claims = [one for one in told if isinstance(one, FlaggedClaim)]
        self.failed = [one for one in told if isinstance(one, FailedItem)]
        assert isinstance(told[-1], Summary)
        self.summary = told[-1]

    @property
    def texts(self) -> set[str]:
        return {one.claim.text for one in self.claims}


@pytest.fixture(scope="module")
def stories() -> list[SourceItem]:
    return [item(outlet, text) for outlet, text in OUTLETS.items()]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Workspace:
    return Workspace(tmp_path_factory.mktemp("flagging") / "desk", cache=cache, user="night")


@pytest.fixture(scope="module")
def first(desk: Workspace, stories: list[SourceItem]) -> Found:
    return Found(desk, stories)


def test_the_same_story_from_five_outlets_gives_each_claim_once_with_five_appearances(first: Found) -> None:
    assert (first.summary.new, first.summary.failed) == (5, 0)
    for words in (CLOSE, BUDGET):
        (one,) = [claim for claim in first.claims if claim.claim.text == words]
        assert [place.publisher for place in one.appearances] == list(OUTLETS)
        assert (one.publisher, one.published, one.place) == ("Courier", DAY, "Courier, line 1")
    assert sum(one.claim.text.startswith("We have kept 11 branches") for one in first.claims) == 1
    assert first.summary.flagged == len(first.claims) == first.summary.told
    assert first.summary.claims_new == len({one.claim.id for one in first.claims})


def test_a_claim_as_json_has_one_shape(first: Found) -> None:
    told = [json.loads(json.dumps(as_dict(one))) for one in first.claims]
    assert len({tuple(sorted(one)) for one in told}) == 1
    assert told[0]["type"] == "claim"
    assert told[0]["rules"]
    assert len(told[0]["appearances"]) >= 2
    assert json.dumps(summary_as_dict(first.summary))
    assert "5 new" in summary_lines(first.summary)[0]


def test_what_a_person_decided_before_the_first_run_is_not_flagged(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "Courier.txt").write_text(STORY, encoding="utf-8")
    with Workspace(tmp_path / "desk", cache=cache, user="ana") as desk:
        claims = {one.claim.text: one.claim.id for one in desk.check(tmp_path / "Courier.txt").claims}
        desk.mark(claims[CLOSE], "unverified", reason="no-evidence")
        desk.dismiss(claims[BUDGET], "trivial")
        found = Found(desk, [item("Courier", STORY)])
    assert found.texts == set(claims) - {CLOSE, BUDGET}
    assert found.texts


def test_what_did_not_change_is_read_and_no_more(desk: Workspace, first: Found, stories: list[SourceItem]) -> None:
    again = Found(desk, stories)
    assert again.claims == []
    assert again.summary.unchanged == 5
    assert not {"parsing", "checking"} & set(again.summary.seconds)
    assert flag_worker._opened == []


def test_a_stamp_that_is_the_same_saves_the_reading(desk: Workspace) -> None:
    asked = item("stamped", "Nothing of note happened.\n", stamp="v1")
    assert Found(desk, [asked]).summary.new == 1
    same = item("stamped", None, stamp="v1")
    assert Found(desk, [same]).summary.unchanged == 1
    assert Found(desk, [item("stamped", None, stamp="v2")]).failed
    renamed = item("stamped", None, stamp="v1", said={"publisher": "Another"})
    assert Found(desk, [renamed]).failed


def test_of_a_new_draft_only_what_changed_is_new(desk: Workspace) -> None:
    begin = "The Alma bridge\n\nThe Alma bridge was closed for 12 days in June 2025.\n\nIt rose by 4 per cent.\n"
    added = "Repairs of the Alma bridge cost 3.2 million euros, the council said.\n"
    before = Found(desk, [item("draft", begin)])
    after = Found(desk, [item("draft", begin.replace("12 days", "13 days") + "\n" + added)])
    assert before.summary.new == after.summary.changed == 1
    assert {text[:20] for text in after.texts} == {"The Alma bridge was ", "Repairs of the Alma "}
    assert all(len(one.appearances) == 1 for one in after.claims)
    assert before.claims[0].article_id not in {one.article.id for one in desk.articles()}
    untouched = Found(desk, [item("draft", begin.replace("12 days", "13 days") + "\n" + added + "\n\n")])
    assert untouched.claims == []


def test_what_fails_is_named_kept_and_tried_again(desk: Workspace) -> None:
    broken = [item("bad", None), Unusable("a feed", "entry 3", "no address. Mend it."), item("pdf", "%PDF-1.7 cut")]
    found = Found(desk, broken)
    assert {one.place for one in found.failed} == {"bad, line 1", "entry 3", "pdf, line 1"}
    assert found.summary.failed == 3
    assert {one.place for one in Found(desk, broken).failed} == {"bad, line 1", "entry 3", "pdf, line 1"}
    mended = [item("bad", "Mended\n\nThe Tenby ferry carried 900 people in 2024.\n"), item("other", "Not asked for.\n")]
    found = Found(desk, mended, Plan(only_failed=True))
    assert (found.summary.new, found.summary.changed) == (1, 0)
    assert "The Tenby ferry carried 900 people in 2024." in found.texts


def test_what_was_flagged_and_not_taken_is_told_by_the_next_run(desk: Workspace) -> None:
    text = "Hollin counts again\n\nHollin lost 1,204 jobs in 2024.\n\nHollin gained 88 shops in 2024.\n"
    run = desk.flag([item("untaken", text)])
    one = next(run)
    assert isinstance(one, FlaggedClaim)
    run.close()  # type: ignore[attr-defined]
    again = Found(desk, [])
    assert one.key in {other.key for other in again.claims}
    assert {"Hollin lost 1,204 jobs in 2024.", "Hollin gained 88 shops in 2024."} <= again.texts
    assert Found(desk, []).claims == []


def test_a_run_begins_no_more_than_it_is_asked_to(desk: Workspace) -> None:
    some = [item(f"planned/{number}", f"Plan\n\nMarlow built {number + 20} houses in 2024.\n") for number in range(4)]
    assert Found(desk, some, Plan(deadline=time.time() - 1)).summary.left == 4
    assert Found(desk, some, stop=lambda: True).summary.stopped == "interrupt"
    found = Found(desk, some, Plan(limit=1))
    assert (found.summary.new, found.summary.left, found.summary.stopped) == (1, 3, "limit")
    old = item("old", "Old.\n", said={"published": date(2020, 1, 1)})
    older = item("older", "Older.\n", said={}, modified=datetime(2020, 1, 1, tzinfo=UTC))
    found = Found(desk, [old, older, some[1]], Plan(since=date(2025, 1, 1)))
    assert (found.summary.older, found.summary.new) == (2, 1)
    assert Found(desk, [some[2], some[2]]).summary.new == 1


def test_a_dry_run_stores_nothing(tmp_path: Path, desk: Workspace, stories: list[SourceItem]) -> None:
    folder = tmp_path / "none"
    changed = item("Herald", OUTLETS["Herald"] + "\nMore.\n")
    with Workspace(folder) as other:
        assert [one[0] for one in other.flag_changes(stories) if isinstance(one, tuple)] == ["new"] * 5
        assert not folder.exists()
    told = list(desk.flag_changes([*stories, changed, item("fresh", "Fresh.\n"), item("gone", None)]))
    assert [one[0] for one in told if isinstance(one, tuple)] == ["new"]
    assert [one.key for one in told if isinstance(one, FailedItem)] == ["gone"]


def test_bytes_that_change_while_the_text_does_not_are_no_change(desk: Workspace) -> None:
    page = "<html><head><title>Ferry</title></head><body><h1>Ferry</h1><p>{}</p><!-- {} --></body></html>"
    words = "The ferry carried 41 cars across the sound in 2024, the company said in its report."
    one, other = (item("page.html", page.format(words, number)) for number in (1, 2))
    assert Found(desk, [one]).summary.new == 1
    again = Found(desk, [other])
    assert (again.summary.unchanged, again.claims) == (1, [])
    assert "checking" not in again.summary.seconds
    assert "parsing" not in Found(desk, [other]).summary.seconds


def test_known_claims_say_so(desk: Workspace) -> None:
    words = "Norrstad has 7 harbours and 31 lighthouses."
    before = desk.check(desk.article(f"Ports\n\n{words}\n", source="earlier"))
    (claim,) = [one.claim for one in before.claims if one.claim.text == words]
    desk.mark(claim.id, "unverified", reason="no-evidence", by="ana")
    found = Found(desk, [item("known", f"Harbours of the north\n\n{words}\n")])
    (one,) = [one for one in found.claims if one.claim.text == words]
    assert [(known.own, known.by, known.rating) for known in one.known] == [(True, "ana", "unverified")]
    assert as_dict(one)["known"][0]["level"] == "same claim"
    assert found.summary.claims_known == 1


def test_one_run_at_a_time_and_the_second_is_told_whose_the_first_is(desk: Workspace) -> None:
    folder = desk.settings.workspace
    desk.make()
    with run_lock(folder, "ana", database=desk.database):
        with pytest.raises(ConflictError, match=r"process \d+ (on \S+ )?of ana, since 20.*--wait SECONDS"):
            list(desk.flag([]))
        with pytest.raises(ConflictError, match=r"after 0\.2 s"):
            list(desk.flag([], wait=0.2))
    (folder / LOCK_FILE).write_text("of a run that was killed")
    assert Found(desk, []).summary.stopped == ""


def test_several_workers_find_what_one_finds(tmp_path: Path, cache: Path, stories: list[SourceItem]) -> None:
    with Workspace(tmp_path / "several", cache=cache) as other:
        found = Found(other, stories[:2], Plan(spread=Spread(2)))
    assert (found.summary.new, found.failed) == (2, [])
    (one,) = [one for one in found.claims if one.claim.text == CLOSE]
    assert [place.publisher for place in one.appearances] == ["Courier", "Herald"]


def test_an_export_holds_what_was_flagged_and_an_import_goes_on(
    tmp_path: Path, desk: Workspace, first: Found, stories: list[SourceItem], cache: Path
) -> None:
    desk.export(tmp_path / "all.jsonl")
    with Workspace(tmp_path / "other", cache=cache) as other:
        other.import_(tmp_path / "all.jsonl")
        assert Found(other, stories).claims == []
        sixth = item("Sixth", f"Again\n\n{CLOSE}\n")
        assert Found(other, [sixth]).summary.claims_again == 1


def test_an_article_that_tells_an_early_day_of_itself_is_left_as_it_was(desk: Workspace) -> None:
    page = (
        "---\ntitle: Quay opens\npublished: 2025-10-01\n---\n\nThe quay of Saltmarsh opened in 1931 with 12 cranes.\n"
    )
    plan = Plan(since=date(2025, 10, 2))
    asked = item("quay.md", page, {})
    assert list(desk.flag_changes([asked], plan)) == []
    early = Found(desk, [asked], plan)
    assert (early.summary.older, early.summary.new, early.claims) == (1, 0, [])
    assert Found(desk, [asked], Plan(since=date(2025, 10, 1))).summary.new == 1


def test_a_headline_that_restates_a_quotation_is_one_claim_of_two_outlets(desk: Workspace) -> None:
    text = (
        "The ministry has ruined the salt marshes for ever\n\n"
        "“The ministry has ruined the salt marshes for ever,” said Rosa Hale of the Marsh Trust on Monday.\n"
    )
    found = Found(desk, [item("Ebb", text), item("Flow", f"{text}\nNobody at the ministry would speak.\n")])
    heads = [one for one in found.claims if one.claim.kind is ClaimKind.ASSERTION and "ruined" in one.claim.text]
    assert [len(one.appearances) for one in heads] == [2]


def test_after_an_edit_a_flag_is_told_of_the_claim_as_it_stands_now(cache: Path, tmp_path: Path) -> None:
    other = Workspace(tmp_path / "desk", cache=cache, user="night")
    file, words = tmp_path / "fire.txt", "The depot at Low Isle was built for 90 lorries in 1988."
    file.write_text(f"Depot fire\n\n{words}\n\nThe fire cost 3 million crowns, the fire brigade said.\n")
    (before,) = [one for one in Found(other, [file]).claims if one.claim.text == words]
    file.write_text(file.read_text().replace("3 million", "4 million"))
    assert all(one.claim.text != words for one in Found(other, [file]).claims)
    (listed,) = [one for one in other.flags()[0] if one.line.claim.text == words]
    (told,) = other.flagged([listed])
    assert (told.key, len(told.appearances)) == (before.key, 1)
    assert told.claim.id == listed.line.claim.id != before.claim.id
    assert told.article_id == told.appearances[0].article_id != before.article_id
    other.close()


def test_whatever_reading_an_item_meets_the_others_are_looked_at(desk: Workspace) -> None:
    def read() -> Content:
        raise RuntimeError("a reader's own fault")

    broken = SourceItem("broken", "the wire", "broken, line 1", read)
    found = Found(desk, [broken, item("whole", "The Sarn ferry carried 812 people in 2023.\n")])
    assert [one.place for one in found.failed] == ["broken, line 1"]
    assert found.summary.new == 1
