"""Where the workspaces of a trial store, SQLite or a PostgreSQL of the trial's own, and what stands in them.

What two workspaces hold is compared without what only the clock or the order of events decides: times, and the numbers
of rows, of which PostgreSQL leaves some out whenever a transaction ends without storing anything.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parents[1] / "tests"
NAMES = ("sqlite", "postgresql")
_CLOCK = {"at", "since", "taken", "expires"}  # columns
_NUMBERED = ("INTEGER", "BIGINT")
_KEY = "key"
_UP_TO = {"encoded": {"passage": "passages", "precedent": "precedents"}}  # columns that name a row without a key

State = dict[str, list[tuple[object, ...]]]


def chosen(asked: str) -> tuple[str, ...]:
    return NAMES if asked == "both" else (asked,)


@contextmanager
def served(name: str) -> Iterator[str]:
    """The database URL for workspaces at a database of this name: each has one of its own."""
    if name == "sqlite":
        yield ""
        return
    if str(TESTS) not in sys.path:
        sys.path.append(str(TESTS))
    import postgres_server

    with postgres_server.running() as server:
        if server is None:
            raise SystemExit(postgres_server.NOTHING)
        yield f"{server.url()}&options=-csearch_path%3D{{workspace}}"


def contents(session: Any, *, ordered: bool = True, full_text: bool = True) -> State:
    """Every row of every table but for times, the numbers of rows replaced by their place in the order of numbers.

    Unless ``ordered``, without numbers: several workers give them in the order in which they are done. Without
    ``full_text`` the tables of an engine's full text are left out too: they say how something came to be there.
    """
    from sqlalchemy import inspect

    connection = session.connection()
    schema = inspect(connection)
    names = [name for name in schema.get_table_names() if full_text or "_text" not in name]
    columns = {name: [one for one in schema.get_columns(name) if one["name"] not in _CLOCK] for name in names}
    places = {
        name: _places(connection, name)
        for name in names
        if any(one["name"] == _KEY and str(one["type"]) in _NUMBERED for one in columns[name])
    }
    found: State = {}
    for name in names:
        numbers = {_KEY: name} | {
            each["constrained_columns"][0]: each["referred_table"]
            for each in schema.get_foreign_keys(name)
            if each["referred_columns"] == [_KEY]
        }
        numbers |= _UP_TO.get(name, {})
        maps = {one["name"]: places.get(numbers.get(one["name"], "")) for one in columns[name]}
        found[name] = _rows(connection, name, {one: at for one, at in maps.items() if ordered or at is None})
    return found


def _places(connection: Any, table: str) -> dict[int, int]:
    """Each number of a table's rows, and its place among them."""
    from sqlalchemy import text

    numbers = connection.execute(text(f'SELECT "{_KEY}" FROM "{table}" ORDER BY "{_KEY}"'))
    return {number: place for place, (number,) in enumerate(numbers)}


def _rows(connection: Any, table: str, maps: dict[str, dict[int, int] | None]) -> list[tuple[object, ...]]:
    """The columns that ``maps`` names, the numbers of rows in them replaced by places, in an order of their own."""
    from sqlalchemy import text

    if not maps:
        return []
    wanted = ", ".join(f'"{column}"' for column in maps)
    rows = connection.execute(text(f'SELECT {wanted} FROM "{table}"'))
    return sorted((_row(row, list(maps.values())) for row in rows), key=repr)


def _row(row: Any, maps: list[dict[int, int] | None]) -> tuple[object, ...]:
    return tuple(
        bytes(value) if isinstance(value, memoryview) else places.get(value, value) if places else value
        for value, places in zip(row, maps, strict=True)
    )


def differences(one: State, other: State) -> list[str]:
    """The tables that hold something else, each with the first row of which one side has more."""
    told = []
    for name in sorted({*one, *other}):
        ours, theirs = one.get(name, []), other.get(name, [])
        if ours != theirs:
            row = next(iter({*map(repr, ours)} ^ {*map(repr, theirs)}), "the same rows, some of them twice")
            told.append(f"{name}: {len(ours)} rows and {len(theirs)}; {row[:200]}")
    return told


def machine() -> str:
    """What a table was measured on, in a line."""
    import os
    import platform

    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "processor")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
