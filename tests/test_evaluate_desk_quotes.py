"""A desk makes its own gold: what was found beside what people made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck import Workspace
from factcheck.desk import log, standing
from factcheck.domain import (
    Action,
    Article,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    Quotation,
    QuotationKind,
    Reading,
    Span,
    Speaker,
)
from factcheck.evaluate.quotes import Convention, GoldDocument, read_gold, score
from factcheck.evaluate.quotes.desk import CorrectionTally
from factcheck.store import desk, quotations

TEXT = (
    "“The mill will shut,” Ida Voss said on Monday. It had 30 looms, she said.\n\n"
    "Rolling news from Tarn. The dues rise in May, Jon Lund told the council.\n"
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


ARTICLE = Article(
    text=TEXT,
    blocks=(
        Block(BlockKind.PARAGRAPH, Span(0, TEXT.index("\n\n"))),
        Block(BlockKind.PARAGRAPH, Span(TEXT.index("Rolling"), len(TEXT) - 1)),
    ),
    title="A mill",
)
VOSS = Speaker("Ida Voss", "Ida Voss")


def quotation(kind: str, words: str, cue: str, source: str, speaker: Speaker) -> Quotation:
    return Quotation(QuotationKind(kind), (at(words),), at(cue), at(source), None, speaker, "test", 0.9)


def claim(kind: str, words: str, speaker: Speaker | None = None) -> Claim:
    return Claim(ARTICLE.id, ClaimKind(kind), words, (at(words),), speaker=speaker)


SHUT = claim("direct", "The mill will shut,", VOSS)
LOOMS = claim("indirect", "It had 30 looms", Speaker("Tarn", "she"))
NEWS = claim("assertion", "Rolling news from Tarn.")
READ = (
    quotation("direct", "The mill will shut,", "said", "Ida Voss", VOSS),
    quotation("indirect", "It had 30 looms", "said", "she", Speaker("Tarn", "she")),
    quotation("indirect", "on Monday", "said", "she", VOSS),  # no claim was made of it
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path, user="ana") as opened:
        opened.make()
        with opened.database.writing() as session:
            desk.put_article(session, ARTICLE)
            quotations.put_article(session, ARTICLE.id, Reading("test", READ))
            desk.put_claims(session, ARTICLE.id, [SHUT, LOOMS, NEWS])
            standing.refresh_article(session, ARTICLE.id)
        yield opened


def decide_all(workspace: Workspace) -> None:
    for item in workspace.queue()[0]:
        workspace.mark(item.claim.id, "unverified", reason="no-evidence")


def corrected(workspace: Workspace) -> None:
    workspace.correct(LOOMS.id, speaker="Ida Voss", role="owner")
    workspace.dismiss(NEWS.id, "no-claim")
    workspace.add_claim(ARTICLE.id, "The dues rise in May", speaker="Jon Lund")
    decide_all(workspace)


def test_an_article_counts_once_all_its_claims_are_decided_or_dismissed(workspace: Workspace) -> None:
    assert workspace.evaluate_corrections().articles == ()
    workspace.dismiss(NEWS.id, "no-claim")
    assert workspace.evaluate_corrections().articles == ()
    decide_all(workspace)
    assert workspace.evaluate_corrections().articles == (ARTICLE.id,)


def test_a_closed_article_counts_and_one_that_is_named_is_said_to_wait(workspace: Workspace) -> None:
    assert workspace.evaluate_corrections(ARTICLE.id).waiting == (ARTICLE.id,)
    with workspace.database.writing() as session:
        log.append(session, Action.CLOSED, ARTICLE.id, by="eve")
    assert workspace.evaluate_corrections().articles == (ARTICLE.id,)
    assert workspace.evaluate_corrections(ARTICLE.id).waiting == ()


def test_what_was_found_is_scored_beside_what_people_made_of_it(workspace: Workspace) -> None:
    corrected(workspace)
    tallies = workspace.evaluate_corrections().tallies
    assert tallies["all"] == CorrectionTally(
        found=3, invented=1, missed=1, extents_right=2, kinds_right=2, speakers=2, speakers_right=1
    )
    assert tallies["assertion"] == CorrectionTally(found=1, invented=1)
    assert tallies["indirect"] == CorrectionTally(
        found=1, missed=1, extents_right=1, kinds_right=1, speakers=1, speakers_right=0
    )
    assert (tallies["all"].precision, tallies["all"].recall) == (2 / 3, 2 / 3)
    assert (tallies["mixed"].precision, tallies["mixed"].recall) == (None, None)


def test_an_extent_that_was_split_or_corrected_was_wrong_and_nothing_was_missed(workspace: Workspace) -> None:
    workspace.split(SHUT.id, "will shut")
    workspace.correct(LOOMS.id, words="had 30 looms")
    decide_all(workspace)
    every = workspace.evaluate_corrections().tallies["all"]
    assert (every.found, every.missed, every.extents_right) == (3, 0, 1)


def test_a_duplicate_that_was_dismissed_is_a_claim_that_was_found(workspace: Workspace) -> None:
    workspace.dismiss(NEWS.id, "duplicate")
    decide_all(workspace)
    assert workspace.evaluate_corrections().tallies["all"].invented == 0


def test_corrections_are_exported_as_gold_that_evaluating_reads_back(workspace: Workspace, tmp_path: Path) -> None:
    corrected(workspace)
    (exported,) = workspace.export_corrections()
    assert list(exported) == ["doc_id", "publisher", "date", "title", "text", "quotes"]
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(exported) + "\n", encoding="utf-8")
    (document,) = read_gold(file)
    assert isinstance(document, GoldDocument)
    assert [(one.speaker, one.spoken) for one in document.quotations] == [
        ("Ida Voss", True),
        ("Ida Voss", False),  # shown to nobody
        ("Ida Voss", True),
        ("Jon Lund", True),
    ]
    assert [span.of(TEXT) for one in document.quotations for span in one.source] == [
        "Ida Voss",
        "she",
        "Ida Voss",
        "Jon Lund",
    ]
    scores = score([document], [READ[:2]], Convention(speech_only=True))
    assert (scores.figures["exact"].found, scores.figures["exact"].gold) == (2, 3)
    assert scores.figures["exact"].precision == 1.0


def test_a_dismissed_quotation_is_no_gold(workspace: Workspace) -> None:
    workspace.dismiss(SHUT.id, "misread")
    (exported,) = workspace.export_corrections(ARTICLE.id)
    quotes = exported["quotes"]
    assert isinstance(quotes, list)
    assert [at("The mill will shut,").start] not in [quote["content"][0][:1] for quote in quotes]
