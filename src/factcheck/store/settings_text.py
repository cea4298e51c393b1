"""The settings file of a workspace as a text, for whoever puts that of a backup in its place.

Invariant: where the database of a workspace is, its own file says and no other; all else is as it was written, letter
by letter.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.errors import InputError

_PLACE = "database_url"
_BEGINNING = re.compile(rf"[ \t]*[\"']?{_PLACE}[\"']?[ \t]*=")


class PlacedSettings(NamedTuple):
    """Settings as they are to be written, and whether they were about to say that the database is elsewhere."""

    text: str
    place_kept: bool


def in_place_of(present: Path, given: Path) -> PlacedSettings:
    """The settings of the file ``given`` with the ``database_url`` of the file ``present``, or with none where that has
    none or is not there.

    Raises InputError for a file that is no TOML, and for one that writes the setting in a way of its own.
    """
    (here, own), (there, other) = _read(present), _read(given)
    if own.get(_PLACE) == other.get(_PLACE):
        return PlacedSettings(there, False)
    _, statement = _parted(present, here, own)
    others, _ = _parted(given, there, other)
    # In the first line, for below the header of a table it would be a setting of that table's.
    return PlacedSettings(f"{statement.rstrip()}\n{others}" if statement else others, True)


def _read(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = file.read_bytes().decode()
        return text, tomllib.loads(text)
    except FileNotFoundError:
        return "", {}
    except ValueError as problem:  # neither TOML nor UTF-8
        raise InputError(f"{file}: not valid TOML: {problem}. Mend or remove it. Nothing was restored.") from problem


def _parted(file: Path, text: str, said: dict[str, Any]) -> tuple[str, str]:
    """``text`` without the statement of where the database is, and that statement; it may have several lines."""
    if _PLACE not in said:
        return text, ""
    wanted = {key: value for key, value in said.items() if key != _PLACE}
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    for first in (number for number, line in enumerate(lines) if _BEGINNING.match(line)):
        for end in range(first + 1, len(lines) + 1):
            others = "".join(lines[:first] + lines[end:])
            if _means(others, wanted):
                return others, "".join(lines[first:end])
    raise InputError(f"{file}: write {_PLACE} on a line of its own, above any [table]. Nothing was restored.")


def _means(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
