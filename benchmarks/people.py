"""A person at the desk, who takes what waits, thinks, and decides: by a process of one's own, or by the server's API.

Everything that was confirmed is said on standard output, a line of JSON each: which claim was had from when until when,
and the hash of the entry. What was refused is said in the words that a person would read.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from desks import PASSAGE

from factcheck import Workspace
from factcheck.errors import FactcheckError

THINKS = (0.2, 1.0)  # seconds over a claim, at least and at most
_SECONDS = 120.0  # that an answer may take
# What is done with a claim that was taken, and how often.
DEEDS = {"mark": 10, "unverified": 3, "dismiss": 3, "note": 3, "undo": 3, "let go": 2}


class RefusedError(Exception):
    """The desk said no, in these words."""


class Desk(Protocol):
    """The verbs of one person. Each answers the hash of the entry that was made; all raise RefusedError."""

    def take(self) -> tuple[str, int] | None:
        """The claim's id, and how many entries it has."""

    def let_go(self, claim: str) -> None: ...

    def do(self, what: str, claim: str, **said: Any) -> str: ...


class OwnDesk:
    """The verbs, in this process."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def take(self) -> tuple[str, int] | None:
        item = _told(self._workspace.take)
        return None if item is None else (item.claim.id, item.entries)

    def let_go(self, claim: str) -> None:
        _told(self._workspace.release, claim)

    def do(self, what: str, claim: str, **said: Any) -> str:
        verb = getattr(self._workspace, {"decision": "mark"}.get(what, what))
        return str(_told(verb, claim, **said).hash)


def _told(verb: Any, *arguments: Any, **said: Any) -> Any:
    try:
        return verb(*arguments, **said)
    except FactcheckError as problem:
        raise RefusedError(str(problem)) from problem


class ServedDesk:
    """The verbs, asked of a server."""

    def __init__(self, address: str, name: str) -> None:
        self._address, self._name = address.rstrip("/"), name

    def take(self) -> tuple[str, int] | None:
        claim = self._post("/claims/next")["claim"]
        return None if claim is None else (claim["id"], claim["entries"])

    def let_go(self, claim: str) -> None:
        self._post(f"/claims/{claim}/let-go")

    def do(self, what: str, claim: str, **said: Any) -> str:
        if what == "undo":
            return str(self._post("/undo", claim=claim)["hash"])
        made = self._post(f"/claims/{claim}/{what}", **said)
        return str(made["hash"])

    def _post(self, path: str, **body: Any) -> Any:
        headers = {"X-Factcheck-As": self._name, "Content-Type": "application/json"}
        asked = urllib.request.Request(
            f"{self._address}/api/v1{path}", json.dumps(body).encode(), headers, method="POST"
        )
        try:
            with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
                words = answer.read()
        except urllib.error.HTTPError as problem:
            words = problem.read().decode(errors="replace")
            with suppress(ValueError):
                words = json.loads(words)["error"]
            raise RefusedError(f"{problem.code}: {words}") from problem
        except OSError as problem:
            raise RefusedError(f"no answer: {problem}") from problem
        return json.loads(words) if words else None


def be(desk: Desk, name: str, until: float) -> None:
    """Work until ``until`` (of the monotonic clock, which all processes of a machine share)."""
    draw = random.Random(name)
    _say(ready=name)
    while time.monotonic() < until:
        try:
            found = desk.take()
            if found is None:
                _say(empty=name)
                time.sleep(THINKS[1])
                continue
            had = time.monotonic()
            time.sleep(draw.uniform(*THINKS))
            (deed,) = draw.choices(list(DEEDS), list(DEEDS.values()))
            _say(claim=found[0], had=had, until=time.monotonic(), deed=deed)
            for made in _done(desk, deed, *found):
                _say(confirmed=made, claim=found[0], deed=deed)
        except RefusedError as problem:
            _say(refused=str(problem))


def _done(desk: Desk, deed: str, claim: str, entries: int) -> Iterator[str]:
    """The hashes of what is entered for ``deed``, each when it was confirmed: what follows may be refused."""
    supported = {"verdict": "supported", "cite": [PASSAGE]}
    match deed:
        case "let go":
            desk.let_go(claim)
        case "note":
            yield desk.do("note", claim, text="asked the archive")
            yield desk.do("decision", claim, **supported)
        case "dismiss":
            yield desk.do("dismiss", claim, reason="trivial", after=entries)
        case "unverified":
            yield desk.do("decision", claim, verdict="unverified", reason="no-evidence", after=entries)
        case "undo":
            yield desk.do("decision", claim, **supported, after=entries)
            yield desk.do("undo", claim)
        case _:
            yield desk.do("decision", claim, **supported, after=entries)


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("--until", type=float, required=True, help="of the monotonic clock")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--workspace", type=Path)
    where.add_argument("--server", metavar="ADDRESS")
    asked = parser.parse_args()
    if asked.server:
        be(ServedDesk(asked.server, asked.name), asked.name, asked.until)
        return
    with Workspace(asked.workspace, user=asked.name) as workspace:
        be(OwnDesk(workspace), asked.name, asked.until)


if __name__ == "__main__":
    main()
