"""The report in plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import bare, cleared, hostile, sample, without_claims

from factcheck.report import ArticleReport, render_claim, render_text
from factcheck.report.plain import clean, columns, one_line, shorten, wrap

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def render_full(report: ArticleReport, width: int = 100, colour: bool = False) -> str:
    return render_text(report, width, colour, full=True)


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("sample-full.txt", render_full(sample()))


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_asked_for(width: int) -> None:
    lines = render_full(sample(), width).splitlines()
    assert max(columns(line) for line in lines if "https://" not in line) <= width


def test_links_are_never_broken() -> None:
    assert "https://courier.example/harbour/tolls" in render_full(sample(), 20)


def test_colour_adds_nothing_but_colour() -> None:
    assert _COLOUR.sub("", render_full(sample(), colour=True)) == render_full(sample())


def test_outside_text_cannot_act_on_the_terminal() -> None:
    text = render_full(hostile())
    assert not set(text) & set("\x1b\x9b\x00\x07\u202e\u2066\ud800")
    assert text.encode("utf-8")


def test_the_second_thing_an_editor_reads_is_whether_the_article_can_run() -> None:
    assert render_full(sample()).split("\n\n")[1].startswith("HOLD: 2 contradicted")
    assert render_full(cleared()).split("\n\n")[1] == "CLEAR: 1 supported (1 claim)"
    assert render_full(without_claims()).split("\n\n")[1].startswith("HOLD: no claim was found")


def test_a_claim_is_numbered_behind_each_of_its_parts() -> None:
    assert one_line(render_full(sample())).count("[#5]") == 2


def test_captions_and_credits_are_shown_as_such() -> None:
    text = render_full(sample())
    assert "  Caption: The old ferry pier" in text
    assert "  Credit: Photograph: Pia Lindqvale" in text


def test_nobody_has_looked_reads_otherwise_than_unverified() -> None:
    text = render_full(sample())
    assert "#1 ○ not yet checked\n" in text
    assert "#4 ? unverified: not checkable\n" in text
    assert "#5 ○ reopened, not yet checked – MISQUOTED\n" in text


def test_a_stale_citation_is_told_beside_its_verdict() -> None:
    text = render_full(sample())
    assert "#7 ! contradicted – STALE: source changed" in text
    assert "Stale: lw-004#0: the document has a newer version" in text


def test_missing_facts_are_said_to_be_missing() -> None:
    text = render_full(bare())
    assert "Publisher: not known" in text
    assert "Published: no date found" in text
    assert "Checked by: nobody yet" in text


def test_one_claim_alone_looks_as_it_does_in_the_report_behind_its_paragraph() -> None:
    report = sample()
    context, heading, claim = render_claim(report.article, report.claims[8]).partition("#9")
    assert heading + claim in render_full(report)
    assert report.article.title in context
    assert " ".join(report.claims[8].claim.spans[0].of(report.article.text).split()) in " ".join(context.split())


def test_a_report_before_any_search_says_so() -> None:
    assert "Made with: factcheck 0.1.0 · no search yet · corpus of 1,040 documents" in render_full(
        replace(sample(), encoder="", stance_basis="", index_version="")
    )


def test_a_cited_passage_that_is_gone_is_reported_and_breaks_nothing() -> None:
    item = replace(sample().claims[9], cited={})
    assert "the passage is not in the corpus" in render_full(replace(sample(), claims=(item,)))


@given(st.text())
def test_cleaned_text_holds_no_controls_and_encodes(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", cleaned)
    assert clean(cleaned) == cleaned


@given(st.text(), st.integers(1, 60))
def test_wrapping_keeps_every_word_and_only_long_words_stick_out(text: str, width: int) -> None:
    lines = wrap(one_line(text), width)
    assert " ".join(lines).split() == one_line(text).split()
    assert all(columns(line) <= width or " " not in line.strip() for line in lines)


@given(st.text(min_size=1), st.integers(2, 60))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert columns(shorten(text, width)) <= width


def test_wide_letters_count_twice_and_combining_marks_not_at_all() -> None:
    assert columns("港口") == 4
    assert columns("e\u0301") == 1
