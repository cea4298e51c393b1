"""A new draft keeps what the desk has done, as far as the text is still what it was done with."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from factcheck import Workspace, store
from factcheck.articles import Metadata
from factcheck.desk import log, standing
from factcheck.domain import (
    Action,
    Claim,
    ClaimKind,
    ClaimOrigin,
    DecisionKind,
    Document,
    Encoder,
    LogEntry,
    Span,
    State,
    Verdict,
)
from factcheck.errors import ConflictError, UsageError
from factcheck.report import ArticleReport
from factcheck.store.queue import Filters

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]

FERRY = (Path(__file__).parent / "data" / "drafts" / "ferry.txt").read_text(encoding="utf-8")
CLAIMS = 24
NOTE = Document(id="plan", text="The new engines will burn 540 litres an hour. The repair has cost 31 million crowns.")
ENGINES = "The new engines will burn 540 litres an hour"


class Desk:
    """A workspace in which one file was checked, and what a test does with it."""

    def __init__(self, workspace: Workspace, file: Path, said: list[str]) -> None:
        self.workspace, self.file, self.said = workspace, file, said

    def check(self, text: str | None = None, **given: str) -> ArticleReport:
        if text is not None:
            self.file.write_text(text, encoding="utf-8")
        return self.workspace.check(self.file, **given)

    def edit(self, *changes: tuple[str, str]) -> ArticleReport:
        """Change words of the file, each of which must be in it, and check it again."""
        text = self.file.read_text(encoding="utf-8")
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        return self.check(text)

    @property
    def current(self) -> str:
        (line,) = self.workspace.articles()
        return line.article.id

    def claim(self, words: str, article: str | None = None) -> str:
        """The id of the claim that has these words."""
        with self.workspace.database.reading() as session:
            known = store.dossier.claims_of(session, article or self.current)
        (found,) = [claim.id for claim, _ in known if words in claim.text]
        return found

    def stands(self, words: str) -> standing.ClaimStanding:
        claim_id = self.claim(words)
        with self.workspace.database.reading() as session:
            return standing.claims(session, [claim_id])[claim_id]

    def enter(self, action: Action, words: str, *, by: str = "ana", note: str = "", **content: object) -> LogEntry:
        claim_id = self.claim(words)
        with self.workspace.database.writing() as session:
            return log.append(session, action, self.current, claim_id, by=by, note=note, content=content)

    @property
    def waiting(self) -> list[str]:
        return [item.claim.text for item in self.workspace.queue(limit=100)[0]]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, cache: Path, encoder: Encoder) -> Path:
    """A folder with a workspace in which the article was checked and each of its claims decided by ana."""
    folder = tmp_path_factory.mktemp("drafts")
    file = folder / "ferry.txt"
    file.write_text(FERRY, encoding="utf-8")
    with Workspace(folder / "workspace", cache=cache, judge="rules", user="ana") as workspace:
        workspace.encoder = encoder
        workspace.corpus_add_documents([NOTE])
        report = workspace.check(file)
        assert len(report.claims) == CLAIMS
        for item in report.claims:
            if item.claim.text == ENGINES:
                workspace.mark(item.claim.id, "supported", cite=f"plan#0:{ENGINES}", note="as planned")
            else:
                workspace.mark(item.claim.id, "unverified", reason="no-evidence")
    return folder


@pytest.fixture
def desk(checked: Path, tmp_path: Path, cache: Path, encoder: Encoder) -> Iterator[Desk]:
    """A copy of it, of which the file is another's."""
    shutil.copytree(checked, tmp_path / "desk")
    file = tmp_path / "desk" / "ferry.txt"
    with closing(sqlite3.connect(tmp_path / "desk" / "workspace" / "factcheck.db")) as connection, connection:
        connection.execute("UPDATE articles SET file = ?", (str(file),))
    said: list[str] = []
    with Workspace(
        tmp_path / "desk" / "workspace", cache=cache, judge="rules", user="bea", notice=said.append
    ) as opened:
        opened.encoder = encoder
        yield Desk(opened, file, said)


# -- what is kept -------------------------------------------------------------------------


