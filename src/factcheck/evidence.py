"""A claim to its ranked evidence: what to ask, and how two answers become one list.

Invariant: the order is a function of the claim and of the lists alone; ties go to the
passage that is first in the corpus. No passage is shown for its place in a list alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.domain import Article, Claim, Passage

CANDIDATES = 50  # taken from each list
RANK_CONSTANT = 60  # k of reciprocal rank fusion, as in its paper


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, by its key: its fused score, its cosine with the query, its place in the
    full-text list (1 is best) if it is there."""

    key: int
    score: float
    similarity: float
    lexical_rank: int | None


def query_for(claim: Claim) -> str:
    """The words searched for. A claim's own words find more than words from around it do:
    see "What is searched" in docs/method.md."""
    return " ".join(claim.text.split())


def fuse(
    dense: Sequence[int],
    lexical: Sequence[int],
    similarity: Mapping[int, float],
    *,
    minimum_similarity: float,
    count: int,
) -> list[Candidate]:
    """The best ``count`` passages of two lists of keys, best first, by reciprocal rank fusion.

    ``similarity`` holds the cosine of every key; passages below ``minimum_similarity`` are left
    out, whatever words they share: a common word is no relevance.

    Source: Cormack, Clarke & Büttcher, "Reciprocal rank fusion outperforms Condorcet and
    individual rank learning methods", SIGIR 2009.
    """
    scores: dict[int, float] = {}
    for ranking in (dense, lexical):
        for rank, key in enumerate(ranking, start=1):
            scores[key] = scores.get(key, 0.0) + 1 / (RANK_CONSTANT + rank)
    relevant = (key for key in scores if similarity[key] >= minimum_similarity)
    best = sorted(relevant, key=lambda key: (-scores[key], key))[:count]
    lexical_rank = {key: rank for rank, key in enumerate(lexical, start=1)}
    return [Candidate(key, scores[key], similarity[key], lexical_rank.get(key)) for key in best]


def flags_for(passage: Passage, article: Article) -> tuple[str, ...]:
    """What a checker must know before trusting a passage for this article: ``later`` (published
    after it), ``undated``, ``circular`` (the article itself or its outlet's copy of it)."""
    flags = []
    if _later(passage.published, article.published):
        flags.append("later")
    if passage.published is None:
        flags.append("undated")
    if (article.url and passage.url == article.url) or passage.text in article.text:
        flags.append("circular")
    return tuple(flags)


def _later(passage: date | None, article: date | None) -> bool:
    return passage is not None and article is not None and passage > article
