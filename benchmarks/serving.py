"""How long browsers wait for the queue of a desk with many claims, when many ask at once.

    python benchmarks/serving.py [--claims 10000] [--at-once 50] [--rounds 20] [--writers 4]

A workspace with so many waiting claims is made, and `factcheck serve` runs as a process of its own.

`bare`      the statements for the same page, by the same driver, without a server: one reader, one after the other
`alone`     GET /queue, one after the other
`at once`   so many GET /queue at once, again and again
`deciding`  the same while others decide claims, a transaction each, as fast as they can

All of it is measured in the same run. Every answer must be 200; what a writer meets must be no lock.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread

import httpx
from desks import fill

from factcheck import Workspace
from factcheck.store import queue
from factcheck.store.queue import Filters

PAGE = 20  # claims of a page
FIRST = 5  # requests before anything is measured: what is imported and opened for the first is


def bare(folder: Path, runs: int) -> list[float]:
    """Seconds that the statements of a page take."""
    took = []
    with closing(sqlite3.connect(folder / "factcheck.db", isolation_level=None)) as connection:
        for _ in range(runs + FIRST):
            began = time.perf_counter()
            queue.page(connection, Filters(), now=time.time(), limit=PAGE)
            queue.length(connection, Filters())
            took.append(time.perf_counter() - began)
    return took[FIRST:]


def started(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """The server, and where it is."""
    program = Path(sys.executable).with_name("factcheck")
    process = subprocess.Popen(
        [program, "-w", folder, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"http://\S+", line):
            return process, found[0].rstrip("/")
    raise SystemExit("the server did not start")


def signed_in(address: str) -> httpx.Cookies:
    with httpx.Client(base_url=address) as client:
        csrf = re.search(r'name="csrf" value="(\w+)"', client.get("/sign-in").text)
        assert csrf is not None
        client.post("/sign-in", data={"csrf": csrf[1], "name": "ana"})
        return client.cookies


async def asked(address: str, cookies: httpx.Cookies, at_once: int, rounds: int) -> list[float]:
    """Seconds that each of ``rounds`` times ``at_once`` requests waited."""
    limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
    took: list[float] = []

    async def ask(client: httpx.AsyncClient) -> float:
        began = time.perf_counter()
        answer = await client.get("/queue")
        assert answer.status_code == 200, answer.text
        return time.perf_counter() - began

    async with httpx.AsyncClient(base_url=address, cookies=cookies, limits=limits, timeout=60) as client:
        for number in range(rounds + 1):
            some = await asyncio.gather(*(ask(client) for _ in range(at_once)))
            took += some if number else []
    return took


def deciding(folder: Path, name: str, stop: Event, done: list[str]) -> None:
    """Decide one claim after the other until told to stop."""
    with Workspace(folder, user=name) as workspace:
        while not stop.is_set():
            item = workspace.take()
            if item is None:
                return
            workspace.mark(item.claim.id, "unverified", reason="no-evidence", by=name)
            done.append(item.claim.id)


def while_others_decide(folder: Path, writers: int, measure: Callable[[], list[float]]) -> tuple[list[float], int]:
    stop, done = Event(), list[str]()
    threads = [Thread(target=deciding, args=(folder, f"p{number}", stop, done)) for number in range(writers)]
    for thread in threads:
        thread.start()
    try:
        return measure(), len(done)
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def processor_of(process: int) -> float:
    """Seconds of the processor that a process has taken so far. Others' work on the machine does not lengthen them."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def line(name: str, took: list[float], beside: float, processor: float | None = None) -> str:
    half, most = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    told = f"{name:<12} p50 {1000 * half:8.2f} ms   p95 {1000 * most:8.2f} ms   p95 {most / beside:7.1f} × bare"
    return told if processor is None else f"{told}   processor {1000 * processor / len(took):6.2f} ms each"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--writers", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "desk"
        fill(folder, options.claims)
        plain = bare(folder, 200)
        beside = statistics.median(plain)
        print(line("bare", plain, beside))
        process, address = started(folder)
        try:
            cookies = signed_in(address)
            used = processor_of(process.pid)
            for name, at_once, rounds, writers in (
                ("alone", 1, 100, 0),
                ("at once", options.at_once, options.rounds, 0),
                ("deciding", options.at_once, options.rounds, options.writers),
            ):
                measure = partial(asyncio.run, asked(address, cookies, at_once, rounds))
                took, decided = while_others_decide(folder, writers, measure)
                used, before = processor_of(process.pid), used
                print(line(name, took, beside, used - before), f"({decided} decided meanwhile)" if writers else "")
        finally:
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=30)
        print(f"the server said: {said or 'nothing'}")


if __name__ == "__main__":
    main()
