"""What the name of a paragraph style says its paragraphs are.

Invariant: only names that office programs give, in English, say anything.
"""

from __future__ import annotations

import re

from factcheck.domain import BlockKind

_HINTS = (
    (re.compile(r"title|headline"), BlockKind.TITLE),
    (re.compile(r"subtitle|standfirst|deck"), BlockKind.STANDFIRST),
    (re.compile(r"byline|author"), BlockKind.BYLINE),
    (re.compile(r"heading ?\d*"), BlockKind.HEADING),
    (re.compile(r"(?:intense |block )?quot(?:e|ations?)|block text"), BlockKind.BLOCK_QUOTE),
    (re.compile(r"caption|illustration|figure|drawing|table"), BlockKind.CAPTION),
    (re.compile(r"list(?: .*)?|numbering \d.*"), BlockKind.LIST_ITEM),
    (
        re.compile(r"(?:toc|contents|table of figures|index)(?: .*)?|footnote(?: text)?|endnote(?: text)?"),
        BlockKind.OTHER,
    ),
)


def hint_of(name: str) -> BlockKind | None:
    """The kind of block that a style of this name is for: "heading 2", "Quotations", "List Bullet"."""
    low = name.lower().replace("_20_", " ").replace("_", " ").strip()
    return next((kind for pattern, kind in _HINTS if pattern.fullmatch(low)), None)