def test_two_changed_words_leave_22_verdicts_and_make_two_stale_with_a_diff(desk: Desk) -> None:
    report = desk.edit(("540 litres", "450 litres"), ("47 families", "48 families"))
    made = desk.workspace.draft_changes(report.article.id)
    assert made is not None
    assert (made.draft, made.verdicts, len(made.stale), len(made.vanished), len(made.new)) == (2, 22, 2, 0, 0)
    assert [[edit.words for edit in one.diff] for one in made.changed] == [
        ["The new engines will burn", "540", "450", "litres an hour"],
        ["47", "48", "families had moved away since the ferry stopped"],
    ]
    items, total = desk.workspace.queue()
    assert {item.claim.text for item in items} == {one.claim.text for one in made.changed}
    assert (total, {item.state for item in items}) == (2, {State.STALE})
    assert {item.verdict for item in items} == {Verdict.SUPPORTED, Verdict.UNVERIFIED}
    stale = desk.stands("450 litres")
    assert stale.problems == (
        "its words have changed, since ana found it not-found and supported",
        "before and now: The new engines will burn [-540-] {+450+} litres an hour",
    )


def test_a_verdict_that_is_kept_says_whose_it_is_when_it_was_made_and_on_which_claim(desk: Desk) -> None:
    before, earlier = desk.stands(ENGINES).decision, desk.claim(ENGINES)
    desk.edit(("47 families", "48 families"))
    after = desk.stands(ENGINES).decision
    assert before
    assert after
    for name in ("by", "at", "verdict", "attribution", "reason", "note", "citations"):
        assert getattr(after, name) == getattr(before, name)
    assert (after.answer, after.origin) == (DecisionKind.CARRIED, earlier)
    entry = desk.workspace.history(desk.claim(ENGINES))[0]
    assert (entry.action, entry.by, entry.content["hash"]) == (Action.CARRIED, "bea", before.hash)
    assert not desk.workspace.verify().damage


def test_a_moved_paragraph_keeps_all(desk: Desk) -> None:
    paragraphs = FERRY.split("\n\n")
    (moved,) = [one for one in paragraphs if one.startswith("Ostrey Island has")]
    paragraphs.remove(moved)
    paragraphs.insert(-2, moved)
    report = desk.check("\n\n".join(paragraphs))
    made = desk.workspace.draft_changes(report.article.id)
    assert made
    assert (made.verdicts, made.changed, made.vanished, made.new) == (CLAIMS, (), (), ())
    assert desk.waiting == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("“", '"').replace("”", '"').replace("county's", "county’s"),
        lambda text: text.replace(" the ", " the\u00a0").replace("a nurse", "a\u2009nurse"),
        lambda text: text.replace("families", "fami\u00adlies").replace("\n\n", "\n\n\n"),
    ],
    ids=["marks", "spaces", "unseen"],
)
def test_marks_white_space_and_what_nobody_sees_change_nothing(desk: Desk, change: Callable[[str], str]) -> None:
    report = desk.check(change(FERRY))
    made = desk.workspace.draft_changes(report.article.id)
    assert made
    assert (made.verdicts, made.changed, made.vanished, made.new) == (CLAIMS, (), (), ())


def test_a_quotation_that_is_taken_out_is_named_and_a_new_one_waits(desk: Desk) -> None:
    gone = "“The school has lost a third of its pupils,” Stokke said.\n\n"
    report = desk.edit((gone, ""), ("A ticket", "“I will sell my car,” said Liv Moen.\n\nA ticket"))
    made = desk.workspace.draft_changes(report.article.id)
    assert made is not None
    assert [one.claim.text for one in made.vanished] == ["The school has lost a third of its pupils,"]
    assert [one.claim.text for one in made.new] == ["I will sell my car,"]
    assert desk.waiting == ["I will sell my car,"]
    assert made.verdicts == CLAIMS - 1


def test_the_same_words_of_another_speaker_or_with_another_cue_are_changed(desk: Desk) -> None:
    desk.edit(("Randi Holm denied that", "Randi Holm said that"), ("said Henrik Aas, who", "said Nils Bakke, who"))
    made = desk.workspace.draft_changes(desk.current)
    assert made is not None
    told = {one.claim.text: one.why for one in made.changed}
    assert told["the state had delayed the money"] == ("its cue is “said” now; before, “denied”",)
    assert told["We have replaced every rivet in the hull,"] == ("its speaker is Nils Bakke now; before, Henrik Aas",)


