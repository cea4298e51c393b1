"""A file that names sources, with what a person says of each: ``sources.toml``.

Invariant: what the file says is checked whole before anything is read of any source, and whatever is wrong is named
with the file, its line and the remedy. Paths in it are taken from where the file stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from factcheck.errors import UsageError
from factcheck.files import is_address, regular, written
from factcheck.flagging.sources.model import ArticleSource, SourceKind, source_of
from factcheck.flagging.sources.pages import address

SUFFIX = ".toml"
_PLACES = tuple(kind.value for kind in SourceKind if kind not in (SourceKind.FILE, SourceKind.STDIN))
_SAID = ("name", "publisher", "language", "rules", "since")
_MAY_BE_ADDRESS = (SourceKind.FEED, SourceKind.SITEMAP, SourceKind.URL)
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?source[\"']?[ \t]*\]\]", re.M)
_EXAMPLE = 'Write [[source]] and below it, for example, feed = "https://…".'
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def sources_of(arguments: Sequence[str]) -> list[ArticleSource]:
    """The sources that arguments of the command line name; one that ends in .toml is a file of them.

    Raises UsageError for a file that says something wrong, InputError if it cannot be read.
    """
    found = ([*read_sources(one)] if one.lower().endswith(SUFFIX) else [source_of(one)] for one in arguments)
    return [source for sources in found for source in sources]


def read_sources(path: str | Path) -> list[ArticleSource]:
    """The sources of a file, in its order. Raises UsageError for what is wrong in it, InputError if it cannot be
    read."""
    name = written(path)
    with regular(path) as stream:
        data = stream.read()
    try:
        text = data.decode("utf-8-sig")
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError(f"{name}: not valid TOML: {problem}. Mend the file.") from problem
    for key in said:
        if key != "source":
            raise UsageError(f"{name}{_line(text, key)}: unknown key '{key}'. {_EXAMPLE}")
    tables = said.get("source")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f"{name}: no [[source]] in it. {_EXAMPLE}")
    return [_source(_Table(name, text, number, table), Path(path).parent) for number, table in enumerate(tables)]


@dataclass(frozen=True, slots=True)
class _Table:
    """One [[source]] and where it stands."""

    file: str
    text: str
    number: int  # from 0
    fields: Mapping[str, Any]

    def wrong(self, key: str, problem: str) -> UsageError:
        return UsageError(f"{self.file}{self._line(key)}: {problem}")

    def _line(self, key: str) -> str:
        """Where ``key`` is set in it, or else where it begins; nothing where the file is written in an unusual way."""
        begins = [found.start() for found in _HEADER.finditer(self.text)]
        if self.number >= len(begins):
            return ""
        begin, *others = begins[self.number :]
        part = self.text[begin : others[0] if others else len(self.text)]
        return _line(self.text, key, begin, part) or _line_at(self.text, begin)

    def words(self, key: str) -> str | None:
        value = self.fields.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip() or "\0" in value):
            raise self.wrong(key, f"'{key}' wants a text in quotation marks, not {value!r}.")
        return value


def _line(text: str, key: str, begin: int = 0, part: str | None = None) -> str:
    part = text if part is None else part
    found = re.search(rf"^[ \t]*(?:\[+[ \t]*)?[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]", part, re.M)
    return _line_at(text, begin + found.start()) if found else ""


def _line_at(text: str, place: int) -> str:
    return f", line {text.count(chr(10), 0, place) + 1}"


def _source(table: _Table, folder: Path) -> ArticleSource:
    known = (*_PLACES, *_SAID)
    for key in table.fields:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            remedy = f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
            raise table.wrong(key, f"unknown key '{key}'. {remedy}")
    places = [key for key in _PLACES if key in table.fields]
    if len(places) != 1:
        named = f"has {' and '.join(places)}" if places else "names nothing to read"
        raise table.wrong(places[1] if places else "source", f"a source {named}; give it one of {', '.join(_PLACES)}.")
    kind = SourceKind(places[0])
    rules = table.words("rules")
    language = table.words("language")
    if language and not _LANGUAGE.fullmatch(language):
        raise table.wrong("language", f'\'language\' wants a code such as "en" or "pt-BR", not {language!r}.')
    return ArticleSource(
        kind,
        _location(table, kind, folder),
        name=table.words("name") or "",
        publisher=table.words("publisher"),
        language=language,
        rules=_there(table, "rules", folder / rules) if rules else None,
        since=_day(table),
    )


def _location(table: _Table, kind: SourceKind, folder: Path) -> str:
    said = table.words(kind.value) or ""
    if kind in _MAY_BE_ADDRESS and is_address(said):
        if address(said) is None:
            raise table.wrong(kind.value, f"'{kind}' is {said!r}, no address of the web. Write https://…")
        return said
    if kind is SourceKind.URL:
        raise table.wrong(kind.value, f"'url' wants an address such as https://…, not {said!r}.")
    path = folder / Path(said).expanduser()
    if kind is SourceKind.FOLDER and path.exists() and not path.is_dir():
        raise table.wrong(kind.value, f"'folder' is {said!r}, a file. Name the folder, or the file as jsonl or urls.")
    if kind is not SourceKind.FOLDER and path.is_dir():
        raise table.wrong(kind.value, f"'{kind}' is {said!r}, a folder. Write folder = …")
    return str(_there(table, kind.value, path))


def _there(table: _Table, key: str, path: Path) -> Path:
    if not path.exists():
        raise table.wrong(key, f"'{key}': {written(path)} is not there. A path is taken from the folder of this file.")
    return path


def _day(table: _Table) -> date | None:
    value = table.fields.get("since")
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise table.wrong("since", f"'since' wants a day such as 2026-11-01, not {value!r}.") from None
    if value is not None and not isinstance(value, date):
        raise table.wrong("since", f"'since' wants a day such as 2026-11-01, not {value!r}.")
    return value.date() if isinstance(value, datetime) else value
