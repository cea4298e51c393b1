"""What an editor is told about an article, before it has any form.

Invariant: "nobody has looked" (``decision is None``) and "looked, and it is unverified"
are different values here as everywhere. Whether the article can run is worked out here and
in ``holding``, once, and never in a renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from factcheck.domain import (
    Action,
    Article,
    ArticleStanding,
    Attribution,
    Claim,
    ClaimKind,
    ClaimStanding,
    Decision,
    LeftOut,
    LeftOutReason,
    LogEntry,
    Passage,
    Precedent,
    QuotationKind,
    Reported,
    Search,
    State,
    Verdict,
)
from factcheck.domain.text import counted
from factcheck.domain.voices import Said, Voices, count, words_in
from factcheck.report import holding
from factcheck.report.holding import ArticleBlocker, Blocker, HoldRule


class Status(StrEnum):
    """Where a claim stands on substance: the verdict, or that nobody has decided."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"
    UNCHECKED = "not yet checked"


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as ascending runs of neighbours, each with its first and last: 7, 1, 2, 3 → (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
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
    """One claim with all that is known of it. ``number`` is what it is called in its article: given once, and in text
    order only while nobody has added or moved a claim.

    ``entries`` is the log of the claim, oldest first, ``undone`` the numbers of those that were taken back. ``draft``
    is the draft of the article on which a decision was made that was carried over.
    """

    number: int
    claim: Claim
    search: Search | None
    standing: ClaimStanding = field(default_factory=ClaimStanding)
    cited: Mapping[str, Passage] = field(default_factory=dict)  # the cited passages, by id
    problems: tuple[str, ...] = ()  # why what was decided no longer holds, each in words
    within: tuple[Reported, ...] = ()  # what the speaker tells of others in these words
    precedents: tuple[Precedent, ...] = ()  # earlier checks of the like, the desk's own first
    entries: tuple[LogEntry, ...] = ()
    undone: frozenset[int] = frozenset()
    draft: int | None = None
    unused: frozenset[Blocker] = frozenset()  # rules of the hold line that the desk does without
    copies: tuple[frozenset[str], ...] = ()  # ids of cited passages that are copies of one text, a set for each
    restated: Claim | None = (
        None  # the quotation of the article that the claim gives as fact, if its claim is still one
    )

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
    def attribution(self) -> Attribution | None:
        """Whether the speaker said this; None of an assertion, and while nobody has decided it."""
        return self.decision.attribution if self.decision else None

    @property
    def status(self) -> Status:
        return Status(self.verdict.value) if self.verdict else Status.UNCHECKED

    @property
    def state(self) -> State:
        """What the claim waits for, with what the corpus says now."""
        return State.STALE if self.stale else self.standing.state

    @property
    def reopened(self) -> bool:
        """There was a verdict once, and it was taken back."""
        return self.standing.state is State.REOPENED

    @property
    def stale(self) -> bool:
        """A verdict stands, but a citation it rests on no longer holds, or the claim is not what it was."""
        return (self.decision is not None or self.hidden) and bool(self.problems) and not self.left

    @property
    def left(self) -> bool:
        """It is no claim, or others have taken its place."""
        return self.standing.state in holding.NO_CLAIM

    @property
    def hidden(self) -> bool:
        """Somebody has decided, and this reader decides without knowing how."""
        return self.standing.veiled

    def log(self, *actions: Action) -> tuple[LogEntry, ...]:
        """The entries that do one of ``actions`` and were not taken back, oldest first."""
        return tuple(one for one in self.entries if one.action in actions and one.number not in self.undone)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published the cited passages, each once. Unnamed publishers count as one, ""."""
        second = self.standing.second
        found = [self.decision, second if second and second.verdict is self.verdict else None]
        citations = (citation for one in found if one for citation in one.citations)
        passages = (self.cited.get(citation.passage_id) for citation in citations)
        first: dict[str, str] = {}
        for passage in passages:
            name = (passage.publisher if passage else None) or ""
            first.setdefault(name.casefold(), name)
        return tuple(first.values())

    @property
    def misquoted(self) -> bool:
        """The words say something else, or are somebody else's, and nobody has answered that yet."""
        return holding.misquoted(self)

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """The reasons to hold the article for this claim that nobody has signed off, gravest first."""
        return tuple(blocker for blocker in holding.reasons(self) if self.signed_off(blocker) is None)

    def signed_off(self, blocker: Blocker) -> Mapping[str, Any] | None:
        """Who has signed this reason off, when and why: ``blocker``, ``by``, ``at`` and ``note``."""
        return holding.signed(self.standing.signed_off, blocker)


@dataclass(frozen=True, slots=True)
class Since:
    """What was done with an article since a report on it: when that was (an ISO day or time), the hold line that it
    began with ("" if it is not known), a line for each thing done, and the numbers of the claims it was done with."""

    at: str
    hold: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One article, its claims in order, and what they were checked against.

    ``claims`` are those that wait or were decided; what a person has said to be no claim is in ``dismissed``, and what
    was split or joined into others is only counted.
    """

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
    dismissed: tuple[ClaimReport, ...] = ()
    replaced: int = 0
    changes: tuple[str, ...] = ()  # what became of the claims of the draft before, each in a line
    since: Since | None = None  # what was done since the reader's last report; None of a first one
    outlet: str = ""  # who publishes what is released of it as ClaimReviews, and their address; "" if nobody said
    outlet_url: str = ""
    unused: tuple[HoldRule, ...] = ()  # rules of the hold line that the desk does without

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
        """The numbers of the claims that hold the article, gravest reason first, none empty. What an editor has signed
        off for the whole article holds nothing."""
        found = [(item.number, self.blockers_of(item)) for item in self.claims]
        held = {blocker: tuple(number for number, its in found if blocker in its) for blocker in Blocker}
        return {blocker: numbers for blocker, numbers in held.items() if numbers}

    def blockers_of(self, item: ClaimReport) -> tuple[Blocker, ...]:
        """The reasons to hold the article for one of its claims that were signed off neither for it nor for all."""
        return tuple(blocker for blocker in item.blockers if self.signed_off(blocker) is None)

    def signed_off(self, *blockers: Blocker | ArticleBlocker) -> Mapping[str, Any] | None:
        """Who has signed this reason off for the whole article, when and why; of several, any of them."""
        return holding.signed(self.standing.signed_off if self.standing else (), *blockers)

    def _waived(self, *blockers: ArticleBlocker | Blocker) -> bool:
        """Whether a reason to hold the article as a whole is none: the desk does without the rule, or it was signed
        off."""
        return blockers[0] in {rule.says for rule in self.unused} or self.signed_off(*blockers) is not None

    @property
    def awaiting_reply(self) -> bool:
        """Somebody was asked about the article as a whole, and has not answered."""
        asked = self.standing is not None and bool(holding.unanswered(self.standing.replies))
        return asked and not self._waived(ArticleBlocker.REPLY, Blocker.AWAITING_REPLY)

    @property
    def unread(self) -> int:
        """How many statements in quotation marks no claim holds, without a reason: nobody can have checked them."""
        if self._waived(ArticleBlocker.IN_NO_CLAIM):
            return 0
        return sum(one.reason is LeftOutReason.UNREAD for one in self.left_out)

    @property
    def unclaimed(self) -> bool:
        """No claim was found, so that nothing has been checked."""
        return not (self.claims or self.dismissed) and not self._waived(ArticleBlocker.NO_CLAIM)

    @property
    def holds(self) -> bool:
        """True if the article should not run as it is."""
        return bool(self.blockers or self.unread or self.awaiting_reply or self.unclaimed)

    @property
    def hold_line(self) -> str:
        """Whether the article can run, and why not, in one line."""
        if self.holds:
            return f"HOLD: {' · '.join(self.hold_reasons())}"
        return " · ".join(filter(None, (f"CLEAR: {self.counts_line}", self.left_out_line)))

    def hold_reasons(self, *, numbered: bool = True) -> tuple[str, ...]:
        """Why it is held, gravest first: "1 misquoted", with ``numbered`` also of which claims: "1 misquoted (#4)"."""
        if self.unclaimed:
            return ("no claim was found in this article, so nothing has been checked",)
        held = self.blockers.items()
        found = [f"{len(numbers)} {blocker}{f' ({hashed(numbers)})' * numbered}" for blocker, numbers in held]
        article = holding.REPLY_TO_ALL if self.awaiting_reply else ""
        return tuple(filter(None, (*found, article, self.unread_line)))

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
        """All claims by where they stand: "4 supported, 1 contradicted (5 claims), 1 dismissed"."""
        total = counted(len(self.claims), "claim")
        counts = ", ".join(f"{count} {status}" for status, count in self.counts.items() if count)
        away = ((len(self.dismissed), "dismissed"), (self.replaced, "replaced by others"))
        told = [f"{count} {what}" for count, what in away if count]
        return ", ".join((f"{counts} ({total})" if counts else total, *told))

    @property
    def checkers(self) -> tuple[str, ...]:
        """Everybody who decided anything here, in the order of their first decision."""
        items = (*self.claims, *self.dismissed)
        decisions = sorted((entry.at, item.number, entry.by) for item in items for entry in item.decisions)
        return tuple(dict.fromkeys(by for _, _, by in decisions))

    def number_of(self, claim_id: str) -> int | None:
        """The number of the claim with this id, or None if it is not in the report."""
        return next((item.number for item in self.claims if item.claim.id == claim_id), None)
