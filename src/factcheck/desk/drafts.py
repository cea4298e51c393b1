"""A new draft takes the place of the one before it, and what the desk has done is carried over.

Invariant: what is carried is an entry of its own that says whose it was, when, and on which claim; nothing moves. A
verdict holds for a claim that says the same, wherever it stands; on one that has changed it is stale. Whatever is
carried already is not carried twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.desk import aligning, log, relocating, standing
from factcheck.domain import (
    Action,
    Article,
    Claim,
    ClaimOrigin,
    ClaimStanding,
    LogEntry,
    State,
)
from factcheck.domain.drafts import in_line

if TYPE_CHECKING:
    from factcheck.store import Session

_ALWAYS = frozenset({Action.ADDED, Action.CORRECTED, Action.NOTED, Action.ASKED, Action.ANSWERED})
_LAST = frozenset({Action.ASSIGNED, Action.SECOND_WANTED, Action.DUE})
_DECIDING = frozenset({Action.DECIDED, Action.CARRIED})
_OF_ARTICLES = frozenset({Action.NOTED, Action.ASKED, Action.ANSWERED, Action.CORRECTION_PUBLISHED})
_WITH_CHANGED_WORDS = _DECIDING | _LAST | {Action.CORRECTED, Action.NOTED, Action.ASKED, Action.ANSWERED, Action.STALE}
_OF_PLACE = ("spans", "text")


def take_over(session: Session, article: Article, previous_id: str, *, by: str) -> None:
    """Let an article, whose claims are stored, be the draft after ``previous_id``, which leaves the queue. ``by`` had
    it checked.

    An article that was a draft of the story before keeps its number; what was done since is carried back to it.
    """
    drafts = store.standing.articles(session, sorted(store.drafts.story_of(session, previous_id)))
    before = drafts[previous_id]
    number = drafts[article.id].draft if article.id in drafts else max(one.draft for one in drafts.values()) + 1
    pairs = _Pairs.of(session, article, previous_id)
    log.append(session, Action.REPLACED, previous_id, by=by, content={"into": [article.id]}, refresh=False)
    if article.id in drafts:
        log.append(session, Action.RESTORED, article.id, by=by, refresh=False)
    content = {"previous": previous_id, "story": before.story_id, "draft": number, **pairs.told}
    log.append(session, Action.DRAFTED, article.id, by=by, content=content, refresh=False)
    _carry_of_article(session, previous_id, article.id, by)
    standing.keep_article(session, article.id)
    for new_id, old_id in pairs.told["kept"].items():
        _carry(session, pairs, old_id, new_id, by)
    for new_id, old_id in pairs.told["changed"].items():
        _carry_stale(session, pairs, old_id, new_id, by)
    _hand_over_leases(session, pairs, by)
    store.precedents.hand_over(session, {old_id: new_id for new_id, old_id in pairs.told["kept"].items()})
    for article_id in (previous_id, article.id):
        standing.refresh_article(session, article_id)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The claims of two drafts, as they were found, by id; which is which; and the log of each."""

    article: Article
    before: Article
    old: Mapping[str, Claim]
    new: Mapping[str, Claim]
    told: Mapping[str, Any]  # kept, changed: {new id: old id}; vanished, new: [ids]
    settled: frozenset[str]  # of the new ones that are kept, those that need no correction any more
    entries: Mapping[str, list[LogEntry]]
    stands: Mapping[str, ClaimStanding]

    @classmethod
    def of(cls, session: Session, article: Article, previous_id: str) -> _Pairs:
        before = store.dossier.article(session, previous_id)
        old = [claim for claim, _ in store.dossier.found_claims_of(session, previous_id)]
        new = [claim for claim, _ in store.dossier.found_claims_of(session, article.id)]
        new += _made_again(session, article, before, old, new)
        matched = aligning.align(old, new)
        corrected = {claim.id: claim for claim, _ in store.dossier.claims(session, [claim.id for claim in old])}
        changed = {new[after].id: old[earlier].id for earlier, after in matched.changed}
        by_id = {claim.id: claim for claim in new}
        settled = {
            new_id for new_id, old_id in changed.items() if not aligning.differences(corrected[old_id], by_id[new_id])
        }
        kept = {new[after].id: old[earlier].id for earlier, after in matched.kept}
        kept |= {new_id: changed.pop(new_id) for new_id in sorted(settled)}
        entries: dict[str, list[LogEntry]] = {claim.id: [] for claim in (*old, *new)}
        for entry in store.dossier.entries(session, list(entries)):
            entries[entry.claim_id or ""].append(entry)
        return cls(
            article=article,
            before=before,
            old={claim.id: claim for claim in old},
            new=by_id,
            told={
                "kept": kept,
                "changed": changed,
                "vanished": [old[place].id for place in matched.vanished],
                "new": [new[place].id for place in matched.new],
            },
            settled=frozenset(settled),
            entries=entries,
            stands={claim_id: standing.of_claim(about) for claim_id, about in entries.items()},
        )

    @property
    def partners(self) -> dict[str, str]:
        """The new id of each claim of the earlier draft that has one."""
        return {old_id: new_id for which in ("kept", "changed") for new_id, old_id in self.told[which].items()}


