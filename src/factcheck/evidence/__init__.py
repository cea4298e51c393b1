"""A claim to its ranked evidence: what to ask, how many answers become one list, and which of it is shown.

Invariant: the order is a function of the claim and of the lists alone; ties go to what was known
at the time, then to the passage that is first in the corpus.
"""

from __future__ import annotations

from factcheck.evidence.choosing import POOL, Candidate, grouped, ordered, shown
from factcheck.evidence.closeness import closest_sentences
from factcheck.evidence.flags import (
    flags_for,
    is_later,
    says_again,
)
from factcheck.evidence.fusion import CANDIDATES, CLOSEST_WEIGHT, Listed, Ranking, context_weight, fuse, queries_for

__all__ = [
    "CANDIDATES",
    "CLOSEST_WEIGHT",
    "POOL",
    "Candidate",
    "Listed",
    "Ranking",
    "closest_sentences",
    "context_weight",
    "flags_for",
    "fuse",
    "grouped",
    "is_later",
    "ordered",
    "queries_for",
    "says_again",
    "shown",
]
