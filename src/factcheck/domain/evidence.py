"""Passages found for a claim, what each does to it, and what the machine proposes.

Invariant: a suggestion is never a verdict; each score says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from factcheck.domain.corpus import Passage
from factcheck.domain.text import Span
from factcheck.domain.wording import Wording


class Stance(StrEnum):
    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"


class UnverifiedReason(StrEnum):
    NO_EVIDENCE = "no-evidence"
    CONFLICTING = "conflicting"
    NOT_CHECKABLE = "not-checkable"
    AWAITING_REPLY = "awaiting-reply"


@dataclass(frozen=True, slots=True)
class StanceJudgement:
    """What a passage does to a claim. ``probability`` is that of ``stance`` being right, 0..1, and ``scores`` those
    of all three, where they are
    known; rules that are unsure say *neutral* although another may be likelier.

    ``basis`` names what judged ("rules", or the cross-encoder's name); ``exact`` is the
    sentence of the passage that decided, as a span of the passage's text. ``figures`` are those
    that were compared: where each stands in the claim's text, and its counterpart in the passage's.
    ``doubt`` says why no suggestion may rest on it, if that is so.
    """

    stance: Stance
    probability: float
    basis: str
    reasons: tuple[str, ...] = ()
    exact: Span | None = None
    scores: Mapping[Stance, float] | None = field(default=None, compare=False)  # not stored
    figures: tuple[tuple[Span, Span], ...] = ()
    doubt: str = field(default="", compare=False)  # not stored


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage found for a claim. ``score`` orders the passages of one claim and is no probability.

    ``similarity`` is the cosine of the two vectors, ``lexical_rank`` the place in the
    full-text list (1 is best) or None if that list did not hold the passage, ``relevance`` the
    probability that the passage bears on the claim at all, or None if no model has read it.
    ``copies`` are the ids of passages that say the same word by word and count no further.
    """

    passage: Passage
    rank: int
    score: float
    similarity: float | None
    lexical_rank: int | None
    judgement: StanceJudgement
    flags: tuple[str, ...] = ()  # "later", "circular", …
    relevance: float | None = None
    copies: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        found = []
        if self.copies:
            found.append(f"counted once with its copies: {', '.join(self.copies)}")
        if self.relevance is not None:
            found.append(f"relevance {self.relevance:.2f}")
        if self.similarity is not None:
            found.append(f"similarity {self.similarity:.2f}")
        if self.lexical_rank is not None:
            found.append(f"word match #{self.lexical_rank}")
        return (*found, *self.judgement.reasons)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The machine's proposal for a claim. Never shown as truth."""

    verdict: Verdict
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """One entry of the search ledger: what was asked, of what, and what was shown."""

    claim_id: str
    query: str
    encoder: str
    stance_basis: str
    index_version: str
    evidence: tuple[Evidence, ...]
    suggestion: Suggestion
    wording: Wording | None = None  # of direct and mixed quotations