def _made_again(
    session: Session, article: Article, before: Article, old: Sequence[Claim], new: Sequence[Claim]
) -> list[Claim]:
    """The claims that a person made of the earlier draft and nobody found in the new one, where their words stand."""
    found: list[Claim] = []
    for claim in old:
        if claim.origin is not ClaimOrigin.DESK or any(not aligning.differences(claim, one) for one in new):
            continue
        spans = relocating.relocated(claim.spans, before.text, article.text)
        if spans is not None:
            found.append(relocating.moved(claim, article, spans))
            store.desk.put_claim(session, found[-1])
    return found


# -- carrying -----------------------------------------------------------------------------


def _carry(session: Session, pairs: _Pairs, old_id: str, new_id: str, by: str) -> None:
    """Carry all that lasts to a claim that says the same."""
    for entry in lasting(pairs.entries[old_id]):
        content = _of_the_new_draft(entry, pairs, new_id)
        if content is not None:
            _again(session, replace(entry, content=content), pairs, new_id, by)
    _take_back(session, pairs, old_id, new_id, by)


def _of_the_new_draft(entry: LogEntry, pairs: _Pairs, new_id: str) -> Mapping[str, Any] | None:
    """What an entry says, with the claims and places of the new draft; None where it says nothing there."""
    content = dict(entry.content)
    match entry.action:
        case Action.CORRECTED:
            return None if new_id in pairs.settled else _corrected(content, pairs, new_id)
        case Action.ADDED:
            origin = [pairs.partners[one] for one in content.get("origin") or () if one in pairs.partners]
            return {**content, "origin": origin}
        case Action.REPLACED:
            into = [pairs.partners[one] for one in content["into"] if one in pairs.partners]
            return {**content, "into": into} if len(into) == len(content["into"]) else None
        case _:
            return content


def _carry_stale(session: Session, pairs: _Pairs, old_id: str, new_id: str, by: str) -> None:
    """Carry to a claim that has changed what may still be of use, and its decision as a stale one; unless there is
    one on these very words."""
    decision = pairs.stands[old_id].decision if pairs.stands[new_id].decision is None else None
    for entry in lasting(pairs.entries[old_id]):
        if entry.action not in _WITH_CHANGED_WORDS:
            continue
        if entry.action in _DECIDING | {Action.STALE} and decision is None:
            continue
        content = dict(entry.content)
        if entry.action is Action.CORRECTED:
            content["changed"] = {name: value for name, value in content["changed"].items() if name not in _OF_PLACE}
            if not content["changed"]:
                continue
        _again(session, replace(entry, content=content), pairs, new_id, by)
    if decision is not None:
        old, new = pairs.old[old_id], pairs.new[new_id]
        edits = aligning.diff(old.text, new.text)
        found = " and ".join(filter(None, (decision.attribution, decision.verdict)))
        why = aligning.differences(old, new)
        shown = [] if aligning.same_words(old.text, new.text) else [f"before and now: {in_line(edits)}"]
        told = [f"{one}, since {decision.by} found it {found}" for one in why]
        content = {"origin": old_id, "before": old.text, "diff": [list(edit) for edit in edits]}
        log.append(
            session,
            Action.STALE,
            pairs.article.id,
            new_id,
            by=by,
            content={**content, "problems": [*told, *shown]},
            refresh=False,
        )


