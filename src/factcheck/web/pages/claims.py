"""The desk: one claim, what speaks for and against it, and what is done with it.

Invariant: looking takes nothing; whatever is done is done by a form, under the rules of the desk, and refused where the
person has not seen what others did meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.responses import JSONResponse, Response

from factcheck.errors import ConflictError, FactcheckError, UsageError
from factcheck.report.plain import clean
from factcheck.web import acts, sheet
from factcheck.web.acts import Asked
from factcheck.web.asking import question
from factcheck.web.counting import counts
from factcheck.web.guard import Uploaded, posted
from factcheck.web.pages.queue import listed
from factcheck.web.people import Here, Shared
from factcheck.web.said import Saying, gone_to, said, told
from factcheck.web.served import Served
from factcheck.web.showing import page
from factcheck.web.showing_desk import DeskRefusal, desk_page, news
from factcheck.web.way import DeskWay, claim_id, way
from factcheck.workspace import Workspace
from factcheck.workspace.reviewing import Answered, Outcome, Review
from factcheck.workspace.reviewing.keys import Act

router = APIRouter()
Form = Annotated[FormData, Depends(posted)]
_LET_GO = "the claim was let go"


@router.get("/claims/{claim}")
def desk(request: Request, claim: str, here: Here) -> Response:
    name, by_way = claim_id(here, claim), way(here, request.query_params)
    shown = request.query_params.getlist("beside")[:3]
    return told(request, desk_page(request, here, name, by_way, beside=shown, said=said(request)))


@router.post("/claims/{claim}/act")
def act(request: Request, claim: str, here: Here, shared: Shared, form: Uploaded) -> Response:
    name, by_way = claim_id(here, claim), way(here, form)
    try:
        what = acts.asked(form)
        if what.do == Act.FILTER:
            return gone_to(request, f"{by_way.to_queue()}#filters")
        review = here.review(claim=name, attempt=acts.attempt(form))
        chosen = acts.choice(review.pending.work) if review.here else ""
        acts.keep_note(review, form)
        if what.do in (Act.NEXT, Act.PREVIOUS) and (by_way.at is not None or review.unwritable):
            return _along(request, here, review, by_way, what.do)
        return _acted(request, shared, review, what, form, name, by_way, chosen)
    except ConflictError as problem:
        return _refused(request, here, name, by_way, 409, problem, form)
    except UsageError as problem:
        return _refused(request, here, name, by_way, 422, problem, form)


@router.post("/claims/{claim}/release")
def release(request: Request, claim: str, here: Here, form: Form) -> Response:
    """Let the claim go; what was chosen is kept for who comes back, and a note is entered."""
    by_way = way(here, form)
    review = here.review(claim=claim_id(here, claim))
    acts.keep_note(review, form)
    review.close()
    return gone_to(request, by_way.to_queue(), Saying(_LET_GO))


@router.post("/claims/{claim}/renew")
def renew(claim: str, here: Here, form: Form) -> Response:
    """Keep the lease while the page is open, and tell what others have done meanwhile."""
    name = claim_id(here, claim)
    if form.get("held"):
        try:
            here.renew(name, attempt=acts.attempt(form))
        except ConflictError as problem:
            return JSONResponse({"until": None, "said": clean(str(problem))}, 409)
    return JSONResponse(news(here, name, str(form.get("seen", ""))))


@router.get("/claims/{claim}/history")
def history(request: Request, claim: str, here: Here) -> Response:
    name = claim_id(here, claim)
    heading, *lines = here.story(name, by=here.settings.user)
    return page(
        request,
        "claim_history.html.j2",
        heading=heading,
        lines=lines,
        claim_id=name,
        way=way(here, request.query_params),
    )


@router.get("/claims/{claim}/passages/{number}")
def passage(request: Request, claim: str, number: int, here: Here) -> Response:
    """A passage with its neighbours, or with ``whole`` the document that it is of."""
    name, by_way = claim_id(here, claim), way(here, request.query_params)
    review = here.review(claim=name, looking=True)
    if asked := request.query_params.get("beside"):
        number = review.bring(asked)
    try:
        evidence, before, behind = review.neighbours(number)
    except UsageError as problem:
        raise HTTPException(404, str(problem)) from problem
    whole = request.query_params.get("whole")
    values: dict[str, Any] = {
        "review": review,
        "shown": sheet.passage(review.here.claim.text if review.here else "", evidence, number),
        "before": before,
        "behind": behind,
        "source": review.source(number) if whole else None,
        "way": by_way,
        "claim_id": name,
    }
    return page(request, "passage.html.j2", **values)


# -- what comes of a form ------------------------------------------------------------------


def _acted(
    request: Request,
    shared: Served,
    review: Review,
    what: Asked,
    form: FormData,
    name: str,
    by_way: DeskWay,
    chosen_before: str,
) -> Response:
    if what.do not in acts.FREE and (moved := review.follow_draft()):
        return _gone_on(request, review, moved, name, by_way, shared)
    acts.refuse_unseen(review, what, form, chosen_before)
    chosen, known = acts.choice(review.pending.work), {one.passage.id for one in review.evidence}
    review.wanted = by_way.wanted
    outcome = _outcome(review, what, shared, by_way)
    if asked := acts.question_of(outcome):
        return question(request, review, what, asked, by_way, chosen)
    assert isinstance(outcome, Answered)
    if outcome.problem and review.here is not None and review.here.claim.id == name:
        raise ConflictError(outcome.words)
    counts(request).forget()
    if what.do == Act.ADD:
        review.rest()
        new = [one.passage.id for one in review.evidence if one.passage.id not in known]
        more = {"beside": new[-1]} if new else {}
        return gone_to(request, by_way.to(name, **more), Saying(outcome.words))
    return _gone_on(request, review, outcome, name, by_way, shared)


def _outcome(review: Review, what: Asked, shared: Served, by_way: DeskWay) -> Outcome:
    if what.do == acts.LEAVE:
        review.close()
        return Answered(_LET_GO)
    if what.do == Act.PREVIOUS:
        return review.go(by_way.back[-1]) if by_way.back else Answered("there is none before this one")
    return acts.done(review, what, shared)


def _gone_on(
    request: Request, review: Review, outcome: Answered, name: str, by_way: DeskWay, shared: Served
) -> Response:
    """To the claim that lies there now, or to the queue where none does."""
    saying = Saying(outcome.words, outcome.problem)
    by_way = replace(by_way, wanted=review.wanted)
    now = review.here.claim.id if review.here else None
    if by_way.at is not None and now is not None and now != name:
        review.close()  # in a list of what was decided nothing goes on by itself
        now = name
    review.rest()
    if now is None:
        left = outcome.words == _LET_GO
        saying = Saying(outcome.words if left else f"{outcome.words}. {review.nothing}", outcome.problem)
        address = by_way.to_queue()
    elif now == name:
        address = by_way.to(name)
    elif by_way.back and by_way.back[-1] == now:
        address = replace(by_way, back=by_way.back[:-1]).to(now)
    else:
        address = by_way.leaving(name).to(now)
    search = acts.search_anew(review, shared)
    if search and now is not None:
        address += f"{'&' if '?' in address else '?'}searching=1"
    answer = gone_to(request, address, saying)
    answer.background = BackgroundTask(search) if search else None
    return answer


def _along(request: Request, here: Workspace, review: Review, by_way: DeskWay, do: str) -> Response:
    """On in a list of which nothing is taken."""
    review.close()
    return listed(request, here, by_way, (by_way.at or 0) + (1 if do == Act.NEXT else -1))


def _refused(
    request: Request,
    here: Workspace,
    name: str,
    by_way: DeskWay,
    status: int,
    problem: FactcheckError,
    form: FormData,
) -> Response:
    """The claim as it stands, with what was refused and the ways out of it, and the note as it was typed."""
    refusal = DeskRefusal(str(problem), acts.refused_ways(problem), str(form.get("note", "")))
    return desk_page(request, here, name, by_way, status=status, refusal=refusal)
