"""The lines at the foot of an article that say who wrote it.

Invariant: only the last paragraph can be one, and only where something else says so: the byline, an address behind it,
or a journalist's trade of somebody whom the article has not named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.domain import Block, BlockKind
from factcheck.language.sentences import sentences

_TRADE = (
    r"(?:chief|editor|reporter|correspondent|writer|columnist|contributor|journalist|critic|photographer|blogger"
    r"|freelancer?|producer|author|intern|fellow|host)s?"
)
_NAME = r"(?P<name>[A-Z][\w.'’-]+(?: (?:[a-z]{2,3} )?[A-Z][\w.'’-]+){1,3})"
_BIO = re.compile(
    rf"{_NAME},? (?:is (?:an?|the|[A-Z][\w .]+['’]s?|our|\w+ing)\b|(?:covers|writes|reports|blogs|lives|works|teaches) "
    rf"|(?:is|was) .*\b{_TRADE}\b)"
)
_GOES_ON = re.compile(r"(?:He|She|They|His|Her|Their)\b")
_AT_WORK = re.compile(
    rf"\b{_TRADE}\b|\b(?:covers|writes|reports|blogs)\s(?:about|for|on|from|\w+ing|\w+s?\s(?:and|for|at|in))\b"
)
_PAST = re.compile(r"\b(?:was|were|had)\b")
_BEHIND = frozenset({BlockKind.CAPTION, BlockKind.CREDIT, BlockKind.OTHER})


def without_bio(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """``blocks`` with what the last paragraph says of its author set aside."""
    foot = len(blocks)
    while foot and blocks[foot - 1].kind in _BEHIND:
        foot -= 1
    if not foot or not _is_bio(text, blocks, foot - 1):
        return tuple(blocks)
    return (*blocks[: foot - 1], Block(BlockKind.OTHER, blocks[foot - 1].span), *blocks[foot:])


def _is_bio(text: str, blocks: Sequence[Block], at: int) -> bool:
    kind, span = blocks[at]
    first, *others = sentences(text.replace("\n", " "), span)
    bio = _BIO.match(text, *first)
    if kind is not BlockKind.PARAGRAPH or bio is None or not all(_GOES_ON.match(text, *other) for other in others):
        return False
    bylines = " ".join(block.span.of(text) for block in blocks if block.kind is BlockKind.BYLINE)
    is_reached = at + 1 < len(blocks) and "\n" not in text[span.end : blocks[at + 1].span.start]
    is_new = bio["name"].split()[-1] not in text[: span.start]
    works = _AT_WORK.search(text, *span) is not None and not _PAST.search(text, *span)
    return is_reached or bio["name"].casefold() in bylines.casefold() or (is_new and works)
