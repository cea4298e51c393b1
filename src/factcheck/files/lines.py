"""Lines of files: text, JSON, and records of JSON with their fields.

Invariant: one line is held at a time and none is longer than it may be; a line that cannot be
used is a ItemError in its place, and the rest go on.
"""

from __future__ import annotations

import json
import math
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

from factcheck.errors import InputError
from factcheck.files.kinds import FileKind, kind_of
from factcheck.files.names import written
from factcheck.files.opening import opened

LONGEST_LINE = 50_000_000  # bytes
_SKIPPED = 1_000_000  # bytes read at once of a line that is too long

Made = TypeVar("Made")
Choice = TypeVar("Choice", bound=StrEnum)


class ItemError(InputError):
    """A piece of a file that cannot be used: its place ("notes.jsonl, line 3"), and the problem with its remedy."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}.")
        self.place = place
        self.problem = problem


class ShapeError(ValueError):
    """What is wrong with the shape of a record; whoever reads it adds how it should be written."""


@dataclass(frozen=True, slots=True)
class Numbered(Generic[Made]):
    """What stands on a line, with its place in words and its number, counted from 1."""

    place: str
    number: int
    value: Made


@dataclass(frozen=True, slots=True)
class Record:
    """An object of JSON with its place, and its fields by their types. Raises ShapeError, naming the field."""

    place: str
    number: int
    fields: Mapping[str, Any]

    def text(self, name: str, *, blank: bool = False) -> str:
        """A string that is needed; ``blank`` says whether it may be one without a letter."""
        value = self.maybe(name)
        if value is None or not (blank or value.strip()):
            raise ShapeError(f'no "{name}"')
        return value

    def maybe(self, name: str) -> str | None:
        """A string, or None where there is none."""
        value = self.fields.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise ShapeError(f'"{name}" is not a string')
        if "\0" in value:
            raise ValueError(f'"{name}" holds a NUL character; take it out')
        if not _is_unicode(value):
            raise ValueError(f'"{name}" holds half a surrogate pair; take it out, or write both halves')
        return value

    def name(self, name: str) -> str:
        """A string that is needed, or a whole number as one: what a thing is known by."""
        value = self.fields.get(name)
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else self.text(name)

    def day(self, name: str) -> date | None:
        """A date in ISO 8601, the time of day left aside, or None where there is none."""
        value = self.fields.get(name)
        if value is None or value == "":
            return None
        try:
            return datetime.fromisoformat(str(value)).date()
        except ValueError:
            raise ValueError(f'"{name}" is {value!r}; write a date such as 2025-11-01, or null') from None

    def choice(self, name: str, kind: type[Choice]) -> Choice | None:
        """One of the values of ``kind``, or None where there is none."""
        value = self.fields.get(name)
        if value is None:
            return None
        if value not in list(kind):
            raise ValueError(f'"{name}" is {value!r}; write one of {", ".join(kind)}, or null')
        return kind(value)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


# -- reading ------------------------------------------------------------------------------


def read_records(
    path: str | Path, make: Callable[[Record], Made], shape: str, longest: int = LONGEST_LINE
) -> Iterator[Made | ItemError]:
    """What ``make`` makes of the objects of a file of JSON lines, one by one; "-" is standard input.

    ``make`` says with a ValueError or an InputError what it cannot use; what is wrong with the shape
    is told together with ``shape``, how a line should be written. Raises InputError if the file
    itself cannot be read.
    """
    for line in read_values(path, longest):
        yield line if isinstance(line, ItemError) else _made(line, make, shape)


def records_in(
    stream: IO[bytes],
    name: str,
    make: Callable[[Record], Made],
    shape: str,
    longest: int = LONGEST_LINE,
) -> Iterator[Made | ItemError]:
    """The same of the lines of a stream that is called ``name``."""
    for line in _values(_lines(stream, name, longest)):
        yield line if isinstance(line, ItemError) else _made(line, make, shape)


def _made(line: Numbered[Any], make: Callable[[Record], Made], shape: str) -> Made | ItemError:
    try:
        if not isinstance(line.value, dict):
            raise ShapeError("not a JSON object")
        return make(Record(line.place, line.number, line.value))
    except ShapeError as problem:
        return ItemError(line.place, f"{problem}; write {shape}, one a line")
    except (KeyError, TypeError, AttributeError):
        return ItemError(line.place, f"some field is not as it should be; write {shape}, one a line")
    except ValueError as problem:
        return ItemError(line.place, str(problem))
    except InputError as problem:
        return ItemError(line.place, str(problem).removeprefix(f"{line.place}: ").removesuffix("."))


def read_values(path: str | Path, longest: int = LONGEST_LINE) -> Iterator[Numbered[Any] | ItemError]:
    """The JSON values of a file, one a line; a file whose name ends in .json holds one, over as many lines as it likes.

    A field that stands twice in an object has no value.
    """
    return _values(_whole(path, longest) if kind_of(path) is FileKind.JSON else read_lines(path, longest))


def _values(lines: Iterable[Numbered[str] | ItemError]) -> Iterator[Numbered[Any] | ItemError]:
    for line in lines:
        if isinstance(line, ItemError):
            yield line
            continue
        try:
            value = json.loads(
                line.value, object_pairs_hook=_unambiguous, parse_constant=_no_number, parse_float=_finite
            )
        except json.JSONDecodeError as problem:
            where = f"{line.place}, line {problem.lineno}" if "\n" in problem.doc else line.place
            yield ItemError(where, f"not valid JSON at column {problem.colno}: {problem.msg.removesuffix(' at')}")
        except RecursionError:
            yield ItemError(line.place, "not usable JSON: nested too deep")
        except ValueError as problem:
            yield ItemError(line.place, f"not usable JSON: {problem}")
        else:
            yield Numbered(line.place, line.number, value)


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in fields if names.count(name) > 1)
        raise ValueError(f'"{twice}" stands more than once in an object; keep one')
    return fields


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number in JSON; write null")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits} is larger than any number that is kept; write it as text")
    return number


def _whole(path: str | Path, longest: int) -> Iterator[Numbered[str] | ItemError]:
    """All of a file as if it were one line. Raises InputError if it cannot be read."""
    with opened(path) as stream:
        content = stream.read(longest + 1)
    if len(content) > longest:
        yield ItemError(written(path), f"longer than {longest:,} bytes")
    elif content.removeprefix(BOM_UTF8).strip():
        yield _decoded(written(path), 1, content)


def read_lines(path: str | Path, longest: int = LONGEST_LINE) -> Iterator[Numbered[str] | ItemError]:
    """The lines of a text file that are not blank, in UTF-8, without line ends and byte order marks.

    A file that ends in .gz is decompressed; "-" is standard input. Raises InputError if the file
    itself cannot be read.
    """
    name = "standard input" if str(path) == "-" else written(path)
    with opened(path) as stream:
        yield from _lines(stream, name, longest)


def _lines(stream: IO[bytes], name: str, longest: int) -> Iterator[Numbered[str] | ItemError]:
    for number in count(1):
        line = stream.readline(longest + 1)
        if not line:
            return
        place = f"{name}, line {number}"
        if len(line) > longest:
            _skip(stream, line)
            yield ItemError(place, f"longer than {longest:,} bytes; does one line hold one object?")
        elif line.removeprefix(BOM_UTF8).strip():
            yield _decoded(place, number, line)


def _skip(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(_SKIPPED)


def _decoded(place: str, number: int, line: bytes) -> Numbered[str] | ItemError:
    try:
        return Numbered(place, number, line.decode("utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError as problem:
        return ItemError(place, f"not UTF-8 at byte {problem.start} of the line; save the file as UTF-8")


def strictly(items: Iterable[Made | ItemError]) -> Iterator[Made]:
    """The items, where one that cannot be used is reason enough to stop. Raises the first ItemError."""
    for item in items:
        if isinstance(item, ItemError):
            raise item
        yield item
