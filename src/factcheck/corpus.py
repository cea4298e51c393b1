"""Reference material: lines of JSON to documents, documents to passages.

Invariant: every word of a document lies in exactly one passage, and every passage is short
enough for the encoder to see whole. Nothing is silently cut.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from factcheck.domain import Document, Encoder, Span, with_title
from factcheck.errors import InputError
from factcheck.files import LONGEST_LINE, ItemError, Record, read_records
from factcheck.language.sentences import sentences

MANIFEST = "manifest.toml"
FIELDS = frozenset({"id", "text", "title", "publisher", "url", "published"})
_SHAPE = '{"id": …, "text": …}'
_PAGE = "p. "  # how the place of a page begins
_SPACE = re.compile(r"\s*")


# -- reading ----------------------------------------------------------------------------


def read_jsonl(path: Path, longest: int = LONGEST_LINE) -> Iterator[Document | ItemError]:
    """The documents of a JSONL file, with a ItemError in the place of each that cannot be used.

    Fields: ``id`` and ``text`` (needed), ``title``, ``publisher``, ``url``, ``published``
    (ISO 8601 date); any others are kept as they are. No two documents have one id. Raises
    InputError if the file itself cannot be read.
    """
    first_seen: dict[str, int] = {}

    def unique(record: Record) -> Document:
        document = _document(record)
        first = first_seen.setdefault(document.id, record.number)
        if first != record.number:
            raise ValueError(f"id '{document.id}' stands on line {first} already; ids must differ")
        return document

    return read_records(path, unique, _SHAPE, longest)


def _document(record: Record) -> Document:
    return Document(
        id=record.name("id").strip(),
        text=record.text("text"),
        title=record.maybe("title"),
        publisher=record.maybe("publisher"),
        url=record.maybe("url"),
        published=record.day("published"),
        extra={name: value for name, value in record.fields.items() if name not in FIELDS},
    )


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
    """Passages of ``document.text``: whole sentences, as even as they come within the window beside the title, none
    reaching into another page but by a sentence that does.

    Sentences longer than the window are divided between words, words longer than it (there
    are such strings) between word pieces.
    """
    text = document.text
    starts = [piece.start for piece in encoder.pieces(text)]
    # A title as long as the window is encoded window by window: it leaves the words half of one.
    room = max(encoder.window // 2, encoder.window - len(encoder.pieces(with_title(document.title, ""))))
    units = [part for sentence in sentences(text) for part in _parts(text, sentence, starts, room)]
    pages = [place.start for place in document.places if place.name.startswith(_PAGE)]
    by_page = groupby(units, lambda unit: bisect_right(pages, unit.start))
    return [passage for _, page in by_page for passage in _join(list(page), starts, room)]


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


def _join(units: Sequence[Span], starts: Sequence[int], room: int) -> list[Span]:
    passages: list[Span] = []
    sizes = [_count(starts, unit) for unit in units]
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
