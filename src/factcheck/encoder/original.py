"""sentence-transformers itself: what an export is made from, and what runs what cannot be exported.

Invariant: nothing here reaches for the network; the model's files are already on disk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from factcheck.encoder.windows import Window, WindowedEncoder
from factcheck.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    from factcheck.encoder.files import Model

_UNLIMITED = 1 << 20  # pieces; for a model that averages word vectors and has no window


class OriginalEncoder(WindowedEncoder):
    """Any sentence-transformers model, in float32 on the CPU."""

    def __init__(self, model: Model) -> None:
        self.original = _load(model)
        tokenizer = _fast_tokenizer(model, self.original)
        dimension = self.original.encode([""], show_progress_bar=False).shape[1]
        seen = self.original.max_seq_length
        super().__init__(
            key=f"{model.name}:fp32:{model.digest[:12]}",
            tokenizer=tokenizer,
            window=int(seen) - tokenizer.num_special_tokens_to_add(is_pair=False) if seen else _UNLIMITED,
            dimension=dimension,
        )

    @property
    def tokenizer_json(self) -> str:
        return self._tokenizer.to_str()

    def _forward(self, window: Window) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.original.encode([window.text], show_progress_bar=False)[0]
        return vector


def _load(model: Model) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()
    try:
        return SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)
    except Exception as problem:  # a model folder can be wrong in as many ways as there are libraries reading it
        reason = str(problem).strip().partition("\n")[0] or type(problem).__name__
        raise InputError(
            f"Encoder '{model.name}': sentence-transformers cannot load {model.folder}: {reason}. "
            "Copy or download the model again, or set 'encoder' to another one."
        ) from problem


def _fast_tokenizer(model: Model, original: SentenceTransformer) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = original.tokenizer
    tokenizer = getattr(tokenizer, "backend_tokenizer", tokenizer)
    if not isinstance(tokenizer, Tokenizer):
        raise InputError(
            f"Encoder '{model.name}' has no tokenizer that tells where its word pieces stand (no tokenizer.json). "
            "Set 'encoder' to a model that has one."
        )
    return Tokenizer.from_str(tokenizer.to_str())
