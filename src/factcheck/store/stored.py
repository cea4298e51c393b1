"""All that a database holds, as it is stored, row by row in the order of their keys; and what it comes to.

Invariant: of two databases that hold the same, whatever each of them is, the rows read here are equal and so are
their SHA-256. JSON is read as its text, for its order; numbers are what they are to the last bit, and zero has no sign.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import JSON, Column, Date, Float, Table, Text, cast, func, select, type_coerce

from factcheck.domain import Progress
from factcheck.store.tables import Base

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_READ = 500  # rows that are read at a time
_LONG = {"articles": 20, "documents": 20}  # of these, each of which may be a book
_MANY = 2_000  # keys that are read at a time
PASSING = frozenset({"leases"})  # which change while nothing is done

Row = tuple[Any, ...]
"""The values of a row as they are stored, its key first: see ``columns``."""


class TableDigest(NamedTuple):
    """How many rows a table has, and the SHA-256 of all of them in the order of their keys, each as a JSON array on a
    line of its own: the key first, bytes in base64, JSON as its text."""

    rows: int
    sha256: str


Digests = Mapping[str, TableDigest]
"""By the names of the tables."""


class StoredState(NamedTuple):
    """What tells that a database was written: how many rows each table has, and the hash of its newest entry."""

    rows: Mapping[str, int]
    last_hash: str
    changes: int  # of what is current in the corpus

    @property
    def empty(self) -> bool:
        return not any(self.rows.values())


def state(session: Session) -> StoredState:
    """What tells that the database was written since; leases, which come and go, do not."""
    rows = {
        each.name: session.scalar(select(func.count()).select_from(each)) or 0
        for each in tables()
        if each.name not in PASSING
    }
    entries, documents = Base.metadata.tables["entries"], Base.metadata.tables["documents"]
    last = session.scalar(select(entries.c.hash).order_by(entries.c.key.desc()).limit(1)) or ""
    return StoredState(rows, last, session.scalar(select(func.sum(documents.c.changed))) or 0)


def same_desk(one: Session, other: Session) -> bool:
    """Whether both hold what one desk began with: the first entry of its log or, where one has no log yet, the first
    document or an article."""
    entries, documents, articles = (Base.metadata.tables[name] for name in ("entries", "documents", "articles"))
    for first in (
        select(entries.c.hash).order_by(entries.c.key).limit(1),
        select(documents.c.sha256).order_by(documents.c.key).limit(1),
    ):
        found = one.scalar(first), other.scalar(first)
        if all(found):
            return bool(found[0] == found[1])
    return not set(one.scalars(select(articles.c.id))).isdisjoint(other.scalars(select(articles.c.id)))


def has_entry(session: Session, sha256: str) -> bool:
    """Whether the log has an entry with this hash; all logs begin with ""."""
    entries = Base.metadata.tables["entries"]
    return not sha256 or bool(session.scalar(select(func.count()).where(entries.c.hash == sha256)))


def digests(session: Session, progress: Progress) -> Digests:
    """What ``session`` holds, table by table."""
    total = sum(state(session).rows.values())
    found, done = {}, 0
    for table in tables():
        digest = RowDigest()
        for row in rows(session, table):
            digest.take(row)
            if digest.rows % _MANY == 0:
                progress("compared", min(done + digest.rows, total), total)
        done += digest.rows
        found[table.name] = digest.made()
    progress("compared", total, total)
    return found


def tables() -> list[Table]:
    """All, each after those that its rows name."""
    return Base.metadata.sorted_tables


def keys(session: Session, table: Table) -> Iterator[Row]:
    statement = select(*table.primary_key.columns).order_by(*table.primary_key.columns)
    return (tuple(row) for row in session.execute(statement, execution_options={"yield_per": _MANY}))


def rows(session: Session, table: Table) -> Iterator[Row]:
    """All rows of a table as they are stored, in the order of their keys."""
    asked_for = columns(table)
    dialect = session.get_bind().dialect.name
    asked = select(*(_stored(each, dialect) for each in asked_for)).order_by(*table.primary_key.columns)
    days = [number for number, each in enumerate(asked_for) if isinstance(each.type, Date)]
    floats = [number for number, each in enumerate(asked_for) if isinstance(each.type, Float)]
    found = session.execute(asked, execution_options={"yield_per": _LONG.get(table.name, _READ)})
    return (_alike(row, days, floats) for row in found) if days or floats else (tuple(row) for row in found)


def columns(table: Table) -> list[Column[Any]]:
    """The key first."""
    key = list(table.primary_key.columns)
    return [*key, *(each for each in table.columns if each.name not in {part.name for part in key})]


def _stored(each: Column[Any], dialect: str) -> Any:
    """A column as it is stored: SQLAlchemy would read JSON, and not know its text any more."""
    if not isinstance(each.type, JSON):
        return each
    return cast(each, Text) if dialect == "postgresql" else type_coerce(each, Text)


def _alike(row: Iterable[Any], days: Sequence[int], floats: Sequence[int]) -> Row:
    """A row as either database has it: days as ISO, and no zero below zero, which SQLite knows none of."""
    values = list(row)
    for number in days:
        if values[number] is not None:
            values[number] = values[number].isoformat()
    for number in floats:
        if values[number] == 0:
            values[number] = 0.0
    return tuple(values)


class RowDigest:
    """The rows of a table as they go by."""

    def __init__(self) -> None:
        self.rows = 0
        self._sha256 = hashlib.sha256()

    def take(self, row: Row) -> None:
        self.rows += 1
        self._sha256.update(_line(row))

    def made(self) -> TableDigest:
        return TableDigest(self.rows, self._sha256.hexdigest())


def _in_base64(value: bytes) -> str:
    return b64encode(value).decode()


_encode = json.JSONEncoder(separators=(",", ":"), default=_in_base64).encode


def _line(row: Row) -> bytes:
    return _encode(row).encode() + b"\n"
