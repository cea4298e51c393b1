"""The report on a screen: what an editor needs, in few lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from desk_samples import worked_report
from report_samples import (
    STATISTICS,
    Told,
    bare,
    beside,
    cleared,
    evidence,
    found_verbatim,
    hostile,
    report_on,
    sample,
    search,
    signed_off,
    without_claims,
)

from factcheck.domain import Aspect, Likeness
from factcheck.report import ArticleReport, ClaimReport, render, render_text
from factcheck.report.holding import RULES, Blocker
from factcheck.report.model import Since
from factcheck.report.plain import columns

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
REPORTS = {
    "sample": sample,
    "worked": worked_report,
    "bare": bare,
    "clear": cleared,
    "no claims": without_claims,
    "hostile": hostile,
}
SINCE = Since(
    "2025-03-14T09:30:00+00:00",
    "HOLD: 10 not yet checked (#1–#10)",
    tuple(f"2025-03-14 1{hour}:00 #{hour} “words”: ana found it supported" for hour in range(10)),
    tuple(range(10)),
)


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("sample.txt", render(sample(), "text"))


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 120])
@pytest.mark.parametrize("of", REPORTS)
def test_no_line_is_wider_than_asked_for(of: str, width: int) -> None:
    report = replace(REPORTS[of](), since=SINCE)
    assert max(map(columns, render_text(report, width).splitlines())) <= max(width, _longest_word(report))


def _longest_word(report: ArticleReport) -> int:
    """Of a word that does not fit nothing is lost; it is the hostile one, and an id."""
    return max(map(columns, report.article.title.split()), default=0) + 11 if report.article.title else 0


@pytest.mark.parametrize("of", REPORTS)
def test_every_claim_is_there_once_and_whole_reports_are_longer(of: str) -> None:
    report = REPORTS[of]()
    text = render_text(report)
    for item in report.claims:
        assert len(re.findall(rf"(?m)^ +#{item.number} ", text)) == 1
    assert text.count("\n") < render_text(report, full=True).count("\n")


@pytest.mark.parametrize("of", REPORTS)
@pytest.mark.parametrize("width", [48, 100])
def test_colour_adds_nothing_but_colour(of: str, width: int) -> None:
    report = REPORTS[of]()
    assert _COLOUR.sub("", render_text(report, width, colour=True)) == render_text(report, width)


@pytest.mark.parametrize("colour", [False, True])
def test_outside_text_cannot_act_on_the_terminal(colour: bool) -> None:
    text = _COLOUR.sub("", render_text(hostile(), colour=colour))
    assert not set(text) & set("\x1b\x9b\x00\x07\u202e\u2066\ud800")
    assert text.encode("utf-8")


def test_it_says_first_whether_the_article_can_run_then_what_has_changed_then_what_is_gravest() -> None:
    text = render_text(replace(sample(), since=SINCE))
    places = [
        text.index(words) for words in ("HOLD: ", "Since your report of 2025-03-14 09:30 UTC", "Contradicted (2)")
    ]
    assert places == sorted(places)
    assert text.index("Misquoted (1)") < text.index("Not yet checked (2)") < text.index("Holding nothing (2)")


def test_of_many_changes_the_last_are_told_and_the_others_counted() -> None:
    text = render_text(replace(sample(), since=SINCE))
    assert "It said HOLD: 10 not yet checked (#1–#10)" in text
    assert "19:00 #9" in text
    assert "11:00 #1 " not in text
    assert "and 2 more before" in text
    nothing = render_text(replace(sample(), since=replace(SINCE, lines=())))
    assert "Since your report of 2025-03-14 09:30 UTC: nothing was done" in nothing


def test_a_claim_that_holds_nothing_takes_few_lines_its_words_first_and_what_it_rests_on() -> None:
    block = render_text(cleared()).split("\n\n")[1].splitlines()
    assert block[0] == "Holding nothing (1)"
    assert block[1].startswith("  #1 ✓ The harbour board raised the ferry toll to 14 crowns on 3 March 2025")
    assert block[2].startswith("     supported, by ana – Lowmere Harbour Board, 2025-01-01 (and 1 more): “a single")
    assert len(block) == 4


@pytest.mark.parametrize("of", ["sample", "worked"])
def test_a_claim_that_holds_the_article_takes_eight_lines_at_most(of: str) -> None:
    for block in render_text(REPORTS[of]()).split("\n\n")[1:-1]:
        lines = [line for line in block.splitlines() if line.startswith(" ")]
        if not block.startswith("Holding nothing"):
            assert len(lines) <= 8, block


def test_what_was_signed_off_is_told_with_the_editor() -> None:
    text = render_text(worked_report(), 120)
    assert "#3 ✓ The harbour board" in text
    assert "     supported, by ana; single source, signed off by mia – Lowmere Harbour Board" in text


@pytest.mark.parametrize("width", [80, 100])
def test_words_come_first_of_what_is_contradicted_and_signed_off(width: int) -> None:
    text = render_text(signed_off(), width)
    assert "  #1 ✗ The harbour board raised the ferry toll to 14 crowns on 3 March 2025" in text
    assert "     contradicted, by ana; contradicted, signed off by eva" in text


def test_where_the_words_stand_is_told_though_no_passage_was_found() -> None:
    for report in (found_verbatim(), found_verbatim(decided=True)):
        for form in ("md", "html"):
            made = " ".join(render(report, form).split())
            assert "nothing found" not in made.replace("Nothing found means nothing found there", "")  # the method
            assert "verbatim" in made.partition('id="claim-1"')[2].partition("<details")[0] or form == "md"
            assert "verbatim" in made
        assert "nothing found" not in render_text(report)
        assert "= its words stand verbatim in lw-010, said by Ada Ferro" in render_text(report)
    assert "no passage found in the corpus" in render_text(found_verbatim())


def test_figures_that_cannot_be_compared_are_told_of_the_best_passage() -> None:
    told = Told(Likeness.UNCLEAR, "14 / 10: of another time", "14", "10")
    shares = Told(Likeness.SAME, "crowns", "crowns", "crowns", Aspect.WORDS)
    toll = cleared().claims[0].claim
    found = evidence(1, STATISTICS, None, beside(toll.text, STATISTICS.text, shares, told))
    report = report_on(cleared().article, ClaimReport(1, toll, search(toll, found)))
    assert "     not comparable: 14 / 10: of another time" in render_text(report)


def test_what_is_left_out_is_counted_with_the_commands_that_show_it() -> None:
    last = " ".join(render_text(sample()).split("\n\n")[-1].split())
    assert last.startswith("In full: 10 passages found, 9 proposals of the machine, 2 earlier checks, the article")
    assert f"factcheck report {sample().article.id[:8]} --full" in last
    assert f"factcheck show {sample().article.id[:8]}#1" in last


def test_a_reason_signed_off_for_the_whole_article_groups_no_claim() -> None:
    report = worked_report()
    assert report.standing is not None
    told = {"action": "signed-off", "blocker": "single source", "by": "mia", "at": "", "note": "one will do"}
    signed = replace(report, standing=replace(report.standing, signed_off=(told,)))
    assert "Single source" not in render_text(signed)
    assert "Disagreement (1)" in render_text(signed)


def test_rules_that_the_desk_does_without_are_named_in_every_form() -> None:
    without = frozenset({Blocker.SINGLE_SOURCE, Blocker.MISQUOTED})
    rules = tuple(RULES[blocker] for blocker in (Blocker.MISQUOTED, Blocker.SINGLE_SOURCE))
    items = tuple(replace(item, unused=without) for item in sample().claims)
    report = replace(sample(), claims=items, unused=rules)
    assert not without & report.blockers.keys()
    for made in (render_text(report), render_text(report, full=True), render(report, "md"), render(report, "html")):
        assert "Not used by this desk: misquoted, single source." in made
    assert "Not used by this desk" not in render(sample(), "html")
