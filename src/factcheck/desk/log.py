"""Appending to the log of the desk, and whether it is still what was appended.

Invariant: each entry's hash covers all its fields and the hash of the entry before it, and is never written twice.
Whatever is appended, where the claim or the article stands is kept in the same transaction.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck import store
from factcheck.desk import standing
from factcheck.domain import Action, Attribution, Citation, LogEntry, UnverifiedReason, Verdict, fingerprint
from factcheck.errors import ConflictError, UsageError

if TYPE_CHECKING:
    from factcheck.store import Session, Source

GENESIS = "0" * 64  # the previous hash of the first entry
_NO_LETTERS = re.compile("[\0\ud800-\udfff]")  # NUL, and halves of what was no UTF-8
_OF_ANY_DRAFT = frozenset({Action.LAPSED, Action.STALE})  # what is told of a claim that a later draft has replaced too
_DOCUMENT = "document"  # in the content of what is told, or untold, because a document of the corpus has changed


def append(
    session: Session,
    action: Action,
    article_id: str,
    claim_id: str | None = None,
    *,
    by: str,
    note: str = "",
    attribution: Attribution | None = None,
    verdict: Verdict | None = None,
    reason: UnverifiedReason | None = None,
    citations: tuple[Citation, ...] = (),
    content: Mapping[str, Any] | None = None,
    after: int | None = None,
    refresh: bool = True,
) -> LogEntry:
    """Append an entry on a claim, or on an article itself, and keep where it stands then.

    ``after`` is the number of the newest entry on the same that the person has seen (0 for none); if there is a newer
    one, nothing is stored. ``refresh`` is left to whoever appends many. Where the session is that of ``by``, who has
    proved who they are, the entry says by what.

    Raises UsageError without a name and for what no database takes, ConflictError for a stale ``after``.
    """
    who = by.strip()
    if not who:
        raise UsageError("a decision needs a name: --as NAME, or FACTCHECK_USER, or user in factcheck.toml.")
    if action is not Action.LAPSED:  # in which nothing is new
        check_signs(by, note, content)
    check_seen(session, article_id, claim_id, after, by=who)
    if claim_id is not None and action not in _OF_ANY_DRAFT and _DOCUMENT not in (content or {}):
        _check_current(session, article_id, claim_id)
    last = store.log.last_number(session, article_id, claim_id)
    name, proof = session.info.get("proved", ("", ""))
    entry = LogEntry(
        action=action,
        article_id=article_id,
        claim_id=claim_id,
        number=last + 1,
        by=who,
        at=now(),
        note=note.strip(),
        attribution=attribution,
        verdict=verdict,
        reason=reason,
        citations=citations,
        content={**(content or {}), **({"authenticated": proof} if proof and who == name else {})},
        previous_hash=store.log.last_hash(session) or GENESIS,
    )
    entry = replace(entry, hash=entry_hash(entry))
    store.log.append(session, entry)
    if refresh and claim_id is not None:
        standing.refresh(session, [claim_id])
    elif refresh:
        standing.refresh_article(session, article_id)
    return entry


def check_signs(*given: object) -> None:
    """Raises UsageError for a text in ``given``, however deep, that cannot be stored everywhere: PostgreSQL takes a NUL
    in JSON and refuses to read it from then on."""
    for value in given:
        if isinstance(value, str) and _NO_LETTERS.search(value):
            raise UsageError(f"{value!r}: holds signs that are no letters and cannot be stored. Nothing was stored.")
        if isinstance(value, Mapping):
            check_signs(*value, *value.values())
        elif isinstance(value, list | tuple):
            check_signs(*value)


def check_seen(session: Session, article_id: str, claim_id: str | None, after: int | None, *, by: str) -> None:
    """Raises ConflictError if there is an entry newer than number ``after`` on a claim, or on an article itself.

    The message does not say what was decided where that is hidden from ``by``.
    """
    if after is not None and after != store.log.last_number(session, article_id, claim_id):
        hidden = claim_id is not None and standing.claims(session, [claim_id])[claim_id].hidden_from(by)
        raise ConflictError(_changed(session, article_id, claim_id, after, hidden))


class LaterDraft(NamedTuple):
    """The draft that has taken the place of an article: its number, and what a claim of that article is called there;
    None where it is no more."""

    article_id: str
    draft: int | None
    claim_id: str | None


def later_draft(source: Source, article_id: str, claim_id: str) -> LaterDraft | None:
    """The draft that has taken the place of a claim's article; None if none has."""
    stands = store.standing.articles(source, [article_id]).get(article_id)
    if stands is None or not stands.retired:
        return None
    retired = [one for one in store.dossier.entries(source, article_id=article_id) if one.action is Action.REPLACED]
    later = retired[-1].content["into"][0] if retired else ""
    drafted = [one for one in store.dossier.entries(source, article_id=later) if one.action is Action.DRAFTED]
    told = drafted[-1].content if drafted else {}
    pairs = {**told.get("kept", {}), **told.get("changed", {})}
    called = next((new_id for new_id, old_id in pairs.items() if old_id == claim_id), None)
    return LaterDraft(later, told.get("draft"), called)


