"""What a person corrects of a claim that was found, or says of it beside a verdict.

Invariant: what the machine found stays as it was. A correction is an entry that holds what was changed and what stood
there before, and what the machine says of the claim as it is now; the words of a claim slice out of its article.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.desk import extents, leases, log, second, standing
from factcheck.domain import (
    GONE,
    Action,
    Article,
    Claim,
    ClaimKind,
    ClaimOrigin,
    DismissalReason,
    LogEntry,
    Span,
    Speaker,
    SpeakerKind,
    State,
)
from factcheck.errors import UsageError
from factcheck.store import values

if TYPE_CHECKING:
    from factcheck.store import Session, Source


# -- correcting ---------------------------------------------------------------------------


def correct(
    session: Session,
    claim_id: str,
    *,
    speaker: str | None = None,
    role: str | None = None,
    kind: ClaimKind | None = None,
    words: str | None = None,
    spans: Sequence[Sequence[int]] | None = None,
    nth: int | None = None,
    by: str,
    note: str = "",
    after: int | None = None,
    attempt: int | None = None,
) -> Claim:
    """Correct a claim, and say how it stands then. What is None stays; an empty ``speaker`` or ``role`` says that
    there is none. The extent is given by ``words`` of the article (see ``extents.find``) or by ``spans``.

    A decision on the claim becomes stale. What stands so already changes nothing. Raises UsageError for words that
    are not the article's, an extent that another claim has, a speaker of an assertion and a claim that is none any
    more, ConflictError for a stale ``after``, where a colleague is at the claim, and where it was taken since the lease
    of ``attempt``.
    """
    claim, _ = store.dossier.claim(session, claim_id)
    log.check_seen(session, claim.article_id, claim_id, after, by=by)
    standing.check_live(claim_id, standing.claims(session, [claim_id])[claim_id])
    leases.make_way(session, claim_id, by=by, attempt=attempt)
    article = store.dossier.article(session, claim.article_id)
    made = claim
    if words is not None or spans is not None:
        made = with_extent(article, made, extent(article, words, spans, near=_whole(claim.spans), nth=nth))
        check_free(session, article, made.spans, claim_id)
    made = with_kind(article, made, kind, spoken=speaker)
    made = replace(made, speaker=spoken_by(session, article, made, speaker, role))
    _append(session, article, claim, made, by=by, note=note)
    return store.dossier.claim(session, claim_id)[0]


def _append(session: Session, article: Article, before: Claim, after: Claim, *, by: str, note: str) -> None:
    """Append what makes ``after`` of ``before``, if anything does."""
    from factcheck import claims  # it reads flags and figures, which takes long to load

    old, new = columns(before), columns(after)
    changed = {name: new[name] for name in values.CORRECTABLE if new[name] != old[name]}
    if not changed:
        return
    now = columns(claims.weighed(article, after))
    content = {
        "changed": changed,
        "before": {name: old[name] for name in changed},
        "follows": {name: now[name] for name in values.FOLLOWING},
    }
    log.append(session, Action.CORRECTED, article.id, before.id, by=by, note=note, content=content)


def columns(claim: Claim) -> dict[str, Any]:
    """The fields of a claim as they are stored, in plain JSON values."""
    plain: dict[str, Any] = json.loads(json.dumps(values.claim_columns(claim, 0)))
    return plain


def _whole(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def extent(
    article: Article,
    words: str | None,
    spans: Sequence[Sequence[int]] | None,
    *,
    near: Span | None = None,
    nth: int | None = None,
) -> tuple[Span, ...]:
    """The places that a person means, by words or by offsets. Raises UsageError if he gave both, or neither."""
    if (words is None) == (spans is None):
        raise UsageError("a claim's extent is given by its words or by offsets: one of the two.")
    if spans is not None:
        return extents.checked(article, spans)
    return extents.find(article, words or "", near=near, nth=nth)


def check_free(session: Session, article: Article, spans: Sequence[Span], but: str | None = None) -> None:
    """Raises UsageError if a claim other than ``but`` holds the same words at the same place."""
    for other, number in live(session, article.id):
        if other.id != but and extents.same_words(article.text, spans, other.spans):
            raise UsageError(f"claim {other.id} (#{number}) holds these words already: “{other.text}”")


def live(source: Source, article_id: str) -> list[tuple[Claim, int]]:
    """The claims of an article as they stand, without those that were dismissed, replaced or withdrawn."""
    known = store.dossier.claims_of(source, article_id)
    stands = standing.claims(source, (claim.id for claim, _ in known))
    return [(claim, number) for claim, number in known if stands[claim.id].state not in GONE]


def with_extent(article: Article, claim: Claim, spans: tuple[Span, ...]) -> Claim:
    """``claim`` with other words; a quotation is of the kind that the marks around them make it."""
    kind = claim.kind if claim.kind is ClaimKind.ASSERTION else extents.marked(article, spans)
    return replace(claim, first_known=claim.id, spans=spans, text=extents.words_at(article, spans), kind=kind)


def with_kind(article: Article, claim: Claim, kind: ClaimKind | None, *, spoken: str | None) -> Claim:
    """``claim`` of ``kind``; where none is given, one that gets a speaker (``spoken``) is a quotation. An assertion is
    nobody's words."""
    if kind is None:
        kind = extents.marked(article, claim.spans) if spoken and claim.kind is ClaimKind.ASSERTION else claim.kind
    if kind is not ClaimKind.ASSERTION:
        return replace(claim, first_known=claim.id, kind=kind)
    if spoken:
        raise UsageError("an assertion is the outlet's own and has no speaker. Give another kind, or no speaker.")
    return replace(claim, first_known=claim.id, kind=kind, speaker=None, cue=None, addressee=None)


