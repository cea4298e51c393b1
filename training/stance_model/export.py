"""The trained model as int8 ONNX, with everything ``factcheck.stance.shipped`` wants to know of it.

Invariant: what is measured and shipped is the int8 graph, never the float32 one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from transformers import BertForSequenceClassification

from factcheck.encoder.graph import Bert, Graph, quantised

NAME = "factcheck-stance-minilm-l6"
FILES = ("stance.onnx", "tokenizer.json")


class PairGraph(Graph):
    """From ``ids`` and segment ``types``, both int32 (1, pieces), to ``logits`` (1, 3)."""

    inputs = ("ids", "types")

    @property
    def output(self) -> tuple[str, int]:
        return "logits", len(self._bert.weights["classifier.bias"])

    def _embeddings(self) -> str:
        words, places, segments = (
            self._constant(
                f"embeddings.{kind}_embeddings.weight", self._bert.weights[f"embeddings.{kind}_embeddings.weight"]
            )
            for kind in ("word", "position", "token_type")
        )
        inputs = ["ids", "types", words, places, segments, *self._norm("embeddings.LayerNorm")]
        return self._node("EmbedLayerNormalization", inputs, "embedded", "mask", epsilon=self._bert.epsilon)

    def _pooled(self, hidden: str) -> None:
        first = self._node("Gather", [hidden, self._constant("first", np.array(0))], "cls", fused=False, axis=1)
        dense = self._biased(first, "pooler.dense", "pooled")
        pooled = self._node("Tanh", [dense], "tanh", fused=False)
        self._biased(pooled, "classifier", "logits")

    def _biased(self, hidden: str, name: str, output: str) -> str:
        return self._node("Add", [self._product(hidden, name), self._weight(f"{name}.bias")], output, fused=False)


def export(model: BertForSequenceClassification, tokenizer: Path, folder: Path, window: int, name: str = NAME) -> None:
    """Write graph, tokenizer and description into ``folder``; temperature and thresholds are still to be measured."""
    folder.mkdir(parents=True, exist_ok=True)
    config = model.config
    weights = {name.removeprefix("bert."): values.float().cpu().numpy() for name, values in model.state_dict().items()}
    bert = Bert(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        hidden=config.hidden_size,
        epsilon=config.layer_norm_eps,
        pooling="cls",
        weights=weights,
    )
    (folder / "stance.onnx").write_bytes(quantised(PairGraph(bert)))
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    describe(folder, {"name": name, "window": window, "temperature": 1.0, "sure": {}})


def describe(folder: Path, facts: dict[str, Any]) -> None:
    """Write ``stance.json``: ``facts``, and the size and SHA-256 of the files beside it."""
    contents = {name: (folder / name).read_bytes() for name in FILES}
    files = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in contents.items()
    }
    (folder / "stance.json").write_text(json.dumps({**facts, "files": files}, indent=2) + "\n", encoding="utf-8")
