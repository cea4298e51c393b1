"""What a person decided, and the exact words it rests on.

Invariant: attribution and substance are two answers; "nobody has looked" is None, and no value of either.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.evidence import UnverifiedReason, Verdict
from factcheck.domain.text import Span


class Attribution(StrEnum):
    """What was found of a quotation: whether this person said this. An assertion has none."""

    SAID_SO = "said-so"
    SAID_OTHERWISE = "said-otherwise"  # words that say something else
    NOT_SAID = "not-said"  # by this person
    NOT_FOUND = "not-found"  # nobody could be asked and nothing holds it


class DecisionKind(StrEnum):
    """Which of the answers on a claim a decision is."""

    FIRST = "first"
    SECOND = "second"  # of a second person, who may not know the first
    ADJUDICATED = "adjudicated"  # of an editor, where two disagree
    CARRIED = "carried"  # of an earlier draft, whose words are the same


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words a verdict rests on, after the W3C Web Annotation selectors.

    ``exact``, ``prefix`` and ``suffix`` form a TextQuoteSelector, ``span`` a
    TextPositionSelector, both into the passage's text, whose SHA-256 is ``passage_sha256``.
    ``retrieved`` is when the passage was looked at for it (ISO 8601, UTC); None in what was cited before
    that was kept.
    """

    passage_id: str
    passage_sha256: str
    exact: str
    prefix: str
    suffix: str
    span: Span
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one entry of the log decides on a claim; both answers None when the claim was reopened.

    ``number`` is the entry's among those on this claim, from 1; ``hash`` and ``previous_hash`` are the entry's.
    ``attribution`` and ``verdict`` are both answers as they stand after it. ``over`` says that it overruled a
    colleague knowingly, ``origin`` whose earlier claim it was carried from.
    """

    claim_id: str
    number: int
    verdict: Verdict | None
    previous_verdict: Verdict | None
    reason: UnverifiedReason | None
    note: str
    by: str
    at: str  # ISO 8601, UTC, seconds
    citations: tuple[Citation, ...]
    previous_hash: str
    hash: str
    attribution: Attribution | None = None
    previous_attribution: Attribution | None = None
    answer: DecisionKind = DecisionKind.FIRST
    over: bool = False
    origin: str | None = None  # the id of the claim of an earlier draft

    @property
    def decided(self) -> bool:
        """Whether it decides anything, and is no reopening."""
        return self.verdict is not None or self.attribution is not None
