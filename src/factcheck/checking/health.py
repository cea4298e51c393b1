"""What a person should know of a workspace before a day's work.

Invariant: nothing is changed by looking, an older database is not upgraded, and each finding that is not "ok" says what
to do. A check that fails is a finding, and the others go on.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import store
from factcheck.checking import fetched, index_file
from factcheck.checking.index_file import PASSAGES
from factcheck.domain.text import counted
from factcheck.errors import FactcheckError
from factcheck.settings import Settings
from factcheck.store import backups, location

if TYPE_CHECKING:
    from factcheck.index.tending import IndexOnDisk
    from factcheck.store import Database, Session

_LITTLE = 200_000_000  # bytes free on the disk, below which a day's work may not fit
_NOTHING = 20_000_000  # and below which not even a decision may
_LONG_LOG = 64_000_000  # bytes of write-ahead log that nobody lets go of
_OLD = timedelta(days=7)  # of a backup
_SKEW = timedelta(minutes=5)  # by which clocks differ without harm


class Health(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"  # work cannot go on as it should


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found of one thing, in words, and what to do about it ("" where nothing is to be done)."""

    what: str
    health: Health
    words: str
    remedy: str = ""


def look(settings: Settings) -> list[Diagnosis]:
    """Everything a person should know of the workspace of ``settings``, the database first."""
    models = [*_guarded("encoder", lambda: _encoder(settings)), *_guarded("judge", lambda: _judge(settings))]
    return [*(_of_server(settings) if location.on_server(settings) else _of_file(settings)), *models]


def _of_server(settings: Settings) -> list[Diagnosis]:
    found = list(_guarded("database", lambda: _server(settings)))
    if not found or found[0].health is not Health.OK:
        return found
    return [*found, *_guarded("backup", lambda: _backup(settings)), *_in_database(settings)]


def _of_file(settings: Settings) -> list[Diagnosis]:
    path = location.path_of(settings)
    found = [*_guarded("database", lambda: _database(path))]
    if location.has_content(path):
        found += _guarded("pages", lambda: _pages(path))
        whole = all(one.health is not Health.FAIL for one in found)
        found += [*_guarded("disk", lambda: _disk(path)), *_guarded("log file", lambda: _log_file(path))]
        found += _guarded("backup", lambda: _backup(settings))
        if whole and backups.contents(path).revision == store.plain.REVISION:
            found += _in_database(settings)
    return found


def _guarded(what: str, check: Callable[[], Iterator[Diagnosis]]) -> Iterator[Diagnosis]:
    """What a check finds; that it could not be made is a finding too."""
    try:
        yield from check()
    except (FactcheckError, OSError) as problem:
        yield Diagnosis(what, Health.FAIL, str(problem))


# -- the server ---------------------------------------------------------------------------


def _server(settings: Settings) -> Iterator[Diagnosis]:
    from factcheck.store import postgres

    state = postgres.state(location.url_of(settings))
    engine = f"PostgreSQL {state.version}, {f'pgvector {state.pgvector}' if state.pgvector else 'no pgvector'}"
    if state.revision is None:
        words = f"{state.place}: there is none yet in the schema {state.schema}; {engine}"
        yield Diagnosis("database", Health.WARN, words, "`factcheck corpus add` and `factcheck check` make one.")
        return
    yield _of_revision(state.place, state.revision, state.rows, "makes no copy: pg_dump does", f"; {engine}")
    if state.unwritable:
        yield Diagnosis("database", Health.WARN, f"{state.place}: can be read alone; {state.unwritable.rstrip('.')}")
    yield Diagnosis("disk", Health.OK, f"the database takes {_size(state.size)}; how much is free, its server knows")


def _of_revision(place: object, revision: str, rows: Mapping[str, int], copy: str, engine: str = "") -> Diagnosis:
    """What is said of a database by its revision."""
    if revision.endswith(" unfinished"):
        words = f"{place}: something is being moved here, and that has not come to its end{engine}"
        return Diagnosis("database", Health.FAIL, words, "Run `factcheck migrate` again as it was run.")
    if revision < store.plain.REVISION:
        remedy = f"The next command that needs it upgrades it and {copy}."
        return Diagnosis("database", Health.WARN, f"{place}: of the older revision {revision}{engine}", remedy)
    if revision > store.plain.REVISION:
        words = f"{place}: of revision {revision}; this factcheck knows {store.plain.REVISION}{engine}"
        return Diagnosis("database", Health.FAIL, words, "Upgrade factcheck.")
    told = f"{counted(rows['articles'], 'article')}, {counted(rows['documents'], 'document')}, {rows['entries']:,}"
    return Diagnosis("database", Health.OK, f"{place}: revision {revision}, {told} in the log{engine}")


