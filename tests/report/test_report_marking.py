"""Claims in their place in the article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_samples import FERRO, report_on, sample

from factcheck.domain import Article, Block, BlockKind, Claim, ClaimKind, Span
from factcheck.report import ArticleReport, ClaimReport
from factcheck.report.links import web_address
from factcheck.report.marking import marked, numbered

TEXT = "The quay is long. The crane is tall.\nThe tide is low."


def _report(*spans: list[tuple[int, int]]) -> ArticleReport:
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 36)), Block(BlockKind.PARAGRAPH, Span(37, len(TEXT))))
    article = Article(TEXT, blocks)
    claims = [
        Claim(article.id, ClaimKind.DIRECT, "x", tuple(Span(*span) for span in parts), speaker=FERRO) for parts in spans
    ]
    return report_on(article, *(ClaimReport(number, claim, None) for number, claim in enumerate(claims, 1)))


def test_nested_and_overlapping_claims_are_cut_at_every_edge() -> None:
    block = marked(_report([(0, 17)], [(4, 8)], [(12, 22)]))[0]
    covered = [(piece.text, [item.number for item in piece.claims]) for piece in block.pieces]
    assert covered == [
        ("The ", [1]),
        ("quay", [1, 2]),
        (" is ", [1]),
        ("long.", [1, 3]),
        (" The ", [3]),
        ("crane is tall.", []),
    ]
    assert numbered(block) == "The quay [#2] is long. [#1] The  [#3]crane is tall."


def test_a_claim_over_two_blocks_is_marked_in_both_and_first_in_one() -> None:
    numbers = [number for block in marked(_report([(18, 53)])) for piece in block.pieces for number in piece.numbers]
    assert [number.first for number in numbers] == [True, False]


def test_text_between_blocks_is_shown_and_not_lost() -> None:
    article = Article("Before. Story. After.", (Block(BlockKind.PARAGRAPH, Span(8, 14)),))
    blocks = [(block.kind, block.pieces[0].text.strip()) for block in marked(report_on(article))]
    assert blocks == [
        (BlockKind.OTHER, "Before."),
        (BlockKind.PARAGRAPH, "Story."),
        (BlockKind.OTHER, "After."),
    ]


@given(st.lists(st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=3), max_size=5))
def test_whatever_the_spans_the_text_is_whole(spans: list[list[tuple[int, int]]]) -> None:
    blocks = marked(_report(*spans))
    assert "\n".join("".join(piece.text for piece in block.pieces) for block in blocks) == TEXT


def test_every_claim_of_the_sample_has_exactly_one_first_place() -> None:
    blocks = marked(sample())
    firsts = [
        number.item.number for block in blocks for piece in block.pieces for number in piece.numbers if number.first
    ]
    assert sorted(firsts) == list(range(1, 11))


@pytest.mark.parametrize("url", ["https://a.example/x?y=1&z", "http://a.example", "HTTPS://A.example"])
def test_web_addresses_become_links(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https:alert(1)",
        "https://",
        "//a.example",
        "https://a.example/\u202egpj.exe",
        "https://a.example/a b",
        "http://[::1",
        "vbscript:x",
    ],
)
def test_nothing_else_does(url: str | None) -> None:
    assert web_address(url) is None
