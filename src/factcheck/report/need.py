"""In which order an editor reads the claims: those that hold the article first, by the gravest reason of each.

Invariant: each claim stands once. What nothing holds comes last, in text order, and may be folded.
"""

from __future__ import annotations

from typing import NamedTuple

from factcheck.report.holding import Blocker
from factcheck.report.model import ArticleReport, ClaimReport

NOTHING_HOLDS = "Holding nothing"  # the title of the last group


class Needed(NamedTuple):
    """Claims that an article is held for by the same gravest reason; None: those that hold nothing."""

    reason: Blocker | None
    items: tuple[ClaimReport, ...]


def by_need(report: ArticleReport) -> tuple[Needed, ...]:
    """The claims of a report by what they need, gravest first, none empty."""
    gravest = {item.number: next(iter(report.blockers_of(item)), None) for item in report.claims}
    groups = (
        Needed(reason, tuple(item for item in report.claims if gravest[item.number] is reason))
        for reason in (*Blocker, None)
    )
    return tuple(group for group in groups if group.items)
