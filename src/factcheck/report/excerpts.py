"""Short stretches of passages, for pages that cannot show them whole.

Invariant: the deciding words are never cut; what is left out is marked by an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from factcheck.domain import Evidence, Span

CONTEXT = 140  # code points kept on either side of the deciding words
OPENING = 280  # of a passage in which nothing decided


class Excerpt(NamedTuple):
    """The deciding words and their surroundings; ``exact`` is "" if none decided."""

    before: str
    exact: str
    after: str


def excerpt(evidence: Evidence) -> Excerpt:
    """The sentence that decided the stance with some words around it, or else the passage's beginning."""
    text, exact = evidence.passage.text, evidence.judgement.exact
    if exact is None or not exact.of(text).strip():
        return Excerpt("", "", _cut_end(text, OPENING))
    return Excerpt(_cut_start(text[: exact.start], CONTEXT), exact.of(text), _cut_end(text[exact.end :], CONTEXT))


class Highlight(NamedTuple):
    """Words of a text, and whether they are a figure that was compared."""

    words: str
    figure: bool


def with_figures(text: str, figures: Iterable[Span], within: Span | None = None) -> list[Highlight]:
    """``text``, or the part ``within``, cut at the edges of its figures. Put together, the stretches are that part."""
    start, end = within or Span(0, len(text))
    stretches = []
    for figure in sorted(set(figures)):
        if start <= figure.start and figure.end <= end:
            stretches += [Highlight(text[start : figure.start], False), Highlight(figure.of(text), True)]
            start = figure.end
    return [stretch for stretch in (*stretches, Highlight(text[start:end], False)) if stretch.words]


def whole(evidence: Evidence) -> Excerpt:
    """The same parts with nothing left out."""
    text = evidence.passage.text
    exact = evidence.judgement.exact or Span(0, 0)
    return Excerpt(text[: exact.start], exact.of(text), text[exact.end :])


def _cut_end(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[:room]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept}…"


def _cut_start(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    kept = text[-room:]
    return f"…{kept[kept.find(' ') + 1 :]}"
