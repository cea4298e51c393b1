"""A BERT encoder as one ONNX graph, written from its weights and quantised to int8.

Invariant: the float32 graph computes what sentence-transformers computes for one text;
quantising is the only loss. The graph is written by hand rather than traced because it then
holds onnxruntime's fused operators, and does not change with the version of torch.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FUSED = "com.microsoft"  # onnxruntime's own operators
_OPSETS = {"": 17, _FUSED: 1}
_IR_VERSION = 8  # read by every onnxruntime since 1.14


@dataclass(frozen=True, slots=True)
class Bert:
    """Shape and weights of a BERT encoder (Devlin et al., 2019), names as in transformers."""

    layers: int
    heads: int
    hidden: int
    epsilon: float
    pooling: str  # "mean" over all pieces, or "cls": the first
    weights: Mapping[str, NDArray[np.float32]]


def quantised(graph: Graph) -> bytes:
    """The serialised graph with int8 weights.

    Weights have a scale for each channel and use 7 of 8 bits, so that processors without
    VNNI instructions cannot overflow when they add pairs of products.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        path = Path(folder) / "int8.onnx"
        quantize_dynamic(
            graph.model(),
            path,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": 1},  # float: shapes of fused operators are unknown to the quantiser
        )
        return path.read_bytes()


class Graph:
    """From the word pieces of one text to its vector: input ``ids`` int32 (1, pieces), output ``vector`` (1, hidden).

    Whoever needs another beginning or end overrides ``inputs``, ``_embeddings``, ``_pooled`` and ``output``.
    """

    inputs: tuple[str, ...] = ("ids",)

    def __init__(self, bert: Bert) -> None:
        self._bert = bert
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    @property
    def output(self) -> tuple[str, int]:
        """Name and size of what comes out."""
        return "vector", self._bert.hidden

    def model(self) -> Any:
        from onnx import TensorProto, helper

        hidden = self._embeddings()
        for number in range(self._bert.layers):
            hidden = self._layer(hidden, f"encoder.layer.{number}.")
        self._pooled(hidden)
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT32, ["batch", "pieces"]) for name in self.inputs],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", size]) for name, size in [self.output]],
            self._constants,
        )
        opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
        # There is nothing left to prepare, and the quantiser would print a warning that says otherwise.
        helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
        return model

    def _embeddings(self) -> str:
        weights = self._bert.weights
        # Every piece is of segment 0, so its vector is added to the positions once and for all.
        positions = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        words = self._constant("words", weights["embeddings.word_embeddings.weight"])
        places = self._constant("positions", positions)
        inputs = ["ids", "", words, places, "", *self._norm("embeddings.LayerNorm")]
        return self._node("EmbedLayerNormalization", inputs, "embedded", "mask", epsilon=self._bert.epsilon)

    def _layer(self, hidden: str, name: str) -> str:
        attention, output = f"{name}attention.", f"{name}output."
        mixed = self._node(
            "Attention", [hidden, *self._projections(f"{attention}self.")], f"{name}mixed", num_heads=self._bert.heads
        )
        mixed = self._add_norm(self._product(mixed, f"{attention}output.dense"), hidden, f"{attention}output.")
        wide = self._product(mixed, f"{name}intermediate.dense")
        wide = self._node("BiasGelu", [wide, self._weight(f"{name}intermediate.dense.bias")], f"{name}wide")
        return self._add_norm(self._product(wide, f"{output}dense"), mixed, output)

    def _pooled(self, hidden: str) -> None:
        if self._bert.pooling == "mean":
            self._node("ReduceMean", [hidden], "vector", fused=False, axes=[1], keepdims=0)
        else:
            first = self._constant("first", np.array(0))
            self._node("Gather", [hidden, first], "vector", fused=False, axis=1)

    def _projections(self, name: str) -> list[str]:
        """Query, key and value side by side, as the fused attention wants them."""
        parts = [f"{name}{part}" for part in ("query", "key", "value")]
        weights = np.concatenate([self._bert.weights[f"{part}.weight"].T for part in parts], axis=1)
        biases = np.concatenate([self._bert.weights[f"{part}.bias"] for part in parts])
        return [self._constant(f"{name}weight", weights), self._constant(f"{name}bias", biases)]

    def _product(self, hidden: str, name: str) -> str:
        weight = self._constant(f"{name}.weight", self._bert.weights[f"{name}.weight"].T)
        return self._node("MatMul", [hidden, weight], name, fused=False)

    def _add_norm(self, new: str, old: str, name: str) -> str:
        inputs = [new, old, *self._norm(f"{name}LayerNorm"), self._weight(f"{name}dense.bias")]
        return self._node("SkipLayerNormalization", inputs, f"{name}norm", epsilon=self._bert.epsilon)

    def _norm(self, name: str) -> list[str]:
        return [self._weight(f"{name}.weight"), self._weight(f"{name}.bias")]

    def _weight(self, name: str) -> str:
        return self._constant(name, self._bert.weights[name])

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def _node(self, kind: str, inputs: list[str], *outputs: str, fused: bool = True, **attributes: object) -> str:
        from onnx import helper

        domain = _FUSED if fused else ""
        self._nodes.append(helper.make_node(kind, inputs, list(outputs), name=outputs[0], domain=domain, **attributes))
        return outputs[0]
