"""Documents that may hold a quotation, read into words once and looked through many times.

Invariant: every place where exactly the words stand is found, however long the document; for
anything less, a long document is looked at only where the rarest of the words come together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from factcheck.domain import Document, Span
from factcheck.wording.aligning import BORDER, weight
from factcheck.wording.labels import said_again, turns
from factcheck.wording.speaking import Spoken
from factcheck.wording.subtitles import spoken
from factcheck.wording.tokens import Words, read

_WHOLE = 3_000  # words: a document no longer than this is compared as a whole
_MOST_WINDOWS = 12
_COMMON = 2_000  # a word that stands more often in a document says nothing about the place


class Source:
    """A document and its words. ``version`` is that of the corpus."""

    def __init__(self, document: Document, version: int = 1) -> None:
        self.document = document
        self.version = version

    @cached_property
    def text(self) -> str:
        """The document's text with spaces in the place of what nobody says; offsets are the same."""
        return spoken(self.document.text, said_again(self.document.text))

    @cached_property
    def turns(self) -> Sequence[Spoken]:
        """Who speaks where, by the labels of a transcript."""
        return turns(self.document.text)

    @cached_property
    def words(self) -> Words:
        return read(self.text)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def fitted(self, wanted: Container[str]) -> Source:
        """The same document, its words read in the other way where only that gives words which are ``wanted``."""
        words = self.words.fitted(wanted)
        if words is self.words:
            return self
        made = Source(self.document, self.version)
        made.text, made.words = self.text, words
        return made

    def exactly(self, keys: Sequence[str]) -> Iterator[int]:
        """The first word of every place where ``keys`` stand one behind the other."""
        text, starts = self._line
        wanted = f"\n{BORDER.join(keys)}\n"
        at = text.find(wanted)
        while at >= 0:
            yield bisect_left(starts, at)
            at = text.find(wanted, at + 1)

    @cached_property
    def _line(self) -> tuple[str, list[int]]:
        """All keys in one line, and where each begins in it."""
        starts, at = [], 0
        for key in self.words.keys:
            starts.append(at)
            at += len(key) + 1
        return f"\n{BORDER.join(self.words.keys)}\n", starts

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for at, key in enumerate(self.words.keys):
            places.setdefault(key, []).append(at)
        return places

    def windows(self, keys: Sequence[str]) -> list[tuple[int, int]]:
        """The stretches of words worth comparing with ``keys``, in order and never overlapping."""
        if len(self.words) <= _WHOLE:
            return [(0, len(self.words))] if self.words else []
        width = len(keys) + 16
        scores: defaultdict[int, float] = defaultdict(float)
        for key in dict.fromkeys(keys):
            places = self._places.get(key, ())
            if 0 < len(places) <= _COMMON:
                worth = weight(key) / (1 + len(places) ** 0.5)
                for block in {at // width for at in places}:
                    scores[block] += worth
        best = sorted(scores, key=lambda block: (-scores[block] - scores.get(block + 1, 0), block))[:_MOST_WINDOWS]
        return _joined([((block - 1) * width, (block + 3) * width) for block in sorted(best)], len(self.words))


def _joined(windows: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ((max(0, start), min(end, length)) for start, end in windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@dataclass(slots=True)
class Layout:
    """The windows of several sources as one row of words, BORDER between them."""

    sources: Sequence[Source]
    keys: list[str] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)  # (source, word of it); (-1, -1) at a border

    @classmethod
    def of(cls, sources: Sequence[Source], wanted: Sequence[str]) -> Layout:
        layout = cls(sources)
        for number, source in enumerate(sources):
            for start, end in source.windows(wanted):
                layout.keys += source.words.keys[start:end]
                layout.places += [(number, at) for at in range(start, end)]
                layout.keys.append(BORDER)
                layout.places.append((-1, -1))
        return layout

    def without(self, places: Sequence[int]) -> Layout:
        """The same row, with borders in the place of the words at ``places``."""
        keys = list(self.keys)
        for at in places:
            keys[at] = BORDER
        return Layout(self.sources, keys, self.places)

    def span(self, source: int, first: int, last: int) -> Span:
        return self.sources[source].words.span(first, last)
