"""Where a claim and an article stand: what follows from the log.

Invariant: ``of_claim`` and ``of_article`` are functions of the entries alone; ``refresh`` stores what they say, and
storing it anew changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.domain import (
    DECIDING,
    WAITING,
    Action,
    ArticleStanding,
    ClaimStanding,
    Decision,
    DecisionKind,
    DismissalReason,
    LogEntry,
    State,
    Wording,
)
from factcheck.errors import UsageError
from factcheck.store import values
from factcheck.store.standing import NEVER

if TYPE_CHECKING:
    from factcheck.store import Session, Source
    from factcheck.store.standing import KnownClaim


# -- claims -------------------------------------------------------------------------------


def of_claim(entries: Sequence[LogEntry]) -> ClaimStanding:
    """Where a claim stands by the entries on it, oldest first."""
    gone = undone(entries)
    so_far = _Claim()
    for entry in entries:
        before = so_far.decision if so_far.decision and so_far.decision.decided else None
        if entry.action in DECIDING:
            so_far.decisions.append(decision(entry, before))
        if entry.action is Action.ADDED:
            so_far.withdrawn = entry.number in gone
        if entry.number not in gone and entry.action in _TAKES:
            _TAKES[entry.action](so_far, entry)
    return so_far.standing(entries[-1].number if entries else 0)


def undone(entries: Sequence[LogEntry]) -> frozenset[int]:
    """The numbers of the entries on a claim that were taken back. Taking back an undoing brings back what it undid."""
    gone: set[int] = set()
    for entry in reversed(entries):
        if entry.action is Action.UNDONE and entry.number not in gone:
            gone.add(entry.content["undoes"])
    return frozenset(gone)


@dataclass(slots=True)
class _Claim:
    """A claim while its entries are read."""

    decision: Decision | None = None
    second: Decision | None = None
    reopened: bool = False
    second_wanted: bool = False
    blind: bool = False
    changed: dict[str, Any] = field(default_factory=dict)
    follows: Mapping[str, Any] = field(default_factory=dict)
    withdrawn: bool = False
    dismissed: DismissalReason | None = None
    replaced_by: tuple[str, ...] = ()
    assigned: str | None = None
    problems: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    replies: list[Mapping[str, Any]] = field(default_factory=list)
    signed_off: list[Mapping[str, Any]] = field(default_factory=list)
    released: Mapping[str, Any] | None = None
    decisions: list[Decision] = field(default_factory=list)

    # -- what each action does

    def decide(self, entry: LogEntry) -> None:
        made = next(one for one in reversed(self.decisions) if one.number == entry.number)
        self.released = None
        if made.answer is DecisionKind.SECOND and self.decision is not None:
            self.second = made
            return
        self.decision, self.second, self.reopened, self.problems = made, None, False, ()
        self.dismissed, self.signed_off = None, []

    def reopen(self, _entry: LogEntry) -> None:
        self.decision, self.second, self.reopened, self.problems, self.signed_off = None, None, True, (), []
        self.released = None

    def stale(self, entry: LogEntry) -> None:
        self.problems = tuple(dict.fromkeys((*self.problems, *entry.content.get("problems", ()))))
        self.released = None

    def want_second(self, entry: LogEntry) -> None:
        self.second_wanted, self.blind = True, bool(entry.content.get("blind"))

    def correct(self, entry: LogEntry) -> None:
        self.changed |= entry.content["changed"]
        self.released = None
        self.follows = entry.content.get("follows", {})
        if self.decision:
            who = entry.content.get("by", entry.by)  # of an earlier draft, perhaps
            self.problems = (*self.problems, f"{' and '.join(entry.content['changed'])} corrected by {who} since")

    def replace(self, entry: LogEntry) -> None:
        self.replaced_by = tuple(entry.content["into"])

    def dismiss(self, entry: LogEntry) -> None:
        self.dismissed = DismissalReason(entry.content["reason"])
        self.released = None

    def restore(self, _entry: LogEntry) -> None:
        self.dismissed, self.replaced_by = None, ()

    def assign(self, entry: LogEntry) -> None:
        self.assigned = entry.content["to"]

    def note(self, entry: LogEntry) -> None:
        self.notes.append(entry.note)

    def reply(self, entry: LogEntry) -> None:
        self.replies.append(_told(entry))

    def sign_off(self, entry: LogEntry) -> None:
        self.signed_off.append(_told(entry))

    def release(self, entry: LogEntry) -> None:
        self.released = _told(entry) if entry.content["released"] else None

    def undo(self, entry: LogEntry) -> None:
        if entry.content.get("action") not in _BESIDE:
            self.released = None

    # -- what follows

    def standing(self, entries: int) -> ClaimStanding:
        return ClaimStanding(
            state=self.state,
            entries=entries,
            decision=self.decision,
            second=self.second,
            second_wanted=self.second_wanted,
            blind=self.blind,
            changed=self.changed,
            follows=self.follows,
            dismissed=self.dismissed,
            replaced_by=self.replaced_by,
            assigned=self.assigned,
            problems=self.problems,
            notes=tuple(self.notes),
            replies=tuple(self.replies),
            signed_off=tuple(self.signed_off),
            released=self.released,
            decisions=tuple(self.decisions),
        )

    @property
    def state(self) -> State:
        if self.withdrawn:
            return State.WITHDRAWN
        if self.replaced_by:
            return State.REPLACED
        if self.dismissed:
            return State.DISMISSED
        if self.problems:
            return State.STALE
        if self.decision is None or self.decision.verdict is None:
            return State.REOPENED if self.reopened else State.OPEN
        if self.decision.answer is DecisionKind.ADJUDICATED or not (self.second_wanted or self.second):
            return State.DECIDED
        if self.second is None:
            return State.SECOND
        return State.DECIDED if agree(self.decision, self.second) else State.DISPUTED


_TAKES = {
    Action.DECIDED: _Claim.decide,
    Action.CARRIED: _Claim.decide,
    Action.REOPENED: _Claim.reopen,
    Action.STALE: _Claim.stale,
    Action.SECOND_WANTED: _Claim.want_second,
    Action.CORRECTED: _Claim.correct,
    Action.REPLACED: _Claim.replace,
    Action.DISMISSED: _Claim.dismiss,
    Action.RESTORED: _Claim.restore,
    Action.ASSIGNED: _Claim.assign,
    Action.NOTED: _Claim.note,
    Action.ASKED: _Claim.reply,
    Action.ANSWERED: _Claim.reply,
    Action.SIGNED_OFF: _Claim.sign_off,
    Action.RELEASED: _Claim.release,
    Action.UNDONE: _Claim.undo,
}
_BESIDE = frozenset(
    {
        Action.NOTED.value,
        Action.ASSIGNED.value,
        Action.ASKED.value,
        Action.ANSWERED.value,
        Action.SIGNED_OFF.value,
        Action.RELEASED.value,
    }
)
"""What can be taken back without ending a release: all else is what the release was of, or may be."""


def agree(one: Decision, other: Decision) -> bool:
    """Whether two decisions answer alike, whatever they cite."""
    return (one.attribution, one.verdict) == (other.attribution, other.verdict)


def decision(entry: LogEntry, before: Decision | None) -> Decision:
    """What an entry decides, as the log tells it; ``before`` stood before it."""
    carried = entry.action is Action.CARRIED
    return Decision(
        claim_id=entry.claim_id or "",
        number=entry.number,
        verdict=entry.verdict,
        previous_verdict=before.verdict if before else None,
        reason=entry.reason,
        note=entry.note,
        by=entry.content["by"] if carried else entry.by,
        at=entry.content["at"] if carried else entry.at,
        citations=entry.citations,
        previous_hash=entry.previous_hash,
        hash=entry.hash,
        attribution=entry.attribution,
        previous_attribution=before.attribution if before else None,
        answer=DecisionKind(entry.content.get("answer", DecisionKind.CARRIED if carried else DecisionKind.FIRST)),
        over=bool(entry.content.get("over")),
        origin=entry.content.get("origin"),
    )


def _told(entry: LogEntry) -> Mapping[str, Any]:
    """An entry as it is told: of one that was carried from an earlier draft, by whom and when it was made."""
    return {"by": entry.by, "at": entry.at, **entry.content, "action": entry.action.value, "note": entry.note}


def check_live(claim_id: str, stands: ClaimStanding) -> None:
    """Raises UsageError for a claim that is none any more: dismissed, withdrawn, or replaced by others."""
    match stands.state:
        case State.REPLACED:
            remedy = f"was replaced by {', '.join(stands.replaced_by)}. Work on those; `factcheck undo` takes it back."
        case State.DISMISSED:
            remedy = f"was dismissed ({stands.dismissed}). `factcheck reopen` brings it back."
        case State.WITHDRAWN:
            remedy = "was made by a person and withdrawn. `factcheck add` makes it again."
        case _:
            return
    raise UsageError(f"claim {claim_id} {remedy}")


# -- articles -----------------------------------------------------------------------------


def of_article(article_id: str, entries: Sequence[LogEntry]) -> ArticleStanding:
    """Where an article stands by the entries on itself, oldest first."""
    fields: dict[str, Any] = {"article_id": article_id, "story_id": article_id}
    lists: dict[str, list[Any]] = defaultdict(list)
    gone = undone(entries)
    for entry in entries:
        if entry.number in gone:
            continue
        content = entry.content
        match entry.action:
            case Action.DRAFTED:
                fields |= {"story_id": content["story"], "draft": content["draft"], "previous_id": content["previous"]}
            case Action.REPLACED:
                fields["retired"] = True
            case Action.RESTORED:
                fields["retired"] = False
            case Action.DUE:
                fields["due"] = content["when"]
            case Action.ASSIGNED:
                fields["assigned"] = content["to"]
            case Action.CLOSED | Action.ARTICLE_REOPENED:
                fields["closed"] = entry.action is Action.CLOSED
            case Action.NOTED:
                lists["notes"].append(entry.note)
            case Action.ASKED | Action.ANSWERED:
                lists["replies"].append(_told(entry))
            case Action.SIGNED_OFF:
                lists["signed_off"].append(_told(entry))
            case Action.CORRECTION_PUBLISHED:
                lists["corrections"].append(_told(entry))
            case _:
                pass
    fields |= {name: tuple(told) for name, told in lists.items()}
    return ArticleStanding(**fields)


# -- kept for the queue -------------------------------------------------------------------


def claims(source: Source, claim_ids: Iterable[str]) -> dict[str, ClaimStanding]:
    """Where each of ``claim_ids`` stands."""
    ids = list(claim_ids)
    about: dict[str, list[LogEntry]] = {claim_id: [] for claim_id in ids}
    for entry in store.dossier.entries(source, ids):
        about[entry.claim_id or ""].append(entry)
    return {claim_id: of_claim(entries) for claim_id, entries in about.items()}


def article(source: Source, article_id: str) -> ArticleStanding:
    """Where an article stands."""
    return of_article(article_id, store.dossier.entries(source, article_id=article_id))


def refresh(session: Session, claim_ids: Iterable[str]) -> None:
    """Keep where claims stand, as the log, the claims and their suggestions say now."""
    store.standing.put_claims(session, kept(session, claim_ids))


def kept(source: Source, claim_ids: Iterable[str]) -> list[dict[str, Any]]:
    """What is to be kept of where claims stand: the columns of ``claim_standing``."""
    ids = list(dict.fromkeys(claim_ids))
    known = list(store.standing.known(source, ids))
    stands = claims(source, ids)
    articles = store.standing.articles(source, sorted({one.article_id for one in known}))
    for missing in {one.article_id for one in known} - articles.keys():
        articles[missing] = article(source, missing)
    return [_row(one, stands[one.claim_id], articles[one.article_id]) for one in known]


def keep_article(session: Session, article_id: str) -> None:
    """Keep where an article itself stands, as the log says now."""
    store.standing.put_article(session, article(session, article_id))


def refresh_article(session: Session, article_id: str) -> None:
    """Keep where an article and all its claims stand."""
    keep_article(session, article_id)
    refresh(session, store.standing.claims_of(session, article_id))


def _row(known: KnownClaim, stands: ClaimStanding, article: ArticleStanding) -> dict[str, Any]:
    wording: Wording | None = values.wording(known.wording) if known.wording else None
    there = (known.active or bool(stands.changed)) and not article.retired and not article.closed
    decision = stands.decision
    return {
        "claim_id": known.claim_id,
        "article_id": known.article_id,
        "number": known.number,
        "state": stands.state.value,
        "waiting": there and stands.state in WAITING,
        "urgency": 0 if known.restates or (wording is not None and wording.misquoted) else 1,
        "rank": round(1 - stands.follows.get("checkworthiness", known.checkworthiness), 1),
        "due": article.due or NEVER,
        "entries": stands.entries,
        "attribution": decision.attribution.value if decision and decision.attribution else None,
        "verdict": decision.verdict.value if decision and decision.verdict else None,
        "by": decision.by if decision else None,
        "second_by": stands.second.by if stands.second else None,
        "assigned": stands.assigned or article.assigned,
        "corrected": {**stands.changed, **stands.follows} or None,
    }
