"""What an editor is told about an article, before it has any form.

Invariant: "nobody has looked" (``decision is None``) and "looked, and it is unverified"
are different values here as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from factcheck.domain import Article, Claim, Decision, Passage, Search, Verdict


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """One claim with all that is known of it. ``number`` counts from 1 in article order."""

    number: int
    claim: Claim
    search: Search | None
    decisions: tuple[Decision, ...] = ()  # oldest first
    cited: Mapping[str, Passage] = field(default_factory=dict)  # the cited passages, by id
    problems: tuple[str, ...] = ()  # citations that no longer hold, each in words

    @property
    def decision(self) -> Decision | None:
        """The decision that stands, or None if nobody has decided or the claim was reopened."""
        last = self.decisions[-1] if self.decisions else None
        return last if last is not None and last.verdict is not None else None

    @property
    def verdict(self) -> Verdict | None:
        return self.decision.verdict if self.decision else None

    @property
    def stale(self) -> bool:
        """A verdict stands, but a citation it rests on no longer holds."""
        return self.decision is not None and bool(self.problems)


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One article, its claims in order, and what they were checked against."""

    article: Article
    claims: tuple[ClaimReport, ...]
    tool_version: str
    encoder: str
    stance_basis: str
    index_version: str
    documents: int  # current documents in the corpus
