"""Which few passages of a search stand for all of them where there is no room.

Invariant: a passage that takes a side goes before one that does not, and both sides are there where both are.
"""

from __future__ import annotations

from factcheck.domain import Evidence, Stance


def best(evidence: tuple[Evidence, ...], most: int = 2) -> list[Evidence]:
    """The best ranked of those that a stance is shown of, from both sides where there are any; else the one that shares
    most with the claim, of those that may count."""
    taking = [item for item in evidence if item.judgement.shown and item.counts]
    if not taking:
        return [item for item in sorted(evidence, key=_place)[:1] if not item.counts or any(_closeness(item))]
    ordered = [*sides(taking), *taking]
    return list({item.passage.id: item for item in ordered}.values())[:most]


def sides(evidence: list[Evidence]) -> list[Evidence]:
    """The first passage of each stance that is shown, in the order of their ranks."""
    firsts = [next((item for item in evidence if item.judgement.shown is side), None) for side in Stance]
    return sorted(filter(None, firsts), key=lambda item: item.rank)


def _place(item: Evidence) -> tuple[bool, int, int, int]:
    parts, points = _closeness(item)
    return not item.counts, -parts, -points, item.rank


def _closeness(item: Evidence) -> tuple[int, int]:
    return item.judgement.comparison.closeness if item.judgement.comparison else (0, 1)
