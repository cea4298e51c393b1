"""What an editor is told about an article, before it has any form.

Invariant: "nobody has looked" (``decision is None``) and "looked, and it is unverified"
are different values here as everywhere. Whether the article can run is worked out here,
once, and never in a renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from factcheck.domain import (
    Article,
    ArticleStanding,
    Claim,
    ClaimKind,
    ClaimStanding,
    Decision,
    LeftOut,
    LeftOutReason,
    Passage,
    Precedent,
    QuotationKind,
    Reported,
    Search,
    UnverifiedReason,
    Verdict,
)
from factcheck.domain.text import counted
from factcheck.domain.voices import Said, Voices, count, words_in


class Status(StrEnum):
    """Where a claim stands: the verdict, or that nobody has decided."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"
    UNCHECKED = "not yet checked"


class Blocker(StrEnum):
    """Why an article is held, in the order an editor is told."""

    CONTRADICTED = "contradicted"
    MISQUOTED = "misquoted"
    STALE = "stale citation"
    RESTATED = "opinion restated as fact"
    UNCHECKED = "not yet checked"
    OWN_VOICE = "unverified in our own voice"
    SINGLE_SOURCE = "single source"


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs of neighbours, each with its first and last: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def hashed(numbers: Iterable[int]) -> str:
    """Numbers of claims as a reader sees them: "#1–#3, #7"."""
    return ", ".join(f"#{first}" if first == last else f"#{first}–#{last}" for first, last in runs(numbers))


