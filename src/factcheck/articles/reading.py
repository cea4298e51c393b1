"""Bytes to Article: which reader a file gets, and what its lines are.

Invariant: the same bytes and the same overrides give the same Article, whose blocks are in
order, never overlap, and slice its text to whole words. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from factcheck.articles import confined, dates, layout, mail, markdown, pages, subtitles, tables, text, wire
from factcheck.articles.decoding import decode
from factcheck.articles.draft import Draft, Metadata
from factcheck.articles.magic import told_by
from factcheck.domain import Article, Block, BlockKind, Span
from factcheck.domain.text import place_of
from factcheck.errors import InputError, TooLargeError
from factcheck.files import FileKind, ShapeError, check_no_pipe, explained, kind_of, readable, written

Format = Literal[
    "text", "markdown", "html", "pdf", "docx", "opendocument", "xlsx", "csv", "subtitles", "mail", "ninjs", "newsml"
]
MAX_BYTES = 50_000_000
# Each reader, by the kind of file: of a decoded text, or of the bytes with the name to call them in messages.
_OF_TEXT: dict[FileKind, Callable[[str], Draft]] = {
    FileKind.TEXT: text.draft,
    FileKind.MARKDOWN: markdown.draft,
    FileKind.HTML: pages.draft,
    FileKind.SUBTITLES: subtitles.draft,
    FileKind.CSV: tables.draft,
}
_CONFINED = (FileKind.PDF, FileKind.WORD, FileKind.OPEN_DOCUMENT, FileKind.EXCEL)
_OF_BYTES: dict[FileKind, Callable[[bytes, str], Draft]] = {
    FileKind.MAIL: mail.draft,
    FileKind.NINJS: wire.ninjs,
    FileKind.JSON: wire.ninjs,
    FileKind.NEWSML: wire.newsml,
    **{kind: partial(confined.read, kind=kind) for kind in _CONFINED},
}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.{0,2000}?-->)\s*)*+<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b",
    re.I | re.S,
)
_MARKDOWN = re.compile(r"\s*(?:---\n(?:[^\n]*\n){1,60}?---\n\s*)?# \S")


class Printed(NamedTuple):
    """Words of a source in its order: what they are, None if they are no part of the article, by which rule, and where
    they stand: "p. 3".
    """

    kind: BlockKind | None
    words: str
    why: str
    place: str | None = None


class Inspected(NamedTuple):
    """An article, and all that its source prints, with what was made of it."""

    article: Article
    stretches: tuple[Printed, ...]


def read(
    path: str | Path, *, given: Metadata | None = None, max_bytes: int = MAX_BYTES, encoding: str | None = None
) -> Article:
    """The article in the file ``path``, its format told by its suffix or else by its first words.

    ``given`` overrides what the file says of itself, ``encoding`` what it is written in. Raises InputError, naming the
    file and the remedy, if it is missing, a folder, unreadable, larger than ``max_bytes``, empty, binary, or
    holds no article text.
    """
    return inspect(path, given=given, max_bytes=max_bytes, encoding=encoding).article


def inspect(
    source: str | Path | bytes,
    *,
    format: Format | None = None,  # noqa: A002 - the word users know it by
    name: str | None = None,
    given: Metadata | None = None,
    max_bytes: int = MAX_BYTES,
    encoding: str | None = None,
    kind: FileKind | None = None,
    charset: str | None = None,
) -> Inspected:
    """As ``read``, with what became of everything that the file prints. Bytes are in ``format`` and called ``name``;
    without one they are those of standard input. ``kind`` is what their name promises, ``charset`` what a server says
    that they are written in."""
    if isinstance(source, bytes):
        kind = FileKind(format) if format else kind
        return _inspected(_drafted(source, kind, name or "standard input", max_bytes, encoding, charset), given, name)
    data = _bytes(Path(source), max_bytes)
    called = written(source)
    return _inspected(_drafted(data, kind_of(source), called, max_bytes, encoding), given, called)


def parse(
    data: bytes,
    *,
    format: Format | None = None,  # noqa: A002 - the word users know it by
    source: str | None = None,
    given: Metadata | None = None,
    max_bytes: int = MAX_BYTES,
    encoding: str | None = None,
    kind: FileKind | None = None,
) -> Article:
    """The article in ``data``. ``source`` names it in messages; None stands for standard input. ``format`` says what it
    is, ``kind`` what its name promises.

    Raises InputError as ``read`` does.
    """
    kind = FileKind(format) if format else kind
    return _inspected(_drafted(data, kind, source or "standard input", max_bytes, encoding), given, source).article


def holds_ninjs(path: str | Path, max_bytes: int = MAX_BYTES) -> bool:
    """Whether a file of JSON is a news item, and no ClaimReview. Raises InputError if it cannot be read."""
    return wire.holds_ninjs(_bytes(Path(path), max_bytes))


def _drafted(
    data: bytes,
    kind: FileKind | None,
    name: str,
    max_bytes: int,
    encoding: str | None,
    charset: str | None = None,
) -> Draft:
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    kind = told_by(data) or kind
    with readable(name):
        draft = _OF_BYTES[kind](data, name) if kind in _OF_BYTES else _of_text(data, kind, name, encoding, charset)
    if not draft.lines:
        if kind in _OF_BYTES:
            raise InputError(
                f"{name}: no text was found in it, only pictures or nothing. Hand in a file with the words."
            )
        seen = f" ({'; '.join(draft.notices)})" if draft.notices else ""
        raise InputError(
            f"{name}: no article text was found in it{seen}. If the page is built by scripts, "
            "open it in a browser, save or copy the text itself, and hand in that."
        )
    return draft


def _of_text(data: bytes, kind: FileKind | None, name: str, encoding: str | None, charset: str | None) -> Draft:
    decoded = decode(data, name, encoding, charset)
    try:
        draft = _OF_TEXT.get(kind or _sniffed(decoded.text), text.draft)(decoded.text)
    except ShapeError as problem:
        raise InputError(f"{name}: {problem}.") from problem
    return replace(draft, notices=(*decoded.notices, *draft.notices))


def _bytes(file: Path, max_bytes: int) -> bytes:
    with explained(file):
        if file.is_dir():
            raise InputError(f"{written(file)}: a folder, not an article. Name the files in it.")
        if file.is_file() and (size := file.stat().st_size) > max_bytes:
            raise _too_large(written(file), size, max_bytes)
        check_no_pipe(file)
        with file.open("rb") as stream:  # one byte more than allowed: a pipe does not tell its size
            return stream.read(max_bytes + 1)


def _too_large(name: str, size: int, max_bytes: int) -> TooLargeError:
    return TooLargeError(
        f"{name}: {size:,} bytes or more, larger than the {max_bytes:,} allowed. "
        "Hand in the article alone, or raise max_bytes in the settings."
    )


def _sniffed(decoded: str) -> FileKind:
    if _HTML.match(decoded):
        return FileKind.HTML
    return FileKind.MARKDOWN if _MARKDOWN.match(decoded) else FileKind.TEXT


def _inspected(draft: Draft, given: Metadata | None, source: str | None) -> Inspected:
    blocks = layout.blocks(draft.text, draft.lines)
    return Inspected(_article(draft, blocks, given or Metadata(), source), _stretches(draft, blocks))


def _stretches(draft: Draft, blocks: tuple[Block, ...]) -> tuple[Printed, ...]:
    """The blocks with what was dropped among them, each with the rule of its line."""
    why = {at: line.why for line in draft.lines for at in (line.span.start,) if line.why}
    kept = [
        (
            (at := block.span.start),
            1,
            Printed(block.kind, block.span.of(draft.text), why.get(at, ""), place_of(draft.places, block.span)),
        )
        for block in blocks
    ]
    gone = [
        (one.at, 0, Printed(None, one.words, one.why, place_of(draft.places, Span(one.at, one.at))))
        for one in draft.dropped
    ]
    return tuple(stretch for *_, stretch in sorted([*kept, *gone], key=lambda one: one[:2]))


def _article(draft: Draft, blocks: tuple[Block, ...], given: Metadata, source: str | None) -> Article:
    published, published_from = _published(draft, blocks, given)
    said = replace(
        draft.metadata,
        title=_words(draft, blocks, BlockKind.TITLE) or draft.metadata.title,
        standfirst=_words(draft, blocks, BlockKind.STANDFIRST) or draft.metadata.standfirst,
        byline=draft.metadata.byline or _words(draft, blocks, BlockKind.BYLINE),
    )
    return Article(
        text=draft.text,
        blocks=blocks,
        title=given.title or said.title,
        standfirst=given.standfirst or said.standfirst,
        byline=given.byline or said.byline,
        publisher=given.publisher or said.publisher,
        published=published,
        published_from=published_from,
        url=given.url or said.url,
        source=source,
        publisher_from="given" if given.publisher else said.publisher_from or ("metadata" if said.publisher else None),
        places=draft.places,
        notices=draft.notices,
    )


def _words(draft: Draft, blocks: tuple[Block, ...], kind: BlockKind) -> str | None:
    spans = (block.span for block in blocks if block.kind is kind)
    return next((" ".join(span.of(draft.text).split()).rstrip(" |") for span in spans), None)


def _published(draft: Draft, blocks: tuple[Block, ...], given: Metadata) -> tuple[date | None, str | None]:
    """The day of publication and where it was read, the most trustworthy place first."""
    if given.published:
        return given.published, "given"
    if draft.metadata.published:
        return draft.metadata.published, draft.metadata.published_from or "metadata"
    for block in blocks:
        if block.kind in (BlockKind.DATELINE, BlockKind.BYLINE) and (day := dates.published(block.span.of(draft.text))):
            return day, "dateline"
    if draft.metadata.url and (day := dates.in_address(draft.metadata.url)):
        return day, "address"
    day = dates.in_addresses(draft.addresses)
    return (day, "image address") if day else (None, None)
