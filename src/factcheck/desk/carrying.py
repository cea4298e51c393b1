"""What the desk did with a claim of one draft, done with the claim that it is in the next.

Invariant: what is carried says whose it was and when, and speaks of the claims and places of the new draft; a claim
that says the same stands there as it stood. Whatever is carried already is not carried twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.desk import aligning, extents, log, relocating, standing
from factcheck.desk.corrections import columns
from factcheck.domain import Action, Article, Claim, ClaimOrigin, ClaimStanding, LogEntry
from factcheck.domain.drafts import WORDS_CHANGED, in_line
from factcheck.store import values

if TYPE_CHECKING:
    from factcheck.store import Session

_ALWAYS = frozenset({Action.ADDED, Action.CORRECTED, Action.NOTED, Action.ASKED, Action.ANSWERED})
_LAST = frozenset({Action.ASSIGNED, Action.SECOND_WANTED, Action.DUE})
_DECIDING = frozenset({Action.DECIDED, Action.CARRIED})
_OF_ARTICLES = frozenset({Action.NOTED, Action.ASKED, Action.ANSWERED, Action.CORRECTION_PUBLISHED})
_WITH_CHANGED_WORDS = _DECIDING | _LAST | {Action.CORRECTED, Action.NOTED, Action.ASKED, Action.ANSWERED, Action.STALE}
_OF_PLACE = ("spans", "text")


@dataclass(frozen=True, slots=True)
class Pairs:
    """The claims of two drafts, as they were found, by id; which is which; and the log of each."""

    article: Article
    before: Article
    old: Mapping[str, Claim]
    new: Mapping[str, Claim]
    told: Mapping[str, Any]  # kept, changed: {new id: old id}; vanished, new: [ids]
    settled: frozenset[str]  # of the new ones that are kept, those that need no correction any more
    entries: Mapping[str, list[LogEntry]]
    stands: Mapping[str, ClaimStanding]
    partners: Mapping[str, str] = field(default_factory=dict)  # the new id of each old one that has one


def carry(session: Session, pairs: Pairs, old_id: str, new_id: str, by: str) -> None:
    """Carry all that lasts to a claim that says the same."""
    claim = _as_it_stands(pairs, new_id)
    for entry in lasting(pairs.entries[old_id]):
        content = _of_the_new_draft(entry, pairs, claim)
        if content is not None and _again(session, replace(entry, content=content), pairs, new_id, by):
            claim = values.corrected(claim, _changes(content))


def carry_stale(session: Session, pairs: Pairs, old_id: str, new_id: str, by: str) -> None:
    """Carry to a claim that has changed what may still be of use, and its decision as a stale one; unless there is
    one on these very words."""
    decision = pairs.stands[old_id].decision if pairs.stands[new_id].decision is None else None
    claim = _as_it_stands(pairs, new_id)
    for entry in lasting(pairs.entries[old_id]):
        if entry.action not in _WITH_CHANGED_WORDS:
            continue
        if entry.action in _DECIDING | {Action.STALE} and decision is None:
            continue
        content: Mapping[str, Any] | None = entry.content
        if entry.action is Action.CORRECTED:
            content = _corrected(entry.content, pairs, claim, but=_OF_PLACE)
        if content is not None and _again(session, replace(entry, content=content), pairs, new_id, by):
            claim = values.corrected(claim, _changes(content))
    if decision is None:
        return
    old, new = pairs.old[old_id], pairs.new[new_id]
    edits = aligning.diff(old.text, new.text)
    found = " and ".join(filter(None, (decision.attribution, decision.verdict))).replace("-", " ")
    shown = [] if aligning.same_words(old.text, new.text) else [f"before and now: {in_line(edits)}"]
    since = f"{WORDS_CHANGED} since {decision.by} found it {found}"
    told = [since if one == WORDS_CHANGED else one for one in aligning.differences(old, new)]
    problems = [*told, *shown]
    content = {"origin": old_id, "before": old.text, "diff": [list(edit) for edit in edits], "problems": problems}
    _enter(session, Action.STALE, pairs, new_id, by, "", content)


def carry_of_article(session: Session, pairs: Pairs, by: str) -> None:
    """Carry what was done with the article itself. What an editor has signed off for all of it holds where every claim
    is one of those he saw."""
    previous_id, article_id = pairs.before.id, pairs.article.id
    entries = store.dossier.entries(session, article_id=previous_id)
    known = {identity(entry) for entry in store.dossier.entries(session, article_id=article_id)}
    gone = standing.undone(entries)
    live = [entry for entry in entries if entry.number not in gone]
    last = {entry.action: entry.number for entry in live if entry.action in _LAST}
    same = not pairs.told["changed"] and not pairs.told["new"]
    for entry in live:
        counts = entry.action in _OF_ARTICLES or entry.number in last.values()
        if (counts or (same and entry.action is Action.SIGNED_OFF)) and identity(entry) not in known:
            content = {"origin": previous_id, "by": entry.by, "at": entry.at, "hash": entry.hash, **entry.content}
            if content.get("claim") is not None:
                content["claim"] = pairs.partners.get(content["claim"], content["claim"])
            log.append(session, entry.action, article_id, by=by, note=entry.note, content=content, refresh=False)


def identity(entry: LogEntry) -> str:
    """The hash of what a person did, also of where it was carried to since."""
    return str(entry.content.get("hash") or entry.hash)


# -- what lasts ---------------------------------------------------------------------------


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
        *({Action.REOPENED} if stands.decision is None else ()),
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


# -- what it says in the new draft --------------------------------------------------------


def _as_it_stands(pairs: Pairs, new_id: str) -> Claim:
    stands = pairs.stands[new_id]
    return values.corrected(pairs.new[new_id], {**stands.changed, **stands.follows})


def _changes(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**content.get("changed", {}), **content.get("follows", {})}


def _of_the_new_draft(entry: LogEntry, pairs: Pairs, claim: Claim) -> Mapping[str, Any] | None:
    """What an entry says, with the claims and places of the new draft, where ``claim`` is what it is about as it
    stands; None where it says nothing there."""
    match entry.action:
        case Action.CORRECTED:
            return None if claim.id in pairs.settled else _corrected(entry.content, pairs, claim)
        case Action.ADDED if claim.origin is ClaimOrigin.MACHINE:
            return None  # it is found now
        case Action.ADDED:
            stored = columns(pairs.new[claim.id])
            fields = {name: stored[name] for name in values.CORRECTABLE}
            return {**_renamed(entry.content, pairs), "claim": fields}
        case Action.REPLACED:
            content = _renamed(entry.content, pairs)
            return content if len(content["into"]) == len(entry.content["into"]) else None
        case _:
            return entry.content


def _renamed(content: Mapping[str, Any], pairs: Pairs) -> dict[str, Any]:
    """``content`` with the claims that others were made of, and those made, as the new draft has them."""
    named = {name: content[name] for name in ("origin", "into") if isinstance(content.get(name), list)}
    return {**content} | {
        name: [pairs.partners[one] for one in ids if one in pairs.partners] for name, ids in named.items()
    }


def _corrected(
    content: Mapping[str, Any], pairs: Pairs, claim: Claim, *, but: tuple[str, ...] = ()
) -> Mapping[str, Any] | None:
    """A correction for a claim of the new draft that stands as ``claim``: its place sought there, and all of it but the
    fields in ``but``; None where nothing is left of it."""
    from factcheck import claims  # it reads flags and figures, which takes long to load

    changed = {name: value for name, value in content["changed"].items() if name not in but}
    if "spans" in changed:
        spans = relocating.relocated(
            [relocating.span(place) for place in changed["spans"]],
            pairs.before.text,
            pairs.article.text,
            near=claim.spans[0].start,
        )
        changed = {name: value for name, value in changed.items() if name not in _OF_PLACE}
        if spans is not None:
            words = extents.words_at(pairs.article, spans)
            changed |= {"spans": [list(span) for span in spans], "text": words}
    if not changed:
        return None
    before, after = columns(claim), columns(claims.weighed(pairs.article, values.corrected(claim, changed)))
    return {
        **content,
        "changed": changed,
        "before": {name: before[name] for name in changed},
        "follows": {name: after[name] for name in values.FOLLOWING},
    }


# -- entering it --------------------------------------------------------------------------


def _again(session: Session, entry: LogEntry, pairs: Pairs, new_id: str, by: str) -> bool:
    """Append an entry of the earlier draft on a claim of the new one, unless it stands there already; say whether."""
    if identity(entry) in {identity(one) for one in pairs.entries[new_id]}:
        return False
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
    return True


def take_back(session: Session, pairs: Pairs, by: str) -> None:
    """In a draft that has come back, take back what was taken back in the draft since, and bring back the claims that
    were brought back there."""
    note = "taken back in a later draft"
    gone = _taken_back(store.dossier.entries_about(session, pairs.before.id))
    for new_id, entries in pairs.entries.items():
        undone = standing.undone(entries) if new_id in pairs.new else ()
        for entry in entries if new_id in pairs.new else ():
            if identity(entry) in gone and entry.number not in undone:
                content = {"undoes": entry.number, "action": entry.action.value}
                _enter(session, Action.UNDONE, pairs, new_id, by, note, content)
    for new_id, stands in standing.claims(session, pairs.told["kept"]).items():
        was = pairs.stands[pairs.told["kept"][new_id]]
        if (stands.replaced_by and not was.replaced_by) or (stands.dismissed and not was.dismissed):
            _enter(session, Action.RESTORED, pairs, new_id, by, note, {})


def _taken_back(entries: Sequence[LogEntry]) -> frozenset[str]:
    """What was taken back of the entries on several claims."""
    about: dict[str, list[LogEntry]] = defaultdict(list)
    for entry in entries:
        about[entry.claim_id or ""].append(entry)
    gone = {claim_id: standing.undone(some) for claim_id, some in about.items() if claim_id}
    return frozenset(
        identity(entry) for claim_id, numbers in gone.items() for entry in about[claim_id] if entry.number in numbers
    )


def _enter(
    session: Session, action: Action, pairs: Pairs, new_id: str, by: str, note: str, content: Mapping[str, Any]
) -> None:
    log.append(session, action, pairs.article.id, new_id, by=by, note=note, content=content, refresh=False)
