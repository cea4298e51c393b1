"""Bytes to Article: plain text, Markdown and HTML.

Invariant: the same bytes and the same overrides give the same Article, whose blocks are in
order, never overlap, and slice its text to whole words. Nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from factcheck.articles import dates, html, layout, markdown, text
from factcheck.articles.decoding import decode
from factcheck.articles.draft import Draft, Metadata
from factcheck.domain import Article, Block, BlockKind
from factcheck.errors import InputError
from factcheck.files import FileKind, explained, kind_of

__all__ = ["MAX_BYTES", "Format", "Metadata", "parse", "read"]

Format = Literal["text", "markdown", "html"]
MAX_BYTES = 50_000_000
_FORMATS: dict[FileKind, Format] = {FileKind.TEXT: "text", FileKind.MARKDOWN: "markdown", FileKind.HTML: "html"}
_DRAFT = {"text": text.draft, "markdown": markdown.draft, "html": html.draft}
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.{0,2000}?-->)\s*)*+<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b",
    re.I | re.S,
)
_MARKDOWN = re.compile(r"\s*(?:---\n(?:[^\n]*\n){1,60}?---\n\s*)?# \S")


def read(path: str | Path, *, given: Metadata | None = None, max_bytes: int = MAX_BYTES) -> Article:
    """The article in the file ``path``, its format told by its suffix or else by its first words.

    ``given`` overrides what the file says of itself. Raises InputError, naming the file and the
    remedy, if it is missing, a folder, unreadable, larger than ``max_bytes``, empty, binary, or
    holds no article text.
    """
    kind = kind_of(path)
    return parse(
        _bytes(Path(path), max_bytes), format=_FORMATS.get(kind) if kind else None, source=str(path), given=given
    )


def parse(
    data: bytes,
    *,
    format: Format | None = None,  # noqa: A002 - the word users know it by
    source: str | None = None,
    given: Metadata | None = None,
    max_bytes: int = MAX_BYTES,
) -> Article:
    """The article in ``data``. ``source`` names it in messages; None stands for standard input.

    Raises InputError as ``read`` does.
    """
    name = source or "standard input"
    if len(data) > max_bytes:
        raise _too_large(name, len(data), max_bytes)
    decoded = decode(data, name).text
    draft = _DRAFT[format or _sniffed(decoded)](decoded)
    if not draft.lines:
        raise InputError(
            f"{name}: no article text was found in it. If the page is built by scripts, "
            "open it in a browser, save or copy the text itself, and hand in that."
        )
    return _article(draft, given or Metadata(), source)


def _bytes(file: Path, max_bytes: int) -> bytes:
    with explained(file):
        if file.is_dir():
            raise InputError(f"{file}: a folder, not an article. Name the files in it.")
        if file.is_file() and (size := file.stat().st_size) > max_bytes:
            raise _too_large(str(file), size, max_bytes)
        with file.open("rb") as stream:  # one byte more than allowed: a pipe does not tell its size
            return stream.read(max_bytes + 1)


def _too_large(name: str, size: int, max_bytes: int) -> InputError:
    return InputError(
        f"{name}: {size:,} bytes or more, larger than the {max_bytes:,} allowed. "
        "Hand in the article alone, or raise max_bytes in the settings."
    )


def _sniffed(decoded: str) -> Format:
    if _HTML.match(decoded):
        return "html"
    return "markdown" if _MARKDOWN.match(decoded) else "text"


def _article(draft: Draft, given: Metadata, source: str | None) -> Article:
    blocks = layout.blocks(draft.text, draft.lines)
    published, published_from = _published(draft, blocks, given)
    said = replace(
        draft.metadata,
        title=_words(draft, blocks, BlockKind.TITLE) or draft.metadata.title,
        standfirst=_words(draft, blocks, BlockKind.STANDFIRST) or draft.metadata.standfirst,
        byline=_words(draft, blocks, BlockKind.BYLINE) or draft.metadata.byline,
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
    )


def _words(draft: Draft, blocks: tuple[Block, ...], kind: BlockKind) -> str | None:
    spans = (block.span for block in blocks if block.kind is kind)
    return next((" ".join(span.of(draft.text).split()).rstrip(" |") for span in spans), None)


def _published(draft: Draft, blocks: tuple[Block, ...], given: Metadata) -> tuple[date | None, str | None]:
    """The day of publication and where it was read, the most trustworthy place first."""
    if given.published:
        return given.published, "given"
    if draft.metadata.published:
        return draft.metadata.published, "metadata"
    for block in blocks:
        if block.kind in (BlockKind.DATELINE, BlockKind.BYLINE) and (found := dates.find(block.span.of(draft.text))):
            return found.day, "dateline"
    day = dates.in_addresses(draft.addresses)
    return (day, "image address") if day else (None, None)
