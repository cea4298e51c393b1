"""The shipped int8 graph read back as a float32 model, to go on training from.

Invariant: the word vectors, which training never changes, are those of the base model; every other weight is the
int8 one times its scale, which is off by at most half a step.
"""

from __future__ import annotations

from pathlib import Path

import fit
import numpy as np
import torch
from numpy.typing import NDArray
from onnx import load, numpy_helper
from transformers import BertForSequenceClassification

_PROJECTED = ("query", "key", "value")


def thawed(graph: Path, base_folder: Path) -> BertForSequenceClassification:
    """The model whose int8 form (see export.py) is ``graph``, on the word vectors of ``base_folder``."""
    stored = {item.name: numpy_helper.to_array(item) for item in load(graph).graph.initializer}
    model = fit.base(base_folder)
    frozen = "bert.embeddings.word_embeddings.weight"
    names = [name for name in model.state_dict() if name != frozen]
    model.load_state_dict({frozen: model.state_dict()[frozen], **{name: _values(name, stored) for name in names}})
    return model


def _values(name: str, stored: dict[str, NDArray[np.generic]]) -> torch.Tensor:
    plain = name.removeprefix("bert.")
    owner, _, kind = plain.rpartition(".")
    attention, _, part = owner.rpartition(".")
    if part in _PROJECTED:  # the three lie side by side in the graph
        whole = _stored(f"{attention}.{kind}", stored)
        values = np.split(whole, 3, axis=-1)[_PROJECTED.index(part)]
    else:
        values = _stored(plain, stored)
    turned = kind == "weight" and values.ndim == 2 and "embeddings" not in owner
    return torch.from_numpy(np.ascontiguousarray(values.T if turned else values))


def _stored(name: str, stored: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    if name in stored:
        return stored[name].astype(np.float32)
    whole = stored[f"{name}_quantized"].astype(np.float32) - stored[f"{name}_zero_point"].astype(np.float32)
    return np.asarray(whole * stored[f"{name}_scale"], np.float32)
