"""Many people deciding at one SQLite file, while one of them is killed every other moment.

    python benchmarks/many_checkers.py [--claims 2000] [--checkers 16] [--kill-every 2] [--workspace FOLDER]

Each checker is a process that takes the next claim, decides it, and says so on its standard output; one that was killed
(kill -9) is replaced by another of the same name. In the end every decision that was confirmed must stand in the log
once, every claim must have one, the chain must be whole, and nobody may have read of a lock. Exit code 1 if not.

What one decision costs alone is measured first: deciding is one transaction that waits for the disk, and only one
process writes at a time, so that this is the least that the whole can take.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from desks import PASSAGE, fill

from factcheck import Workspace
from factcheck.domain import Action
from factcheck.errors import FactcheckError

SLOWEST = 0.99


def check(folder: Path, name: str) -> None:
    """Be a checker: take and decide until nothing waits, and say of each decision what it was and how long it took."""
    with Workspace(folder, user=name) as workspace:
        print(json.dumps({"ready": name}), flush=True)
        while True:
            start = time.perf_counter()
            try:
                item = workspace.take()
                if item is None:
                    return
                taken = time.perf_counter()
                made = workspace.mark(item.claim.id, "supported", cite=PASSAGE, after=item.entries)
            except FactcheckError as problem:
                print(json.dumps({"refused": str(problem)}), flush=True)
                continue
            now = time.perf_counter()
            told = {"claim": made.claim_id, "hash": made.hash, "take": taken - start, "decide": now - taken}
            print(json.dumps(told), flush=True)


@dataclass
class Crew:
    """The checkers at work: a process for each name, and whatever was said so far."""

    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)
    last_said: dict[str, Path] = field(default_factory=dict)  # the file of each name's process
    killed: int = 0

    def start(self, name: str) -> None:
        said = self.folder / f"said-{len(self.files):04}"
        self.files.append(said)
        self.last_said[name] = said
        with said.open("wb") as out, said.with_suffix(".err").open("wb") as err:
            command = [sys.executable, __file__, "--be", name, "--workspace", str(self.folder)]
            self.processes[name] = subprocess.Popen(command, stdout=out, stderr=err)

    def kill_one(self, draw: random.Random) -> None:
        """Kill one that is at work, and not just about to begin, and let another come in its place."""
        ready = {name for name, file in self.last_said.items() if file.stat().st_size}
        working = [name for name, process in self.processes.items() if name in ready and process.poll() is None]
        if working:
            name = draw.choice(working)
            self.processes[name].kill()
            self.processes[name].wait()
            self.killed += 1
            self.start(name)

    def at_work(self) -> bool:
        return any(process.poll() is None for process in self.processes.values())

    def said(self) -> list[dict[str, str | float]]:
        """What was said whole: a process that is killed may leave half a line."""
        lines = [line for file in self.files for line in file.read_bytes().split(b"\n")[:-1]]
        return [json.loads(line) for line in lines]

    def complaints(self) -> str:
        return "".join(file.with_suffix(".err").read_text(encoding="utf-8") for file in self.files)


def run(folder: Path, checkers: int, kill_every: float, kills: int | None = None) -> tuple[Crew, float]:
    """Let ``checkers`` work until nothing waits, and say how many seconds that took from the first one being ready.
    No more than ``kills`` of them are killed."""
    crew, draw = Crew(folder), random.Random(0)
    for number in range(checkers):
        crew.start(f"checker-{number:02}")
    while not crew.said():
        time.sleep(0.01)
    start = next_kill = time.monotonic()
    with Workspace(folder) as desk:
        while crew.at_work():
            time.sleep(0.02)
            if kills is not None and crew.killed >= kills:
                continue
            if kill_every and time.monotonic() - next_kill >= kill_every and desk.waiting().total:
                crew.kill_one(draw)
                next_kill = time.monotonic()
    return crew, time.monotonic() - start


def problems(folder: Path, crew: Crew, claims: int) -> list[str]:
    """Whatever is not as it must be, in words."""
    with Workspace(folder) as workspace:
        entries = [entry for entry in workspace.history() if entry.action is Action.DECIDED]
        found = [f"verify: {problem}" for problem in workspace.verify().damage]
    hashes = [entry.hash for entry in entries]
    confirmed = [str(told["hash"]) for told in crew.said() if "hash" in told]
    if lost := set(confirmed) - set(hashes):
        found.append(f"{len(lost)} confirmed decisions are not in the log")
    if len(confirmed) != len(set(confirmed)):
        found.append("a decision was confirmed twice")
    if len({entry.claim_id for entry in entries}) != claims or len(entries) != claims:
        found.append(f"{len(entries)} decisions on {len({entry.claim_id for entry in entries})} of {claims} claims")
    refused = [str(told["refused"]) for told in crew.said() if "refused" in told]
    found += [f"refused: {words}" for words in refused]
    if complaints := crew.complaints():
        found.append(f"on standard error: {complaints[:500]}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--checkers", type=int, default=16)
    parser.add_argument("--kill-every", type=float, default=2.0, metavar="SECONDS", help="0: nobody is killed")
    parser.add_argument("--kills", type=int, metavar="NUMBER", help="at most so many are killed; no limit unless given")
    parser.add_argument("--workspace", type=Path, help="kept; a temporary folder unless given")
    parser.add_argument("--be", metavar="NAME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.be:
        check(options.workspace, options.be)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        alone, folder = Path(temporary) / "alone", options.workspace or Path(temporary) / "together"
        fill(alone, min(200, options.claims))
        fill(folder, options.claims)
        one, seconds = run(alone, 1, 0)
        least = seconds / len(times(one, "decide"))
        crew, seconds = run(folder, options.checkers, options.kill_every, options.kills)
        wrong = problems(folder, crew, options.claims)
        each = seconds / options.claims
        print(f"{options.checkers} checkers, {options.claims} claims, {crew.killed} killed: {seconds:.1f} s")
        print(f"{1000 * each:.1f} ms a claim; by one alone {1000 * least:.1f} ms; {each / least:.2f} times that")
        for what in ("take", "decide"):
            took = sorted(times(crew, what))
            worst, middle = took[int(SLOWEST * (len(took) - 1))], statistics.median(took)
            print(f"waited to {what}: median {middle:.2f} s, 99 % under {worst:.2f} s, longest {took[-1]:.2f} s")
        for problem in wrong:
            print(f"WRONG: {problem}")
        print(f"{len(times(crew, 'decide'))} confirmed; " + ("not all is well" if wrong else "each stands once"))
    return 1 if wrong else 0


def times(crew: Crew, what: str) -> list[float]:
    return [float(told[what]) for told in crew.said() if what in told]


if __name__ == "__main__":
    sys.exit(main())
