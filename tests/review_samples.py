"""A small desk: one article of five claims, made by hand, with passages that support, contradict and misquote."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

import databases

from factcheck import Workspace, comparison
from factcheck.desk import log, standing
from factcheck.domain import (
    Alteration,
    Article,
    Block,
    BlockKind,
    Claim,
    ClaimKind,
    DiffOperation,
    DiffPart,
    Document,
    Evidence,
    Passage,
    Reading,
    Search,
    Span,
    Speaker,
    Stance,
    StanceJudgement,
    Suggestion,
    Verdict,
    Wording,
    WordingFinding,
    WordingPlace,
)
from factcheck.store import corpus, desk, quotations
from factcheck.workspace.reviewing import Review

TITLE = "Harbour fees rise by 12 per cent"
PARAGRAPHS = (
    TITLE,
    "Harbour master Ada Ferro said the fees would rise by 12 per cent from July.",
    "“We turned away 40 ships in May,” she told the port council.",
    "The port has 14 cranes, and the wall is 350 metres long.",
    "Nobody knows when the new quay will open 🚢. مرحبا بالعالم.",
    "The mayor called the fees “a gift to Tarrow”.",
)
TEXT = "\n\n".join(PARAGRAPHS)
MINUTES = Document(
    id="minutes",
    text='Ferro told the council that fees rise by 12 per cent from July. Ferro: "We turned away 30 ships in May." The '
    "motion was carried.",
    title="Minutes of the port council",
    publisher="Port of Skerra",
    published=date(2026, 3, 2),
    url="https://example.org/minutes",
)
LIST = Document(
    id="cranes",
    text="The port has 14 cranes. Two of them are out of use. The wall is 350 metres long.",
    title="Cranes of the port",
    publisher="Skerra Gazette",
    published=date(2025, 6, 1),
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def article() -> Article:
    blocks = [Block(BlockKind.PARAGRAPH, at(one)) for one in PARAGRAPHS]
    blocks[0] = Block(BlockKind.TITLE, at(TITLE))
    return Article(TEXT, tuple(blocks), title=TITLE, publisher="Skerra Times", published=date(2026, 3, 4))


ARTICLE = article()
FERRO = Speaker("Ada Ferro", "she", "harbour master")


def claim(words: str, kind: ClaimKind, worth: float, speaker: Speaker | None = None) -> Claim:
    return Claim(
        article_id=ARTICLE.id,
        kind=kind,
        text=words,
        spans=(at(words),),
        speaker=speaker,
        cue="said" if speaker else None,
        checkworthiness=worth,
    )


FEES = claim("the fees would rise by 12 per cent from July", ClaimKind.INDIRECT, 0.8, FERRO)
SHIPS = claim("We turned away 40 ships in May", ClaimKind.DIRECT, 0.7, FERRO)
CRANES = claim("The port has 14 cranes, and the wall is 350 metres long", ClaimKind.ASSERTION, 0.5)
QUAY = claim("Nobody knows when the new quay will open 🚢. مرحبا بالعالم", ClaimKind.ASSERTION, 0.3)
GIFT = claim("a gift to Tarrow", ClaimKind.DIRECT, 0.2, Speaker("the mayor", "The mayor"))
CLAIMS = (FEES, SHIPS, CRANES, QUAY, GIFT)


def evidence(about: Claim, document: Document, shown: Stance | None, rank: int) -> Evidence:
    passage = Passage(
        id=f"{document.id}#0",
        document_id=document.id,
        version=1,
        text=document.text,
        span=Span(0, len(document.text)),
        title=document.title,
        publisher=document.publisher,
        url=document.url,
        published=document.published,
    )
    compared = comparison.compare(about.text, passage.text, None, document.published)
    judgement = StanceJudgement(shown or Stance.NEUTRAL, 0.9, "hand", comparison=compared, shown=shown)
    return Evidence(passage, rank, 1.0 / rank, 0.8, rank, judgement)


def misquote() -> Wording:
    start = MINUTES.text.index("We turned away 30 ships in May")
    span = Span(start, start + len("We turned away 30 ships in May"))
    quoted = SHIPS.spans[0]
    parts = (
        DiffPart(DiffOperation.SAME, Span(quoted.start, quoted.start + 14), Span(start, start + 14)),
        DiffPart(
            DiffOperation.REPLACED,
            at("40"),
            Span(MINUTES.text.index("30"), MINUTES.text.index("30") + 2),
            alterations=(Alteration.CHANGED_FIGURE,),
            grave=True,
        ),
        DiffPart(DiffOperation.SAME, at("ships in May"), Span(start + 18, span.end)),
    )
    place = WordingPlace("minutes", span, span.of(MINUTES.text), publisher="Port of Skerra", speaker="Ferro")
    return Wording(
        finding=WordingFinding.ALTERED,
        places=(place,),
        diff=parts,
        similarity=0.9,
        compared=("minutes",),
    )


def searches() -> Iterator[Search]:
    found = {
        FEES: (evidence(FEES, MINUTES, Stance.SUPPORTS, 1), evidence(FEES, LIST, None, 2)),
        SHIPS: (evidence(SHIPS, MINUTES, None, 1),),
        CRANES: (evidence(CRANES, LIST, Stance.SUPPORTS, 1), evidence(CRANES, MINUTES, None, 2)),
        QUAY: (),
        GIFT: (),
    }
    for about, shown in found.items():
        proposal = Suggestion(Verdict.SUPPORTED, 0.9, ("minutes#0 supports it",)) if about is FEES else None
        yield Search(
            claim_id=about.id,
            query=about.text,
            encoder="hand",
            stance_basis="hand",
            index_version="1",
            evidence=shown,
            suggestion=proposal or Suggestion(None, None, ("nothing is proposed",)),
            wording=misquote() if about is SHIPS else None,
        )


def fill(workspace: Workspace) -> None:
    """Put the article, its claims, their searches and the documents into a workspace."""
    workspace.make()
    with workspace.database.writing() as session:
        for document in (MINUTES, LIST):
            corpus.add_version(session, document, 1, [Span(0, len(document.text))], "a.jsonl")
        desk.put_article(session, ARTICLE)
        quotations.put_article(session, ARTICLE.id, Reading("by hand", ()))
        desk.put_claims(session, ARTICLE.id, CLAIMS)
        keys = desk.passage_keys(session, ("minutes#0", "cranes#0"))
        for search in searches():
            desk.put_search(session, search, keys, log.now())
        standing.refresh_article(session, ARTICLE.id)


@cache
def _filled() -> Path:
    """A folder with the sample, made once."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with Workspace(folder) as workspace:
        fill(workspace)
    return folder


def lay_out(folder: Path) -> None:
    """Put the sample into a folder, unless it is there."""
    if not databases.is_there(folder):
        databases.copied(_filled(), folder)


@contextmanager
def sitting(folder: Path, by: str = "ana") -> Iterator[Review]:
    """Somebody at the desk of the sample."""
    lay_out(folder)
    with Workspace(folder, user=by) as workspace:
        review = workspace.review()
        yield review
        review.close()
