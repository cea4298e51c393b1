"""A new draft keeps the verdicts on words that are the same, and takes the place of the one before."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from draft_samples import CLAIMS, ENGINES, FERRY, Desk

from factcheck.domain import (
    Action,
    DecisionKind,
    State,
    Verdict,
)
from factcheck.errors import ConflictError
from factcheck.report import ArticleReport

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., "subprocess.Popen[str]"]


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
        "its words have changed since ana found it not found and supported",
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
    assert desk.workspace.verify().damage == ()


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
    assert desk.stands("95 minutes").state is State.REOPENED
    assert (desk.stands("212 people").state, desk.stands("212 people").decision) == (State.OPEN, None)


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
