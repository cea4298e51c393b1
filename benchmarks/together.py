"""Two `flag` runs of two workers each, six people at the desk and one `corpus add`, in one workspace at once.

    python benchmarks/together.py [--seconds 300] [--database sqlite] [--every 2.0] [--claims 4000]

Articles come into a folder all the while, and documents into the corpus. Three people work in processes of their own,
three at one `factcheck serve`: they take what waits, mark it with a citation or as unverified, dismiss it, note, undo,
let go (`people.py`). In the end

- every article was looked at, every claim of it once, and every flag was printed once;
- every entry that was confirmed to somebody stands in the log, and nobody has another one;
- no claim was in the hands of two people at a time;
- every document that was added is in the corpus; `verify` finds nothing;
- whatever was said on standard error, or refused, is one of the kinds below, each of which a person can act on. They
  are printed with how often each was said. Anything else fails.

Exit code 1 if anything is not so.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from desks import NOTES, fill
from flag_stories import story
from killing import Program, folder
from trial_databases import NAMES, chosen, machine, served

from factcheck import Workspace
from factcheck.domain import Action

PROGRAM = Path(sys.executable).with_name("factcheck")
AT_HOME = ("ana", "ben", "cleo")  # in processes of their own
AT_SERVER = ("dov", "eva", "finn")
USUAL = {0, 3, 4}  # done, some failed (each named), somebody else was first
LONGEST = 900.0  # seconds that one command may take
_BOTH_RUNS = ("flag 1", "flag 2")
# What may be said, and what whoever reads it can do.
KINDS = {
    "how far it is: nothing to do": r"^[a-z ]+: [\d,]+( of [\d,]+)?( \(|,|$)",
    "what a run did: nothing to do": r"^factcheck: (articles|claims|time|memory): ",
    "another run of flag is at work: it says who, and how to wait": r"another `factcheck flag` is at work",
    "somebody was first: look again": r"was decided|has \d+ entries|while you|by now|is at (it|this claim)|somebody",
    "others write for too long: run it again": r"has been writing for too long. Run the command again",
    "a misquoted claim: say what became of the words too": r"is misquoted: .* Say what is supported: --attribution",
    "nothing to undo": r"nothing .*(undo|take back)|has gone on from it",
}
SERVER_SAYS = r"^factcheck: "


@dataclass
class Together:
    """The workspace, and what everybody in it said."""

    program: Program
    until: float
    workspace: Path = field(init=False)
    inbox: Path = field(init=False)
    flags: list[int] = field(default_factory=list)  # keys that were printed
    people: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # what each said
    added: set[str] = field(default_factory=set)
    written: int = 0
    said: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    runs: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workspace, self.inbox = self.program.folder / "desk", self.program.folder / "inbox"
        self.inbox.mkdir()

    def over(self) -> bool:
        return time.monotonic() >= self.until

    def command(self, who: str, *words: str) -> str:
        """Run the program to its end, and keep what it said; what it printed."""
        done = subprocess.run(
            [str(PROGRAM), *words],
            env=self.program.environment(self.workspace),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LONGEST,
        )
        self.runs[who] += 1
        self.heard(who, done.stderr.splitlines())
        if done.returncode not in USUAL:
            self.wrong.append(f"{who}: exit code {done.returncode}: {done.stderr[-300:]}")
        return done.stdout

    def heard(self, who: str, lines: list[str]) -> None:
        """Sort what was said into its kinds."""
        for line in filter(None, map(str.strip, lines)):
            kind = next((kind for kind, form in KINDS.items() if re.search(form, line)), None)
            if kind is None:
                self.wrong.append(f"{who} was told what is no known kind: {line[:300]}")
            else:
                self.said[kind] += 1
                self.examples.setdefault(kind, line)

    # -- who is at work ----------------------------------------------------------------------

    def outlet(self, every: float) -> None:
        while not self.over():
            self.one_more()
            time.sleep(every)

    def one_more(self) -> None:
        part = self.inbox / ".part"
        part.write_text(story(self.written), encoding="utf-8")
        part.rename(self.inbox / f"story-{self.written:05}.txt")
        self.written += 1

    def flagging(self, name: str) -> None:
        while not self.over():
            self.flag(name)

    def flag(self, name: str) -> None:
        printed = self.command(name, "flag", str(self.inbox), "--workers", "2", "--wait", "120")
        for line in printed.splitlines():
            told = json.loads(line)
            if told["type"] == "claim":
                self.flags.append(told["key"])
            else:
                self.wrong.append(f"{name}: {told['problem']}")

    def adding(self) -> None:
        number = 0
        while not self.over():
            file = self.program.folder / "more.jsonl"
            ids = {f"more {number + one}" for one in range(3)}
            file.write_text("".join(json.dumps({"id": one, "text": f"{one}. {story(number)}"}) + "\n" for one in ids))
            self.command("corpus", "corpus", "add", str(file))
            self.added |= ids
            number += 3

    def working(self, name: str, *where: str) -> None:
        """A person, to the end of the day."""
        words = [sys.executable, str(Path(__file__).with_name("people.py")), name, "--until", str(self.until), *where]
        done = subprocess.run(
            words, env=self.program.environment(self.workspace), capture_output=True, encoding="utf-8", check=False
        )
        self.people[name] = [json.loads(line) for line in done.stdout.splitlines()]
        self.heard(name, [told["refused"] for told in self.people[name] if "refused" in told])
        self.heard(name, done.stderr.splitlines())
        if done.returncode:
            self.wrong.append(f"{name}: exit code {done.returncode}")

    @contextmanager
    def server(self) -> Iterator[str]:
        """`factcheck serve`, and its address."""
        said = self.program.folder / "served"
        with said.open("w") as err:
            command = [str(PROGRAM), "serve", "--port", "0"]
            process = subprocess.Popen(
                command, env=self.program.environment(self.workspace), stdout=err, stderr=err, encoding="utf-8"
            )
        try:
            while not (found := re.search(r"http://\S+", said.read_text())):
                if process.poll() is not None:
                    raise SystemExit(f"serve ended: {said.read_text()}")
                time.sleep(0.05)
            yield found.group().rstrip(".,/")
        finally:
            process.terminate()
            process.wait()
        strange = [line for line in said.read_text().splitlines() if not re.match(SERVER_SAYS, line)]
        self.wrong += [f"serve: {line[:300]}" for line in strange[:20]]

    # -- what is there in the end --------------------------------------------------------------

    def check(self) -> None:
        from sqlalchemy import text

        with Workspace(self.workspace, database_url=self.program.database_url) as desk:
            entries = {entry.hash: entry for entry in desk.history()}
            damage = desk.verify().damage
            with desk.database.reading() as session:

                def one(statement: str) -> int:
                    return int(session.scalar(text(statement)) or 0)

                flags = [key for (key,) in session.execute(text("SELECT key FROM flags ORDER BY key"))]
                looked_at = one("SELECT count(*) FROM items WHERE state = 'done'")
                documents = one("SELECT count(*) FROM documents WHERE current")
                twice = one("SELECT count(*) - count(DISTINCT claim_id) FROM appearances")
                unseen = one(
                    "SELECT count(*) FROM claims WHERE active AND article_id IN (SELECT article_id FROM items) "
                    "AND id NOT IN (SELECT claim_id FROM appearances)"
                )
        self._same("articles looked at", looked_at, self.written)
        self._same("flags printed, each once", sorted(self.flags), flags)
        self._same("documents", documents, len(self.added) + len(NOTES))
        self._same("claims looked at twice", twice, 0)
        self._same("claims that no run looked at", unseen, 0)
        self._same("damage that verify finds", [str(one) for one in damage], [])
        made: dict[str, list[str]] = {name: [] for name in self.people}
        for entry in entries.values():
            if entry.by in made and entry.action is not Action.LAPSED:
                made[entry.by].append(entry.hash)
        for name, told in self.people.items():
            confirmed = [one["confirmed"] for one in told if "confirmed" in one]
            self._same(f"entries of {name}", sorted(made[name]), sorted(confirmed))
        self._same("claims in two hands at a time", self._doubled(), [])

    def _doubled(self) -> list[str]:
        had: dict[str, list[tuple[float, float, str]]] = {}
        for name, told in self.people.items():
            for one in told:
                if "had" in one:
                    had.setdefault(one["claim"], []).append((one["had"], one["until"], name))
        pairs = ((claim, *pair) for claim, times in had.items() for pair in pairwise(sorted(times)))
        return [f"{claim}: {one} and {two}" for claim, one, two in pairs if two[0] < one[1]]

    def _same(self, what: str, found: object, expected: object) -> None:
        if found != expected:
            self.wrong.append(f"{what}: {str(found)[:300]}, not {str(expected)[:300]}")


def together(program: Program, seconds: float, every: float, claims: int) -> Together:
    """Everybody at work for so long."""
    trial = Together(program, 0.0)
    os.environ["FACTCHECK_DATABASE_URL"] = program.database_url
    fill(trial.workspace, claims)
    trial.one_more()
    trial.flag("flag 1")
    with trial.server() as address:
        trial.until = time.monotonic() + seconds
        work: list[Callable[[], None]] = [
            lambda: trial.outlet(every),
            *(lambda name=name: trial.flagging(name) for name in _BOTH_RUNS),  # type: ignore[misc]
            *(lambda name=name: trial.working(name, "--workspace", str(trial.workspace)) for name in AT_HOME),  # type: ignore[misc]
            *(lambda name=name: trial.working(name, "--server", address) for name in AT_SERVER),  # type: ignore[misc]
            trial.adding,
        ]
        threads = [threading.Thread(target=one) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    trial.flag("flag 1")
    trial.check()
    return trial


def report(name: str, trial: Together, seconds: float) -> None:
    told = [one for said in trial.people.values() for one in said]
    deeds = Counter(one["deed"] for one in told if "had" in one)
    confirmed = sum("confirmed" in one for one in told)
    print(f"\n== {name}, {seconds:.0f} s")
    print(f"runs: {', '.join(f'{who} {count}' for who, count in sorted(trial.runs.items()))}")
    print(f"{trial.written} articles looked at, {len(trial.flags)} flags, {len(trial.added)} documents added")
    print(
        f"{len(trial.people)} people took {deeds.total()} claims ({', '.join(f'{k} {n}' for k, n in deeds.items())}),"
    )
    print(f"{confirmed} entries confirmed, the queue empty {sum('empty' in one for one in told)} times")
    print("said to somebody, by kind:")
    for kind, count in trial.said.most_common():
        print(f"  {count:5} {kind}\n        {trial.examples[kind].replace(str(trial.program.folder), '…')[:200]}")
    for words in trial.wrong:
        print(f"WRONG {words}")
    print("nothing lost, nothing doubled, nothing said that nobody can act on" if not trial.wrong else "NOT SO")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--database", choices=[*NAMES, "both"], default="both")
    parser.add_argument("--every", type=float, default=2.0, help="seconds between two articles")
    parser.add_argument("--claims", type=int, default=4000, help="that wait when they begin")
    asked = parser.parse_args()
    print(f"{' '.join(sys.argv)}\n{machine()}", flush=True)
    wrong = 0
    for name in chosen(asked.database):
        with folder("factcheck-together-") as made, served(name) as url:
            trial = together(Program(made, url), asked.seconds, asked.every, asked.claims)
            report(name, trial, asked.seconds)
            wrong += len(trial.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