def _check_current(session: Session, article_id: str, claim_id: str) -> None:
    """Raises ConflictError if a later draft has taken the place of the claim's article."""
    later = later_draft(session, article_id, claim_id)
    if later is None:
        return
    own = store.standing.articles(session, [article_id])[article_id].draft
    there = f"there it is claim {later.claim_id}" if later.claim_id else "there it is no more"
    number = f"draft {later.draft}" if later.draft else "a later draft"
    raise ConflictError(
        f"claim {claim_id} is of draft {own}, whose place {number} (article {later.article_id}) has taken since: "
        f"{there}. Nothing was stored."
    )


def _changed(session: Session, article_id: str, claim_id: str | None, after: int, hidden: bool) -> str:
    about = [claim_id] if claim_id else None
    entries = store.dossier.entries(session, about, article_id=None if claim_id else article_id)
    did = {entry.number: entry.action if hidden else entry.verdict or entry.action for entry in entries}
    since = [f"{entry.by} {did[entry.number]} ({entry.at})" for entry in entries if entry.number > after]
    what = f"claim {claim_id}" if claim_id else f"article {article_id}"
    told = (
        f"{'; '.join(since)} since you looked" if since else f"it has {len(entries)} entries, not the {after} you saw"
    )
    return f"{what}: {told}. `factcheck history {claim_id or article_id}` shows them. Nothing was stored."


def now() -> str:
    """The time, UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


# -- the chain ----------------------------------------------------------------------------


def entry_hash(entry: LogEntry) -> str:
    """SHA-256 over every field of an entry but its own hash, as canonical JSON."""
    fields = _FORMS[entry.form](entry)
    return fingerprint(json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def _first_form(entry: LogEntry) -> dict[str, Any]:
    """What the hash of a decision covered before revision 0011."""
    fields = {name: getattr(entry, name) for name in ("claim_id", "number", "verdict", "reason", "note", "by", "at")}
    cited = [asdict(citation) for citation in entry.citations]
    for citation in cited:
        del citation["retrieved"]
    before = entry.content["previous_verdict"]
    return {**fields, "previous_verdict": before, "citations": cited, "previous_hash": entry.previous_hash}


def _second_form(entry: LogEntry) -> dict[str, Any]:
    fields = asdict(entry)
    del fields["hash"]
    return fields


_FORMS = {1: _first_form, 2: _second_form}


def problems(entries: Iterable[LogEntry]) -> Iterator[str]:
    """Breaks in the log, oldest first."""
    previous = GENESIS
    numbers: dict[tuple[str, str | None], int] = {}
    for place, entry in enumerate(entries, start=1):
        about = f"claim {entry.claim_id}" if entry.claim_id else f"article {entry.article_id}"
        where = f"entry {place} ({entry.action} on {about}, by {entry.by}, {entry.at})"
        if entry.previous_hash != previous:
            yield f"{where}: does not follow the entry before it; one was removed, added or reordered"
        if entry.form not in _FORMS or entry_hash(entry) != entry.hash:
            yield f"{where}: its content is not what was signed"
        subject = (entry.article_id if entry.claim_id is None else "", entry.claim_id)
        numbers[subject] = numbers.get(subject, 0) + 1
        if entry.number != numbers[subject]:
            yield f"{where}: is number {entry.number} on it, and comes as number {numbers[subject]}"
        previous = entry.hash
