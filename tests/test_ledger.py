"""What a speaker said and an outlet wrote over time, gathered from the desk."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import databases
import pytest

from factcheck import Workspace, store
from factcheck.desk import log, standing
from factcheck.domain import (
    Action,
    Alteration,
    Article,
    Attribution,
    Claim,
    ClaimKind,
    DiffOperation,
    DiffPart,
    Document,
    LedgerOutcome,
    Search,
    Span,
    Speaker,
    SpeakerKind,
    Suggestion,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.errors import UsageError
from factcheck.report.ledger import Ledger
from factcheck.store import corpus, desk

Run = Callable[..., subprocess.CompletedProcess[str]]

SAID = ("The weir is long.", "Boats were lost.", "The mill closed.", "Nobody drowned.", "The toll doubled.")
OWN = "The pier is dry."
TEXT = " ".join((*SAID, OWN))
NOTE = Document("note", TEXT, publisher="River Board")
DANA = Speaker("Dana Orlov", "Orlov", "harbour master")
FULL = Speaker("Harbour Master Dana Orlov", "she")
SHORT = Speaker("D. Orlov", "D. Orlov")
PAVEL = Speaker("Pavel Petrov", "Petrov")
BOARD = Speaker("Lund Harbour Authority", "the authority", kind=SpeakerKind.BODY)
OFFICIALS = Speaker("officials", "officials", kind=SpeakerKind.ANONYMOUS)
ALTERED = Wording(
    WordingFinding.ALTERED,
    (WordingPlace("note", Span(0, 17), SAID[0]),),
    (DiffPart(DiffOperation.DROPPED, Span(0, 0), Span(4, 8), 0, (Alteration.DROPPED_QUALIFIER,), True),),
)


def story(head: str, outlet: str | None, day: date | None, *speakers: Speaker | None) -> tuple[Article, list[Claim]]:
    """An article in which each of ``speakers`` says one of the sentences, and the outlet one of its own."""
    article = Article(
        f"{head} {TEXT}", (), title=head, publisher=outlet, published=day, url=f"https://x.example/{len(head)}"
    )
    claims = []
    for sentence, speaker in zip((*SAID, OWN), (*speakers, *[None] * (len(SAID) - len(speakers)), None), strict=True):
        kind = ClaimKind.ASSERTION if sentence == OWN else ClaimKind.INDIRECT
        if speaker or sentence == OWN:
            start = article.text.index(sentence)
            claims.append(Claim(article.id, kind, sentence, (Span(start, start + len(sentence)),), speaker=speaker))
    return article, claims


FIRST, FIRST_CLAIMS = story("One.", "The Hollin Post", date(2025, 11, 3), DANA, DANA, DANA, DANA, PAVEL)
SECOND, SECOND_CLAIMS = story("The two.", "Hollin Post", date(2026, 2, 10), FULL, SHORT, BOARD, OFFICIALS)
THIRD, THIRD_CLAIMS = story("Third one.", "Wire", None, DANA)


@pytest.fixture
def made(workspace: Path) -> Iterator[Workspace]:
    """Three articles of two outlets, in which several people speak, and what they speak of."""
    workspace.mkdir()
    (workspace / "factcheck.toml").write_text('editors = ["mia"]\n', encoding="utf-8")
    with Workspace(workspace, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
            for article, claims in ((FIRST, FIRST_CLAIMS), (SECOND, SECOND_CLAIMS), (THIRD, THIRD_CLAIMS)):
                desk.put_article(session, article)
                desk.put_claims(session, article.id, claims)
                for claim in claims:
                    found = Search(claim.id, claim.text, "", "", "", (), Suggestion(None, None, ()), wording=None)
                    desk.put_search(session, found, {}, "2026-04-02T09:00:00+00:00")
                standing.refresh_article(session, article.id)
        yield opened


def enter(workspace: Workspace, action: Action, claim: Claim, by: str = "ana", **content: object) -> None:
    with workspace.database.writing() as session:
        log.append(session, action, claim.article_id, claim.id, by=by, content=content)


def mark(
    workspace: Workspace, claim: Claim, verdict: str | None, attribution: str | None = "said-so", by: str = "ana"
) -> None:
    cite = f"note#0:{claim.text}" if verdict in ("supported", "contradicted") else ()
    reason = "no-evidence" if verdict == "unverified" else None
    attribution = None if claim.kind is ClaimKind.ASSERTION else attribution
    workspace.mark(claim.id, verdict, attribution=attribution, cite=cite, reason=reason, note="so", by=by)


def fared(ledger: Ledger) -> list[tuple[str, str]]:
    return [(line.words, line.outcome.value) for line in ledger.lines]


# -- whose it is ------------------------------------------------------------------------------


def test_a_speaker_is_one_under_role_title_and_initial(made: Workspace) -> None:
    found = made.speakers()
    assert [(one.name, one.claims, one.articles, one.first, one.last) for one in found] == [
        ("Dana Orlov", 7, 3, date(2025, 11, 3), date(2026, 4, 2)),
        ("Lund Harbour Authority", 1, 1, date(2026, 2, 10), date(2026, 2, 10)),
        ("Pavel Petrov", 1, 1, date(2025, 11, 3), date(2025, 11, 3)),
    ]
    assert found[0].names == ("D. Orlov", "Dana Orlov", "Harbour Master Dana Orlov")


def test_officials_are_nobody_in_particular(made: Workspace) -> None:
    assert all("officials" not in one.names for one in made.speakers())
    assert any(line.speaker and line.speaker.name == "officials" for line in made.ledger(outlet="Hollin Post").lines)


def test_an_outlet_is_one_with_and_without_the_article(made: Workspace) -> None:
    assert [(one.name, one.names, one.claims, one.articles) for one in made.outlets()] == [
        ("The Hollin Post", ("Hollin Post", "The Hollin Post"), 11, 2),
        ("Wire", ("Wire",), 2, 1),
    ]


@pytest.mark.parametrize("asked", ["Dana Orlov", "dana orlov", "D. Orlov", "Ms Dana Orlov", "Orlov", "Harbour Master"])
def test_a_speaker_is_found_by_any_form_or_part_of_the_name(made: Workspace, asked: str) -> None:
    assert made.ledger(speaker=asked).name == "Dana Orlov"


@pytest.mark.parametrize("asked", ["LHA", "Harbour Authority", "lund harbour authority"])
def test_a_body_is_found_by_its_capitals(made: Workspace, asked: str) -> None:
    assert made.ledger(speaker=asked).name == "Lund Harbour Authority"


def test_a_name_that_is_nobodys_or_several_peoples_is_refused(made: Workspace) -> None:
    with pytest.raises(UsageError, match=r"no speaker 'Nemo' is known here\. `factcheck ledger` lists"):
        made.ledger(speaker="Nemo")
    with pytest.raises(UsageError, match="no outlet '' is known"):
        made.ledger(outlet="")
    with pytest.raises(UsageError, match="'o' could be Dana Orlov; Lund Harbour Authority; Pavel Petrov"):
        made.ledger(speaker="o")


def test_one_of_the_two_is_asked_for(made: Workspace) -> None:
    for asked in ({}, {"speaker": "Dana Orlov", "outlet": "Wire"}):
        with pytest.raises(UsageError, match="give one of the two"):
            made.ledger(**asked)


def test_a_corrected_speaker_is_heeded(made: Workspace) -> None:
    made.correct(FIRST_CLAIMS[4].id, speaker="Dana Orlov")
    assert "Pavel Petrov" not in {one.name for one in made.speakers()}
    assert FIRST_CLAIMS[4].id in {line.claim_id for line in made.ledger(speaker="Dana Orlov").lines}
    enter(made, Action.CORRECTED, FIRST_CLAIMS[4], changed={"speaker": None}, before={})
    assert FIRST_CLAIMS[4].id not in {line.claim_id for line in made.ledger(speaker="Dana Orlov").lines}


# -- what is told -----------------------------------------------------------------------------


def test_lines_say_what_was_said_where_and_on_which_day(made: Workspace) -> None:
    lines = made.ledger(speaker="Dana Orlov").lines
    assert [line.day for line in lines] == [date(2025, 11, 3)] * 4 + [date(2026, 2, 10)] * 2 + [date(2026, 4, 2)]
    assert [line.published for line in lines] == [True] * 6 + [False], "the last article says no day: that of its check"
    assert (lines[0].words, lines[0].outlet, lines[0].title, lines[0].number) == (SAID[0], "The Hollin Post", "One.", 1)


def test_how_each_fared(made: Workspace) -> None:
    for claim, verdict, attribution in zip(
        FIRST_CLAIMS[:4],
        ("supported", "contradicted", "unverified", "supported"),
        ("said-so", "said-so", "not-found", "said-otherwise"),
        strict=True,
    ):
        mark(made, claim, verdict, attribution)
    ledger = made.ledger(speaker="Dana Orlov", until=date(2025, 12, 31))
    assert fared(ledger) == [
        (SAID[0], "supported"),
        (SAID[1], "contradicted"),
        (SAID[2], "unverified"),
        (SAID[3], "misquoted"),
    ]
    assert ledger.quoted.misquoted == 1
    assert ledger.quoted.outcomes[LedgerOutcome.SUPPORTED] == 1, (
        "what she did not say counts neither for nor against her"
    )
    assert ledger.quoted.attributions[Attribution.SAID_OTHERWISE] == 1


def test_a_misquotation_is_the_outlets_and_done_to_the_speaker(made: Workspace, run: Run) -> None:
    mark(made, FIRST_CLAIMS[0], None, "not-said")
    speaker, outlet = made.ledger(speaker="Dana Orlov"), made.ledger(outlet="Hollin Post")
    assert (speaker.quoted.misquoted, outlet.quoted.misquoted, outlet.own.misquoted) == (1, 1, 0)
    assert "was misquoted 1 time" in run("ledger", "--speaker", "Dana Orlov").stdout
    told = run("ledger", "--outlet", "Hollin Post").stdout
    assert "Quoted: 8 open, misquoted 1 time" in told
    assert "Stated itself: 2 open" in told


def test_what_a_speaker_denies_is_not_counted_as_theirs(made: Workspace) -> None:
    claim = FIRST_CLAIMS[0]
    enter(made, Action.CORRECTED, claim, changed={"text": claim.text}, before={}, follows={"flags": ["denied"]})
    mark(made, claim, "contradicted")
    assert made.ledger(speaker="Dana Orlov").lines[0].outcome is LedgerOutcome.DENIED


def test_what_the_machine_finds_of_the_words_is_told_until_a_person_has_answered(made: Workspace) -> None:
    claim = FIRST_CLAIMS[0]
    with made.database.writing() as session:
        found = Search(claim.id, claim.text, "e", "", "", (), Suggestion(None, None, ()), wording=ALTERED)
        desk.put_search(session, found, {}, "2026-04-02T10:00:00+00:00")
        standing.refresh(session, [claim.id])
    assert made.ledger(speaker="Dana Orlov").quoted.differing == 1
    assert made.ledger(speaker="Dana Orlov").quoted.misquoted == 0, "that is for a person to say"
    mark(made, claim, None, "said-otherwise")
    assert made.ledger(speaker="Dana Orlov").quoted.differing == 0
    assert made.ledger(speaker="Dana Orlov").quoted.misquoted == 1


def test_what_waits_again_is_open(made: Workspace) -> None:
    mark(made, FIRST_CLAIMS[0], "supported")
    enter(made, Action.STALE, FIRST_CLAIMS[0], problems=["the document of note#0 was changed"])
    mark(made, FIRST_CLAIMS[1], "supported")
    enter(made, Action.SECOND_WANTED, FIRST_CLAIMS[1], blind=False)
    assert [line.outcome for line in made.ledger(speaker="Dana Orlov").lines[:2]] == [
        LedgerOutcome.OPEN,
        LedgerOutcome.OPEN,
    ]


def test_what_was_dismissed_replaced_or_is_of_an_earlier_draft_is_left_out(made: Workspace) -> None:
    made.dismiss(FIRST_CLAIMS[0].id, "trivial")
    enter(made, Action.REPLACED, FIRST_CLAIMS[1], into=["a", "b"])
    assert [line.words for line in made.ledger(speaker="Dana Orlov", until=date(2025, 12, 31)).lines] == list(SAID[2:4])
    with made.database.writing() as session:
        log.append(session, Action.REPLACED, FIRST.id, by="ana", content={"into": [SECOND.id]})
    assert made.ledger(speaker="Dana Orlov", until=date(2025, 12, 31)).lines == ()
    assert {one.name: one.articles for one in made.outlets()} == {"Hollin Post": 1, "Wire": 1}


def test_days_from_and_until_count_both(made: Workspace) -> None:
    asked = [
        (date(2025, 11, 3), None, 7),
        (date(2025, 11, 4), None, 3),
        (None, date(2026, 2, 10), 6),
        (date(2026, 2, 10), date(2026, 2, 10), 2),
        (date(2026, 5, 1), None, 0),
    ]
    for since, until, number in asked:
        assert len(made.ledger(speaker="Dana Orlov", since=since, until=until).lines) == number
    with pytest.raises(UsageError, match="lies before"):
        made.ledger(speaker="Dana Orlov", since=date(2026, 2, 1), until=date(2026, 1, 1))


def test_months_and_quarters_add_up(made: Workspace) -> None:
    mark(made, FIRST_CLAIMS[0], "supported")
    ledger = made.ledger(outlet="Hollin Post")
    assert [(one.name, one.quoted.claims, one.own.claims) for one in ledger.months] == [
        ("2025-11", 5, 1),
        ("2026-02", 4, 1),
    ]
    assert [one.name for one in ledger.quarters] == ["2025 Q4", "2026 Q1"]
    for periods in (ledger.months, ledger.quarters):
        for outcome in LedgerOutcome:
            total = ledger.quoted.outcomes[outcome] + ledger.own.outcomes[outcome]
            assert sum(one.quoted.outcomes[outcome] + one.own.outcomes[outcome] for one in periods) == total
    assert sum(ledger.quoted.outcomes.values()) == ledger.quoted.claims


# -- who may know -----------------------------------------------------------------------------


def test_a_blind_second_check_is_kept_from_who_may_be_the_second(made: Workspace) -> None:
    claim = FIRST_CLAIMS[0]
    enter(made, Action.SECOND_WANTED, claim, blind=True)
    mark(made, claim, "contradicted", "said-otherwise")
    told = {by: made.ledger(speaker="Dana Orlov", by=by).lines[0] for by in ("", "ana", "leo", "mia")}
    assert {by: (line.hidden, line.verdict, line.by) for by, line in told.items()} == {
        "": (False, "contradicted", "ana"),
        "ana": (False, "contradicted", "ana"),
        "leo": (True, None, None),
        "mia": (False, "contradicted", "ana"),  # an editor
    }
    assert {line.outcome for line in told.values()} == {LedgerOutcome.OPEN}, "the counts tell nobody"
    assert "contradicted" not in repr(told["leo"])


# -- fast -------------------------------------------------------------------------------------

MANY = 20_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with 20,000 claims of 500 articles, 20 outlets and 1,000 speakers, half of them decided."""
    folder = tmp_path_factory.mktemp("large")
    with Workspace(folder, user="ana") as opened:
        opened.make()
    per = 40
    with databases.opened_up(folder) as connection:
        articles = [
            (
                f"a{n:015}",
                "0" * 64,
                "x",
                "[]",
                f"Head {n}",
                f"Outlet {n % 20}",
                f"202{n % 6}-{n % 12 + 1:02}-11" if n % 5 else None,
            )
            for n in range(MANY // per)
        ]
        connection.executemany(
            "INSERT INTO articles (id, sha256, text, blocks, title, publisher, published) VALUES (?,?,?,?,?,?,?)",
            articles,
        )
        claims, standings, searches = [], [], []
        for n in range(MANY):
            speaker = json.dumps({"name": f"Dana N{n % 1000}ov", "mention": "she", "role": None, "kind": "person"})
            kind = "assertion" if n % 4 == 0 else "indirect"
            article, claim = f"a{n // per:015}", f"{n:012x}"
            claims.append((claim, article, n % per + 1, kind, "Words " * 20, None if n % 4 == 0 else speaker))
            state, verdict = ("decided", "supported") if n % 2 else ("open", None)
            standings.append((claim, article, n % per + 1, state, n % 2 == 0, verdict, "ana" if n % 2 else None))
            searches.append((f"s{n}", claim, "2026-01-02T09:00:00+00:00"))
        connection.executemany(
            "INSERT INTO claims (id, article_id, number, active, kind, block, text, spans, speaker, flags, "
            "checkworthiness, reasons) VALUES (?,?,?,true,?,'paragraph',?,'[[0,1]]',?,'[]',0.5,'[]')",
            claims,
        )
        connection.executemany(
            "INSERT INTO claim_standing (claim_id, article_id, number, state, waiting, urgency, rank, due, entries, "
            "verdict, \"by\") VALUES (?,?,?,?,?,1,0.5,'9999-12-31',1,?,?)",
            standings,
        )
        connection.executemany(
            "INSERT INTO searches (id, claim_id, query, encoder, stance_basis, index_version, reasons, at) "
            "VALUES (?,?,'','','','','[]',?)",
            searches,
        )
    return folder


@pytest.mark.xdist_group("large ledger")
def test_twenty_thousand_claims_take_less_than_a_second(large: Path) -> None:
    with Workspace(large, user="ana") as opened:
        opened.speakers()  # what is imported is imported
        for ask in (
            lambda: opened.ledger(speaker="Dana N77ov"),
            lambda: opened.ledger(outlet="Outlet 7"),
            opened.speakers,
            opened.outlets,
        ):
            assert min(_seconds(ask) for _ in range(3)) < 1
        assert len(opened.ledger(outlet="Outlet 7").lines) == MANY // 20


def _seconds(ask: Callable[[], object]) -> float:
    begun = time.process_time()  # of this process alone, whatever else the machine does
    ask()
    return time.process_time() - begun


@pytest.mark.sqlite  # whose driver counts statements
@pytest.mark.xdist_group("large ledger")
def test_a_ledger_asks_as_many_statements_for_many_claims_as_for_few(large: Path, made: Workspace) -> None:
    counts = []
    for database, outlet in ((large / "factcheck.db", "Outlet 7"), (made.settings.workspace / "factcheck.db", "Wire")):
        with closing(sqlite3.connect(database)) as connection:
            asked: list[str] = []
            connection.set_trace_callback(asked.append)
            store.ledger.speakers(connection)
            store.ledger.of_speaker(connection, ["Dana Orlov", "Dana N77ov"])
            store.ledger.outlets(connection)
            store.ledger.of_outlet(connection, [outlet])
            counts.append(len([one for one in asked if one.startswith("SELECT")]))
    assert counts[0] == counts[1] == 8


# -- as it is typed ---------------------------------------------------------------------------


def test_without_a_name_it_lists_of_whom_there_are_ledgers(made: Workspace, run: Run) -> None:
    done = run("ledger")
    assert done.returncode == 0
    assert "7         3  2025-11-03  2026-04-02  Dana Orlov (also: D. Orlov; Harbour Master Dana Orlov)" in done.stdout
    assert "The Hollin Post (also: Hollin Post)" in done.stdout
    told = json.loads(run("ledger", "--format", "json").stdout)
    assert [one["name"] for one in told["outlets"]] == ["The Hollin Post", "Wire"]


def test_csv_and_json_are_for_programs(made: Workspace, run: Run) -> None:
    table = run("ledger", "--speaker", "D. Orlov", "--format", "csv").stdout
    assert table.startswith('\ufeff"day","day of","outlet"')
    told = json.loads(run("ledger", "--speaker", "D. Orlov", "--format", "json", "--since", "2026-01-01").stdout)
    assert (told["of"], told["name"], told["quoted"]["claims"], told["since"]) == (
        "speaker",
        "Dana Orlov",
        3,
        "2026-01-01",
    )


@pytest.mark.parametrize("asked", [["--format", "csv"], ["--since", "2026-01-01"]])
def test_a_table_or_days_of_nobody_are_refused(made: Workspace, run: Run, asked: list[str]) -> None:
    done = run("ledger", *asked)
    assert done.returncode == 2
    assert "whose ledger?" in done.stderr


def test_a_day_that_is_none_is_refused(made: Workspace, run: Run) -> None:
    assert run("ledger", "--speaker", "D. Orlov", "--since", "yesterday").returncode == 2
