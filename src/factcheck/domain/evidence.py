"""Passages found for a claim, what each does to it, and what the machine proposes.

Invariant: a suggestion is never a verdict; each score says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.comparison import Comparison
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


class PassageFlag(StrEnum):
    """What a checker must know before trusting a passage for a claim."""

    LATER = "later"  # published after the article: not known when it was written
    UNDATED = "undated"  # nobody knows whether it was
    CIRCULAR = "circular"  # this very article again, wherever it stands
    SAME_SPEAKER = "same speaker"  # the speaker saying it again: borne out that it was said, not that it is so
    COUNTER_EVIDENCE = "counter-evidence"  # in a place kept for what speaks against the passages above it


REPEATS = frozenset({PassageFlag.CIRCULAR, PassageFlag.SAME_SPEAKER})  # these only say the claim again
NO_WITNESS = frozenset({PassageFlag.LATER, *REPEATS})  # these bear nothing out, whatever they say


@dataclass(frozen=True, slots=True)
class StanceJudgement:
    """What was computed of a passage and a claim, and what of it may be shown.

    ``stance`` is what ``basis`` made of them ("rules", or a model's name), ``probability`` that of its being right,
    0..1, and ``scores`` those of all three, where they are known; rules that are unsure say *neutral* although another
    may be likelier. ``exact`` is the stretch of the passage's text that decided it.

    ``comparison`` is true whatever ``basis`` thinks; None in what an earlier version stored. ``shown`` is the stance
    that a person is told; None: the passage is on the subject, and not judged.
    """

    stance: Stance
    probability: float
    basis: str
    reasons: tuple[str, ...] = ()
    exact: Span | None = None
    scores: Mapping[Stance, float] | None = None
    comparison: Comparison | None = None
    shown: Stance | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage found for a claim. ``score`` orders the passages of one claim and is no probability.

    ``similarity`` is the cosine of the two vectors, ``lexical_rank`` the place in the full-text list (1 is best) or
    None if that list did not hold the passage. ``copies`` are the ids of passages that say the same word by word and
    count no further.
    """

    passage: Passage
    rank: int
    score: float
    similarity: float | None
    lexical_rank: int | None
    judgement: StanceJudgement
    flags: tuple[str, ...] = ()  # each a PassageFlag
    copies: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether a proposal may rest on it."""
        return not NO_WITNESS & set(self.flags)

    @property
    def found_by(self) -> tuple[str, ...]:
        """Why the passage was found and stands where it stands."""
        found = []
        if self.copies:
            found.append(f"counted once with its copies: {', '.join(self.copies)}")
        if self.similarity is not None:
            found.append(f"similarity {self.similarity:.2f}")
        if self.lexical_rank is not None:
            found.append(f"word match #{self.lexical_rank}")
        return tuple(found)

    @property
    def reasons(self) -> tuple[str, ...]:
        return (*self.found_by, *self.judgement.reasons)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The machine's proposal for a claim. Never shown as truth.

    ``verdict`` is *supported* or *contradicted*; None: nothing is proposed, and ``reasons`` say what to look at
    instead. ``probability`` is that of the stance of the passage it rests on, where a judge computed it; None where the
    stance was found by comparing alone.
    """

    verdict: Verdict | None
    probability: float | None
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
