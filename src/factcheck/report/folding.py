"""What of a claim is shown at once, and what is kept back to be unfolded.

Invariant: whatever holds an article, and whatever nobody has decided, is never folded.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.domain import Evidence
from factcheck.domain.text import counted
from factcheck.report.model import ArticleReport, ClaimReport

PRINTED = 240  # letters of words cited on paper


def printed(words: str) -> int:
    """How many letters of cited words are printed: all, or of very many the first, up to the end of a word."""
    if len(words) <= PRINTED + PRINTED // 4:
        return len(words)
    space = words.rfind(" ", 0, PRINTED)
    return space if space > 0 else PRINTED


def foldable(report: ArticleReport, item: ClaimReport) -> bool:
    """Whether two lines are enough for a claim: it is decided, and the article is not held for it."""
    return item.decision is not None and item.verdict is not None and not report.blockers_of(item)


def kept_back(item: ClaimReport, shown: Sequence[Evidence], *, folded: bool) -> str:
    """What stands below a claim's fold, in words: "3 more passages, the search, 2 decisions"."""
    more = len(item.search.evidence) - len(shown) if item.search else 0
    told = (
        "note" if folded and item.decision and item.decision.note else "",
        counted(more, "more passage" if shown else "passage") if more else "",
        counted(len(item.precedents), "earlier check") if item.precedents and item.decision else "",
        counted(len(item.decisions), "decision") if len(item.decisions) > 1 else "",
        "proposal, search" if item.search else "",
    )
    return ", ".join(filter(None, told)) or "more"
