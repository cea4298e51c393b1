"""Where words of an earlier draft stand in a new one.

Invariant: words are found where they are the same but for white space and the kind of marks and dashes, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from factcheck.domain import Article, BlockKind, Claim, Span

_WHITE = re.compile(r"\s+")
_QUOTE, _DASH = "\"“”„‟«»‹›`´'’‘‚‛", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


def relocated(spans: Sequence[Span], before: str, after: str, near: int | None = None) -> tuple[Span, ...] | None:
    """Where the words of ``spans`` of one text stand in another, each behind the one before it; None if they do not.

    Of several places the one nearest to ``near`` counts, or else to where they stood.
    """
    found: list[Span] = []
    for span in spans:
        pattern = _pattern(span.of(before))
        wanted = found[-1].end if found else span.start if near is None else near
        places = [Span(*match.span()) for match in pattern.finditer(after, found[-1].end if found else 0)]
        if not places:
            return None
        found.append(min(places, key=lambda place: (abs(place.start - wanted), place.start)))
    return tuple(found)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join("".join(map(_letter, word)) for word in _WHITE.split(words.strip())))


def _letter(char: str) -> str:
    for kind in (_QUOTE, _DASH):
        if char in kind:
            return f"[{re.escape(kind)}]"
    return re.escape(char)


def moved(claim: Claim, article: Article, spans: Sequence[Span]) -> Claim:
    """A claim as one of another article, at ``spans`` of it."""
    block = next((kind for kind, place in article.blocks if place.contains(spans[0])), BlockKind.PARAGRAPH)
    words = " ".join(span.of(article.text) for span in spans)
    return replace(
        claim,
        article_id=article.id,
        text=words,
        spans=tuple(spans),
        block=block,
        restates=None,
        also=(),
        first_known="",
    )


def span(place: Sequence[int]) -> Span:
    """A place as the log has it."""
    return Span(*place)
