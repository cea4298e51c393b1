"""Releasing a verdict, so that it may be published as a ClaimReview.

Invariant: what is released has been found by whoever had to find it, and stands: nothing is published that is open,
stale, disputed or still to be checked a second time, and no words as somebody's of whom nobody knows that they said
them. A release is of one decision: whatever changes that, or the claim, ends it (see ``desk.standing``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.desk import log, standing
from factcheck.desk.citing import citation_problem
from factcheck.domain import Action, Attribution, Claim, ClaimKind, ClaimStanding, LogEntry, State
from factcheck.errors import UsageError
from factcheck.report.links import web_address
from factcheck.report.model import ClaimReport

if TYPE_CHECKING:
    from factcheck.store import Session, Source

_SAID = frozenset({Attribution.SAID_SO, Attribution.SAID_OTHERWISE})
_WHY_NOT = {
    State.OPEN: "nobody has decided whether it is borne out. `factcheck mark` decides",
    State.REOPENED: "it was reopened, and nobody has decided it since. `factcheck mark` decides",
    State.STALE: "what it rests on, or the claim itself, has changed since. `factcheck mark` decides anew",
    State.SECOND: "a second person has still to decide it",
    State.DISPUTED: "two disagree on it, and an editor decides first",
}


def release(session: Session, claim_id: str, *, note: str, by: str, editors: Sequence[str] = ()) -> LogEntry:
    """Enter that the verdict on a claim may be published. ``note`` is published in the place of the decision's. Where
    ``editors`` are named, it is one of them who may.

    Raises UsageError for somebody else than an editor, for what is not decided as it has to be, for an article
    without a web address, and for what is released already; ConflictError for a claim of an earlier draft.
    """
    _check_editor(by, editors)
    claim, number = store.dossier.claim(session, claim_id)
    stands = standing.claims(session, [claim_id])[claim_id]
    standing.check_live(claim_id, stands)
    if stands.released:
        told = stands.released
        raise UsageError(f"claim {claim_id} was released already, by {told['by']} ({told['at']}).")
    _check_found(_known(session, claim, number, stands))
    if web_address(store.dossier.article(session, claim.article_id).url) is None:
        raise UsageError(
            f"claim {claim_id} cannot be released: article {claim.article_id} has no web address, and a ClaimReview "
            "stands at one. Give it with `factcheck check … --url https://…`."
        )
    return _append(session, claim, note, by, released=True)


def withdraw(session: Session, claim_id: str, *, note: str, by: str, editors: Sequence[str] = ()) -> LogEntry:
    """Enter that the verdict on a claim may be published no more.

    Raises UsageError as ``release`` does, and where it is not released; ConflictError for a claim of an earlier draft.
    """
    _check_editor(by, editors)
    claim, _ = store.dossier.claim(session, claim_id)
    if not standing.claims(session, [claim_id])[claim_id].released:
        raise UsageError(f"claim {claim_id} is not released; there is nothing to withdraw.")
    return _append(session, claim, note, by, released=False)


def _append(session: Session, claim: Claim, note: str, by: str, *, released: bool) -> LogEntry:
    content = {"released": released}
    return log.append(session, Action.RELEASED, claim.article_id, claim.id, by=by, note=note, content=content)


def _check_editor(by: str, editors: Sequence[str]) -> None:
    if editors and by.strip() not in editors:
        raise UsageError(f"{by} is no editor of this desk ({', '.join(editors)}), who release what is published.")


def _known(source: Source, claim: Claim, number: int, stands: ClaimStanding) -> ClaimReport:
    """What is known of a claim, as a report has it: with whether its citations hold today, and its wording."""
    citations = stands.decision.citations if stands.decision else ()
    cited = store.dossier.passages_by_id(source, [citation.passage_id for citation in citations])
    found = (citation_problem(citation, cited) for citation in citations)
    return ClaimReport(
        number=number,
        claim=claim,
        search=store.dossier.searches(source, [claim.id]).get(claim.id),
        standing=stands,
        cited=cited,
        problems=stands.problems or tuple(filter(None, found)),
    )


def _check_found(item: ClaimReport) -> None:
    """Raises UsageError for a claim of which nobody has found enough to publish it."""
    claim_id, claim = item.claim.id, item.claim
    if item.state in _WHY_NOT:
        raise UsageError(f"claim {claim_id} cannot be released: {_WHY_NOT[item.state]}.")
    if claim.kind is not ClaimKind.ASSERTION and item.attribution not in _SAID:
        answered = str(item.attribution).replace("-", " ") if item.attribution else "not answered"
        raise UsageError(
            f"claim {claim_id} cannot be released: whether its speaker said this is {answered}. It wants said-so or "
            f"said-otherwise: `factcheck mark {claim_id} --attribution …`."
        )
    if item.misquoted:
        raise UsageError(
            f"claim {claim_id} cannot be released: its words are not those that were found, and nobody has answered "
            f"that. `factcheck mark {claim_id} --attribution said-otherwise`, or said-so with --cite of the place."
        )
