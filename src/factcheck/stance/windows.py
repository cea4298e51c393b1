"""Claims and evidence of any length before a model that sees only so much at once.

Invariant: every word of claim and evidence is in a window that the model reads; nothing is cut in silence.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.domain import Opinion, Question, Span, Stance
from factcheck.language.sentences import sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STANCES = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.NEUTRAL)
_CLAIM_SHARE = 0.5  # the part of the window that a claim may take

Count = Callable[[str], int]
"""The word pieces of a text, special tokens not counted."""


class WindowedCrossEncoder(ABC):
    """A Judge (see factcheck.domain) on top of a model that reads one window.

    ``window`` counts the word pieces the model sees at once, ``special`` those among them that are marks of its own.
    ``temperature`` divides the logits: above 1, the model is less sure than it says (Guo et al. 2017).
    """

    def __init__(
        self,
        name: str,
        *,
        window: int,
        sure: Mapping[Stance, float],
        special: int = 3,
        temperature: float = 1.0,
    ) -> None:
        self.name = name
        self.sure = sure
        self.remote = False
        self._room = window - special
        self._temperature = temperature

    @abstractmethod
    def _logits(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float64]:
        """What the model says of each (claim, evidence): shape ``(len(pairs), 3)``, columns as STANCES."""

    @abstractmethod
    def _count(self, text: str) -> int:
        """The word pieces of ``text``."""

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        """What the model says of each claim and passage; their dates and similarity are nothing to it."""
        return [*self.score([(one.claim, one.passage) for one in questions])]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        """For each (claim, evidence), the probability of each stance and the window of the evidence that decided.

        Of long evidence, the window that is least neutral counts. A claim longer than half the model's window is
        read part by part: it is contradicted as far as its most contradicted part is, and supported as far
        as its least supported part.
        """
        parts = [[(part.of(claim), evidence) for part in self._parts(claim)] for claim, evidence in pairs]
        windows = [[self._windows(part, evidence) for part, evidence in of_claim] for of_claim in parts]
        texts = [
            (part, window.of(evidence))
            for of_claim, of_parts in zip(parts, windows, strict=True)
            for (part, evidence), found in zip(of_claim, of_parts, strict=True)
            for window in found
        ]
        rows = iter(self._probabilities(texts))
        return [_whole([_decisive(found, rows) for found in of_parts]) for of_parts in windows]

    def _parts(self, claim: str) -> list[Span]:
        return windows(claim, self._count, int(self._room * _CLAIM_SHARE))

    def _windows(self, part: str, evidence: str) -> list[Span]:
        return windows(evidence, self._count, self._room - self._count(part))

    def _probabilities(self, texts: Sequence[tuple[str, str]]) -> list[list[float]]:
        if not texts:
            return []
        rows: list[list[float]] = softmax(self._logits(texts) / self._temperature).tolist()
        return rows


def _decisive(found: Sequence[Span], rows: Iterator[list[float]]) -> Opinion:
    """The least neutral of the windows, the first among equals."""
    scored = [Opinion(dict(zip(STANCES, next(rows), strict=True)), window) for window in found]
    return min(scored, key=lambda one: one.probabilities[Stance.NEUTRAL])


def _whole(parts: Sequence[Opinion]) -> Opinion:
    """What the parts of one claim come to."""
    if len(parts) == 1:
        return parts[0]
    against = max(parts, key=lambda one: one.probabilities[Stance.CONTRADICTS])
    least = min(parts, key=lambda one: one.probabilities[Stance.SUPPORTS])
    contradicts = against.probabilities[Stance.CONTRADICTS]
    supports = min(least.probabilities[Stance.SUPPORTS], 1 - contradicts)
    chances = {
        Stance.SUPPORTS: supports,
        Stance.CONTRADICTS: contradicts,
        Stance.NEUTRAL: 1 - supports - contradicts,
    }
    return Opinion(chances, against.window if contradicts >= supports else least.window)


# -- cutting ----------------------------------------------------------------------------


def windows(text: str, count: Count, room: int) -> list[Span]:
    """``text`` in runs of whole sentences of at most ``room`` word pieces each; at least one run.

    A sentence that is longer by itself is cut between words, a word that is longer between characters.
    """
    if count(text) <= room:
        return [Span(0, len(text))]
    units = [unit for sentence in sentences(text) for unit in _fitting(text, sentence, count, room)]
    sizes = [count(unit.of(text)) for unit in units]
    runs: list[Span] = []
    taken = 0
    for unit, size in zip(units, sizes, strict=True):
        if runs and taken + size <= room:
            runs[-1], taken = Span(runs[-1].start, unit.end), taken + size
        else:
            runs.append(unit)
            taken = size
    return runs or [Span(0, len(text))]


def _fitting(text: str, span: Span, count: Count, room: int) -> Iterator[Span]:
    """``span``, or halves of it that fit, cut at the white space nearest to the middle if there is any."""
    if span.end - span.start < 2 or count(span.of(text)) <= room:
        yield span
        return
    for half in pairwise((span.start, _middle(text, span), span.end)):
        yield from _fitting(text, Span(*half), count, room)


def _middle(text: str, span: Span) -> int:
    middle = (span.start + span.end) // 2
    before = text.rfind(" ", span.start + 1, middle)
    after = text.find(" ", middle, span.end - 1)
    spaces = [place for place in (before, after) if place > span.start]
    return min(spaces, key=lambda place: abs(place - middle)) if spaces else middle


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of logits as rows of probabilities."""
    import numpy as np

    odds = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return shares
