"""What a claim is: corrected, split, joined, added by a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from factcheck.domain import Claim, ClaimKind
from factcheck.web.api.answers import MadeClaimAnswer, answer, refusals
from factcheck.web.api.shapes import (
    After,
    AnyLine,
    ApiBody,
    ArticleId,
    ClaimId,
    Flag,
    FromOne,
    Id,
    Line,
    Note,
    Places,
    Words,
)
from factcheck.web.people import Asking, Here, Shared
from factcheck.web.served import Served
from factcheck.workspace import Workspace
from factcheck.workspace.as_json.desk import claim_as_it_stands

router = APIRouter(tags=["correcting"])

_Search = Annotated[Flag, Field(description="Look for evidence for the words as they are now.")]
_Nth = Annotated[FromOne | None, Field(description="Which place, where the words stand in several.")]


class CorrectBody(ApiBody):
    """What is to be otherwise. What is not given stays; "" says that there is none."""

    speaker: AnyLine | None = None
    role: AnyLine | None = None
    kind: ClaimKind | None = None
    words: Words | None = None
    spans: Places | None = None
    nth: _Nth = None
    note: Note = ""
    after: After = None
    search: _Search = True


class SplitBody(ApiBody):
    """The words of each part, or places in the article; given once, those with which the second begins."""

    parts: Annotated[list[Words | Places], Field(min_length=1, max_length=50)]
    note: Note = ""
    after: After = None
    search: _Search = True


class JoinBody(ApiBody):
    """The other claims."""

    others: Annotated[list[Id], Field(min_length=1, max_length=50)]
    note: Note = ""
    search: _Search = True


class AddClaimBody(ApiBody):
    """Words of the article that nothing found, or where they stand."""

    words: Words | None = None
    spans: Places | None = None
    nth: _Nth = None
    speaker: Line | None = None
    role: Line | None = None
    kind: ClaimKind | None = None
    note: Note = ""
    search: _Search = True


@router.post("/claims/{claim}/correct", response_model=MadeClaimAnswer, responses=refusals(404, 409))
def correct_claim(here: Here, who: Asking, shared: Shared, claim: ClaimId, body: CorrectBody) -> Response:
    """Correct who says a claim, in what role, what it is, or which words. What was found stays in the record."""
    before = here.claim(claim).claim
    made = here.correct(
        before.id,
        speaker=body.speaker,
        role=body.role,
        kind=body.kind,
        words=body.words,
        spans=body.spans,
        nth=body.nth,
        by=who.name,
        note=body.note,
        after=body.after,
    )
    return answer(_stand(here, shared, [made], search=body.search and made.spans != before.spans)[0])


@router.post("/claims/{claim}/split", response_model=list[MadeClaimAnswer], responses=refusals(404, 409))
def split_claim(here: Here, who: Asking, shared: Shared, claim: ClaimId, body: SplitBody) -> Response:
    """Make several claims of one, which leaves the queue."""
    made = here.split(claim, *body.parts, by=who.name, note=body.note, after=body.after)
    return answer(_stand(here, shared, made, search=body.search))


@router.post("/claims/{claim}/join", response_model=MadeClaimAnswer, responses=refusals(404, 409))
def join_claims(here: Here, who: Asking, shared: Shared, claim: ClaimId, body: JoinBody) -> Response:
    """Make one claim of several of one article."""
    made = here.join(claim, *body.others, by=who.name, note=body.note)
    return answer(_stand(here, shared, [made], search=body.search)[0])


@router.post(
    "/articles/{article}/claims", status_code=201, response_model=MadeClaimAnswer, responses=refusals(404, 409)
)
def add_claim(here: Here, who: Asking, shared: Shared, article: ArticleId, body: AddClaimBody) -> Response:
    """Make a claim of words of an article that nothing found."""
    made = here.add_claim(
        article,
        body.words,
        spans=body.spans,
        nth=body.nth,
        speaker=body.speaker,
        role=body.role,
        kind=body.kind,
        by=who.name,
        note=body.note,
    )
    told = _stand(here, shared, [made], search=body.search)[0]
    return answer(told, 201, {"location": f"/api/v1/claims/{made.id}"})


def _stand(here: Workspace, shared: Served, made: Sequence[Claim], *, search: bool) -> list[dict[str, object]]:
    """Claims as they stand, after looking for evidence for them."""
    if search:
        with shared.models:
            for claim in made:
                here.search_again(claim.id)
    return [claim_as_it_stands(claim, here.claim(claim.id).number) for claim in made]
