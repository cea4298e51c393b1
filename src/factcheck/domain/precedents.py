"""What was checked before, by this desk or by others.

Invariant: a ClaimReview says what was claimed and is evidence of nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from factcheck.domain.evidence import Verdict
from factcheck.domain.text import fingerprint


class MatchLevel(StrEnum):
    """How near an earlier check is to a claim. None of them makes two claims one."""

    SAME = "same claim"  # nothing was found that differs
    NEAR_MISS = "near miss"  # much the same words, but figures, names or a negation differ
    RELATED = "related"  # on the same matter


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """A check of a claim that somebody else published, in the words of schema.org's ClaimReview.

    It says what was *claimed*, often falsely, and is evidence of nothing. ``rating`` are the
    publisher's own words; ``verdict`` is what they plainly mean in ours, or None.
    """

    id: str  # its address, or a fingerprint of claim and publisher
    claim: str
    rating: str
    publisher: str
    url: str | None = None
    title: str | None = None
    claimant: str | None = None
    published: date | None = None
    verdict: Verdict | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of everything that is shown, so that any change makes a new version."""
        shown = (self.claim, self.rating, self.publisher, self.url, self.title, self.claimant, self.published)
        return fingerprint("\x1f".join("" if part is None else str(part) for part in shown))


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier check that a claim may have to do with: one of the desk's own, or a ClaimReview.

    ``id`` is the claim's id (``own``) or the ClaimReview's. ``rating`` is the verdict in words,
    ``by`` who decided or published it, ``at`` when (ISO 8601) and ``where`` in which article.
    ``similarity`` is the cosine of the two claims, 0 if a vector is missing. ``differs`` says
    what is not the same, earlier words first; ``problems`` are citations that no longer hold.
    """

    id: str
    own: bool
    claim: str
    rating: str
    verdict: Verdict | None
    by: str
    at: str | None
    where: str | None
    url: str | None
    similarity: float
    level: MatchLevel
    differs: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
