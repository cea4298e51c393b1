"""What every encoder does around its model: pieces, windows, threads, unit length.

Invariant: each window goes through the model alone. Dynamic int8 takes its scale from the
whole batch, and even float32 kernels round differently for other batch sizes, so a text
encoded in company would get another vector than the same text encoded alone.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from factcheck.domain import Span
from factcheck.errors import IntegrityError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

_CHUNK = 4096  # texts handed to the threads at once: bounds memory, and what Ctrl-C waits for
_LONG_WORD = 32  # pieces; in some tokenizers a whole text without spaces is one word
_SURROGATES = re.compile("[\ud800-\udfff]")  # text that is no valid Unicode, one code point each


class Window(NamedTuple):
    """A stretch of text that the model sees whole; ``ids`` include the special tokens."""

    text: str
    ids: list[int]


class WindowedEncoder(ABC):
    """An Encoder (see factcheck.domain) on top of a model that encodes one window."""

    def __init__(self, *, key: str, tokenizer: Tokenizer, window: int, dimension: int, threads: int = 1) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.key = key
        self.window = window
        self.dimension = dimension
        self._tokenizer = tokenizer
        self._special = tokenizer.num_special_tokens_to_add(is_pair=False)
        self._threads = threads

    @abstractmethod
    def _forward(self, window: Window) -> NDArray[np.float32]:
        """The model's vector of one window, shape ``(dimension,)``, of any length."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape ``(len(texts), dimension)``.

        Raises IntegrityError if the model yields a vector without a direction.
        """
        vectors = np.empty((len(texts), self.dimension), np.float32)
        if len(texts) == 1 or self._threads == 1:
            for row, text in enumerate(texts):
                vectors[row] = self._vector(text)
            return vectors
        with ThreadPoolExecutor(self._threads) as threads:
            for start in range(0, len(texts), _CHUNK):
                for row, vector in enumerate(threads.map(self._vector, texts[start : start + _CHUNK]), start):
                    vectors[row] = vector
        return vectors

    def pieces(self, text: str) -> list[Span]:
        """The word pieces of ``text`` as spans in code points, special tokens left out."""
        encoding = self._tokenizer.encode(_SURROGATES.sub("\ufffd", text), add_special_tokens=False)
        return [Span(start, end) for start, end in encoding.offsets]

    def _vector(self, text: str) -> NDArray[np.float32]:
        windows = self._windows(_SURROGATES.sub("\ufffd", text))
        weights = [max(1, len(window.ids) - self._special) for window in windows]
        mean = np.average([self._forward(window) for window in windows], axis=0, weights=weights)
        length = np.linalg.norm(mean)
        if not np.isfinite(length) or length == 0:
            raise IntegrityError(
                f"The encoder {self.key} gives no vector for the text {text[:60]!r}. "
                "Its weights are damaged, or it is no sentence encoder: set 'encoder' to another model."
            )
        return np.asarray(mean / length, np.float32)

    def _windows(self, text: str) -> list[Window]:
        """``text`` in as few windows of about equal length as hold it, cut at the starts of words."""
        encoding = self._tokenizer.encode(text)
        count = len(encoding.ids) - self._special
        if count <= self.window or len(text) < 2:
            return [Window(text, encoding.ids)]
        parts = -(-count // self.window)
        bare = self._tokenizer.encode(text, add_special_tokens=False)
        cuts = {_word_start(bare.word_ids, part * count // parts) for part in range(1, parts)}
        places = sorted({bare.offsets[cut][0] for cut in cuts} - {0}) or [len(text) // 2]
        # A slice may have a few pieces more than it had as part of the whole: look again.
        slices = (text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True))
        return [window for part in slices for window in self._windows(part)]


def _word_start(words: Sequence[int | None], piece: int) -> int:
    """The first piece of the word that ``piece`` belongs to, or ``piece`` if that is far off."""
    for start in range(piece, max(0, piece - _LONG_WORD), -1):
        if words[start] != words[start - 1]:
            return start
    return piece
