"""Weights of a MiniLM (BERT) encoder in, an ONNX graph of it for onnxruntime out, float32 or int8.

The graph is written in onnxruntime's own fused operators (attention, quantised matrix
product), so that nothing is left to its optimiser. int8 weights are symmetric, 64 steps to either
side with a scale per output column: two products with unsigned bytes, 2 x 255 x 64, then fit 16
bits, where processors without VNNI add them. The word table, which is only looked up, has 127 steps
and a scale per row; activations are quantised as they come.

Source: Devlin et al. 2019, https://aclanthology.org/N19-1423; Wang et al. 2020 (MiniLM),
https://arxiv.org/abs/2002.10957; operators: onnxruntime docs/ContribOperators.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

FUSED = "com.microsoft"
HEADS = 12
STEPS = 64
EPSILON = 1e-12
Weights = Mapping[str, np.ndarray]


@dataclass
class Graph:
    """Nodes and constants gathered so far; every method returns the name of its output.

    A graph that is not `masked` takes texts of one length at a time: onnxruntime attends without a
    mask in a quicker way.
    """

    int8: bool = True
    masked: bool = True
    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keep a constant under that name."""
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Add a node with one output; `kind` starts with `*` for onnxruntime's own operators."""
        domain = FUSED if kind.startswith("*") else ""
        self.nodes.append(
            helper.make_node(kind.lstrip("*"), inputs, [output], domain=domain, **attributes)
        )
        return output

    def linear(self, x: str, name: str, weight: np.ndarray, bias: np.ndarray | None) -> str:
        """Multiply by `weight` (in, out), int8 where the graph is; add the bias when given."""
        if not self.int8:
            y = self.node("MatMul", [x, self.constant(f"{name}.weight", weight)], f"{name}.product")
            if bias is None:
                return y
            return self.node("Add", [y, self.constant(f"{name}.bias", bias)], f"{name}.out")
        packed, scale = quantise(weight, axis=0, steps=STEPS)
        inputs = [
            x,
            self.constant(f"{name}.int8", packed),
            self.constant(f"{name}.scale", scale.reshape(-1)),
            "",
        ]
        if bias is not None:
            inputs.append(self.constant(f"{name}.bias", bias))
        return self.node("*DynamicQuantizeMatMul", inputs, f"{name}.out")

    def look_up(self, ids: str, name: str, table: np.ndarray) -> str:
        """Take rows of a table, kept as int8 with a scale per row where the graph is int8."""
        if not self.int8:
            return self.node("Gather", [self.constant(name, table), ids], f"{name}.rows")
        packed, scale = quantise(table, axis=1)
        whole = self.node("Gather", [self.constant(f"{name}.int8", packed), ids], f"{name}.whole")
        scales = self.node("Gather", [self.constant(f"{name}.scale", scale), ids], f"{name}.scales")
        real = self.node("Cast", [whole], f"{name}.real", to=TensorProto.FLOAT)
        return self.node("Mul", [real, scales], f"{name}.rows")


def quantise(matrix: np.ndarray, axis: int, steps: int = 127) -> tuple[np.ndarray, np.ndarray]:
    """Round to int8, the largest value along `axis` to `steps`; returns (int8, float32 scales)."""
    scale = np.maximum(np.abs(matrix).max(axis=axis, keepdims=True), 1e-12) / steps
    return np.round(matrix / scale).astype(np.int8), scale.astype(np.float32)


def encoder_graph(weights: Weights, graph: Graph, *, segments: bool = False) -> str:
    """Add the encoder to the graph; returns the name of its output (batch, length, width).

    Takes the inputs `input_ids` and, where the graph is masked, `attention_mask`, int64
    (batch, length), and with `segments` also `token_type_ids`; without them every token is of the
    first segment.
    """
    count = 1 + max(int(k.split(".")[2]) for k in weights if k.startswith("encoder.layer."))
    if graph.masked:
        graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    hidden = _embeddings(weights, graph, segments)
    for i in range(count):
        hidden = _layer(weights, graph, f"encoder.layer.{i}", hidden)
    return hidden


