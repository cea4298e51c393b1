"""How long moving house takes: rows a second in each direction, each step apart.

    python benchmarks/moving.py [--claims 10000] [--passages 50000] > benchmarks/results/moving.txt

`copied`     rows from one database into the other
`full text`  the rows of full text, made anew there
`compared`   each table read once more in the target, and hashed
`verified`   what `factcheck verify` looks at: every text, passage, claim, citation and entry of the log
`a second`   rows by all of these

The workspace is made by script: claims in articles of fifty, each with a search, one of fifty decided; passages of
eighty words with a vector each. The server is the one of the tests, on this machine, by a Unix socket. `once more`
compares what was moved before. The last lines have ten thousand rows put into the server by COPY, which is used, and
by INSERT, side by side.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sqlalchemy import Table, create_engine, insert, text
from sqlalchemy.orm import Session

from factcheck import Workspace, store
from factcheck.desk import standing
from factcheck.domain import Article, Claim, ClaimKind, Document, Search, Span, Suggestion, fingerprint, with_title
from factcheck.store import putting, stored, text_rows
from factcheck.store.tables import Base

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import postgres_server

EACH = 50  # claims of an article
WORDS = 80  # of a passage
SOME = 10_000  # rows by COPY and by INSERT
_SEED = 16


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--passages", type=int, default=50_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, postgres_server.running() as server:
        if server is None:
            raise SystemExit(postgres_server.NOTHING)
        folder = Path(name)
        with Workspace(folder / "desk", user="bench") as desk:
            desk.make()
            put_claims(desk, given.claims)
            put_passages(desk, given.passages)
            describe(desk, server)
            one, other = server.url(), f"sqlite:///{folder}/back/factcheck.db"
            print(
                f"{'':<18}{'copied':>10}{'full text':>11}{'compared':>10}{'verified':>10}{'in all':>9}{'a second':>10}"
            )
            measure("file to file", desk, ".", f"sqlite:///{folder}/copy/factcheck.db")
            measure("file to server", desk, ".", one)
            measure("server to file", desk, one, other)
            measure("once more", desk, one, other)
            compare_inserts(desk, server)


def put_claims(desk: Workspace, count: int) -> None:
    for number in range(count // EACH):
        words = [f"In claim {at} of {number} it says that {at * number} ships left." for at in range(EACH)]
        article = Article(text=" ".join(words), blocks=(), title=f"Article {number}")
        places = [article.text.index(each) for each in words]
        claims = [
            Claim(article.id, ClaimKind.ASSERTION, each, (Span(at, at + len(each)),))
            for at, each in zip(places, words, strict=True)
        ]
        with desk.database.writing() as session:
            store.desk.put_article(session, article)
            store.desk.put_claims(session, article.id, claims)
            for claim in claims:
                nothing = Suggestion(None, None, ("nothing found",))
                found = Search(claim.id, claim.text, "made", "rules", "1", (), nothing)
                store.desk.put_search(session, found, {}, "2026-11-30")
            standing.refresh_article(session, article.id)
        desk.mark(claims[0].id, "unverified", reason="no-evidence")


def put_passages(desk: Workspace, count: int) -> None:
    chance = np.random.default_rng(_SEED)
    for start in range(1, count + 1, 5_000):
        documents, passages, vectors = [], [], []
        for key in range(start, min(start + 5_000, count + 1)):
            words = " ".join(f"w{rank}" for rank in np.minimum(chance.zipf(1.3, WORDS), 100_000))
            made = Document(id=f"note {key}", text=words, title=f"Note {key}")
            about = {"key": key, "id": made.id, "version": 1, "current": True, "sha256": made.sha256, "extra": {}}
            documents.append({**about, "text": words, "title": made.title, "source": "made"})
            seen = fingerprint(with_title(made.title, words))
            place = {"key": key, "id": f"{made.id}#0", "document_key": key, "start": 0, "end": len(words)}
            passages.append({**place, "text": words, "sha256": fingerprint(words), "encoded_sha256": seen})
            vectors.append({"encoder": "made", "sha256": seen, "vector": chance.bytes(768)})
        with desk.database.writing() as session:
            for table, rows in (("documents", documents), ("passages", passages), ("vectors", vectors)):
                session.execute(insert(Base.metadata.tables[table]), rows)
            text_rows.fill_all(session)


def describe(desk: Workspace, server: postgres_server.Server) -> None:
    with desk.database.reading() as session:
        rows = stored.state(session).rows
    engine = create_engine(server.url())
    with engine.connect() as connection:
        version = str(connection.scalar(text("SHOW server_version"))).split()[0]
    engine.dispose()
    cores = len(os.sched_getaffinity(0))
    print(
        f"{platform.machine()}, {cores} cores, load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}, ",
        end="",
    )
    print(f"SQLite {sqlite3.sqlite_version}, PostgreSQL {version} (fsync off)")
    size = (desk.settings.workspace / "factcheck.db").stat().st_size
    print(f"{rows['claims']:,} claims, {rows['passages']:,} passages, {rows['entries']:,} entries: ", end="")
    print(f"{sum(rows.values()):,} rows, {size / 1e6:,.0f} MB as a file\n", flush=True)


class Steps:
    """Hears of progress, and keeps how long each step took: until the next one was heard of."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._what, self._since = "copied", time.perf_counter()

    def __call__(self, what: str, _done: int, _total: int) -> None:
        if what != self._what:
            self.end()
            self._what = what

    def end(self) -> None:
        now = time.perf_counter()
        self.seconds[self._what] = self.seconds.get(self._what, 0.0) + now - self._since
        self._since = now


