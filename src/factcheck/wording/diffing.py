"""An alignment read as a diff: what is the same, what was dropped, added or replaced, and where words jump.

Invariant: the parts, in order, cover every word of the quotation once, and each part's spans
slice the quotation and the document to the words that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.domain import Alteration, DiffOperation, DiffPart, Span
from factcheck.wording.aligning import Alignment, weight
from factcheck.wording.change import Change
from factcheck.wording.changes import alterations
from factcheck.wording.quotation import FEWEST, QuotedWords
from factcheck.wording.sources import Layout

NEAR = 40  # words of the source that may be left out unmarked before it counts as a jump
CHANCE = 0.4  # of a sentence's words, below which those that are the same are so by chance
FAR = 300  # words that an ellipsis may stand for
_END = re.compile(r"[.!?]\s|[“”\"\n]")
# What a report says between two quotations: “…,” she said, “…”
_INTERRUPTED = re.compile(r"(?<=[\w.,!?…])(?:”|\"(?!\w)).*?(?:“|(?<!\w)\"(?=\w))", re.DOTALL)
_EDGE = 4  # words beyond the first and last same word that may be what was replaced


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word of the quotation that stands in the source: word ``at`` is word ``word`` of source ``source``."""

    at: int
    source: int
    word: int


@dataclass(slots=True)
class Stretch:
    """A place that the quotation's words come from: words ``first`` to ``last`` of a source."""

    source: int
    first: int
    last: int

    def take(self, word: int) -> None:
        self.first, self.last = min(self.first, word), max(self.last, word)


@dataclass(frozen=True, slots=True)
class Diff:
    parts: tuple[DiffPart, ...]
    stretches: tuple[Stretch, ...]  # by the ``place`` of the parts
    omitted: tuple[str, ...]  # words of the source that the quotation lacks, marked gaps left out


def without_chance(quotation: QuotedWords, alignment: Alignment) -> Alignment:
    """``alignment`` without the partners of sentences of which little is the same: "the" is found anywhere."""
    partner, same = list(alignment.partner), list(alignment.same)
    keys = quotation.words.keys
    for start, end in pairwise((*sorted(quotation.openers), len(keys))):
        whole = sum(map(weight, keys[start:end]))
        alike = sum(weight(keys[at]) for at in range(start, end) if same[at])
        if FEWEST <= end - start < len(keys) and alike < CHANCE * whole:
            partner[start:end], same[start:end] = [-1] * (end - start), [False] * (end - start)
    return Alignment(tuple(partner), tuple(same), alignment.cost)


def anchors(alignment: Alignment, layout: Layout) -> list[Anchor]:
    return [
        Anchor(at, *layout.places[to])
        for at, (to, same) in enumerate(zip(alignment.partner, alignment.same, strict=True))
        if same
    ]


def diff(quotation: QuotedWords, alignment: Alignment, layout: Layout) -> Diff:
    """The whole quotation beside its source, given an alignment with at least one word that is the same."""
    return _Differ(quotation, alignment, layout).run()


