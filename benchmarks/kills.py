"""kill -9 at random instants: whoever runs the command again ends where an undisturbed run does.

    python benchmarks/kills.py [--kills 240] [--database both] [--what add flag index] [--items 60] [--seed 16]

`add`      `corpus add` of documents, into a workspace that is not there yet
`flag`     `flag` of a folder of articles, in a workspace with a corpus
`workers`  the same with two processes, which are killed with it
`index`    a search that finds no index file, or one that lacks a tenth of its vectors, in a corpus of ``--vectors``

A series is one workspace: the command is killed up to three times and then let run to its end. The instant of its first
kill goes through the whole of a run, from the first millisecond to the last, in equal steps in a random order; those
that follow are drawn from the whole. What is killed is the process group, by SIGKILL. Then the workspace must hold what
one holds in which nothing was killed, `verify` must find nothing, and what was printed must name every flag. Only kills
that met the command at work are counted. Exit code 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import killing
from databases import NAMES, chosen, contents, differences, machine, served
from flag_stories import articles, documents
from killing import Ended, Program, apart

GOOD = {0, 3}  # 3: one item is no article
MOST = 3  # kills in one workspace
STEPS = 10  # parts of a run that kills are counted in
QUERIES = 20  # vectors that are searched for in an index
NOTES = 12  # documents of the corpus that `flag` searches
NEW_PART = 10  # one in so many vectors is what an index lacks


class Kind(Protocol):
    """Something to kill."""

    name: str

    def prepare(self, program: Program, series: int) -> Path:
        """The workspace of a series, in which nothing was done yet of what is to be killed."""

    def command(self, workspace: Path, /) -> list[str]: ...

    def state(self, program: Program, workspace: Path) -> Any:
        """What is compared; it is taken in a process of its own."""

    def wrong(self, expected: Any, found: Any, printed: Sequence[str], /) -> list[str]:
        """In which words the state differs, or what was printed in a series."""


@dataclass
class Stored:
    """A command whose work is in the tables."""

    name: str
    folder: Path
    words: tuple[str, ...]
    corpus: Path | None = None  # added before
    ordered: bool = True

    def prepare(self, program: Program, series: int) -> Path:
        workspace = self.folder / f"{self.name}-{series}"
        if self.corpus is not None and program.run(["corpus", "add", str(self.corpus)], workspace).code:
            raise SystemExit(f"{self.name}: the corpus could not be added")
        return workspace

    def command(self, _: Path, /) -> list[str]:
        return list(self.words)

    def state(self, program: Program, workspace: Path) -> Any:
        from factcheck import Workspace
        from factcheck.store import tables

        with Workspace(workspace, database_url=program.database_url) as desk:
            damage = [str(one) for one in desk.verify().damage]
            with desk.database.reading() as session:
                flags = sorted(key for (key,) in session.query(tables.FlagRow.key))
                return contents(session, ordered=self.ordered, full_text=self.ordered), flags, damage

    def wrong(self, expected: Any, found: Any, printed: Sequence[str], /) -> list[str]:
        (table, flags, _), (other, mine, damage) = expected, found
        told = differences(table, other) + damage
        if len(flags) != len(mine):
            told.append(f"{len(mine)} flags, not {len(flags)}")
        if set(_flags(printed)) != set(mine):
            told.append(f"{len(set(_flags(printed)))} flags were printed, not {len(mine)}")
        return told


def _flags(lines: Sequence[str]) -> list[int]:
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


@dataclass
class Indexed:
    """A search in a corpus of many vectors, whose index is not there (even series) or lacks some (odd ones)."""

    name: str
    folder: Path
    vectors: int
    made: bool = False

    @property
    def workspace(self) -> Path:
        return self.folder / self.name

    def prepare(self, program: Program, series: int) -> Path:
        if not self.made:
            apart(lambda: self._fill(program))
            self.made = True
        kept = self.folder / f"{self.name}-files"
        for file in self._files():
            file.unlink() if file.is_file() else shutil.rmtree(file)
        if series % 2 and kept.is_dir():
            shutil.copytree(kept, self.workspace, dirs_exist_ok=True)
        return self.workspace

    def _fill(self, program: Program) -> None:
        """Nine in ten vectors, an index of them, which is kept aside, and the others."""
        from retrieval import fill

        from factcheck import Workspace

        with Workspace(self.workspace, database_url=program.database_url) as desk:
            desk.make()
            fill(desk, self.vectors * (NEW_PART - 1) // NEW_PART, 12)
            desk.corpus_search("how many bridges there are")
            (self.folder / f"{self.name}-files").mkdir()
            for file in self._files():
                shutil.copy2(file, self.folder / f"{self.name}-files")
            fill(desk, self.vectors // NEW_PART, 12, first=self.vectors)

    def _files(self) -> list[Path]:
        """The index, and whatever may be left beside it."""
        return [file for file in self.workspace.iterdir() if "faiss" in file.name]

    def command(self, _: Path, /) -> list[str]:
        return ["corpus", "search", "--json", "the of and to bridges"]

    def state(self, program: Program, workspace: Path) -> Any:
        """What the index answers, and which files there are."""
        import numpy as np

        from factcheck import Workspace

        with Workspace(workspace, database_url=program.database_url) as desk, desk.searcher.snapshot() as snapshot:
            draw = np.random.default_rng(0).standard_normal((QUERIES, desk.encoder.dimension)).astype(np.float32)
            draw /= np.linalg.norm(draw, axis=1, keepdims=True)
            answers = [snapshot.index.search(one, 10) for one in draw]
            return len(snapshot.index), snapshot.index.version, answers, sorted(file.name for file in self._files())

    def wrong(self, expected: Any, found: Any, _: Sequence[str], /) -> list[str]:
        names = ("vectors", "version", "answers", "files")
        return [
            f"{name}: {str(two)[:200]}, not {str(one)[:200]}"
            for name, one, two in zip(names, expected, found, strict=True)
            if one != two
        ]


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
            seen = _flags(lines)
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
KINDS = ("add", "flag", "workers", "index")


def kinds(folder: Path, names: Sequence[str], items: int, vectors: int) -> list[Kind]:
    """What is to be killed, with its files in ``folder``."""
    folder.mkdir()
    stories, notes = articles(folder / "stories", items), documents(folder / "notes.jsonl", items)
    few = documents(folder / "few.jsonl", NOTES)
    made: dict[str, Kind] = {
        "add": Stored("add", folder, ("corpus", "add", str(notes))),
        "flag": Stored("flag", folder, ("flag", str(stories)), few),
        "workers": Stored("workers", folder, ("flag", str(stories), "--workers", "2"), few, ordered=False),
        "index": Indexed("index", folder, vectors),
    }
    return [made[name] for name in names]


def trials(asked: argparse.Namespace) -> list[Trial]:
    """Each kind at each database, killed equally often."""
    names = chosen(asked.database)
    share = -(-asked.kills // (len(names) * len(asked.what)))
    done = []
    print(HEAD, flush=True)
    for name in names:
        with killing.folder("factcheck-kills-") as folder, served(name) as url:
            program = Program(folder, url)
            for kind in kinds(folder / "trial", asked.what, asked.items, asked.vectors):
                trial = Trial(kind, program, name, random.Random(asked.seed))
                began = time.monotonic()
                trial.run(share)
                print(trial.line(time.monotonic() - began), flush=True)
                for words in trial.told:
                    print(f"  {words}")
                done.append(trial)
    return done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=240, help="in all, shared equally")
    parser.add_argument("--database", choices=[*NAMES, "both"], default="both")
    parser.add_argument("--what", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--items", type=int, default=40, help="articles, or documents")
    parser.add_argument("--vectors", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=16)
    asked = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when numpy is imported, and shared with whatever is forked
    killing.ready()
    print(f"{' '.join(sys.argv)}\n{machine()}\n")
    done = trials(asked)
    wrong = sum(len(trial.told) for trial in done)
    print(f"\n{sum(trial.killed for trial in done)} kills met a command at work; {wrong} differences.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
