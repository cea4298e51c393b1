"""Who published what a report rests on, what counts once, and how many bear a verdict out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from report_samples import BERTHS, BOARD, LATER, STATISTICS, Told, beside, cleared, evidence, sample, search

from factcheck.domain import Aspect, Likeness, Passage, PassageFlag
from factcheck.report import ArticleReport, render
from factcheck.report.closing import once, profile, resting
from factcheck.report.independence import document_of, independent
from factcheck.report.sources import rests_on, sources


def found(report: ArticleReport, *, copies: tuple[str, ...] = (), flags: tuple[str, ...] = ()) -> ArticleReport:
    """The cleared article, the board's minutes found for its claim."""
    (item,) = report.claims
    compared = beside(
        item.claim.text,
        BOARD.text,
        Told(Likeness.SAME, "14 crowns", "14 crowns", "14 crowns", Aspect.FIGURE),
        sentence="From 3 March 2025 a single crossing costs 14 crowns.",
    )
    one = evidence(1, BOARD, None, compared, copies=copies, flags=flags)
    return replace(report, claims=(replace(item, search=search(item.claim, one)),))


def test_two_publishers_bear_a_verdict_out_twice() -> None:
    assert rests_on(cleared()) == {2: (1,)}
    assert not any(source.alone_for for source in sources(cleared()))


def test_copies_of_one_text_bear_it_out_once() -> None:
    report = found(cleared(), copies=(f"{STATISTICS.document_id}@2#0",))
    assert rests_on(report) == {1: (1,)}
    board = next(one for source in sources(report) for one in source.documents if one.passage.id == BOARD.id)
    assert once(board) == f"told as one with its copies {STATISTICS.document_id}"


def test_the_same_words_under_another_name_bear_it_out_once() -> None:
    (item,) = cleared().claims
    wire = replace(STATISTICS, text=f" {BOARD.text.upper()}")
    same = (frozenset({BOARD.id, STATISTICS.id}),)
    assert independent(replace(item, cited={BOARD.id: BOARD, STATISTICS.id: wire}, copies=same)) == (
        frozenset({"lowmere harbour board", "office for island statistics"}),
    )


def test_the_article_itself_again_bears_nothing_out() -> None:
    report = found(cleared(), flags=(PassageFlag.CIRCULAR,))
    assert rests_on(report) == {1: (1,)}
    board = next(one for source in sources(report) for one in source.documents if one.passage.id == BOARD.id)
    assert once(board) == "the article itself again, counts for nothing in #1"
    statistics = next(source for source in sources(report) if source.publisher == STATISTICS.publisher)
    assert statistics.alone_for == (1,)


def test_a_source_is_told_with_its_documents_days_uses_and_what_rests_on_it_alone() -> None:
    told = {source.publisher: profile(source) for source in sources(sample())}
    assert told["Lowmere Harbour Board"] == "1 document; cited for #3, #9; proposed for #1; #9 rests on it alone"
    assert told["Office for Island Statistics"] == (
        "2 documents, 2 January 2025 – 3 January 2025; cited for #3; proposed for #1, #5, #9"
    )
    assert told["The Evening Skerry"] == (
        "2 documents, 6 January 2025 – 2 May 2025; cited for #10; #10 rests on it alone"
    )
    skerry = next(source for source in sources(sample()) if source.publisher == LATER.publisher)
    assert skerry.days == (date(2025, 1, 6), date(2025, 5, 2))


def test_the_page_tells_how_many_publishers_the_verdicts_rest_on_and_what_nobody_cited() -> None:
    page = html.document_fromstring(render(sample(), "html"))
    assert [one.text_content() for one in page.xpath("//p[@class='rests']")] == [
        "3 verdicts rest on 1 independent publisher: #7, #9–#10",
        "1 verdict rests on 2 independent publishers: #3",
    ]
    assert resting(0, [4]) == "1 verdict rests on no independent publisher: #4"
    assert not page.xpath("//ul[@class='proposed']")
    report = found(cleared())
    item = replace(
        report.claims[0], search=replace(report.claims[0].search, evidence=(evidence(1, BERTHS, None, None),))
    )
    only = html.document_fromstring(render(replace(report, claims=(replace(item, cited={}),)), "html"))
    assert "Office for Island Statistics 1 document; proposed for #1" in " ".join(
        only.xpath("string(//ul[@class='proposed'])").split()
    )


@pytest.mark.parametrize(
    ("passage", "document"),
    [("board-7#0", "board-7"), ("board-7@2#12", "board-7"), ("a@b#0", "a@b"), ("x#1#0", "x#1"), ("@2#0", "@2")],
)
def test_a_passage_names_its_document(passage: str, document: str) -> None:
    assert document_of(passage) == document


def test_passages_that_are_gone_bear_nothing_out() -> None:
    (item,) = cleared().claims
    gone: dict[str, Passage] = {}
    assert independent(replace(item, cited=gone)) == ()
