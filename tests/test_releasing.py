"""Releasing verdicts for publication: what may be released, by whom, and what ends it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from factcheck import Workspace
from factcheck.articles import Metadata
from factcheck.desk import log, standing
from factcheck.domain import (
    Action,
    Alteration,
    Article,
    Claim,
    ClaimKind,
    ClaimStanding,
    DiffOperation,
    DiffPart,
    Document,
    Encoder,
    Search,
    Span,
    Speaker,
    Suggestion,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.errors import ConflictError, UsageError
from factcheck.report import render
from factcheck.store import corpus, desk

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "The weir is 40 metres long. Nobody drowned here, Ada Byrne said. We lost nine boats, she said."
ARTICLE = Article(TEXT, (), title="The weir", publisher="The Hollin Post", url="https://post.example/weir")
ADA = Speaker("Ada Byrne", "Ada Byrne")
OWN = Claim(ARTICLE.id, ClaimKind.ASSERTION, TEXT[:27], (Span(0, 27),))
SAID = Claim(ARTICLE.id, ClaimKind.INDIRECT, TEXT[28:47], (Span(28, 47),), speaker=ADA)
MISQUOTED = Claim(ARTICLE.id, ClaimKind.DIRECT, TEXT[65:83], (Span(65, 83),), speaker=ADA)
NOTE = Document(
    "note", "The weir is 40 metres long. Nobody drowned here. We lost nearly nine boats.", publisher="River Board"
)
ALTERED = Wording(
    WordingFinding.ALTERED,
    (WordingPlace("note", Span(49, 75), NOTE.text[49:75]),),
    (DiffPart(DiffOperation.DROPPED, Span(0, 0), Span(57, 63), 0, (Alteration.DROPPED_QUALIFIER,), True),),
)
RULES = 'outlet = "The Hollin Post"\noutlet_url = "https://post.example"\n'


@pytest.fixture
def make(workspace: Path) -> Iterator[Callable[..., Workspace]]:
    """Makes a workspace with three claims and these lines in its factcheck.toml."""
    opened: list[Workspace] = []

    def make(rules: str = "") -> Workspace:
        workspace.mkdir(exist_ok=True)
        (workspace / "factcheck.toml").write_text(RULES + rules, encoding="utf-8")
        made = Workspace(workspace, user="ana")
        opened.append(made)
        made.make()
        with made.database.writing() as session:
            corpus.add_version(session, NOTE, 1, [Span(0, len(NOTE.text))], "a.jsonl")
            desk.put_article(session, ARTICLE)
            desk.put_claims(session, ARTICLE.id, [OWN, SAID, MISQUOTED])
            found = Search(MISQUOTED.id, MISQUOTED.text, "", "", "", (), Suggestion(None, None, ()), wording=ALTERED)
            desk.put_search(session, found, {}, "2026-03-01T09:00:00+00:00")
            standing.refresh_article(session, ARTICLE.id)
        return made

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def made(make: Callable[..., Workspace]) -> Workspace:
    return make()


def decide(workspace: Workspace, claim: Claim, verdict: str = "supported", **given: str) -> None:
    words = {OWN.id: "40 metres long", SAID.id: "Nobody drowned here", MISQUOTED.id: "nearly nine boats"}[claim.id]
    workspace.mark(claim.id, verdict, cite=f"note#0:{words}", **given)


def stands(workspace: Workspace, claim: Claim) -> ClaimStanding:
    with workspace.database.reading() as session:
        return standing.claims(session, [claim.id])[claim.id]


def published(workspace: Workspace) -> list[str]:
    reviews = json.loads(render(workspace.report(ARTICLE.id), "claimreview"))["@graph"]
    return [review["claimReviewed"] for review in reviews]


def test_a_decided_claim_is_released_and_published(made: Workspace) -> None:
    decide(made, OWN)
    assert published(made) == []
    entry = made.release_verdict(OWN.id, note="as the board says", by="eva")
    assert (entry.action, entry.by, entry.content) == (Action.RELEASED, "eva", {"released": True})
    assert published(made) == [OWN.text]
    assert stands(made, OWN).released == {
        "action": "released",
        "released": True,
        "by": "eva",
        "at": entry.at,
        "note": "as the board says",
    }
    assert made.story(OWN.id)[-1].endswith(
        "eva released its verdict for publication as a ClaimReview – as the board says"
    )


@pytest.mark.parametrize("attribution", ["said-so", "said-otherwise"])
def test_a_quotation_is_released_once_it_is_known_what_was_said(made: Workspace, attribution: str) -> None:
    decide(made, SAID, attribution=attribution)
    made.release_verdict(SAID.id)
    assert published(made) == [SAID.text]


# -- what may not be released -----------------------------------------------------------------


def test_nobody_releases_what_nobody_decided(made: Workspace) -> None:
    with pytest.raises(UsageError, match="nobody has decided whether it is borne out"):
        made.release_verdict(OWN.id)
    made.mark(SAID.id, attribution="said-so")
    with pytest.raises(UsageError, match="nobody has decided whether it is borne out"):
        made.release_verdict(SAID.id)
    assert [entry.action for entry in made.history()] == [Action.DECIDED]


def test_what_was_reopened_is_not_released(made: Workspace) -> None:
    decide(made, OWN)
    made.reopen(OWN.id, note="the board has corrected it")
    with pytest.raises(UsageError, match="reopened"):
        made.release_verdict(OWN.id)


@pytest.mark.parametrize("attribution", ["not-said", "not-found"])
def test_words_that_nobody_is_known_to_have_said_are_not_released(made: Workspace, attribution: str) -> None:
    decide(made, SAID, attribution=attribution)
    with pytest.raises(UsageError, match=f"is {attribution.replace('-', ' ')}. It wants said-so or said-otherwise"):
        made.release_verdict(SAID.id)


def test_a_misquoted_claim_is_released_only_once_somebody_has_answered_that(made: Workspace) -> None:
    made.mark(MISQUOTED.id, "unverified", reason="no-evidence", attribution="said-so")
    with pytest.raises(UsageError, match="its words are not those that were found"):
        made.release_verdict(MISQUOTED.id)
    decide(made, MISQUOTED, attribution="said-otherwise")
    made.release_verdict(MISQUOTED.id)
    assert published(made) == [MISQUOTED.text]


def test_what_is_stale_is_not_released_and_a_release_ends_where_the_source_changes(made: Workspace) -> None:
    decide(made, OWN)
    made.release_verdict(OWN.id)
    with made.database.writing() as session:
        changed = Document("note", NOTE.text.replace("40", "41"), publisher="River Board")
        corpus.add_version(session, changed, 2, [Span(0, len(changed.text))], "a.jsonl")
    assert published(made) == [], "whether it holds is looked at anew, before anybody enters that it does not"
    made.release_verdict(OWN.id, withdraw=True)
    with pytest.raises(UsageError, match="has changed since"):
        made.release_verdict(OWN.id)


def test_what_waits_for_a_second_person_or_an_editor_is_not_released(make: Callable[..., Workspace]) -> None:
    workspace = make('second_check = ["all"]\n')
    decide(workspace, OWN)
    with pytest.raises(UsageError, match="a second person has still to decide it"):
        workspace.release_verdict(OWN.id)
    workspace.mark(OWN.id, "contradicted", cite="note#0:40 metres long", by="leo")
    with pytest.raises(UsageError, match="two disagree"):
        workspace.release_verdict(OWN.id)
    workspace.mark(OWN.id, "supported", cite="note#0:40 metres long", by="eva")
    workspace.release_verdict(OWN.id)
    assert published(workspace) == [OWN.text]


def test_what_is_no_claim_is_not_released(made: Workspace) -> None:
    decide(made, OWN)
    made.release_verdict(OWN.id)
    made.dismiss(OWN.id, "trivial")
    assert published(made) == []
    with pytest.raises(UsageError, match="was dismissed"):
        made.release_verdict(OWN.id)


def test_only_an_editor_releases_and_withdraws_where_any_is_named(make: Callable[..., Workspace]) -> None:
    workspace = make('editors = ["eva"]\n')
    decide(workspace, OWN)
    with pytest.raises(UsageError, match=r"ana is no editor of this desk \(eva\)"):
        workspace.release_verdict(OWN.id)
    workspace.release_verdict(OWN.id, by=" eva ")
    with pytest.raises(UsageError, match="ana is no editor"):
        workspace.release_verdict(OWN.id, withdraw=True)
    assert published(workspace) == [OWN.text]


def test_nothing_is_released_twice_and_nothing_withdrawn_that_is_not(made: Workspace) -> None:
    decide(made, OWN)
    with pytest.raises(UsageError, match="is not released"):
        made.release_verdict(OWN.id, withdraw=True)
    made.release_verdict(OWN.id, by="eva")
    with pytest.raises(UsageError, match="was released already, by eva"):
        made.release_verdict(OWN.id)
    made.release_verdict(OWN.id, withdraw=True)
    with pytest.raises(UsageError, match="is not released"):
        made.release_verdict(OWN.id, withdraw=True)
    made.release_verdict(OWN.id)
    assert published(made) == [OWN.text]


# -- what ends it -----------------------------------------------------------------------------


def test_a_new_decision_a_correction_and_a_reopening_end_it(made: Workspace) -> None:
    for end in (
        lambda: made.mark(OWN.id, "contradicted", cite="note#0:40 metres long"),
        lambda: made.correct(OWN.id, words="The weir is 40 metres"),
        lambda: made.reopen(OWN.id, note="look again"),
    ):
        decide(made, OWN)
        made.release_verdict(OWN.id)
        assert stands(made, OWN).released
        end()
        assert stands(made, OWN).released is None
        assert published(made) == []


def test_a_release_can_be_undone_by_who_made_it(made: Workspace) -> None:
    decide(made, OWN)
    made.release_verdict(OWN.id)
    made.undo(OWN.id)
    assert stands(made, OWN).released is None
    assert stands(made, OWN).decision is not None


def test_a_verdict_that_comes_back_by_undoing_is_not_the_one_that_was_released(made: Workspace) -> None:
    decide(made, OWN)
    decide(made, OWN, "contradicted")
    made.release_verdict(OWN.id, by="eva")
    made.undo(OWN.id, over=True)
    assert stands(made, OWN).decision.verdict == "supported"  # type: ignore[union-attr]
    assert stands(made, OWN).released is None


def test_a_note_taken_back_does_not_end_it(made: Workspace) -> None:
    decide(made, OWN)
    made.release_verdict(OWN.id, by="eva")
    made.note(OWN.id, "ring the board")
    made.undo(OWN.id)
    assert stands(made, OWN).released


def test_a_release_does_not_carry_over_to_the_next_draft(tmp_path: Path, cache: Path, encoder: Encoder) -> None:
    file = tmp_path / "weir.txt"
    with Workspace(tmp_path / "workspace", cache=cache, judge="rules", user="ana") as opened:
        opened.encoder = encoder
        given = Metadata(url="https://post.example/weir")
        opened.corpus_add_documents([NOTE])
        file.write_text("The weir is 40 metres long, and was built in 1931.\n\nThe mill closed in May 2019.", "utf-8")
        before = opened.check(file, given)
        for one in before.claims:
            opened.mark(one.claim.id, "unverified", reason="no-evidence")
        released = next(one for one in before.claims if "weir" in one.claim.text)
        opened.release_verdict(released.claim.id)
        file.write_text("The weir is 40 metres long, and was built in 1931.\n\nThe mill closed in June 2019.", "utf-8")
        after = opened.check(file, given)
        carried = next(one for one in after.claims if "weir" in one.claim.text)
        assert carried.verdict == "unverified"
        assert carried.standing.released is None
        with pytest.raises(ConflictError, match="whose place draft 2"):
            opened.release_verdict(released.claim.id, withdraw=True)


def test_nothing_is_released_of_an_article_without_an_address(made: Workspace) -> None:
    decide(made, OWN)
    with made.database.writing() as session:
        session.execute(sa.text("UPDATE articles SET url = NULL"))
    with pytest.raises(UsageError, match=r"has no web address.*--url https://"):
        made.release_verdict(OWN.id)


def test_an_empty_claimreview_says_that_nothing_is_released(made: Workspace, run: Run) -> None:
    del made
    ended = run("report", ARTICLE.id, "--format", "claimreview")
    assert json.loads(ended.stdout)["@graph"] == []
    assert "no verdict of this article is released: `factcheck release CLAIM` does that." in ended.stderr


def test_what_was_released_is_kept_from_a_blind_second_person(make: Callable[..., Workspace]) -> None:
    workspace = make()
    decide(workspace, OWN)
    workspace.release_verdict(OWN.id, note="as the board says")
    workspace.second_check(OWN.id, by="mia", blind=True)
    shown = workspace.show(OWN.id, by="leo")[1]
    assert shown.standing.released is None
    assert all(entry.action is not Action.RELEASED for entry in shown.entries)
    assert "as the board says" not in render(workspace.report(ARTICLE.id, by="leo"), "json")
    assert published(workspace) == []


def test_the_chain_holds_after_all_of_it(made: Workspace) -> None:
    decide(made, OWN)
    made.release_verdict(OWN.id)
    made.release_verdict(OWN.id, withdraw=True)
    assert made.verify().damage == ()
    with made.database.reading() as session:
        from factcheck import store

        assert list(log.problems(store.dossier.each_entry(session))) == []


# -- as it is typed ---------------------------------------------------------------------------


def test_of_several_claims_one_bad_one_does_not_sink_the_others(made: Workspace, run: Run) -> None:
    decide(made, OWN)
    decide(made, SAID, attribution="said-so")
    done = run("release", "1", "3", "2", "--article", ARTICLE.id, "--note", "for print", "--as", "eva")
    assert done.returncode == 3
    assert done.stdout.count("eva released its verdict") == 2
    assert "nobody has decided whether it is borne out" in done.stderr
    assert "2 claims released, 1 refused" in done.stderr
    assert published(made) == [OWN.text, SAID.text]
    back = run("release", OWN.id, "--withdraw", "--as", "eva", "--json")
    assert back.returncode == 0
    assert json.loads(back.stdout)[0]["content"] == {"released": False}
    assert published(made) == [SAID.text]


def test_one_claim_that_cannot_be_released_is_a_usage_error(made: Workspace, run: Run) -> None:
    done = run("release", OWN.id, "--as", "eva")
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be released" in done.stderr


# -- read back --------------------------------------------------------------------------------


def test_what_is_published_is_read_back_as_what_it_is(
    made: Workspace, tmp_path: Path, cache: Path, encoder: Encoder
) -> None:
    decide(made, OWN)
    decide(made, SAID, "contradicted", attribution="said-so")
    decide(made, MISQUOTED, attribution="said-otherwise")
    made.mark(MISQUOTED.id, "unverified", reason="no-evidence", attribution="said-otherwise", note="no log is kept")
    for claim in (OWN, SAID, MISQUOTED):
        made.release_verdict(claim.id, by="eva")
    feed = tmp_path / "feed.json"
    feed.write_text(render(made.report(ARTICLE.id), "claimreview"), encoding="utf-8")
    from factcheck.precedents.claimreview import is_feed, read_feed

    assert is_feed(feed)
    read = [
        (one.claim, one.rating, one.publisher, one.url, one.claimant, str(one.verdict))
        for one in read_feed(feed, 10**6)
    ]  # type: ignore[union-attr]
    url = "https://post.example/weir#claim-"
    assert read == [
        (OWN.text, "Supported", "The Hollin Post", f"{url}1", "The Hollin Post", "supported"),
        (SAID.text, "Contradicted", "The Hollin Post", f"{url}2", "Ada Byrne", "contradicted"),
        (MISQUOTED.text, "Unverified", "The Hollin Post", f"{url}3", "The Hollin Post", "None"),
    ]
    with Workspace(tmp_path / "other", cache=cache, judge="rules", user="leo") as other:
        other.encoder = encoder
        other.corpus_add(feed)
        report = other.check(other.article(f"A longer story.\n\n{OWN.text} It was built of oak.", source="other.txt"))
        told = [one for item in report.claims for one in item.precedents]
        assert [(one.rating, one.verdict) for one in told if one.claim == OWN.text][:1] == [("Supported", "supported")]
