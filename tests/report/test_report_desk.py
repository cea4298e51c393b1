"""Whatever people did with a claim is in every form of the report, and counts for whether the article can run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from desk_samples import FIRST, OTHER, claims, decided, entry, worked, worked_report
from report_samples import HOSTILE, decision, sample, standing

from factcheck.domain import (
    Action,
    ArticleStanding,
    Attribution,
    Citation,
    ClaimKind,
    ClaimStanding,
    Span,
    State,
    UnverifiedReason,
    Verdict,
)
from factcheck.report import Blocker, as_dict, render, render_brief, render_text
from factcheck.report.phrases import around, mark, status

FORMS = {
    "brief": lambda report: render_brief(report, 300),
    "text": lambda report: render_text(report, full=True),
    "md": lambda report: render(report, "md").replace("\\", ""),
    "html": lambda report: render(report, "html"),
}
WORDS = [
    "second check: waits for somebody else",
    "disputed: said so · supported (ana) – said so · contradicted (leo)",
    "second check: differs: said so · contradicted, by leo, 2025-03-14 09:30 UTC, as second check",
    "an editor decides",
    "signed off: single source, by mia, 2025-03-14 11:30 UTC: the minutes are the record",
    "the board has confirmed it by telephone (leo, 2025-03-14 10:30 UTC)",
    "said so · supported – STALE: its words changed",
    "its words have changed since ana found it supported",
    "corrected: by leo, 2025-03-14 09:30 UTC: speaker: was Ada Ferro, now Joren Vask (speaker of the harbour board)",
    "not said · not yet checked",
    "not found · unverified: awaiting reply",
    "the board was asked (mail), 2025-03-12 (entered by ana)",
    "not ours, by leo, 2025-03-14 09:30 UTC: of the caption",
    "correction: published 2025-03-15: An earlier version had 213 berths. (entered by mia)",
    "draft: 2, after article 0123456789abcdef",
    "since the draft before: 5 verdicts kept, 1 stale (#5)",
    "vanished: “We counted 213 berths in use”",
    "deadline: 2025-03-14 18:00 UTC",
    "Ada Ferro was asked (telephone), 2025-03-12",
    "call the board before six",
    "1 dismissed, 1 replaced by others",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", WORDS)
def test_every_form_tells_what_was_done(form: str, words: str) -> None:
    assert words.casefold() in _plain(FORMS[form](worked_report())).casefold()


def _plain(text: str) -> str:
    """The words of a form without its marks: those of HTML's elements, the weight of Markdown's labels."""
    import re

    text = re.sub(r"</span> ", ": ", re.sub(r'<span class="label">', "", text)).replace("**", "")
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_verdict_that_was_carried_over_names_its_draft(form: str) -> None:
    assert "by ana on draft 1, 2025-03-13 08:00 UTC, citing lw-003#0, lw-001#0" in _plain(FORMS[form](worked_report()))


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_what_was_taken_back_is_said_to_be(form: str) -> None:
    assert "said otherwise · unverified: not checkable, by ana, 2025-03-14 09:30 UTC – taken back" in _plain(
        FORMS[form](worked_report())
    )


def test_a_changed_claim_shows_its_words_of_the_draft_before() -> None:
    told = "that is the [-second-] lowest figure we have {+ever+} seen"
    assert _plain(FORMS["text"](worked_report())).count(told) == 1
    assert _plain(FORMS["brief"](worked_report())).count(told) == 1
    assert "<del>second</del> lowest figure we have <ins>ever</ins> seen" in FORMS["html"](worked_report())


def test_the_number_of_a_claim_stands_at_all_its_places() -> None:
    text = FORMS["text"](worked_report())
    assert "Standfirst" not in text.partition("The claims")[0]
    assert "The new tariff is driving small boats out of the harbour. [#2]" in text
    assert "“The new tariff is driving small boats out of the harbour [#2],”" in text
    assert "Said again: “The new tariff is driving small boats out of the harbour.”" in text


@pytest.mark.parametrize("name", ["worked.txt", "worked.md", "worked.html", "worked.json"])
def test_the_worked_article_looks_as_it_did(golden: Callable[[str, str], None], name: str) -> None:
    form = name.rpartition(".")[2]
    golden(name, render(worked_report(), {"txt": "text"}.get(form, form)))


def test_the_whole_report_on_the_worked_article_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("worked-full.txt", render_text(worked_report(), full=True))


def test_what_holds_is_told_gravest_first() -> None:
    assert worked_report().hold_line == (
        "HOLD: 1 contradicted (#1) · 1 not said (#6) · 1 stale (#5) · 1 single source (#2) · 1 disagreement (#2) · "
        "1 awaiting reply (#7) · 1 second check pending (#1) · 1 not yet checked (#6) · awaiting reply on the article"
    )


def test_the_json_keeps_the_two_answers_apart() -> None:
    made = as_dict(worked_report())
    told = {one["number"]: (one["attribution"], one["verdict"], one["state"]) for one in made["claims"]}
    assert told == {
        1: (None, "contradicted", "second check"),
        2: ("said-so", "supported", "disputed"),
        3: (None, "supported", "decided"),
        4: ("said-so", "supported", "decided"),
        5: ("said-so", "supported", "stale"),
        6: ("not-said", None, "open"),
        7: ("not-found", "unverified", "decided"),
    }
    by_number = {one["number"]: one for one in made["claims"]}
    assert by_number[2]["second"]["verdict"] == "contradicted"
    assert by_number[5]["standing"]["changed"]["before"] == "that is the second lowest figure we have seen"
    assert by_number[6]["standing"]["corrections"][0]["by"] == "leo"
    assert [one["undone"] for one in by_number[6]["decisions"]] == [True, False]
    assert by_number[7]["standing"]["replies"][0]["whom"] == "the board"
    assert by_number[4]["standing"]["carried_from_draft"] == 1
    assert [one["number"] for one in made["dismissed"]] == [8]
    assert made["dismissed"][0]["standing"]["dismissed"]["reason"] == "not-ours"
    assert (made["standing"]["draft"], made["summary"]["dismissed"], made["summary"]["replaced"]) == (2, 1, 1)
    assert json.dumps(made)


def test_a_decision_on_attribution_alone_leaves_the_substance_unchecked() -> None:
    item = sample().claims[5]
    made = decision(item.claim, None, attribution=Attribution.SAID_SO)
    alone = replace(item, standing=ClaimStanding(State.OPEN, 1, made, decisions=(made,)))
    assert alone.blockers == (Blocker.UNCHECKED,)
    assert status(alone) == "said so · not yet checked"


@pytest.mark.parametrize("kind", [ClaimKind.DIRECT, ClaimKind.INDIRECT])
@pytest.mark.parametrize(
    ("attribution", "blockers"),
    [
        (Attribution.SAID_SO, ()),
        (Attribution.NOT_FOUND, ()),
        (Attribution.NOT_SAID, (Blocker.NOT_SAID,)),
        (Attribution.SAID_OTHERWISE, (Blocker.SAID_OTHERWISE,)),
    ],
)
def test_what_was_not_said_so_holds_a_quotation_whatever_is_true(
    kind: ClaimKind, attribution: Attribution, blockers: tuple[Blocker, ...]
) -> None:
    item = sample().claims[7]
    made = decision(item.claim, Verdict.UNVERIFIED, reason=UnverifiedReason.NOT_CHECKABLE, attribution=attribution)
    decided = replace(item, claim=replace(item.claim, kind=kind), standing=standing(made))
    assert decided.blockers == blockers
    assert mark(decided) == ("✗" if blockers else "?")


def test_a_second_check_holds_until_it_is_made_and_then_until_two_agree() -> None:
    by_number = {item.number: item for item in claims()}
    assert Blocker.SECOND in by_number[1].blockers
    assert Blocker.DISPUTED in by_number[2].blockers
    assert Blocker.SECOND not in by_number[2].blockers
    agreed = worked(
        2,
        by_number[1].claim,
        *by_number[1].entries,
        entry(Action.DECIDED, "leo", verdict=Verdict.CONTRADICTED, content={"answer": "second"}),
    )
    assert agreed.blockers == (Blocker.CONTRADICTED,)


@pytest.mark.parametrize(("second", "blockers"), [(OTHER, ()), (FIRST, (Blocker.SINGLE_SOURCE,))])
def test_a_second_check_that_agrees_may_bring_the_second_source(
    second: Citation, blockers: tuple[Blocker, ...]
) -> None:
    toll = claims()[2].claim
    item = worked(
        3,
        toll,
        entry(Action.DECIDED, "ana", verdict=Verdict.SUPPORTED, citations=(FIRST,)),
        entry(Action.SECOND_WANTED, "ana"),
        entry(Action.DECIDED, "leo", verdict=Verdict.SUPPORTED, citations=(second,), content={"answer": "second"}),
    )
    assert item.blockers == blockers


def test_who_decides_without_knowing_the_first_answer_is_told_only_that_there_is_one() -> None:
    hidden = replace(
        sample().claims[5], standing=ClaimStanding(State.SECOND, 2, second_wanted=True, blind=True, veiled=True)
    )
    assert hidden.hidden
    assert hidden.blockers == (Blocker.SECOND,)
    assert status(hidden) == "decided by one – SECOND CHECK PENDING"
    text = render_text(replace(sample(), claims=(hidden,)), full=True)
    assert "how is shown to whoever decides once they have" in text
    assert "nobody has decided yet" not in text


def test_what_was_signed_off_holds_nothing_and_a_new_decision_holds_again() -> None:
    by_number = {item.number: item for item in claims()}
    signed = by_number[3]
    assert signed.blockers == ()
    again = worked(
        3,
        signed.claim,
        *signed.entries,
        entry(Action.DECIDED, "ana", verdict=Verdict.SUPPORTED, citations=signed.decisions[0].citations),
    )
    assert again.blockers == (Blocker.SINGLE_SOURCE,)


@pytest.mark.parametrize("blocker", ["stale", "disagreement", "not yet checked", "second check pending", None])
def test_what_nobody_has_decided_cannot_be_signed_off(blocker: str | None) -> None:
    for item in claims():
        signed = {"action": "signed-off", "blocker": blocker, "by": "mia", "at": "", "note": "so be it"}
        after = replace(item, standing=replace(item.standing, signed_off=(signed,)))
        undecided = {Blocker.STALE, Blocker.DISPUTED, Blocker.UNCHECKED, Blocker.SECOND}
        assert undecided & set(after.blockers) == undecided & set(item.blockers)


def test_a_reason_signed_off_for_the_article_holds_none_of_its_claims() -> None:
    report = worked_report()
    assert report.standing is not None
    signed = {
        "action": "signed-off",
        "blocker": "awaiting reply",
        "by": "mia",
        "at": "",
        "note": "they will not answer",
    }
    cleared = replace(report, standing=replace(report.standing, signed_off=(signed,)))
    assert Blocker.AWAITING_REPLY not in cleared.blockers
    assert "awaiting reply" not in cleared.hold_line
    assert "signed off: awaiting reply, by mia" in render_brief(cleared, 300)


def test_an_answer_ends_the_waiting_but_not_a_verdict_that_waits() -> None:
    (waiting,) = (item for item in claims() if item.number == 7)
    answer = entry(Action.ANSWERED, "ana", content={"whom": "the board", "answer": "No comment.", "when": "2025-03-13"})
    answered = worked(7, waiting.claim, *waiting.entries, answer)
    assert answered.blockers == (Blocker.AWAITING_REPLY,)
    anew = entry(Action.DECIDED, "ana", verdict=Verdict.UNVERIFIED, reason=UnverifiedReason.NO_EVIDENCE)
    assert worked(7, waiting.claim, *answered.entries, anew).blockers == ()
    assert worked(7, waiting.claim, waiting.entries[0], anew).blockers == (Blocker.AWAITING_REPLY,)


def test_what_people_wrote_cannot_act_on_the_terminal_or_the_page() -> None:
    said = sample().claims[5].claim
    people = ("by", "note")
    entries = (
        entry(
            Action.CORRECTED, HOSTILE, note=HOSTILE, content={"changed": {"cue": HOSTILE}, "before": {"cue": HOSTILE}}
        ),
        entry(Action.ASKED, HOSTILE, content={"whom": HOSTILE, "way": HOSTILE, "when": HOSTILE}),
        entry(Action.NOTED, HOSTILE, note=HOSTILE),
        entry(Action.DECIDED, HOSTILE, note=HOSTILE, attribution=Attribution.NOT_SAID, verdict=Verdict.CONTRADICTED),
        entry(Action.STALE, HOSTILE, content={"before": HOSTILE, "problems": [HOSTILE]}),
    )
    gone = worked(9, said, entry(Action.DISMISSED, HOSTILE, note=HOSTILE, content={"reason": "trivial"}))
    told = {"action": "asked", "blocker": "awaiting reply", "text": HOSTILE, "whom": HOSTILE, "way": HOSTILE}
    told |= {"when": HOSTILE, "claim": HOSTILE, "at": HOSTILE, **dict.fromkeys(people, HOSTILE)}
    stands = ArticleStanding(
        "a", HOSTILE, 2, HOSTILE, True, True, HOSTILE, HOSTILE, (HOSTILE,), (told,), (told,), (told,)
    )
    report = replace(
        worked_report(), claims=(worked(6, said, *entries),), dismissed=(gone,), standing=stands, changes=(HOSTILE,)
    )
    for form in FORMS.values():
        text = form(report)
        assert not set(text) & set("\x1b\x9b\x00\x07\u202e\u2066\ud800")
        assert text.encode("utf-8")
    assert "<script" not in FORMS["html"](report).replace("&lt;script", "")
    assert "<img" not in FORMS["html"](report)
    assert render(report, "json").encode("utf-8")


def test_an_article_whose_claims_were_all_dismissed_is_clear() -> None:
    report = worked_report()
    alone = replace(report, claims=(), replaced=0, standing=None, changes=())
    assert not alone.holds
    assert alone.hold_line == "CLEAR: 0 claims, 1 dismissed"


def test_a_claim_that_was_taken_up_and_taken_back_is_as_if_nobody_had_looked() -> None:
    item = sample().claims[5]
    first = entry(Action.DECIDED, "ana", verdict=Verdict.UNVERIFIED, reason=UnverifiedReason.CONFLICTING)
    back = worked(6, item.claim, first, entry(Action.UNDONE, "ana", content={"undoes": 1}))
    assert not back.reopened
    assert status(back) == "not yet checked"


@pytest.mark.parametrize(
    ("entry_of", "told"),
    [
        ({"action": Action.STALE, "content": {"problems": ["note was changed"]}}, "source changed"),
        ({"action": Action.STALE, "content": {"problems": ["x"], "before": "other words"}}, "its words changed"),
        ({"action": Action.STALE, "content": {"problems": ["x"], "before": None}}, "its speaker or kind changed"),
        ({"action": Action.CORRECTED, "content": {"changed": {"speaker": None}}}, "claim corrected"),
    ],
)
def test_what_is_stale_says_what_has_changed(entry_of: dict[str, Any], told: str) -> None:
    claim = sample().claims[0].claim
    content = dict(entry_of["content"])
    if "before" in content:
        content["before"] = content["before"] or claim.text
    made = decided("ana", Verdict.UNVERIFIED, reason=UnverifiedReason.NO_EVIDENCE)
    item = worked(1, claim, made, entry(entry_of["action"], "leo", content=content))
    assert status(item) == f"unverified: no evidence – STALE: {told}"


def test_no_word_beside_the_cited_ones_is_cut() -> None:
    made = replace(FIRST, prefix="arbour board. From 3 March ", suffix=". The toll stood at 10,0")
    cited = replace(made, span=Span(60, 60 + len(made.exact)))
    assert around(cited, None) == ("…board. From 3 March ", ". The toll stood at…")
    whole = replace(cited, span=Span(len(made.prefix), len(made.prefix) + len(made.exact)))
    assert around(whole, None)[0] == made.prefix