def test_words_that_stand_in_quotation_marks_only_now_are_changed(desk: Desk) -> None:
    desk.edit(
        (
            "The yard employed 212 people at the height of the work, he said.",
            "“The yard employed 212 people at the height of the work,” he said.",
        )
    )
    assert desk.stands("212 people").problems[0].startswith("more of it stands in quotation marks now")


def test_a_stale_verdict_stays_stale_in_the_next_draft_and_one_made_since_is_kept(desk: Desk) -> None:
    desk.edit(("540 litres", "450 litres"), ("47 families", "48 families"))
    desk.workspace.mark(desk.claim("48 families"), "unverified", reason="conflicting")
    desk.edit(("85 crowns", "86 crowns"))
    made = desk.workspace.draft_changes(desk.current)
    assert made
    assert (made.draft, made.verdicts) == (3, 22)
    assert sorted(desk.waiting) == [
        "A ticket will cost 86 crowns, up from 60 before the repair.",
        "The new engines will burn 450 litres an hour",
    ]
    kept = desk.stands("48 families").decision
    assert kept
    assert (kept.by, kept.reason) == ("bea", "conflicting")


def test_over_two_drafts_a_verdict_is_still_that_of_the_claim_it_was_made_on(desk: Desk) -> None:
    first = desk.claim(ENGINES)
    for number in (48, 49):
        desk.edit((f"{number - 1} families", f"{number} families"))
    decision = desk.stands(ENGINES).decision
    assert decision
    assert (decision.by, decision.origin) == ("ana", first)


# -- what else is carried -----------------------------------------------------------------


def test_notes_replies_assignments_second_checks_and_sign_offs_hold_for_claims_that_say_the_same(desk: Desk) -> None:
    desk.enter(Action.NOTED, ENGINES, note="ask the yard")
    desk.enter(Action.ASKED, ENGINES, whom="the yard", way="mail", when="2026-03-02")
    desk.enter(Action.ASSIGNED, ENGINES, to="leo")
    desk.enter(Action.ASSIGNED, ENGINES, to="mia")
    desk.enter(Action.SECOND_WANTED, ENGINES, blind=True)
    desk.enter(Action.SIGNED_OFF, ENGINES, by="eva", note="one source will do", blocker="single source")
    before = desk.stands(ENGINES)
    desk.edit(("47 families", "48 families"))
    after = desk.stands(ENGINES)
    assert (after.state, after.notes, after.assigned, after.second_wanted, after.blind) == (
        State.SECOND,
        ("ask the yard",),
        "mia",
        True,
        True,
    )
    assert [(told["by"], told["at"], told["whom"]) for told in after.replies] == [
        ("ana", before.replies[0]["at"], "the yard")
    ]
    assert [(told["by"], told["blocker"]) for told in after.signed_off] == [("eva", "single source")]


def test_a_second_answer_and_an_adjudication_are_still_what_they_were(desk: Desk) -> None:
    def answer(words: str, by: str, kind: str, verdict: Verdict) -> None:
        claim_id = desk.claim(words)
        with desk.workspace.database.writing() as session:
            (citation,) = standing.claims(session, [desk.claim(ENGINES)])[desk.claim(ENGINES)].decisions[0].citations
            log.append(
                session,
                Action.DECIDED,
                desk.current,
                claim_id,
                by=by,
                verdict=verdict,
                citations=(citation,),
                content={"answer": kind},
            )

    for words in (ENGINES, "212 people"):
        desk.enter(Action.SECOND_WANTED, words, blind=True)
        answer(words, "leo", "second", Verdict.CONTRADICTED)
    answer("212 people", "eva", "adjudicated", Verdict.SUPPORTED)
    desk.edit(("47 families", "48 families"))
    disputed, adjudicated = desk.stands(ENGINES), desk.stands("212 people")
    assert disputed.state is State.DISPUTED
    assert disputed.second
    assert (disputed.second.by, disputed.second.verdict) == ("leo", Verdict.CONTRADICTED)
    assert (adjudicated.state, adjudicated.decision and adjudicated.decision.by) == (State.DECIDED, "eva")


