"""All that one database holds, copied into another, whatever each of them is.

Invariant: both are read in the order of their keys, and what the copy lacks, has otherwise or has too much is set
right, a batch a transaction. So a copy that was killed anywhere goes on where it was, and one whose source was
written meanwhile catches up. The source is only read, in one state of it. Until it is finished, the copy says so in
the place of its revision, and nobody else opens it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from sqlalchemy import Table, delete, func, select, text, update

from factcheck.domain import Progress
from factcheck.errors import UsageError
from factcheck.store import full_text, putting, stored, text_rows, vector_table
from factcheck.store.dialects import advance_sequences, analyse, begin_lineage
from factcheck.store.location import path_of, url_of
from factcheck.store.plain import REVISION, UNFINISHED
from factcheck.store.stored import Digests, Row, RowDigest, TableDigest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.settings import Settings
    from factcheck.store.database import Database

_ROWS = 1_000  # of a batch at most
_CHARACTERS = 4_000_000  # and so many of its texts


def is_unfinished(session: Session) -> bool:
    """Whether the database is a copy that was begun and not finished."""
    return bool(session.scalar(text("SELECT version_num FROM alembic_version")) == UNFINISHED)


def begin(target: Database) -> None:
    """Let nobody but ``copy`` use the database until ``finish``."""
    _say(target, UNFINISHED)


def finish(target: Database) -> None:
    """Let everybody use the database, which is whole."""
    _say(target, REVISION)


def _say(target: Database, revision: str) -> None:
    with target.writing() as session:
        _set_revision(session, revision)


def _set_revision(session: Session, revision: str) -> None:
    session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def copy(source: Session, target: Database, progress: Progress, place: str) -> Digests:
    """Make ``target`` hold what ``source`` holds, full text included, and say what ``source`` held, table by table.

    ``place`` is what the source is called in messages.

    Raises InputError for a row that the target cannot hold, UsageError if the target holds another log, ConflictError
    if somebody else is filling it.
    """
    there = _counts(target)
    for table in reversed(stored.tables()):
        if there[table.name]:
            _remove_surplus(source, target, table)
    done, total = 0, sum(stored.state(source).rows.values())
    found: dict[str, TableDigest] = {}
    for table in stored.tables():
        digest = RowDigest()
        for some in _batches(_differences(source, target, table, digest)):
            _set_right(target, table, some, place)
            progress("copied", min(done + digest.rows, total), total)
        done += digest.rows
        progress("copied", min(done, total), total)
        found[table.name] = digest.made()
    for name in text_rows.NAMES:
        while _filled(target, name):
            progress("full text", 0, 0)
    with target.writing() as session:
        _make_ready(session)
    return found


def replace(source: Session, target: Session, place: str) -> None:
    """Make ``target`` hold what ``source`` holds in the place of what it holds, in the transaction that it is in."""
    for table in reversed(stored.tables()):
        putting.empty(target, table)
    for name in text_rows.NAMES:
        full_text.empty(target, name)
    for table in stored.tables():
        for some in _batches((row, None) for row in stored.rows(source, table)):
            new = [row for row, _ in some]
            try:
                with target.begin_nested():
                    putting.put(target, table, new)
            except putting.Refused:
                putting.name_the_row(target, table, new, place)
                raise
    text_rows.fill_all(target)
    vector_table.forget(target)
    _make_ready(target)
    begin_lineage(target)
    _set_revision(target, REVISION)


def _make_ready(session: Session) -> None:
    advance_sequences(session)
    analyse(session, (*(table.name for table in stored.tables()), *text_rows.NAMES))


def _counts(target: Database) -> Mapping[str, int]:
    with target.reading() as session:
        return {each.name: session.scalar(select(func.count()).select_from(each)) or 0 for each in stored.tables()}


# -- what is in one and not in the other --------------------------------------------------


def _remove_surplus(source: Session, target: Database, table: Table) -> None:
    """Remove from ``target`` what ``source`` has not; nothing of a copy that was begun from the same."""
    with target.reading() as session:
        pairs = _paired(stored.keys(source, table), stored.keys(session, table), len(table.primary_key.columns))
        surplus = [theirs for ours, theirs in pairs if ours is None and theirs is not None]
    if surplus and table.name in putting.GUARDED:
        raise _another_log(target)
    for start in range(0, len(surplus), _ROWS):
        with target.writing() as session:
            text_rows.forget_for(session, table.name)
            for key in surplus[start : start + _ROWS]:
                session.execute(delete(putting.raw(table)).where(putting.is_row(table, key)))


def _differences(
    source: Session, target: Database, table: Table, digest: RowDigest
) -> Iterator[tuple[Row, Row | None]]:
    """The rows of ``source`` that ``target`` lacks or has otherwise, with what it has. All that are read go into
    ``digest``."""
    with ExitStack() as opened:
        session = opened.enter_context(target.reading())

        def theirs() -> Iterator[Row]:
            yield from stored.rows(session, table)
            opened.close()  # what follows is only inserted, and who reads on would keep what is written from its place

        for row, there in _paired(_noted(stored.rows(source, table), digest), theirs(), len(table.primary_key.columns)):
            if row is not None and row != there:
                yield row, there


def _noted(rows: Iterable[Row], digest: RowDigest) -> Iterator[Row]:
    for row in rows:
        digest.take(row)
        yield row


def _paired(ours: Iterator[Row], theirs: Iterator[Row], width: int) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of both, those of one key together; both are in the order of their keys, the first ``width`` values."""
    mine, other = next(ours, None), next(theirs, None)
    while mine is not None or other is not None:
        if other is None or (mine is not None and mine[:width] < other[:width]):
            yield mine, None
            mine = next(ours, None)
        elif mine is None or other[:width] < mine[:width]:
            yield None, other
            other = next(theirs, None)
        else:
            yield mine, other
            mine, other = next(ours, None), next(theirs, None)


