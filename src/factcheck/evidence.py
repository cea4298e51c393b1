"""A claim to its ranked evidence: what to ask, and how two answers become one list.

Invariant: the order is a function of the claim and of the lists alone; ties go to the
passage that is first in the corpus. A passage is never shown for its place in a list only:
it shares meaning or words with the claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.domain import Article, Claim, Passage

CANDIDATES = 50  # taken from each list
RANK_CONSTANT = 60  # k of reciprocal rank fusion, as in its paper


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage, by its key, with its place in each list that holds it (1 is best)."""

    key: int
    score: float
    similarity: float | None
    lexical_rank: int | None


def query_for(claim: Claim) -> str:
    """The words searched for. A claim's own words find more than words from around it do:
    see "What is searched" in docs/method.md."""
    return " ".join(claim.text.split())


def fuse(
    dense: Sequence[tuple[int, float]], lexical: Sequence[int], *, minimum_similarity: float, count: int
) -> list[Candidate]:
    """The best ``count`` passages of both lists, by reciprocal rank fusion.

    ``dense`` holds (key, cosine), ``lexical`` keys, both best first. A passage that only the
    dense list holds, below ``minimum_similarity``, is left out.

    Source: Cormack, Clarke & Büttcher, "Reciprocal rank fusion outperforms Condorcet and
    individual rank learning methods", SIGIR 2009.
    """
    similarity = dict(dense)
    lexical_rank = {key: rank for rank, key in enumerate(lexical, start=1)}
    scores: dict[int, float] = dict.fromkeys([*similarity, *lexical_rank], 0.0)
    for ranking in (list(similarity), list(lexical)):
        for rank, key in enumerate(ranking, start=1):
            scores[key] += 1 / (RANK_CONSTANT + rank)
    best = sorted(scores, key=lambda key: (-scores[key], key))
    relevant = [key for key in best if key in lexical_rank or similarity[key] >= minimum_similarity]
    return [Candidate(key, scores[key], similarity.get(key), lexical_rank.get(key)) for key in relevant[:count]]


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
