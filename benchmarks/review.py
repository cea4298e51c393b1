"""How long a checker waits for the next claim of a full queue, beside the bare SQL for the same rows.

    python benchmarks/review.py [--claims 100000] [--small 1000] [--runs 200]

`next`   take the next claim that nobody is at, and what its screen shows (claim, evidence, decisions), as `review` does
`bare`   the same rows by the same driver: one SELECT each for the next claim, its article and its evidence
`read`   `next` without the lease, which is a transaction that waits for the disk
`left`   how many claims wait, and whose

All is measured in a queue of --claims and in one of --small: what a claim costs must not grow with the queue. Memory is
what the process holds after --runs claims beside what it held after the first ten.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from desks import fill

from factcheck import Workspace

NEXT = """
SELECT claims.*, claim_standing.* FROM claim_standing JOIN claims ON claims.id = claim_standing.claim_id
WHERE waiting = 1 ORDER BY urgency, rank, due, claim_standing.article_id, claim_standing.number LIMIT 1 OFFSET ?
"""
ARTICLE = "SELECT * FROM articles WHERE id = ?"
EVIDENCE = """
SELECT * FROM suggestions JOIN searches ON searches.id = suggestions.search_id
JOIN evidence ON evidence.search_id = searches.id JOIN passages ON passages.key = passage_key
JOIN documents ON documents.key = document_key WHERE suggestions.claim_id = ?
"""
FIRST = 10  # claims before anything is measured


def bare(connection: sqlite3.Connection, number: int) -> None:
    (row,) = connection.execute(NEXT, (number,)).fetchall()
    connection.execute(ARTICLE, (row[1],)).fetchall()
    connection.execute(EVIDENCE, (row[0],)).fetchall()


@dataclass
class Times:
    """Seconds of each run on the clock and of the processor; others' work on the machine lengthens the first."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def timed(act: Callable[[int], object], runs: int, after: Callable[[], object] = lambda: None) -> Times:
    """What each of ``runs`` runs took; what is done ``after`` each takes no time."""
    took = Times()
    for number in range(runs):
        clock, processor = time.perf_counter(), time.process_time()
        act(number)
        took.processor.append(time.process_time() - processor)
        took.clock.append(time.perf_counter() - clock)
        after()
    return took


def _held() -> int:
    """The most that the process has held, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measure(folder: Path, runs: int) -> tuple[dict[str, Times], int]:
    """Seconds of each run by what was done, and how many KiB the process grew while claims were taken and decided."""
    found = {}
    with closing(sqlite3.connect(folder / "factcheck.db")) as connection:
        found["bare"] = timed(lambda number: bare(connection, number), runs)
    with Workspace(folder, user="ana") as workspace:
        taken = []

        def look(number: int) -> None:
            workspace.show(workspace.queue(limit=1, offset=number)[0][0].claim.id, by="ana")

        def take(_: int) -> None:
            item = workspace.take()
            assert item is not None
            workspace.show(item.claim.id, by="ana")
            taken.append(item.claim.id)

        def decide() -> None:
            workspace.mark(taken[-1], "unverified", reason="no-evidence")

        timed(take, FIRST, decide)  # what is imported and opened for the first claim is
        before = _held()
        found["next"] = timed(take, runs, decide)
        grown = _held() - before
        found["read"] = timed(look, runs)
        found["left"] = timed(lambda _: workspace.waiting(by="ana"), FIRST)
    return found, grown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = {}
        for claims in (options.small, options.claims):
            fill(Path(folder) / str(claims), claims)
            figures[claims] = measure(Path(folder) / str(claims), options.runs)
    for claims, (found, _) in figures.items():
        print(f"{claims:,} claims{'':<12} {'clock':>10} {'processor':>11}   (medians)")
        bare_one = statistics.median(found["bare"].processor)
        for name in ("bare", "next", "read", "left"):
            clock, own = statistics.median(found[name].clock), statistics.median(found[name].processor)
            print(f"  {name:<20} {1000 * clock:8.2f} ms {1000 * own:8.2f} ms  {own / bare_one:6.0f} × bare")
    for claims, (_, grown) in figures.items():
        print(f"{claims:,} claims: {grown / 1024:+.1f} MiB over {options.runs} claims taken, shown and decided")


if __name__ == "__main__":
    main()
