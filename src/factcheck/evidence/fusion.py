"""Several scored lists of passages to one.

Invariant: the fused scores are a function of the lists alone, and lie in 0..1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.domain import Claim
from factcheck.evidence.closeness import content

CANDIDATES = 100  # taken from each list
CLOSEST_WEIGHT = 0.75  # of the closest sentences, beside 1 for the vectors and 1 for the full text
CONTEXT_WEIGHT = 0.25  # of the passages nearest to a claim with context in front, beside 1 for its own words
FEW = 5  # words that carry a meaning, beyond which a claim needs the less context the more it says itself

Listed = Sequence[tuple[int, float]]


class Ranking(NamedTuple):
    """The passages one search found, by key, best first, with whatever it scores by, and what it counts. Scores that
    are ``shares`` lie in 0..1 already, and mean the same in every list."""

    found: Listed
    weight: float = 1.0
    shares: bool = False


def queries_for(claim: Claim) -> list[str]:
    """What is searched for: first the claim's own words, then those with each of its contexts in front."""
    own = " ".join(claim.text.split())
    return [own, *(f"{' '.join(context.split())} {own}" for context in claim.context)]


def context_weight(claim: str) -> float:
    """What the passages nearest to ``claim`` with context in front count, beside 1 for those nearest to it alone."""
    return CONTEXT_WEIGHT * min(1.0, FEW / max(1, len(content(claim))))


def fuse(rankings: Sequence[Ranking]) -> dict[int, float]:
    """Key to score, 0..1, of every passage found: the weighted mean of its scores, each list's spread from 0
    for its last to 1 for its first, but for shares. A list that lacks a passage counts as 0 for it.

    Source: Bruch, Gai & Ingber, "An analysis of fusion functions for hybrid retrieval", TOIS 2023 (the convex
    combination of scores normalised by their range).
    """
    fused: dict[int, float] = {}
    for found, weight, shares in rankings:
        scores = [score for _, score in found]
        for (key, _), score in zip(found, scores if shares else spread(scores), strict=True):
            fused[key] = fused.get(key, 0.0) + weight * score
    total = sum(ranking.weight for ranking in rankings)
    return {key: round(score / total, 6) for key, score in fused.items()}


def spread(scores: Sequence[float]) -> list[float]:
    """``scores`` from 0 for the least to 1 for the greatest; all 1 if they are equal."""
    if not scores:
        return []
    low, high = min(scores), max(scores)
    return [(score - low) / (high - low) if high > low else 1.0 for score in scores]
