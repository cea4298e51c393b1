"""What became of a claim, as a ledger over many articles tells it.

Invariant: one claim has one outcome, and nothing counts for or against a speaker that a person found was not said, said
otherwise or denied; what waits for somebody is open, for whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from factcheck.domain.claims import ClaimKind
from factcheck.domain.decisions import Attribution
from factcheck.domain.evidence import Verdict
from factcheck.domain.quotations import Speaker, SpeakerKind
from factcheck.domain.standing import State

_OTHERS_WORDS = frozenset({Attribution.SAID_OTHERWISE, Attribution.NOT_SAID})
_ANSWERED_IN = frozenset({State.DECIDED, State.OPEN, State.REOPENED})  # attribution alone leaves a claim open


class LedgerOutcome(StrEnum):
    """How a claim fared. Each has one."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNVERIFIED = "unverified"
    OPEN = "open"  # nobody has decided, or it waits for somebody again
    MISQUOTED = "misquoted"  # a person found that it was said otherwise, or not by this speaker
    DENIED = "denied"  # words that their speaker denies: the verdict is on the words, not on the speaker


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One claim of an article. ``day`` is the day of the article's publication, or where that is not known
    (``published`` False) the day it was first checked; None if nobody knows either.

    ``differs`` says that by the machine's comparison its words are others than the record has, and that no person has
    answered that. ``hidden`` says that somebody decided, and that ``attribution``, ``verdict`` and ``by`` are kept from
    the reader.
    """

    claim_id: str
    number: int
    article_id: str
    title: str | None
    outlet: str | None
    url: str | None
    day: date | None
    published: bool
    words: str
    kind: ClaimKind
    speaker: Speaker | None
    state: State
    attribution: Attribution | None
    verdict: Verdict | None
    by: str | None
    denied: bool = False
    differs: bool = False
    hidden: bool = False

    @property
    def own(self) -> bool:
        """It is the outlet's own statement."""
        return self.kind is ClaimKind.ASSERTION

    @property
    def answered(self) -> Attribution | None:
        """The attribution as far as it stands and waits for nobody."""
        return self.attribution if self.state in _ANSWERED_IN else None

    @property
    def outcome(self) -> LedgerOutcome:
        if self.answered in _OTHERS_WORDS:
            return LedgerOutcome.MISQUOTED
        if self.state is not State.DECIDED or self.verdict is None:
            return LedgerOutcome.OPEN
        return LedgerOutcome.DENIED if self.denied else LedgerOutcome(self.verdict.value)


@dataclass(frozen=True, slots=True)
class LedgerName:
    """A speaker or an outlet that ledgers can be kept of. ``names`` are all forms of the name that were found,
    ``claims`` is how many there are in the articles ``article_ids``, ``first`` and ``last`` the days of those."""

    name: str
    names: tuple[str, ...]
    claims: int
    article_ids: frozenset[str]
    first: date | None
    last: date | None
    kind: SpeakerKind | None = None  # None of an outlet

    @property
    def articles(self) -> int:
        """In how many articles."""
        return len(self.article_ids)
