"""What a check showed, laid beside a reader's claims.

Invariant: of several claims that cover a reader's, the one that shares most with it speaks for its speaker, stances and
suggestion; its evidence is what any of them shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.domain import Claim, Evidence, Span, Stance, Suggestion, Verdict
from factcheck.evaluate.desk.cases import DeskCase, ReadersClaim
from factcheck.report.model import ArticleReport, ClaimReport

WIDER = 10  # passages of the wider check
_COVERED = 0.5  # of the shorter one's characters, from which a claim covers a reader's


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reader's claim and what a check showed for it: who speaks ("": the outlet itself), the passages, the documents
    shown for any claim that covers it, also when ten are shown, and the verdict proposed. ``found`` is False where no
    claim covers it."""

    gold: ReadersClaim
    found: bool = False
    speaker: str = ""
    evidence: tuple[Evidence, ...] = ()
    shown: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    proposed: Verdict | None = None


def run(case: DeskCase, shown: ArticleReport, wider: ArticleReport) -> tuple[list[Outcome], int]:
    """The outcome for each claim of ``case``, and how many claims were found that cover none of them.

    ``shown`` is a check as it is, ``wider`` one of the same article that shows WIDER passages a claim.
    """
    outcomes = [_outcome(gold, shown.claims, wider.claims) for gold in case.claims]
    extra = [item for item in shown.claims if not any(covers(item.claim, gold) for gold in case.claims)]
    return outcomes, len(extra)


def said(evidence: Evidence) -> Stance | None:
    """The stance that a person is shown; None where none is."""
    return evidence.judgement.shown


def proposed(suggestion: Suggestion) -> Verdict | None:
    """The verdict that is proposed; None where none is."""
    return suggestion.verdict


def covers(claim: Claim, gold: ReadersClaim) -> bool:
    return any(_covers(place, gold.span) for place in (claim.spans, *claim.also))


def _covers(spans: Sequence[Span], gold: Span) -> bool:
    shorter = min(gold.end - gold.start, sum(end - start for start, end in spans))
    return _overlap(spans, gold) >= max(1, _COVERED * shorter)


def _shared(claim: Claim, gold: ReadersClaim) -> int:
    return max(_overlap(place, gold.span) for place in (claim.spans, *claim.also))


def _overlap(spans: Sequence[Span], gold: Span) -> int:
    return sum(max(0, min(gold.end, end) - max(gold.start, start)) for start, end in spans)


def _outcome(gold: ReadersClaim, shown: Sequence[ClaimReport], wider: Sequence[ClaimReport]) -> Outcome:
    covering = [item for item in shown if covers(item.claim, gold)]
    if not covering:
        return Outcome(gold)
    closest = max(covering, key=lambda item: _shared(item.claim, gold))
    speaker, search = closest.claim.speaker, closest.search
    return Outcome(
        gold,
        found=True,
        speaker=speaker.name if speaker else "",
        evidence=search.evidence if search else (),
        shown=_documents(covering),
        wider=_documents([item for item in wider if covers(item.claim, gold)]),
        proposed=proposed(search.suggestion) if search else None,
    )


def _documents(items: Sequence[ClaimReport]) -> frozenset[str]:
    searches = (item.search for item in items if item.search)
    return frozenset(one.passage.document_id for search in searches for one in search.evidence)
