"""What a person says of a claim: decisions, notes, signatures, replies; and taking that back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from factcheck.domain import Attribution, DismissalReason, UnverifiedReason, Verdict
from factcheck.report.desk_json import entry_as_dict
from factcheck.web.api.answers import DecisionAnswer, EntryAnswer, answer, refusals
from factcheck.web.api.shapes import After, AnyLine, ApiBody, Attempt, ClaimId, Flag, Id, Line, Moment, Note, Words
from factcheck.web.people import Asking, Here
from factcheck.workspace.as_json.desk import decided_as_dict

router = APIRouter(tags=["deciding"])


class DecisionBody(ApiBody):
    """A verdict, an attribution, or both. *Supported* and *contradicted* rest on a citation, *unverified* on a
    reason."""

    verdict: Verdict | None = None
    attribution: Attribution | None = None
    cite: Annotated[
        list[Words],
        Field(
            default_factory=list,
            max_length=50,
            description="PASSAGE, PASSAGE:exact words, DOCUMENT:words; a passage by its id or its rank in `evidence`.",
        ),
    ]
    reason: UnverifiedReason | None = None
    note: Note = ""
    after: After = None
    attempt: Attempt = None
    over: Annotated[Flag, Field(description="Overrule a colleague; wants a note.")] = False
    reuse: Annotated[Id | None, Field(description="Take over the same verdict on this claim, verified anew.")] = None


class NoteBody(ApiBody):
    """A remark."""

    note: Note = ""


class ReopenBody(ApiBody):
    """Why it is to be looked at again."""

    note: Annotated[Note, Field(min_length=1)]
    after: After = None


class DismissBody(ApiBody):
    """Why it is no claim."""

    reason: DismissalReason
    note: Note = ""
    after: After = None
    attempt: Attempt = None


class RemarkBody(ApiBody):
    """What is to be kept."""

    text: Annotated[Note, Field(min_length=1)]


class SecondCheckBody(ApiBody):
    """Whether the second person does not see what the first decided; null: as the desk does."""

    blind: Flag | None = None


class SignOffBody(ApiBody):
    """Which reason to hold need not hold, as the report names it; null: all. And why."""

    blocker: Line | None = None
    note: Annotated[Note, Field(min_length=1)]


class AskBody(ApiBody):
    """Who was asked for a reply, by which way, and when: now, if that is not given."""

    whom: Line
    way: Line
    when: Moment | None = None


class ReplyBody(ApiBody):
    """What was answered, in the words that were used; by whom, where several were asked."""

    answer: Words
    whom: Line | None = None
    when: Moment | None = None


class UndoBody(ApiBody):
    """What is taken back: the last thing that you did on a claim, or on any."""

    claim: Id | None = None
    note: AnyLine = ""
    over: Annotated[Flag, Field(description="Also if a colleague has gone on from it.")] = False


@router.post("/claims/{claim}/decision", response_model=DecisionAnswer, responses=refusals(404, 409))
def decide(here: Here, who: Asking, claim: ClaimId, body: DecisionBody) -> Response:
    """Decide a claim: on substance, on attribution, or on both.

    The same again changes nothing, and `added` is false. Refused with 409 are a decision over that of a colleague, on
    a claim that a colleague is at, and with an `after` that is no more true.
    """
    named = here.claim(claim)
    made = here.mark(
        named.claim.id,
        body.verdict,
        attribution=body.attribution,
        cite=body.cite,
        reason=body.reason,
        note=body.note,
        by=who.name,
        after=body.after,
        attempt=body.attempt,
        reuse=body.reuse,
        over=body.over,
    )
    told = decided_as_dict(here.claim(named.claim.id), made)
    return answer({**told, "added": made.number > named.standing.entries})


@router.post("/claims/{claim}/reopen", response_model=DecisionAnswer, responses=refusals(404, 409))
def reopen_claim(here: Here, who: Asking, claim: ClaimId, body: ReopenBody) -> Response:
    """Put a decided claim back into the queue, or bring back one that was dismissed."""
    named = here.claim(claim)
    made = here.reopen(named.claim.id, note=body.note, by=who.name, after=body.after)
    return answer({**decided_as_dict(here.claim(named.claim.id), made), "added": True})


@router.post("/claims/{claim}/dismiss", response_model=EntryAnswer, responses=refusals(404, 409))
def dismiss_claim(here: Here, who: Asking, claim: ClaimId, body: DismissBody) -> Response:
    """Say that something is no claim, and why."""
    seen = {"after": body.after, "attempt": body.attempt}
    return answer(entry_as_dict(here.dismiss(claim, body.reason, note=body.note, by=who.name, **seen)))


@router.post("/claims/{claim}/note", response_model=EntryAnswer, responses=refusals(404, 409))
def note_claim(here: Here, who: Asking, claim: ClaimId, body: RemarkBody) -> Response:
    """Keep a remark on a claim, without deciding anything."""
    return answer(entry_as_dict(here.note(claim, body.text, by=who.name)))


@router.post("/claims/{claim}/second-check", response_model=EntryAnswer, responses=refusals(404, 409))
def want_second_check(here: Here, who: Asking, claim: ClaimId, body: SecondCheckBody | None = None) -> Response:
    """Want a second person's decision on a claim."""
    return answer(entry_as_dict(here.second_check(claim, by=who.name, blind=body.blind if body else None)))


@router.post("/claims/{claim}/sign-off", response_model=EntryAnswer, responses=refusals(404, 409))
def sign_off_claim(here: Here, who: Asking, claim: ClaimId, body: SignOffBody) -> Response:
    """Clear a reason to hold the article for a claim, saying why."""
    about = here.claim(claim).claim.id
    return answer(entry_as_dict(here.sign_off(about, body.blocker, note=body.note, by=who.name)))


@router.post("/claims/{claim}/ask", response_model=EntryAnswer, responses=refusals(404, 409))
def ask_about_claim(here: Here, who: Asking, claim: ClaimId, body: AskBody) -> Response:
    """Enter that somebody was asked for a reply to a claim."""
    about = here.claim(claim).claim.id
    return answer(entry_as_dict(here.ask(about, body.whom, way=body.way, when=body.when, by=who.name)))


@router.post("/claims/{claim}/answered", response_model=EntryAnswer, responses=refusals(404, 409))
def answered_claim(here: Here, who: Asking, claim: ClaimId, body: ReplyBody) -> Response:
    """Enter what was answered to a claim."""
    about = here.claim(claim).claim.id
    return answer(entry_as_dict(here.answered(about, body.answer, whom=body.whom, when=body.when, by=who.name)))


@router.post("/undo", response_model=EntryAnswer, responses=refusals(404, 409))
def undo(here: Here, who: Asking, body: UndoBody | None = None) -> Response:
    """Take back the last thing that you did, on a claim or on any, by an entry of its own."""
    asked = body or UndoBody()
    return answer(entry_as_dict(here.undo(asked.claim, by=who.name, note=asked.note, over=asked.over)))
