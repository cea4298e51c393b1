"""What was said over time and how it fared, in days and counts; and which verdicts may be published."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from factcheck.report.desk_json import entry_as_dict
from factcheck.report.ledger import ledger_as_dict, named_as_dict
from factcheck.web.api.answers import EntryAnswer, answer, refusals
from factcheck.web.api.shapes import LONGEST_LINE, ApiBody, ClaimId, Day, Flag, Note, Text
from factcheck.web.people import Asking, Here

router = APIRouter(tags=["ledgers"])

_Name = Annotated[
    Text | None,
    Query(min_length=1, max_length=LONGEST_LINE, description="The name in any form, or a part that one alone has."),
]
_Since = Annotated[Day | None, Query(description="From this day on.")]
_Until = Annotated[Day | None, Query(description="Until this day, which counts too.")]


class ReleaseBody(ApiBody):
    """What is published with the verdict in the place of its own note; or that it is to be published no more."""

    note: Note = ""
    withdraw: Annotated[Flag, Field(description="It is to be published no more.")] = False


@router.get("/ledger", response_model=dict[str, Any], responses=refusals(404))
def ledger(
    here: Here,
    who: Asking,
    speaker: _Name = None,
    outlet: _Name = None,
    since: _Since = None,
    until: _Until = None,
) -> Response:
    """Tell what a speaker said, or an outlet wrote, over time and how it fared: dates and counts, never a score."""
    found = here.ledger(speaker=speaker, outlet=outlet, since=since, until=until, by=who.name)
    return answer(ledger_as_dict(found))


@router.get("/speakers", response_model=list[dict[str, Any]], responses=refusals())
def speakers(here: Here) -> Response:
    """List who is quoted: how often, and from when to when."""
    return answer([named_as_dict(one) for one in here.speakers()])


@router.get("/outlets", response_model=list[dict[str, Any]], responses=refusals())
def outlets(here: Here) -> Response:
    """List whose articles were checked."""
    return answer([named_as_dict(one) for one in here.outlets()])


@router.post("/claims/{claim}/release", response_model=EntryAnswer, responses=refusals(404, 409))
def release_verdict(here: Here, who: Asking, claim: ClaimId, body: ReleaseBody | None = None) -> Response:
    """Let the verdict on a claim be published as a ClaimReview, or no more."""
    asked = body or ReleaseBody()
    return answer(entry_as_dict(here.release_verdict(claim, note=asked.note, by=who.name, withdraw=asked.withdraw)))
