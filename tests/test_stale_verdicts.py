"""Verdicts whose documents change: named at once, back in the queue, and never mistaken for damage."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Action, Article, Claim, ClaimKind, Document, Span, State
from factcheck.settings import system_user
from factcheck.store import desk

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The pier is 412 metres long. It was closed for repairs in May."
ARTICLE = Article(text=TEXT, blocks=(), title="The pier")
LONG = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT[:28], spans=(Span(0, 28),))
CLOSED = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT[29:], spans=(Span(29, len(TEXT)),))
WORDS = "The pier at Velmouth is 412 metres long. It has two cranes. It was closed for repairs in May of last year."
SURVEY = Document(id="survey", text=WORDS, title="Harbour survey")


@pytest.fixture
def made(tmp_path: Path, cache: Path) -> Iterator[Workspace]:
    """An article with two claims, both decided by ana on words of one document."""
    with Workspace(tmp_path / "desk", cache=cache, user="ana") as opened:
        opened.corpus_add_documents([SURVEY])
        with opened.database.writing() as session:
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [LONG, CLOSED])
            standing.refresh_article(session, ARTICLE.id)
        opened.mark(LONG.id, "supported", cite="survey#0:412 metres long")
        opened.mark(CLOSED.id, "supported", cite="survey#0:closed for repairs in May")
        yield opened


def change(workspace: Workspace, text: str) -> list[str]:
    """Give the survey another text; what is said of each verdict that went stale."""
    added = workspace.corpus_add_documents([Document(id="survey", text=text, title="Harbour survey")])
    return ["; ".join(one.problems) for one in added.stale]


def state(workspace: Workspace, claim: Claim) -> State:
    return workspace.show(claim.id)[1].standing.state


def test_what_changed_is_said_in_the_old_words_and_the_new(made: Workspace) -> None:
    told = change(made, WORDS.replace("412", "431"))
    assert "survey has changed (version 2): “412 metres long” is now “431 metres long”" in told
    assert made.verify().damage == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The pier at Velmouth is 412 metres wide. Nothing else.", "“412 metres long” is now “412 metres wide”"),
        ("The pier at Velmouth is about 412 very metres long.", "is now “412 very metres long”"),
        ("The pier at Velmouth is 412 metres.", "“412 metres long” is now “412 metres”"),
        ("412 metres long is the pier, 412 metres long!", "several times"),
        ("The ferry is blue.", "no words like “412 metres long” stand in the new version"),
    ],
)
def test_a_change_is_told_with_the_words_around_it(made: Workspace, text: str, told: str) -> None:
    change(made, text)
    assert told in made.history(LONG.id)[-1].content["problems"][0]


def test_words_that_still_stand_are_stale_too_and_can_be_cited_anew(made: Workspace) -> None:
    told = change(made, WORDS.replace("412", "431"))
    (still,) = [words for words in told if "still stand" in words]
    assert "cite them anew from survey@2#0" in still
    entry = made.history(CLOSED.id)[-1]
    assert entry.content["cite"] == ["survey@2#0:closed for repairs in May"]
    assert state(made, CLOSED) is State.STALE
    made.mark(CLOSED.id, "supported", cite=entry.content["cite"])
    assert state(made, CLOSED) is State.DECIDED


def test_the_entry_is_made_with_the_new_version_by_whoever_adds_it(made: Workspace) -> None:
    change(made, "Nothing is said of it here any more.")
    entries = [made.history(claim.id)[-1] for claim in (LONG, CLOSED)]
    assert {(entry.action, entry.by) for entry in entries} == {(Action.STALE, "ana")}
    assert all("no words like" in entry.content["problems"][0] for entry in entries)


def test_stale_verdicts_return_to_the_queue_with_the_verdict_they_had(made: Workspace) -> None:
    assert made.queue()[1] == 0
    change(made, WORDS.replace("412", "431"))
    items, total = made.queue()
    assert total == 2
    assert {(item.state, item.verdict, item.by) for item in items} == {(State.STALE, "supported", "ana")}


def test_a_document_that_is_removed_makes_its_verdicts_stale_and_brought_back_valid_again(made: Workspace) -> None:
    stale = made.corpus_remove("survey")
    assert [(one.claim_id, one.problems) for one in stale] == [
        (claim_id, ("survey was taken out of the corpus",)) for claim_id in sorted((LONG.id, CLOSED.id))
    ]
    assert state(made, LONG) is State.STALE
    assert made.corpus_add_documents([SURVEY]).valid_again == 2
    assert state(made, LONG) is State.DECIDED
    assert made.queue()[1] == 0
    assert made.verify().sound


def test_the_same_document_again_makes_nothing_stale(made: Workspace) -> None:
    added = made.corpus_add_documents([SURVEY])
    assert (added.unchanged, added.stale) == (1, [])
    assert len(made.history()) == 2


def test_a_reopened_or_dismissed_claim_does_not_go_stale(made: Workspace) -> None:
    made.reopen(LONG.id, note="measured anew")
    assert len(change(made, WORDS.replace("412", "431"))) == 1
    assert state(made, LONG) is State.REOPENED


def test_whoever_had_not_seen_that_the_source_changed_is_told(made: Workspace) -> None:
    from factcheck.errors import ConflictError

    change(made, WORDS.replace("412", "431"))
    with pytest.raises(ConflictError, match="ana stale"):
        made.mark(LONG.id, "contradicted", cite="survey@2#0", after=1)


def test_verify_tells_drift_from_damage(made: Workspace, run: Run, workspace: Path) -> None:
    change(made, WORDS.replace("412", "431"))
    elsewhere = {"FACTCHECK_WORKSPACE": str(made.settings.workspace)}
    done = run("verify", **elsewhere)
    assert done.returncode == 7
    assert "stale: claim" in done.stderr
    assert "2 stale verdicts, no damage" in done.stderr
    found = json.loads(run("verify", "--json", **elsewhere).stdout)
    assert (len(found["damage"]), len(found["stale"])) == (0, 2)


def test_corpus_add_says_how_many_and_which(made: Workspace, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "survey.jsonl"
    file.write_text(json.dumps({"id": "survey", "text": WORDS.replace("412", "431")}) + "\n", encoding="utf-8")
    done = run("corpus", "add", file, FACTCHECK_WORKSPACE=str(made.settings.workspace))
    assert done.returncode == 0
    assert "2 verdicts stale now, back in the queue" in done.stderr
    assert f"{ARTICLE.id}#1 “The pier is 412 metres long.”, supported by ana" in done.stderr
    assert made.history(LONG.id)[-1].by == system_user()


def test_many_changes_in_a_long_citation_are_counted(made: Workspace) -> None:
    made.mark(LONG.id, "supported", cite="survey#0", note="all of it")
    changed = WORDS.replace("Velmouth", "Orlov").replace("412", "431").replace("two", "six").replace("May", "June")
    told = " ".join(change(made, changed))
    assert "“pier at Velmouth is 412” is now" in told or "“pier at Velmouth is” is now" in told
    assert "more change" in told
