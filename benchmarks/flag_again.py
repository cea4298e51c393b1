"""`flag` over a folder twice: the second run encodes nothing, flags nothing, and takes next to no time.

    python benchmarks/flag_again.py [--articles 200] [--workers 1]

Exit code 1 if the second run printed anything or took more than 5 % of the first's time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from flag_stories import articles

PROGRAM = Path(sys.executable).with_name("factcheck")
MOST = 0.05  # of the first run's time


def again(folder: Path, count: int, workers: int) -> list[tuple[float, int, str]]:
    """Of two runs over ``count`` articles: seconds, flags that were printed, and what was said."""
    inbox = articles(folder / "inbox", count)
    (inbox / "broken.pdf").unlink()
    runs = []
    for _ in range(2):
        began = time.monotonic()
        command = [str(PROGRAM), "--workspace", str(folder / "desk"), "flag", str(inbox), "--workers", str(workers)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        runs.append((time.monotonic() - began, len(done.stdout.splitlines()), done.stderr))
    return runs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    with tempfile.TemporaryDirectory(prefix="factcheck-again-") as named:
        (first, flags, _), (second, more, said) = again(Path(named), asked.articles, asked.workers)
    print(f"first run {first:.1f} s, {flags} claims; second run {second:.1f} s, {more} claims: {second / first:.1%}")
    print(said)
    return 1 if more or second > MOST * first or "encoded" in said else 0


if __name__ == "__main__":
    sys.exit(main())