def test_what_was_dismissed_stays_dismissed_and_what_was_reopened_stays_open(desk: Desk) -> None:
    desk.enter(Action.DISMISSED, "95 minutes", reason="trivial")
    desk.workspace.reopen(desk.claim("212 people"), note="the yard has called")
    desk.edit(("47 families", "48 families"))
    assert (desk.stands("95 minutes").state, desk.stands("95 minutes").dismissed) == (State.DISMISSED, "trivial")
    assert desk.stands("212 people").state is State.REOPENED
    assert [entry.note for entry in desk.workspace.history(desk.claim("212 people"))] == ["the yard has called"]


def test_what_was_undone_is_not_carried(desk: Desk) -> None:
    noted = desk.enter(Action.NOTED, ENGINES, note="not so")
    desk.enter(Action.UNDONE, ENGINES, undoes=noted.number)
    desk.edit(("47 families", "48 families"))
    assert desk.stands(ENGINES).notes == ()


def test_a_corrected_speaker_is_carried_and_makes_nothing_stale(desk: Desk) -> None:
    speaker = {"name": "Ferry Agency", "mention": "Vessel Agency", "role": None, "kind": "body"}
    words = "900 litres"
    desk.enter(Action.CORRECTED, words, changed={"speaker": speaker}, before={})
    desk.workspace.mark(desk.claim(words), "unverified", reason="no-evidence")
    desk.edit(("47 families", "48 families"))
    (found,) = [item for item in desk.workspace.report(desk.current).claims if words in item.claim.text]
    assert found.claim.speaker
    assert found.claim.speaker.name == "Ferry Agency"
    assert found.standing.state is State.DECIDED


def test_a_correction_that_the_new_draft_makes_itself_is_no_change(desk: Desk) -> None:
    speaker = {"name": "Nils Bakke", "mention": "Henrik Aas", "role": None, "kind": "person"}
    desk.enter(Action.CORRECTED, "every rivet", changed={"speaker": speaker}, before={})
    desk.workspace.mark(desk.claim("every rivet"), "unverified", reason="no-evidence")
    desk.edit(("said Henrik Aas, who", "said Nils Bakke, who"))
    assert desk.stands("every rivet").state is State.DECIDED
    assert desk.stands("every rivet").changed == {}


def test_a_corrected_extent_is_found_again_where_its_words_stand_now(desk: Desk) -> None:
    words = "The repair has cost 31 million crowns"
    start = FERRY.index(words)
    place = [[start, start + len(words)]]
    desk.enter(Action.CORRECTED, "31 million", changed={"spans": place, "text": words}, before={})
    desk.edit(("The ferry between", "As was hoped, the ferry between"))
    (found,) = [item.claim for item in desk.workspace.report(desk.current).claims if "31 million" in item.claim.text]
    assert found.text == words
    assert [span.of(desk.file.read_text(encoding="utf-8")) for span in found.spans] == [words]


def _added(desk: Desk, words: str, *origin: str) -> str:
    start = FERRY.index(words)
    claim = Claim(
        article_id=desk.current,
        kind=ClaimKind.ASSERTION,
        text=words,
        spans=(Span(start, start + len(words)),),
        origin=ClaimOrigin.DESK,
    )
    with desk.workspace.database.writing() as session:
        store.desk.put_claim(session, claim, CLAIMS + 1)
        log.append(session, Action.ADDED, claim.article_id, claim.id, by="ana", content={"origin": list(origin)})
    return claim.id


def test_a_claim_that_a_person_added_is_made_again_with_its_verdict(desk: Desk) -> None:
    claim_id = _added(desk, "who leads the yard")
    desk.workspace.mark(claim_id, "unverified", reason="awaiting-reply")
    desk.edit(("47 families", "48 families"))
    decision = desk.stands("who leads the yard").decision
    assert decision
    assert (decision.by, decision.reason) == ("bea", "awaiting-reply")
    assert desk.workspace.draft_changes(desk.current).vanished == ()  # type: ignore[union-attr]


def test_an_added_claim_whose_words_are_gone_vanishes(desk: Desk) -> None:
    _added(desk, "who leads the yard")
    desk.edit(("who leads the yard", "a shipwright"))
    made = desk.workspace.draft_changes(desk.current)
    assert made
    assert [one.claim.text for one in made.vanished] == ["who leads the yard"]


