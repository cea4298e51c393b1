"""Reference material: lines of JSON to documents, documents to passages.

Invariant: every word of a document lies in exactly one passage, and every passage is short
enough for the encoder to see whole. Nothing is silently cut.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from factcheck.domain import Document, Encoder, Span, with_title
from factcheck.errors import InputError
from factcheck.language.sentences import sentences

MANIFEST = "manifest.toml"
FIELDS = frozenset({"id", "text", "title", "publisher", "url", "published"})
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a corpus that could not be used, and why."""

    number: int
    problem: str


# -- reading ----------------------------------------------------------------------------


def read_jsonl(path: Path) -> Iterator[Document | BadLine]:
    """The documents of a JSONL file, with a BadLine in the place of each that cannot be used.

    Fields: ``id`` and ``text`` (needed), ``title``, ``publisher``, ``url``, ``published``
    (ISO 8601 date); any others are kept as they are. Raises InputError if the file itself
    cannot be read.
    """
    try:
        with path.open("rb") as file:
            first_seen: dict[str, int] = {}
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _parse(line, number, first_seen)
    except OSError as problem:
        raise InputError(f"{path}: cannot be read ({problem.strerror}).") from problem


def _parse(line: bytes, number: int, first_seen: dict[str, int]) -> Document | BadLine:
    try:
        document = _document(json.loads(line.decode("utf-8-sig")))
    except UnicodeDecodeError as problem:
        return BadLine(number, f"not UTF-8 at byte {problem.start} of the line; save the file as UTF-8")
    except RecursionError:
        return BadLine(number, "not usable JSON: nested too deep")
    except json.JSONDecodeError as problem:
        return BadLine(number, f"not valid JSON: {problem.msg} at column {problem.colno}")
    except ValueError as problem:
        return BadLine(number, str(problem))
    if document.id in first_seen:
        return BadLine(number, f"id '{document.id}' stands on line {first_seen[document.id]} already; ids must differ")
    first_seen[document.id] = number
    return document


def _document(fields: object) -> Document:
    if not isinstance(fields, dict):
        raise ValueError('not a JSON object; write {"id": …, "text": …}')
    known = {name: _text_field(fields, name) for name in FIELDS - {"published"}}
    for name in ("id", "text"):
        if not (known[name] or "").strip():
            raise ValueError(f'no "{name}"; every document needs one')
    extra = {name: value for name, value in fields.items() if name not in FIELDS}
    return Document(
        id=str(known["id"]).strip(),
        text=str(known["text"]),
        title=known["title"],
        publisher=known["publisher"],
        url=known["url"],
        published=_date(fields.get("published")),
        extra=extra,
    )


def _text_field(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f'"{name}" is not a string')
    if "\0" in value:
        raise ValueError(f'"{name}" holds a NUL character')
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f'"{name}" holds half a surrogate pair') from None
    return value


def _date(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise ValueError(f'"published" is {value!r}; write a date such as 2025-11-01, or null') from None


# -- reference sets -----------------------------------------------------------------------


def shipped() -> Path:
    """The folder of the reference sets that come with factcheck."""
    package = Path(__file__).parent
    inside = package / "corpora"
    return inside if inside.is_dir() else package.parents[1] / "corpora"


def documents_of(folder: Path) -> Path | None:
    """The JSONL file of a reference set, or None if ``folder`` has no manifest and so is none.

    Raises InputError if the manifest cannot be read or its file is not the one it describes.
    """
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return None
    try:
        said = tomllib.loads(manifest.read_text(encoding="utf-8"))
        file = folder / str(said["documents"])
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError) as problem:
        raise InputError(
            f"{manifest}: no usable manifest ({problem}). corpora/README.md says what it holds."
        ) from problem
    if found != said.get("sha256"):
        raise InputError(f"{file}: not the file that {manifest} describes (its SHA-256 is {found}). Get the set anew.")
    return file


# -- splitting --------------------------------------------------------------------------


def split(document: Document, encoder: Encoder) -> list[Span]:
    """Passages of ``document.text``: whole sentences, as even as they come within the window beside the title.

    Sentences longer than the window are divided between words, words longer than it (there
    are such strings) between word pieces.
    """
    text = document.text
    starts = [piece.start for piece in encoder.pieces(text)]
    # A title as long as the window is encoded window by window: it leaves the words half of one.
    room = max(encoder.window // 2, encoder.window - len(encoder.pieces(with_title(document.title, ""))))
    units = [part for sentence in sentences(text) for part in _parts(text, sentence, starts, room)]
    return _join(units, [_count(starts, unit) for unit in units], room)


def _count(starts: Sequence[int], span: Span) -> int:
    return bisect_left(starts, span.end) - bisect_left(starts, span.start)


def _parts(text: str, sentence: Span, starts: Sequence[int], room: int) -> Iterator[Span]:
    start = sentence.start
    while _count(starts, Span(start, sentence.end)) > room:
        limit = starts[bisect_left(starts, start) + room]
        space = text.rfind(" ", start + 1, limit + 1)
        end = space if space > start and text[start:space].strip() else limit
        yield Span(start, end)
        start = _SPACE.match(text, end, sentence.end).end()  # type: ignore[union-attr]  # it matches nothing, too
    if start < sentence.end:
        yield Span(start, sentence.end)


def _join(units: Sequence[Span], sizes: Sequence[int], room: int) -> list[Span]:
    passages: list[Span] = []
    filled = 0
    total = sum(sizes)
    # Even passages carry better vectors than full ones followed by a crumb.
    aim = total / -(-total // room) if total else 0
    for unit, size in zip(units, sizes, strict=True):
        if passages and filled + size <= room and filled + size / 2 <= aim:
            passages[-1] = Span(passages[-1].start, unit.end)
            filled += size
        else:
            passages.append(unit)
            filled = size
    return passages