def steps_of(desk: Workspace, source: str, target: str) -> tuple[dict[str, float], int]:
    """How many seconds each step of a move took, and how many rows were moved."""
    desk.progress = steps = Steps()
    moved = desk.migrate(target, source)
    steps.end()
    return steps.seconds, sum(table.rows for table in moved.tables)


def measure(name: str, desk: Workspace, source: str, target: str) -> None:
    steps, rows = steps_of(desk, source, target)
    each = [steps.get(step, 0.0) for step in ("copied", "full text", "compared", "verifying")]
    told = "".join(f"{seconds:>{width}.1f} s" for seconds, width in zip(each, (8, 9, 8, 8), strict=True))
    print(f"{name:<18}{told}{sum(each):>7.1f} s{rows / sum(each):>10,.0f}", flush=True)


def compare_inserts(desk: Workspace, server: postgres_server.Server) -> None:
    """Passages and vectors by COPY and by INSERT, each into a new schema."""
    print(f"\n{SOME:,} rows into the server{'COPY':>10}{'INSERT':>10}")
    for name in ("documents", "vectors"):
        table = Base.metadata.tables[name]
        with desk.database.reading() as session:
            rows = [row for row, _ in zip(stored.rows(session, table), range(SOME), strict=False)]
        taken = [seconds(desk, server, name, put, rows) for put in (putting.put, by_insert)]
        print(
            f"{name:<27}" + "".join(f"{each:>8.2f} s" for each in taken) + f"{taken[1] / taken[0]:>8.1f}×", flush=True
        )


def seconds(
    desk: Workspace, server: postgres_server.Server, name: str, put: Callable[..., None], rows: list[stored.Row]
) -> float:
    url = f"{server.url()}&options=-csearch_path%3D{put.__name__}_{name}"
    with Workspace(desk.settings.workspace, database_url=url) as other:
        other.make()
        began = time.perf_counter()
        with other.database.writing() as session:
            put(session, Base.metadata.tables[name], rows)
        return time.perf_counter() - began


def by_insert(session: Session, table: Table, rows: list[stored.Row]) -> None:
    raw = putting.raw(table)
    names = [each.name for each in stored.columns(table)]
    session.execute(insert(raw), [dict(zip(names, row, strict=True)) for row in rows])


if __name__ == "__main__":
    main()
