"""The article at a glance: its text as a string of lines, each claim a bead in its place.

Invariant: beads stand in text order and never overlap, and each is large enough to be hit with a finger on the
narrowest screen; what they lie between is as long as its text only as far as that leaves room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from factcheck.domain import BlockKind, Span
from factcheck.report.marking import all_text
from factcheck.report.model import ArticleReport, ClaimReport

WIDTH = 296  # of a row, in pixels: what a window of 360 leaves beside margins and a scroll bar
HEIGHT = 27  # of a bead
LEAST = 28  # width of a bead, which must be hit
_DIGIT, _SIGN = 7, 12  # width of a digit of its number, and of its sign with what stands around
_GAP = 3  # between two beads, and two rows
_PARAGRAPH = 7  # between two paragraphs
_ROWS = 4  # that a text of usual length takes
_LARGEST = 0.6  # pixels for a letter, however short the text


class FigurePart(NamedTuple):
    """A stretch of the text in the figure, in pixels. ``item`` is the claim it belongs to; None: text between."""

    left: int
    top: int
    width: int
    item: ClaimReport | None

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


class Glance(NamedTuple):
    """The whole figure: its size in pixels, its stretches in text order, and how many paragraphs it is of."""

    width: int
    height: int
    stretches: tuple[FigurePart, ...]
    paragraphs: int


def glance(report: ArticleReport) -> Glance:
    """The figure of an article and its claims; what is no part of the story is in it only where a claim begins."""
    placed = sorted((item for item in report.claims if item.claim.spans), key=lambda item: item.claim.spans[0].start)
    shown = [
        (block.span, items)
        for block in all_text(report.article)
        if (items := [item for item in placed if block.span.start <= item.claim.spans[0].start < block.span.end])
        or block.kind is not BlockKind.OTHER
    ]
    scale = min(_LARGEST, WIDTH * _ROWS / max(1, sum(span.end - span.start for span, _ in shown)))
    string = _String()
    for span, items in shown:
        string.skip(_PARAGRAPH)
        for letters, item in _cut(span, items):
            if item is None:
                string.text(round(letters * scale))
            else:
                string.bead(round(letters * scale), item)
    height = max((stretch.top for stretch in string.laid), default=0) + HEIGHT
    return Glance(WIDTH, height, tuple(string.laid), len(shown))


def _cut(block: Span, items: Iterable[ClaimReport]) -> Iterator[tuple[int, ClaimReport | None]]:
    """The lengths of a block's stretches with their claims; of claims within each other, each for itself."""
    at = block.start
    for item in items:
        start, end = item.claim.spans[0].start, min(item.claim.spans[0].end, block.end)
        yield max(0, start - at), None
        yield max(0, end - start), item
        at = max(at, end)
    yield max(0, block.end - at), None


class _String:
    """Stretches laid one behind the other, row below row."""

    def __init__(self) -> None:
        self.left = self.top = 0
        self.laid: list[FigurePart] = []

    def skip(self, width: int) -> None:
        self.left += width if self.left else 0

    def text(self, width: int) -> None:
        """A line of text, broken where a row ends."""
        while width > 0:
            taken = min(width, WIDTH - self.left)
            if taken > 0:
                self._lay(taken, None)
            width -= max(0, taken)
            if self.left >= WIDTH:
                self._row()

    def bead(self, width: int, item: ClaimReport) -> None:
        """A claim, never broken."""
        width = min(WIDTH, max(LEAST, width, _DIGIT * len(str(item.number)) + _SIGN))
        if self.left + width > WIDTH:
            self._row()
        self._lay(width, item)
        self.left += _GAP

    def _lay(self, width: int, item: ClaimReport | None) -> None:
        self.laid.append(FigurePart(self.left, self.top, width, item))
        self.left += width

    def _row(self) -> None:
        self.left, self.top = 0, self.top + HEIGHT + _GAP
