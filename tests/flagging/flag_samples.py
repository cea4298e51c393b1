"""Invented claims, and what a check might have found of them, for the tests of flags."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from factcheck import Workspace, store
from factcheck.desk import standing
from factcheck.domain import (
    Article,
    Aspect,
    Claim,
    ClaimKind,
    Comparison,
    Evidence,
    Flag,
    Likeness,
    MatchLevel,
    Passage,
    Point,
    Precedent,
    Search,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
    StanceJudgement,
    Suggestion,
    Verdict,
)
from factcheck.flagging.outcome import FlaggedClaim
from factcheck.report.model import ClaimReport
from factcheck.store import desk

WORDS = "There were 4 attacks on lorries this year"
RUIZ = Speaker("Ana Ruiz", "she", "harbour master")
ARTICLE = Article(
    text=f"“{WORDS},” said harbour master Ana Ruiz.",
    blocks=(),
    title="Gas plants stay shut, council says",
    publisher="The Saltmarsh Ledger",
    published=date(2026, 11, 2),
)


def claim(words: str = WORDS, **changes: Any) -> Claim:
    """A direct quotation of Ana Ruiz."""
    at = max(0, ARTICLE.text.find(words))
    usual = Claim(
        article_id=ARTICLE.id,
        kind=ClaimKind.DIRECT,
        text=words,
        spans=(Span(at, at + len(words)),),
        speaker=RUIZ,
        checkworthiness=0.5,
        reasons=("figure: 4 (+0.20)",),
    )
    return replace(usual, **changes)


def report(**changes: Any) -> ClaimReport:
    """A claim of which nothing was found."""
    return ClaimReport(**{"number": 1, "claim": claim(), "search": None, **changes})


def search(*evidence: Evidence, **changes: Any) -> Search:
    proposed = Suggestion(None, None, ())
    usual = Search(claim().id, WORDS, "encoder", "rules", "1", evidence, proposed)
    return replace(usual, **changes)


def evidence(
    text: str = "The ministry counted 14 attacks on lorries.",
    *points: Point,
    shown: Stance | None = None,
    flags: tuple[str, ...] = (),
) -> Evidence:
    passage = Passage("iq-112#0", "iq-112", 1, text, Span(0, len(text)))
    judged = StanceJudgement(Stance.CONTRADICTS, 0.9, "rules", comparison=Comparison(points), shown=shown)
    return Evidence(passage, 1, 1.0, 0.8, 1, judged, flags)


def differs(aspect: Aspect = Aspect.FIGURE, *, sure: bool = True) -> Point:
    """ "4 attacks" in the claim, "14 attacks" in the passage."""
    words = "4 attacks / 14 attacks: differs by 10"
    return Point(aspect, Likeness.DIFFERS, words, (Span(11, 20),), (Span(21, 31),), sure)


def precedent(**changes: Any) -> Precedent:
    usual = Precedent(
        id="https://desk.example/1",
        own=False,
        claim="There were four attacks on lorries this year",
        rating="False",
        verdict=Verdict.CONTRADICTED,
        by="Eastmarch Fact Desk",
        at="2026-10-01",
        where=None,
        url="https://desk.example/1",
        similarity=0.9,
        level=MatchLevel.SAME,
    )
    return replace(usual, **changes)


def flagged(key: int = 1, *rules: str, **changes: Any) -> FlaggedClaim:
    usual = FlaggedClaim(
        key=key,
        claim=claim(),
        article_id=ARTICLE.id,
        title=ARTICLE.title,
        publisher=ARTICLE.publisher,
        published=ARTICLE.published,
        url="https://ledger.example/gas",
        source="inbox",
        place="inbox/gas.txt",
        flags=tuple(Flag(rule, f"found by {rule}") for rule in rules or ("new",)),
        known=(),
        appearances=(),
        suggestion=None,
        at="2026-11-02T06:00:00+00:00",
    )
    return replace(usual, **changes)


def raise_flags(workspace: Workspace, article: Article, *raised: tuple[Claim, tuple[str, ...]]) -> None:
    """Keep an article with claims and the rules by which each was flagged."""
    at = "2026-11-02T06:00:00+00:00"
    with workspace.database.writing() as session:
        desk.put_article(session, article)
        desk.put_claims(session, article.id, [one for one, _ in raised])
        standing.refresh_article(session, article.id)
        texts = {one.id: one.text for one, _ in raised}
        store.flags.put_appearances(session, {one.id: one.id for one, _ in raised}, texts, at)
        for one, rules in raised:
            store.flags.put_flags(session, {one.id: [Flag(rule, f"found by {rule}") for rule in rules]}, at)


BODY = Speaker("Lund Harbour Authority", "the authority", None, SpeakerKind.BODY)
