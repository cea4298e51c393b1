"""Flags that are listed, taken and muted; what a flag's state is follows from the log and from mutes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import databases
import pytest
from flag_samples import ARTICLE, claim, raise_flags
from sqlalchemy import text

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import ClaimKind, MuteKind, Speaker
from factcheck.errors import ConflictError, UnknownError, UsageError
from factcheck.flagging.channels import read_channel
from factcheck.flagging.muting import muted_by, unmuted
from factcheck.store.desk import put_article, put_claims
from factcheck.store.flags import put_appearances
from factcheck.workspace.as_json.flags import flags_as_dict, mute_as_dict
from factcheck.workspace.flags import FlagState

FIRST = claim()
SECOND = claim("attacks on lorries", kind=ClaimKind.INDIRECT, speaker=Speaker("Dana Orlov", "he"))
THIRD = claim("lorries", kind=ClaimKind.ASSERTION, speaker=None)
ALL = tuple(FlagState)
TODAY = date.today()


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three flagged claims, the newest of which is THIRD. Copying it is quicker than making it."""
    folder = tmp_path_factory.mktemp("pattern") / "desk"
    with Workspace(folder, user="ana") as opened:
        opened.make()
        raise_flags(opened, ARTICLE, (FIRST, ("known-false", "new")), (SECOND, ("new",)), (THIRD, ("new",)))
    return folder


@pytest.fixture
def desk(tmp_path: Path, pattern: Path) -> Iterator[Workspace]:
    databases.copied(pattern, tmp_path / "desk")
    with Workspace(tmp_path / "desk", user="ana") as opened:
        yield opened


def listed(desk: Workspace, *states: FlagState) -> list[tuple[str, str]]:
    found, total = desk.flags(states or (FlagState.OPEN, FlagState.TAKEN))
    assert total == len(found)
    return [(one.line.claim.id, one.state.value) for one in found]


def test_open_flags_come_first_and_the_newest_first(desk: Workspace) -> None:
    assert listed(desk) == [(THIRD.id, "open"), (SECOND.id, "open"), (FIRST.id, "open")]
    desk.take_flag("3")
    assert listed(desk) == [(SECOND.id, "open"), (FIRST.id, "open"), (THIRD.id, "taken")]
    assert listed(desk, FlagState.TAKEN) == [(THIRD.id, "taken")]
    page, total = desk.flags(limit=1, offset=1)
    assert ([one.line.key for one in page], total) == ([1], 3)
    assert [one.line.key for one in desk.flags(rule="Known-False")[0]] == [1]
    assert desk.flags(since=date(2026, 11, 1))[1] == 3
    assert desk.flags(since=datetime(2026, 11, 2, 6, 1, tzinfo=UTC))[1] == 0
    for wrong in ({"limit": 0}, {"offset": -1}):
        with pytest.raises(UsageError):
            desk.flags(**wrong)  # type: ignore[arg-type]


def test_taking_assigns_the_claim_in_the_log_and_respects_whose_it_is(desk: Workspace) -> None:
    made = desk.take_flag(FIRST.id[:6], by="leo")
    assert made is not None
    assert (made.action, made.by, made.content) == ("assigned", "leo", {"to": "leo"})
    assert desk.take_flag("1", by="leo") is None
    with pytest.raises(ConflictError, match=r"is leo's.*--over"):
        desk.take_flag("1")
    assert desk.take_flag("1", over=True) is not None
    assert desk.claim(FIRST.id).standing.assigned == "ana"
    desk.assign(ARTICLE.id, "mia")
    with pytest.raises(ConflictError, match=r"mia's"):
        desk.take_flag("2")
    desk.assign(ARTICLE.id, None)
    desk.dismiss(THIRD.id, "duplicate", by="ana")
    with pytest.raises(UsageError, match=r"waits for nobody: it is dismissed"):
        desk.take_flag(THIRD.id)


def test_a_flag_is_named_by_its_number_or_its_claim(desk: Workspace) -> None:
    with pytest.raises(UnknownError, match="there is no flag 99999"):
        desk.take_flag("99999")
    with pytest.raises(UsageError):
        desk.take_flag("")
    unflagged = claim("harbour master Ana Ruiz")
    with desk.database.writing() as session:
        put_claims(session, ARTICLE.id, [FIRST, SECOND, THIRD, unflagged])
        standing.refresh_article(session, ARTICLE.id)
    with pytest.raises(UnknownError, match="was not flagged"):
        desk.take_flag(unflagged.id)