def test_a_claim_that_was_split_stays_split(desk: Desk) -> None:
    whole = desk.claim("1,840 residents")
    parts = [_added(desk, words, whole) for words in ("Ostrey Island has 1,840 residents", "610 work on the mainland")]
    desk.enter(Action.REPLACED, "of whom", into=parts)
    desk.edit(("47 families", "48 families"))
    assert desk.stands("of whom").state is State.REPLACED
    assert set(desk.waiting) == {
        "Ostrey Island has 1,840 residents",
        "610 work on the mainland",
        "48 families had moved away since the ferry stopped",
    }


def test_deadline_assignment_and_notes_of_the_article_carry_over_and_it_is_open_again(desk: Desk) -> None:
    with desk.workspace.database.writing() as session:
        for action, note, content in (
            (Action.DUE, "", {"when": "2026-03-05"}),
            (Action.ASSIGNED, "", {"to": "leo"}),
            (Action.NOTED, "for Sunday", {}),
        ):
            log.append(session, action, desk.current, by="eva", note=note, content=content)
    desk.workspace.close_article(desk.current)
    desk.edit(("47 families", "48 families"))
    with desk.workspace.database.reading() as session:
        stands = standing.article(session, desk.current)
    assert (stands.due, stands.assigned, stands.notes, stands.closed) == ("2026-03-05", "leo", ("for Sunday",), False)
    (item,) = desk.workspace.queue()[0]
    assert (item.due, item.assigned) == ("2026-03-05", "leo")


def test_whoever_is_at_a_claim_is_at_the_one_it_has_become_and_work_on_a_vanished_one_is_kept(desk: Desk) -> None:
    gone = desk.claim("95 minutes")
    with closing(sqlite3.connect(desk.workspace.settings.workspace / "factcheck.db")) as connection, connection:
        for claim_id in (desk.claim(ENGINES), gone):
            row = (claim_id, "leo", "2026-03-02T09:00:00+00:00", time.time() + 600, json.dumps({"note": "half done"}))
            connection.execute("INSERT INTO leases VALUES (?, ?, ?, ?, ?)", row)
    desk.edit(
        ("540 litres", "450 litres"), ("The bus takes 95 minutes from the island to Brennholm, and the f", "The f")
    )
    held = {item.claim.text: item.held_by for item in desk.workspace.queue()[0]}
    assert held["The new engines will burn 450 litres an hour"] == "leo"
    lapsed = [entry for entry in desk.workspace.history(gone) if entry.action is Action.LAPSED]
    assert [(entry.content["holder"], entry.content["work"]) for entry in lapsed] == [("leo", {"note": "half done"})]


def test_a_publisher_and_a_day_that_were_given_hold_for_the_next_draft(desk: Desk) -> None:
    day = date(2026, 3, 2)
    desk.workspace.check(desk.file, Metadata(publisher="The Example", published=day))
    article = desk.edit(("47 families", "48 families")).article
    assert (article.publisher, article.published, article.published_from) == ("The Example", day, "given")


# -- the earlier draft --------------------------------------------------------------------


def test_the_earlier_draft_leaves_the_queue_and_its_claims_are_decided_in_the_new_one(desk: Desk) -> None:
    earlier, claim_id = desk.current, desk.claim("95 minutes")
    desk.workspace.reopen(claim_id, note="again")
    desk.edit(("47 families", "48 families"))
    assert earlier not in {item.claim.article_id for item in desk.workspace.queue()[0]}
    now_called = desk.claim("95 minutes")
    with pytest.raises(
        ConflictError, match=f"draft 1, whose place draft 2 .* has taken since: there it is claim {now_called}"
    ):
        desk.workspace.mark(claim_id, "unverified", reason="conflicting")
    assert [line.article.id for line in desk.workspace.articles(retired=True)] == [desk.current, earlier]
    assert desk.workspace.report(earlier).standing.retired  # type: ignore[union-attr]


def test_checked_again_a_draft_changes_nothing(desk: Desk) -> None:
    desk.edit(("47 families", "48 families"))
    before = desk.workspace.history()
    desk.check()
    assert desk.workspace.history() == before


