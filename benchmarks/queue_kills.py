"""The review queue taken by several programs at once, of which two are killed with -9 and one sleeps past its lease.

    python benchmarks/queue_kills.py [--claims 4000] [--workers 4] [--url postgresql+psycopg://…] [--seconds 120]

Each worker takes the next claim, looks at it for a moment and dismisses it, naming the lease with which it took it.
Once some claims are done two of four workers are killed and a third is stopped while it holds a claim; their leases run
out (their time is put back: a minute is not waited for), new workers take their places, and the one that was stopped
goes on, too late for the claim that it held. At the end every claim was decided once; no lease was given twice; and who
came late stored nothing. On SQLite, and on PostgreSQL where --url names one, or where a server can be started for the
time. Exit code 1 if anything was lost or doubled.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import postgres_server

from factcheck import Workspace, store
from factcheck.desk import leases, standing
from factcheck.domain import Action, Article, Claim, ClaimKind, Span
from factcheck.errors import ConflictError
from factcheck.store import desk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.context import ForkProcess

IN_ARTICLE = 100  # claims
KILLED = 2
_FORK = multiprocessing.get_context("fork")
_SENTENCE = "The mill of parish {number:06} has {looms} looms."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial. ``twice`` are leases that were given to two, ``late`` what the sleeper was told."""

    claims: int
    decided: int
    doubled: int
    twice: int
    late: str
    seconds: float
    waits: tuple[float, ...]  # seconds that each taking took

    @property
    def whole(self) -> bool:
        return self.decided == self.claims and not self.doubled and not self.twice and bool(self.late)

    def __str__(self) -> str:
        waits = sorted(self.waits)
        median, last = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
        return (
            f"{self.claims} claims, {self.decided} decided, {self.doubled} twice; leases given twice: {self.twice}; "
            f"who slept was told: “{self.late or 'nothing'}”; {self.seconds:.1f} s, "
            f"{self.claims / self.seconds:.0f} claims a second, taking one: median {1000 * median:.1f} ms, "
            f"95 of 100 within {1000 * last:.1f} ms"
        )


def fill(workspace: Workspace, claims: int) -> None:
    """Put that many claims of the outlet's own into the queue."""
    workspace.make()
    for start in range(0, claims, IN_ARTICLE):
        numbers = range(start, min(start + IN_ARTICLE, claims))
        sentences = [_SENTENCE.format(number=number, looms=number % 90 + 2) for number in numbers]
        text = " ".join(sentences)
        article = Article(text=text, blocks=(), title=f"Mills from {start}")
        found, at = [], 0
        for words in sentences:
            span = Span(at, at + len(words))
            found.append(Claim(article.id, ClaimKind.ASSERTION, words, (span,), checkworthiness=0.5))
            at = span.end + 1
        with workspace.database.writing() as session:
            desk.put_article(session, article)
            desk.put_claims(session, article.id, found)
            standing.refresh_article(session, article.id)


def work(folder: Path, url: str, name: str, told: Path, sleeps_after: int) -> None:
    """Take and dismiss until nothing is left. After ``sleeps_after`` claims stop, until somebody says to go on."""
    with Workspace(folder, database_url=url, user=name) as workspace, told.open("a", buffering=1) as log:
        done, idle = 0, 0
        while idle < 20:  # what others hold may come free
            begin = time.perf_counter()
            item = workspace.take()
            took = time.perf_counter() - begin
            if item is None:
                idle += 1
                time.sleep(0.1)
                continue
            idle = 0
            log.write(f"took {item.claim.id} {item.attempt} {took:.6f}\n")
            if done == sleeps_after:
                log.write("sleeps\n")
                os.kill(os.getpid(), signal.SIGSTOP)
            time.sleep(random.uniform(0, 0.002))
            try:
                workspace.dismiss(item.claim.id, "trivial", attempt=item.attempt)
            except ConflictError as problem:
                log.write(f"late {problem}\n")
            done += 1


