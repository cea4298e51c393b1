"""Streams of articles: an object a line, of our own shape or ninjs, and files of JSON that hold several.

Invariant: one record is held at a time; a line that is no article is named with its place, and the rest go on.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, Any

from factcheck.articles.wire import is_ninjs
from factcheck.domain.flagging import SourceItem
from factcheck.errors import InputError
from factcheck.files import ItemError, Record, ShapeError, readable, records_in, regular, standard_input, written
from factcheck.flagging.sources.contents import MARKUP, NEWS, PLAIN, file_key, given_by, of_bytes, of_file, with_title
from factcheck.flagging.sources.model import STANDARD_INPUT, ArticleSource, Found, Means, unusable
from factcheck.report.plain import HALVES

SHAPE = '{"text": …} or {"html": …}, with "id", "title", "url", "publisher", "published", "language" if known, or ninjs'
_BOM = b"\xef\xbb\xbf"


def of_lines(path: Path, source: ArticleSource, means: Means) -> Iterator[Found]:
    """The articles of a file of JSON lines. Raises InputError if it cannot be read."""
    with regular(path) as stream:
        yield from _items(stream, written(path), file_key(path), source, means)


def of_list(path: Path, source: ArticleSource, means: Means) -> Iterator[Found]:
    """The articles of a file that holds a list of them as JSON. Raises InputError if it cannot be read."""
    content = of_file(path, means.max_bytes)
    with readable(content.name):
        values = json.loads(content.data)
    if not isinstance(values, list):
        raise InputError(f"{content.name}: no list of news items. Export it anew.")
    lines = b"\n".join(json.dumps(value).encode() for value in values)
    yield from _items(io.BytesIO(lines), content.name, file_key(path), source, means, unit="item")


def of_standard_input(source: ArticleSource, means: Means) -> Iterator[Found]:
    """The articles that stand on standard input: a stream of objects if it begins with a brace, else one article.

    Raises InputError if it is closed.
    """
    stream = standard_input()
    before, first = b"", stream.readline(means.max_bytes + 1)
    while first and not first.removeprefix(_BOM).strip():
        before, first = before + b"\n", stream.readline(means.max_bytes + 1)
    if not first.removeprefix(_BOM).lstrip().startswith(b"{"):
        yield _whole(first + stream.read(max(0, means.max_bytes + 1 - len(first))), source, None)
    elif _is_json(first):
        yield from _items(_PutBack(before + first, stream), STANDARD_INPUT, "-", source, means)
    else:  # one object over many lines, or a first line that is broken
        data = first + stream.read(max(0, means.max_bytes + 1 - len(first)))
        if _is_json(data):
            yield _whole(data, source, NEWS)
        else:
            yield from _items(_PutBack(before + data, stream), STANDARD_INPUT, "-", source, means)


def _whole(data: bytes, source: ArticleSource, media_type: str | None) -> SourceItem:
    content = of_bytes(data, STANDARD_INPUT, media_type)
    return SourceItem(
        f"-#{content.sha256[:16]}", source.title, STANDARD_INPUT, lambda: content, given_by(source), source.language
    )


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.removeprefix(_BOM))
    except (ValueError, RecursionError):
        return False
    return True


class _PutBack(io.RawIOBase):
    """A stream whose beginning was read already, and is read again."""

    def __init__(self, begin: bytes, stream: IO[bytes]) -> None:
        self._begin, self._stream = io.BytesIO(begin), stream

    def readline(self, size: int | None = -1, /) -> bytes:
        limit = -1 if size is None else size
        line = self._begin.readline(limit)
        if line.endswith(b"\n") or len(line) == limit:
            return line
        return line + self._stream.readline(limit - len(line) if limit >= 0 else -1)


def _items(
    stream: IO[bytes] | io.RawIOBase, name: str, key: str, source: ArticleSource, means: Means, unit: str = "line"
) -> Iterator[Found]:
    """The articles of the lines of ``stream``. What is known by one id is one item, unless its words are others."""
    known: dict[bytes, str | None] = {}  # item → its words, both as short as they can be: a stream may be long
    make = partial(_item, key=key, source=source, unit=unit)
    for found in records_in(stream, name, make, SHAPE, means.max_bytes):  # type: ignore[arg-type]
        if isinstance(found, ItemError):
            yield unusable(source, _place(found.place, unit), f"{found.problem}.")
            continue
        short = hashlib.blake2b(found.key.encode(), digest_size=12).digest()
        is_other = known.setdefault(short, found.stamp) != found.stamp  # a version of it in the same stream
        yield replace(found, key=f"{found.key}~{found.stamp}") if is_other else found


def _place(place: str, unit: str) -> str:
    """ "wire.jsonl, line 17", or item 17 of a list."""
    begin, _, number = place.rpartition(", line ")
    return f"{begin}, {unit} {number}"


def _item(record: Record, *, key: str, source: ArticleSource, unit: str) -> SourceItem:
    fields, said = record.fields, dict[str, Any]()
    stamp = hashlib.sha256(_storable(fields).encode()).hexdigest()[:16]
    if is_ninjs(fields):
        data, media_type = json.dumps(fields).encode(), NEWS
        known_by = _id(fields, "uri", "guid", "id") or stamp
    else:
        data, media_type = _words(record)
        said = _said(record)
        known_by = _id(fields, "id", "doc_id", "url") or stamp
    place = _place(record.place, unit)
    return SourceItem(
        key=f"{key}#{known_by}",
        source=source.title,
        place=place,
        read=lambda: of_bytes(data, place, media_type),
        said={**said, **given_by(source)},
        language=record.maybe("language") or source.language,
        stamp=stamp,
    )


def _storable(fields: Mapping[str, Any]) -> str:
    """The record as text, its fields in order. Raises ValueError for what no database keeps."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    if "\\u0000" in text:
        raise ValueError("it holds a NUL character; take it out")
    if HALVES.search(text):
        raise ValueError("it holds half a surrogate pair; take it out, or write both halves")
    return text


def _id(fields: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that is a text or a number."""
    values = (fields.get(name) for name in names)
    found = (value for value in values if isinstance(value, str | int) and not isinstance(value, bool))
    return next((written(str(value)) for value in found if str(value).strip()), None)


def _words(record: Record) -> tuple[bytes, str]:
    text, markup = record.maybe("text"), record.maybe("html")
    if text and text.strip():
        return with_title(text, record.maybe("title") or "", PLAIN), PLAIN
    if markup and markup.strip():
        return with_title(markup, record.maybe("title") or "", MARKUP), MARKUP
    raise ShapeError('neither "text" nor "html"')


def _said(record: Record) -> dict[str, Any]:
    said: dict[str, str | date | None] = {name: record.maybe(name) for name in ("title", "publisher", "url")}
    said["published"] = record.day("published")
    return {name: value for name, value in said.items() if value}
