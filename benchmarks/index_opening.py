"""How long the index takes to open, beside how large the corpus is.

    python benchmarks/index_opening.py [--sizes 10000 30000 100000] [--runs 5]

`unchanged`  a corpus and an index that was saved from it
`added`      the same after one document was added
`from none`  the index is gone: every vector is read from the database

The corpus is a real database with made passages and random vectors. Times are processor time, medians; the second line
of a size has the ratio to the first size, and how many times as many passages there are.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from retrieval import fill, median, open_index

from factcheck import Workspace
from factcheck.checking.index_file import PASSAGES
from factcheck.domain import Document

WORDS = 20  # of a passage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 30_000, 100_000])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    print(f"{'passages':>9}" + "".join(f"{name:>14}" for name in ("unchanged", "added", "from none")))
    base: list[float] = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder, Workspace(folder) as desk:
            desk.make()
            fill(desk, size, WORDS)
            taken = measure(desk, given.runs)
        base = base or taken
        print(f"{size:>9,}" + "".join(f"{seconds * 1000:>11.1f} ms" for seconds in taken))
        ratios = "".join(f"{now / first:>13.1f}×" for now, first in zip(taken, base, strict=True))
        print(f"{size / given.sizes[0]:>8.1f}×{ratios}", flush=True)


def measure(desk: Workspace, runs: int) -> list[float]:
    """Seconds to open the index: unchanged, after a document was added, and without an index."""
    folder = Path(desk.settings.workspace) / PASSAGES
    open_index(desk)
    unchanged = median(lambda _: open_index(desk), runs)
    added = median(lambda _: open_index(desk), runs, before=lambda n: add(desk, n))
    return [unchanged, added, median(lambda _: open_index(desk), runs, before=lambda _: shutil.rmtree(folder))]


def add(desk: Workspace, number: int) -> None:
    desk.corpus_add_documents([Document(f"added {number}", f"The bridge was crossed {number} times.")])


if __name__ == "__main__":
    main()