def test_what_is_decided_dismissed_or_closed_is_done(desk: Workspace) -> None:
    desk.mark(FIRST.id, "unverified", attribution="not-found", reason="no-evidence")
    desk.dismiss(SECOND.id, "duplicate")
    assert listed(desk) == [(THIRD.id, "open")]
    assert listed(desk, FlagState.DONE) == [(SECOND.id, "done"), (FIRST.id, "done")]
    desk.reopen(FIRST.id, note="the register was found")
    assert listed(desk) == [(THIRD.id, "open"), (FIRST.id, "open")]
    desk.close_article(ARTICLE.id, over=True, note="it did not run")
    assert listed(desk) == []


def test_a_mute_hides_flags_and_takes_no_claim_out_of_the_queue(desk: Workspace) -> None:
    waiting = desk.queue()[1]
    mute = desk.mute(MuteKind.SPEAKER, "Orlov", note="weekly statement", until=TODAY + timedelta(days=3))
    assert listed(desk) == [(THIRD.id, "open"), (FIRST.id, "open")]
    (one,), _ = desk.flags((FlagState.MUTED,))
    assert (one.line.claim.id, one.mutes) == (SECOND.id, (mute,))
    assert desk.queue()[1] == waiting
    desk.unmute(mute.key, by="eva")
    assert listed(desk, *ALL) == [(THIRD.id, "open"), (SECOND.id, "open"), (FIRST.id, "open")]


def test_mutes_are_lifted_and_not_deleted(desk: Workspace) -> None:
    mute = desk.mute("words", "lorry", by="leo", note="the strike")
    assert listed(desk) == []
    assert [mute_as_dict(one)["value"] for one in desk.mutes()] == ["lorry"]
    with pytest.raises(UsageError, match=rf"muted already, by leo: mute {mute.key}"):
        desk.mute("words", "Lorry")
    lifted = desk.unmute(mute.key, by="eva")
    assert (lifted.lifted_by, lifted.mute.by, lifted.mute.note) == ("eva", "leo", "the strike")
    assert desk.mutes() == []
    assert desk.mutes(lifted=True) == [lifted]
    with pytest.raises(UsageError, match="was lifted by eva already"):
        desk.unmute(mute.key)
    with pytest.raises(UnknownError, match="no mute 99"):
        desk.unmute(99)
    assert desk.mute("words", "Lorry").key != mute.key


def test_what_can_be_muted(desk: Workspace) -> None:
    heard: list[str] = []
    desk._notice = heard.append
    assert desk.mute("claim", "2").value == SECOND.id
    assert desk.mute("rule", "new").value == "new"
    assert heard == []
    desk.mute("rule", "known-flase")
    assert heard == ["no claim was flagged by a rule 'known-flase' so far. Did you mean 'known-false'?"]
    (one,), _ = desk.flags()
    assert (one.line.claim.id, [flag.rule for flag in one.flags]) == (FIRST.id, ["known-false"])
    for what, value in (("speaker", " – "), ("words", ""), ("claim", "99999"), ("rule", "")):
        with pytest.raises(UsageError):
            desk.mute(what, value)
    with pytest.raises(UsageError, match="is over"):
        desk.mute("words", "lorry", until=TODAY - timedelta(days=1))
    with pytest.raises(ValueError, match="place"):
        desk.mute("place", "Lund")


def test_a_mute_needs_somebody(tmp_path: Path, desk: Workspace) -> None:
    with Workspace(desk.settings.workspace) as nobody:
        object.__setattr__(nobody.settings, "user", "")
        with pytest.raises(UsageError, match="a mute needs a name"):
            nobody.mute("words", "lorry")


def test_a_mute_ends_with_its_last_day(desk: Workspace) -> None:
    last = TODAY + timedelta(days=1)  # today may be over by now
    mute = desk.mute("speaker", "Ana Ruiz", until=last)
    flags = desk.flags(ALL)[0][-1].line.flags
    assert unmuted([mute], FIRST, flags, last) == ()
    assert unmuted([mute], FIRST, flags, last + timedelta(days=1)) == flags
    assert muted_by([mute], FIRST, flags, last) == (mute,)
    assert muted_by([mute], SECOND, flags, last) == ()


