"""Right of reply, signing off, corrections after publication: entries like all others."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import standing
from factcheck.domain import Action, Article, ArticleStanding, Claim, ClaimKind, Span
from factcheck.errors import UsageError
from factcheck.report.holding import unanswered
from factcheck.store import desk

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The pier is 412 metres long. The council was told in May."
ARTICLE = Article(text=TEXT, blocks=(), title="The pier")
CLAIM = Claim(article_id=ARTICLE.id, kind=ClaimKind.ASSERTION, text=TEXT[:28], spans=(Span(0, 28),))
OTHER = Article(text="Another story.", blocks=(), title="Another")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Workspace]:
    """Two articles, one with a claim."""
    with Workspace(tmp_path / "desk", user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            for article, claims in ((ARTICLE, [CLAIM]), (OTHER, [])):
                desk.put_article(session, article)
                desk.put_claims(session, article.id, claims)
                standing.refresh_article(session, article.id)
        yield opened


def of_article(workspace: Workspace) -> ArticleStanding:
    with workspace.database.reading() as session:
        return standing.article(session, ARTICLE.id)


def test_who_was_asked_when_and_by_which_way_is_kept_with_the_claim(made: Workspace) -> None:
    made.ask(CLAIM.id, "Dana Orlov", way="email", when="2026-11-02")
    (told,) = made.show(CLAIM.id)[1].standing.replies
    assert (told["whom"], told["way"], told["when"], told["by"]) == ("Dana Orlov", "email", "2026-11-02", "ana")
    assert unanswered([told]) == ("Dana Orlov",)


def test_an_answer_belongs_to_whoever_was_asked(made: Workspace) -> None:
    made.ask(CLAIM.id, "Dana Orlov", way="phone")
    entry = made.answered(CLAIM.id, "We stand by the figure.", by="leo")
    assert (entry.content["whom"], entry.by) == ("Dana Orlov", "leo")
    assert unanswered(made.show(CLAIM.id)[1].standing.replies) == ()


def test_an_answer_of_somebody_who_was_not_asked_is_refused(made: Workspace) -> None:
    with pytest.raises(UsageError, match="nobody was asked"):
        made.answered(CLAIM.id, "No comment.")
    made.ask(CLAIM.id, "Dana Orlov", way="phone")
    with pytest.raises(UsageError, match="Ben Ruiz was not asked, but Dana Orlov"):
        made.answered(CLAIM.id, "No comment.", whom="Ben Ruiz")
    assert len(made.history(CLAIM.id)) == 1


def test_where_several_were_asked_the_answer_says_whose_it_is(made: Workspace) -> None:
    made.ask(ARTICLE.id, "Dana Orlov", way="phone")
    made.ask(ARTICLE.id, "Example Office", way="letter")
    with pytest.raises(UsageError, match="Dana Orlov and Example Office were asked"):
        made.answered(ARTICLE.id, "No comment.")
    made.answered(ARTICLE.id, "No comment.", whom="example office")
    assert unanswered(of_article(made).replies) == ("Dana Orlov",)


@pytest.mark.parametrize(
    ("whom", "way", "when", "complaint"),
    [
        (" ", "phone", None, "who was asked"),
        ("Dana", "", None, "how they were asked"),
        ("Dana", "phone", "yesterday", "no day or time"),
        ("Dana", "phone", (date.today() + timedelta(days=2)).isoformat(), "lies ahead"),
    ],
)
def test_what_is_missing_or_has_not_happened_is_refused(
    made: Workspace, whom: str, way: str, when: str | None, complaint: str
) -> None:
    with pytest.raises(UsageError, match=complaint):
        made.ask(CLAIM.id, whom, way=way, when=when)
    assert made.history() == []


def test_signing_off_says_why_and_a_new_decision_takes_it_away(made: Workspace) -> None:
    made.mark(CLAIM.id, "unverified", reason="no-evidence")
    with pytest.raises(UsageError, match="needs a reason"):
        made.sign_off(CLAIM.id, "single source", note=" ")
    made.sign_off(CLAIM.id, "single source", note="the register is all there is", by="eva")
    (told,) = made.show(CLAIM.id)[1].standing.signed_off
    assert (told["blocker"], told["by"], told["note"]) == ("single source", "eva", "the register is all there is")
    made.mark(CLAIM.id, "unverified", reason="conflicting")
    assert made.show(CLAIM.id)[1].standing.signed_off == ()


def test_corrections_after_publication_are_a_chain_on_the_article(made: Workspace) -> None:
    made.publish_correction(ARTICLE.id, "It is 431 metres.", claim=CLAIM.id, when="2026-11-02", by="eva")
    made.publish_correction(ARTICLE.id, "It is 432 metres, not 431.", by="eva")
    assert [one["text"] for one in of_article(made).corrections] == ["It is 431 metres.", "It is 432 metres, not 431."]
    assert [entry.number for entry in made.history(article=ARTICLE.id)] == [1, 2]
    with pytest.raises(UsageError, match="is not of article"):
        made.publish_correction(OTHER.id, "It is 431 metres.", claim=CLAIM.id)
    with pytest.raises(UsageError, match="what was published"):
        made.publish_correction(ARTICLE.id, " ")


def test_all_of_it_is_in_the_chain(made: Workspace) -> None:
    made.ask(CLAIM.id, "Dana Orlov", way="phone")
    made.answered(CLAIM.id, "Yes.")
    made.sign_off(ARTICLE.id, note="seen", by="eva")
    assert [entry.action for entry in made.history()] == [Action.ASKED, Action.ANSWERED, Action.SIGNED_OFF]
    assert made.verify().sound


def test_a_beginning_that_means_nothing_is_named(made: Workspace) -> None:
    with pytest.raises(UsageError, match="no claim and no article 'zzzz'"):
        made.ask("zzzz", "Dana Orlov", way="phone")


def test_the_commands_say_what_was_entered(made: Workspace, run: Run) -> None:
    elsewhere = {"FACTCHECK_WORKSPACE": str(made.settings.workspace), "FACTCHECK_USER": "ana"}
    asked = run("reply", "ask", CLAIM.id, "Dana Orlov", "--way", "email", "--when", "2026-11-02", **elsewhere)
    assert "ana asked Dana Orlov for a reply by email, 2026-11-02" in asked.stdout
    assert "“The pier is 412 metres long.”" in asked.stdout
    answered = run("reply", "answer", CLAIM.id, "It is 412.", "--json", **elsewhere)
    assert json.loads(answered.stdout)["content"]["answer"] == "It is 412."
    signed = run("sign-off", ARTICLE.id, "--note", "seen", "--as", "eva", **elsewhere)
    assert "eva signed off what holds it – seen" in signed.stdout
    corrected = run("correction", ARTICLE.id, "It is 431.", "--claim", CLAIM.id, **elsewhere)
    assert "ana entered the correction published" in corrected.stdout
    assert run("sign-off", CLAIM.id, **elsewhere).returncode == 2


def test_a_rule_that_is_switched_off_is_nothing_to_sign_off(made: Workspace) -> None:
    made.settings = replace(made.settings, hold={"single-source": False})
    with pytest.raises(UsageError, match=r"'single-source' holds nothing here: \[hold\] in factcheck.toml"):
        made.sign_off(CLAIM.id, "single source", note="one will do")


def test_where_editors_are_named_nobody_else_signs_off(made: Workspace) -> None:
    made.settings = replace(made.settings, editors=("eve",))
    with pytest.raises(UsageError, match="ana is no editor of this desk"):
        made.sign_off(CLAIM.id, "single source", note="one will do", by="ana")
    assert made.sign_off(CLAIM.id, "single source", note="one will do", by="eve").by == "eve"