def test_an_earlier_text_that_is_checked_again_is_the_current_draft_again(desk: Desk) -> None:
    first = desk.current
    desk.edit(("540 litres", "450 litres"))
    second = desk.current
    desk.workspace.mark(desk.claim("450 litres"), "contradicted", cite="plan#0:540 litres")
    desk.workspace.mark(desk.claim("212 people"), "unverified", reason="conflicting", by="ana", note="two lists")
    desk.check(FERRY)
    assert desk.current == first
    assert f"{desk.file} is draft 1 of its story again." in desk.said
    assert desk.stands(ENGINES).decision.verdict is Verdict.SUPPORTED  # type: ignore[union-attr]
    assert desk.stands("212 people").decision.note == "two lists"  # type: ignore[union-attr]
    assert desk.waiting == []
    assert len(desk.workspace.history(desk.claim("95 minutes"))) == 1
    desk.edit(("85 crowns", "86 crowns"))
    assert desk.workspace.draft_changes(desk.current).draft == 3  # type: ignore[union-attr]
    assert {line.article.draft: line.article.retired for line in desk.workspace.articles(retired=True)} == {
        1: True,
        2: True,
        3: False,
    }
    assert second in {line.article.id for line in desk.workspace.articles(retired=True)}


def test_a_decision_that_was_taken_back_since_is_taken_back_in_the_draft_that_returns(desk: Desk) -> None:
    desk.edit(("540 litres", "450 litres"))
    desk.workspace.reopen(desk.claim("95 minutes"), note="no")
    carried = desk.workspace.history(desk.claim("212 people"))[0]
    desk.enter(Action.UNDONE, "212 people", undoes=carried.number)
    desk.check(FERRY)
    assert {desk.stands(words).state for words in ("95 minutes", "212 people")} == {State.REOPENED}


# -- what is a draft of what --------------------------------------------------------------

MARKET = """Herring is dear at Sund market

A crate of herring cost 410 crowns at Sund market on Friday, Fish Board head Ole Ness said.

“We have never seen such a price,” Ness told traders.
"""


def test_a_file_that_holds_another_story_now_retires_nothing(desk: Desk) -> None:
    first = desk.current
    second = desk.check(MARKET).article.id
    assert {line.article.id for line in desk.workspace.articles()} == {first, second}
    assert desk.workspace.draft_changes(second) is None
    assert any(f"next to nothing of article {first}" in remark and "--draft-of" in remark for remark in desk.said)
    third = desk.edit(("410 crowns", "420 crowns")).article.id
    assert {line.article.id for line in desk.workspace.articles()} == {first, third}


def test_a_text_that_was_rewritten_under_its_headline_is_a_draft(desk: Desk) -> None:
    headline = FERRY.partition("\n")[0]
    report = desk.check(f"{headline}\n\nNobody believed in it, engineer Ada Vik said.\n")
    made = desk.workspace.draft_changes(report.article.id)
    assert made
    assert len(made.vanished) == CLAIMS - 1


def test_two_files_of_one_name_in_two_folders_are_two_stories(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other" / "ferry.txt"
    other.parent.mkdir()
    other.write_text(FERRY.replace("47 families", "48 families"), encoding="utf-8")
    desk.workspace.check(other)
    assert len(desk.workspace.articles()) == 2


def test_of_an_article_whose_file_nobody_kept_the_name_it_was_given_counts(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.workspace.settings.workspace / "factcheck.db")) as connection, connection:
        connection.execute("UPDATE articles SET file = NULL, file_sha256 = NULL, source = ?", (str(desk.file),))
    desk.edit(("47 families", "48 families"))
    assert desk.workspace.draft_changes(desk.current) is not None


def test_a_text_from_the_same_address_is_a_draft(desk: Desk) -> None:
    address = "https://news.example/ferry"
    first = desk.workspace.check(desk.workspace.article(MARKET, url=address))
    second = desk.workspace.check(desk.workspace.article(MARKET.replace("410", "420"), url=address))
    made = desk.workspace.draft_changes(second.article.id)
    assert made
    assert made.previous_id == first.article.id


def test_a_text_without_a_file_is_a_draft_of_what_a_person_says_and_of_nothing_else(desk: Desk) -> None:
    first, changed = desk.current, FERRY.replace("47 families", "48 families")
    desk.workspace.check(desk.workspace.article(changed))
    assert len(desk.workspace.articles()) == 2
    desk.workspace.check(desk.workspace.article(changed.replace("85 crowns", "86 crowns")), draft_of=first)
    third = desk.workspace.check(desk.workspace.article(changed.replace("85 crowns", "87 crowns")), draft_of=first)
    made = desk.workspace.draft_changes(third.article.id)
    assert made
    assert (made.draft, made.previous_draft, made.verdicts) == (3, 2, 22)