# -- what is written ----------------------------------------------------------------------


def _batches(pairs: Iterable[tuple[Row, Row | None]]) -> Iterator[list[tuple[Row, Row | None]]]:
    waiting: list[tuple[Row, Row | None]] = []
    characters = 0
    for row, there in pairs:
        waiting.append((row, there))
        characters += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(waiting) >= _ROWS or characters >= _CHARACTERS:
            yield waiting
            waiting, characters = [], 0
    if waiting:
        yield waiting


def _set_right(target: Database, table: Table, some: Sequence[tuple[Row, Row | None]], place: str) -> None:
    """Store ``some`` rows in one transaction, in place of those that are there."""
    new = [row for row, there in some if there is None]
    other = [(row, there) for row, there in some if there is not None]
    if other and table.name in putting.GUARDED:
        raise _another_log(target)
    try:
        with target.writing() as session:
            for row, there in other:
                _change(session, table, row, there)
            putting.put(session, table, new)
    except putting.Refused:
        with target.writing() as session:
            putting.name_the_row(session, table, new, place)
        raise


def _change(session: Session, table: Table, row: Row, there: Row) -> None:
    """Put ``row`` in the place of the one that is ``there``."""
    names = [each.name for each in stored.columns(table)]
    changed = {name: value for name, value, old in zip(names, row, there, strict=True) if value != old}
    text_rows.forget_for(session, table.name, changed)
    session.execute(update(putting.raw(table)).where(putting.is_row(table, row)).values(changed))


def _another_log(target: Database) -> UsageError:
    return UsageError(
        f"{target.place}: the beginning of a copy of something else, or of what was put back since. Remove it, or name "
        "another place."
    )


def _filled(target: Database, name: str) -> int:
    with target.writing() as session:
        return text_rows.fill(session, name, _ROWS)


def same_place(one: Settings, other: Settings) -> bool:
    """Whether both settings name the same database."""
    first, second = url_of(one), url_of(other)
    if first.get_backend_name() == second.get_backend_name() == "sqlite":
        return path_of(one).resolve() == path_of(other).resolve()
    return first == second
