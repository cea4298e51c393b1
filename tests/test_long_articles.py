"""An article of any length ends: it is read as far as the settings allow, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck.articles import parse
from factcheck.checking.length import bounded
from factcheck.domain import Article, Block, BlockKind, Span
from factcheck.workspace import Workspace

SAID = "“The quay is closed to ships of more than {number} tons,” said Ana Ruiz, the harbour master. "


def test_a_short_article_stays_as_it_is() -> None:
    article = Article("It rained. It poured.", (Block(BlockKind.PARAGRAPH, Span(0, 21)),))
    assert bounded(article, 21) is article


def test_blocks_end_where_the_bound_is_and_the_text_stays() -> None:
    text = "It rained. It poured. And then it stopped."
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 10)), Block(BlockKind.PARAGRAPH, Span(11, len(text))))
    found = bounded(Article(text, blocks), 30)
    assert found.text == text
    assert [span.of(text) for _, span in found.blocks] == ["It rained.", "It poured."]
    assert found.id == Article(text, blocks).id
    (told,) = found.notices
    assert told.startswith(f"only its first 21 of {len(text)} characters were read")
    assert "max_characters" in told


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("one two three four", 10, "one two"),  # no sentence ends
        ("onetwothreefour", 6, "onetwo"),  # and no word
        ("It rained. It poured all day long", 20, "It rained."),
    ],
)
def test_one_line_is_cut_behind_a_sentence_or_a_word(text: str, most: int, kept: str) -> None:
    found = bounded(Article(text, (Block(BlockKind.PARAGRAPH, Span(0, len(text))),)), most)
    assert [span.of(text) for _, span in found.blocks] == [kept]


def test_a_block_behind_the_bound_is_left_out_whole() -> None:
    text = "It rained.\n\nIt poured."
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 10)), Block(BlockKind.PARAGRAPH, Span(12, 22)))
    assert bounded(Article(text, blocks), 12).blocks == blocks[:1]


def test_a_whole_text_behind_one_sign_is_no_headline() -> None:
    words = "# " + " ".join(SAID.format(number=number) for number in range(100))
    article = parse(words.encode(), format="text", source="long.txt")
    assert article.title is None
    assert [kind for kind, _ in article.blocks] == [BlockKind.PARAGRAPH]
    assert parse(b"# A harbour without ships\n\nIt rained.", format="text").title == "A harbour without ships"


@pytest.mark.parametrize("kind", ["text", "line", "html"])
def test_a_long_article_is_checked_to_the_bound_and_says_so(tmp_path: Path, cache: Path, kind: str) -> None:
    told = [SAID.format(number=number) for number in range(4_000)]  # 360 kB
    file = tmp_path / ("long.html" if kind == "html" else "long.txt")
    between = {"text": "\n\n", "line": " ", "html": "</p><p>"}[kind]
    text = between.join(told)
    page = f"<html><head><title>Long</title></head><body><article><p>{text}</p></article></body></html>"
    file.write_text(page if kind == "html" else text, encoding="utf-8")
    heard = []
    with Workspace(
        tmp_path / "desk",
        cache=cache,
        judge="rules",
        max_characters=1_000,
        progress=lambda what, done, total: heard.append((what, done, total)),
    ) as workspace:
        report = workspace.check(file)
        shown = workspace.report(report.article.id)
    assert 8 <= len(report.claims) <= 12
    assert all(item.claim.spans[-1].end <= 1_000 for item in report.claims)
    assert len(report.article.text) > 300_000
    assert "were read for quotations and claims" in report.article.notices[-1]
    assert shown.article.notices == report.article.notices
    assert all(one.span.start <= report.article.blocks[-1].span.end for one in report.left_out)
    assert [step for step in heard if step[0] == "claims searched"]
