"""Which of the passages found for a claim stand for all of them where a page has no room for more.

Invariant: where one speaks for the claim and another against it, both are shown.
"""

from __future__ import annotations

from factcheck.domain import Evidence, Search, Stance

MOST = 2


def best(search: Search | None) -> tuple[Evidence, ...]:
    """At most two passages, by rank: the first that differs or speaks against the claim and the first that supports
    it, or the first two of either; where none takes a side, the one that shares most with the claim."""
    found = search.evidence if search else ()
    against = [one for one in found if _against(one)]
    supporting = [one for one in found if one.judgement.shown is Stance.SUPPORTS and not _against(one)]
    chosen = [*against[:1], *supporting[:1]] if against and supporting else [*against, *supporting][:MOST]
    if not chosen and found:
        chosen = [max(found, key=_closeness)]
    return tuple(sorted(chosen, key=lambda one: one.rank))


def _against(one: Evidence) -> bool:
    comparison = one.judgement.comparison
    return one.judgement.shown is Stance.CONTRADICTS or bool(comparison and comparison.against)


def _closeness(one: Evidence) -> tuple[bool, tuple[int, int], int]:
    """What a proposal may rest on goes before what may not, and of two that share as much the first."""
    comparison = one.judgement.comparison
    return one.counts, comparison.closeness if comparison else (0, 0), -one.rank
