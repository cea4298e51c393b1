"""How long a check takes, cold and warm, what each part of it takes, and the same for another checkout beside it.

    python benchmarks/checking.py [ARTICLE CORPUS.jsonl] [--than PYTHON] [--runs 5]

Cold is `factcheck check` as a process of its own, over a corpus that was added before; warm is the same check again in
one process. ``--than`` is the Python of another environment, whose factcheck is timed in turn, A B A B …. Times are
processor time (user and system) of all threads, which a busy machine changes least; of a part that holds another,
what the other takes is not counted.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parents[1] / "corpora" / "iraq-isis-2025"
WARM = 3  # checks in one process, the first of which is not counted as warm
# Where each part is entered: module, maybe class, function. What a checkout lacks is left out.
PARTS = {
    "reading": ("factcheck.articles.read", "factcheck.quotes.extract", "factcheck.claims.find"),
    "loading models": ("factcheck.encoder.load", "factcheck.stance.load"),
    "encoding": ("factcheck.encoder.windows.WindowedEncoder.encode",),
    "search": ("factcheck.checking.evidence.search", "factcheck.checking.searching.Searcher.snapshot"),
    "copies and flags": ("factcheck.evidence.grouped", "factcheck.checking.evidence._flags"),
    "comparing": ("factcheck.stance.judging.read", "factcheck.stance.judging.compare"),
    "stance model": ("factcheck.stance.shipped.ShippedCrossEncoder._logits",),
    "wording": ("factcheck.checking.wordings.for_claim",),
    "store": ("factcheck.store.desk.put_search", "factcheck.store.desk.put_claims", "factcheck.store.open_database"),
    "report": ("factcheck.workspace.Workspace.report",),
}

Times = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=SHIPPED / "examples" / "advisers-stay.txt")
    parser.add_argument("corpus", nargs="?", type=Path, default=SHIPPED / "reference.jsonl")
    parser.add_argument("--than", metavar="PYTHON", help="The Python of another checkout's environment.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--inside", type=Path, metavar="WORKSPACE", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(inside(given.inside, given.article)))
        return
    pythons = {"this": sys.executable} | ({"than": given.than} if given.than else {})
    with tempfile.TemporaryDirectory() as folder:
        desks = {name: Path(folder) / name for name in pythons}
        for name, python in pythons.items():
            run([python, "-m", "factcheck", "-q", "-w", str(desks[name]), "corpus", "add", str(given.corpus)])
            run([python, "-m", "factcheck", "-q", "-w", str(desks[name]), "check", str(given.article)])
        times: dict[str, list[Times]] = defaultdict(list)
        for _ in range(given.runs):
            for name, python in pythons.items():
                times[name].append(measured(python, desks[name], given.article))
    show({name: medians(found) for name, found in times.items()})


def measured(python: str, desk: Path, article: Path) -> Times:
    cold = run([python, "-m", "factcheck", "-q", "-w", str(desk), "check", str(article)])[0]
    corpus = str(SHIPPED / "reference.jsonl")  # not read: the workspace is filled
    told = run([python, str(Path(__file__)), str(article), corpus, "--inside", str(desk)])[1]
    return {"cold": cold} | json.loads(told)


def run(command: Sequence[str]) -> tuple[float, str]:
    """The processor time of a command, in seconds, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "HF_HUB_OFFLINE": "1"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def show(found: dict[str, Times]) -> None:
    print(f"{'seconds of processor time':<32}" + "".join(f"{name:>10}" for name in found) + f"{'this / than':>14}")
    for part in found["this"]:
        values = [each.get(part, 0.0) for each in found.values()]
        ratio = f"{values[0] / values[1]:>14.2f}" if len(values) > 1 and values[1] else ""
        print(f"{part:<32}" + "".join(f"{value:>10.3f}" for value in values) + ratio)


def medians(runs: Sequence[Times]) -> Times:
    return {part: statistics.median(each.get(part, 0.0) for each in runs) for part in runs[0]}


# -- in a process of its own ----------------------------------------------------------------


def inside(desk: Path, article: Path) -> Times:
    """The parts of a first check in this process, then of a warm one."""
    start = time.process_time()
    from factcheck.workspace import Workspace

    parts = {"first: start and imports": time.process_time() - start}
    clock = Clock()
    for part, places in PARTS.items():
        for place in places:
            clock.watch(part, place)
    with Workspace(desk) as workspace:
        for number in range(WARM):
            clock.own.clear()
            start = time.process_time()
            workspace.check(article)
            whole = time.process_time() - start
            name = "warm" if number else "first"
            found = {part: clock.own.get(part, 0.0) for part in PARTS}
            found["the rest"] = whole - sum(found.values())
            parts |= {f"{name}: {part}": spent for part, spent in found.items()} | {name: whole}
    return parts


class Clock:
    """How long parts take, by name, without the parts within them."""

    def __init__(self) -> None:
        self.own: dict[str, float] = defaultdict(float)
        self._open: list[float] = []  # of each part that is being measured, what parts within it took

    def watch(self, part: str, place: str) -> None:
        """Measure the function at ``place`` as (a piece of) ``part``, where there is one."""
        holder, name = found_at(place)
        if holder is not None:
            setattr(holder, name, self._timed(part, getattr(holder, name)))

    def _timed(self, part: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            self._open.append(0.0)
            try:
                return act(*given, **named)
            finally:
                taken = time.process_time() - start
                self.own[part] += taken - self._open.pop()
                if self._open:
                    self._open[-1] += taken

        return timed


def found_at(place: str) -> tuple[Any, str]:
    """The module or class that holds a function, and the function's name; no holder where there is no such function."""
    path, _, name = place.rpartition(".")
    holder: Any = None
    for cut in (path, path.rpartition(".")[0]):
        try:
            holder = importlib.import_module(cut)
        except ImportError:
            continue
        holder = getattr(holder, path.rpartition(".")[2], None) if cut != path else holder
        break
    return (holder, name) if hasattr(holder, name) else (None, name)


if __name__ == "__main__":
    main()
