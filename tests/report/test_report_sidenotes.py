"""The lines beside the article: what a claim needs, in a line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_samples import decided, worked, worked_report
from report_samples import BOARD, citation, sample, signed_off

from factcheck.domain import Attribution, DiffOperation, DiffPart, Span, Verdict, Wording, WordingFinding, WordingPlace
from factcheck.report import ArticleReport, Blocker
from factcheck.report.marking import marked
from factcheck.report.sidenotes import alteration, side_notes


def told(report: ArticleReport) -> dict[tuple[int, ...], str]:
    found = (note for block in marked(report) for note in side_notes(report, block))
    return {
        tuple(item.number for item in note.items): f"{note.label}: {note.text}" if note.text else note.label
        for note in found
    }


def test_each_claim_that_holds_the_article_has_its_line() -> None:
    assert told(sample()) == {
        (1,): "not yet checked: by machine: rose by 40 percent, not doubled – Office for Island Statistics, "
        "2 January 2025",
        (2,): "opinion restated as fact: restates as fact what is quoted in #4",
        (5,): "misquoted: “about” became “nearly”",
        (6,): "not yet checked",
        (7,): "contradicted: “dredging is paid for by the region” – lw-004",
        (8,): "awaiting reply",
        (9,): "contradicted: 10 crowns, not seven crowns – Lowmere Harbour Board, 1 January 2025",
        (10,): "single source: The Evening Skerry alone",
    } | {(5,): told(sample())[5,]}


def test_what_people_did_is_told_as_theirs() -> None:
    assert told(worked_report()) == {
        (1,): "contradicted: “a single crossing costs 14 crowns” – Lowmere Harbour Board, 1 January 2025",
        (2,): "single source: Lowmere Harbour Board alone",
        (5,): "stale: its words changed",
        (6,): "not said: asked him",
        (7,): "awaiting reply: the board",
    }


def test_what_is_contradicted_and_signed_off_has_its_line_too() -> None:
    assert told(signed_off()) == {(1,): "contradicted: signed off by eva"}


def test_a_disagreement_names_both() -> None:
    claim = sample().claims[5].claim
    first = worked(
        6,
        claim,
        decided("ana", Verdict.CONTRADICTED, Attribution.SAID_SO, citations=(citation(BOARD, "14 crowns"),)),
    )
    assert first.blockers[0] is Blocker.CONTRADICTED
    report = worked_report()
    two = next(item for item in report.claims if item.number == 2)
    other = replace(two, standing=replace(two.standing, second=replace(two.standing.second, by="leo")))
    assert Blocker.DISPUTED in other.blockers


@pytest.mark.parametrize(
    ("operation", "quoted", "source", "expected"),
    [
        (DiffOperation.DROPPED, "", "old", "dropped “old”"),
        (DiffOperation.ADDED, "never", "", "added “never”"),
        (DiffOperation.REPLACED, "never", "old", "“old” became “never”"),
        (DiffOperation.JUMP, "", "", "two places made one"),
    ],
)
def test_a_misquotation_is_told_by_the_first_change_that_matters(
    operation: DiffOperation, quoted: str, source: str, expected: str
) -> None:
    text, words = "The ferry will never sail.", "The old ferry will sail."
    place = WordingPlace("lw-7", Span(0, len(words)), words)

    def part(operation: DiffOperation, quoted: str, source: str, grave: bool) -> DiffPart:
        at, there = text.index(quoted), words.index(source)
        return DiffPart(operation, Span(at, at + len(quoted)), Span(there, there + len(source)), grave=grave)

    harmless = part(DiffOperation.ADDED, "will", "", False)
    diff = (harmless, part(operation, quoted, source, True))
    assert alteration(Wording(WordingFinding.ALTERED, (place,), diff), text) == expected
    assert alteration(Wording(WordingFinding.ALTERED, (place,), (harmless,)), text) == ""