class _Differ:
    def __init__(self, quotation: QuotedWords, alignment: Alignment, layout: Layout) -> None:
        self.quotation, self.alignment, self.layout = quotation, alignment, layout
        self.anchors = anchors(alignment, layout)
        self.parts: list[DiffPart] = []
        self.stretches: list[Stretch] = []
        self.omitted: list[str] = []

    def run(self) -> Diff:
        first, last = self.anchors[0], self.anchors[-1]
        self.stretches.append(Stretch(first.source, first.word, first.word))
        self._change(range(first.at), self._before(first), first.source)
        for group in self._runs():
            self._same(group)
        self._change(range(last.at + 1, len(self.quotation.words)), self._behind(last), last.source)
        return Diff(tuple(self.parts), tuple(self.stretches), tuple(self.omitted))

    def _runs(self) -> Iterator[list[Anchor]]:
        """Anchors that follow each other on both sides; what lies between two runs is entered on the way."""
        run = [self.anchors[0]]
        for anchor in self.anchors[1:]:
            last = run[-1]
            goes_on = (anchor.at, anchor.source, anchor.word) == (last.at + 1, last.source, last.word + 1)
            if goes_on and anchor.at not in self.quotation.heads:
                run.append(anchor)
                continue
            yield run
            self._between(last, anchor)
            run = [anchor]
        yield run

    def _same(self, run: Sequence[Anchor]) -> None:
        first, last = run[0], run[-1]
        self.stretches[-1].take(first.word)
        self.stretches[-1].take(last.word)
        quoted = self.quotation.words.span(first.at, last.at)
        source = self.layout.span(first.source, first.word, last.word)
        self.parts.append(DiffPart(DiffOperation.SAME, quoted, source, len(self.stretches) - 1))

    def _between(self, one: Anchor, other: Anchor) -> None:
        quoted = range(one.at + 1, other.at)
        marked = any(at in self.quotation.ellipses for at in range(one.at + 1, other.at + 1))
        gap = other.word - one.word - 1
        if one.source == other.source and 0 <= gap <= (FAR if marked else NEAR):
            self._gap(one, other, quoted, marked)
            return
        if quoted:
            self._change(quoted, range(one.word + 1, one.word + 1), one.source)
        back = one.source == other.source and self._together(other)
        how = Alteration.REORDERED if back else Alteration.SPLICED
        if not back:
            self.stretches.append(Stretch(other.source, other.word, other.word))
        shown = one.source == other.source and not self._in_pieces(one, other)
        at = self.quotation.words.starts[other.at]
        start = self.layout.sources[other.source].words.starts[other.word]
        place = len(self.stretches) - 1
        self.parts.append(
            DiffPart(DiffOperation.JUMP, Span(at, at), Span(start, start), place, (how,), shown and not back)
        )

    def _in_pieces(self, one: Anchor, other: Anchor) -> bool:
        """Whether a report gives two words in quotations apart: they may have been said in one breath."""
        first, last = sorted((one.word, other.word))
        span = self.layout.span(one.source, first, last)
        return bool(_INTERRUPTED.search(span.of(self.layout.sources[one.source].text)))

    def _gap(self, one: Anchor, other: Anchor, quoted: range, marked: bool) -> None:
        """What lies between two words that are the same, without what a report says in its own voice."""
        missing = range(one.word + 1, other.word)
        words, text = self.layout.sources[one.source].words, self.layout.sources[one.source].text
        own = _INTERRUPTED.search(text, words.ends[one.word], words.starts[other.word])
        if quoted and missing and self._whole_sentences(quoted):
            self._change(quoted, range(one.word + 1, one.word + 1), one.source)
            self._change(range(other.at, other.at), missing, one.source, marked)
            return
        if own is None:
            self._change(quoted, missing, one.source, marked)
            return
        before = [word for word in missing if words.ends[word] <= own.start()]
        behind = [word for word in missing if words.starts[word] >= own.end()]
        self._change(quoted, range(one.word + 1, one.word + 1 + len(before)), one.source, marked)
        self._change(range(other.at, other.at), range(other.word - len(behind), other.word), one.source, marked)

    def _together(self, anchor: Anchor) -> bool:
        """Whether a word stands among or right beside those that the place so far holds, or at most before them."""
        here, run = self.stretches[-1], anchor
        for following in self.anchors:
            if (following.at - run.at, following.source, following.word - run.word) == (1, run.source, 1):
                run = following
        return here.source == anchor.source and anchor.word < here.last and here.first - run.word <= NEAR

    def _before(self, anchor: Anchor) -> range:
        """The words of the source that stand where the quotation's first words do not."""
        near = [word for word in self._paired(range(anchor.at), anchor.source) if word < anchor.word]
        if not near or anchor.at > _EDGE or not self._one_sentence(anchor.source, min(near), anchor.word):
            return range(anchor.word, anchor.word)
        return range(min(near), anchor.word)

    def _behind(self, anchor: Anchor) -> range:
        rest = range(anchor.at + 1, len(self.quotation.words))
        near = [word for word in self._paired(rest, anchor.source) if word > anchor.word]
        if not near or len(rest) > _EDGE or not self._one_sentence(anchor.source, anchor.word, max(near)):
            return range(anchor.word + 1, anchor.word + 1)
        return range(anchor.word + 1, max(near) + 1)

    def _one_sentence(self, source: int, first: int, last: int) -> bool:
        """Whether words stand close together with no end of a sentence or a quotation between them."""
        span = self.layout.span(source, first, last)
        return last - first <= 2 * _EDGE and not _END.search(span.of(self.layout.sources[source].text))

    def _paired(self, quoted: range, source: int) -> list[int]:
        partners = (self.alignment.partner[at] for at in quoted)
        places = [self.layout.places[to] for to in partners if to >= 0]
        return [word for number, word in places if number == source]

    def _change(self, quoted: range, missing: range, source: int, marked: bool = False) -> None:
        if not quoted and not missing:
            return
        words = self.layout.sources[source].words
        text = self.layout.sources[source].text
        found = alterations(Change(self.quotation, quoted, text, words, missing, marked))
        for word in missing:
            self.stretches[-1].take(word)
        if not marked and found[0]:
            self.omitted += words.keys[missing.start : missing.stop]
        operation = _operation(quoted, missing)
        if quoted and not missing and self._whole_sentences(quoted):
            found = (), False  # said elsewhere, or not: this source does not tell
        elif not found[0]:
            operation = DiffOperation.SAME  # "forty-one" is "41"
        self.parts.append(
            DiffPart(
                operation,
                self._quoted(quoted),
                _span(words.starts, words.ends, missing),
                len(self.stretches) - 1,
                *found,
            )
        )

    def _whole_sentences(self, quoted: range) -> bool:
        openers = self.quotation.openers
        ends = quoted.stop == len(self.quotation.words) or quoted.stop in openers
        return len(quoted) >= FEWEST and quoted.start in openers and ends

    def _quoted(self, quoted: range) -> Span:
        words = self.quotation.words
        return _span(words.starts, words.ends, quoted)


def _operation(quoted: range, missing: range) -> DiffOperation:
    if quoted and missing:
        return DiffOperation.REPLACED
    return DiffOperation.ADDED if quoted else DiffOperation.DROPPED


def _span(starts: Sequence[int], ends: Sequence[int], words: range) -> Span:
    """From the first to the last of ``words``; of none, the empty span where they would stand."""
    if words:
        return Span(starts[words.start], ends[words.stop - 1])
    at = starts[words.start] if words.start < len(starts) else (ends[-1] if ends else 0)
    return Span(at, at)
