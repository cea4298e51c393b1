"""kill -9 at random instants: whoever runs the command again ends where an undisturbed run does.

    python benchmarks/kills.py [--kills 240] [--database both] [--what add flag index] [--jobs 2]

`add`      `corpus add` of documents, into a workspace that is not there yet
`flag`     `flag` of a folder of articles, in a workspace with a corpus
`workers`  the same with two processes, which are killed with it
`migrate`  of a desk in an SQLite file into another file, or into PostgreSQL; `back`: from there into a file
`index`    a search that finds no index, in a corpus of ``--vectors``; `behind`: one that lacks a tenth of them
`pgvector` `corpus compact` that makes the table and the graph of half as many vectors in PostgreSQL

A series is one workspace: the command is killed up to four times and then let run to its end. The instant of its first
kill goes through the whole of a run, from the first millisecond to the last, in equal steps in a random order; those
that follow are drawn from the whole. What is killed is the process group, by SIGKILL. Then the workspace must hold what
one holds in which nothing was killed, `verify` must find nothing, and what was printed must name every flag. Only kills
that met the command at work are counted. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import killing
from killed import KINDS, SERVED, Kind, flags, kinds
from killing import Ended, Program, apart
from trial_databases import NAMES, chosen, machine, served

GOOD = {0, 3}  # 3: one item is no article
MOST = 4  # kills in one workspace
STEPS = 10  # parts of a run that kills are counted in
DEAR = {"workers": 3}  # one kill for so many of the others: each run starts processes that import everything


@dataclass
class Trial:
    """One kind at one database."""

    kind: Kind
    program: Program
    database: str
    chance: random.Random
    calm: float = 0.0  # seconds of an undisturbed run
    killed: int = 0
    missed: int = 0  # it had ended before
    series: int = 0
    again: int = 0  # lines that were printed twice
    parts: list[int] = field(default_factory=lambda: [0] * STEPS)
    told: list[str] = field(default_factory=list)  # what is wrong

    def run(self, kills: int) -> None:
        expected = self._undisturbed()
        steps = self._steps(kills)
        while self.killed < kills:
            self.series += 1
            workspace = self.kind.prepare(self.program, self.series)
            lines: list[str] = []
            instants = [steps.pop() if steps else self.chance.random()]
            instants += [self.chance.random() for _ in range(self.chance.randrange(MOST))]
            for number, instant in enumerate(instants):
                if self.killed == kills:
                    break
                ended = self._once(workspace, instant * self.calm, first=number == 0)
                lines += ended.out
            last = self._once(workspace, None)
            lines += last.out
            found = apart(lambda at=workspace: self.kind.state(self.program, at))  # type: ignore[misc]
            self.told += [f"{workspace.name}: {one}" for one in self.kind.wrong(expected, found, lines)]
            seen = flags(lines)
            self.again += len(seen) - len(set(seen))

    def _undisturbed(self) -> Any:
        """The state that is to be reached; how long that takes is measured when everything is warm."""
        workspace = self.kind.prepare(self.program, 0)
        ended = self._once(workspace, None)
        expected = apart(lambda: self.kind.state(self.program, workspace))
        self.told += self.kind.wrong(expected, expected, ended.out)
        self.calm = ended.seconds
        return expected

    def _steps(self, kills: int) -> list[float]:
        """First instants, as parts of a run: one in each of equal steps, in a random order."""
        count = max(1, kills // 2)
        steps = [(number + self.chance.random()) / count for number in range(count)]
        self.chance.shuffle(steps)
        return steps

    def _once(self, workspace: Path, kill_after: float | None, *, first: bool = False) -> Ended:
        ended = self.program.run(self.kind.command(workspace), workspace, kill_after)
        if ended.killed:
            self.killed += 1
            if first and kill_after is not None:
                self.parts[min(STEPS - 1, int(STEPS * kill_after / self.calm))] += 1
        elif ended.code not in GOOD:
            self.told.append(f"{workspace.name}: exit code {ended.code}: {ended.err[-300:]}")
        elif kill_after is not None:
            self.missed += 1
        return ended

    def line(self, seconds: float) -> str:
        where = " ".join(f"{part:2}" for part in self.parts)
        return (
            f"{self.database:<10} {self.kind.name:<8} {self.calm:7.2f} {self.killed:6} {self.missed:6} "
            f"{self.series:6}   {where}   {len(self.told):6} {self.again:6} {seconds:7.0f}"
        )


HEAD = (
    f"{'':19} {'run, s':>7} {'kills':>6} {'missed':>6} {'series':>6}   {'first kills by tenth of the run':<29}   "
    f"{'differ':>6} {'again':>6} {'took, s':>7}"
)


def trial(database: str, name: str, kills: int, asked: argparse.Namespace) -> Trial:
    """One kind at one database, killed so often."""
    with killing.folder("factcheck-kills-") as folder, served(database) as url:
        program = Program(folder, url, {"FACTCHECK_INDEX": "pgvector"} if name == "pgvector" else {})
        (kind,) = kinds(folder / "trial", [name], asked.items, asked.vectors)
        made = Trial(kind, program, database, random.Random(f"{asked.seed} {database} {name}"))
        made.run(kills)
        return made


def trials(asked: argparse.Namespace) -> tuple[int, int]:
    """Each kind at each database, as many at a time as there are ``--jobs``; kills and differences in all."""
    wanted = [(name, what) for name in chosen(asked.database) for what in asked.what]
    wanted = [one for one in wanted if one[0] != "sqlite" or one[1] not in SERVED]
    parts = sum(1 / DEAR.get(what, 1) for _, what in wanted)
    waiting = [(*one, -(-asked.kills // (parts * DEAR.get(one[1], 1)))) for one in wanted]
    waiting.sort(key=lambda one: one[1] not in DEAR)
    running: set[int] = set()
    with killing.folder("factcheck-told-") as folder:
        while waiting or running:
            while waiting and len(running) < asked.jobs:
                running.add(_begun(folder, asked, *waiting.pop(0)))
            pid, _ = os.wait()
            running.discard(pid)
        told = [pickle.loads((folder / f"{name} {what}").read_bytes()) for name, what in wanted]
    return sum(killed for killed, _ in told), sum(wrong for _, wrong in told)


def _begun(folder: Path, asked: argparse.Namespace, database: str, name: str, kills: float) -> int:
    """The process of a trial, which prints its line and leaves how many kills and differences there were."""
    pid = os.fork()
    if pid == 0:
        try:
            began = time.monotonic()
            made = trial(database, name, int(kills), asked)
            line = [made.line(time.monotonic() - began), *(f"  {words}" for words in made.told), ""]
            os.write(1, "\n".join(line).encode())
            (folder / f"{database} {name}").write_bytes(pickle.dumps((made.killed, len(made.told))))
        except BaseException:
            traceback.print_exc()
            (folder / f"{database} {name}").write_bytes(pickle.dumps((0, 1)))
        finally:
            os._exit(0)
    return pid


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=240, help="in all, shared equally")
    parser.add_argument("--database", choices=[*NAMES, "both"], default="both")
    parser.add_argument("--what", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--items", type=int, default=10, help="articles; six times as many documents")
    parser.add_argument("--vectors", type=int, default=50_000)
    parser.add_argument("--jobs", type=int, default=2, help="trials at a time")
    parser.add_argument("--seed", type=int, default=16)
    asked = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when numpy is imported, and shared with whatever is forked
    killing.ready()
    print(f"python {' '.join(sys.argv)}\n{machine()}\n")
    print(HEAD, flush=True)
    killed, wrong = trials(asked)
    print(f"\n{killed} kills met a command at work; {wrong} differences.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
