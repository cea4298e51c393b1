"""What lies before a person at the desk, and how much is left.

Invariant: values that are made anew when something changes, and never changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.domain import Article, Claim
from factcheck.report.model import ClaimReport
from factcheck.store.queue import QueueItem
from factcheck.workspace.reviewing.former import Former


@dataclass(frozen=True, slots=True)
class Here:
    """The claim that lies before a person. ``item`` is its line of the queue, None where it waits for nobody or
    somebody else is at it; it is the ``place``-th ``of`` the article's claims (None: it is none any more), and
    ``draft`` says which draft of its story that is."""

    article: Article
    report: ClaimReport
    item: QueueItem | None
    of: int
    draft: int = 1
    place: int | None = None
    former: Former | None = None  # its verdict, where that went stale
    sides: tuple[Former, ...] = ()  # its two verdicts, where they disagree

    @property
    def claim(self) -> Claim:
        return self.report.claim

    @property
    def blind(self) -> bool:
        """Whether somebody else has decided, and it is kept from this person, who is the second."""
        return self.report.hidden

    @property
    def seen(self) -> int:
        """The number of the newest entry on the claim that the person has seen."""
        return self.report.standing.entries


@dataclass(frozen=True, slots=True)
class Left:
    """How many claims wait: of the article at hand (None: not yet counted), of all that is wanted, and in articles
    that are due today. ``done`` counts this session's."""

    article: int | None = 0
    all: int = 0
    today: int = 0
    done: int = 0
