"""The words of a quotation laid along the words of its sources, at the least cost.

Invariant: the same words give the same alignment; of alignments that cost the same the one
nearest the beginning is taken. Time is words of the quotation × words of the sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from factcheck.language.stems import stem
from factcheck.wording import lexicon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BORDER = "\n"  # in the place of a word: alignments go past it by a jump only

# Costs, where a word that is missing costs 100. Chosen on PolNeAR's training set: see docs/experiments.md.
WORD, FUNCTION_WORD, BRACKETED_WORD = 100, 50, 10
SKIP, SKIP_FILLER = 40, 15  # a word of the source that the quotation lacks
JUMP, JUMP_AT_ELLIPSIS = 350, 60  # to go on anywhere else
OTHER_FORM = 0.35  # of a word's cost: "walk" for "walked", "he" for "I"
ADDED = 1  # on top of a word's cost: where either will do, a word is replaced rather than added
_IMPASSABLE = 1_000_000
_STRETCH = 400  # words of a quotation that are laid along the sources at a time


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each word of the quotation the place of its partner among the source's words, -1 if it has none,
    and whether the two are the same. ``cost`` is what differs, in hundredths of a word."""

    partner: tuple[int, ...]
    same: tuple[bool, ...]
    cost: int

    @property
    def matched(self) -> list[int]:
        return [place for place, same in zip(self.partner, self.same, strict=True) if same]


@lru_cache(maxsize=1 << 16)
def weight(key: str) -> int:
    return FUNCTION_WORD if key in lexicon.FUNCTION else WORD


def same(one: str, other: str) -> bool:
    """Whether two keys are the same word, short forms ("'s" for "is") included."""
    return one == other or other in lexicon.SHORT_FORMS.get(one, ()) or one in lexicon.SHORT_FORMS.get(other, ())


@lru_cache(maxsize=1 << 12)
def forms(key: str) -> frozenset[str]:
    """The other words that a writer may put in the place of ``key`` when he adapts a sentence."""
    return frozenset().union(*(paradigm for paradigm in lexicon.PARADIGMS if key in paradigm)) - {key}


def align(
    quotation: Sequence[str],
    source: Sequence[str],
    *,
    ellipses: frozenset[int] = frozenset(),
    bracketed: frozenset[int] = frozenset(),
) -> Alignment:
    """The cheapest way to read ``quotation`` from ``source``; words of both are keys.

    ``ellipses`` are the words before which the writer marked a gap, ``bracketed`` those that
    he put in brackets. Words may be left out, added and replaced, each at a cost; for more the
    reading may also jump to any other place of the source. Beginning and end are free.

    Source: Needleman & Wunsch 1970 with free ends, and the jumps of spliced alignment
    (Gelfand, Mironov & Pevzner, PNAS 1996).
    """
    letters = _Letters(source)
    partner: list[int] = []
    cost = 0
    for start in range(0, len(quotation), _STRETCH):
        stretch = range(start, min(start + _STRETCH, len(quotation)))
        found, price = _stretch(letters, [quotation[at] for at in stretch], _Marks(start, ellipses, bracketed))
        partner += found
        cost += price
    agree = (to >= 0 and same(key, source[to]) for key, to in zip(quotation, partner, strict=True))
    return Alignment(tuple(partner), tuple(agree), cost)


@dataclass(frozen=True, slots=True)
class _Marks:
    start: int
    ellipses: frozenset[int]
    bracketed: frozenset[int]

    def jump_before(self, at: int) -> int:
        return JUMP_AT_ELLIPSIS if at + self.start in self.ellipses else JUMP

    def weight(self, at: int, key: str) -> int:
        return BRACKETED_WORD if at + self.start in self.bracketed else weight(key)


class _Letters:
    """The words of the sources as numbers, so that a row of costs is one step."""

    def __init__(self, source: Sequence[str]) -> None:
        import numpy as np

        self.numbers: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.words = np.fromiter((_number(self.numbers, key) for key in source), np.int32, len(source))
        self.roots = np.fromiter((_number(self.stems, stem(key)) for key in source), np.int32, len(source))
        skips = [SKIP_FILLER if key in lexicon.FILLERS else _IMPASSABLE if key == BORDER else SKIP for key in source]
        self.skipped = np.concatenate(([0], np.cumsum(np.array(skips, dtype=np.int64))))
        self.border = self.words == self.numbers.get(BORDER, -1)

    def costs(self, key: str, price: int) -> NDArray[np.int64]:
        """What it costs to set ``key`` against each word of the source."""
        import numpy as np

        costs = np.full(len(self.words), price, dtype=np.int64)
        near = int(price * OTHER_FORM)
        costs[self.roots == self.stems.get(stem(key), -1)] = near
        for other in forms(key):
            if other in self.numbers:
                costs[self.words == self.numbers[other]] = near
        for other in (key, *(word for word in self._short_forms(key) if word in self.numbers)):
            costs[self.words == self.numbers.get(other, -1)] = 0
        costs[self.border] = _IMPASSABLE
        return costs

    @staticmethod
    def _short_forms(key: str) -> tuple[str, ...]:
        longer = (short for short, words in lexicon.SHORT_FORMS.items() if key in words)
        return (*lexicon.SHORT_FORMS.get(key, ()), *longer)


def _number(numbers: dict[str, int], key: str) -> int:
    return numbers.setdefault(key, len(numbers))


def _stretch(letters: _Letters, quotation: Sequence[str], marks: _Marks) -> tuple[list[int], int]:
    import numpy as np

    size = len(letters.words) + 1
    rows = np.zeros((len(quotation) + 1, size), dtype=np.int64)  # rows[i, j]: i words read, the last source word is j
    for at, key in enumerate(quotation):
        price = marks.weight(at, key)
        before, row = rows[at], rows[at + 1]
        landing = int(before.min()) + (marks.jump_before(at) if at else 0)
        row[0] = before[0] + price + ADDED
        row[1:] = np.minimum(before[1:] + price + ADDED, np.minimum(before[:-1], landing) + letters.costs(key, price))
        row -= letters.skipped  # the cheapest run of skipped words, for all places at once
        np.minimum.accumulate(row, out=row)
        row += letters.skipped
    return _traced(letters, quotation, marks, rows), int(rows[-1].min())


def _traced(letters: _Letters, quotation: Sequence[str], marks: _Marks, rows: NDArray[np.int64]) -> list[int]:
    """The partner of each word, read back from the cheapest end."""
    partner = [-1] * len(quotation)
    at, place = len(quotation), int(rows[-1].argmin())
    read = len(quotation) + 1
    while at > 0:
        value, price = int(rows[at, place]), marks.weight(at - 1, quotation[at - 1])
        if at != read:
            costs, read = letters.costs(quotation[at - 1], price), at
        set_against = int(costs[place - 1]) if place else _IMPASSABLE
        if place and value == rows[at - 1, place - 1] + set_against:
            partner[at - 1] = place - 1
            at, place = at - 1, place - 1
        elif value == rows[at - 1, place] + price + ADDED:
            at -= 1
        elif place and value == rows[at, place - 1] + letters.skipped[place] - letters.skipped[place - 1]:
            place -= 1
        else:  # a jump
            partner[at - 1] = place - 1
            at, place = at - 1, int(rows[at - 1].argmin())
    return partner