@dataclass(frozen=True, slots=True)
class ClaimReport:
    """One claim with all that is known of it. ``number`` counts from 1 in article order."""

    number: int
    claim: Claim
    search: Search | None
    standing: ClaimStanding = field(default_factory=ClaimStanding)
    cited: Mapping[str, Passage] = field(default_factory=dict)  # the cited passages, by id
    problems: tuple[str, ...] = ()  # citations that no longer hold, each in words
    within: tuple[Reported, ...] = ()  # what the speaker tells of others in these words
    precedents: tuple[Precedent, ...] = ()  # earlier checks of the like, the desk's own first

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision on the claim, oldest first."""
        return self.standing.decisions

    @property
    def decision(self) -> Decision | None:
        """The decision that stands, or None if nobody has decided or the claim was reopened."""
        return self.standing.decision

    @property
    def verdict(self) -> Verdict | None:
        return self.decision.verdict if self.decision else None

    @property
    def status(self) -> Status:
        return Status(self.verdict.value) if self.verdict else Status.UNCHECKED

    @property
    def reopened(self) -> bool:
        """There was a verdict once, and it was taken back."""
        return bool(self.decisions) and self.decision is None

    @property
    def stale(self) -> bool:
        """A verdict stands, but a citation it rests on no longer holds."""
        return self.decision is not None and bool(self.problems)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published the cited passages, each once. Unnamed publishers count as one, ""."""
        citations = self.decision.citations if self.decision else ()
        passages = (self.cited.get(citation.passage_id) for citation in citations)
        first: dict[str, str] = {}
        for passage in passages:
            name = (passage.publisher if passage else None) or ""
            first.setdefault(name.casefold(), name)
        return tuple(first.values())

    @property
    def misquoted(self) -> bool:
        """The words were altered so that they say something else, or are somebody else's. Whoever cites the
        place where they stand has had them in view, and has decided."""
        wording = self.search.wording if self.search else None
        if wording is None or not wording.misquoted:
            return False
        cited = (self.cited.get(citation.passage_id) for citation in (self.decision.citations if self.decision else ()))
        return not any(
            passage.document_id == place.document_id and passage.span.overlaps(place.span)
            for passage in cited
            if passage
            for place in wording.places
        )

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """Every reason to hold the article for this claim, gravest first.

        A restated opinion stops being one once a person has found it supported by the record.
        An unverified quotation can run with its speaker's name; an unverified assertion is the
        outlet's own word, and only holds nothing up if the desk found it not checkable.
        """
        supported = self.verdict is Verdict.SUPPORTED
        own_voice = self.claim.kind is ClaimKind.ASSERTION and self.verdict is Verdict.UNVERIFIED
        checkable = self.decision is None or self.decision.reason is not UnverifiedReason.NOT_CHECKABLE
        found = {
            Blocker.CONTRADICTED: self.verdict is Verdict.CONTRADICTED,
            Blocker.MISQUOTED: self.misquoted,
            Blocker.STALE: self.stale,
            Blocker.RESTATED: self.claim.restates is not None and (not supported or self.stale),
            Blocker.UNCHECKED: self.verdict is None,
            Blocker.OWN_VOICE: own_voice and checkable,
            Blocker.SINGLE_SOURCE: supported and len(self.publishers) < 2,
        }
        return tuple(blocker for blocker, holds in found.items() if holds)


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
    left_out: tuple[LeftOut, ...] = ()  # words in quotation marks that no claim holds
    limits: tuple[str, ...] = ()  # what holds attribution back in this text, each in a line
    standing: ArticleStanding | None = None  # which draft it is, and what the desk does with it
    sent_to: tuple[str, ...] = ()  # hosts beyond this machine that claims and passages were sent to

    @property
    def counts(self) -> dict[Status, int]:
        """How many claims stand where; every status is a key."""
        return {status: sum(item.status is status for item in self.claims) for status in Status}

    @property
    def voices(self) -> Voices:
        """Who is quoted, by the claims that are not the outlet's own; places are numbers of claims."""
        quoted = ((item.number, item.claim) for item in self.claims if item.claim.kind is not ClaimKind.ASSERTION)
        return count(
            Said(claim.speaker, QuotationKind(claim.kind.value), words_in(claim.text), number)
            for number, claim in quoted
        )

    @property
    def blockers(self) -> dict[Blocker, tuple[int, ...]]:
        """The numbers of the claims that hold the article, gravest reason first, none empty."""
        found = [(item.number, item.blockers) for item in self.claims]
        held = {blocker: tuple(number for number, its in found if blocker in its) for blocker in Blocker}
        return {blocker: numbers for blocker, numbers in held.items() if numbers}

    @property
    def unread(self) -> int:
        """How many statements in quotation marks no claim holds, without a reason: nobody can have checked them."""
        return sum(one.reason is LeftOutReason.UNREAD for one in self.left_out)

    @property
    def holds(self) -> bool:
        """True if the article should not run as it is. One in which no claim was found has not been checked."""
        return bool(self.blockers) or not self.claims or self.unread > 0

    @property
    def hold_line(self) -> str:
        """Whether the article can run, and why not, in one line."""
        if not self.claims:
            return "HOLD: no claim was found in this article, so nothing has been checked"
        if not self.holds:
            return " · ".join(filter(None, (f"CLEAR: {self.counts_line}", self.left_out_line)))
        reasons = [f"{len(numbers)} {blocker} ({hashed(numbers)})" for blocker, numbers in self.blockers.items()]
        return f"HOLD: {' · '.join((*reasons, self.unread_line) if self.unread else reasons)}"

    @property
    def unread_line(self) -> str:
        """ "2 statements in quotation marks in no claim"; empty if there is none."""
        return f"{counted(self.unread, 'statement')} in quotation marks in no claim" if self.unread else ""

    @property
    def left_out_line(self) -> str:
        """ "2 phrases in quotation marks left out"; empty if there is none."""
        return f"{counted(len(self.left_out), 'phrase')} in quotation marks left out" if self.left_out else ""

    @property
    def counts_line(self) -> str:
        """All claims by where they stand: "4 supported, 1 contradicted (5 claims)"."""
        total = counted(len(self.claims), "claim")
        counts = ", ".join(f"{count} {status}" for status, count in self.counts.items() if count)
        return f"{counts} ({total})" if counts else total

    @property
    def checkers(self) -> tuple[str, ...]:
        """Everybody who decided anything here, in the order of their first decision."""
        decisions = sorted((entry.at, item.number, entry.by) for item in self.claims for entry in item.decisions)
        return tuple(dict.fromkeys(by for _, _, by in decisions))

    def number_of(self, claim_id: str) -> int | None:
        """The number of the claim with this id, or None if it is not in the report."""
        return next((item.number for item in self.claims if item.claim.id == claim_id), None)