def lasting(entries: Sequence[LogEntry]) -> list[LogEntry]:
    """Of the entries on a claim those that still count, oldest first: what makes it stand where it stands."""
    stands, gone = standing.of_claim(entries), standing.undone(entries)
    live = [entry for entry in entries if entry.number not in gone]
    last = {entry.action: entry.number for entry in live}
    signed = [entry.number for entry in live if entry.action is Action.SIGNED_OFF]
    decided = {one.number for one in (stands.decision, stands.second) if one is not None}
    only_last = {
        *_LAST,
        *({Action.DISMISSED} if stands.dismissed else ()),
        *({Action.REPLACED} if stands.replaced_by else ()),
        *({Action.REOPENED} if stands.decision is None and stands.state is State.REOPENED else ()),
    }
    counting = {
        *decided,
        *signed[len(signed) - len(stands.signed_off) :],
        *(number for action, number in last.items() if action in only_last),
    }
    stale_since = stands.decision.number if stands.decision else last.get(Action.STALE, 0)
    return [
        entry
        for entry in live
        if entry.number in counting
        or entry.action in _ALWAYS
        or (entry.action is Action.STALE and entry.number > stale_since)
    ]


def _again(session: Session, entry: LogEntry, pairs: _Pairs, new_id: str, by: str) -> None:
    """Append an entry of the earlier draft on a claim of the new one, unless it stands there already."""
    if _identity(entry) in {_identity(one) for one in pairs.entries[new_id]}:
        return
    content = {"origin": entry.claim_id, "by": entry.by, "at": entry.at, "hash": entry.hash, **entry.content}
    if entry.action is Action.DECIDED and entry.content.get("answer") in ("first", None):
        content.pop("answer", None)
    log.append(
        session,
        Action.CARRIED if entry.action is Action.DECIDED else entry.action,
        pairs.article.id,
        new_id,
        by=by,
        note=entry.note,
        attribution=entry.attribution,
        verdict=entry.verdict,
        reason=entry.reason,
        citations=entry.citations,
        content=content,
        refresh=False,
    )


def _identity(entry: LogEntry) -> str:
    """The hash of what a person did, also of where it was carried to since."""
    return str(entry.content.get("hash") or entry.hash)


def _take_back(session: Session, pairs: _Pairs, old_id: str, new_id: str, by: str) -> None:
    """Reopen a claim of a draft that has come back, where its decision was taken back in the draft since."""
    decision = pairs.stands[new_id].decision
    if decision is None or pairs.stands[old_id].decision is not None:
        return
    known = {_identity(entry) for entry in pairs.entries[old_id]}
    made = next(entry for entry in pairs.entries[new_id] if entry.number == decision.number)
    if _identity(made) in known and pairs.stands[old_id].state is not State.REOPENED:
        note = "taken back in a later draft"
        log.append(session, Action.REOPENED, pairs.article.id, new_id, by=by, note=note, refresh=False)


def _corrected(content: dict[str, Any], pairs: _Pairs, new_id: str) -> Mapping[str, Any] | None:
    """A correction for a claim of the new draft: its place sought there; None where only that was corrected and is
    not to be found."""
    changed = dict(content["changed"])
    if "spans" in changed:
        near = pairs.new[new_id].spans[0].start
        spans = relocating.relocated(
            [relocating.span(place) for place in changed["spans"]], pairs.before.text, pairs.article.text, near=near
        )
        if spans is None:
            changed = {name: value for name, value in changed.items() if name not in _OF_PLACE}
        else:
            words = " ".join(span.of(pairs.article.text) for span in spans)
            changed |= {"spans": [list(span) for span in spans], "text": words}
    return {**content, "changed": changed} if changed else None


def _carry_of_article(session: Session, previous_id: str, article_id: str, by: str) -> None:
    entries = store.dossier.entries(session, article_id=previous_id)
    known = {_identity(entry) for entry in store.dossier.entries(session, article_id=article_id)}
    gone = standing.undone(entries)
    live = [entry for entry in entries if entry.number not in gone]
    last = {entry.action: entry.number for entry in live if entry.action in _LAST}
    for entry in live:
        counts = entry.action in _OF_ARTICLES or entry.number in last.values()
        if counts and _identity(entry) not in known:
            content = {"origin": previous_id, "by": entry.by, "at": entry.at, "hash": entry.hash, **entry.content}
            log.append(session, entry.action, article_id, by=by, note=entry.note, content=content, refresh=False)


def _hand_over_leases(session: Session, pairs: _Pairs, by: str) -> None:
    """Whoever is at a claim is at the one that it has become; work on one that vanished is kept in the log."""
    store.drafts.move_leases(session, pairs.partners)
    for claim_id, holder, work in store.drafts.end_leases(session, pairs.told["vanished"]):
        content = {"holder": holder, "work": work}
        log.append(session, Action.LAPSED, pairs.before.id, claim_id, by=by, content=content, refresh=False)
