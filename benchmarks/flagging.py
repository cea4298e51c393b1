"""How many articles are checked in a minute by 1, 2 and 4 workers, what memory a worker takes, and where time goes.

    python benchmarks/flagging.py [ARTICLE...] [--articles 40] [--workers 1 2 4] [--corpus CORPUS.jsonl] [--rounds 2]
    python benchmarks/flagging.py [ARTICLE...] [--articles 12] --profile

Articles are made by script (``made_articles``), as long as those of newspapers; of those named beside them whatever is
not there is left out, which is said. Every number of workers checks the same articles, in a workspace of its own and
in turns with the others, so that a machine that is busy for a while is so for all. The clock runs from when
each worker has done one article to when the last is done, so that starting is in no figure but the processor's.

One worker is the process of the command line, which spreads the work of models over the cores. "1, one thread" is the
same with what each of several workers has. "processor" is that of all workers together, for an article.

``--profile`` is a table of where the processor time of one process with one thread goes, of all the articles.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checking import Clock
from made_articles import REFERENCE, article

from factcheck.flagging.listing import Plan
from factcheck.flagging.outcome import FailedItem, Summary
from factcheck.workers import Spread
from factcheck.workspace import Workspace

# Where each step is entered; what one takes within another is counted once, with the inner one.
STEPS = {
    "read the file": ("factcheck.articles.read",),
    "quotations": ("factcheck.quotes.extract",),
    "claims": ("factcheck.claims.find",),
    "encode": ("factcheck.encoder.windows.WindowedEncoder.encode",),
    "search": ("factcheck.checking.evidence.search", "factcheck.checking.index_file.IndexFile.at"),
    "copies and flags": ("factcheck.evidence.grouped", "factcheck.checking.evidence._flags"),
    "judge: words and figures": ("factcheck.stance.judge",),
    "judge: model": ("factcheck.stance.shipped.ShippedCrossEncoder.judge",),
    "wording": ("factcheck.checking.wordings.for_claim",),
    "store": (
        "factcheck.store.desk.put_search",
        "factcheck.store.desk.put_claims",
        "factcheck.store.desk.put_article",
        "factcheck.store.quotations.put_article",
        "factcheck.checking.article.keep",
        "factcheck.desk.standing.refresh_article",
        "factcheck.checking.drafts.settle",
    ),
    "report": ("factcheck.workspace.Workspace.report",),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("named", nargs="*", type=Path, metavar="ARTICLE")
    parser.add_argument("--articles", type=int, default=40, help="Made by script.")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--corpus", type=Path, default=REFERENCE)
    parser.add_argument("--rounds", type=int, default=2, help="Turns in which the articles are checked.")
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = list(_files(Path(folder) / "articles", given.named, given.articles))
        if given.profile:
            os.environ["OMP_NUM_THREADS"] = "1"
            profile(Path(folder) / "desk", given.corpus, files)
        else:
            throughput(Path(folder), given.corpus, files, given.workers, given.rounds)


def _files(folder: Path, named: Iterable[Path], made: int) -> Iterator[Path]:
    folder.mkdir()
    for path in named:
        if path.is_file():
            yield path
        else:
            print(f"{path} is not there and is left out", file=sys.stderr)
    for number in range(made):
        path = folder / f"made-{number:04}.md"
        path.write_text(article(number), encoding="utf-8")
        yield path


# -- articles a minute ----------------------------------------------------------------------


@dataclass
class Lane:
    """One number of workers over one workspace."""

    name: str
    workers: int
    folder: Path
    seconds: float = 0.0
    processor: float = 0.0
    done: int = 0
    memory: int = 0  # bytes, the most that a worker held
    failed: list[str] = field(default_factory=list)

    def run(self, files: Sequence[Path]) -> None:
        """Flag what is in ``files``."""
        ends: list[float] = []
        before = processor_time()
        with Workspace(self.folder) as workspace:
            plan = Plan(spread=Spread(self.workers))
            run = workspace.flag(files, plan, looked=lambda *_: ends.append(time.perf_counter()))
            for one in run:
                if isinstance(one, FailedItem):
                    self.failed.append(one.problem)
                elif isinstance(one, Summary):
                    self.memory = max(self.memory, one.memory)
        self.processor += processor_time() - before
        self.seconds += ends[-1] - ends[self.workers - 1]
        self.done += len(ends) - self.workers


def processor_time() -> float:
    """Seconds of this process and of those that it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def throughput(folder: Path, corpus: Path, files: Sequence[Path], workers: Sequence[int], rounds: int) -> None:
    named = [(str(number), number) for number in workers]
    lanes = [Lane(name, number, folder / f"desk {name}") for name, number in [("1, one thread", 1), *named]]
    for lane in lanes:
        with Workspace(lane.folder) as workspace:
            workspace.corpus_add(corpus)
    for turn in range(rounds):
        for lane in lanes:
            with _threads(1 if "thread" in lane.name else None):
                lane.run(files[turn::rounds])
            print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    show(lanes)


class _threads:  # noqa: N801 (it is used as contextlib's are)
    """Within it, this process has so many threads for models; None: as many as there are cores."""

    def __init__(self, count: int | None) -> None:
        self._count = count

    def __enter__(self) -> None:
        if self._count is not None:
            os.environ["OMP_NUM_THREADS"] = str(self._count)

    def __exit__(self, *_: object) -> None:
        os.environ.pop("OMP_NUM_THREADS", None)


def show(lanes: Sequence[Lane]) -> None:
    print(f"{'workers':<15}{'articles a minute':>18}{'× one':>8}{'processor s':>13}{'MB each':>9}")
    one = next(lane for lane in lanes if lane.workers == 1)
    for lane in lanes:
        rate = 60 * lane.done / lane.seconds
        times = rate / (60 * one.done / one.seconds)
        processor = lane.processor / max(lane.done, 1)
        memory = lane.memory / 1e6
        print(f"{lane.name:<15}{rate:>18.1f}{times:>8.2f}{processor:>13.2f}{memory:>9.0f}")
        for problem in lane.failed:
            print(f"  {problem}", file=sys.stderr)
    print(f"{lanes[0].done} articles each; {os.cpu_count()} cores")


# -- where the time goes --------------------------------------------------------------------


def profile(desk: Path, corpus: Path, files: Sequence[Path]) -> None:
    clock = Clock()
    with Workspace(desk) as workspace:
        workspace.corpus_add(corpus)
        _ = workspace.checker  # models are loaded, and the parser with the corpus
        for step, places in STEPS.items():
            for place in places:
                clock.watch(step, place)
        began = time.process_time()
        claims = sum(len(workspace.check(file).claims) for file in files)
        whole = time.process_time() - began
    print(f"{'step':<28}{'ms an article':>15}{'share':>9}")
    rest = {"the rest": whole - sum(clock.own.values())}
    for step, spent in sorted((clock.own | rest).items(), key=lambda each: -each[1]):
        print(f"{step:<28}{1000 * spent / len(files):>15.0f}{spent / whole:>9.1%}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{'all':<28}{1000 * whole / len(files):>15.0f}{1:>9.1%}")
    print(f"{len(files)} articles, {claims} claims, {memory:.0f} MB")


if __name__ == "__main__":
    main()
