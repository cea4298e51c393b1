"""The article being checked, and what each stretch of it is.

Invariant: an article never changes once stored; blocks are in order and never overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from factcheck.domain.text import Place, Span, fingerprint


class BlockKind(StrEnum):
    """What a stretch of an article is. Only TITLE, STANDFIRST and the body kinds make claims."""

    SECTION = "section"  # the name of the page or desk: "Security", "Opinion"
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"  # a line that only says when (and where) it was published
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    BLOCK_QUOTE = "block-quote"
    QUESTION = "question"  # what an interviewer asks
    ROW = "row"  # of a table, its headings written beside its values
    CAPTION = "caption"
    CREDIT = "credit"
    OTHER = "other"  # markup, navigation, "read more" lines


BODY_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCK_QUOTE})


class Block(NamedTuple):
    """One stretch of an article and what it is. Blocks are in order and never overlap."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """The text being checked, never changed once stored.

    ``text`` is the decoded source with line ends normalised to ``\\n`` (for HTML, the
    extracted text). ``published_from`` and ``publisher_from`` say where these were read ("given", "metadata",
    "dateline", "image address"), because a guessed date must be visible as one. ``places`` are pages, times or rows,
    where the source has them; ``notices`` say what a person should know of how it was read.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_from: str | None = None
    url: str | None = None
    source: str | None = None  # file name as given, or None for standard input
    publisher_from: str | None = None
    places: tuple[Place, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        return _fingerprint(self.text)

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the text's SHA-256."""
        return self.sha256[:16]

    @property
    def flow(self) -> str:
        """``text`` with its line breaks made spaces, for reading within a block: some texts are
        wrapped by hand. A space is as long as a line feed, so offsets hold."""
        return _flow(self.text)

    def of_kind(self, *kinds: BlockKind) -> tuple[Span, ...]:
        return tuple(block.span for block in self.blocks if block.kind in kinds)


# Of the text at hand, which may be long and is asked for every claim.
@lru_cache(maxsize=2)
def _fingerprint(text: str) -> str:
    return fingerprint(text)


@lru_cache(maxsize=2)
def _flow(text: str) -> str:
    return text.replace("\n", " ")
