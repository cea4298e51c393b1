"""Long work under way: how far it is, and what came of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from factcheck.report.plain import clean
from factcheck.web.jobs import Job
from factcheck.web.people import Asking, Person, Shared
from factcheck.web.served import Served
from factcheck.web.showing import page

router = APIRouter()


@router.get("/jobs")
def listed(request: Request, who: Asking, shared: Shared) -> Response:
    jobs = [_told(shared, job, who) for job in shared.jobs.all()]
    return page(request, "jobs.html.j2", under_way=[job for job in jobs if not job["over"]], over=_over(jobs))


@router.get("/jobs/{job_id}.json")
def progress(job_id: str, who: Asking, shared: Shared) -> Response:
    return JSONResponse(_told(shared, _job(shared, job_id), who))


@router.get("/jobs/{job_id}")
def shown(request: Request, job_id: str, who: Asking, shared: Shared) -> Response:
    """How far a job is; once it is done and nothing is to be said of it, what came of it."""
    job = _told(shared, _job(shared, job_id), who)
    if job["state"] == "done" and not job["notices"]:
        return RedirectResponse(str(job["result"]), 303)
    return page(request, "job.html.j2", job=job)


def _job(shared: Served, job_id: str) -> Job:
    found = shared.jobs.get(job_id)
    if found is None:
        raise HTTPException(
            404,
            "there is no such job: it was done long ago, or the server was started anew since. Look under articles.",
        )
    return found


def _over(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [job for job in jobs if job["over"]]


def _told(shared: Served, job: Job, who: Person) -> dict[str, Any]:
    """What ``who`` may know of a job: everybody that it is under way, and whoever started it what is wrong with it."""
    own = job.by.name == who.name
    step = job.progress
    return {
        "id": job.id,
        "kind": job.kind,
        "what": clean(job.what),
        "by": clean(job.by.name),
        "own": own,
        "state": job.state,
        "over": job.over,
        "words": clean(step.words),
        "done": step.done,
        "total": step.total,
        "ahead": shared.jobs.ahead_of(job),
        "problem": clean(job.problem) if own else "",
        "notices": [clean(one) for one in job.notices] if own else [],
        "result": job.result if job.state == "done" else "",
    }
