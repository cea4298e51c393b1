"""`show`, `mark`, `reopen` and `corpus show`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from factcheck import Workspace
from factcheck.desk import log, standing
from factcheck.domain import (
    Alteration,
    Article,
    Claim,
    ClaimKind,
    DiffOperation,
    DiffPart,
    Document,
    Search,
    Span,
    Speaker,
    Suggestion,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.store import corpus, desk

Run = Callable[..., CompletedProcess[str]]

MINUTES = (
    "The harbour board met on Monday.\n\nIt said that “nearly half” of its boats –\nforty of ninety – were laid up. "
    "The chair thanked the crews."
)
NOTE = Document("minutes", MINUTES, title="Minutes", publisher="Harbour Board")
TEXT = "Half of our boats are laid up, Ada Byrne said. The board has ninety boats. The crews were thanked."
ARTICLE = Article(TEXT, (), title="Boats laid up")
ADA = Speaker("Ada Byrne", "Ada Byrne")
QUOTED = Claim(ARTICLE.id, ClaimKind.INDIRECT, TEXT[:29], (Span(0, 29),), speaker=ADA)
OWN = Claim(ARTICLE.id, ClaimKind.ASSERTION, TEXT[47:74], (Span(47, 74),))
THANKED = Claim(ARTICLE.id, ClaimKind.ASSERTION, TEXT[75:], (Span(75, len(TEXT)),))
CUTS = (Span(0, 32), Span(34, len(MINUTES) - 29), Span(len(MINUTES) - 28, len(MINUTES)))
MISQUOTED = Wording(
    WordingFinding.ALTERED,
    (WordingPlace("minutes", Span(48, 59), MINUTES[48:59]),),
    (DiffPart(DiffOperation.DROPPED, Span(0, 0), Span(48, 54), 0, (Alteration.DROPPED_QUALIFIER,), True),),
)


@pytest.fixture(autouse=True)
def filled(workspace: Path) -> None:
    """One article with a misquotation and two assertions, one document of three passages."""
    with Workspace(workspace) as opened:
        opened.make()
        with opened.database.writing() as session:
            corpus.add_version(session, NOTE, 1, list(CUTS), "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [QUOTED, OWN, THANKED])
            made = Search(QUOTED.id, QUOTED.text, "e", "rules", "i", (), Suggestion(None, None, ()), MISQUOTED)
            desk.put_search(session, made, {}, log.now())
            standing.refresh_article(session, ARTICLE.id)


def told(done: CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_a_decision_echoes_which_claim_it_was_made_on(run: Run) -> None:
    done = run("mark", f"{ARTICLE.id[:6]}#2", "supported", "--cite", "minutes#1:forty of ninety", "--as", "ana")
    first, words, decided, cited = done.stdout.splitlines()
    assert first == f"{OWN.id} #2 of “Boats laid up” (article {ARTICLE.id})"
    assert words == "    outlet: The board has ninety boats."
    assert decided.startswith("    supported, by ana, ")
    assert cited == "    minutes#1: “forty of ninety”"


def test_a_number_from_the_report_needs_its_article(run: Run) -> None:
    refused = run("mark", "2", "unverified", "--reason", "no-evidence", "--as", "ana")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "ARTICLE#2 or with --article" in refused.stderr
    given = ("--article", ARTICLE.id[:4], "--reason", "no-evidence", "--as", "ana", "--json")
    assert told(run("mark", "2", "unverified", *given))["claim"]["id"] == OWN.id
    assert told(run("show", "2", "--article", ARTICLE.id, "--json"))["id"] == OWN.id
    reopened = told(run("reopen", "2", "--article", ARTICLE.id, "--note", "again", "--as", "ana", "--json"))
    assert (reopened["claim"]["number"], reopened["verdict"], reopened["previous_verdict"]) == (2, None, "unverified")


def test_a_misquoted_claim_is_asked_about_and_each_answer_is_taken(run: Run) -> None:
    cite = ("--cite", "minutes#1:“nearly half” of its boats", "--as", "ana")
    refused = run("mark", QUOTED.id, "supported", *cite)
    assert refused.returncode == 2
    assert "--attribution said-otherwise" in refused.stderr
    assert "--attribution said-so" in refused.stderr
    shown = run("show", QUOTED.id).stdout
    assert "– MISQUOTED" in shown
    otherwise = told(run("mark", QUOTED.id, "supported", "--attribution", "said-otherwise", *cite, "--json"))
    assert (otherwise["attribution"], otherwise["verdict"]) == ("said-otherwise", "supported")
    assert told(run("show", QUOTED.id, "--json"))["blockers"] == ["said otherwise", "single source"]
    run("mark", QUOTED.id, "supported", "--attribution", "said-so", *cite)
    assert told(run("show", QUOTED.id, "--json"))["blockers"] == ["single source"]


def test_attribution_alone_leaves_the_claim_in_the_queue(run: Run) -> None:
    made = told(run("mark", QUOTED.id, "--attribution", "not-found", "--as", "ana", "--json"))
    assert (made["attribution"], made["verdict"]) == ("not-found", None)
    shown = told(run("show", QUOTED.id, "--json"))
    assert (shown["status"], shown["state"], shown["standing"]["entries"]) == ("not yet checked", "open", 1)
    refused = run("mark", OWN.id, "--attribution", "said-so", "--as", "ana")
    assert "nobody is quoted" in refused.stderr


def test_the_same_decision_again_adds_nothing_and_says_so(run: Run) -> None:
    given = ("mark", OWN.id, "unverified", "--reason", "no-evidence", "--as", "ana")
    first = told(run(*given, "--json"))
    again = run(*given, "--json")
    assert told(again)["hash"] == first["hash"]
    assert "nothing was added" in again.stderr
    assert len(json.loads(run("history", OWN.id, "--json").stdout)) == 1


def test_words_copied_from_show_and_from_corpus_show_are_cited_as_they_stand(run: Run) -> None:
    whole = run("corpus", "show", "minutes#1").stdout
    copied = " ".join(whole.partition("It said")[2].partition("laid up.")[0].split())
    made = told(run("mark", OWN.id, "supported", "--cite", f"minutes#1:It said {copied}", "--as", "ana", "--json"))
    (citation,) = made["citations"]
    assert "boats –\nforty of ninety – were" in citation["exact"]
    typed = told(run("mark", THANKED.id, "supported", "--cite", 'minutes#1:"nearly half"', "--as", "ana", "--json"))
    assert typed["citations"][0]["exact"] == "“nearly half”"


def test_words_that_stand_twice_are_refused_with_both_places(run: Run) -> None:
    refused = run("mark", OWN.id, "supported", "--cite", "minutes#1:ty", "--as", "ana")
    assert refused.returncode == 2
    assert "stand 2 times" in refused.stderr
    assert "for»ty« of ninety" in refused.stderr
    assert "nine»ty« – were" in refused.stderr


def test_words_may_be_cited_from_a_document_whose_passages_nobody_has_counted(run: Run) -> None:
    cite = ("--attribution", "said-so", "--cite", "minutes:nearly half", "--as", "ana", "--json")
    made = told(run("mark", QUOTED.id, "supported", *cite))
    assert [citation["passage_id"] for citation in made["citations"]] == ["minutes#1"]
    assert told(run("show", QUOTED.id, "--json"))["blockers"] == ["single source"], "the place of the words is cited"
    missing = run("mark", OWN.id, "supported", "--cite", "minutes:the moon", "--as", "ana")
    assert "do not stand in any one passage of it (minutes#0 to minutes#2)" in missing.stderr
    several = run("mark", OWN.id, "supported", "--cite", "minutes:The", "--as", "ana")
    assert "minutes#0, characters 0–3: …»The« harbour board" in several.stderr
    assert run("mark", OWN.id, "supported", "--cite", "minutes", "--as", "ana").returncode == 2


def test_two_parts_with_an_ellipsis_are_refused_with_the_remedy(run: Run) -> None:
    refused = run("mark", OWN.id, "supported", "--cite", "minutes#1:nearly half … laid up", "--as", "ana")
    assert "Cite each by itself" in refused.stderr
    both = ("--cite", "minutes#1:…nearly half…", "--cite", "minutes#1:laid up")
    made = told(run("mark", OWN.id, "supported", *both, "--as", "ana", "--json"))
    assert [citation["exact"] for citation in made["citations"]] == ["nearly half", "laid up"]


def test_a_passage_is_shown_whole_between_its_neighbours(run: Run) -> None:
    shown = run("corpus", "show", "minutes#1").stdout
    assert MINUTES[slice(*CUTS[1])] in shown
    assert shown.index("before: minutes#0") < shown.index("It said") < shown.index("behind: minutes#2")
    made = told(run("corpus", "show", "minutes#0", "--json"))
    assert (made["before"], made["behind"]["passage_id"]) == (None, "minutes#1")
    assert made["text"] == MINUTES[:32]
    missing = run("corpus", "show", "minutes#9")
    assert (missing.returncode, "no passage 'minutes#9'" in missing.stderr) == (2, True)


def test_a_colleague_is_overruled_only_knowingly(run: Run) -> None:
    run("mark", OWN.id, "unverified", "--reason", "no-evidence", "--as", "ana")
    cite = ("mark", OWN.id, "supported", "--cite", "minutes#1", "--as", "leo")
    refused = run(*cite)
    assert (refused.returncode, refused.stdout) == (4, "")
    assert "--over" in refused.stderr
    overruled = run(*cite, "--over", "--note", "the minutes have it")
    assert "overruling a colleague" in overruled.stdout


def test_a_name_or_note_that_is_no_text_is_refused(run: Run) -> None:
    for option in ("--note", "--as"):
        done = run("mark", OWN.id, "unverified", "--reason", "no-evidence", "--as", "ana", option, "a\udce9")
        assert done.returncode == 2
        assert f"{option}: not UTF-8" in done.stderr


def test_the_second_of_two_sees_the_first_answer_where_nobody_asks_as_him(run: Run) -> None:
    assert run("mark", OWN.id, "supported", "--cite", "minutes#1:forty of ninety", "--as", "ana").returncode == 0
    assert run("second-check", OWN.id, "--as", "mia").returncode == 0
    seen, kept = "supported, by ana", "decided by one – SECOND CHECK PENDING"
    for command in (("show", OWN.id), ("report", ARTICLE.id, "--full")):
        for by, shown, absent in (("ana", seen, kept), ("leo", kept, seen)):
            run(*command, "--as", by)  # of a second report it is told what is new since
            printed = run(*command, "--as", by).stdout
            assert (shown in printed, absent in printed) == (True, False), (command, by)
            assert run(*command, FACTCHECK_USER=by).stdout == printed
    assert seen in run("report", ARTICLE.id).stdout
    assert "somebody has decided; how is shown" in run("report", ARTICLE.id, "--as", "leo").stdout