def test_an_article_that_is_there_already_becomes_a_draft_if_a_person_says_so_and_keeps_its_own_verdicts(
    desk: Desk,
) -> None:
    first = desk.current
    other = desk.workspace.check(desk.workspace.article(FERRY.replace("540 litres", "450 litres")))
    (claim,) = [item.claim.id for item in other.claims if "212 people" in item.claim.text]
    desk.workspace.mark(claim, "unverified", reason="conflicting")
    made = desk.workspace.draft_changes(desk.workspace.check(other.article, draft_of=first).article.id)
    assert made
    assert (made.draft, made.verdicts, made.stale) == (2, 23, (8,))


def test_a_copy_of_an_earlier_draft_stays_out_of_the_queue_and_says_so(desk: Desk, tmp_path: Path) -> None:
    desk.edit(("47 families", "48 families"))
    current, old = desk.current, tmp_path / "old.txt"
    old.write_text(FERRY, encoding="utf-8")
    desk.workspace.check(old)
    assert desk.current == current
    assert any(
        remark.startswith(f"{old} is draft 1 of a story whose current draft is article {current}")
        for remark in desk.said
    )
    desk.workspace.check(old, draft_of=current)
    assert desk.current != current


# -- earlier checks -----------------------------------------------------------------------


def test_verdicts_of_other_drafts_are_no_earlier_checks_and_other_stories_see_one_each(desk: Desk) -> None:
    report = desk.edit(("47 families", "48 families"))
    assert all(item.precedents == () for item in report.claims)
    desk.workspace.mark(desk.claim(ENGINES), "unverified", reason="conflicting", by="ana", note="two plans")
    other = desk.workspace.check(desk.workspace.article(f"Engines\n\n{ENGINES}, engineer Ada Vik said.\n"))
    (found,) = [item for item in other.claims if item.claim.text == ENGINES]
    assert [(one.id, one.verdict) for one in found.precedents if one.claim == ENGINES] == [
        (desk_claim(desk, report, ENGINES), Verdict.UNVERIFIED)
    ]


def desk_claim(desk: Desk, report: ArticleReport, words: str) -> str:
    return desk.claim(words, report.article.id)


# -- files that were edited ---------------------------------------------------------------


def test_a_file_that_was_edited_and_not_checked_again_is_named_with_its_command(desk: Desk) -> None:
    desk.file.write_text(FERRY.replace("47", "48"), encoding="utf-8")
    told = f"{desk.file} has changed since it was checked as draft 1: factcheck check {desk.file}"
    for look in (desk.workspace.report, desk.workspace.draft_changes):
        with pytest.raises(UsageError) as caught:
            look(desk.file)
        assert str(caught.value).startswith(told)
    with pytest.raises(UsageError, match="has changed since"):
        desk.workspace.queue(Filters(), article=desk.file)


