"""Where a claim and an article stand today, as it follows from the log.

Invariant: derived. Nothing here is known that the log, the claims and the corpus do not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from factcheck.domain.decisions import Decision, DecisionKind
from factcheck.domain.log import DismissalReason


class State(StrEnum):
    """What a claim waits for."""

    OPEN = "open"  # nobody has decided
    REOPENED = "reopened"
    STALE = "stale"  # decided, but its source or its own words have changed since
    SECOND = "second check"  # decided, and somebody else has to decide too
    DISPUTED = "disputed"  # two disagree; an editor decides
    DECIDED = "decided"
    DISMISSED = "dismissed"  # a person says that it is no claim
    REPLACED = "replaced"  # split or joined into others
    WITHDRAWN = "withdrawn"  # a person made it and took that back


WAITING = frozenset({State.OPEN, State.REOPENED, State.STALE, State.SECOND, State.DISPUTED})
GONE = frozenset({State.DISMISSED, State.REPLACED, State.WITHDRAWN})
"""The states of what is no claim of its article any more."""


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """Where a claim stands. ``entries`` is the number of the newest entry on it, which whoever decides has seen.

    ``decision`` is the one that stands, stale or not; ``second`` that of the second person. ``changed`` holds what a
    person corrected of the claim, by field (see ``Action.CORRECTED``), and ``follows`` what the machine says of it as
    it is now: flags, checkworthiness, reasons and context. ``problems`` say why it is stale. ``veiled`` says that what
    was decided is left out, because it is shown to somebody who may be the second to decide.
    """

    state: State = State.OPEN
    entries: int = 0
    decision: Decision | None = None
    second: Decision | None = None
    second_wanted: bool = False
    blind: bool = False
    changed: Mapping[str, Any] = field(default_factory=dict)
    follows: Mapping[str, Any] = field(default_factory=dict)
    dismissed: DismissalReason | None = None
    replaced_by: tuple[str, ...] = ()
    assigned: str | None = None
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    replies: tuple[Mapping[str, Any], ...] = ()  # who was asked when and by which way, and what was answered
    signed_off: tuple[Mapping[str, Any], ...] = ()  # blocker, by, at, note
    released: Mapping[str, Any] | None = None  # by, at, note: an editor lets the verdict be published as a ClaimReview
    decisions: tuple[Decision, ...] = ()  # all, undone ones too, oldest first
    veiled: bool = False

    def hidden_from(self, by: str) -> bool:
        """Whether what was decided is kept from ``by``: a blind second check is wanted, somebody else has given a first
        answer of any kind, and nobody the second. Leaving the queue, or going stale, lifts no veil."""
        first = self.decision
        awaited = self.second_wanted and self.second is None
        settled = first is None or first.answer is DecisionKind.ADJUDICATED
        return self.blind and awaited and not settled and first is not None and first.by != by.strip()


@dataclass(frozen=True, slots=True)
class ArticleStanding:
    """Where an article stands: which draft of which story it is, and what the desk does with it."""

    article_id: str
    story_id: str  # the id of the story's first draft
    draft: int = 1
    previous_id: str | None = None
    retired: bool = False  # a later draft has taken its place
    closed: bool = False
    due: str | None = None
    assigned: str | None = None
    notes: tuple[str, ...] = ()
    replies: tuple[Mapping[str, Any], ...] = ()
    signed_off: tuple[Mapping[str, Any], ...] = ()
    corrections: tuple[Mapping[str, Any], ...] = ()  # published after the article was
