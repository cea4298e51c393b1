"""The review desk line by line, and the session behind every screen."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from review_samples import ARTICLE, CLAIMS, CRANES, FEES, GIFT, QUAY, SHIPS, fill, lay_out, sitting

from factcheck import Workspace
from factcheck.domain import Attribution, UnverifiedReason, Verdict
from factcheck.errors import UsageError
from factcheck.store import postgres, sqlite_file
from factcheck.store.queue import Filters
from factcheck.store.remedies import ONLY_READ
from factcheck.tui.plain import work
from factcheck.workspace.reviewing.keys import keys

Run = Callable[..., subprocess.CompletedProcess[str]]


def typed(folder: Path, *lines: str, by: str = "ana") -> str:
    """What is written while somebody types ``lines``."""
    out = io.StringIO()
    with sitting(folder, by) as review:
        work(review, keys({}), lines, out, 100)
    return out.getvalue()


def decisions(folder: Path) -> dict[str, tuple[str | None, str | None]]:
    """The answers on each claim that was decided: attribution and verdict."""
    with Workspace(folder) as workspace:
        shown = {claim.id: workspace.show(claim.id)[1].decision for claim in CLAIMS}
    return {name: (one.attribution, one.verdict) for name, one in shown.items() if one}


# -- what is shown -----------------------------------------------------------------------


def test_the_misquoted_claim_comes_first_with_its_diff_and_who_said_it(tmp_path: Path) -> None:
    shown = typed(tmp_path)
    assert "Claim 2 of 5 in “Harbour fees rise by 12 per cent”: MISQUOTED." in shown
    assert "MISQUOTED – altered: changed figure" in shown
    assert "We turned away [-30-] {+40+} ships in May" in shown
    assert "IN WORDS  dropped “30”; added “40”" in shown
    assert "WHO       Ada Ferro → harbour master" in shown


def test_the_compared_figures_are_marked_on_both_sides(tmp_path: Path) -> None:
    shown = typed(tmp_path)
    assert "We turned away »40« ships in May" in shown
    assert '“…Ferro: "We turned away »30« ships in May."…”' in shown


def test_the_claim_stands_in_its_context(tmp_path: Path) -> None:
    shown = typed(tmp_path)
    assert "Harbour master Ada Ferro said the fees would rise" in shown
    assert "The port has 14 cranes" in shown


# -- deciding ----------------------------------------------------------------------------


def test_a_digit_cites_and_a_letter_decides_and_goes_on(tmp_path: Path) -> None:
    shown = typed(tmp_path, "1 c")
    assert "#2 said otherwise · contradicted" in shown
    assert "Claim 1 of 5" in shown.partition("#2 said otherwise")[2]
    assert decisions(tmp_path) == {SHIPS.id: ("said-otherwise", "contradicted")}


def test_supporting_a_misquoted_claim_asks_whether_the_words_or_the_substance_were_meant(tmp_path: Path) -> None:
    shown = typed(tmp_path, "1 s", "1")
    assert "What is supported?" in shown
    assert decisions(tmp_path) == {SHIPS.id: ("said-otherwise", "supported")}


def test_the_substance_of_a_misquoted_claim_takes_three_keys(tmp_path: Path) -> None:
    typed(tmp_path, "s", "1", "")
    assert decisions(tmp_path) == {SHIPS.id: ("said-otherwise", "supported")}


def test_a_misquoted_claim_may_be_said_so_after_all_in_one_line(tmp_path: Path) -> None:
    typed(tmp_path, "1 s words")
    assert decisions(tmp_path) == {SHIPS.id: ("said-so", "supported")}


def test_a_verdict_without_a_citation_is_refused_with_the_way_out(tmp_path: Path) -> None:
    shown = typed(tmp_path, "j", "j", "j", "s")
    assert "! line 4: supported rests on nothing yet. Cite what it rests on. Press 1–9, / or a." in shown
    assert decisions(tmp_path) == {}


def test_the_one_passage_that_carries_the_stance_is_offered(tmp_path: Path) -> None:
    shown = typed(tmp_path, "j", "s", "")
    assert "Supported, resting on [1]? Enter: yes." in shown
    assert decisions(tmp_path) == {FEES.id: ("not-found", "supported")}


def test_unverified_asks_for_its_reason(tmp_path: Path) -> None:
    shown = typed(tmp_path, "j", "u", "awaiting")
    assert "Unverified: why?" in shown
    with Workspace(tmp_path) as workspace:
        made = workspace.show(FEES.id)[1].decision
    assert made is not None
    assert made.reason is UnverifiedReason.AWAITING_REPLY


@pytest.mark.parametrize(("line", "verdict"), [("c", "contradicted"), ("u not-checkable", "unverified")])
def test_what_is_misquoted_rests_on_the_place_where_the_words_stand_otherwise(
    tmp_path: Path, line: str, verdict: str
) -> None:
    shown = typed(tmp_path, line, "")
    assert "said otherwise, resting on “We turned away 30 ships in May”?" in shown
    assert decisions(tmp_path) == {SHIPS.id: ("said-otherwise", verdict)}


def test_a_misquoted_claim_may_be_left_unverified_with_other_words(tmp_path: Path) -> None:
    typed(tmp_path, "t said-so", "u 1")
    assert decisions(tmp_path) == {SHIPS.id: ("said-so", "unverified")}


def test_a_question_left_with_an_empty_line_changes_nothing(tmp_path: Path) -> None:
    shown = typed(tmp_path, "u", "")
    assert "left as it is." in shown
    assert decisions(tmp_path) == {}


def test_an_answer_that_is_none_names_those_there_are_and_asks_again(tmp_path: Path) -> None:
    shown = typed(tmp_path, "j", "u", "perhaps", "1")
    assert "'perhaps' answers nothing here. Unverified: why? 1 no-evidence, 2 conflicting" in shown
    assert decisions(tmp_path) == {FEES.id: ("not-found", "unverified")}


def test_more_than_an_answer_is_none_and_nothing_is_decided(tmp_path: Path) -> None:
    shown = typed(tmp_path, "j", "u", "1 s")
    assert "'1 s' answers nothing here" in shown
    assert decisions(tmp_path) == {}


def test_a_reason_may_be_written_in_two_words(tmp_path: Path) -> None:
    typed(tmp_path, "j", "u no evidence")
    assert decisions(tmp_path) == {FEES.id: ("not-found", "unverified")}


def test_attribution_has_its_own_key_and_can_be_decided_alone(tmp_path: Path) -> None:
    shown = typed(tmp_path, "t not-found", "")
    assert "its substance is open" in shown
    assert decisions(tmp_path) == {SHIPS.id: ("not-found", None)}


def test_attribution_goes_with_the_verdict(tmp_path: Path) -> None:
    typed(tmp_path, "t 1", "1 c")
    assert decisions(tmp_path) == {SHIPS.id: ("said-so", "contradicted")}


def test_an_own_statement_has_no_attribution(tmp_path: Path) -> None:
    shown = typed(tmp_path, "j", "j", "t")
    assert "nobody is quoted, so it has a verdict alone" in shown


def test_the_same_digit_again_takes_the_citation_back(tmp_path: Path) -> None:
    assert "[1] is no longer cited" in typed(tmp_path, "1", "1")


def test_a_number_that_is_not_there_says_how_many_there_are(tmp_path: Path) -> None:
    assert "! line 1: no passage [7]. The last is [1]. Press / or a." in typed(tmp_path, "7")


def test_other_words_can_be_cited(tmp_path: Path) -> None:
    typed(tmp_path, "1", "e We turned away 30 ships", "c")
    with Workspace(tmp_path) as workspace:
        made = workspace.show(SHIPS.id)[1].decision
    assert made is not None
    assert [one.exact for one in made.citations] == ["We turned away 30 ships"]


def test_words_that_do_not_stand_there_are_refused(tmp_path: Path) -> None:
    assert "do not stand in the passage" in typed(tmp_path, "1", "e 41 ships")


def test_the_deciding_sentences_are_cited_and_not_the_whole_passage(tmp_path: Path) -> None:
    typed(tmp_path, "1 c")
    with Workspace(tmp_path) as workspace:
        made = workspace.show(SHIPS.id)[1].decision
    assert made is not None
    assert [one.exact for one in made.citations] == ['Ferro: "We turned away 30 ships in May."']


# -- the rest of the keys ------------------------------------------------------------------


def test_a_note_goes_with_the_verdict(tmp_path: Path) -> None:
    typed(tmp_path, "n the ministry says otherwise", "1 c")
    with Workspace(tmp_path) as workspace:
        made = workspace.show(SHIPS.id)[1].decision
    assert made is not None
    assert made.note == "the ministry says otherwise"


def test_a_note_without_a_verdict_is_kept_when_the_claim_is_left(tmp_path: Path) -> None:
    typed(tmp_path, "n ask the port again", "j")
    with Workspace(tmp_path) as workspace:
        assert workspace.show(SHIPS.id)[1].standing.notes == ("ask the port again",)


def test_dismissing_asks_why_and_goes_on(tmp_path: Path) -> None:
    shown = typed(tmp_path, "x misread")
    assert "#2 dismissed: misread" in shown
    with Workspace(tmp_path) as workspace:
        assert workspace.show(SHIPS.id)[1].standing.dismissed == "misread"
        assert workspace.queue()[1] == 4


def test_undo_takes_back_a_decision_by_an_entry_and_shows_its_claim(tmp_path: Path) -> None:
    shown = typed(tmp_path, "1 c", "z")
    assert "taken back: decided; it stays in the history" in shown
    assert decisions(tmp_path) == {}
    with Workspace(tmp_path) as workspace:
        assert len(workspace.history(SHIPS.id)) == 2


def test_next_and_back(tmp_path: Path) -> None:
    assert re.findall(r"Claim (\d) of 5", typed(tmp_path, "j", "k")) == ["2", "1", "2"]


def test_going_back_goes_further_back_each_time(tmp_path: Path) -> None:
    shown = re.findall(r"Claim (\d) of 5", typed(tmp_path, "j", "j", "j", "k", "k", "k", "k"))
    assert shown == ["2", "1", "3", "4", "3", "1", "2"]


def test_back_shows_a_claim_that_was_decided(tmp_path: Path) -> None:
    assert "DECIDED" in typed(tmp_path, "1 c", "k").partition("#2 said otherwise")[2]


def test_a_filter_leaves_some(tmp_path: Path) -> None:
    assert "2 wait by this filter" in typed(tmp_path, "f speaker=ferro")


def test_what_is_no_filter_is_refused_with_those_there_are(tmp_path: Path) -> None:
    assert "'colour=red' is no filter. Write some of: speaker=" in typed(tmp_path, "f colour=red")


def test_a_speaker_is_corrected_in_one_line(tmp_path: Path) -> None:
    typed(tmp_path, "m speaker Ada Ferro-Lind")
    with Workspace(tmp_path) as workspace:
        speaker = workspace.show(SHIPS.id)[1].claim.speaker
    assert speaker is not None
    assert speaker.name == "Ada Ferro-Lind"


def test_a_claim_is_split_where_the_second_begins(tmp_path: Path) -> None:
    typed(tmp_path, "j", "j", "m split the wall is 350")
    with Workspace(tmp_path) as workspace:
        words = {item.claim.text for item in workspace.queue()[0]}
    assert {"The port has 14 cranes", "the wall is 350 metres long"} <= words
    assert CRANES.text not in words


def test_a_claim_is_joined_with_the_next(tmp_path: Path) -> None:
    typed(tmp_path, "j", "m join")
    with Workspace(tmp_path) as workspace:
        words = {item.claim.text for item in workspace.queue()[0]}
    assert f"{FEES.text} {SHIPS.text}" in words


def test_a_missed_claim_is_added_by_its_words(tmp_path: Path) -> None:
    shown = typed(tmp_path, "+ The mayor called the fees", "", "q")
    assert "added; it waits with the others" in shown
    with Workspace(tmp_path) as workspace:
        assert workspace.queue()[1] == 6


def test_the_whole_document_and_the_passage_can_be_read(tmp_path: Path) -> None:
    shown = typed(tmp_path, "o", "w 1")
    assert "https://example.org/minutes" in shown
    assert shown.count("The motion was carried.") == 2


def test_help_names_every_key(tmp_path: Path) -> None:
    shown = typed(tmp_path, "?")
    assert "s support: supported by what is cited" in shown
    assert "q quit: leave the desk" in shown


def test_a_key_that_does_nothing_says_where_help_is(tmp_path: Path) -> None:
    assert "! line 1: 'zebra' does nothing here. Press ?." in typed(tmp_path, "zebra")


def test_the_end_of_the_input_is_an_end_and_says_what_is_left(tmp_path: Path) -> None:
    assert typed(tmp_path, "1 c").endswith("1 done, 4 left.\n")


def test_all_claims_can_be_decided_and_then_nothing_waits(tmp_path: Path) -> None:
    shown = typed(tmp_path, "1 c", "s", "", "s", "", "u 3", "u 3")
    assert "Nothing that is wanted waits." in shown
    assert "5 done, 0 left." in shown
    assert {claim.id for claim in (FEES, SHIPS, CRANES, QUAY, GIFT)} == set(decisions(tmp_path))


# -- others at the desk --------------------------------------------------------------------


def test_a_claim_that_somebody_decided_meanwhile_is_shown_anew_with_what_changed(tmp_path: Path) -> None:
    with sitting(tmp_path) as review, Workspace(tmp_path) as other:
        other.mark(SHIPS.id, "unverified", reason="conflicting", by="leo", attribution="not-found", over=True, note="x")
        review.cite(1)
        said = review.decide(Verdict.CONTRADICTED)
        assert said.problem  # type: ignore[union-attr]
        assert "leo: unverified" in said.words  # type: ignore[union-attr]
        assert review.here is not None
        assert review.here.report.verdict is Verdict.UNVERIFIED


def test_overruling_a_colleague_asks_why(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        with Workspace(tmp_path) as other:
            other.mark(FEES.id, "unverified", reason="conflicting", by="leo")
        review.go(FEES.id)
        review.cite(1)
        asked = review.decide(Verdict.SUPPORTED)
        assert "leo" in asked.text  # type: ignore[union-attr]
        assert "To overrule it say why" in asked.text  # type: ignore[union-attr]
        review.reload()
        asked.answer("the minutes are plain")  # type: ignore[union-attr]
    with Workspace(tmp_path) as workspace:
        made = workspace.show(FEES.id)[1].decision
    assert made is not None
    assert (made.by, made.over, made.note) == ("ana", True, "the minutes are plain")


def test_renewing_says_what_a_colleague_did_meanwhile(tmp_path: Path) -> None:
    with sitting(tmp_path) as review, Workspace(tmp_path) as other:
        assert review.refresh() is None
        other.note(SHIPS.id, "look at the log", by="leo")
        said = review.refresh()
        assert said is not None
        assert "leo: noted" in said.words
        assert review.refresh() is None


def test_what_was_chosen_is_there_when_the_person_comes_back(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        review.cite(1)
        review.attribute(Attribution.NOT_SAID)
        review.next()
        review.previous()
        assert review.here is not None
        assert review.here.claim.id == SHIPS.id
        assert [one.words for one in review.pending.cited.values()] == ['Ferro: "We turned away 30 ships in May."']


def test_a_digit_before_a_verdict_cites_whether_or_not_it_did_before(tmp_path: Path) -> None:
    typed(tmp_path, "1", "1 c")
    assert decisions(tmp_path) == {SHIPS.id: ("said-otherwise", "contradicted")}


def test_what_was_chosen_is_there_after_the_program_has_ended(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        review.cite(1)
        review.attribute(Attribution.NOT_SAID)
    with sitting(tmp_path) as review:
        assert review.here is not None
        assert review.here.claim.id == SHIPS.id
        assert [one.words for one in review.pending.cited.values()] == ['Ferro: "We turned away 30 ships in May."']
        assert review.pending.attribution is Attribution.NOT_SAID
        assert "taken up where you left it" in review.last.words


def test_two_people_are_not_given_the_same_claim(tmp_path: Path) -> None:
    with sitting(tmp_path) as ana, sitting(tmp_path, "leo") as leo:
        assert ana.here is not None
        assert leo.here is not None
        assert ana.here.claim.id != leo.here.claim.id
        leo.go(SHIPS.id)
        assert "ana is at it" in leo.last.words
        assert leo.here.item is None


# -- the edges -----------------------------------------------------------------------------


def test_a_desk_without_a_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace(tmp_path) as workspace:
        fill(workspace)
        if workspace.settings.user:
            pytest.skip("the user of the system is who decides")
        with pytest.raises(UsageError, match="deciding needs a name"):
            workspace.review()


def test_only_one_article_or_one_filter_may_be_wanted(tmp_path: Path) -> None:
    with sitting(tmp_path) as review:
        workspace = review.workspace
        assert workspace.review(Filters(speaker="nobody"), by="leo").here is None
        assert workspace.review(article=ARTICLE.id[:6], by="leo").wanted.article == ARTICLE.id


def test_a_workspace_that_cannot_be_written_can_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path)
    monkeypatch.setattr(sqlite_file, "_is_writable", lambda _path: False)
    monkeypatch.setattr(postgres, "unwritable", lambda _engine: ONLY_READ)
    out = io.StringIO()
    with Workspace(tmp_path, user="ana") as workspace:
        review = workspace.review()
        assert review.only_looking
        work(review, keys({}), ["1 c", "j", "w"], out, 100)
        review.close()
    assert "only looking" in out.getvalue()
    assert "! line 1: this workspace can only be looked at: it cannot be written. Press j or q." in out.getvalue()
    assert "Claim 1 of 5" in out.getvalue()


def test_where_nothing_waits_the_command_says_so_and_ends_well(run: Run, workspace: Path) -> None:
    with Workspace(workspace) as made:
        made.make()
    done = run("review", "--as", "ana")
    assert (done.returncode, done.stdout) == (0, "Nothing that is wanted waits.\n")


def test_a_pipe_gets_the_plain_lines_of_its_own_accord(run: Run, workspace: Path) -> None:
    lay_out(workspace)
    done = run("review", "flag=misquoted", "--as", "ana", stdin="c\n\n")
    assert done.returncode == 0
    assert "#2 said otherwise · contradicted" in done.stdout
    assert done.stdout.endswith("1 done, 0 left.\n")
    assert "Traceback" not in done.stderr


def test_lines_that_are_refused_are_named_and_the_exit_code_says_so(run: Run, workspace: Path) -> None:
    lay_out(workspace)
    done = run("review", "--plain", "--as", "ana", stdin="1 c\nzebra\nu no-evidence\n")
    assert done.returncode == 3
    assert "factcheck: refused: line 2. What the other lines say was done." in done.stderr
    assert len(decisions(workspace)) == 2


def test_line_by_line_needs_no_screen() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys, factcheck.tui.plain; print({'textual', 'rich'} & set(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"
