"""The index of passages at 10,000, 100,000 and a million: comparing all beside what the index chooses for the size.

    python benchmarks/index_million.py [--sizes 10000 100000 1000000] [--collections FOLDER …] [--kept FILE]
        [--output benchmarks/results/index_million.txt]

The vectors are real ones and mixtures of them (passage_vectors.py says how), the questions real ones that nothing was
mixed from. Both indices are the product's own, opened from folders, one told to make no codes. Every question is asked
of both, one after the other, so that what else the machine does weighs on both; "times" is the ratio of processor time.
How many vectors are compared exactly was chosen with the first half of the questions; "others" is the recall of the
other half. Memory is what a process has for itself more than before, after opening and twenty searches; "mapped" are
pages of the files, which the system may take back. A whole process opens the index and searches once: one of each size
after the other, with the files in the system's cache, and after they were dropped from it.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from passage_vectors import Real, mixed, real

from factcheck import Workspace
from factcheck.index import faiss, tending
from factcheck.index.faiss import FaissIndex
from factcheck.index.opening import SIZES, Followed, Sizes, open_index

Rows = NDArray[np.float16]
DIMENSION = 384
EXACT = Sizes(coded=10**12)
CODED = Sizes(coded=1)
SMALL = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)  # where the two ways may be as soon as each other
COMPARED = (200, 400, 1_000, 2_000)
RUNS = 5  # processes
_SEED = 11

CHILD = """
import sys, time
begun = time.perf_counter()
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from index_million import own_memory, opened_from
rows, questions, path = sys.argv[2:5]
import numpy as np
asked = np.load(questions, mmap_mode="r")
import factcheck.index.faiss as faiss
faiss._faiss()
before = own_memory()
start = time.perf_counter()
index = opened_from(Path(path), np.load(rows, mmap_mode="r"), int(path.split()[-1]))
opened = time.perf_counter() - start
index.search(asked[0], 10)
first = time.perf_counter() - start
for one in asked[:20]:
    index.search(one, 10)
after = own_memory()
print(opened, first, after[0] - before[0], after[1] - before[1])
"""
ONCE = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import numpy as np
from index_million import opened_from
rows, questions = (np.load(path, mmap_mode="r") for path in sys.argv[2:4])
opened_from(Path(sys.argv[4]), rows, int(sys.argv[4].split()[-1]) + 1_000).search(questions[0], 10)
"""


class Database:
    """Vectors under the keys from 1 on, as a database that has all of them would give them."""

    def __init__(self, rows: Rows, length: int) -> None:
        self.rows, self.length = rows, length
        self.fetched = 0

    def followed(self) -> Followed:
        return Followed(
            state=str(self.length),
            changes=lambda since: (range(int(since) + 1, self.length + 1), ()),
            keys=lambda: range(1, self.length + 1),
            vectors=self._vectors,
        )

    def _vectors(self, keys: Sequence[int]) -> tuple[Sequence[int], Rows]:
        self.fetched += len(keys)
        return keys, self.rows[np.asarray(keys) - 1]


def opened_from(path: Path, rows: Rows, length: int | None = None, sizes: Sizes = SIZES) -> FaissIndex:
    database = Database(rows, len(rows) if length is None else length)
    return open_index(path, database.followed(), model="benchmark", dimension=DIMENSION, sizes=sizes)


class Way(NamedTuple):
    """What one way of searching took."""

    build: float  # seconds
    disk: float  # bytes a passage
    memory: float
    mapped: float
    median: float  # milliseconds
    p95: float
    processor: float  # milliseconds of processor time, median
    recall: tuple[float, float]
    again: float  # seconds
    first: float
    added: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--collections", nargs="*", type=Path, default=[], help="Without them few vectors are real.")
    parser.add_argument("--kept", type=Path, help="File that the real vectors are kept in.")
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with Workspace(Path(folder) / "desk") as desk:
            found = real(desk.encoder, given.collections, given.kept)
        said = list(report(found, given.sizes, given.questions, Path(folder)))
    if given.output:
        given.output.parent.mkdir(exist_ok=True)
        given.output.write_text("\n".join(said) + "\n", encoding="utf-8")


