"""The exported encoder: onnxruntime and tokenizers, no torch.

Invariant: each run uses one thread. Texts are spread over the cores instead, which costs
nothing and keeps results independent of how many cores there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from factcheck.encoder.windows import Window, WindowedEncoder
from factcheck.settings import cores

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer


class OnnxEncoder(WindowedEncoder):
    """Runs a graph made by ``encoder.graph``: ids of shape (1, pieces) to a vector (1, dimension)."""

    def __init__(self, graph: bytes, *, key: str, tokenizer: Tokenizer, window: int, dimension: int) -> None:
        import onnxruntime

        super().__init__(key=key, tokenizer=tokenizer, window=window, dimension=dimension, threads=cores())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def _forward(self, window: Window) -> NDArray[np.float32]:
        (vectors,) = self._session.run(None, {"ids": np.array([window.ids], np.int32)})
        vector: NDArray[np.float32] = vectors[0]
        return vector
