"""What a person decided, and the exact words it rests on.

Invariant: a decision is appended and never edited; its hash covers all its fields and the hash before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.domain.evidence import UnverifiedReason, Verdict
from factcheck.domain.text import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words a verdict rests on, after the W3C Web Annotation selectors.

    ``exact``, ``prefix`` and ``suffix`` form a TextQuoteSelector, ``span`` a
    TextPositionSelector, both into the passage's text, whose SHA-256 is ``passage_sha256``.
    """

    passage_id: str
    passage_sha256: str
    exact: str
    prefix: str
    suffix: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the append-only log. ``verdict`` is None when the claim was reopened.

    ``number`` counts the decisions on this claim from 1. ``hash`` covers every other field
    and ``previous_hash``, the hash of the entry before it in the whole log.
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
