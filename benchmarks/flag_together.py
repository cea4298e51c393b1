"""Two `flag` runs, two people at `review --plain` and one `corpus add` in one workspace at once.

    python benchmarks/flag_together.py [--seconds 300] [--every 1.0]

Articles come into a folder all the while, and documents into the corpus. In the end every article must have been looked
at and every flag printed once, every decision that was confirmed must stand in the log, every document in the corpus,
all fingerprints must match, and whatever was said on standard error must be something that a person can act on: it is
printed here, each once, to be read. Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from flag_stories import story

PROGRAM = Path(sys.executable).with_name("factcheck")
PEOPLE = ("ana", "ben")
USUAL = {0, 3, 4}  # done, some failed (each named), somebody else was first
NO_HELP = ("Traceback", "database is locked", "constraint failed", "Error:", "OperationalError")
LONGEST = 240.0  # seconds that one command may take


@dataclass
class Together:
    """The workspace, and what everybody in it said."""

    folder: Path
    until: float
    workspace: Path = field(init=False)
    inbox: Path = field(init=False)
    flags: list[int] = field(default_factory=list)  # keys that were printed
    decided: Counter[str] = field(default_factory=Counter)
    added: set[str] = field(default_factory=set)
    written: int = 0
    said: Counter[str] = field(default_factory=Counter)
    runs: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workspace, self.inbox = self.folder / "desk", self.folder / "inbox"
        self.inbox.mkdir()

    def over(self) -> bool:
        return time.monotonic() >= self.until

    def command(self, who: str, *words: str, typed: str = "") -> str:
        """Run the program to its end, and keep what it said; what it printed."""
        command = [str(PROGRAM), "--workspace", str(self.workspace), *words]
        done = subprocess.run(command, input=typed, capture_output=True, encoding="utf-8", check=False, timeout=LONGEST)
        self.runs[who] += 1
        for line in done.stderr.splitlines():
            self.said[re.sub(r"[0-9a-f]{6,}|\d[\d.,:T+-]*", "N", line.replace(str(self.folder), "…"))] += 1
            if any(words in line for words in NO_HELP):
                self.wrong.append(f"{who}: {line[:300]}")
        if done.returncode not in USUAL:
            self.wrong.append(f"{who}: exit code {done.returncode}: {done.stderr[-300:]}")
        return done.stdout

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
        printed = self.command(name, "flag", str(self.inbox), "--wait", "120")
        for line in printed.splitlines():
            told = json.loads(line)
            if told["type"] == "claim":
                self.flags.append(told["key"])
            else:
                self.wrong.append(f"{name}: {told['problem']}")

    def reviewing(self, name: str) -> None:
        while not self.over():
            printed = self.command(name, "review", "--plain", "--as", name, typed="u no-evidence\n" * 3)
            done = re.search(r"^(\d+) done, \d+ left", printed, re.MULTILINE)
            self.decided[name] += int(done.group(1)) if done else 0

    def adding(self) -> None:
        number = 0
        while not self.over():
            file = self.folder / "more.jsonl"
            ids = {f"note {number + one}" for one in range(3)}
            file.write_text("".join(json.dumps({"id": one, "text": f"{one}. {story(number)}"}) + "\n" for one in ids))
            self.command("corpus", "corpus", "add", str(file))
            self.added |= ids
            number += 3

    # -- what is there in the end --------------------------------------------------------------

    def check(self) -> None:
        with closing(sqlite3.connect(self.workspace / "factcheck.db")) as connection:

            def one(statement: str) -> int:
                (found,) = connection.execute(statement).fetchone()
                return int(found)

            flags = [key for (key,) in connection.execute("SELECT key FROM flags ORDER BY key")]
            self._same("articles looked at", one("SELECT count(*) FROM items WHERE state = 'done'"), self.written)
            self._same("flags printed, each once", sorted(self.flags), flags)
            self._same("documents", one("SELECT count(*) FROM documents WHERE current"), len(self.added))
            twice = "SELECT count(*) - count(DISTINCT claim_id) FROM appearances"
            self._same("claims looked at twice", one(twice), 0)
            unseen = (
                "SELECT count(*) FROM claims WHERE active AND article_id IN (SELECT article_id FROM items) "
                "AND id NOT IN (SELECT claim_id FROM appearances)"
            )
            self._same("claims that no run looked at", one(unseen), 0)
            for name in PEOPLE:
                made = one(f"SELECT count(*) FROM entries WHERE action = 'decided' AND \"by\" = '{name}'")
                self._same(f"decisions of {name}", made, self.decided[name])
        if "everything matches" not in (said := self.command("verify", "verify")):
            self.wrong.append(f"verify: {said[:300]}")

    def _same(self, what: str, found: object, expected: object) -> None:
        if found != expected:
            self.wrong.append(f"{what}: {str(found)[:200]}, not {str(expected)[:200]}")


def together(seconds: float, every: float) -> Together:
    """Everybody at work for so long."""
    with tempfile.TemporaryDirectory(prefix="factcheck-together-") as named:
        trial = Together(Path(named), time.monotonic() + seconds)
        trial.one_more()
        trial.flag("flag 1")
        work: list[Callable[[], None]] = [
            lambda: trial.outlet(every),
            lambda: trial.flagging("flag 1"),
            lambda: trial.flagging("flag 2"),
            *(lambda name=name: trial.reviewing(name) for name in PEOPLE),  # type: ignore[misc]
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two articles")
    asked = parser.parse_args()
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    trial = together(asked.seconds, asked.every)
    print(f"runs: {', '.join(f'{who} {count}' for who, count in sorted(trial.runs.items()))}")
    print(
        f"{trial.written} articles, {len(trial.flags)} flags, {sum(trial.decided.values())} decisions, "
        f"{len(trial.added)} documents"
    )
    print("said on standard error:")
    for words, count in trial.said.most_common():
        print(f"  {count:4} {words}")
    for words in trial.wrong:
        print(f"WRONG {words}")
    return 1 if trial.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
