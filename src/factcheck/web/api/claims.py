"""Claims: what waits, taking the next, one with its evidence, and who is at it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from factcheck.domain import WAITING, State, Verdict
from factcheck.errors import UsageError
from factcheck.report import claim_as_dict
from factcheck.report.desk_json import entry_as_dict
from factcheck.store.queue import Filters, QueueItem
from factcheck.web.api.answers import (
    ClaimAnswer,
    DoneAnswer,
    EntryAnswer,
    LeaseAnswer,
    QueueAnswer,
    TakenAnswer,
    answer,
    refusals,
)
from factcheck.web.api.shapes import ApiBody, Attempt, ClaimId, Flag, Id, Line, Note
from factcheck.web.people import Asking, Here
from factcheck.workspace.as_json.desk import item_as_dict, lease_as_dict, waiting_as_dict

router = APIRouter(prefix="/claims", tags=["claims"])

_STATES = [state.value.replace(" ", "-") for state in State if state in WAITING]
_PROPOSALS = [*(verdict.value for verdict in Verdict), "none"]
_State = Annotated[Line | None, Field(description="What they wait for.", json_schema_extra={"enum": [*_STATES, None]})]
_Proposal = Annotated[Line | None, Field(json_schema_extra={"enum": [*_PROPOSALS, None]})]


class ClaimFilters(ApiBody):
    """Which claims are wanted; those that are not given want all."""

    article: Annotated[Id | None, Field(description="The beginning of its id.")] = None
    speaker: Annotated[Line | None, Field(description="Part of the name will do.")] = None
    status: _State = None
    flag: Annotated[Line | None, Field(description="misquoted, restated, opinion, no-source, …")] = None
    proposal: _Proposal = None
    person: Annotated[Line | None, Field(description="Who it is assigned to.")] = None
    mine: Annotated[bool, Field(description="Only what waits for you.")] = False
    decided: Annotated[bool, Field(description="Those with a verdict that stands, stale or not, instead.")] = False

    def filters(self) -> Filters:
        """Raises UsageError for a state or a proposal that there is not."""
        for name, known in (("status", _STATES), ("proposal", _PROPOSALS)):
            if (value := getattr(self, name)) is not None and value not in known:
                raise UsageError(f"{name}: no '{value}'. One of {', '.join(known)}.")
        return Filters(
            speaker=self.speaker,
            state=State(self.status.replace("-", " ")) if self.status else None,
            flag=self.flag,
            proposal=self.proposal,
            person=self.person,
            decided=self.decided,
        )


class QueuePage(ClaimFilters):
    """A page of them."""

    limit: Annotated[int, Field(ge=1, le=500)] = 20
    offset: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class NextClaim(ClaimFilters):
    """Which claims are wanted, and behind which one to begin."""

    mine: Annotated[Flag, Field(description="Always so: the next is one that waits for you.")] = True
    decided: Annotated[Flag, Field(json_schema_extra={"enum": [False]})] = False
    after_claim: Annotated[Id | None, Field(description="Begin behind this claim of the queue.")] = None


class RenewBody(ApiBody):
    """What you have noted and chosen and not decided yet, to be kept with the lease."""

    note: Note | None = None
    attempt: Attempt = None


class AssignBody(ApiBody):
    """Whom it is given to; null gives it back to everybody."""

    to: Line | None


@router.get("", response_model=QueueAnswer, responses=refusals(404))
def list_claims(here: Here, who: Asking, page: Annotated[QueuePage, Query()]) -> Response:
    """List the claims that wait for a person, the most urgent first; a page of them, and how many there are.

    What a blind second check hides from you is not shown.
    """
    wanted = page.filters()
    if page.mine:
        wanted = here.waits_for(who.name, wanted)
    items, total = here.queue(wanted, article=page.article, limit=page.limit, offset=page.offset, by=who.name)
    left = here.waiting(page.article, by=who.name)
    told = {"total": total, "claims": [item_as_dict(item) for item in items], "waiting": waiting_as_dict(left)}
    return answer(told)


@router.post("/next", response_model=TakenAnswer, responses=refusals(404, 409))
def take_next(here: Here, who: Asking, wanted: NextClaim) -> Response:
    """Take the next claim that waits for you and that nobody is at: yours for a quarter of an hour."""
    if wanted.decided:
        raise UsageError("decided: nothing of that waits for anybody. Leave it out.")
    after = here.claim(wanted.after_claim).claim.id if wanted.after_claim else None
    found = here.take(by=who.name, wanted=wanted.filters(), article=wanted.article, after_claim=after)
    return answer(_taken(found))


@router.get("/{claim}", response_model=ClaimAnswer, responses=refusals(404))
def show_claim(here: Here, who: Asking, claim: ClaimId) -> Response:
    """Show one claim with its evidence, what is proposed and what was decided.

    Whoever may be the second of two to decide, neither knowing of the other, is not shown what the first one decided.
    """
    return answer(claim_as_dict(*here.show(claim, by=who.name)))


@router.get("/{claim}/history", response_model=list[EntryAnswer], responses=refusals(404))
def claim_history(here: Here, who: Asking, claim: ClaimId) -> Response:
    """Tell what was done with a claim, oldest first: the entries of the log with their hashes."""
    return answer([entry_as_dict(entry) for entry in here.history(claim, by=who.name)])


@router.post("/{claim}/take", response_model=TakenAnswer, responses=refusals(404, 409))
def take_claim(here: Here, who: Asking, claim: ClaimId) -> Response:
    """Take a claim, so that nobody else is given it; 409 if somebody is at it."""
    return answer(_taken(here.take(claim, by=who.name)))


@router.post("/{claim}/renew", response_model=LeaseAnswer, responses=refusals(404, 409))
def renew_claim(here: Here, who: Asking, claim: ClaimId, body: RenewBody | None = None) -> Response:
    """Keep a claim that you took for another quarter of an hour, with what you have noted so far."""
    work = None if body is None or body.note is None else {"note": body.note}
    attempt = body.attempt if body else None
    return answer(lease_as_dict(here.renew(claim, by=who.name, work=work, attempt=attempt)))


@router.post("/{claim}/let-go", status_code=204, response_class=Response, responses=refusals(404))
def let_claim_go(here: Here, who: Asking, claim: ClaimId) -> Response:
    """Let go of a claim. What you noted is kept for when you come back."""
    here.release(claim, by=who.name)
    return Response(status_code=204)


@router.post("/{claim}/assign", response_model=DoneAnswer, responses=refusals(404, 409))
def assign_claim(here: Here, who: Asking, claim: ClaimId, body: AssignBody) -> Response:
    """Give a claim to somebody, or with null back to everybody."""
    return answer(done(here.assign(here.claim(claim).claim.id, body.to, by=who.name)))


def done(entry: Any) -> dict[str, Any]:
    """What was entered, if anything was."""
    return {"done": entry is not None, "entry": None if entry is None else entry_as_dict(entry)}


def _taken(item: QueueItem | None) -> dict[str, Any]:
    if item is None:
        return {"claim": None, "until": None, "attempt": None, "work": None}
    until = item.held_until and datetime.fromtimestamp(item.held_until, UTC).isoformat(timespec="seconds")
    work = dict(item.work) if item.work else None
    return {"claim": item_as_dict(item), "until": until or None, "attempt": item.attempt, "work": work}
