"""Time two commands in turn, A B A B …, and print their ratio: machines are noisy, pairs are fair."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """Wall-clock seconds of both commands, run by run."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of each pair of runs."""
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    def line(self, name: str, aim: float) -> str:
        a, b = statistics.median(self.ours), statistics.median(self.theirs)
        return f"{name:<44} {a:7.3f} s {b:7.3f} s   ratio {self.ratio:5.2f}   aim ≤ {aim:.1f}"


def compare(ours: Sequence[str], theirs: Sequence[str], *, runs: int, env: Mapping[str, str] | None = None) -> Pair:
    """Run both ``runs`` times in turn after one warm-up each."""
    environment = {**os.environ, **(env or {})}
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for command, taken in zip((ours, theirs), times, strict=True):
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            if run:
                taken.append(time.perf_counter() - start)
        print(f"\rrun {run} of {runs}", end="", file=sys.stderr)
    print("\r" + " " * 20 + "\r", end="", file=sys.stderr)
    return Pair(tuple(times[0]), tuple(times[1]))
