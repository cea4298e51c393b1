"""What may take another's place: encoders, indices, cross-encoders.

Invariant: whoever implements one gives the same answer for the same input.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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

    @property
    def version(self) -> str:
        """Names what is searched."""

    def __contains__(self, key: int) -> bool: ...

    def __len__(self) -> int: ...


class Scored(NamedTuple):
    """What a cross-encoder says of a claim and a text: the probability of each stance, which sum to 1,
    and ``window``, the stretch of the text that decided."""

    probabilities: dict[Stance, float]
    window: Span

    @property
    def relevance(self) -> float:
        """The probability, in 0..1, that the text decides the claim either way."""
        return 1 - self.probabilities[Stance.NEUTRAL]


class CrossEncoder(Protocol):
    """A model that reads claim and evidence together.

    ``sure`` has, for *supports* and *contradicts*, the least probability that may carry a suggestion.
    """

    name: str
    sure: Mapping[Stance, float]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scored]:
        """What each (claim, evidence) comes to. Texts of any length are read whole."""


Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (0 if that is not known)."""


def silent(_what: str, _done: int, _total: int) -> None:
    """A Progress that says nothing."""
