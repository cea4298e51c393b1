"""The queue: its order, its filters, how much is left and whose, and the table that a person reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factcheck import Workspace, store
from factcheck.cli import cli
from factcheck.desk import log, standing
from factcheck.domain import (
    Article,
    Claim,
    ClaimKind,
    Document,
    Search,
    Span,
    Speaker,
    SpeakerKind,
    State,
    Suggestion,
    Verdict,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.errors import UsageError
from factcheck.report.plain import columns
from factcheck.store import corpus, desk
from factcheck.store.queue import Filters

TEXT = "One. Two. Three. Four."
MARKET, BRIDGE = (Article(text=f"{name}: {TEXT}", blocks=(), title=f"A {name}") for name in ("market", "bridge"))
NOTE = Document(id="note", text="One and two and three.")
PASSAGE = "note#0"


def claim(article: Article, place: int, worth: float, **more: object) -> Claim:
    start = article.text.index(TEXT) + place
    made = Claim(article_id=article.id, kind=ClaimKind.ASSERTION, text="words", spans=(Span(start, start + 3),))
    return replace(made, checkworthiness=worth, **more)  # type: ignore[arg-type]


REEVE = Speaker("Ada Reeve", "Reeve", "mayor", SpeakerKind.PERSON)
DULL = claim(MARKET, 0, 0.2)
SAID = claim(
    MARKET, 5, 0.8, kind=ClaimKind.DIRECT, speaker=REEVE, flags=("opinion",), text="It is 90\u2002m \x1b[31mlong"
)
RESTATED = claim(MARKET, 10, 0.1, restates=SAID.id, flags=("restated-opinion",))
OTHER = claim(BRIDGE, 0, 0.8)
MISQUOTED = claim(BRIDGE, 5, 0.3, kind=ClaimKind.DIRECT, speaker=REEVE)
ALL = [RESTATED, MISQUOTED, SAID, OTHER, DULL]


def found_with(one: Claim, verdict: Verdict | None, wording: Wording | None = None) -> Search:
    return Search(one.id, "words", "e", "rules", "i", (), Suggestion(verdict, verdict and 0.7, ()), wording)


ELSEWHERE = WordingPlace("note", Span(0, 3), "One", same_speaker=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
            for article, claims in ((MARKET, [DULL, SAID, RESTATED]), (BRIDGE, [OTHER, MISQUOTED])):
                desk.put_article(session, article)
                desk.put_claims(session, article.id, claims)
            desk.put_search(session, found_with(SAID, Verdict.SUPPORTED), {}, log.now())
            misquote = Wording(WordingFinding.VERBATIM, (ELSEWHERE,))
            desk.put_search(session, found_with(MISQUOTED, None, misquote), {}, log.now())
            for article in (MARKET, BRIDGE):
                standing.refresh_article(session, article.id)
        yield opened


def ids(workspace: Workspace, wanted: Filters | None = None, article: str | None = None) -> list[str]:
    return [item.claim.id for item in workspace.queue(wanted, article=article)[0]]


def named(claims: list[Claim]) -> list[str]:
    return [one.id for one in claims]


def test_misquoted_and_restated_come_first_then_the_most_worth_checking(workspace: Workspace) -> None:
    order = ids(workspace)
    assert set(order[:2]) == {RESTATED.id, MISQUOTED.id}
    assert set(order[2:4]) == {SAID.id, OTHER.id}
    assert order[4] == DULL.id


def test_of_claims_as_urgent_the_nearest_deadline_comes_first(workspace: Workspace) -> None:
    for article, other in ((MARKET, BRIDGE), (BRIDGE, MARKET)):
        workspace.due(article.id, date(2031, 5, 1))
        workspace.due(other.id, date(2031, 5, 2))
        assert workspace.queue()[0][2].claim.article_id == article.id


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filters(speaker="reeve"), [MISQUOTED, SAID]),
        (Filters(speaker="r_eve"), []),
        (Filters(flag="opinion"), [SAID]),
        (Filters(flag="misquoted"), [MISQUOTED]),
        (Filters(flag="restated"), [RESTATED]),
        (Filters(proposal="supported"), [SAID]),
        (Filters(proposal="none"), [RESTATED, MISQUOTED, OTHER, DULL]),
        (Filters(state=State.OPEN), ALL),
        (Filters(state=State.STALE), []),
        (Filters(article=BRIDGE.id), [MISQUOTED, OTHER]),
        (Filters(speaker="Reeve", proposal="supported", flag="opinion"), [SAID]),
    ],
)
def test_filters_leave_what_is_wanted(workspace: Workspace, wanted: Filters, found: list[Claim]) -> None:
    assert sorted(ids(workspace, wanted)) == sorted(named(found))
    assert workspace.queue(wanted)[1] == len(found)


def test_filters_read_what_a_person_says_of_a_claim_before_what_was_found(workspace: Workspace) -> None:
    workspace.correct(SAID.id, speaker="Ole Ness")
    workspace.correct(MISQUOTED.id, speaker="")
    assert ids(workspace, Filters(speaker="reeve")) == []
    assert ids(workspace, Filters(speaker="ness")) == [SAID.id]
    with workspace.database.reading() as session:
        flags = {item.id: item.flags for item, _ in store.dossier.claims(session, [SAID.id, MISQUOTED.id])}
    known = {flag for some in flags.values() for flag in some}
    for flag in known | {"opinion"}:
        assert set(ids(workspace, Filters(flag=flag))) == {one for one, some in flags.items() if flag in some}
    assert known


def test_an_article_is_named_by_the_beginning_of_its_id_or_by_its_file(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(BRIDGE.text, encoding="utf-8")
    by_id = ids(workspace, article=BRIDGE.id[:8])
    assert by_id == named([MISQUOTED, OTHER])
    with pytest.raises(UsageError, match="has been checked"):
        workspace.queue(article="ffff")


def test_what_is_assigned_is_listed_for_its_person_and_given_to_nobody_else(workspace: Workspace) -> None:
    workspace.assign(SAID.id, "leo")
    assert ids(workspace, Filters(person="leo")) == [SAID.id]
    assert SAID.id in ids(workspace, workspace.waits_for("leo"))
    assert SAID.id not in ids(workspace, workspace.waits_for("ana"))
    workspace.assign(SAID.id, None)
    assert SAID.id in ids(workspace, workspace.waits_for("ana"))


def test_an_article_is_assigned_with_its_claims_and_one_claim_of_it_to_another(workspace: Workspace) -> None:
    workspace.assign(MARKET.id, "leo")
    workspace.assign(DULL.id, "kim")
    assert sorted(ids(workspace, Filters(person="leo"))) == sorted(named([RESTATED, SAID]))
    assert ids(workspace, Filters(person="kim")) == [DULL.id]


def test_what_is_so_already_makes_no_entry(workspace: Workspace) -> None:
    assert workspace.assign(MARKET.id, "leo") is not None
    assert workspace.assign(MARKET.id, "leo") is None
    assert workspace.due(MARKET.id, date(2031, 5, 1)) is not None
    assert workspace.due(MARKET.id, date(2031, 5, 1)) is None
    assert workspace.due(MARKET.id, None) is not None
    assert len(workspace.history()) == 3


def test_a_time_is_kept_in_utc_and_a_day_as_a_day(workspace: Workspace) -> None:
    workspace.due(MARKET.id, datetime(2031, 5, 1, 14, 30, tzinfo=UTC))
    assert workspace.queue(Filters(article=MARKET.id))[0][0].due == "2031-05-01T14:30+00:00"


def test_how_many_are_left_and_whose_they_are(workspace: Workspace) -> None:
    workspace.assign(SAID.id, "leo")
    workspace.take(OTHER.id, by="kim")
    workspace.due(BRIDGE.id, date.today())
    workspace.due(MARKET.id, date.today() + timedelta(days=1))
    left = workspace.waiting(MARKET.id)
    assert (left.total, left.mine, left.article, left.today) == (5, 4, 3, 2)
    assert (left.assigned, left.held) == ({"leo": 1, None: 4}, {"kim": 1})


def test_a_stale_verdict_is_among_the_decided_as_stale_and_waits(workspace: Workspace) -> None:
    workspace.mark(OTHER.id, "supported", cite=PASSAGE)
    assert [item.state for item in workspace.queue(Filters(decided=True))[0]] == [State.DECIDED]
    with workspace.database.writing() as session:
        log.append(session, "stale", BRIDGE.id, OTHER.id, by="corpus add", content={"problems": ["note was replaced"]})  # type: ignore[arg-type]
    (item,) = workspace.queue(Filters(decided=True))[0]
    assert (item.state, item.verdict) == (State.STALE, Verdict.SUPPORTED)
    assert OTHER.id in ids(workspace)


# -- on the command line ------------------------------------------------------------------


def run(workspace: Workspace, *arguments: str, columns: int = 100) -> Result:
    home = ["--workspace", str(workspace.settings.workspace)]
    made = CliRunner().invoke(cli, [*home, *arguments], env={"COLUMNS": str(columns), "FACTCHECK_USER": "ana"})
    assert made.exception is None, made.output
    return made


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_the_table_has_a_header_and_fits_the_screen(workspace: Workspace, width: int) -> None:
    head, *lines = run(workspace, "queue", columns=width).stdout.splitlines()
    assert head.split()[:2] == ["CLAIM", "STANDS"]
    assert len(lines) == 5
    assert max(map(columns, (head, *lines))) <= width
    assert "\x1b" not in "".join(lines)
    assert ("ARTICLE" in head) == (width >= 64)


def test_misquoted_and_restated_claims_are_marked(workspace: Workspace) -> None:
    _, *lines = run(workspace, "queue").stdout.splitlines()
    assert {line[3:15] for line in lines if line.startswith("!")} == {RESTATED.id, MISQUOTED.id}


def test_the_queue_says_how_many_are_left_and_whose(workspace: Workspace) -> None:
    workspace.assign(SAID.id, "leo")
    workspace.take(OTHER.id, by="kim")
    told = run(workspace, "queue", "-n", "2").stderr
    assert told == (
        "factcheck: 5 claims waiting, 1 to 2 shown · 4 for you · assigned: leo 1, to nobody 4 · at work: kim 1\n"
    )


def test_mine_leaves_out_what_is_others(workspace: Workspace) -> None:
    run(workspace, "assign", SAID.id, "leo")
    assert json.loads(run(workspace, "queue", "--mine", "--json").stdout)["total"] == 4
    assert json.loads(run(workspace, "queue", "--mine", "--as", "leo", "--json").stdout)["total"] == 5


def test_the_filters_stand_on_the_command_line_too(workspace: Workspace) -> None:
    found = json.loads(
        run(workspace, "queue", "--flag", "misquoted", "--speaker", "reeve", "--status", "open", "--json").stdout
    )
    assert [one["id"] for one in found["claims"]] == [MISQUOTED.id]
    assert (found["claims"][0]["urgent"], found["claims"][0]["article"]) == (True, "A bridge")


def test_assign_wants_a_person_or_nobody(workspace: Workspace) -> None:
    for wrong in (["assign", SAID.id], ["assign", SAID.id, "leo", "--nobody"], ["due", MARKET.id]):
        made = CliRunner().invoke(cli, ["--workspace", str(workspace.settings.workspace), *wrong])
        assert isinstance(made.exception, UsageError)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("2031-05-01", "2031-05-01"),
        ("today", timedelta(0)),
        ("Tomorrow", timedelta(days=1)),
        ("2031-05-01T14:30+00:00", "2031-05-01T14:30+00:00"),
    ],
)
def test_a_deadline_is_a_day_or_a_time(workspace: Workspace, asked: str, kept: str | timedelta) -> None:
    run(workspace, "due", MARKET.id, asked, "--as", "mia")
    day = kept if isinstance(kept, str) else (date.today() + kept).isoformat()
    assert workspace.queue(Filters(article=MARKET.id))[0][0].due == day


def test_a_time_alone_is_of_today_in_this_machines_zone(workspace: Workspace) -> None:
    run(workspace, "due", MARKET.id, "14:30")
    kept = workspace.queue(Filters(article=MARKET.id))[0][0].due
    assert kept is not None
    assert datetime.fromisoformat(kept).astimezone().strftime("%H:%M") == "14:30"


def test_what_is_no_day_is_refused_with_what_is(workspace: Workspace) -> None:
    made = CliRunner().invoke(cli, ["--workspace", str(workspace.settings.workspace), "due", MARKET.id, "soon"])
    assert "Write 2026-12-01, today" in str(made.exception)


def test_a_deadline_at_the_ends_of_the_calendar_is_refused(workspace: Workspace) -> None:
    for when, hours in ((datetime.min, 14), (datetime.max, -14)):
        with pytest.raises(UsageError, match="calendar"):
            workspace.due(MARKET.id, when.replace(tzinfo=timezone(timedelta(hours=hours))))


def test_a_page_beyond_what_a_database_counts_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="offset"):
        workspace.queue(offset=10**30)
    with pytest.raises(UsageError, match="limit"):
        workspace.queue(limit=10**30)


def test_a_report_since_before_the_calendar_began_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="since"):
        workspace.report(MARKET.id, by="ana", since="0001-01-01T00:00:00+14:00")
