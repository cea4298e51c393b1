"""What may take another's place: encoders, indices, judges.

Invariant: whoever implements one gives the same answer for the same input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from factcheck.domain.evidence import Stance
from factcheck.domain.text import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Text to unit vectors. The vector of a text depends on that text and the model alone."""

    @property
    def key(self) -> str:
        """Names the model and its weights: vectors of different keys are never compared."""

    @property
    def dimension(self) -> int: ...

    @property
    def window(self) -> int:
        """Word pieces the model sees at once, special tokens not counted."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape ``(len(texts), dimension)``. Longer texts than the window are
        encoded window by window and averaged: nothing is silently cut."""

    def pieces(self, text: str) -> list[Span]:
        """The word pieces of ``text`` as spans, special tokens left out."""


class Index(Protocol):
    """Nearest neighbours by cosine among passage vectors, each known by an integer key."""

    def search(self, vector: NDArray[np.float32], count: int) -> list[tuple[int, float]]:
        """At most ``count`` pairs (key, cosine), best first, ties by key."""

    def cosines(self, vector: NDArray[np.float32], keys: Sequence[int]) -> list[float]:
        """The cosine of a unit vector with that of each of ``keys``, all of which the index holds."""

    def holding(self, keys: Sequence[int]) -> set[int]:
        """Those of ``keys`` that the index holds."""

    @property
    def version(self) -> str:
        """Names what is searched: model, how many vectors, the newest one's key."""

    @property
    def lacking(self) -> int:
        """How many keys are wanted and have no vector yet."""

    def __len__(self) -> int: ...


class Question(NamedTuple):
    """What does ``passage`` do to ``claim``?

    The dates say when each was written, so that "last month" can be compared. ``similarity`` is the
    cosine of their vectors, where it is known.
    """

    claim: str
    passage: str
    claim_date: date | None = None
    passage_date: date | None = None
    similarity: float | None = None


class Opinion(NamedTuple):
    """What a judge says of a claim and a passage.

    ``probabilities`` of the three stances sum to 1. ``window`` is the stretch of the passage that decided: the words
    that the opinion rests on. ``reason`` is the judge's own, in its words, and may be anything. ``stance`` is what the
    judge says where that is not for the likeliest of the three to say, and then its probabilities are final; without
    it, the figures of claim and passage may still change them.
    """

    probabilities: dict[Stance, float]
    window: Span
    reason: str = ""
    stance: Stance | None = None


class Judge(Protocol):
    """Whatever tells what a passage does to a claim: rules, a model on this machine, a server.

    ``sure`` has, for *supports* and *contradicts*, the least probability that may be shown and may carry a suggestion;
    above 1 for a judge that nobody has measured. ``remote`` says whether the texts leave this machine.
    """

    name: str
    sure: Mapping[Stance, float]
    remote: bool

    def judge(self, questions: Sequence[Question]) -> list[Opinion | None]:
        """An opinion on each question, in order; None where there was no valid answer. Texts of any length are read
        whole, or not at all."""


Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 if that is not known)."""


def silent(_what: str, _done: int, _total: int) -> None:
    """A Progress that says nothing."""
