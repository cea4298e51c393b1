"""What the verbs of the corpus and the desk cost at a million passages, beside the same at ten thousand.

    python benchmarks/million_verbs.py SMALL LARGE [--sizes-only]

SMALL and LARGE are workspaces of benchmarks/million.py; they are written into. First the size of a passage in the large
one by table, then the times. Times are processor time of this process, of the first call in it and medians of three
more; what is read from a disk that has not been read lately comes on top. What is added are 1,000 documents of a
sentence each, with vectors; of the verbs that encode, most is encoding, at any size.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from factcheck import Workspace
from factcheck.domain import Document
from factcheck.store import plain

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "corpora" / "iraq-isis-2025" / "examples" / "advisers-stay.txt"
ADDED = 1_000
NOW = int(time.time())

Verb = tuple[str, Callable[[Workspace, int], object], int]


def added(run: int) -> list[Document]:
    """Documents that no earlier measurement has left there."""
    return [Document(named(run, n), f"Pier {n} of {NOW} {run} was closed in {1900 + n % 100}.") for n in range(ADDED)]


def named(run: int, number: int) -> str:
    return f"added {NOW} {run} {number}"


def verbs() -> list[Verb]:
    """Each verb, what it does, and how often it is measured after the first."""
    return [
        ("corpus stats", lambda desk, _: desk.corpus_stats(), 3),
        ("corpus list, a page", lambda desk, _: desk.corpus_documents(limit=50), 3),
        ("corpus list, a page with words", lambda desk, _: desk.corpus_documents("storm", limit=50), 3),
        ("corpus search", lambda desk, n: desk.corpus_search(f"storms and {2000 + n} floods of the coast"), 3),
        ("check of an article", lambda desk, _: desk.check(ARTICLE), 3),
        ("report of it", lambda desk, _: desk.report(ARTICLE), 3),
        ("queue, a page", lambda desk, _: desk.queue(), 3),
        (f"corpus add, {ADDED:,} passages", lambda desk, n: desk.corpus_add_documents(added(n)), 1),
        ("the same again", lambda desk, n: desk.corpus_add_documents(added(n)), 1),
        ("search after it", lambda desk, _: desk.corpus_search("a pier"), 1),
        ("corpus remove", lambda desk, n: desk.corpus_remove(named(n, 7)), 1),
        ("add it again", lambda desk, n: desk.corpus_add_documents(added(n)[7:8]), 1),
        ("search after that", lambda desk, _: desk.corpus_search("a pier"), 1),
        ("doctor", lambda desk, _: desk.doctor(), 0),
    ]


def measured(
    folder: Path, url: str = "", clock: Callable[[], float] = time.process_time
) -> Iterator[tuple[str, float, float]]:
    """Each verb with its seconds: the first call, the median of the others."""
    with Workspace(folder, user="ana", database_url=url) as desk:
        for name, act, more in verbs():
            taken = []
            for run in range(1 + more):
                began = clock()
                act(desk, run)
                taken.append(clock() - began)
            yield name, taken[0], statistics.median(taken[1:] or taken)


def sizes(folder: Path) -> Iterator[str]:
    """Bytes a passage by table and index, the largest first (SQLite's dbstat)."""
    with closing(plain._connected(folder / plain.DATABASE_FILE)) as connection:
        (passages,) = connection.execute("SELECT count(*) FROM passages").fetchone()
        found = connection.execute("SELECT name, sum(pgsize) AS size FROM dbstat GROUP BY name ORDER BY size DESC")
        rest, whole = 0, 0
        for name, size in found:
            whole += size
            if size / passages >= 1:
                yield f"{name:<40}{size / passages:>8.0f}"
            else:
                rest += size
        yield f"{'all others':<40}{rest / passages:>8.0f}"
        yield f"{'in all':<40}{whole / passages:>8.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("large", type=Path)
    parser.add_argument("--sizes-only", action="store_true")
    given = parser.parse_args()
    print(f"bytes a passage, {given.large}")
    for line in sizes(given.large):
        print(line)
    if given.sizes_only:
        return
    small = {name: (first, later) for name, first, later in measured(given.small)}
    print(f"\n{'ms':<36}{'10,000: first, later':>24}{'1,000,000: first, later':>26}{'ratio':>8}")
    for name, first, later in measured(given.large):
        one, other = small[name]
        print(
            f"{name:<36}{1000 * one:>12.1f}{1000 * other:>12.1f}{1000 * first:>14.1f}{1000 * later:>12.1f}"
            f"{later / max(other, 1e-4):>7.1f}×",
            flush=True,
        )


if __name__ == "__main__":
    main()
