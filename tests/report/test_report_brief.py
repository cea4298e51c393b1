"""What a person sees in the terminal after a check."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from report_samples import bare, hostile, sample, without_claims

from factcheck.report import render_brief
from factcheck.report.plain import columns

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_it_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("brief.txt", render_brief(sample()))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(columns(line) for line in render_brief(sample(), width).splitlines()) <= width


def test_colour_adds_nothing_but_colour() -> None:
    coloured = render_brief(sample(), colour=True)
    assert coloured != render_brief(sample())
    assert _COLOUR.sub("", coloured) == render_brief(sample())


@pytest.mark.parametrize("colour", [False, True])
def test_outside_text_cannot_act_on_the_terminal(colour: bool) -> None:
    text = _COLOUR.sub("", render_brief(hostile(), colour=colour)) if colour else render_brief(hostile())
    assert not set(text) & set("\x1b\x9b\x00\x07\u202e\u2066\ud800")
    assert text.encode("utf-8")


def test_the_machines_proposal_is_named_as_one_beside_the_standing_of_the_claim() -> None:
    block = render_brief(sample()).split("\n\n")[1]
    assert "○ not yet checked" in block
    assert "machine proposes: nothing – 1 passage not counted" in block
    assert "machine proposes: contradicted – 2 independent sources" in render_brief(sample())


def test_evidence_of_both_sides_is_shown_where_there_is_any() -> None:
    block = render_brief(sample()).split("\n\n")[1]
    assert block.index("contradicts: “The ferry toll") < block.index("supports: “From 3 March 2025")


def test_what_differs_stands_before_what_is_shared_and_both_before_the_stance() -> None:
    block = render_brief(sample()).split("\n\n")[1]
    lines = [line.strip().partition(":")[0] for line in block[block.index("[1]") :].splitlines()]
    assert lines[1:4] == ["differs", "shares", "contradicts"]


def test_the_words_that_differ_are_marked_in_the_passage() -> None:
    assert "The ferry toll »rose by 40 percent« between" in render_brief(sample())


@pytest.mark.parametrize("width", [72, 100, 140])
def test_a_passage_takes_five_lines_at_most(width: int) -> None:
    lines = render_brief(sample(), width).splitlines()
    heads = [at for at, line in enumerate(lines) if line.strip().startswith("[")]
    assert heads
    for at in heads:
        after = lines[at + 1 :]
        count = next((n for n, line in enumerate(after) if not line.startswith(" " * 9)), len(after))
        assert count + 1 <= 5, lines[at : at + count + 1]


@pytest.mark.parametrize("width", range(60, 130, 7))
def test_what_is_cut_closes_its_quotation_marks_and_no_others(width: int) -> None:
    text = render_brief(sample(), width)
    assert text.count("“") == text.count("”")


def test_the_proposal_does_not_repeat_what_the_passages_below_it_say() -> None:
    block = render_brief(sample()).split("\n\n")[9]
    assert block.count("seven crowns / 10 crowns") == 1
    assert block.count("lw-001#0") == 1


def test_the_speaker_again_is_said_to_bear_out_that_it_was_said_in_place_of_a_stance() -> None:
    block = " ".join(render_brief(sample(), 200).split("\n\n")[10].split())
    assert "said again: by the claim's own speaker, which bears out that it was said, not that it is so" in block
    assert "supports:" not in block


def test_what_an_earlier_version_found_is_said_to_be_so_and_takes_no_side() -> None:
    block = render_brief(sample(), 200).split("\n\n")[7]
    assert "compared: by an earlier version of factcheck; check the article again" in block
    assert "contradicts:" not in block


def test_a_search_that_found_nothing_says_so_and_a_claim_never_searched_does_not() -> None:
    blocks = render_brief(sample()).split("\n\n")
    assert "nothing found in the corpus" in blocks[2]
    assert "nothing found" not in blocks[6]


def test_missing_facts_are_said_to_be_missing() -> None:
    text = render_brief(bare())
    assert "Article without a headline" in text
    assert "publisher not known" in text
    assert "no date found" in text


def test_an_article_without_claims_is_a_heading_and_a_hold() -> None:
    assert "HOLD: no claim was found" in render_brief(without_claims())
