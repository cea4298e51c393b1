"""The history of a claim and of an article in words."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factcheck import Workspace
from factcheck.desk import log, standing
from factcheck.domain import Action, Article, Attribution, Claim, ClaimKind, Document, LogEntry, Span, Verdict
from factcheck.report.story import ClaimNames, tell
from factcheck.store import corpus, desk

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The pier is 412 metres long, Dana Orlov said. It was closed for repairs in May."
ARTICLE = Article(text=TEXT, blocks=(), title="The pier")
LONG = Claim(article_id=ARTICLE.id, kind=ClaimKind.INDIRECT, text=TEXT[:27], spans=(Span(0, 27),))
CLOSED = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT[46:], spans=(Span(46, len(TEXT)),))
SURVEY = Document(id="survey", text="The pier is 412 metres long. It has two cranes.")
NAMES = ClaimNames({"c1": "#1 “The pier is long”", "c2": "#2 “It is 412 metres”", "c3": "#3 “It is old”"}, {"c3": 1})


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Workspace]:
    """An article with two claims, and a document."""
    with Workspace(tmp_path / "desk", user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, SURVEY, 1, [Span(0, len(SURVEY.text))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [LONG, CLOSED])
            standing.refresh_article(session, ARTICLE.id)
        yield opened


def entry(action: Action, number: int = 1, *, claim: str | None = "c1", **fields: Any) -> LogEntry:
    given = {"by": "ana", "at": "2026-11-29T10:02:30+00:00", **fields}
    return LogEntry(action=action, article_id="a1", claim_id=claim, number=number, **given)


def test_a_decision_names_the_words_it_rests_on(made: Workspace) -> None:
    made.mark(LONG.id, "supported", attribution="said-so", cite="survey#0:412 metres long", note="measured in 2024")
    head, line = made.story(LONG.id)
    assert head == f"#1 “The pier is 412 metres long” – claim {LONG.id} of “The pier” ({ARTICLE.id})"
    words = line[len("2026-11-29 10:02 ") :]
    assert words == ("ana found it supported (said so), citing survey#0 “412 metres long” – measured in 2024")


def test_overruling_reopening_and_notes_are_told_in_their_order(made: Workspace) -> None:
    made.mark(LONG.id, "supported", attribution="said-so", cite="survey#0")
    made.mark(LONG.id, "unverified", reason="conflicting", by="leo", over=True, note="two surveys differ")
    made.reopen(LONG.id, note="a third survey", by="eva")
    told = [line[len("2026-11-29 10:02 ") :] for line in made.story(LONG.id)[1:]]
    assert told[1:] == [
        "leo found it unverified (conflicting) (said so), overruling ana – two surveys differ",
        "eva reopened it – a third survey",
    ]


def test_the_story_of_an_article_names_each_claim_by_its_words(made: Workspace) -> None:
    made.mark(CLOSED.id, "unverified", reason="no-evidence")
    made.ask(ARTICLE.id, "Dana Orlov", way="phone", when="2026-11-02")
    head, first, second = made.story(article=ARTICLE.id)
    assert head == f"“The pier” ({ARTICLE.id})"
    assert "#2 “It was closed for repairs in May.”: ana found it unverified (no evidence)" in first
    assert second.endswith("ana asked Dana Orlov for a reply by phone, 2026-11-02")


SENTENCES = [
    (
        entry(
            Action.CORRECTED,
            content={
                "changed": {"speaker": {"name": "Dana Orlov", "role": "mayor"}},
                "before": {"speaker": {"name": "51", "role": None}},
            },
        ),
        "ana corrected speaker from “51” to “Dana Orlov, mayor”",
    ),
    (
        entry(
            Action.CORRECTED,
            content={
                "changed": {"text": "It is long", "spans": [[0, 10]]},
                "before": {"text": "It is", "spans": [[0, 5]]},
            },
        ),
        "ana corrected words from “It is” to “It is long”",
    ),
    (
        entry(Action.DISMISSED, content={"reason": "duplicate"}, note="see #3"),
        "ana dismissed it as no claim: another claim says the same – see #3",
    ),
    (entry(Action.RESTORED), "ana brought it back"),
    (entry(Action.NOTED, note="call again on Monday"), "ana noted: call again on Monday"),
    (
        entry(Action.REPLACED, content={"into": ["c2", "c3"]}),
        "ana put in its place #2 “It is 412 metres” and #3 “It is old”",
    ),
    (entry(Action.ADDED, content={"origin": ["c2"]}), "ana made this claim of #2 “It is 412 metres”"),
    (entry(Action.ADDED), "ana made this claim"),
    (
        entry(
            Action.STALE, by="factcheck", content={"problems": ["survey has changed (version 2): “412” is now “431”"]}
        ),
        "the verdict went stale: survey has changed (version 2): “412” is now “431”",
    ),
    (
        entry(Action.STALE, content={"origin": "c3", "before": "It is 412 metres"}),
        "the verdict went stale: its words were “It is 412 metres” in the draft before",
    ),
    (
        entry(
            Action.CARRIED,
            verdict=Verdict.SUPPORTED,
            attribution=Attribution.SAID_SO,
            content={"origin": "c3", "by": "leo", "at": "2026-11-28T09:00:00+00:00"},
        ),
        "carried from draft 1: leo found it supported (said so) on 2026-11-28 09:00",
    ),
    (
        entry(Action.DECIDED, verdict=Verdict.CONTRADICTED, content={"answer": "second"}, by="leo"),
        "leo, as the second to look, found it contradicted",
    ),
    (
        entry(Action.DECIDED, verdict=Verdict.CONTRADICTED, content={"answer": "adjudicated"}, by="eva"),
        "eva settled it between the two and found it contradicted",
    ),
    (
        entry(Action.DECIDED, attribution=Attribution.NOT_SAID, content={"answer": "first"}),
        "ana answered on attribution alone: not said",
    ),
    (entry(Action.SECOND_WANTED, content={"blind": True}), "ana wants a second check, blind"),
    (
        entry(Action.LAPSED, by="factcheck", content={"holder": "leo", "work": {"note": "half done"}}),
        "the hold of leo on it ran out with work undone: note “half done”",
    ),
    (entry(Action.ASSIGNED, content={"to": "leo"}), "ana gave it to leo"),
    (entry(Action.ASSIGNED, content={"to": None}), "ana gave it to nobody"),
    (
        entry(Action.SIGNED_OFF, content={"blocker": "single source"}, note="why"),
        "ana signed off “single source” – why",
    ),
    (
        entry(Action.ANSWERED, content={"whom": "Dana Orlov", "answer": "No comment.", "when": "2026-11-02T14:30"}),
        "Dana Orlov answered, 2026-11-02 14:30: “No comment.” (entered by ana)",
    ),
    (
        entry(Action.ANSWERED, content={"whom": "Dana Orlov", "answer": "“No.”", "when": "2026-11-29T10:02:50"}),
        "Dana Orlov answered: “No.” (entered by ana)",
    ),
    (entry(Action.RELEASED, content={"released": True}), "ana released its verdict for publication as a ClaimReview"),
    (entry(Action.RELEASED, content={"released": False}), "ana withdrew the release of its verdict"),
    (entry(Action.REPORTED, claim=None, content={"hold": "CLEAR"}), "ana was given the report: CLEAR"),
    (entry(Action.DUE, claim=None, content={"when": "2026-12-01"}), "ana set the deadline to 2026-12-01"),
    (entry(Action.DUE, claim=None, content={"when": None}), "ana took the deadline away"),
    (entry(Action.CLOSED, claim=None), "ana closed it"),
    (entry(Action.ARTICLE_REOPENED, claim=None), "ana reopened it"),
    (
        entry(Action.DRAFTED, claim=None, content={"previous": "a0", "story": "a0", "draft": 2}),
        "checked as draft 2, after article a0",
    ),
    (entry(Action.REPLACED, claim=None, content={"into": ["a2"]}), "a later draft took its place: article a2"),
    (
        entry(
            Action.CORRECTION_PUBLISHED, claim=None, content={"text": "It is 431.", "when": "2026-11-02", "claim": "c2"}
        ),
        "ana entered the correction published 2026-11-02 on #2 “It is 412 metres”: “It is 431.”",
    ),
]


@pytest.mark.parametrize(("made_entry", "words"), SENTENCES, ids=[words[:40] for _, words in SENTENCES])
def test_every_kind_of_entry_has_its_sentence(made_entry: LogEntry, words: str) -> None:
    assert tell([made_entry], NAMES) == [f"2026-11-29 10:02 {words}"]


def test_no_kind_of_entry_is_left_without_a_sentence() -> None:
    told = {made.action for made, _ in SENTENCES} | {Action.REOPENED, Action.ASKED, Action.UNDONE}
    assert set(Action) <= told


def test_what_was_taken_back_is_told_and_marked() -> None:
    entries = [
        entry(Action.DISMISSED, 1, content={"reason": "trivial"}),
        entry(Action.UNDONE, 2, content={"undoes": 1}),
    ]
    first, second = tell(entries, NAMES)
    assert first.endswith("ana dismissed it as no claim: trivial (taken back since)")
    assert second.endswith("ana took back: ana dismissed it as no claim: trivial")


def test_a_story_stays_on_its_lines_whatever_was_noted() -> None:
    (line,) = tell([entry(Action.NOTED, note="one\ntwo\x1b[31m three")], NAMES)
    assert line.endswith("ana noted: one two[31m three")


def test_history_takes_a_claim_an_article_or_nothing(made: Workspace, run: Run) -> None:
    elsewhere = {"FACTCHECK_WORKSPACE": str(made.settings.workspace)}
    assert "nothing was done yet" in run("history", LONG.id, **elsewhere).stderr
    made.mark(CLOSED.id, "unverified", reason="no-evidence")
    for asked in ([CLOSED.id], [ARTICLE.id], []):
        assert "ana found it unverified (no evidence)" in run("history", *asked, **elsewhere).stdout
    (made_entry,) = json.loads(run("history", CLOSED.id, "--json", **elsewhere).stdout)
    assert (made_entry["action"], made_entry["hash"]) == ("decided", made.history()[0].hash)


def test_an_entry_made_by_another_hand_is_the_same_entry_in_every_list(made: Workspace) -> None:
    with made.database.writing() as session:
        log.append(session, Action.CLOSED, ARTICLE.id, by="eva")
    made.mark(CLOSED.id, "unverified", reason="no-evidence")
    assert made.history(article=ARTICLE.id) == made.history()
