"""Checks and other long work under way: one after the other, in a thread of their own.

Invariant: whatever is stored by a job is stored whole or not at all, as by any other verb; a job that the end of the
server overtakes is dropped whole. Only what a job did is kept, in memory, until the server ends.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING, Literal, NamedTuple

from factcheck.checking.again import SEARCHED
from factcheck.domain import Progress
from factcheck.errors import ConflictError, FactcheckError
from factcheck.web.mishaps import unexpected
from factcheck.web.turns import EndingError, Turns

if TYPE_CHECKING:
    from factcheck.web.people import Person

KEPT = 100  # jobs that are done or failed
MOST_WAITING = 100
_NOTICES = 50  # kept of one job
_LEAVING = 5.0  # seconds that the end of the server waits for the job under way

_ENDED = "the server ended before this was done; nothing of it was stored."

Notice = Callable[[str], None]
Work = Callable[[Progress, Notice], str]
"""What a job does. It tells how far it is and what a person should know, and returns the address to go to."""


class Step(NamedTuple):
    """How far a job is: what it is doing, how much of that is done, and of how much (0: not known)."""

    words: str
    done: int
    total: int


_WAITING = Step("waiting for its turn", 0, 0)


@dataclass(slots=True, eq=False)
class Job:
    """One piece of long work. ``kind`` is a word ("check", "corpus"), ``what`` the thing ("story.html"), ``result`` the
    address to go to once it is done, ``problem`` what a person reads if it failed. Times are seconds since 1970."""

    id: str
    kind: str
    what: str
    by: Person
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    progress: Step = _WAITING
    problem: str = ""
    result: str = ""
    notices: list[str] = field(default_factory=list)
    asked: float = field(default_factory=time.time)
    began: float | None = None
    ended: float | None = None

    @property
    def over(self) -> bool:
        return self.state in ("done", "failed")


class Jobs:
    """The jobs of one server. ``models`` is held while one runs; between two claims of a check, whoever waits for it
    gets a turn."""

    def __init__(self, models: Turns) -> None:
        self._models = models
        self._changed = Condition()
        self._jobs: dict[str, Job] = {}  # the oldest first
        self._waiting: deque[tuple[Job, Work]] = deque()
        self._thread: Thread | None = None
        self._ending = False

    def start(self, kind: str, what: str, by: Person, work: Work) -> Job:
        """Put ``work`` behind all that waits already. Raises ConflictError if that is too much."""
        job = Job(secrets.token_urlsafe(8), kind, what, by)
        with self._changed:
            if self._ending:
                raise ConflictError("the server is ending. Ask again when it was started anew.")
            if len(self._waiting) >= MOST_WAITING:
                raise ConflictError(f"{MOST_WAITING} jobs wait already. Ask again when some of them are done.")
            self._jobs[job.id] = job
            self._waiting.append((job, work))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="factcheck jobs", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return job

    def get(self, job_id: str) -> Job | None:
        """The job of that id; None if there is none, or none any more."""
        return self._jobs.get(job_id)

    def all(self) -> list[Job]:
        """All that are known, the newest first."""
        with self._changed:
            return list(reversed(self._jobs.values()))

    def of(self, person: Person) -> list[Job]:
        """Those that ``person`` started, the newest first."""
        return [job for job in self.all() if job.by.name == person.name]

    def ahead_of(self, job: Job) -> int:
        """How many come before a job that waits."""
        with self._changed:
            place = next((at for at, (one, _) in enumerate(self._waiting) if one is job), None)
            running = any(one.state == "running" for one in self._jobs.values())
        return 0 if place is None else place + running

    def wait(self, job: Job, seconds: float) -> bool:
        """Wait until a job is over, and say whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: job.over, seconds)

    def end(self) -> None:
        """Take no more, drop what waits, and let the job under way come to its next step, where it is dropped."""
        with self._changed:
            self._ending = True
            self._waiting.clear()
            self._changed.notify_all()
        self._models.end()

    def close(self) -> bool:
        """End, and wait for the job under way. Whether it has ended: one that comes to no step in time is left to the
        end of the process, and stores nothing or all, as it would if the process were killed."""
        self.end()
        if self._thread is not None:
            self._thread.join(_LEAVING)
        return self._thread is None or not self._thread.is_alive()

    # -- the thread

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._ending)
                if self._ending:
                    return
                job, work = self._waiting.popleft()
                job.state, job.began = "running", time.time()
            job.problem = self._problem_with(job, work)
            with self._changed:
                job.state, job.ended = "failed" if job.problem else "done", time.time()
                self._forget()
                self._changed.notify_all()

    def _problem_with(self, job: Job, work: Work) -> str:
        """Do the work of a job. What a person reads if it failed, "" if it did not."""

        def tell(words: str, done: int, total: int) -> None:
            job.progress = Step(words, done, total)
            if self._ending:
                raise EndingError(_ENDED)
            if words == SEARCHED:  # nothing is being written then
                self._models.give_way()

        def notice(words: str) -> None:
            if len(job.notices) < _NOTICES:
                job.notices.append(words)

        try:
            with self._models.patiently():
                tell("beginning", 0, 0)
                job.result = work(tell, notice)
        except FactcheckError as problem:
            return str(problem)
        except Exception:
            return f"{unexpected(f'job {job.id}')} Nothing of it was stored."
        return ""

    def _forget(self) -> None:
        """Let go of the oldest jobs that are over, where there are too many."""
        over = [job.id for job in self._jobs.values() if job.over]
        for job_id in over[: max(0, len(over) - KEPT)]:
            del self._jobs[job_id]
