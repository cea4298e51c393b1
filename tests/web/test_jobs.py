"""Long work: one after the other, told as it goes, and never stored by half."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from factcheck.checking.again import SEARCHED
from factcheck.domain import Progress
from factcheck.errors import ConflictError, InputError
from factcheck.web.app import status_of
from factcheck.web.jobs import Job, Jobs, Notice
from factcheck.web.people import Person
from factcheck.web.turns import BusyError, EndingError, Turns

ANA, BO = Person("ana"), Person("bo")
SOON = 20.0  # seconds


@pytest.fixture
def jobs() -> Jobs:
    return Jobs(Turns())


def done(_progress: Progress, _notice: Notice) -> str:
    return "/queue"


def finished(jobs: Jobs, job: Job) -> Job:
    assert jobs.wait(job, SOON)
    return job


def test_a_job_leads_to_what_came_of_it(jobs: Jobs) -> None:
    def work(progress: Progress, notice: Notice) -> str:
        progress("words read", 3, 7)
        notice("one was odd")
        return "/articles/1"

    job = finished(jobs, jobs.start("check", "story.html", ANA, work))
    assert (job.state, job.result, job.problem) == ("done", "/articles/1", "")
    assert job.progress == ("words read", 3, 7)
    assert job.notices == ["one was odd"]
    assert job.began is not None
    assert job.ended is not None
    assert jobs.get(job.id) is job
    assert jobs.of(ANA) == [job]
    assert jobs.of(BO) == []


def test_what_is_expected_to_fail_says_why(jobs: Jobs) -> None:
    def work(_progress: Progress, _notice: Notice) -> str:
        raise InputError("story.html: is empty.")

    job = finished(jobs, jobs.start("check", "story.html", ANA, work))
    assert (job.state, job.problem) == ("failed", "story.html: is empty.")


def test_what_is_not_expected_is_told_to_who_runs_the_server(jobs: Jobs, capsys: pytest.CaptureFixture[str]) -> None:
    def work(_progress: Progress, _notice: Notice) -> str:
        raise RuntimeError("nobody should read this")

    job = finished(jobs, jobs.start("check", "story.html", ANA, work))
    assert job.state == "failed"
    assert "nobody should read this" not in job.problem
    assert "RuntimeError: nobody should read this" in capsys.readouterr().err
    assert finished(jobs, jobs.start("check", "b", ANA, done)).state == "done"


def test_they_come_one_after_the_other_in_the_order_of_asking(jobs: Jobs) -> None:
    first, order = threading.Event(), list[str]()

    def work(name: str) -> Callable[[Progress, Notice], str]:
        def step(_progress: Progress, _notice: Notice) -> str:
            assert first.wait(SOON)
            order.append(name)
            return "/"

        return step

    made = [jobs.start("check", name, ANA, work(name)) for name in "abc"]
    while made[0].state == "waiting":
        jobs.wait(made[1], 0.01)
    assert [jobs.ahead_of(job) for job in made] == [0, 1, 2]
    first.set()
    assert finished(jobs, made[2]).state == "done"
    assert order == ["a", "b", "c"]


def test_those_that_are_over_are_kept_up_to_a_number(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.web.jobs.KEPT", 3)
    made = [jobs.start("check", str(number), ANA, done) for number in range(6)]
    finished(jobs, made[-1])
    assert [jobs.get(job.id) is not None for job in made] == [False, False, False, True, True, True]


def test_too_many_are_not_begun(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.web.jobs.MOST_WAITING", 2)
    free = threading.Event()

    def work(_progress: Progress, _notice: Notice) -> str:
        free.wait(SOON)
        return "/"

    running = jobs.start("check", "a", ANA, work)
    while running.state == "waiting":
        jobs.wait(running, 0.01)
    jobs.start("check", "b", ANA, work)
    last = jobs.start("check", "c", BO, work)
    with pytest.raises(ConflictError, match="2 jobs wait already"):
        jobs.start("check", "d", BO, work)
    free.set()
    finished(jobs, last)


def test_the_end_drops_what_waits_and_what_runs_at_its_next_step(jobs: Jobs) -> None:
    begun, stored = threading.Event(), list[str]()

    def work(progress: Progress, _notice: Notice) -> str:
        begun.set()
        while True:  # as a check does, claim after claim
            progress(SEARCHED, 1, 2)
        stored.append("never")

    def other(_progress: Progress, _notice: Notice) -> str:
        stored.append("other")
        return "/"

    running = jobs.start("check", "a", ANA, work)
    waiting = jobs.start("check", "b", ANA, other)
    assert begun.wait(SOON)
    assert jobs.close()
    assert running.state == "failed"
    assert "server ended" in running.problem
    assert waiting.state == "waiting"
    assert stored == []
    with pytest.raises(ConflictError, match="server is ending"):
        jobs.start("check", "c", ANA, done)


# -- turns --------------------------------------------------------------------------------


def test_whoever_waits_has_a_turn_between_two_claims() -> None:
    turns = Turns()
    jobs = Jobs(turns)
    asking, had = threading.Event(), threading.Event()

    def work(progress: Progress, _notice: Notice) -> str:
        asking.set()
        while not had.is_set():
            progress(SEARCHED, 1, 2)
        return "/"

    job = jobs.start("check", "a", ANA, work)
    assert asking.wait(SOON)
    with turns:
        had.set()
    assert finished(jobs, job).state == "done"


def test_one_has_the_turn_at_a_time_and_may_ask_again() -> None:
    turns, inside, most = Turns(), list[int](), list[int]()

    def take() -> None:
        for _ in range(50):
            with turns, turns:
                inside.append(1)
                most.append(len(inside))
                turns.give_way()  # asked again: it stays
                inside.pop()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SOON)
    assert len(most) == 400
    assert max(most) == 1


def test_more_than_may_wait_are_refused_and_jobs_are_not() -> None:
    turns = Turns(most=2)
    jobs = Jobs(turns)

    def wait() -> None:
        with turns:
            pass

    with turns:
        threads = [threading.Thread(target=wait) for _ in range(2)]
        for thread in threads:
            thread.start()
        end = time.monotonic() + SOON
        while len(turns._waiting) < 2 and time.monotonic() < end:
            time.sleep(0.001)
        refused = list[BusyError]()

        def ask() -> None:
            try:
                wait()
            except BusyError as problem:
                refused.append(problem)

        third = threading.Thread(target=ask)
        third.start()
        third.join(SOON)
        job = jobs.start("check", "a", ANA, lambda _progress, _notice: "/")
    assert [str(one) for one in refused] == ["2 requests wait for the models already. Ask again in a minute."]
    assert status_of(refused[0]) == 503
    for thread in threads:
        thread.join(SOON)
    assert finished(jobs, job).state == "done"


def test_at_the_end_who_waits_is_told_so() -> None:
    turns, told = Turns(), list[str]()
    waits = threading.Event()

    def wait() -> None:
        waits.set()
        try:
            with turns:
                pass
        except EndingError as problem:
            told.append(str(problem))

    with turns:
        thread = threading.Thread(target=wait)
        thread.start()
        waits.wait(SOON)
        turns.end()
        thread.join(SOON)
    assert told == ["the server is ending. Ask again when it was started anew."]
