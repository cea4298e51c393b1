"""Long work: asked for, told how far it is, and what came of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Path
from starlette.responses import Response

from factcheck.errors import UnknownError
from factcheck.web.api.answers import JobAnswer, answer, refusals
from factcheck.web.api.shapes import LONGEST_ID, Text
from factcheck.web.people import Asking, Person, Shared

if TYPE_CHECKING:
    from factcheck.domain import Progress
    from factcheck.web.jobs import Job, Jobs
    from factcheck.web.served import Served
    from factcheck.workspace import Workspace

router = APIRouter(prefix="/jobs", tags=["jobs"])

_KEPT = 200  # answers, the newest
_JobId = Annotated[Text, Path(min_length=1, max_length=LONGEST_ID)]
_answers: WeakKeyDictionary[Jobs, OrderedDict[str, list[dict[str, Any]]]] = WeakKeyDictionary()
_lock = Lock()


def started(
    shared: Served,
    who: Person,
    kind: str,
    what: str,
    work: Callable[[Workspace], tuple[str, dict[str, Any] | None]],
) -> Response:
    """Start ``work`` on a workspace that tells how far it is. It returns the address to go to and what `--json` would
    print."""
    made: list[dict[str, Any]] = []

    def run(progress: Progress, notice: Callable[[str], None]) -> str:
        there = shared.workspace.beside(who.name, authenticated=who.proof, progress=progress, notice=notice)
        address, told = work(there)
        made.extend([] if told is None else [told])
        return address

    job = shared.jobs.start(kind, what, who, run)
    _remember(shared.jobs, job.id, made)
    return answer(_told(shared.jobs, job, who), 202, {"location": f"/api/v1/jobs/{job.id}"})


def _remember(jobs: Jobs, job_id: str, made: list[dict[str, Any]]) -> None:
    with _lock:
        known = _answers.setdefault(jobs, OrderedDict())
        known[job_id] = made
        while len(known) > _KEPT:
            known.popitem(last=False)


@router.get("", response_model=list[JobAnswer], responses=refusals())
def list_jobs(who: Asking, shared: Shared) -> Response:
    """List the long work that you have asked for, the newest first."""
    return answer([_told(shared.jobs, job, who) for job in shared.jobs.of(who)])


@router.get("/{job}", response_model=JobAnswer, responses=refusals(404))
def show_job(who: Asking, shared: Shared, job: _JobId) -> Response:
    """Say how far a job is, and when it is done where its result is; to who asked for it, what is wrong with it and
    what came of it."""
    found = shared.jobs.get(job)
    if found is None:
        raise UnknownError(f"no job '{job}'. Jobs are forgotten when the server ends, and the oldest before that.")
    return answer(_told(shared.jobs, found, who))


def _told(jobs: Jobs, job: Job, who: Person) -> dict[str, Any]:
    own = job.by.name == who.name
    with _lock:
        made = _answers.get(jobs, OrderedDict()).get(job.id, [])
    words, done, total = job.progress
    return {
        "id": job.id,
        "kind": job.kind,
        "what": job.what,
        "by": job.by.name,
        "state": job.state,
        "progress": {"words": words, "done": done, "total": total},
        "problem": (job.problem or None) if own else None,
        "result": f"/api/v1{job.result}" if job.result.startswith("/articles/") else None,
        "notices": list(job.notices) if own else [],
        "answer": made[0] if own and made and job.state == "done" else None,
    }
