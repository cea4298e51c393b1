"""A million passages on PostgreSQL: moved there, searched there, and what the verbs cost beside SQLite and FAISS.

    python benchmarks/million_server.py WORKSPACE --collections FOLDER[:SPLIT] ... [--queries 40] [--url URL]

The workspace is one of benchmarks/million.py; it is moved into a server that is started for the time, beside the
database of which it is a copy. First the move, step by step (see benchmarks/moving.py). Then full text, asked for every
word and for the rarer ones (see benchmarks/full_text.py). Then a search with all vectors compared, and by the graph of
pgvector, which `corpus compact` builds. Then each verb of benchmarks/million_verbs.py, on the file
and on the server. Last what the server holds by table. ``--url`` begins at the vectors, on a server that holds the
workspace already. All times are by the clock, since the server works in processes of its own; both databases are on
this machine, and the server has no disk to wait for (fsync off).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from full_text import held_out, joined, measure
from million_verbs import measured
from moving import describe, steps_of

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import postgres_server

from factcheck import Workspace
from factcheck.store.plain import rows

SERVER = {"shared_buffers": "4GB", "maintenance_work_mem": "3GB", "work_mem": "64MB", "max_wal_size": "8GB"}
YEARS = range(1990, 2000)  # of the searches that are timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--collections", nargs="+", required=True)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--url", help="of a server that it was moved to before, the rest of which is measured")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.url:
            print_verbs(given.workspace, Path(folder), given.url)
            return
        with postgres_server.running(**SERVER) as server:
            if server is None:
                raise SystemExit(postgres_server.NOTHING)
            print_move(given.workspace, server)
            print_full_text(Path(folder), server.url(), held_out(given.collections, given.queries))
            print_verbs(given.workspace, Path(folder), server.url())


def print_move(workspace: Path, server: postgres_server.Server) -> None:
    with Workspace(workspace, user="bench") as desk:
        describe(desk, server)
        steps, count = steps_of(desk, ".", server.url())
    for step, seconds in steps.items():
        print(f"{step:<36}{seconds:>10.0f} s", flush=True)
    print(f"{count:,} rows, {count / sum(steps.values()):,.0f} a second\n")


def print_full_text(folder: Path, url: str, queries: list[str]) -> None:
    print(f"{'passages':>10}{'every word, ms':>24}{'bounded, ms':>24}{'shared':>10}")
    for kind, some in (("claims", queries), ("long claims", joined(queries))):
        print(f"{kind}, {len(some)}\n{measure(folder, some, url, time.perf_counter)}", flush=True)


def print_verbs(workspace: Path, folder: Path, url: str) -> None:
    with Workspace(folder, database_url=url) as desk:
        for what, act in (("all compared", lambda: None), ("by the graph", desk.corpus_compact)):
            began = time.perf_counter()
            act()
            taken = time.perf_counter() - began
            desk.corpus_search("floods of the coast")  # what is read once is read
            began = time.perf_counter()
            for year in YEARS:
                desk.corpus_search(f"storms and floods of the coast in {year}")
            each = 1000 * (time.perf_counter() - began) / len(YEARS)
            print(f"corpus search, {what}: {each:.0f} ms; getting ready {taken:.0f} s", flush=True)
    print(f"\n{'ms':<36}{'file: first, later':>26}{'server: first, later':>26}")
    file = {name: times for name, *times in measured(workspace, clock=time.perf_counter)}
    for name, *times in measured(folder, url, time.perf_counter):
        told = "".join(f"{1000 * one:>13.1f}" for one in (*file[name], *times))
        print(f"{name:<36}{told}", flush=True)
    print_sizes(folder, url)


def print_sizes(folder: Path, url: str) -> None:
    statement = (
        "SELECT relname AS name, pg_total_relation_size(relid) AS size, pg_indexes_size(relid) AS indices "
        "FROM pg_stat_user_tables WHERE schemaname = current_schema() ORDER BY 2 DESC LIMIT 6"
    )
    with Workspace(folder, database_url=url) as desk, desk.database.reading() as session:
        passages = rows(session, "SELECT count(*) AS number FROM passages")[0].number
        print(f"\n{'bytes a passage':<36}{'all':>10}{'its indices':>14}")
        for row in rows(session, statement):
            print(f"{row.name:<36}{row.size / passages:>10.0f}{row.indices / passages:>14.0f}")
    print(f"load {os.getloadavg()[0]:.1f} at the end")


if __name__ == "__main__":
    main()
