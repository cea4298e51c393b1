"""All that is stored as JSON lines, and from JSON lines.

Invariant: what is exported, imported and exported again is the same, letter by letter. The first line says what is
to come, the last has the SHA-256 of all before it, so that a file that was cut or changed is known. What is derived
(where claims stand, full text) is left out and made anew, and vectors are unless they are asked for.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import Column, Date, LargeBinary, Table, exc, func, insert, select

from factcheck.errors import InputError, UsageError
from factcheck.store import text_rows
from factcheck.store.dialects import advance_sequences
from factcheck.store.plain import REVISION
from factcheck.store.tables import Base

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FORMAT = 1
BATCH = 200  # lines stored at a time
VECTORS = "vectors"

# In this order each row finds those that it names.
TABLES = (
    "articles",
    "documents",
    "passages",
    "readings",
    "quotations",
    "claims",
    "searches",
    "evidence",
    "suggestions",
    "entries",
    "citations",
    "precedents",
    "items",
    "appearances",
    "flags",
    "deliveries",
    "mutes",
    "fetches",
    "fetched_documents",
    "fetched_articles",
)
# Not exported: what follows from the rest, leases, which are of no lasting worth, and people, whose tokens open this
# workspace alone.
DERIVED = frozenset({"claim_standing", "article_standing", "encoded", "leases", "people"})

Line = Mapping[str, Any]


# -- out ----------------------------------------------------------------------------------


def lines(session: Session, *, version: str, vectors: bool = False) -> Iterator[str]:
    """An export, a line at a time, each with its line feed."""
    names = (*TABLES, VECTORS) if vectors else TABLES
    tables = [Base.metadata.tables[name] for name in names]
    counts = {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
    head = {"factcheck": "export", "format": FORMAT, "revision": REVISION, "made_by": version, "rows": counts}
    digest = hashlib.sha256()
    for line in _all(session, {**head, "last_hash": _last_hash(session)}, tables):
        digest.update(line.encode())
        yield line
    yield _line({"sha256": digest.hexdigest()})


def _all(session: Session, head: Line, tables: Iterable[Table]) -> Iterator[str]:
    yield _line(head)
    for table in tables:
        found = session.execute(select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH))
        columns = list(table.columns)
        for row in found:
            values = {column.name: _out(value) for column, value in zip(columns, row, strict=True)}
            yield _line({"table": table.name, **values})


def _line(fields: Line) -> str:
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":"), allow_nan=False) + "\n"


def _out(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _last_hash(session: Session) -> str:
    entries = Base.metadata.tables["entries"]
    return session.scalar(select(entries.c.hash).order_by(entries.c.key.desc()).limit(1)) or ""


# -- in -----------------------------------------------------------------------------------


def read(session: Session, file: IO[bytes], name: str) -> tuple[Mapping[str, int], bool]:
    """Store what the export ``file``, called ``name``, holds. How many rows of each table there were, and whether the
    lines are those that were exported, by their SHA-256.

    Raises UsageError if the database holds something, InputError for a file that is no export, is of another version,
    or was cut: with the line that cannot be used, where it is one. Whoever opened the transaction then rolls it back.
    """
    if any(session.scalar(select(func.count()).select_from(Base.metadata.tables[each])) for each in TABLES):
        raise UsageError(f"{name}: an import wants an empty workspace. Name a new one with --workspace.")
    reader = _Reader(session, name)
    for number, line in enumerate(file, start=1):
        reader.take(number, line)
    reader.finish()
    text_rows.fill_all(session)
    advance_sequences(session)
    return reader.counts, reader.unchanged


class _Reader:
    """The lines of an export while they are read."""

    def __init__(self, session: Session, name: str) -> None:
        self.session, self.name = session, name
        self.head: Line | None = None
        self.counts: dict[str, int] = {}
        self.waiting: list[tuple[int, dict[str, Any]]] = []  # with the numbers of their lines
        self.table: Table | None = None
        self.digest = hashlib.sha256()
        self.complete, self.unchanged = False, False

    def take(self, number: int, line: bytes) -> None:
        fields = self._fields(number, line)
        if self.complete:
            raise self._problem(number, "comes after the end of the export")
        if self.head is None:
            self.head = self._checked_head(fields)
        elif "sha256" in fields and "table" not in fields:
            self._check_digest(fields)
            return
        else:
            self._take_row(number, dict(fields))
        self.digest.update(line)

    def finish(self) -> None:
        self._store()
        if self.head is None or not self.complete:
            raise InputError(f"{self.name}: ends too soon: it was cut. Nothing was stored.")
        wanted = {table: count for table, count in self.head["rows"].items() if count}
        if wanted != self.counts:
            raise InputError(f"{self.name}: holds {self.counts}, and says {wanted}. Nothing was stored.")
        if self.head["last_hash"] != _last_hash(self.session):
            raise InputError(
                f"{self.name}: its last entry is not the one that its first line names. Nothing was stored."
            )

    def _fields(self, number: int, line: bytes) -> Line:
        try:
            fields = json.loads(line)
        except ValueError as problem:
            cut = "" if line.endswith(b"\n") else "; the file was cut there"
            raise self._problem(number, f"no JSON ({problem}){cut}") from problem
        if not isinstance(fields, dict):
            raise self._problem(number, "no JSON object")
        return fields

    def _checked_head(self, fields: Line) -> Line:
        complete = isinstance(fields.get("rows"), dict) and "last_hash" in fields
        if fields.get("factcheck") != "export" or not complete:
            raise self._problem(1, "no export of factcheck")
        if (fields.get("format"), fields.get("revision")) != (FORMAT, REVISION):
            raise InputError(
                f"{self.name}: an export of revision {fields.get('revision')}, and this factcheck reads {REVISION}. "
                "Import it with the version that made it, and open that workspace with this one. Nothing was stored."
            )
        return fields

    def _check_digest(self, fields: Line) -> None:
        self.unchanged = fields["sha256"] == self.digest.hexdigest()
        self.complete = True

    def _take_row(self, number: int, fields: dict[str, Any]) -> None:
        name = fields.pop("table", None)
        if name not in (*TABLES, VECTORS):
            raise self._problem(number, f"of no table that is known ({name!r})")
        table = Base.metadata.tables[name]
        if fields.keys() != {column.name for column in table.columns}:
            raise self._problem(number, f"not the columns of {name}")
        if name == "entries" and not isinstance(fields["content"], dict):
            raise self._problem(number, "the content of an entry is a JSON object, and this is none")
        if self.table is not table or len(self.waiting) >= BATCH:
            self._store()
            self.table = table
        try:
            values = {column.name: _in(column, fields[column.name]) for column in table.columns}
        except (ValueError, TypeError) as problem:
            raise self._problem(number, f"a value that {name} cannot hold ({problem})") from problem
        self.waiting.append((number, values))
        self.counts[name] = self.counts.get(name, 0) + 1

    def _store(self) -> None:
        if not self.waiting or self.table is None:
            return
        try:
            with self.session.begin_nested():
                self.session.execute(insert(self.table), [values for _, values in self.waiting])
        except (exc.DBAPIError, exc.StatementError):
            self._name_the_line()
        self.waiting = []

    def _name_the_line(self) -> None:
        assert self.table is not None
        for number, values in self.waiting:
            try:
                self.session.execute(insert(self.table), [values])
            except (exc.DBAPIError, exc.StatementError) as problem:
                raise self._problem(number, f"{self.table.name} refuses it ({problem.orig})") from problem

    def _problem(self, number: int, words: str) -> InputError:
        return InputError(f"{self.name}, line {number}: {words}. Nothing was stored.")


def _in(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return base64.b64decode(value, validate=True) if isinstance(column.type, LargeBinary) else value
