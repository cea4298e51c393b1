"""What it costs to have the corpus filled and articles checked elsewhere: one process, two, and a Ray of two nodes.

    python benchmarks/spread.py [--documents 512] [--articles 12] [--rounds 2]

Every way adds the same documents (made by script, as long as articles) to a workspace of its own and flags the same
articles, in turns with the others, so that a machine that is busy for a while is so for all. On a machine with two
cores this shows what Ray costs and not what it gains: its two nodes share the cores that one process has to itself.
"first" is from the call to the first that was done, and has the starting of workers in it, as have the rates. "here"
is the processor time of the process that asks, which reads files, stores and hands out: with the time that a core of a
worker takes for the same it says how many cores one such process keeps at work.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from made_articles import article

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "workers"))

from ray_cluster import running

from factcheck import store
from factcheck.flagging.listing import Plan
from factcheck.flagging.outcome import FailedItem
from factcheck.workers import Spread
from factcheck.workspace import Workspace


class Rate(NamedTuple):
    """Seconds until the first was done, how many were done in a second, seconds in all, and the processor time here for
    each."""

    first: float
    rate: float
    whole: float
    here: float


class Mark(NamedTuple):
    at: float
    processor: float
    done: int


class Marks:
    """When how much was done, by what."""

    def __init__(self) -> None:
        self.began = Mark(time.perf_counter(), time.process_time(), 0)
        self.seen: dict[str, list[Mark]] = defaultdict(list)

    def __call__(self, what: str, done: int, _: int) -> None:
        self.seen[what].append(Mark(time.perf_counter(), time.process_time(), done))

    def rate(self, what: str, since: Mark) -> Rate:
        first, last = self.seen[what][0], self.seen[what][-1]
        whole = last.at - since.at
        return Rate(first.at - since.at, last.done / whole, whole, (last.processor - since.processor) / last.done)


def add(folder: Path, documents: Path, spread: Spread) -> Mapping[str, Rate]:
    """The documents read and their passages encoded."""
    with Workspace(folder) as workspace:
        workspace.make()
        workspace.encoder.encode(["loaded"])
        marks = Marks()
        workspace.progress = marks
        workspace.corpus_add(documents, spread=spread)
        read = marks.rate("documents read", marks.began)
        encoded = marks.rate("passages encoded", marks.seen["documents read"][-1])
        with workspace.database.reading() as session:
            assert store.corpus.count_without_vector(session, workspace.encoder.key) == 0
    return {"documents read": read, "passages encoded": encoded}


def flag(folder: Path, inbox: Path, spread: Spread) -> Rate:
    """The articles checked, in a workspace that has the corpus."""
    with Workspace(folder) as workspace:
        marks = Marks()
        for one in workspace.flag([inbox], Plan(spread=spread), looked=lambda _, done, of: marks("articles", done, of)):
            if isinstance(one, FailedItem):
                raise SystemExit(one.problem)
        return marks.rate("articles", marks.began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=512)
    parser.add_argument("--articles", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    found: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as named, running() as cluster:
        folder = Path(named)
        record, inbox = _made(folder / "record", 0, given.documents), _made(folder / "inbox", 10_000, given.articles)
        ways = {
            "one process": Spread(),
            "--workers 2": Spread(2),
            "--on ray, two nodes": Spread(2, cluster.address),
        }
        for number in range(given.rounds):
            for way, spread in ways.items():
                desk = folder / f"{way} {number}"
                for what, rate in add(desk, record, spread).items():
                    found[what, way].append(rate)
                found["articles flagged", way].append(flag(desk, inbox, spread))
    show(found, tuple(ways))


def _made(folder: Path, first: int, count: int) -> Path:
    folder.mkdir()
    for number in range(first, first + count):
        (folder / f"{number}.md").write_text(article(number), encoding="utf-8")
    return folder


def show(found: Mapping[tuple[str, str], list[Rate]], ways: tuple[str, ...]) -> None:
    print(f"{'':20}{'':24}{'first, s':>10}{'a second':>10}{'×':>7}{'all, s':>9}{'here, ms each':>15}")
    for what in dict.fromkeys(what for what, _ in found):
        one = statistics.median(rate.rate for rate in found[what, ways[0]])
        for way in ways:
            first, rate, whole, here = (statistics.median(column) for column in zip(*found[what, way], strict=True))
            print(f"{what:20}{way:24}{first:>10.1f}{rate:>10.2f}{rate / one:>7.2f}{whole:>9.1f}{1000 * here:>15.1f}")
    print(f"{os.cpu_count()} cores")


if __name__ == "__main__":
    main()