# -- speakers -----------------------------------------------------------------------------


def spoken_by(session: Session, article: Article, claim: Claim, name: str | None, role: str | None) -> Speaker | None:
    """Who speaks by what a person gave; what is None stays. Raises UsageError for a role of nobody."""
    speaker = claim.speaker
    if name is not None:
        speaker = _named(session, article, claim, " ".join(name.split()))
    if role is None:
        return speaker
    if speaker is None:
        raise UsageError(f"claim {claim.id} has no speaker who could have a role. Give --speaker too.")
    return replace(speaker, role=" ".join(role.split()) or None)


def _named(session: Session, article: Article, claim: Claim, name: str) -> Speaker | None:
    """The speaker of that name: as the article's other claims have him, or else as the name tells."""
    if not name:
        return None
    if claim.speaker and claim.speaker.name == name:
        return claim.speaker
    mention = _mention(article, claim, name)
    known = (one.speaker for one, _ in store.dossier.claims_of(session, article.id) if one.speaker)
    for speaker in known:
        if speaker.name.casefold() == name.casefold():
            return replace(speaker, mention=mention)
    return Speaker(name, mention, kind=_kind(name))


def _mention(article: Article, claim: Claim, name: str) -> str:
    """What of a name stands in the claim's paragraph: all of it or its last words; else the words there before."""
    block = next((block.span for block in article.blocks if block.span.contains(claim.spans[0])), _whole(claim.spans))
    here, words = block.of(article.text), name.split()
    ends = (" ".join(words[first:]) for first in range(len(words)))
    return next((end for end in ends if end in here), claim.speaker.mention if claim.speaker else name)


def _kind(name: str) -> SpeakerKind:
    from factcheck.quotes.people.names import is_body_name

    if name == name.lower():
        return SpeakerKind.ANONYMOUS  # "officials"
    return SpeakerKind.BODY if is_body_name(name.split()) else SpeakerKind.PERSON


# -- no claim, and remarks ----------------------------------------------------------------


def dismiss(
    session: Session,
    claim_id: str,
    reason: DismissalReason,
    *,
    note: str = "",
    by: str,
    after: int | None = None,
    attempt: int | None = None,
    editors: Sequence[str] = (),
) -> LogEntry:
    """Say that something is no claim, and why. Raises UsageError if that is said already, or it is none any more, and
    for who may be the second to decide it and has not, ConflictError for a stale ``after``, where a
    colleague is at it, and where it was taken since the lease of ``attempt``."""
    article_id = store.dossier.claim(session, claim_id)[0].article_id
    log.check_seen(session, article_id, claim_id, after, by=by)
    stands = standing.claims(session, [claim_id])[claim_id]
    standing.check_live(claim_id, stands)
    second.check_unveiling(claim_id, stands, "Dismissing", by=by, editors=editors)
    leases.make_way(session, claim_id, by=by, attempt=attempt)
    content = {"reason": reason.value}
    entry = log.append(session, Action.DISMISSED, article_id, claim_id, by=by, note=note, content=content)
    leases.end(session, claim_id, by=by)
    return entry


def note(session: Session, claim_id: str, text: str, *, by: str) -> LogEntry:
    """Keep a remark on a claim. Raises UsageError if it is empty."""
    if not text.strip():
        raise UsageError("the note is empty. Say what is to be kept.")
    article_id = store.dossier.claim(session, claim_id)[0].article_id
    return log.append(session, Action.NOTED, article_id, claim_id, by=by, note=text)


# -- beside another reading ---------------------------------------------------------------


def beside(source: Source, article: Article, found: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """What of the claims just ``found`` in an article is to be stored, and what is to be searched for.

    Stored is what no claim of the desk holds already and nobody has dismissed; searched for is every claim as it
    stands: as it was corrected, those of the desk too, and none that others replaced.
    """
    known = {claim.id: claim for claim, _ in store.dossier.claims_of(source, article.id)}
    stands = standing.claims(source, {*known, *(claim.id for claim in found)})
    own = [
        claim
        for claim in known.values()
        if stands[claim.id].state not in GONE and (claim.origin is ClaimOrigin.DESK or stands[claim.id].changed)
    ]
    settled = [claim for claim in known.values() if stands[claim.id].state in (State.DISMISSED, State.REPLACED)]
    kept = [claim for claim in found if claim.id in known or not _held(article, claim, (*own, *settled))]
    ids = {claim.id for claim in own}
    asked = [claim for claim in kept if claim.id not in ids and stands[claim.id].state in _SEARCHED]
    return kept, sorted([*asked, *own], key=lambda claim: claim.spans)


_SEARCHED = frozenset(State) - {State.REPLACED, State.WITHDRAWN}


def _held(article: Article, claim: Claim, own: Iterable[Claim]) -> bool:
    return any(extents.same_words(article.text, claim.spans, other.spans) for other in own)
