"""kill -9 at random instants of `flag` and of `corpus add`: whoever runs them again ends where an undisturbed run does.

    python benchmarks/flag_kills.py [--kills 100] [--items 60] [--workers 1] [--within 6] [--seed 15]

Each command is started in a workspace of its own and killed after up to ``--within`` seconds, again and again until it
is done; then the next workspace begins, until it was killed often enough. Every finished workspace must hold what one
holds in which nothing was killed, table by table but for times, and what was printed in it must name every flag.
Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from flag_stories import articles, documents

PROGRAM = Path(sys.executable).with_name("factcheck")
GOOD = {0, 3}  # 3: one item is no article
SURROGATE = "key"  # numbers that several workers give in the order in which they are done


def contents(workspace: Path, *, ordered: bool = True) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but for times; unless ``ordered``, without the numbers of rows too, which follow the
    order in which they came. The full-text tables' own bookkeeping follows it as well."""
    found = {}
    with closing(sqlite3.connect(workspace / "factcheck.db")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})") if row[1] != "at"]
            if not ordered:
                if "_text" in name:
                    continue
                columns = [column for column in columns if not column.endswith(SURROGATE)]
            wanted = ", ".join(f'"{column}"' for column in columns)
            rows = connection.execute(f"SELECT {wanted} FROM {name}").fetchall() if columns else []
            found[name] = sorted(rows, key=repr)
    return found


def differences(one: dict[str, list[tuple[object, ...]]], other: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """The tables that hold something else, each with the first row of which one side has more."""
    told = []
    for name in sorted({*one, *other}):
        ours, theirs = one.get(name, []), other.get(name, [])
        if ours != theirs:
            row = next(iter({*map(repr, ours)} ^ {*map(repr, theirs)}), "the same rows, some of them twice")
            told.append(f"{name}: {len(ours)} rows and {len(theirs)}; {row[:200]}")
    return told


@dataclass
class Trial:
    """A command in workspaces of its own."""

    name: str
    command: tuple[str, ...]
    folder: Path
    within: float
    ordered: bool
    killed: int = 0
    finished: int = 0
    again: int = 0  # lines that were printed twice
    told: list[str] = field(default_factory=list)  # what is wrong

    def run(self, kills: int, chance: random.Random) -> None:
        calm = self._workspace("calm")
        printed = self._lines(calm, kill_after=None)
        expected = contents(calm, ordered=self.ordered)
        flags = _flags(printed or [])
        while self.killed < kills:
            self.finished += 1
            workspace = self._workspace(f"trial-{self.finished}")
            lines: list[str] = []
            done = False
            while not done:
                after = chance.uniform(0, self.within) if self.killed < kills else None
                got = self._lines(workspace, after)
                done = got is not None
                lines += got if got is not None else self._last
            self.told += differences(expected, contents(workspace, ordered=self.ordered))
            seen = _flags(lines)
            self.again += len(seen) - len(set(seen))
            if set(seen) != set(flags):
                self.told.append(f"{workspace}: {len(set(seen))} flags were printed, not {len(flags)}")

    def _workspace(self, name: str) -> Path:
        return self.folder / f"{self.name}-{name}"

    def _lines(self, workspace: Path, kill_after: float | None) -> list[str] | None:
        """What the command printed; None if it was killed before its end."""
        out = self.folder / "printed"
        with out.open("wb") as stdout, (self.folder / "said").open("wb") as stderr:
            command = [str(PROGRAM), "--workspace", str(workspace), *self.command]
            process = subprocess.Popen(command, stdout=stdout, stderr=stderr, stdin=subprocess.DEVNULL)
            try:
                process.wait(kill_after)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
        self._last = out.read_text(encoding="utf-8", errors="replace").splitlines()
        if process.returncode == -signal.SIGKILL:
            self.killed += 1
            return None
        if process.returncode not in GOOD:
            said = (self.folder / "said").read_text(encoding="utf-8", errors="replace")
            self.told.append(f"{workspace}: exit code {process.returncode}: {said[-300:]}")
        return self._last


def _flags(lines: list[str]) -> list[int]:
    """The keys of the flags among printed lines; the last line of a killed run may be cut."""
    found = []
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict) and told.get("type") == "claim":
            found.append(told["key"])
    return found


def trials(
    kills: int, items: int, workers: int, within: float, seed: int, names: Sequence[str] = ("flag", "add")
) -> list[Trial]:
    """The commands of these names, each killed ``kills`` times."""
    with tempfile.TemporaryDirectory(prefix="factcheck-kills-") as named:
        folder = Path(named)
        flag = ("flag", str(articles(folder / "stories", items)), "--workers", str(workers))
        add = ("corpus", "add", str(documents(folder / "notes.jsonl", items)))
        chance = random.Random(seed)
        commands = {"flag": flag, "add": add}
        made = [Trial(name, commands[name], folder, within, ordered=name == "add" or workers == 1) for name in names]
        for trial in made:
            began = time.monotonic()
            trial.run(kills, chance)
            print(
                f"{trial.name}: killed {trial.killed} times in {trial.finished} workspaces, "
                f"{len(trial.told)} differences, {trial.again} lines told again, {time.monotonic() - began:.0f} s",
                flush=True,
            )
            for words in trial.told:
                print(f"  {words}")
        return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--items", type=int, default=60)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--within", type=float, default=6.0, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=15)
    asked = parser.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    made = trials(asked.kills, asked.items, asked.workers, asked.within, asked.seed)
    return 1 if any(trial.told for trial in made) else 0


if __name__ == "__main__":
    sys.exit(main())