def _embeddings(weights: Weights, graph: Graph, segments: bool) -> str:
    words = graph.look_up("input_ids", "words", weights["embeddings.word_embeddings.weight"])
    places = weights["embeddings.position_embeddings.weight"]
    kinds = weights["embeddings.token_type_embeddings.weight"]
    if segments:
        table = graph.constant("segments", kinds)
        kind = graph.node("Gather", [table, "token_type_ids"], "segment.rows")
        words = graph.node("Add", [words, kind], "words.segmented")
    else:
        places = places + kinds[0]
    for name, value in (("zero", 0), ("one", 1), ("two", 2)):
        graph.constant(name, np.array([value], dtype=np.int64))
    shape = graph.node("Shape", ["input_ids"], "shape")
    length = graph.node("Slice", [shape, "one", "two"], "length")
    rows = graph.node("Slice", [graph.constant("places", places), "zero", length, "zero"], "rows")
    total = graph.node("Add", [words, rows], "embeddings.sum")
    gain = graph.constant("embeddings.gain", weights["embeddings.LayerNorm.weight"])
    shift = graph.constant("embeddings.shift", weights["embeddings.LayerNorm.bias"])
    return graph.node(
        "LayerNormalization", [total, gain, shift], "embeddings", axis=-1, epsilon=EPSILON
    )


def _layer(weights: Weights, graph: Graph, name: str, x: str) -> str:
    parts = [f"{name}.attention.self.{p}" for p in ("query", "key", "value")]
    weight = np.concatenate([weights[f"{p}.weight"].T for p in parts], axis=1)
    bias = np.concatenate([weights[f"{p}.bias"] for p in parts])
    attended = _attention(graph, f"{name}.attention", x, (weight, bias))
    dense = f"{name}.attention.output"
    y = graph.linear(attended, f"{dense}.dense", weights[f"{dense}.dense.weight"].T, None)
    x = _skip_norm(weights, graph, dense, (x, y))
    inner = f"{name}.intermediate.dense"
    y = graph.linear(x, inner, weights[f"{inner}.weight"].T, weights[f"{inner}.bias"])
    y = graph.node("*Gelu", [y], f"{name}.gelu")
    y = graph.linear(y, f"{name}.output.dense", weights[f"{name}.output.dense.weight"].T, None)
    return _skip_norm(weights, graph, f"{name}.output", (x, y))


def _attention(graph: Graph, name: str, x: str, qkv: tuple[np.ndarray, np.ndarray]) -> str:
    joined = graph.linear(x, f"{name}.qkv", *qkv)
    q, k, v = (f"{name}.{p}" for p in "qkv")
    graph.nodes.append(helper.make_node("Split", [joined], [q, k, v], axis=-1, num_outputs=3))
    mask = ["", "mask"] if graph.masked else []
    return graph.node("*MultiHeadAttention", [q, k, v, *mask], f"{name}.attended", num_heads=HEADS)


def _skip_norm(weights: Weights, graph: Graph, name: str, pair: tuple[str, str]) -> str:
    # Not onnxruntime's SkipLayerNormalization: it takes several times as long as these three.
    gain = graph.constant(f"{name}.gain", weights[f"{name}.LayerNorm.weight"])
    shift = graph.constant(f"{name}.shift", weights[f"{name}.LayerNorm.bias"])
    bias = graph.constant(f"{name}.skip.bias", weights[f"{name}.dense.bias"])
    biased = graph.node("Add", [pair[1], bias], f"{name}.biased")
    total = graph.node("Add", [biased, pair[0]], f"{name}.total")
    return graph.node(
        "LayerNormalization", [total, gain, shift], f"{name}.normed", axis=-1, epsilon=EPSILON
    )


def model(
    graph: Graph, inputs: list[str], output: tuple[str, list[str | int]], note: str
) -> onnx.ModelProto:
    """Close a graph: int64 inputs (batch, length) and one float32 output of the given shape."""
    size = ["batch", "length"]
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "minilm",
            [helper.make_tensor_value_info(i, TensorProto.INT64, size) for i in inputs],
            [helper.make_tensor_value_info(output[0], TensorProto.FLOAT, output[1])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)],
        ir_version=8,
        producer_name="dateline",
        doc_string=note,
    )
