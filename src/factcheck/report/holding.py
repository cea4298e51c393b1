"""Why an article is held: the rules of the hold line.

Invariant: attribution and substance each hold by themselves. Whatever a person has not decided, or not decided knowing
what stands now, holds; what was decided holds until an editor signs it off with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from factcheck.domain import Action, Attribution, ClaimKind, State, UnverifiedReason, Verdict, Wording

if TYPE_CHECKING:
    from factcheck.report.model import ClaimReport


class Blocker(StrEnum):
    """Why an article is held, in the order an editor is told."""

    CONTRADICTED = "contradicted"
    NOT_SAID = "not said"
    SAID_OTHERWISE = "said otherwise"
    MISQUOTED = "misquoted"
    STALE = "stale"
    SINGLE_SOURCE = "single source"
    DISPUTED = "disagreement"
    RESTATED = "opinion restated as fact"
    OWN_VOICE = "unverified in our own voice"
    AWAITING_REPLY = "awaiting reply"
    SECOND = "second check pending"
    UNCHECKED = "not yet checked"


UNDECIDED = frozenset({Blocker.DISPUTED, Blocker.STALE, Blocker.UNCHECKED, Blocker.SECOND})
"""What can only be decided: nobody signs off what nobody has found."""

NO_CLAIM = frozenset({"dismissed", "replaced", "withdrawn"})
"""States in which a claim holds nothing: it is none, or others have taken its place."""

REPLY_TO_ALL = "awaiting reply on the article"

_ANSWERED = frozenset({Attribution.SAID_OTHERWISE, Attribution.NOT_SAID})  # each holds an article by itself


def reasons(item: ClaimReport) -> tuple[Blocker, ...]:
    """Every reason to hold the article for a claim, signed off or not, gravest first.

    A restated opinion stops being one once a person has found it supported by the record.
    An unverified quotation can run with its speaker's name; an unverified assertion is the
    outlet's own word, and only holds nothing up if the desk found it not checkable.
    """
    if item.left:
        return ()
    supported = item.verdict is Verdict.SUPPORTED
    own_voice = item.claim.kind is ClaimKind.ASSERTION and item.verdict is Verdict.UNVERIFIED
    reason = item.decision.reason if item.decision else None
    holds = {
        Blocker.CONTRADICTED: item.verdict is Verdict.CONTRADICTED,
        Blocker.NOT_SAID: item.attribution is Attribution.NOT_SAID,
        Blocker.SAID_OTHERWISE: item.attribution is Attribution.SAID_OTHERWISE,
        Blocker.MISQUOTED: misquoted(item),
        Blocker.STALE: item.stale,
        Blocker.SINGLE_SOURCE: supported and len(item.publishers) < 2,
        Blocker.DISPUTED: item.state is State.DISPUTED,
        Blocker.RESTATED: item.claim.restates is not None and (not supported or item.stale),
        Blocker.OWN_VOICE: own_voice and reason is not UnverifiedReason.NOT_CHECKABLE,
        Blocker.AWAITING_REPLY: reason is UnverifiedReason.AWAITING_REPLY or bool(unanswered(item.standing.replies)),
        Blocker.SECOND: item.state is State.SECOND,
        Blocker.UNCHECKED: item.verdict is None and not item.hidden,
    }
    return tuple(blocker for blocker, so in holds.items() if so)


def misquoted(item: ClaimReport) -> bool:
    """The words were altered so that they say something else, or are somebody else's, and nobody has said what to make
    of that: that it was said otherwise or not at all, or, citing the place, that these are the words."""
    wording = item.search.wording if item.search else None
    if wording is None or not wording.misquoted or item.attribution in _ANSWERED:
        return False
    answered = item.attribution is Attribution.SAID_SO or item.claim.kind is ClaimKind.ASSERTION
    return not (answered and _cites_a_place_of(wording, item))


def _cites_a_place_of(wording: Wording, item: ClaimReport) -> bool:
    cited = (item.cited.get(citation.passage_id) for citation in (item.decision.citations if item.decision else ()))
    return any(
        passage.document_id == place.document_id and passage.span.overlaps(place.span)
        for passage in cited
        if passage
        for place in wording.places
    )


def unanswered(replies: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Who was asked and has not answered since."""
    waiting: dict[str, None] = {}
    for one in replies:
        if one["action"] == Action.ASKED:
            waiting[one["whom"]] = None
        else:
            waiting.pop(one["whom"], None)
    return tuple(waiting)


def signed(entries: Iterable[Mapping[str, Any]], blocker: Blocker) -> Mapping[str, Any] | None:
    """Who has signed a reason off: the newest of such ``entries`` that names it, or all. What nobody has decided cannot
    be."""
    named = [one for one in entries if one["blocker"] in (None, blocker)]
    return named[-1] if named and blocker not in UNDECIDED else None