def report(found: Real, sizes: Sequence[int], count: int, folder: Path) -> Iterable[str]:
    def say(line: str = "") -> str:
        print(line, flush=True)
        return line

    questions = np.random.default_rng(_SEED).permutation(found.questions)[:count]
    rows = all_rows(found.passages, max(*sizes, *SMALL) + 1_000)
    yield from map(say, machine())
    yield say(f"{len(found.passages):,} real vectors, {len(questions):,} questions; seed {_SEED}")
    yield say()
    yield say("One search for ten, milliseconds of processor time (median): all compared, and by codes first")
    for size in SMALL:
        yield say(crossing(rows[:size], questions, folder))
    yield say()
    titles = ("build s", "disk B", "memory B", "mapped B", "ms", "p95", "times", "recall@10", "others")
    titles = (*titles, "open s", "+ first s", "add 1,000 s")
    yield say(f"{'passages':>10} {'':>7}" + "".join(f"{title:>12}" for title in titles))
    np.save(folder / "rows.npy", rows)
    np.save(folder / "questions.npy", questions)
    for size in sizes:
        ways = measured(rows[: size + 1_000], size, questions, folder)
        for name, way in ways.items():
            yield say(f"{size:>10,} {name:>7}" + line(way, ways["exact"].processor / way.processor))
    yield say()
    yield say("A whole process that opens the index and searches once, seconds by the clock and of the processor")
    yield from map(say, processes(sizes, folder))
    yield say()
    yield say(f"How many are compared exactly, at {max(sizes):,}: recall@10 of the first half of the questions, ms")
    yield from map(say, compared(rows, max(sizes), questions[: count // 2], folder))


def all_rows(passages: NDArray[np.float32], count: int) -> Rows:
    """The real vectors in any order, and mixed ones behind them as far as they do not suffice."""
    rows = np.empty((count, DIMENSION), np.float16)
    have = min(len(passages), count)
    rows[:have] = np.random.default_rng(_SEED).permutation(passages)[:have]
    start = have
    for some in mixed(passages, count - have, _SEED):
        rows[start : start + len(some)] = some
        start += len(some)
    rows[:] = rows[np.random.default_rng(_SEED).permutation(count)] if have < count else rows
    return rows


def machine() -> Iterable[str]:
    with suppress(OSError):
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        yield next(line.partition(":")[2].strip() for line in described.splitlines() if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    yield f"{os.cpu_count()} cores, {memory:.0f} GiB, load {os.getloadavg()[0]:.1f}; {platform.system()}"
    yield f"Python {platform.python_version()}, numpy {np.__version__}, faiss-cpu {version('faiss-cpu')}, one thread"


def crossing(rows: Rows, questions: NDArray[np.float32], folder: Path) -> str:
    exact, coded = (opened_from(folder / f"{name}-{len(rows)}", rows, sizes=sizes) for name, sizes in WAYS.items())
    taken, _ = asked_of(exact, coded, questions[:100])
    ours, theirs = (statistics.median(processor for _, processor in one) for one in taken)
    return f"{len(rows):>10,} {ours:>10.3f} {theirs:>10.3f}   {ours / theirs:.1f} times"


WAYS = {"exact": EXACT, "coded": CODED}


def measured(rows: Rows, size: int, questions: NDArray[np.float32], folder: Path) -> dict[str, Way]:
    paths = {"exact": folder / f"exact {size}", "chosen": folder / f"chosen {size}"}
    sizes = {"exact": EXACT, "chosen": SIZES}
    build = {name: seconds(lambda name=name: opened_from(paths[name], rows, size, sizes[name])) for name in paths}
    alone = {name: in_processes(folder, path) for name, path in paths.items()}
    opened = {name: opened_from(path, rows, size, sizes[name]) for name, path in paths.items()}
    taken, found = asked_of(opened["exact"], opened["chosen"], questions)
    half = len(questions) // 2
    del opened
    ways = {}
    for number, (name, path) in enumerate(paths.items()):
        held = tending.described(path)
        assert held is not None
        walls = sorted(wall for wall, _ in taken[number])
        hits = [len(ours & best) / 10 for best, ours in zip(found[0], found[number], strict=True)]
        again, first, memory, mapped = alone[name]
        added = seconds(lambda name=name: opened_from(paths[name], rows, size + 1_000, sizes[name]))
        ways[name] = Way(
            build=build[name],
            disk=held.disk / size,
            memory=memory / size,
            mapped=mapped / size,
            median=statistics.median(walls),
            p95=walls[int(0.95 * len(walls))],
            processor=statistics.median(processor for _, processor in taken[number]),
            recall=(statistics.mean(hits[:half]), statistics.mean(hits[half:])),
            again=again,
            first=first,
            added=added,
        )
    return ways


def line(way: Way, times: float) -> str:
    numbers = (f"{way.build:.1f}", f"{way.disk:.0f}", f"{way.memory:.0f}", f"{way.mapped:.0f}", f"{way.median:.2f}")
    rest = (f"{way.p95:.2f}", f"{times:.1f}", f"{way.recall[0]:.4f}", f"{way.recall[1]:.4f}", f"{way.again:.3f}")
    last = (f"{way.first:.3f}", f"{way.added:.2f}")
    return "".join(f"{number:>12}" for number in (*numbers, *rest, *last))


def asked_of(
    exact: FaissIndex, other: FaissIndex, questions: NDArray[np.float32]
) -> tuple[list[list[tuple[float, float]]], list[list[set[int]]]]:
    """Milliseconds that each question took of the two, by the clock and of the processor, and what was found."""
    taken: list[list[tuple[float, float]]] = [[], []]
    found: list[list[set[int]]] = [[], []]
    for index in (exact, other):  # what is made once
        index.search(questions[-1], 10)
    for question in questions:
        for number, index in enumerate((exact, other)):
            wall, processor = time.perf_counter(), time.process_time()
            best = index.search(question, 10)
            taken[number].append(((time.perf_counter() - wall) * 1e3, (time.process_time() - processor) * 1e3))
            found[number].append({key for key, _ in best})
    return taken, found


def compared(rows: Rows, size: int, questions: NDArray[np.float32], folder: Path) -> Iterable[str]:
    exact = opened_from(folder / f"exact {size}", rows, size + 1_000, EXACT)
    chosen = opened_from(folder / f"chosen {size}", rows, size + 1_000)
    usual = faiss._COMPARED
    for count in COMPARED:
        faiss._COMPARED = count
        taken, found = asked_of(exact, chosen, questions)
        recall = statistics.mean(len(ours & best) / 10 for best, ours in zip(*found, strict=True))
        mark = "  as it is" if count == usual else ""
        yield f"{count:>10,} {recall:>10.4f} {statistics.median(one for one, _ in taken[1]):>10.2f}{mark}"
    faiss._COMPARED = usual


def in_processes(folder: Path, path: Path) -> Sequence[float]:
    """Seconds to open and until something was found, bytes of memory and of mapped files; medians."""
    told = []
    for _ in range(RUNS):
        done = subprocess.run([*child(CHILD, folder), str(path)], capture_output=True, text=True, check=True)
        told.append([float(number) for number in done.stdout.split()])
    return [statistics.median(numbers) for numbers in zip(*told, strict=True)]


def child(program: str, folder: Path) -> list[str]:
    here, rows, questions = Path(__file__).parent, folder / "rows.npy", folder / "questions.npy"
    return [sys.executable, "-c", program, str(here), str(rows), str(questions)]


def processes(sizes: Sequence[int], folder: Path) -> Iterable[str]:
    """Whole processes that open the index and search once, of each size one after the other, so that what else the
    machine does weighs on all."""
    ways: dict[str, Callable[[Path], None]] = {"in the cache": lambda _: None, "dropped": drop}
    for name, before in ways.items():
        taken: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
        for _ in range(2 * RUNS):
            for size in sizes:
                path = folder / f"chosen {size}"
                before(path)
                processor = used_by_children()
                wall = seconds(lambda path=path: subprocess.run([*child(ONCE, folder), str(path)], check=True))
                taken[size].append((wall, used_by_children() - processor))
        first = [statistics.median(each) for each in zip(*taken[sizes[0]], strict=True)]
        for size in sizes:
            wall, processor = (statistics.median(each) for each in zip(*taken[size], strict=True))
            ratios = f"{wall / first[0]:.2f} and {processor / first[1]:.2f} times"
            yield f"{size:>10,} {name:>13} {wall:>8.2f} {processor:>8.2f}   {ratios}"


def used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def drop(path: Path) -> None:
    """Have the system forget what it has of the files in its cache. They are on the disk already."""
    for file in path.iterdir():
        descriptor = os.open(file, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def own_memory() -> tuple[int, int]:
    """Bytes that this process has for itself, and those of files that it has mapped."""
    said = dict(line.split(":") for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    return int(said["RssAnon"].split()[0]) * 1024, int(said["RssFile"].split()[0]) * 1024


def seconds(act: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    before()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
