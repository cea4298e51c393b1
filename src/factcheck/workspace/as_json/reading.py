"""How a file was read: what it says of itself, and every block with the rule that decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.articles import Inspected


def facts(inspected: Inspected) -> Iterator[tuple[str, str | None, str | None]]:
    """What the file says of itself: its name, its value, and where it was read where that is known."""
    article = inspected.article
    yield "title", article.title, None
    yield "byline", article.byline, None
    yield "publisher", article.publisher, article.publisher_from
    yield "published", article.published.isoformat() if article.published else None, article.published_from
    yield "address", article.url, None


def inspected_as_dict(inspected: Inspected) -> dict[str, Any]:
    """What a file says of itself, and its blocks."""
    said = {name: {"value": value, "from": place} for name, value, place in facts(inspected)}
    blocks = [
        {
            "kind": stretch.kind,
            "words": stretch.words,
            "why": stretch.why or None,
            "place": stretch.place,
            "left_out": stretch.kind is None,
        }
        for stretch in inspected.stretches
    ]
    return {**said, "notices": list(inspected.article.notices), "blocks": blocks}