def test_a_rule_takes_its_own_flags_away_and_several_mutes_add_up(desk: Workspace) -> None:
    new, false = desk.mute("rule", "NEW"), desk.mute("rule", "known-false")
    flags = desk.flags(ALL)[0][-1].line.flags
    assert [flag.rule for flag in unmuted([new], FIRST, flags, TODAY)] == ["known-false"]
    assert muted_by([new], FIRST, flags, TODAY) == ()
    assert muted_by([new, false], FIRST, flags, TODAY) == (new, false)


def test_a_flag_is_told_as_json_in_the_one_shape(desk: Workspace) -> None:
    desk.mute("rule", "new")
    desk.take_flag("1")
    found, total = desk.flags(ALL)
    told = flags_as_dict(found, desk.flagged(found), total)
    assert told["total"] == 3
    by_key = {one["key"]: one for one in told["flags"]}
    assert (by_key[1]["state"], by_key[1]["assigned"], [one["rule"] for one in by_key[1]["rules"]]) == (
        "taken",
        "ana",
        ["known-false"],
    )
    assert (by_key[2]["state"], by_key[2]["muted_by"], by_key[2]["rules"][0]["rule"]) == ("muted", [1], "new")
    assert by_key[1]["article"]["title"] == ARTICLE.title
    json.dumps(told)


def test_a_flag_goes_over_to_the_claim_of_a_later_draft(desk: Workspace) -> None:
    draft = replace(ARTICLE, text=f"{ARTICLE.text} It rained.")
    again = replace(FIRST, article_id=draft.id)
    with desk.database.writing() as session:
        put_article(session, draft)
        put_claims(session, draft.id, [again])
        standing.refresh_article(session, draft.id)
        put_appearances(session, {again.id: FIRST.id}, {}, "2026-11-03T06:00:00+00:00")
        for statement in (
            "UPDATE article_standing SET retired = true WHERE article_id = :old",
            "UPDATE claim_standing SET waiting = false WHERE article_id = :old",
            "UPDATE article_standing SET story_id = (SELECT story_id FROM article_standing WHERE article_id = :old)",
        ):
            session.execute(text(statement), {"old": ARTICLE.id} if ":old" in statement else {})
    assert listed(desk) == [(again.id, "open")]
    assert listed(desk, FlagState.DONE) == [(THIRD.id, "done"), (SECOND.id, "done")]
    found, total = desk.flags()
    (told,) = flags_as_dict(found, desk.flagged(found), total)["flags"]
    assert (told["id"], told["flagged"]) == (again.id, {"claim": FIRST.id, "article": ARTICLE.id})
    made = desk.take_flag(again.id[:8])
    assert made is not None
    assert made.claim_id == again.id
    assert desk.mute("claim", "1").value == FIRST.id
    assert desk.take_flag("1") is None


# -- telling ------------------------------------------------------------------------------


def test_channels_are_told_of_what_is_open_and_once(desk: Workspace, tmp_path: Path) -> None:
    file = read_channel("file", {"digest": "night.md"}, folder=tmp_path)
    lost = read_channel("lost", {"digest": "none/night.md"}, folder=tmp_path)
    muted = desk.mute("speaker", "Orlov")
    desk.take_flag("3")
    first, failed = desk.tell([file, lost])
    assert (first.accepted, failed.accepted, failed.left) == (1, 0, 1)
    desk.unmute(muted.key)
    (tmp_path / "none").mkdir()
    assert [(told.channel, told.accepted) for told in desk.tell([file, lost])] == [("file", 1), ("lost", 2)]
    assert [told.accepted for told in desk.tell([file, lost])] == [0, 0]
    assert sorted(path.name for path in tmp_path.glob("night*")) == ["night-2.md", "night.md"]
    assert desk.tell([]) == ()
    few = read_channel("few", {"digest": "few.md", "rules": ["known-false"]}, folder=tmp_path)
    assert [told.accepted for told in desk.tell([few, few])] == [1, 1]
    assert [told.accepted for told in desk.tell([few])] == [0]
