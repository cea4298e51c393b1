"""Claims that a person makes: marks in the article, splits off another, joins of several.

Invariant: a claim that was made has an entry that says of what; what it was made of is replaced in the same
transaction, so that no word waits twice. Numbers of other claims stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from factcheck import store
from factcheck.desk import extents, leases, log, standing
from factcheck.desk.corrections import check_free, columns, extent, spoken_by
from factcheck.domain import (
    Action,
    Article,
    BlockKind,
    Claim,
    ClaimKind,
    ClaimOrigin,
    Span,
    State,
)
from factcheck.errors import UsageError
from factcheck.store import values

if TYPE_CHECKING:
    from factcheck.store import Session

Part = str | Sequence[Sequence[int]]
"""A part of a claim: its words, or pairs of offsets."""


def add(
    session: Session,
    article_id: str,
    words: str | None = None,
    *,
    spans: Sequence[Sequence[int]] | None = None,
    nth: int | None = None,
    speaker: str | None = None,
    role: str | None = None,
    kind: ClaimKind | None = None,
    by: str,
    note: str = "",
) -> Claim:
    """Make a claim of words of an article. Its kind, if not given, is told by whether they stand in quotation marks,
    and where they do not by whether there is a ``speaker``.

    Raises UsageError for words that are not the article's or stand in several places, those that a claim holds
    already, and a speaker of an assertion.
    """
    article = store.dossier.article(session, article_id)
    places = extent(article, words, spans, nth=nth)
    check_free(session, article, places)
    kind = kind or extents.marked(article, places)
    if kind is ClaimKind.INDIRECT and not speaker:
        kind = ClaimKind.ASSERTION
    if kind is ClaimKind.ASSERTION and speaker:
        raise UsageError("an assertion is the outlet's own and has no speaker. Give another kind, or no speaker.")
    made = _claim(article, places, kind)
    made = replace(made, speaker=spoken_by(session, article, made, speaker, role))
    return _put(session, article, made, by=by, note=note)


def split(
    session: Session, claim_id: str, parts: Sequence[Part], *, by: str, note: str = "", after: int | None = None
) -> list[Claim]:
    """Make several claims of one. Each of ``parts`` is words of the claim or offsets into the article; one part alone
    says where the second claim begins. What stands between the parts belongs to none.

    Raises UsageError for parts that overlap, are fewer than two, or are not of the claim.
    """
    claim, _ = store.dossier.claim(session, claim_id)
    log.check_seen(session, claim.article_id, claim_id, after, by=by)
    standing.check_live(claim_id, standing.claims(session, [claim_id])[claim_id])
    article = store.dossier.article(session, claim.article_id)
    places = sorted(_part(article, claim, part) for part in parts)
    if len(places) == 1:
        places = _halves(article, claim, places[0])
    _check_parts(claim, places)
    made = [
        replace(
            _claim(article, spans, _kind(article, claim, spans)),
            speaker=claim.speaker,
            cue=claim.cue,
            addressee=claim.addressee,
        )
        for spans in places
    ]
    return _replace(session, article, [claim], made, by=by, note=note)


def join(session: Session, claim_ids: Sequence[str], *, by: str, note: str = "") -> Claim:
    """Make one claim of several of one article. They have one speaker, or are the outlet's own.

    Raises UsageError for fewer than two, claims of several articles or speakers, and for an assertion beside a
    quotation.
    """
    ids = list(dict.fromkeys(claim_ids))
    if len(ids) < 2:
        raise UsageError("joining takes two claims or more.")
    claims = [store.dossier.claim(session, claim_id)[0] for claim_id in ids]
    for claim_id, stands in standing.claims(session, ids).items():
        standing.check_live(claim_id, stands)
    _check_joined(claims)
    article = store.dossier.article(session, claims[0].article_id)
    first, *_ = claims = sorted(claims, key=lambda claim: claim.spans)
    spans = extents.merged(article.text, [span for claim in claims for span in claim.spans])
    made = replace(
        _claim(article, spans, _kind(article, first, spans)),
        speaker=next((claim.speaker for claim in claims if claim.speaker), None),
        cue=first.cue,
        addressee=first.addressee,
    )
    return _replace(session, article, claims, [made], by=by, note=note)[0]


# -- parts --------------------------------------------------------------------------------


def _part(article: Article, claim: Claim, part: Part) -> tuple[Span, ...]:
    whole = Span(claim.spans[0].start, claim.spans[-1].end)
    if isinstance(part, str):
        return extents.find(article, part, within=whole)
    places = extents.checked(article, part)
    if not all(whole.contains(span) for span in places):
        raise UsageError(f"a part of claim {claim.id} lies outside it: it is at {whole.start}–{whole.end}.")
    return places


def _halves(article: Article, claim: Claim, second: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """The words of a claim before and from where ``second`` begins."""
    at = second[0].start
    before = [Span(span.start, min(span.end, at)) for span in claim.spans if span.start < at]
    before = extents.without_joint(article.text, before)
    behind = [Span(max(span.start, at), span.end) for span in claim.spans if span.end > at]
    if not before or not behind:
        raise UsageError(f"claim {claim.id} begins there, so nothing would be split off. Name words further on in it.")
    return [extents.checked(article, before), extents.checked(article, behind)]


def _check_parts(claim: Claim, places: Sequence[tuple[Span, ...]]) -> None:
    if len(places) < 2:
        raise UsageError(f"splitting claim {claim.id} takes the words of two parts, or those where the second begins.")
    spans = sorted(span for part in places for span in part)
    if any(one.overlaps(other) for one, other in pairwise(spans)):
        raise UsageError(f"the parts of claim {claim.id} overlap. Each word goes to one of them.")


def _check_joined(claims: Sequence[Claim]) -> None:
    first, *others = claims
    for other in others:
        if other.article_id != first.article_id:
            raise UsageError(f"claims {first.id} and {other.id} are of two articles, and a claim has one.")
        if (other.kind is ClaimKind.ASSERTION) != (first.kind is ClaimKind.ASSERTION):
            raise UsageError(
                f"claims {first.id} and {other.id}: one is the outlet's own, the other somebody's words. Correct the "
                "--kind or --speaker of one first."
            )
    names = {claim.speaker.name for claim in claims if claim.speaker}
    if len(names) > 1:
        raise UsageError(f"they are said by several: {', '.join(sorted(names))}. Correct the --speaker of one first.")


# -- making -------------------------------------------------------------------------------


def _claim(article: Article, spans: tuple[Span, ...], kind: ClaimKind) -> Claim:
    start = spans[0].start
    block = next((block.kind for block in article.blocks if block.span.start <= start < block.span.end), None)
    return Claim(
        article_id=article.id,
        kind=kind,
        text=extents.words_at(article, spans),
        spans=spans,
        block=block or BlockKind.PARAGRAPH,
        origin=ClaimOrigin.DESK,
    )


def _kind(article: Article, claim: Claim, spans: Sequence[Span]) -> ClaimKind:
    return claim.kind if claim.kind is ClaimKind.ASSERTION else extents.marked(article, spans)


def _replace(
    session: Session, article: Article, old: Sequence[Claim], new: Sequence[Claim], *, by: str, note: str
) -> list[Claim]:
    for claim in old:
        leases.make_way(session, claim.id, by=by)
    content = {"origin": [claim.id for claim in old], "into": [claim.id for claim in new]}
    made = [_put(session, article, claim, by=by, note=note, content=content) for claim in new]
    for claim in old:
        log.append(session, Action.REPLACED, article.id, claim.id, by=by, note=note, content=content)
        leases.end(session, claim.id, by=by)
    return made


def _put(
    session: Session,
    article: Article,
    claim: Claim,
    *,
    by: str,
    note: str = "",
    content: Mapping[str, Any] = MappingProxyType({}),
) -> Claim:
    """Store a claim with its entry, or bring back the one that had these words and this kind before."""
    from factcheck import claims  # it reads flags and figures, which takes long to load

    made = claims.weighed(article, claim)
    before = standing.claims(session, [made.id])[made.id]
    if before.state in (State.REPLACED, State.DISMISSED):
        log.append(session, Action.RESTORED, article.id, made.id, by=by, note=note, content=content)
        return store.dossier.claim(session, made.id)[0]
    if before.state is not State.WITHDRAWN and (there := store.dossier.claims(session, [made.id])):
        now, number = there[0]
        raise UsageError(
            f"claim {made.id} (#{number}) had these words before it was corrected, and is “{now.text}” now. "
            f"`factcheck correct {made.id}` or `factcheck undo {made.id}` gives them back. Nothing was stored."
        )
    store.desk.put_claim(session, made)
    stored = columns(made)
    content = {"claim": {name: stored[name] for name in values.CORRECTABLE}, **content}
    log.append(session, Action.ADDED, article.id, made.id, by=by, note=note, content=content)
    return store.dossier.claim(session, made.id)[0]