def test_a_file_that_was_never_checked_is_named_with_its_command(desk: Desk, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(MARKET, encoding="utf-8")
    with pytest.raises(UsageError, match=r"new.txt has not been checked: factcheck check .*new.txt"):
        desk.workspace.report(new)


def test_a_file_that_is_gone_still_names_its_article(desk: Desk) -> None:
    desk.file.unlink()
    assert desk.workspace.report(desk.file).article.id == desk.current


# -- as a user runs it --------------------------------------------------------------------

RULES = {"FACTCHECK_JUDGE": "rules"}
COUNCIL = """Orvale counts its costs

The harbour bridge has cost 12 million crowns, Mayor Ada Ferro told the council on Monday.

The Dunmere archive was closed in March.
"""


@pytest.fixture
def council(tmp_path: Path, cache: Path, encoder: Encoder) -> Iterator[Desk]:
    """A new workspace and a file of three claims that was checked."""
    with Workspace(tmp_path / "workspace", cache=cache, judge="rules", user="ana") as opened:
        opened.encoder = encoder
        made = Desk(opened, tmp_path / "council.txt", [])
        made.check(COUNCIL)
        yield made


def test_however_often_a_file_is_edited_only_the_claims_wait_that_are_in_it(council: Desk) -> None:
    for change in (("its costs", "the costs"), ("in March", "in April")):
        council.edit(change)
        assert len(council.waiting) == 3
    assert "The Dunmere archive was closed in March." not in council.waiting
    assert "The Dunmere archive was closed in April." in council.waiting


def test_check_says_what_the_new_draft_has_changed_in_words_and_as_json(council: Desk, run: Run) -> None:
    for item in council.workspace.report(council.file).claims:
        council.workspace.mark(item.claim.id, "unverified", reason="no-evidence")
    file, text = council.file, COUNCIL.replace("\n\nThe Dunmere archive was closed in March.", "")
    file.write_text(text.replace("12 million", "13 million"), encoding="utf-8")
    out = run("check", file, **RULES).stdout
    assert "draft 2 of “Orvale counts its costs”: 1 verdict kept, 1 stale (#2), 1 vanished" in out
    assert "≠ #2 The harbour bridge has cost [-12-] {+13+} million crowns (was unverified by ana)" in out
    assert "− #3 of the earlier draft The Dunmere archive was closed in March." in out
    made = json.loads(run("check", file, "--json", **RULES).stdout)["draft"]
    assert (made["draft"], made["verdicts_kept"], made["stale"]) == (2, 1, [2])
    assert made["changed"][0]["diff"][1:3] == [["gone", "12"], ["new", "13"]]
    assert [one["text"] for one in made["vanished"]] == ["The Dunmere archive was closed in March."]
    other = run("check", "-", "--draft-of", file, "--json", stdin=COUNCIL.replace("March", "May"), **RULES)
    assert json.loads(other.stdout)["draft"]["draft"] == 3
    assert run("check", file, "-", "--draft-of", file).returncode == 2


def test_killed_at_any_instant_a_new_draft_is_there_whole_or_not_at_all(
    checked: Path, tmp_path: Path, start: Start
) -> None:
    chance = random.Random(20261129)
    took = 3.0
    for trial in range(4):
        folder = shutil.copytree(checked, tmp_path / str(trial))
        file, database = folder / "ferry.txt", folder / "workspace" / "factcheck.db"
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute("UPDATE articles SET file = ?", (str(file),))
        file.write_text(FERRY.replace("540 litres", "450 litres"), encoding="utf-8")
        began = time.monotonic()
        victim = start("check", file, workspace=folder / "workspace", FACTCHECK_JUDGE="rules")
        if trial:
            time.sleep(chance.uniform(took / 2, took))
            victim.send_signal(signal.SIGKILL)
        victim.communicate()
        took = time.monotonic() - began if not trial else took
        with closing(sqlite3.connect(database)) as connection:
            current = connection.execute(
                "SELECT count(*), max(draft) FROM article_standing WHERE NOT retired"
            ).fetchone()
            waiting = connection.execute("SELECT count(*) FROM claim_standing WHERE waiting").fetchone()
        assert (current, waiting) in {((1, 1), (0,)), ((1, 2), (1,))}
        done = start("check", file, "--json", workspace=folder / "workspace", FACTCHECK_JUDGE="rules")
        made = json.loads(done.communicate()[0])["draft"]
        assert (made["draft"], made["verdicts_kept"], made["stale"]) == (2, 23, [8])


def test_two_that_check_one_new_draft_at_once_make_one(checked: Path, tmp_path: Path, start: Start) -> None:
    folder = shutil.copytree(checked, tmp_path / "desk")
    file, database = folder / "ferry.txt", folder / "workspace" / "factcheck.db"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE articles SET file = ?", (str(file),))
    file.write_text(FERRY.replace("540 litres", "450 litres"), encoding="utf-8")
    both = [start("check", file, workspace=folder / "workspace", FACTCHECK_JUDGE="rules") for _ in range(2)]
    assert [process.communicate() and process.returncode for process in both] == [0, 0]
    with closing(sqlite3.connect(database)) as connection:
        drafted = connection.execute("SELECT count(*) FROM entries WHERE action = 'drafted'").fetchone()
        carried = connection.execute("SELECT count(*) FROM entries WHERE action = 'carried'").fetchone()
    assert (drafted, carried) == ((1,), (CLAIMS,))