# -- the file and the disk ----------------------------------------------------------------


def _database(path: Path) -> Iterator[Diagnosis]:
    from factcheck.store.sqlite_file import unwritable

    if not location.has_content(path):
        yield Diagnosis(
            "database",
            Health.WARN,
            f"{path}: there is none yet",
            "`factcheck corpus add` and `factcheck check` make one.",
        )
        return
    held = backups.contents(path)
    yield _of_revision(path, held.revision, held._asdict(), "keeps a copy")
    if why := unwritable(path):
        yield Diagnosis("database", Health.WARN, f"{path}: can be read alone; {why.rstrip('.')}")


def _pages(path: Path) -> Iterator[Diagnosis]:
    problems = backups.page_problems(path)
    if problems:
        yield Diagnosis("pages", Health.FAIL, "; ".join(problems[:3]), "`factcheck restore` puts a backup back.")
    else:
        yield Diagnosis("pages", Health.OK, "SQLite finds the file whole")


def _disk(path: Path) -> Iterator[Diagnosis]:
    free = shutil.disk_usage(path.parent).free
    words = f"{_size(free)} free, the database takes {_size(path.stat().st_size)}"
    remedy = "Free some before the day's work."
    if free < _NOTHING:
        yield Diagnosis("disk", Health.FAIL, words, remedy)
    elif free < max(_LITTLE, 2 * path.stat().st_size):
        yield Diagnosis("disk", Health.WARN, words, remedy)
    else:
        yield Diagnosis("disk", Health.OK, words)
    for left in sorted(path.parent.glob(".restore-*")):
        yield Diagnosis("disk", Health.WARN, f"{left}: left by a restore that was killed", "Remove it.")


def _log_file(path: Path) -> Iterator[Diagnosis]:
    log = path.with_name(f"{path.name}-wal")
    size = log.stat().st_size if log.exists() else 0
    if size > _LONG_LOG:
        remedy = "Something has had the database open for long; close it, and the log is written into the database."
        yield Diagnosis("log file", Health.WARN, f"{log.name} has {_size(size)}", remedy)
    else:
        yield Diagnosis("log file", Health.OK, f"{log.name} has {_size(size)}")


def _backup(settings: Settings) -> Iterator[Diagnosis]:
    last = backups.last(settings.workspace)
    remedy = "`factcheck backup FOLDER` makes one while work goes on."
    if last is None:
        yield Diagnosis("backup", Health.WARN, "none was made", remedy)
        return
    at, place = last
    age = datetime.now(UTC) - at
    words = f"the last was made {at.date().isoformat()}, {counted(age.days, 'day')} ago: {place}"
    if not Path(place).exists():
        yield Diagnosis("backup", Health.WARN, f"{words}, and is not there any more", remedy)
    elif age > _OLD:
        yield Diagnosis("backup", Health.WARN, words, remedy)
    else:
        yield Diagnosis("backup", Health.OK, words)


