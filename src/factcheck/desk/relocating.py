"""Where words of an earlier draft stand in a new one.

Invariant: words are found where they are the same as they look (see ``finding``), or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.desk import extents, finding
from factcheck.domain import Article, BlockKind, Claim, Span


def relocated(spans: Sequence[Span], before: str, after: str, near: int | None = None) -> tuple[Span, ...] | None:
    """Where the words of ``spans`` of one text stand in another, each behind the one before it; None if they do not.

    Of several places the one nearest to ``near`` counts, or else to where they stood.
    """
    found: list[Span] = []
    for span in spans:
        wanted = found[-1].end if found else span.start if near is None else near
        least = found[-1].end if found else 0
        places = [place for place in finding.places(after, span.of(before).strip()) if place.start >= least]
        if not places:
            return None
        found.append(min(places, key=lambda place: (abs(place.start - wanted), place.start)))
    return tuple(found)


def moved(claim: Claim, article: Article, spans: Sequence[Span]) -> Claim:
    """A claim as one of another article, at ``spans`` of it."""
    block = next((kind for kind, place in article.blocks if place.contains(spans[0])), BlockKind.PARAGRAPH)
    return replace(
        claim,
        article_id=article.id,
        text=extents.words_at(article, spans),
        spans=tuple(spans),
        block=block,
        restates=None,
        also=(),
        first_known="",
    )


def span(place: Sequence[int]) -> Span:
    """A place as the log has it."""
    return Span(*place)