def trial(folder: Path, url: str, claims: int, workers: int, seconds: float) -> Outcome:
    """Let ``workers`` go at the queue of a new workspace at ``folder``, disturb them, and see what is there then."""
    with Workspace(folder, database_url=url, user="editor") as workspace:
        fill(workspace, claims)
    logs = folder / "logs"
    logs.mkdir()
    begin = time.monotonic()

    def started(number: int, sleeps_after: int = -1) -> ForkProcess:
        place = logs / str(number)
        process = _FORK.Process(target=work, args=(folder, url, f"worker-{number}", place, sleeps_after))
        process.start()
        return process

    running = [started(number, claims // 20 if number == KILLED else -1) for number in range(workers)]
    try:
        running += _disturbed(folder, url, running, logs, started, seconds)
        for process in running[KILLED:]:
            process.join(seconds)
        return _outcome(folder, url, logs, claims, time.monotonic() - begin)
    finally:
        for process in running:
            process.kill()


def _disturbed(
    folder: Path,
    url: str,
    running: Sequence[ForkProcess],
    logs: Path,
    started: Callable[[int], ForkProcess],
    seconds: float,
) -> list[ForkProcess]:
    """Kill some, let another oversleep, and start as many as were killed anew."""
    _until(lambda: "sleeps" in _said(logs / str(KILLED)), seconds)
    for process in running[:KILLED]:
        process.kill()
        process.join()
    with Workspace(folder, database_url=url, user="editor") as workspace:
        held = next(line.split()[1] for line in reversed(_said(logs / str(KILLED)).splitlines()) if "took" in line)
        with workspace.database.writing() as session:
            store.leases.lock(session, [held])
            names = ", ".join(f"'worker-{number}'" for number in range(KILLED + 1))
            session.connection().exec_driver_sql(f'UPDATE leases SET expires = 1 WHERE "by" IN ({names})')
            leases.take(session, held, by="editor", minutes=15)  # somebody is at what the sleeper held, when it wakes
        os.kill(running[KILLED].pid or 0, signal.SIGCONT)
        others = [started(len(running) + number) for number in range(KILLED)]
        _until(lambda: "late" in _said(logs / str(KILLED)), seconds)
        workspace.release(held, by="editor")
    return others


def _outcome(folder: Path, url: str, logs: Path, claims: int, took: float) -> Outcome:
    lines = [line for place in sorted(logs.iterdir()) for line in place.read_text().splitlines()]
    given = Counter(tuple(line.split()[1:3]) for line in lines if line.startswith("took"))
    waits = tuple(float(line.split()[3]) for line in lines if line.startswith("took"))
    with Workspace(folder, database_url=url) as workspace:
        entries = Counter(entry.claim_id for entry in workspace.history() if entry.action is Action.DISMISSED)
        assert not workspace.verify().damage, "the chain of the log is broken"
    return Outcome(
        claims=claims,
        decided=len(entries),
        doubled=sum(count > 1 for count in entries.values()),
        twice=sum(count > 1 for count in given.values()),
        late=next((line.removeprefix("late ") for line in lines if line.startswith("late")), ""),
        seconds=took,
        waits=waits,
    )


def _said(place: Path) -> str:
    return place.read_text() if place.exists() else ""


def _until(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the workers did not get as far in time")
        time.sleep(0.05)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=4_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--url", default="")
    asked = parser.parse_args()
    whole = True
    with ExitStack() as stack:
        url = asked.url
        if not url and (server := stack.enter_context(postgres_server.running())):
            url = f"{server.url()}&options=-csearch_path%3D{{workspace}}"
        for name, place in {"SQLite": "", "PostgreSQL": url}.items():
            if name == "PostgreSQL" and not place:
                print(postgres_server.NOTHING)
                continue
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            found = trial(folder, place, asked.claims, asked.workers, asked.seconds)
            print(f"{name}: {found}", flush=True)
            whole = whole and found.whole
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
