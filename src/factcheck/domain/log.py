"""The log of the desk: whatever a person did with a claim or an article.

Invariant: an entry is appended and never edited; its hash covers all its fields and the hash of the entry before it.
What the desk knows today follows from the entries alone (see ``desk.standing``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from factcheck.domain.decisions import Attribution, Citation
from factcheck.domain.evidence import UnverifiedReason, Verdict


class Action(StrEnum):
    """What an entry does. Behind each, the keys of its ``content``."""

    # -- of a claim: what it is answered with
    DECIDED = "decided"  # answer: an DecisionKind; over, seen_misquote: bool
    REOPENED = "reopened"
    CARRIED = "carried"  # origin: claim id; by, at, hash: of the decision carried
    STALE = "stale"  # problems: [words]; or origin, before, diff: the words of an earlier draft have changed
    SECOND_WANTED = "second-wanted"  # blind: bool
    UNDONE = "undone"  # undoes: number of the entry on the same claim
    # -- of a claim: what it is
    # changed, before: {"spans", "text", "kind", "speaker", "cue", "addressee"}; follows: what the machine says of the
    # claim as it is now (see ``ClaimStanding.follows``)
    CORRECTED = "corrected"
    # by a person; claim: its fields, as in ``changed``; origin, into: [claim ids], where these were made of those by
    # splitting or joining
    ADDED = "added"
    REPLACED = "replaced"  # origin, into: [claim ids], by splitting or joining
    DISMISSED = "dismissed"  # reason: a DismissalReason
    RESTORED = "restored"  # origin, into: [claim ids], where joining what it was split into brings it back
    # -- of a claim or an article: what is done about it
    NOTED = "noted"
    ASSIGNED = "assigned"  # to: name, or None
    LAPSED = "lapsed"  # a lease that ran out with work; holder, work
    ASKED = "asked"  # right of reply: whom, way, when
    ANSWERED = "answered"  # whom, answer, when
    SIGNED_OFF = "signed-off"  # blocker
    RELEASED = "released"  # of a claim: its verdict may be published as a ClaimReview, or no more; released: bool
    # -- of an article
    DRAFTED = "drafted"  # previous: article id, story: id of the first draft, draft: number
    DUE = "due"  # when: ISO day or time, or None
    CLOSED = "closed"
    ARTICLE_REOPENED = "article-reopened"
    CORRECTION_PUBLISHED = "correction-published"  # text, when, claim
    REPORTED = "reported"  # somebody was given the report on it as it stood then; hold: the line that it began with


DECIDING = frozenset({Action.DECIDED, Action.CARRIED, Action.REOPENED})
"""What answers a claim, or takes the answers back."""


class DismissalReason(StrEnum):
    """Why something is no claim."""

    NO_CLAIM = "no-claim"  # nothing in it can be checked
    DUPLICATE = "duplicate"  # of another claim of the article
    MISREAD = "misread"  # the machine cut it wrongly, or invented it
    NOT_OURS = "not-ours"  # not for this desk: a caption of an agency, an advertisement
    TRIVIAL = "trivial"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the log.

    ``number`` counts the entries on this claim from 1, or where ``claim_id`` is None those on the article itself.
    ``attribution``, ``verdict`` and ``reason`` are given by what decides; ``content`` says the rest, its keys by
    action; ``authenticated`` in it says how ``by`` has proved who that is, where somebody had to. ``form`` 1 is that
    of decisions before revision 0011, whose hash covers fewer fields.
    """

    action: Action
    article_id: str
    claim_id: str | None
    number: int
    by: str
    at: str  # ISO 8601, UTC, seconds
    note: str = ""
    attribution: Attribution | None = None
    verdict: Verdict | None = None
    reason: UnverifiedReason | None = None
    citations: tuple[Citation, ...] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    previous_hash: str = ""
    hash: str = ""
    form: int = 2