def _size(number: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if number < 1000:
            return f"{number:,.0f} {unit}"
        number /= 1000
    return f"{number:,.1f} GB"


# -- what is stored -----------------------------------------------------------------------


def _in_database(settings: Settings) -> list[Diagnosis]:
    database = store.open_database(settings)
    try:
        with database.reading() as session:
            return [
                *_guarded("index", lambda: _index(settings, database, session)),
                *_guarded("texts", lambda: _unread(session)),
                *_guarded("stale verdicts", lambda: _stale(session)),
                *_guarded("archive", lambda: _archive(settings, session)),
                *_guarded("leases", lambda: _leases(session)),
                *_guarded("clock", lambda: _clock(session)),
            ]
    finally:
        database.close()


def _index(settings: Settings, database: Database, session: Session) -> Iterator[Diagnosis]:
    from factcheck.index import tending

    engine, why_not = index_file.engine(database, settings.index)
    lacking = store.health.passages_without_any_vector(session)
    if lacking:
        remedy = "`factcheck corpus add` of any file goes on where it was stopped."
        yield Diagnosis("index", Health.WARN, f"{counted(lacking, 'passage')} cannot be found by meaning yet", remedy)
        return
    if engine == index_file.PGVECTOR:
        yield from _in_tables(session)
        return
    if why_not:
        yield Diagnosis("index", Health.OK, f"searched beside the workspace, not by pgvector: {why_not}")
    held = tending.described(settings.workspace / PASSAGES)
    if held is None:
        yield Diagnosis("index", Health.OK, f"{PASSAGES} is made at the next search")
    elif held.damage:
        words = f"{PASSAGES}: {held.damage}"
        yield Diagnosis("index", Health.WARN, words, f"Remove the folder {PASSAGES}: the next search makes it anew.")
    else:
        in_step = held.state == index_file.state(store.corpus, session)
        step = "is in step with" if in_step else "at the next search is brought up to"
        yield Diagnosis("index", Health.OK, f"{PASSAGES} {step} the database: {_of_index(held)}")


def _in_tables(session: Session) -> Iterator[Diagnosis]:
    from factcheck.store import pgvector

    tables = pgvector.described(session)
    if not tables:
        yield Diagnosis("index", Health.OK, "pgvector: its table is made at the next search")
    for table in tables:
        way = "searched by a graph (HNSW)" if table.graph else "all compared"
        words = f"pgvector: {counted(table.vectors, 'vector')} of {table.encoder}, {way}; {_size(table.size)}"
        if table.vectors > pgvector.EXACT and not table.graph:
            remedy = "`factcheck corpus compact` builds the graph: searches are many times as fast then."
            yield Diagnosis("index", Health.WARN, words, remedy)
        else:
            behind = ", brought up to the database at the next search" if table.behind else ""
            yield Diagnosis("index", Health.OK, words + behind)


def _of_index(held: IndexOnDisk) -> str:
    """What an index holds and how it is searched."""
    if held.coded == held.vectors and held.coded:
        way = "found by their codes and compared exactly"
    elif held.coded:
        way = f"{held.coded:,} of them found by their codes first, all compared exactly"
    else:
        way = "all compared exactly"
    taken = f"{_size(held.disk)} on the disk, {_size(held.memory)} in memory"
    return f"{counted(held.vectors, 'vector')} in {counted(held.segments, 'segment')}, {way}; {taken}"


def _unread(session: Session) -> Iterator[Diagnosis]:
    articles, documents = store.health.unread(session)
    if articles or documents:
        told = f"{counted(documents, 'document')} and {counted(articles, 'article')} were not read for who says what"
        yield Diagnosis(
            "texts", Health.WARN, told, "`factcheck corpus reread` and `factcheck check --again` read them."
        )
    else:
        yield Diagnosis("texts", Health.OK, "all were read for who says what")


def _stale(session: Session) -> Iterator[Diagnosis]:
    number = store.health.stale(session)
    if number:
        words = f"{counted(number, 'verdict')} rest on what has changed since"
        yield Diagnosis(
            "stale verdicts", Health.WARN, words, "`factcheck queue` has them; `factcheck verify` says why."
        )
    else:
        yield Diagnosis("stale verdicts", Health.OK, "none")


def _archive(settings: Settings, session: Session) -> Iterator[Diagnosis]:
    gone = fetched.missing(session, settings.workspace)
    if gone:
        words = f"{counted(len(gone), 'file')} with what was fetched is not here: {', '.join(gone[:3])}"
        yield Diagnosis("archive", Health.WARN, words, "`factcheck restore` brings them along; exports leave them out.")
    else:
        yield Diagnosis("archive", Health.OK, "all files with what was fetched are here; `factcheck verify` reads them")


def _leases(session: Session) -> Iterator[Diagnosis]:
    live, lapsed = store.health.leases(session, time.time())
    if lapsed:
        words = f"{counted(len(lapsed), 'claim')} with work that nobody finished: " + ", ".join(
            f"{claim_id} ({by})" for claim_id, by in lapsed[:3]
        )
        yield Diagnosis("leases", Health.WARN, words, "Whoever takes the claim next gets the work.")
    else:
        yield Diagnosis("leases", Health.OK, f"{counted(live, 'claim')} held just now, no work lapsed")


def _clock(session: Session) -> Iterator[Diagnosis]:
    newest = store.health.newest(session)
    now = datetime.now(UTC)
    if newest and datetime.fromisoformat(newest) > now + _SKEW:
        words = f"the newest entry of the log is of {newest}, and it is {now.isoformat(timespec='seconds')} here"
        yield Diagnosis("clock", Health.WARN, words, "Set the clock of this machine, or of whoever made it.")
    else:
        yield Diagnosis("clock", Health.OK, f"{now.isoformat(timespec='seconds')}")


# -- models -------------------------------------------------------------------------------


def _encoder(settings: Settings) -> Iterator[Diagnosis]:
    from factcheck.encoder.files import find

    model = find(settings.encoder)
    yield Diagnosis("encoder", Health.OK, f"{model.name} is there")


def _judge(settings: Settings) -> Iterator[Diagnosis]:
    from factcheck import stance

    told: list[str] = []
    judge = stance.load(settings, notice=told.append)
    if told:
        yield Diagnosis("judge", Health.WARN, "; ".join(told))
    else:
        yield Diagnosis("judge", Health.OK, f"{judge.name} is there")
